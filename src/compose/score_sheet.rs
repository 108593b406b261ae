//! The last part: every rating again, and what follows from them.

use super::form::{Filled, Form};
use super::part_place;
use super::question::radio;
use super::strings::Words;
use super::theme::{DISPLAY, QUIET, TABLE};
use super::tools::{
    field, fixed, heading, label, marked, notes, one_line, paragraph, part, row, share, text,
};
use crate::bank::plain;
use crate::document::{
    Align, Cell, ColorRole, Destination, Flowable, FontStyle, Group, Marker, Paragraph, RichText, Role, Row,
    Scope, Span, TextStyle,
};
use crate::kit::{Kit, Pick};

const SCORE_WIDTH: f32 = 20.0;
const NOT_ASKED_WIDTH: f32 = 48.0;
const CENTERED: TextStyle = TextStyle { align: Align::Center, ..QUIET };

pub(super) fn score_sheet(kit: &Kit<'_>, words: &Words, form: Form<'_>) -> Vec<Flowable> {
    let place =
        Destination { id: part_place(2), level: 1, title: words.score_sheet.to_owned(), number: None };
    let line = |name: &str, label: &str| vec![form.known(name, label)];
    let who = vec![share(1.6, line("candidate", words.candidate)), share(1.0, line("date", words.date))];
    let title = text(RichText::new(words.score_sheet, FontStyle::Semibold), DISPLAY);
    let columns = kit.scale.levels.len() + 1;
    let mut table = vec![header(kit, words)];
    for of_category in kit.picks.chunk_by(|a, b| a.category.id == b.category.id) {
        let name = marked(&of_category[0].category.name);
        let spans = name.spans.into_iter().map(|s| Span { voice: FontStyle::Semibold, ..s }).collect();
        let what = words.tip_mean.replace("{what}", &plain(&of_category[0].category.name.value));
        let mean = form.mean(Some(&of_category[0].category.id), of_category, what);
        table.push(subtotal(RichText { spans, ..name }, words, mean, columns, true));
        table.extend(of_category.iter().map(|pick| question(kit, pick, words, form)));
    }
    table.push(Flowable::Space(8.0));
    let mean = form.mean(None, &kit.picks, words.tip_mean.replace("{what}", words.overall));
    table.push(subtotal(RichText::new(words.overall, FontStyle::Semibold), words, mean, columns, false));
    // Circles without their numbers would be marked wrongly: each further page repeats the head.
    let continued = vec![header(kit, words)];
    let flow = vec![
        heading(2, title),
        Flowable::Row(row(who, 24.0, 0.0)),
        Flowable::Space(12.0),
        part(Role::Table, table),
    ];
    let flow = vec![
        Flowable::PageBreak,
        Flowable::Destination(place),
        Flowable::Group(Group { flow, continued, subject: None, before: 0.0 }),
        Flowable::Paragraph(Paragraph { before: 4.0, ..paragraph(words.mean_note, QUIET) }),
        closing(words, form),
    ];
    vec![part(Role::Section, flow)]
}

/// Takeaways, recommendation and signature belong together.
fn closing(words: &Words, form: Form<'_>) -> Flowable {
    let choice =
        |(place, what): (usize, &&str)| share(1.0, vec![radio(what, form.recommendation(place, words))]);
    let choices: Vec<Cell> = words.recommendations.iter().enumerate().map(choice).collect();
    let line = |name: &str, label: &str| vec![form.known(name, label)];
    let last = vec![
        share(1.6, line("signature", words.signature)),
        share(1.0, line("keep-until", words.keep_until)),
    ];
    let flow = vec![
        heading(3, label(words.takeaways, 0.0)),
        notes(3, 1.0, form.takeaways(words)),
        heading(3, label(words.recommendation, 16.0)),
        part(Role::Paragraph, vec![Flowable::Row(row(choices, 8.0, 4.0))]),
        Flowable::Space(4.0),
        Flowable::Row(row(last, 24.0, 0.0)),
        Flowable::Paragraph(Paragraph { before: 8.0, ..paragraph(words.retention, QUIET) }),
    ];
    Flowable::Group(Group { flow, continued: Vec::new(), subject: None, before: 20.0 })
}

fn header(kit: &Kit<'_>, words: &Words) -> Flowable {
    let column = |words: &str| vec![part(Role::Header(Scope::Column), vec![one_line(words, CENTERED)])];
    let mut cells = vec![share(1.0, vec![part(CELL, Vec::new())])];
    for level in &kit.scale.levels {
        cells.push(fixed(SCORE_WIDTH, column(&level.score.to_string())));
    }
    cells.push(fixed(NOT_ASKED_WIDTH, column(words.not_asked)));
    table_row(Row { ruled: true, keep_with_next: true, ..row(cells, 4.0, 0.0) })
}

const CELL: Role = Role::Cell { columns: 1 };

fn table_row(row: Row) -> Flowable {
    part(Role::TableRow, vec![Flowable::Row(row)])
}

/// The cell that names the others of its row.
fn named(words: Flowable) -> Cell {
    share(1.0, vec![part(Role::Header(Scope::Row), vec![words])])
}

/// A question with its circles.
fn question(kit: &Kit<'_>, pick: &Pick<'_>, words: &Words, form: Form<'_>) -> Flowable {
    let mut prompt = RichText::new(format!("{}  ", pick.number), FontStyle::Semibold);
    let asked = marked(&pick.question.prompt);
    prompt.origin = asked.origin;
    prompt.spans.extend(asked.spans);
    let mut cells = vec![named(one_line(prompt, TABLE))];
    let levels = kit.scale.levels.iter();
    cells.extend(levels.map(|level| mark(SCORE_WIDTH, form.rating(pick, level, words))));
    cells.push(mark(NOT_ASKED_WIDTH, form.not_asked(pick, words)));
    let row = table_row(Row { ruled: true, ..row(cells, 4.0, 0.0) });
    let subject = Some(format!("question `{}`", pick.question.id));
    Flowable::Group(Group { flow: vec![row], continued: Vec::new(), subject, before: 0.0 })
}

/// A circle in the middle of a cell.
fn mark(width: f32, control: Filled) -> Cell {
    let circle = Paragraph { marker: Some(Marker::Radio), control, ..paragraph("", TABLE) };
    let pad = (width - 10.5) / 2.0;
    let cells = vec![fixed(pad, Vec::new()), share(1.0, vec![Flowable::Paragraph(circle)])];
    fixed(width, vec![part(CELL, vec![Flowable::Row(row(cells, 0.0, 0.0))])])
}

/// A name, and room for the mean of the ratings under it.
fn subtotal(name: RichText, words: &Words, mean: Filled, columns: usize, keep_with_next: bool) -> Flowable {
    let style = TextStyle { leading: 24.0, ink: ColorRole::Accent, ..TABLE };
    let mean = part(Role::Cell { columns: columns as u8 }, vec![field(words.mean, mean)]);
    let cells = vec![named(one_line(name, style)), fixed(80.0, vec![mean])];
    table_row(Row { keep_with_next, ..row(cells, 8.0, 0.0) })
}
