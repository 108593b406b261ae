//! Warns about Markdown that kits do not set.

use std::collections::BTreeMap;

use super::field_value::FieldValue;
use super::markup_construct::Construct;
use super::model::{Bank, Question, Status};
use super::question_fields::QUESTION_FIELDS;
use super::source_map::raw_offset;
use super::unsupported::find_unsupported;
use crate::diag::codes;
use crate::diag::{Diagnostic, FindingLog, Origin, Sources, Text};

/// The greatest number of findings about one construct in a bank. Further ones are counted in one.
const MAX_FINDINGS_PER_CONSTRUCT: usize = 10;

/// The findings about one construct.
#[derive(Default)]
struct Seen {
    count: usize,
    /// The first place beyond the limit.
    next: Option<Origin>,
}

/// Warns about each construct in the texts of a bank, with its line and column.
pub(super) fn warn_unsupported_markup(bank: &Bank, sources: &Sources, findings: &mut FindingLog) {
    let mut seen: BTreeMap<Construct, Seen> = BTreeMap::new();
    let names = bank.roles.iter().map(|role| &role.name);
    let names = names.chain(bank.categories.iter().map(|category| &category.name));
    let names = names.chain(bank.competencies.iter().map(|competency| &competency.name));
    let scale = bank.scale.levels.iter().flat_map(|level| [&level.label, &level.description]);
    let asked = bank.questions.iter().filter(|question| question.status != Status::Retired);
    let others = names.chain(scale).map(|text| (text, false));
    for (text, is_entry) in others.chain(asked.flat_map(question_texts)) {
        for (construct, at) in find_unsupported(&text.value) {
            // In prose, the author may well start with a dash or a number.
            if construct == Construct::ListMark && !is_entry {
                continue;
            }
            let seen = seen.entry(construct).or_default();
            seen.count += 1;
            let place = place_in(text, at, sources);
            match seen.count {
                ..=MAX_FINDINGS_PER_CONSTRUCT => {
                    let (message, help) = construct.words();
                    findings.push(warning(message.to_owned(), place).help(help));
                }
                _ => {
                    seen.next.get_or_insert(place);
                }
            }
        }
    }
    for (construct, Seen { count, next }) in seen {
        let Some(next) = next else { continue };
        let more = count - MAX_FINDINGS_PER_CONSTRUCT;
        let (message, help) = construct.words();
        let times = if more == 1 { "once more".to_owned() } else { format!("{more} more times") };
        let finding = warning(format!("{message}, here and below: {times}"), next).help(help);
        findings.push(Diagnostic { count: more, ..finding });
    }
}

fn warning(message: String, place: Origin) -> Diagnostic {
    Diagnostic::warning(&codes::bank::UNSUPPORTED_MARKUP, message).at(place, "")
}

/// Returns the texts of a question that are set as text, and true for each entry of a list; code is set as it is.
fn question_texts(question: &Question) -> Vec<(&Text, bool)> {
    let fields = QUESTION_FIELDS.iter().filter(|field| field.key != "code");
    let texts = fields.flat_map(|field| {
        let value = (field.value)(question);
        let is_list = matches!(value, FieldValue::Texts(_) | FieldValue::Signs(_));
        value.texts().into_iter().map(move |text| (text, is_list))
    });
    texts.collect()
}

/// Returns the place in the file of byte `at` of a text.
fn place_in(text: &Text, at: usize, sources: &Sources) -> Origin {
    let Origin { file, .. } = text.origin;
    let raw = sources.file(file).text.get(text.origin.range()).unwrap_or_default();
    let start = text.origin.range().start + raw_offset(raw, at);
    let first = sources.file(file).text.get(start..).and_then(|rest| rest.chars().next());
    let end = start + first.map_or(0, char::len_utf8);
    Origin::new(file, &(start..end))
}
