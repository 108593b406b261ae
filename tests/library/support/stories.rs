//! Stories made as data, for tests of layout.

use std::sync::Arc;

use interview_kit::document::{
    Align, Cell, CodeBlock, ColorRole, ContentsEntry, Control, ControlKind, Destination, DestinationId,
    Flowable, FontStyle, Furniture, Group, LabelledField, Language, Marker, Meta, Notes, Paragraph, RichText,
    Row, Scope, Span, Story, StructureRole, Tagged, TextStyle, Width,
};
use interview_kit::layout::PageItem;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// One style for all text, so that a test knows the distance of lines.
pub(crate) const BODY: TextStyle =
    TextStyle { size: 10.0, leading: 12.0, color: ColorRole::Text, align: Align::Start };
/// The mark in the heading of further pages of a group; no other text has it.
pub(crate) const CONTINUED: char = '¶';

pub(crate) fn story(flow: Vec<Flowable>) -> Story {
    let furniture = Furniture {
        mark: String::new(),
        head: "Head".to_owned(),
        head_one: "One {first}".to_owned(),
        head_many: "Many {first}–{last}".to_owned(),
        foot: "Foot".to_owned(),
        foot_middle: "Middle".to_owned(),
        foot_page: "{page}/{pages}".to_owned(),
        style: BODY,
    };
    Story { meta: Meta::default(), flow, furniture }
}

pub(crate) fn plain(text: &str) -> Flowable {
    Flowable::Paragraph(Paragraph {
        text: RichText::from(text),
        style: BODY,
        marker: None,
        before: 0.0,
        keep_with_next: false,
        max_lines: None,
        control: None,
    })
}

pub(crate) fn code(text: &str) -> Flowable {
    Flowable::Code(CodeBlock { text: RichText::new(text, FontStyle::Mono), style: BODY })
}

pub(crate) fn row(cells: Vec<Vec<Flowable>>) -> Flowable {
    let cells = cells.into_iter().map(|flow| Cell { width: Width::Share(1.0), flow }).collect();
    Flowable::Row(Row { cells, gap: 8.0, before: 4.0, ruled: true, keep_with_next: false })
}

pub(crate) fn group(flow: Vec<Flowable>) -> Flowable {
    let Flowable::Paragraph(head) = plain(&CONTINUED.to_string()) else { unreachable!() };
    let continued = vec![Flowable::Paragraph(Paragraph { keep_with_next: true, ..head })];
    Flowable::Group(Group { flow, continued, subject: Some("group".to_owned()), before: 12.0 })
}

pub(crate) fn destination(id: u32, number: Option<u32>) -> Destination {
    Destination { id: DestinationId(id), level: 1, title: format!("Place {id}"), number }
}

/// Counts the destinations.
pub(crate) fn destinations(flow: &[Flowable]) -> usize {
    let of = |flowable: &Flowable| match flowable {
        Flowable::Destination(_) => 1,
        Flowable::Group(group) => destinations(&group.flow),
        Flowable::Tagged(tagged) => destinations(&tagged.flow),
        Flowable::Row(row) => row.cells.iter().map(|c| destinations(&c.flow)).sum(),
        _ => 0,
    };
    flow.iter().map(of).sum()
}

/// Returns the characters of a story in reading order, without white space.
pub(crate) fn text_of(flow: &[Flowable]) -> String {
    let mut out = String::new();
    gather(flow, &mut out);
    out.retain(|c| !c.is_whitespace());
    out
}

fn gather(flow: &[Flowable], out: &mut String) {
    for flowable in flow {
        match flowable {
            Flowable::Paragraph(p) => out.push_str(&p.text.plain()),
            Flowable::Field(f) => out.push_str(&f.label.plain()),
            Flowable::Code(c) => out.push_str(&c.text.plain()),
            Flowable::Entry(e) => out.push_str(&e.text.plain()),
            Flowable::Row(row) => row.cells.iter().for_each(|cell| gather(&cell.flow, out)),
            Flowable::Group(group) => gather(&group.flow, out),
            Flowable::Tagged(tagged) => gather(&tagged.flow, out),
            _ => {}
        }
    }
}

