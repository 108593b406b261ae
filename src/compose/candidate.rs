//! The document for the candidate: prompts and code, numbered as in the interviewer's kit.
//!
//! Nothing here reads a rubric, an anchor, a sample answer, the output of code, or a title, which may help.

use super::cover::title_block;
use super::flowables::{cell_row, code_block, note_lines, paragraph, share_cell, tagged};
use super::form_controls::FormControls;
use super::question::{indented, question_group, question_head};
use super::strings::Strings;
use super::theme::BODY;
use crate::document::{Flowable, Paragraph, StructureRole};
use crate::kit::Kit;

pub(super) fn candidate_document(kit: &Kit<'_>, strings: &Strings, form: FormControls<'_>) -> Vec<Flowable> {
    let mut flow = title_block(kit, strings, strings.handout);
    let fields = vec![
        share_cell(1.6, vec![form.detail_field("candidate", strings.candidate)]),
        share_cell(1.0, vec![form.detail_field("date", strings.date)]),
    ];
    flow.push(Flowable::Row(cell_row(fields, 24.0, 12.0)));
    flow.push(Flowable::Paragraph(Paragraph { before: 16.0, ..paragraph(strings.handout_intro, BODY) }));
    let mut flow = vec![tagged(StructureRole::Section, flow)];
    for pick in &kit.picks {
        let mut inner = question_head(kit, pick, &pick.question.prompt_start(), None);
        if let Some(snippet) = &pick.question.code {
            inner.push(indented(kit, vec![code_block(&snippet.source)]));
        }
        let minutes = pick.question.minutes;
        inner.push(note_lines((minutes / 2).max(2), minutes as f32, form.notes(pick, strings)));
        flow.push(question_group(pick, inner, strings));
    }
    flow
}
