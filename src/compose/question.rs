//! One question with its rubric, its rating and room for notes.

use super::form::{Filled, Form};
use super::strings::Words;
use super::theme::{BODY, LEAD, QUIET, TABLE, number};
use super::tools::{
    blank, code, fixed, heading, item, label, levels, marked, marked_paragraphs, notes, one_line, paragraph,
    part, row, share, source, text,
};
use super::{category_place, question_place};
use crate::bank::{Seniority, plain};
use crate::document::{
    Cell, ColorRole, Destination, Flowable, FontStyle, Group, Marker, Paragraph, RichText, Role, Row,
    TextStyle,
};
use crate::kit::plan::format_clock;
use crate::kit::{Kit, Pick};

pub(super) fn questions(kit: &Kit<'_>, words: &Words, form: Form<'_>) -> Vec<Flowable> {
    let mut flow = Vec::new();
    for of_category in kit.picks.chunk_by(|a, b| a.category.id == b.category.id) {
        for (n, pick) in of_category.iter().enumerate() {
            let mut inner = Vec::new();
            if n == 0 {
                inner.push(category(pick));
            }
            inner.extend(question(kit, pick, words, form));
            flow.push(group(pick, inner, words));
        }
    }
    flow
}

/// The place of a category in the outline: that of its first question.
fn category(first: &Pick<'_>) -> Flowable {
    let title = plain(&first.category.name.value);
    Flowable::Destination(Destination { id: category_place(first.number), level: 1, title, number: None })
}

/// What belongs to a question stands together; where no page holds it, each further page says so.
pub(super) fn group(pick: &Pick<'_>, flow: Vec<Flowable>, words: &Words) -> Flowable {
    let head = words.continued.replace("{n}", &pick.number.to_string());
    let continued = Paragraph {
        keep_with_next: true,
        ..paragraph(RichText::new(head, FontStyle::Semibold), LEAD_ACCENT)
    };
    let subject = Some(format!("question `{}`", pick.question.id));
    let flow = vec![part(Role::Section, flow)];
    Flowable::Group(Group { flow, continued: vec![Flowable::Paragraph(continued)], subject, before: 28.0 })
}

const LEAD_ACCENT: TextStyle = TextStyle { ink: ColorRole::Accent, ..LEAD };

fn question(kit: &Kit<'_>, pick: &Pick<'_>, words: &Words, form: Form<'_>) -> Vec<Flowable> {
    let question = pick.question;
    let mut flow = head(kit, pick, Some(about(pick, words)));
    if let Some(snippet) = &question.code {
        flow.push(indented(kit, vec![source(snippet)]));
        if let Some(output) = &snippet.output {
            flow.push(indented(kit, vec![label(words.output, 4.0), code(output)]));
        }
    }
    flow.push(Flowable::Row(row(rubric(kit, pick, words, form), 24.0, 12.0)));
    flow.extend(rating(kit, pick, words, form));
    let minutes = question.minutes as f32;
    // What is said to follow-ups has lines of its own.
    let lines = (minutes * 0.8) as u32 + u32::from(question.follow_ups.is_empty());
    flow.push(notes(lines, minutes, form.notes(pick, words)));
    flow
}

/// Number, the line about the question, and the prompt. They are a heading up to the first paragraph of
/// the prompt: who goes from question to question hears what is asked.
pub(super) fn head(kit: &Kit<'_>, pick: &Pick<'_>, about: Option<RichText>) -> Vec<Flowable> {
    let title = format!("{}. {}", pick.number, shortened(&plain(&pick.question.prompt.value)));
    let (number_style, width) = number(kit.picks.len());
    let place =
        Destination { id: question_place(pick.number), level: 2, title, number: Some(pick.number as u32) };
    let mut body = Vec::new();
    if let Some(about) = about {
        body.push(one_line(about, QUIET));
        body.push(Flowable::Space(4.0));
    }
    let prompt = marked_paragraphs(&pick.question.prompt);
    body.extend(prompt.into_iter().enumerate().map(|(n, p)| {
        if n == 0 {
            return text(p, LEAD);
        }
        let further = Flowable::Paragraph(Paragraph { before: 8.0, ..paragraph(p, LEAD) });
        part(Role::Paragraph, vec![further])
    }));
    let cells = vec![
        fixed(
            width,
            vec![one_line(RichText::new(pick.number.to_string(), FontStyle::Semibold), number_style)],
        ),
        share(1.0, body),
    ];
    let head = Flowable::Row(Row { keep_with_next: true, ..row(cells, 0.0, 0.0) });
    vec![Flowable::Destination(place), heading(2, head)]
}

fn about(pick: &Pick<'_>, words: &Words) -> RichText {
    let question = pick.question;
    let end = pick.starts_at + question.minutes;
    // A long name is cut at its end, so what an interviewer needs most stands first.
    let mut parts = vec![format!("{}–{}", format_clock(pick.starts_at), format_clock(end))];
    parts.push(format!("{} {}", question.minutes, words.minute_unit));
    parts.push(levels(&question.seniority, Words::seniority, words.range));
    let mut line = RichText::from(parts.join(" · ").as_str());
    let names = [Some(plain(&pick.category.name.value)), pick.competency.map(plain)];
    for name in names.into_iter().flatten() {
        let name = RichText::new(format!(" · {name}"), FontStyle::Regular).of_document();
        line.spans.extend(name.spans);
    }
    line
}

