//! The score sheet: every rating again, takeaways, recommendation and signature.

use super::destinations::SCORE_SHEET;
use super::flowables::{
    OptionalControl, bank_text, cell_row, fixed_cell, heading, label, labelled_field, note_lines,
    numbered_title, paragraph, share_cell, single_line, tagged, text_block,
};
use super::form_controls::FormControls;
use super::rating::radio;
use super::strings::Strings;
use super::theme::{DISPLAY, QUIET, TABLE};
use crate::bank::plain;
use crate::document::{
    Align, Cell, ColorRole, Destination, Flowable, FontStyle, Group, Marker, Paragraph, RichText, Row, Scope,
    Span, StructureRole, TextStyle,
};
use crate::kit::{Kit, Pick};

/// The width of the column of a score in points.
const SCORE_WIDTH: f32 = 20.0;
/// The width of the column for questions not asked in points.
const NOT_ASKED_WIDTH: f32 = 48.0;
const CENTERED: TextStyle = TextStyle { align: Align::Center, ..QUIET };

pub(super) fn score_sheet(kit: &Kit<'_>, strings: &Strings, form: FormControls<'_>) -> Vec<Flowable> {
    let destination =
        Destination { id: SCORE_SHEET, level: 1, title: strings.score_sheet.to_owned(), number: None };
    let line = |name: &str, label: &str| vec![form.detail_field(name, label)];
    let who = vec![
        share_cell(1.6, line("candidate", strings.candidate)),
        share_cell(1.0, line("date", strings.date)),
    ];
    let title = text_block(RichText::new(strings.score_sheet, FontStyle::Semibold), DISPLAY);
    let columns = kit.scale.levels.len() + 1;
    let mut table = vec![header_row(kit, strings)];
    for of_category in kit.picks.chunk_by(|a, b| a.category.id == b.category.id) {
        let name = bank_text(&of_category[0].category.name);
        let spans = name.spans.into_iter().map(|s| Span { font_style: FontStyle::Semibold, ..s }).collect();
        let what = strings.tip_mean.replace("{what}", &plain(&of_category[0].category.name.value));
        let id = &of_category[0].category.id;
        // Moved questions can part a category. Its parts share one field, so each shows the mean of all.
        let whole: Vec<Pick<'_>> = kit.picks.iter().filter(|pick| pick.category.id == *id).cloned().collect();
        let mean = form.mean(Some(id), &whole, what);
        table.push(mean_row(RichText { spans, ..name }, strings, mean, columns, true));
        table.extend(of_category.iter().map(|pick| question_row(kit, pick, strings, form)));
    }
    table.push(Flowable::Space(8.0));
    let mean = form.mean(None, &kit.picks, strings.tip_mean.replace("{what}", strings.overall));
    table.push(mean_row(RichText::new(strings.overall, FontStyle::Semibold), strings, mean, columns, false));
    // Each further page repeats the header row, so that nobody marks the wrong circle.
    let continued = vec![header_row(kit, strings)];
    let flow = vec![
        heading(2, title),
        Flowable::Row(cell_row(who, 24.0, 0.0)),
        Flowable::Space(12.0),
        tagged(StructureRole::Table, table),
    ];
    let flow = vec![
        Flowable::PageBreak,
        Flowable::Destination(destination),
        Flowable::Group(Group { flow, continued, subject: None, before: 0.0 }),
        Flowable::Paragraph(Paragraph { before: 4.0, ..paragraph(strings.mean_note, QUIET) }),
        closing(strings, form),
    ];
    vec![tagged(StructureRole::Section, flow)]
}