/// Returns left, right, top and bottom of an item; for text, the baseline and the end without
/// white space.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) x: (f32, f32),
    pub(crate) y: (f32, f32),
}

pub(crate) fn extent(item: &PageItem) -> Extent {
    let (x, y) = match item {
        PageItem::Text { x, y, size, run, .. } => {
            let width: i32 = run.words.iter().map(|w| w.width).sum();
            let trailing = run.words.last().map_or(0, |w| w.trailing);
            ((*x, x + (width - trailing) as f32 * size / 1000.0), (*y, *y))
        }
        PageItem::Rule { x, y, width, .. } => ((*x, x + width), (*y, *y)),
        PageItem::Ruled { x, y, width, pitch, lines } => {
            ((*x, x + width), (*y, y + pitch * lines.saturating_sub(1) as f32))
        }
        PageItem::Fill { rect, .. }
        | PageItem::Mark { rect, .. }
        | PageItem::Link { rect, .. }
        | PageItem::Field { rect, .. } => ((rect.x, rect.x + rect.w), (rect.y, rect.y + rect.h)),
        PageItem::PageNumber { x, y, .. } => ((*x, *x), (*y, *y)),
    };
    Extent { x, y }
}

/// Generates words of three scripts, some of them long, none with a digit.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => "[a-zA-Z]{1,12}",
        2 => "[α-ωάέή]{1,12}",
        2 => "[а-яА-Я]{1,12}",
        2 => "[a-zéłąößŐ]{2,9}-[a-z]{2,9}",
        1 => "[A-Z]{30,120}",
        1 => "(fi|ffl|“x”|—|…|€|e\u{301}|\u{a0}){1,6}",
    ]
}

pub(crate) fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(word(), count).prop_map(|words| words.join(" "))
}

fn font_style() -> impl Strategy<Value = FontStyle> {
    prop_oneof![4 => Just(FontStyle::Regular), 1 => Just(FontStyle::Italic), 1 => Just(FontStyle::Semibold), 1 => Just(FontStyle::Mono)]
}

fn rich(count: std::ops::Range<usize>) -> impl Strategy<Value = RichText> {
    let span = |text: String, font_style: FontStyle| Span {
        text,
        font_style,
        color: None,
        language: Language::default(),
    };
    prop_oneof![
        3 => words(count).prop_map(|text| RichText::new(text, FontStyle::Regular)),
        1 => vec((words(1..8), font_style(), any::<bool>()), 1..6).prop_map(move |parts| {
            let spans = parts.into_iter().map(|(text, font_style, gap)| span(if gap { text + " " } else { text }, font_style));
            RichText { spans: spans.collect(), origin: None }
        }),
    ]
}

pub(crate) fn paragraph(count: std::ops::Range<usize>) -> impl Strategy<Value = Flowable> {
    let marker =
        prop_oneof![Just(Marker::TickBox), Just(Marker::Radio), Just(Marker::Bullet), Just(Marker::Dash)];
    let align = prop_oneof![6 => Just(Align::Start), 1 => Just(Align::End), 1 => Just(Align::Center)];
    let before = prop_oneof![Just(0.0_f32), Just(4.0), Just(12.0)];
    (rich(count), option::weighted(0.2, marker), align, before, control()).prop_map(
        |(text, marker, align, before, control)| {
            let style = TextStyle { align, ..BODY };
            let (keep_with_next, max_lines) = (false, None);
            Flowable::Paragraph(Paragraph { text, style, marker, before, keep_with_next, max_lines, control })
        },
    )
}