/// Enough of a prompt to know it again in the outline.
fn shortened(prompt: &str) -> String {
    const MOST: usize = 50;
    if prompt.chars().count() <= MOST {
        return prompt.to_owned();
    }
    let cut: String = prompt.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

/// Under the prompt, not under the number.
pub(super) fn indented(kit: &Kit<'_>, flow: Vec<Flowable>) -> Flowable {
    let cells = vec![fixed(number(kit.picks.len()).1, Vec::new()), share(1.0, flow)];
    Flowable::Row(Row { keep_with_next: true, ..row(cells, 0.0, 4.0) })
}

/// The level a kit is built for decides which signs it shows: the highest of those asked for.
fn expected(kit: &Kit<'_>, pick: &Pick<'_>) -> Option<Seniority> {
    kit.seniority.last().or(pick.question.seniority.last()).copied()
}

fn rubric(kit: &Kit<'_>, pick: &Pick<'_>, words: &Words, form: Form<'_>) -> Vec<Cell> {
    let question = pick.question;
    let level = expected(kit, pick);
    let mut signs = Vec::new();
    for (place, sign) in question.listen_for.iter().enumerate().filter(|(_, s)| s.from <= level) {
        signs.push(tick(marked(&sign.text), form.sign(pick, place, words)));
    }
    let left = vec![heading(3, label(words.listen_for, 0.0)), part(Role::List, signs)];
    let mut right = Vec::new();
    let flags: Vec<Flowable> =
        question.red_flags.iter().map(|flag| item(marked(flag), Marker::Dash, 2.0)).collect();
    let asked = (0..question.follow_ups.len()).map(|place| follow_up(pick, place, words, form)).collect();
    for (name, entries) in [(words.red_flags, flags), (words.follow_ups, asked)] {
        if !entries.is_empty() {
            right.push(heading(3, label(name, if right.is_empty() { 0.0 } else { 8.0 })));
            right.push(part(Role::List, entries));
        }
    }
    if right.is_empty() {
        return vec![share(1.0, left)];
    }
    vec![share(1.15, left), share(1.0, right)]
}

/// The scale to mark, and under it what its levels sound like for this question.
fn rating(kit: &Kit<'_>, pick: &Pick<'_>, words: &Words, form: Form<'_>) -> Vec<Flowable> {
    let mut cells =
        vec![fixed(44.0, vec![one_line(RichText::new(words.rating, FontStyle::Semibold), RATING)])];
    for level in &kit.scale.levels {
        cells.push(share(1.0, vec![radio(&level.score.to_string(), form.rating(pick, level, words))]));
    }
    cells.push(fixed(64.0, vec![radio(words.not_asked, form.not_asked(pick, words))]));
    let mut flow = vec![
        Flowable::Rule { ink: ColorRole::Hairline, weight: 0.5, before: 12.0 },
        part(Role::Paragraph, vec![Flowable::Row(Row { keep_with_next: true, ..row(cells, 4.0, 4.0) })]),
    ];
    let anchors: Vec<Cell> = pick
        .question
        .anchors
        .iter()
        .map(|(score, what)| {
            let mut entry = RichText::new(format!("{score}  "), FontStyle::Semibold);
            let body = marked(what);
            entry.origin = body.origin;
            entry.spans.extend(body.spans);
            share(1.0, vec![part(Role::Item, vec![text(entry, BODY)])])
        })
        .collect();
    // More than four columns would be too narrow to read.
    let columns = if anchors.len() > 4 { 3 } else { anchors.len().max(1) };
    let mut anchors = anchors.into_iter().peekable();
    let mut described = Vec::new();
    while anchors.peek().is_some() {
        let mut cells: Vec<Cell> = anchors.by_ref().take(columns).collect();
        cells.resize_with(columns, || share(1.0, Vec::new()));
        described.push(Flowable::Row(row(cells, 16.0, 4.0)));
    }
    flow.push(part(Role::List, described));
    flow
}

const RATING: TextStyle = TextStyle { ink: ColorRole::Accent, ..TABLE };

/// A follow-up, and under its text a line for what was said to it.
fn follow_up(pick: &Pick<'_>, place: usize, words: &Words, form: Form<'_>) -> Flowable {
    let asked = marked(&pick.question.follow_ups[place]);
    // No page breaks between what is asked and the line for what was said.
    let asked =
        Paragraph { marker: Some(Marker::Dash), before: 2.0, keep_with_next: true, ..paragraph(asked, BODY) };
    let line = blank(form.follow_up(pick, place, words));
    let line = Flowable::Row(row(vec![fixed(12.0, Vec::new()), share(1.0, vec![line])], 0.0, 0.0));
    part(Role::Item, vec![Flowable::Paragraph(asked), line])
}

/// A sign to tick.
fn tick(sign: RichText, control: Filled) -> Flowable {
    let (marker, before) = (Some(Marker::TickBox), 4.0);
    let sign = Flowable::Paragraph(Paragraph { marker, before, control, ..paragraph(sign, BODY) });
    part(Role::Item, vec![sign])
}

/// A circle to mark, and what it stands for.
pub(super) fn radio(words: &str, control: Filled) -> Flowable {
    Flowable::Paragraph(Paragraph {
        control,
        marker: Some(Marker::Radio),
        max_lines: Some(1),
        ..paragraph(words, TABLE)
    })
}