/// Returns the takeaways, recommendation and signature, kept together on one page.
fn closing(strings: &Strings, form: FormControls<'_>) -> Flowable {
    let choice = |(index, label): (usize, &&str)| {
        share_cell(1.0, vec![radio(label, form.recommendation(index, strings))])
    };
    let choices: Vec<Cell> = strings.recommendations.iter().enumerate().map(choice).collect();
    let line = |name: &str, label: &str| vec![form.detail_field(name, label)];
    let last = vec![
        share_cell(1.6, line("signature", strings.signature)),
        share_cell(1.0, line("keep-until", strings.keep_until)),
    ];
    let flow = vec![
        heading(3, label(strings.takeaways, 0.0)),
        note_lines(3, 1.0, form.takeaways(strings)),
        heading(3, label(strings.recommendation, 16.0)),
        tagged(StructureRole::Paragraph, vec![Flowable::Row(cell_row(choices, 8.0, 4.0))]),
        Flowable::Space(4.0),
        Flowable::Row(cell_row(last, 24.0, 0.0)),
        Flowable::Paragraph(Paragraph { before: 8.0, ..paragraph(strings.retention, QUIET) }),
    ];
    Flowable::Group(Group { flow, continued: Vec::new(), subject: None, before: 20.0 })
}

fn header_row(kit: &Kit<'_>, strings: &Strings) -> Flowable {
    let column =
        |label: &str| vec![tagged(StructureRole::Header(Scope::Column), vec![single_line(label, CENTERED)])];
    let mut cells = vec![share_cell(1.0, vec![tagged(CELL, Vec::new())])];
    for level in &kit.scale.levels {
        cells.push(fixed_cell(SCORE_WIDTH, column(&level.score.to_string())));
    }
    cells.push(fixed_cell(NOT_ASKED_WIDTH, column(strings.not_asked)));
    table_row(Row { ruled: true, keep_with_next: true, ..cell_row(cells, 4.0, 0.0) })
}

const CELL: StructureRole = StructureRole::Cell { columns: 1 };

fn table_row(row: Row) -> Flowable {
    tagged(StructureRole::TableRow, vec![Flowable::Row(row)])
}

/// Returns the header cell of a row.
fn row_header(label: Flowable) -> Cell {
    share_cell(1.0, vec![tagged(StructureRole::Header(Scope::Row), vec![label])])
}

/// Returns a question with its rating circles.
fn question_row(kit: &Kit<'_>, pick: &Pick<'_>, strings: &Strings, form: FormControls<'_>) -> Flowable {
    let mut cells = vec![row_header(single_line(numbered_title(pick), TABLE))];
    let levels = kit.scale.levels.iter();
    cells.extend(levels.map(|level| circle_cell(SCORE_WIDTH, form.rating(pick, level, strings))));
    cells.push(circle_cell(NOT_ASKED_WIDTH, form.not_asked(pick, strings)));
    let row = table_row(Row { ruled: true, ..cell_row(cells, 4.0, 0.0) });
    let subject = Some(format!("question `{}`", pick.question.id));
    Flowable::Group(Group { flow: vec![row], continued: Vec::new(), subject, before: 0.0 })
}

/// Returns a rating circle in the middle of a cell.
fn circle_cell(width: f32, control: OptionalControl) -> Cell {
    let circle = Paragraph { marker: Some(Marker::Radio), control, ..paragraph("", TABLE) };
    let pad = (width - 10.5) / 2.0;
    let cells = vec![fixed_cell(pad, Vec::new()), share_cell(1.0, vec![Flowable::Paragraph(circle)])];
    fixed_cell(width, vec![tagged(CELL, vec![Flowable::Row(cell_row(cells, 0.0, 0.0))])])
}

/// Returns the name of a category, and a field for the mean of its ratings.
fn mean_row(
    name: RichText,
    strings: &Strings,
    mean: OptionalControl,
    columns: usize,
    keep_with_next: bool,
) -> Flowable {
    let style = TextStyle { leading: 24.0, color: ColorRole::Accent, ..TABLE };
    let mean =
        tagged(StructureRole::Cell { columns: columns as u8 }, vec![labelled_field(strings.mean, mean)]);
    let cells = vec![row_header(single_line(name, style)), fixed_cell(80.0, vec![mean])];
    table_row(Row { keep_with_next, ..cell_row(cells, 8.0, 0.0) })
}
