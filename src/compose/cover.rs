//! The first page: the details of the interview, its plan, how to rate.

use super::contents::has_contents;
use super::destinations::COVER;
use super::flowables::{
    bank_text, cell_row, fixed_cell, heading, label, list_item, paragraph, question_title, share_cell,
    single_line, tagged, text_block,
};
use super::form_controls::FormControls;
use super::furniture::{level_name, question_count, role_name};
use super::strings::Strings;
use super::theme::{BODY, DISPLAY, LEAD, QUIET, TABLE};
use crate::document::{
    Align, Destination, Flowable, FontStyle, Group, Marker, Paragraph, RichText, Row, Scope, StructureRole,
    TextStyle,
};
use crate::kit::plan::{self, format_clock};
use crate::kit::{Kit, Pick};

pub(super) fn cover(kit: &Kit<'_>, strings: &Strings, form: FormControls<'_>) -> Vec<Flowable> {
    let mut flow = title_block(kit, strings, strings.kit);
    flow.push(Flowable::Space(12.0));
    flow.extend(detail_fields(strings, form));
    flow.push(Flowable::Space(28.0));
    let columns =
        vec![share_cell(1.2, interview_plan(kit, strings)), share_cell(1.0, how_to_rate(kit, strings))];
    flow.push(Flowable::Row(cell_row(columns, 32.0, 0.0)));
    flow.push(heading(2, label(strings.opening_script_label, 28.0)));
    flow.push(Flowable::Paragraph(Paragraph { before: 4.0, ..paragraph(strings.opening_script, LEAD) }));
    let error = |(name, what): (&str, &str)| {
        let entry =
            RichText::new(name, FontStyle::Semibold).with(format!(" {what}"), FontStyle::Regular, None);
        list_item(entry, Marker::Dash, 4.0)
    };
    let errors = vec![
        heading(2, label(strings.errors_label, 0.0)),
        tagged(StructureRole::List, strings.errors.into_iter().map(error).collect()),
    ];
    // If a long plan leaves too little room, the errors go to the next page together.
    flow.push(Flowable::Group(Group { flow: errors, continued: Vec::new(), subject: None, before: 24.0 }));
    vec![tagged(StructureRole::Section, flow), Flowable::PageBreak]
}

/// Returns the title at the top of every first page.
pub(super) fn title_block(kit: &Kit<'_>, strings: &Strings, kind: &'static str) -> Vec<Flowable> {
    let origin = kit.role.map(|role| role.name.origin);
    let mut role = RichText { origin, ..RichText::new(role_name(kit, strings), FontStyle::Semibold) };
    if kit.role.is_some() {
        role = role.in_document_language();
    }
    let line = [
        level_line(kit, strings),
        strings.minutes.replace("{n}", &kit.minutes.to_string()),
        question_count(kit, strings),
    ];
    vec![
        Flowable::Destination(Destination { id: COVER, level: 1, title: kind.to_owned(), number: None }),
        tagged(StructureRole::Heading(1), vec![label(kind, 0.0), text_block(role, DISPLAY)]),
        text_block(line.join(" · ").as_str(), LEAD),
    ]
}

