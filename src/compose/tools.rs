//! Small makers of flowables that the parts share.

use super::form::Filled;
use super::theme::{BODY, CODE, LABEL, NOTE_PITCH};
use crate::bank::{Emphasis, Inline, Seniority, Snippet, inline, paragraphs};
use crate::diag::{Origin, Text};
use crate::document::{
    Cell, Code, Field, Flowable, FontStyle, Language, Marker, Notes, Paragraph, RichText, Role, Row, Span,
    Tagged, TextStyle, Width,
};

/// Text of the bank, its inline markup turned into voices.
pub(super) fn marked(text: &Text) -> RichText {
    rich(&inline(&text.value), text.origin)
}

/// Text of the bank as paragraphs.
pub(super) fn marked_paragraphs(text: &Text) -> Vec<RichText> {
    paragraphs(&text.value).iter().map(|p| rich(p, text.origin)).collect()
}

/// Text of the bank in one voice, its markup left as it is.
pub(super) fn literal(text: &Text, voice: FontStyle) -> RichText {
    RichText { origin: Some(text.origin), ..RichText::new(text.value.as_str(), voice).of_document() }
}

fn rich(inlines: &[Inline], origin: Origin) -> RichText {
    let voice = |style| match style {
        Emphasis::Plain => FontStyle::Regular,
        Emphasis::Emph => FontStyle::Italic,
        Emphasis::Strong => FontStyle::Semibold,
        Emphasis::Code => FontStyle::Mono,
    };
    let span = |i: &Inline| Span {
        text: i.text.clone(),
        voice: voice(i.style),
        ink: None,
        language: Language::Document,
    };
    RichText { spans: inlines.iter().map(span).collect(), origin: Some(origin) }
}

/// A paragraph without frills.
pub(super) fn paragraph(text: impl Into<RichText>, style: TextStyle) -> Paragraph {
    Paragraph {
        text: text.into(),
        style,
        marker: None,
        before: 0.0,
        keep_with_next: false,
        max_lines: None,
        control: None,
    }
}

/// The same as a flowable.
pub(super) fn text(text: impl Into<RichText>, style: TextStyle) -> Flowable {
    Flowable::Paragraph(paragraph(text, style))
}

/// A line of at most one line's length.
pub(super) fn one_line(text: impl Into<RichText>, style: TextStyle) -> Flowable {
    Flowable::Paragraph(Paragraph { max_lines: Some(1), ..paragraph(text, style) })
}

/// Flowables that are a part of the document.
pub(super) fn part(role: Role, flow: Vec<Flowable>) -> Flowable {
    Flowable::Tagged(Tagged { role, flow })
}

/// A flowable that is a heading.
pub(super) fn heading(level: u8, flowable: Flowable) -> Flowable {
    part(Role::Heading(level), vec![flowable])
}

/// A label over what follows.
pub(super) fn label(words: &str, before: f32) -> Flowable {
    label_of(RichText::new(words, FontStyle::Semibold), before)
}

/// A label of text that has its voice.
pub(super) fn label_of(text: RichText, before: f32) -> Flowable {
    Flowable::Paragraph(Paragraph { before, keep_with_next: true, ..paragraph(text, LABEL) })
}

/// An entry of a list.
pub(super) fn item(text: RichText, marker: Marker, before: f32) -> Flowable {
    let entry = Flowable::Paragraph(Paragraph { marker: Some(marker), before, ..paragraph(text, BODY) });
    part(Role::Item, vec![entry])
}

/// A cell that takes a share of the width.
pub(super) fn share(share: f32, flow: Vec<Flowable>) -> Cell {
    Cell { width: Width::Share(share), flow }
}

/// A cell of fixed width.
pub(super) fn fixed(points: f32, flow: Vec<Flowable>) -> Cell {
    Cell { width: Width::Points(points), flow }
}

/// Cells side by side.
pub(super) fn row(cells: Vec<Cell>, gap: f32, before: f32) -> Row {
    Row { cells, gap, before, ruled: false, keep_with_next: false }
}

/// Lines to write on.
pub(super) fn notes(min_lines: u32, weight: f32, control: Filled) -> Flowable {
    Flowable::Notes(Notes { min_lines, weight, pitch: NOTE_PITCH, control })
}

/// A label and a line to write on.
pub(super) fn field(words: &str, control: Filled) -> Flowable {
    let (label, style) = (words.into(), super::theme::QUIET);
    Flowable::Field(Field { label, style, height: 24.0, value: None, control })
}

/// A line to write on, which what stands above it explains.
pub(super) fn blank(control: Filled) -> Flowable {
    let (label, style) = (RichText::default(), super::theme::QUIET);
    Flowable::Field(Field { label, style, height: 16.0, value: None, control })
}

/// The lines of a snippet.
pub(super) fn code(text: &Text) -> Flowable {
    Flowable::Code(Code { text: literal(text, FontStyle::Mono), style: CODE })
}

/// The code of a snippet, without its output.
pub(super) fn source(snippet: &Snippet) -> Flowable {
    code(&snippet.source)
}

/// Levels as a person says them: `mid`, `mid to lead`, `junior, senior`.
pub(super) fn levels(levels: &[Seniority], name: impl Fn(Seniority) -> &'static str, to: &str) -> String {
    let contiguous = levels.windows(2).all(|w| w[1] as usize == w[0] as usize + 1);
    match levels {
        [] => String::new(),
        [one] => name(*one).to_owned(),
        [first, .., last] if contiguous => format!("{} {to} {}", name(*first), name(*last)),
        several => several.iter().map(|s| name(*s)).collect::<Vec<_>>().join(", "),
    }
}
