//! Names by pattern, such as `{role}-{seniority}`.

use crate::bank::limits;
use crate::diag::Origin;
use crate::diag::codes;
use crate::input::fields::Item;
use crate::input::hints::{hint, quoted};
use crate::input::sink::Sink;
use crate::input::text_rules;

/// The placeholders of kit names.
pub(super) const KIT_PLACEHOLDERS: [&str; 4] = ["role", "seniority", "minutes", "seed"];
/// The placeholders of file names.
pub(super) const FILE_PLACEHOLDERS: [&str; 7] =
    ["name", "role", "seniority", "minutes", "seed", "face", "paper"];

/// A name with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamePattern {
    parts: Vec<Part>,
    /// Its place in the manifest, unless it is a default.
    pub(super) origin: Option<Origin>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Placeholder(&'static str),
}

impl NamePattern {
    /// Returns the default pattern of kit names.
    pub(super) fn default_kit_name() -> Self {
        let parts =
            vec![Part::Placeholder("role"), Part::Literal("-".to_owned()), Part::Placeholder("seniority")];
        Self { parts, origin: None }
    }

    /// Returns the default pattern of file names.
    pub(super) fn default_file_name() -> Self {
        let hyphen = || Part::Literal("-".to_owned());
        let end = Part::Literal(".pdf".to_owned());
        let parts = vec![
            Part::Placeholder("name"),
            hyphen(),
            Part::Placeholder("face"),
            hyphen(),
            Part::Placeholder("paper"),
            end,
        ];
        Self { parts, origin: None }
    }

    /// Reads a pattern with the placeholders in `known`.
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
            parts.extend([Part::Literal(before.to_owned()), Part::Placeholder(gap)]);
            rest = after;
        }
        parts.push(Part::Literal(rest.to_owned()));
        Some(Self { parts, origin: Some(item.origin) })
    }

    /// Returns true if the pattern has this placeholder.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Placeholder(known) if *known == name))
    }

    /// Fills in the placeholders.
    pub(super) fn fill(&self, value: impl Fn(&str) -> String) -> String {
        let part = |part: &Part| match part {
            Part::Literal(text) => text.clone(),
            Part::Placeholder(name) => value(name),
        };
        self.parts.iter().map(part).collect()
    }
}