/// Returns the levels as the start of a line: `Mid level`, `Any level`.
fn level_line(kit: &Kit<'_>, strings: &Strings) -> String {
    let name = level_name(kit, strings);
    let line = if name == strings.any_level { name } else { strings.level.replace("{level}", &name) };
    let mut letters = line.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn detail_fields(strings: &Strings, form: FormControls<'_>) -> Vec<Flowable> {
    let line = |name: &str, label: &str| vec![form.detail_field(name, label)];
    let pair =
        |left, right| Flowable::Row(cell_row(vec![share_cell(1.6, left), share_cell(1.0, right)], 24.0, 0.0));
    vec![
        pair(line("candidate", strings.candidate), line("date", strings.date)),
        pair(line("interviewer", strings.interviewer), line("reference", strings.reference)),
    ]
}

/// Returns the parts of the interview with their starting times, and the questions of a kit without a contents list.
fn interview_plan(kit: &Kit<'_>, strings: &Strings) -> Vec<Flowable> {
    let mut rows = Vec::new();
    let mut line =
        |start: u32, what: Vec<Flowable>, minutes: u32| rows.push(plan_row(start, what, minutes, strings));
    line(0, vec![text_block(strings.opening, TABLE)], kit.opening);
    let mut end = kit.opening;
    for of_category in kit.picks.chunk_by(|a, b| a.category.id == b.category.id) {
        let minutes = of_category.iter().map(|p| p.question.minutes).sum();
        let name = bank_text(&of_category[0].category.name);
        // A longer kit names its questions in the contents list.
        let what = if has_contents(kit) {
            let range = format!("  {}", number_range(of_category));
            vec![text_block(name.with(range, FontStyle::Regular, Some(QUIET.color)), TABLE)]
        } else {
            let titles = of_category.iter().map(hanging_title);
            std::iter::once(text_block(name, TABLE)).chain(titles).collect()
        };
        line(of_category[0].starts_at, what, minutes);
        end = of_category[0].starts_at + minutes;
    }
    // The plan lasts as long as the title says.
    let spare = plan::spare_minutes(kit);
    if spare > 0 {
        line(end, vec![text_block(strings.spare, TABLE)], spare);
    }
    line(end + spare, vec![text_block(strings.closing, TABLE)], kit.closing);
    vec![heading(2, label(strings.plan, 0.0)), tagged(StructureRole::Table, rows)]
}

/// Returns the title of a question beside its number.
fn hanging_title(pick: &Pick<'_>) -> Flowable {
    let number = RichText::new(pick.number.to_string(), FontStyle::Semibold);
    let cells = vec![
        fixed_cell(14.0, vec![single_line(number, QUIET)]),
        share_cell(1.0, vec![text_block(question_title(pick.question), QUIET)]),
    ];
    Flowable::Row(cell_row(cells, 0.0, 0.0))
}

fn number_range(picks: &[Pick<'_>]) -> String {
    match picks {
        [one] => one.number.to_string(),
        [first, .., last] => format!("{}–{}", first.number, last.number),
        [] => String::new(),
    }
}

fn plan_row(start: u32, what: Vec<Flowable>, minutes: u32, strings: &Strings) -> Flowable {
    let end = TextStyle { align: Align::End, ..TABLE };
    let time = TextStyle { color: QUIET.color, ..TABLE };
    let cell = |role, flow| vec![tagged(role, vec![flow])];
    let plain = StructureRole::Cell { columns: 1 };
    let minutes = format!("{minutes} {}", strings.minute_unit);
    let cells = vec![
        fixed_cell(
            30.0,
            cell(StructureRole::Header(Scope::Row), single_line(format_clock(start).as_str(), time)),
        ),
        share_cell(1.0, vec![tagged(plain, what)]),
        fixed_cell(40.0, cell(plain, single_line(minutes.as_str(), end))),
    ];
    tagged(StructureRole::TableRow, vec![Flowable::Row(Row { ruled: true, ..cell_row(cells, 4.0, 0.0) })])
}

fn how_to_rate(kit: &Kit<'_>, strings: &Strings) -> Vec<Flowable> {
    let mut levels = Vec::new();
    for level in &kit.scale.levels {
        let mut what = RichText::new(level.label.value.as_str(), FontStyle::Semibold).in_document_language();
        what.origin = Some(level.label.origin);
        let description = Flowable::Paragraph(paragraph(bank_text(&level.description), BODY));
        let number = RichText::new(level.score.to_string(), FontStyle::Semibold);
        let cells = vec![
            fixed_cell(12.0, vec![single_line(number, BODY)]),
            share_cell(1.0, vec![text_block(what, BODY), description]),
        ];
        levels.push(tagged(StructureRole::Item, vec![Flowable::Row(cell_row(cells, 4.0, 2.0))]));
    }
    let title = heading(2, label(strings.how_to_rate, 0.0));
    let mut flow = vec![title, Flowable::Space(2.0), tagged(StructureRole::List, levels)];
    for rule in [strings.rate_alone, strings.not_asked_rule] {
        flow.push(Flowable::Paragraph(Paragraph { before: 8.0, ..paragraph(rule, QUIET) }));
    }
    flow
}
