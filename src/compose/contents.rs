//! The contents list of a long kit.

use super::destinations::{CONTENTS, SCORE_SHEET, question_destination};
use super::flowables::{heading, label_text, numbered_title, tagged, text_block};
use super::strings::Strings;
use super::theme::{DISPLAY, TABLE};
use crate::bank::plain;
use crate::document::{ContentsEntry, Destination, Flowable, FontStyle, Group, RichText, StructureRole};
use crate::kit::Kit;

/// A kit with at least this many questions has a contents list.
const CONTENTS_MIN_QUESTIONS: usize = 12;

/// Returns true if a kit is long enough for a contents list.
pub(super) fn has_contents(kit: &Kit<'_>) -> bool {
    kit.picks.len() >= CONTENTS_MIN_QUESTIONS
}

pub(super) fn contents(kit: &Kit<'_>, strings: &Strings) -> Vec<Flowable> {
    let destination =
        Destination { id: CONTENTS, level: 1, title: strings.contents.to_owned(), number: None };
    let title = text_block(RichText::new(strings.contents, FontStyle::Semibold), DISPLAY);
    let mut flow = vec![Flowable::Destination(destination), heading(2, title)];
    for of_category in kit.picks.chunk_by(|a, b| a.category.id == b.category.id) {
        let name = RichText::new(plain(&of_category[0].category.name.value), FontStyle::Semibold);
        let mut entries =
            vec![tagged(StructureRole::Caption, vec![label_text(name.in_document_language(), 8.0)])];
        for pick in of_category {
            let entry = ContentsEntry {
                text: numbered_title(pick),
                style: TABLE,
                to: question_destination(pick.number),
            };
            let subject = Some(format!("question `{}`", pick.question.id));
            entries.push(Flowable::Group(Group {
                flow: vec![Flowable::Entry(entry)],
                continued: Vec::new(),
                subject,
                before: 0.0,
            }));
        }
        flow.push(tagged(StructureRole::Contents, entries));
    }
    let line = RichText::new(strings.score_sheet, FontStyle::Semibold);
    flow.push(Flowable::Space(8.0));
    let entry = Flowable::Entry(ContentsEntry { text: line, style: TABLE, to: SCORE_SHEET });
    flow.push(tagged(StructureRole::Contents, vec![entry]));
    vec![tagged(StructureRole::Section, flow)]
}
