//! The rating of a question, and the levels described for it.

use super::flowables::{
    OptionalControl, bank_text, cell_row, fixed_cell, paragraph, share_cell, single_line, tagged, text_block,
};
use super::form_controls::FormControls;
use super::strings::Strings;
use super::theme::{BODY, TABLE};
use crate::document::{
    Cell, ColorRole, Flowable, FontStyle, Marker, Paragraph, RichText, Row, StructureRole, TextStyle,
};
use crate::kit::{Kit, Pick};

const RATING: TextStyle = TextStyle { color: ColorRole::Accent, ..TABLE };

/// Returns the rating scale, and below it the levels described for this question.
pub(super) fn rating(
    kit: &Kit<'_>,
    pick: &Pick<'_>,
    strings: &Strings,
    form: FormControls<'_>,
) -> Vec<Flowable> {
    let mut cells =
        vec![fixed_cell(44.0, vec![single_line(RichText::new(strings.rating, FontStyle::Semibold), RATING)])];
    for level in &kit.scale.levels {
        cells.push(share_cell(1.0, vec![radio(&level.score.to_string(), form.rating(pick, level, strings))]));
    }
    cells.push(fixed_cell(64.0, vec![radio(strings.not_asked, form.not_asked(pick, strings))]));
    let mut flow = vec![
        Flowable::Rule { color: ColorRole::Hairline, weight: 0.5, before: 12.0 },
        tagged(
            StructureRole::Paragraph,
            vec![Flowable::Row(Row { keep_with_next: true, ..cell_row(cells, 4.0, 4.0) })],
        ),
    ];
    let anchors: Vec<Cell> = pick
        .question
        .anchors_for(&kit.seniority)
        .into_iter()
        .map(|(score, what)| {
            let mut entry = RichText::new(format!("{score}  "), FontStyle::Semibold);
            let body = bank_text(what);
            entry.origin = body.origin;
            entry.spans.extend(body.spans);
            share_cell(1.0, vec![tagged(StructureRole::Item, vec![text_block(entry, BODY)])])
        })
        .collect();
    // More than four columns would be too narrow to read.
    let columns = if anchors.len() > 4 { 3 } else { anchors.len().max(1) };
    let mut anchors = anchors.into_iter().peekable();
    let mut described = Vec::new();
    while anchors.peek().is_some() {
        let mut cells: Vec<Cell> = anchors.by_ref().take(columns).collect();
        cells.resize_with(columns, || share_cell(1.0, Vec::new()));
        described.push(Flowable::Row(cell_row(cells, 16.0, 4.0)));
    }
    flow.push(tagged(StructureRole::List, described));
    flow
}

/// Returns a radio button with its label.
pub(super) fn radio(label: &str, control: OptionalControl) -> Flowable {
    Flowable::Paragraph(Paragraph {
        control,
        marker: Some(Marker::Radio),
        max_lines: Some(1),
        ..paragraph(label, TABLE)
    })
}
