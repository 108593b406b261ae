//! The contents list of a long kit.

use super::strings::Words;
use super::theme::{DISPLAY, TABLE};
use super::tools::{heading, label_of, marked, part, text};
use super::{part_place, question_place};
use crate::bank::plain;
use crate::document::{Destination, Entry, Flowable, FontStyle, Group, RichText, Role};
use crate::kit::Kit;

pub(super) fn contents(kit: &Kit<'_>, words: &Words) -> Vec<Flowable> {
    let place = Destination { id: part_place(1), level: 1, title: words.contents.to_owned(), number: None };
    let title = text(RichText::new(words.contents, FontStyle::Semibold), DISPLAY);
    let mut flow = vec![Flowable::Destination(place), heading(2, title)];
    for of_category in kit.picks.chunk_by(|a, b| a.category.id == b.category.id) {
        let name = RichText::new(plain(&of_category[0].category.name.value), FontStyle::Semibold);
        let mut entries = vec![part(Role::Caption, vec![label_of(name.of_document(), 8.0)])];
        for pick in of_category {
            let mut line = RichText::new(format!("{}  ", pick.number), FontStyle::Semibold);
            let prompt = marked(&pick.question.prompt);
            line.origin = prompt.origin;
            line.spans.extend(prompt.spans);
            let entry = Entry { text: line, style: TABLE, to: question_place(pick.number) };
            let subject = Some(format!("question `{}`", pick.question.id));
            entries.push(Flowable::Group(Group {
                flow: vec![Flowable::Entry(entry)],
                continued: Vec::new(),
                subject,
                before: 0.0,
            }));
        }
        flow.push(part(Role::Contents, entries));
    }
    let line = RichText::new(words.score_sheet, FontStyle::Semibold);
    flow.push(Flowable::Space(8.0));
    let entry = Flowable::Entry(Entry { text: line, style: TABLE, to: part_place(2) });
    flow.push(part(Role::Contents, vec![entry]));
    vec![part(Role::Section, flow)]
}
