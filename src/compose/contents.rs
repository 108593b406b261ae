//! The contents list of a long kit.

use super::destinations::{CONTENTS, SCORE_SHEET, question_destination};
use super::flowables::{bank_text, heading, label_text, tagged, text_block};
use super::strings::Strings;
use super::theme::{DISPLAY, TABLE};
use crate::bank::plain;
use crate::document::{ContentsEntry, Destination, Flowable, FontStyle, Group, RichText, StructureRole};
use crate::kit::Kit;

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
            let mut line = RichText::new(format!("{}  ", pick.number), FontStyle::Semibold);
            let prompt = bank_text(&pick.question.prompt);
            line.origin = prompt.origin;
            line.spans.extend(prompt.spans);
            let entry = ContentsEntry { text: line, style: TABLE, to: question_destination(pick.number) };
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