/// Generates a form control or none.
fn control() -> impl Strategy<Value = Option<Arc<Control>>> {
    let kind = prop_oneof![Just(ControlKind::Check), Just(ControlKind::Lines { max_chars: 80 })];
    let control = ("[a-z]{1,8}", kind).prop_map(|(name, kind)| {
        Arc::new(Control { tip: format!("Tip of {name}"), language: Language::default(), name, kind })
    });
    option::weighted(0.3, control)
}

pub(crate) fn notes() -> impl Strategy<Value = Flowable> {
    (0..12_u32, 1..5_u32, control()).prop_map(|(min_lines, weight, control)| {
        Flowable::Notes(Notes { min_lines, weight: weight as f32, pitch: 20.0, control })
    })
}

fn field() -> impl Strategy<Value = Flowable> {
    ("[A-Za-z]{1,20}", control()).prop_map(|(label, control)| {
        Flowable::Field(LabelledField {
            label: label.as_str().into(),
            style: BODY,
            height: 24.0,
            value: None,
            control,
        })
    })
}

fn lines_of_code() -> impl Strategy<Value = Flowable> {
    vec("[a-z(){}=\\[\\] ]{0,70}", 1..40).prop_map(|lines| code(&lines.join("\n")))
}

fn entry() -> impl Strategy<Value = Flowable> {
    "[a-zA-Z ]{1,40}".prop_map(|text| {
        Flowable::Entry(ContentsEntry { text: text.as_str().into(), style: BODY, to: DestinationId(0) })
    })
}

/// Generates a flowable without children, for places with room for an unbroken line.
fn leaf() -> impl Strategy<Value = Flowable> {
    prop_oneof![8 => narrow_leaf(), 1 => field(), 1 => entry()]
}

/// Generates a flowable without children that also fits in a narrow cell.
fn narrow_leaf() -> impl Strategy<Value = Flowable> {
    prop_oneof![
        6 => paragraph(1..60),
        1 => notes(),
        1 => lines_of_code(),
        1 => (0..5_u32).prop_map(|n| Flowable::Space(n as f32 * 8.0)),
    ]
}

fn a_row() -> impl Strategy<Value = Flowable> {
    let cell = (1..3_u32, vec(narrow_leaf(), 0..4))
        .prop_map(|(share, flow)| Cell { width: Width::Share(share as f32), flow });
    (vec(cell, 1..4), any::<bool>()).prop_map(|(cells, ruled)| {
        Flowable::Row(Row { cells, gap: 12.0, before: 4.0, ruled, keep_with_next: false })
    })
}

/// Generates a part of a story with another part in it.
fn tagged() -> impl Strategy<Value = Flowable> {
    let role = || {
        let roles = [
            StructureRole::Section,
            StructureRole::Heading(2),
            StructureRole::List,
            StructureRole::Item,
            StructureRole::Table,
            StructureRole::TableRow,
            StructureRole::Header(Scope::Row),
            StructureRole::Cell { columns: 2 },
            StructureRole::Contents,
            StructureRole::Caption,
        ];
        proptest::sample::select(roles.to_vec())
    };
    (role(), role(), vec(narrow_leaf(), 0..5), vec(narrow_leaf(), 0..5), leaf()).prop_map(
        |(outer, inner, before, flow, after)| {
            let mut all = before;
            all.push(Flowable::Tagged(Tagged { role: inner, flow }));
            // An element with text ends when another part begins in it.
            all.extend((!outer.holds_text()).then_some(after));
            Flowable::Tagged(Tagged { role: outer, flow: all })
        },
    )
}

pub(crate) fn flowable() -> impl Strategy<Value = Flowable> {
    let inner = vec(prop_oneof![3 => leaf(), 1 => a_row(), 1 => tagged()], 1..14);
    prop_oneof![
        6 => leaf(),
        2 => a_row(),
        2 => inner.prop_map(group),
        2 => tagged(),
        1 => Just(Flowable::PageBreak),
        1 => (1..900_u32, option::of(1..99_u32))
            .prop_map(|(id, number)| Flowable::Destination(destination(id, number))),
    ]
}
