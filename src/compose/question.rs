//! A question with its rubric, its rating and lines for notes.

use super::destinations::{category_destination, question_destination};
use super::flowables::{
    OptionalControl, bank_paragraphs, bank_text, cell_row, code_block, fixed_cell, format_levels, heading,
    label, list_item, note_lines, paragraph, share_cell, single_line, tagged, text_block, unlabelled_field,
};
use super::form_controls::FormControls;
use super::rating::rating;
use super::strings::Strings;
use super::theme::{BODY, LEAD, NumberColumn, QUIET, number_column};
use crate::bank::plain;
use crate::document::{
    Cell, ColorRole, Destination, Flowable, FontStyle, Group, Marker, Paragraph, RichText, Row,
    StructureRole, TextStyle,
};
use crate::kit::plan::format_clock;
use crate::kit::{Kit, Pick};

/// The further lines for notes on a question without signs.
const BARE_NOTE_LINES: u32 = 4;

pub(super) fn questions(kit: &Kit<'_>, strings: &Strings, form: FormControls<'_>) -> Vec<Flowable> {
    let mut flow = Vec::new();
    for of_category in kit.picks.chunk_by(|a, b| a.category.id == b.category.id) {
        for (n, pick) in of_category.iter().enumerate() {
            let mut inner = Vec::new();
            if n == 0 {
                inner.push(category_entry(pick));
            }
            inner.extend(question_body(kit, pick, strings, form));
            flow.push(question_group(pick, inner, strings));
        }
    }
    flow
}

/// Returns the outline entry of a category, at its first question.
fn category_entry(first: &Pick<'_>) -> Flowable {
    let title = plain(&first.category.name.value);
    Flowable::Destination(Destination {
        id: category_destination(first.number),
        level: 1,
        title,
        number: None,
    })
}

/// Keeps a question together on a page. If no page can hold it, each further page repeats its number.
pub(super) fn question_group(pick: &Pick<'_>, flow: Vec<Flowable>, strings: &Strings) -> Flowable {
    let head = strings.continued.replace("{n}", &pick.number.to_string());
    let continued = Paragraph {
        keep_with_next: true,
        ..paragraph(RichText::new(head, FontStyle::Semibold), LEAD_ACCENT)
    };
    let subject = Some(format!("question `{}`", pick.question.id));
    let flow = vec![tagged(StructureRole::Section, flow)];
    Flowable::Group(Group { flow, continued: vec![Flowable::Paragraph(continued)], subject, before: 28.0 })
}

const LEAD_ACCENT: TextStyle = TextStyle { color: ColorRole::Accent, ..LEAD };

fn question_body(kit: &Kit<'_>, pick: &Pick<'_>, strings: &Strings, form: FormControls<'_>) -> Vec<Flowable> {
    let question = pick.question;
    let mut flow = question_head(kit, pick, &question.title_text(), Some(summary_line(pick, strings)));
    if let Some(snippet) = &question.code {
        flow.push(indented(kit, vec![code_block(&snippet.source)]));
        if let Some(output) = &snippet.output {
            flow.push(indented(kit, vec![label(strings.output, 4.0), code_block(output)]));
        }
    }
    let rubric = rubric(kit, pick, strings, form);
    if !rubric.is_empty() {
        flow.push(Flowable::Row(cell_row(rubric, 24.0, 12.0)));
    }
    flow.extend(rating(kit, pick, strings, form));
    let minutes = question.minutes as f32;
    // Answers to follow-ups have lines of their own. Notes take the place of signs.
    let is_bare = pick.question.signs_for(&kit.seniority).next().is_none();
    let lines = (minutes * 0.8) as u32
        + u32::from(question.follow_ups.is_empty())
        + if is_bare { BARE_NOTE_LINES } else { 0 };
    flow.push(note_lines(lines, minutes, form.notes(pick, strings)));
    flow
}

