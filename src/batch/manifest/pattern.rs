//! Names by pattern: `{role}-{seniority}`.

use crate::bank::limits;
use crate::diag::Origin;
use crate::diag::codes;
use crate::input::fields::Item;
use crate::input::sink::Sink;
use crate::input::suggest::{hint, quoted};
use crate::input::text_rules;

/// What stands for what in the name of a kit.
pub(super) const OF_KITS: [&str; 4] = ["role", "seniority", "minutes", "seed"];
/// What stands for what in the name of a file.
pub(super) const OF_FILES: [&str; 7] = ["name", "role", "seniority", "minutes", "seed", "face", "paper"];

/// A name with gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    /// Where it stands, unless it is the program's own.
    pub(super) origin: Option<Origin>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Gap(&'static str),
}

impl Pattern {
    /// What kits are named after where the manifest does not say.
    pub(super) fn of_kits() -> Self {
        let parts = vec![Part::Gap("role"), Part::Literal("-".to_owned()), Part::Gap("seniority")];
        Self { parts, origin: None }
    }

    /// What files are named after where the manifest does not say.
    pub(super) fn of_files() -> Self {
        let hyphen = || Part::Literal("-".to_owned());
        let end = Part::Literal(".pdf".to_owned());
        let parts = vec![Part::Gap("name"), hyphen(), Part::Gap("face"), hyphen(), Part::Gap("paper"), end];
        Self { parts, origin: None }
    }

    /// Reads a pattern whose gaps are of `known`.
    pub(super) fn read(item: Item<'_>, known: &[&'static str], sink: &mut Sink) -> Option<Self> {
        let text = text_rules::read_text(item, limits::BULLET_RULE, sink)?;
        let mut parts = Vec::new();
        let mut rest = text.value.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                let message = format!("{} has `{{` without a closing `}}`", item.describe());
                sink.push(item.error(&codes::manifest::BAD_PATTERN, message));
                return None;
            };
            let Some(gap) = known.iter().find(|gap| **gap == name) else {
                let message = format!("{} has an unknown placeholder {}", item.describe(), quoted(name));
                let mut finding = item.error(&codes::manifest::BAD_PATTERN, message);
                finding.help = hint(name, known.iter().copied());
                sink.push(finding);
                return None;
            };
            parts.extend([Part::Literal(before.to_owned()), Part::Gap(gap)]);
            rest = after;
        }
        parts.push(Part::Literal(rest.to_owned()));
        Some(Self { parts, origin: Some(item.origin) })
    }

    /// The name, with what stands in the gaps.
    pub(super) fn filled(&self, value: impl Fn(&str) -> String) -> String {
        let part = |part: &Part| match part {
            Part::Literal(text) => text.clone(),
            Part::Gap(name) => value(name),
        };
        self.parts.iter().map(part).collect()
    }
}
