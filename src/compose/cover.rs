//! The first page: who, when, the plan of the hour, how to rate.

use super::form::Form;
use super::furniture::{count, level_name, role_name};
use super::part_place;
use super::strings::Words;
use super::theme::{BODY, DISPLAY, LEAD, QUIET, TABLE};
use super::tools::{fixed, heading, item, label, marked, one_line, paragraph, part, row, share, text};
use crate::document::{
    Align, Destination, Flowable, FontStyle, Group, Marker, Paragraph, RichText, Role, Row, Scope, TextStyle,
};
use crate::kit::plan::format_clock;
use crate::kit::{Kit, Pick};

pub(super) fn cover(kit: &Kit<'_>, words: &Words, form: Form<'_>) -> Vec<Flowable> {
    let mut flow = title(kit, words, words.kit);
    flow.push(Flowable::Space(12.0));
    flow.extend(fields(words, form));
    flow.push(Flowable::Space(28.0));
    let columns = vec![share(1.0, plan(kit, words)), share(1.0, how_to_rate(kit, words))];
    flow.push(Flowable::Row(row(columns, 32.0, 0.0)));
    flow.push(heading(2, label(words.opening_script_label, 28.0)));
    flow.push(Flowable::Paragraph(Paragraph { before: 4.0, ..paragraph(words.opening_script, LEAD) }));
    let error = |(name, what): (&str, &str)| {
        let entry =
            RichText::new(name, FontStyle::Semibold).with(format!(" {what}"), FontStyle::Regular, None);
        item(entry, Marker::Dash, 4.0)
    };
    let errors = vec![
        heading(2, label(words.errors_label, 0.0)),
        part(Role::List, words.errors.into_iter().map(error).collect()),
    ];
    // A plan of many categories leaves no room for all: then they go to the next page together.
    flow.push(Flowable::Group(Group { flow: errors, continued: Vec::new(), subject: None, before: 24.0 }));
    vec![part(Role::Section, flow), Flowable::PageBreak]
}

/// What every first page starts with.
pub(super) fn title(kit: &Kit<'_>, words: &Words, kind: &'static str) -> Vec<Flowable> {
    let origin = kit.role.map(|role| role.name.origin);
    let mut role = RichText { origin, ..RichText::new(role_name(kit, words), FontStyle::Semibold) };
    if kit.role.is_some() {
        role = role.of_document();
    }
    let line =
        [level_line(kit, words), words.minutes.replace("{n}", &kit.minutes.to_string()), count(kit, words)];
    vec![
        Flowable::Destination(Destination {
            id: part_place(0),
            level: 1,
            title: kind.to_owned(),
            number: None,
        }),
        part(Role::Heading(1), vec![label(kind, 0.0), text(role, DISPLAY)]),
        text(line.join(" · ").as_str(), LEAD),
    ]
}

/// The levels as a line starts: `Mid level`, `Any level`.
fn level_line(kit: &Kit<'_>, words: &Words) -> String {
    let name = level_name(kit, words);
    let line = if name == words.any_level { name } else { words.level.replace("{level}", &name) };
    let mut letters = line.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn fields(words: &Words, form: Form<'_>) -> Vec<Flowable> {
    let line = |name: &str, label: &str| vec![form.known(name, label)];
    let pair = |left, right| Flowable::Row(row(vec![share(1.6, left), share(1.0, right)], 24.0, 0.0));
    vec![
        pair(line("candidate", words.candidate), line("date", words.date)),
        pair(line("interviewer", words.interviewer), line("reference", words.reference)),
    ]
}

/// The hour, part by part, with the clock running.
fn plan(kit: &Kit<'_>, words: &Words) -> Vec<Flowable> {
    let mut rows = Vec::new();
    let mut line =
        |start: u32, what: RichText, minutes: u32| rows.push(plan_row(start, what, minutes, words));
    line(0, words.opening.into(), kit.opening);
    let mut end = kit.opening;
    for of_category in kit.picks.chunk_by(|a, b| a.category.id == b.category.id) {
        let minutes = of_category.iter().map(|p| p.question.minutes).sum();
        let what = marked(&of_category[0].category.name).with(
            format!("  {}", numbers(of_category)),
            FontStyle::Regular,
            Some(QUIET.ink),
        );
        line(of_category[0].starts_at, what, minutes);
        end = of_category[0].starts_at + minutes;
    }
    line(end, words.closing.into(), kit.closing);
    vec![heading(2, label(words.plan, 0.0)), part(Role::Table, rows)]
}

fn numbers(part: &[Pick<'_>]) -> String {
    match part {
        [one] => one.number.to_string(),
        [first, .., last] => format!("{}–{}", first.number, last.number),
        [] => String::new(),
    }
}

fn plan_row(start: u32, what: RichText, minutes: u32, words: &Words) -> Flowable {
    let end = TextStyle { align: Align::End, ..TABLE };
    let time = TextStyle { ink: QUIET.ink, ..TABLE };
    let cell = |role, flow| vec![part(role, vec![flow])];
    let plain = Role::Cell { columns: 1 };
    let minutes = format!("{minutes} {}", words.minute_unit);
    let cells = vec![
        fixed(30.0, cell(Role::Header(Scope::Row), one_line(format_clock(start).as_str(), time))),
        share(1.0, cell(plain, text(what, TABLE))),
        fixed(40.0, cell(plain, one_line(minutes.as_str(), end))),
    ];
    part(Role::TableRow, vec![Flowable::Row(Row { ruled: true, ..row(cells, 4.0, 0.0) })])
}

fn how_to_rate(kit: &Kit<'_>, words: &Words) -> Vec<Flowable> {
    let mut levels = Vec::new();
    for level in &kit.scale.levels {
        let mut what = RichText::new(level.label.value.as_str(), FontStyle::Semibold).of_document();
        what.origin = Some(level.label.origin);
        let description = Flowable::Paragraph(paragraph(marked(&level.description), BODY));
        let number = RichText::new(level.score.to_string(), FontStyle::Semibold);
        let cells =
            vec![fixed(12.0, vec![one_line(number, BODY)]), share(1.0, vec![text(what, BODY), description])];
        levels.push(part(Role::Item, vec![Flowable::Row(row(cells, 4.0, 2.0))]));
    }
    let title = heading(2, label(words.how_to_rate, 0.0));
    let mut flow = vec![title, Flowable::Space(2.0), part(Role::List, levels)];
    for rule in [words.rate_alone, words.not_asked_rule] {
        flow.push(Flowable::Paragraph(Paragraph { before: 8.0, ..paragraph(rule, QUIET) }));
    }
    flow
}