/// Returns the number, the summary line and the prompt. They are a heading up to the first paragraph of the prompt,
/// so that a screen reader reads the prompt when it jumps from question to question. The title stands in the outline.
pub(super) fn question_head(
    kit: &Kit<'_>,
    pick: &Pick<'_>,
    title: &str,
    summary: Option<RichText>,
) -> Vec<Flowable> {
    let title = format!("{}. {title}", pick.number);
    let NumberColumn { style: number_style, width } = number_column(kit.picks.len());
    let destination = Destination {
        id: question_destination(pick.number),
        level: 2,
        title,
        number: Some(pick.number as u32),
    };
    let mut body = Vec::new();
    if let Some(summary) = summary {
        body.push(single_line(summary, QUIET));
        body.push(Flowable::Space(4.0));
    }
    let prompt = bank_paragraphs(&pick.question.prompt);
    body.extend(prompt.into_iter().enumerate().map(|(n, p)| {
        if n == 0 {
            return text_block(p, LEAD);
        }
        let further = Flowable::Paragraph(Paragraph { before: 8.0, ..paragraph(p, LEAD) });
        tagged(StructureRole::Paragraph, vec![further])
    }));
    let cells = vec![
        fixed_cell(
            width,
            vec![single_line(RichText::new(pick.number.to_string(), FontStyle::Semibold), number_style)],
        ),
        share_cell(1.0, body),
    ];
    let head = Flowable::Row(Row { keep_with_next: true, ..cell_row(cells, 0.0, 0.0) });
    vec![Flowable::Destination(destination), heading(2, head)]
}

/// Returns the line with time, minutes, levels, category and competency of a question.
fn summary_line(pick: &Pick<'_>, strings: &Strings) -> RichText {
    let question = pick.question;
    let end = pick.starts_at + question.minutes;
    // The line is cut at its end, so the most important parts come first.
    let mut parts = vec![format!("{}–{}", format_clock(pick.starts_at), format_clock(end))];
    parts.push(format!("{} {}", question.minutes, strings.minute_unit));
    parts.push(format_levels(&question.seniority, Strings::level_name, strings.range));
    let mut line = RichText::from(parts.join(" · ").as_str());
    let names = [Some(plain(&pick.category.name.value)), pick.competency.map(plain)];
    for name in names.into_iter().flatten() {
        let name = RichText::new(format!(" · {name}"), FontStyle::Regular).in_document_language();
        line.spans.extend(name.spans);
    }
    line
}

/// Indents flowables to the prompt, past the number column.
pub(super) fn indented(kit: &Kit<'_>, flow: Vec<Flowable>) -> Flowable {
    let cells = vec![fixed_cell(number_column(kit.picks.len()).width, Vec::new()), share_cell(1.0, flow)];
    Flowable::Row(Row { keep_with_next: true, ..cell_row(cells, 0.0, 4.0) })
}

/// Returns the signs, red flags and follow-ups side by side, as far as the question has them.
fn rubric(kit: &Kit<'_>, pick: &Pick<'_>, strings: &Strings, form: FormControls<'_>) -> Vec<Cell> {
    let question = pick.question;
    let signs: Vec<Flowable> = pick
        .question
        .signs_for(&kit.seniority)
        .map(|(index, sign)| tick(bank_text(&sign.text), form.sign(pick, index, strings)))
        .collect();
    let mut right = Vec::new();
    let flags: Vec<Flowable> =
        question.red_flags.iter().map(|flag| list_item(bank_text(flag), Marker::Dash, 2.0)).collect();
    let asked = (0..question.follow_ups.len()).map(|index| follow_up(pick, index, strings, form)).collect();
    for (name, entries) in [(strings.red_flags, flags), (strings.follow_ups, asked)] {
        if !entries.is_empty() {
            right.push(heading(3, label(name, if right.is_empty() { 0.0 } else { 8.0 })));
            right.push(tagged(StructureRole::List, entries));
        }
    }
    let mut cells = Vec::new();
    if !signs.is_empty() {
        let left = vec![heading(3, label(strings.listen_for, 0.0)), tagged(StructureRole::List, signs)];
        cells.push(share_cell(if right.is_empty() { 1.0 } else { 1.15 }, left));
    }
    if !right.is_empty() {
        cells.push(share_cell(1.0, right));
    }
    cells
}

/// Returns a follow-up with a line for the answer.
fn follow_up(pick: &Pick<'_>, index: usize, strings: &Strings, form: FormControls<'_>) -> Flowable {
    let asked = bank_text(&pick.question.follow_ups[index]);
    // No page break separates the follow-up from its line.
    let asked =
        Paragraph { marker: Some(Marker::Dash), before: 2.0, keep_with_next: true, ..paragraph(asked, BODY) };
    let line = unlabelled_field(form.follow_up(pick, index, strings));
    let line =
        Flowable::Row(cell_row(vec![fixed_cell(12.0, Vec::new()), share_cell(1.0, vec![line])], 0.0, 0.0));
    tagged(StructureRole::Item, vec![Flowable::Paragraph(asked), line])
}

/// Returns a sign with its tick box.
fn tick(sign: RichText, control: OptionalControl) -> Flowable {
    let (marker, before) = (Some(Marker::TickBox), 4.0);
    let sign = Flowable::Paragraph(Paragraph { marker, before, control, ..paragraph(sign, BODY) });
    tagged(StructureRole::Item, vec![sign])
}
