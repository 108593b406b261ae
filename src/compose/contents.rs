//! The contents list of a long kit.

use super::theme::{DISPLAY, TABLE};
use super::tools::{label, marked, text};
use super::words::Words;
use super::{part_place, question_place};
use crate::bank::plain;
use crate::document::{Destination, Entry, Flowable, Group, RichText, Voice};
use crate::kit::Kit;

pub(super) fn contents(kit: &Kit<'_>, words: &Words) -> Vec<Flowable> {
    let place = Destination { id: part_place(1), level: 1, title: words.contents.to_owned(), number: None };
    let mut flow =
        vec![Flowable::Destination(place), text(RichText::new(words.contents, Voice::Semibold), DISPLAY)];
    for part in kit.picks.chunk_by(|a, b| a.category.id == b.category.id) {
        flow.push(label(&plain(&part[0].category.name.value), 8.0));
        for pick in part {
            let mut line = RichText::new(format!("{}  ", pick.number), Voice::Semibold);
            let prompt = marked(&pick.question.prompt);
            line.origin = prompt.origin;
            line.spans.extend(prompt.spans);
            let entry = Entry { text: line, style: TABLE, to: question_place(pick.number) };
            let subject = Some(format!("question `{}`", pick.question.id));
            flow.push(Flowable::Group(Group {
                flow: vec![Flowable::Entry(entry)],
                continued: Vec::new(),
                subject,
                before: 0.0,
            }));
        }
    }
    let line = RichText::new(words.score_sheet, Voice::Semibold);
    flow.push(Flowable::Space(8.0));
    flow.push(Flowable::Entry(Entry { text: line, style: TABLE, to: part_place(2) }));
    flow
}
