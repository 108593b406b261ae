//! What the candidate gets: the prompts and the code, numbered as in the interviewer's kit.
//!
//! Nothing here reads a rubric, an anchor, a sample answer or the output of code.

use super::cover::title;
use super::form::Form;
use super::question::{group, head, indented};
use super::strings::Words;
use super::theme::BODY;
use super::tools::{notes, paragraph, part, row, share, source};
use crate::document::{Flowable, Paragraph, Role};
use crate::kit::Kit;

pub(super) fn handout(kit: &Kit<'_>, words: &Words, form: Form<'_>) -> Vec<Flowable> {
    let mut flow = title(kit, words, words.handout);
    let fields = vec![
        share(1.6, vec![form.known("candidate", words.candidate)]),
        share(1.0, vec![form.known("date", words.date)]),
    ];
    flow.push(Flowable::Row(row(fields, 24.0, 12.0)));
    flow.push(Flowable::Paragraph(Paragraph { before: 16.0, ..paragraph(words.handout_intro, BODY) }));
    let mut flow = vec![part(Role::Section, flow)];
    for pick in &kit.picks {
        let mut inner = head(kit, pick, None);
        if let Some(snippet) = &pick.question.code {
            inner.push(indented(kit, vec![source(snippet)]));
        }
        let minutes = pick.question.minutes;
        inner.push(notes((minutes / 2).max(2), minutes as f32, form.notes(pick, words)));
        flow.push(group(pick, inner, words));
    }
    flow
}
