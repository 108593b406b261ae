//! Constructors of flowables that the parts of a kit share.

use std::sync::Arc;

use super::theme::{BODY, CODE, LABEL, NOTE_PITCH, QUIET};
use crate::bank::{Emphasis, Inline, Question, Seniority, inline, paragraphs};
use crate::diag::{Origin, Text};
use crate::document::{
    Cell, CodeBlock, Control, Flowable, FontStyle, LabelledField, Language, Marker, Notes, Paragraph,
    RichText, Row, Span, StructureRole, Tagged, TextStyle, Width,
};
use crate::kit::Pick;

/// A form control, if the document has form fields.
pub(super) type OptionalControl = Option<Arc<Control>>;

/// Returns text of the bank, with its inline markup as font styles.
pub(super) fn bank_text(text: &Text) -> RichText {
    rich_text(&inline(&text.value), text.origin)
}

/// Returns text of the bank as paragraphs, with its inline markup as font styles.
pub(super) fn bank_paragraphs(text: &Text) -> Vec<RichText> {
    paragraphs(&text.value).iter().map(|p| rich_text(p, text.origin)).collect()
}

/// Returns the title of a question.
pub(super) fn question_title(question: &Question) -> RichText {
    let title = RichText::new(question.title_text(), FontStyle::Regular).in_document_language();
    let origin = question.title.as_ref().unwrap_or(&question.prompt).origin;
    RichText { origin: Some(origin), ..title }
}

/// Returns the title of a question after its number.
pub(super) fn numbered_title(pick: &Pick<'_>) -> RichText {
    let title = question_title(pick.question);
    let mut line = RichText::new(format!("{}  ", pick.number), FontStyle::Semibold);
    line.origin = title.origin;
    line.spans.extend(title.spans);
    line
}

/// Returns text of the bank in one font style, its markup printed as written.
pub(super) fn verbatim_text(text: &Text, font_style: FontStyle) -> RichText {
    RichText {
        origin: Some(text.origin),
        ..RichText::new(text.value.as_str(), font_style).in_document_language()
    }
}

fn rich_text(inlines: &[Inline], origin: Origin) -> RichText {
    let font_style = |style| match style {
        Emphasis::Plain => FontStyle::Regular,
        Emphasis::Emph => FontStyle::Italic,
        Emphasis::Strong => FontStyle::Semibold,
        Emphasis::Code => FontStyle::Mono,
    };
    let span = |i: &Inline| Span {
        text: i.text.clone(),
        font_style: font_style(i.style),
        color: None,
        language: Language::Document,
    };
    RichText { spans: inlines.iter().map(span).collect(), origin: Some(origin) }
}

/// Returns a paragraph without marker, space above or control.
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

/// Returns a paragraph as a flowable.
pub(super) fn text_block(text: impl Into<RichText>, style: TextStyle) -> Flowable {
    Flowable::Paragraph(paragraph(text, style))
}

/// Returns a paragraph cut to one line.
pub(super) fn single_line(text: impl Into<RichText>, style: TextStyle) -> Flowable {
    Flowable::Paragraph(Paragraph { max_lines: Some(1), ..paragraph(text, style) })
}

/// Flowables with a role in the structure tree.
pub(super) fn tagged(role: StructureRole, flow: Vec<Flowable>) -> Flowable {
    Flowable::Tagged(Tagged { role, flow })
}

/// Returns a flowable tagged as a heading.
pub(super) fn heading(level: u8, flowable: Flowable) -> Flowable {
    tagged(StructureRole::Heading(level), vec![flowable])
}

/// Returns a label above a part, in semibold.
pub(super) fn label(text: &str, before: f32) -> Flowable {
    label_text(RichText::new(text, FontStyle::Semibold), before)
}

/// Returns a label above a part, in the font style of its text.
pub(super) fn label_text(text: RichText, before: f32) -> Flowable {
    Flowable::Paragraph(Paragraph { before, keep_with_next: true, ..paragraph(text, LABEL) })
}

/// Returns an entry of a list.
pub(super) fn list_item(text: RichText, marker: Marker, before: f32) -> Flowable {
    let entry = Flowable::Paragraph(Paragraph { marker: Some(marker), before, ..paragraph(text, BODY) });
    tagged(StructureRole::Item, vec![entry])
}

/// Returns a cell that takes a share of the width.
pub(super) fn share_cell(share: f32, flow: Vec<Flowable>) -> Cell {
    Cell { width: Width::Share(share), flow }
}

/// Returns a cell of fixed width.
pub(super) fn fixed_cell(points: f32, flow: Vec<Flowable>) -> Cell {
    Cell { width: Width::Points(points), flow }
}

/// Cells side by side.
pub(super) fn cell_row(cells: Vec<Cell>, gap: f32, before: f32) -> Row {
    Row { cells, gap, before, ruled: false, keep_with_next: false }
}

/// Returns ruled lines to write on.
pub(super) fn note_lines(min_lines: u32, weight: f32, control: OptionalControl) -> Flowable {
    Flowable::Notes(Notes { min_lines, weight, pitch: NOTE_PITCH, control })
}

/// Returns a label and a line to write on.
pub(super) fn labelled_field(label: &str, control: OptionalControl) -> Flowable {
    Flowable::Field(LabelledField { label: label.into(), style: QUIET, height: 24.0, value: None, control })
}

/// Returns a line to write on without a label; the text above explains it.
pub(super) fn unlabelled_field(control: OptionalControl) -> Flowable {
    Flowable::Field(LabelledField {
        label: RichText::default(),
        style: QUIET,
        height: 16.0,
        value: None,
        control,
    })
}

/// Returns the lines of a snippet's source or output.
pub(super) fn code_block(text: &Text) -> Flowable {
    Flowable::Code(CodeBlock { text: verbatim_text(text, FontStyle::Mono), style: CODE })
}

/// Formats levels as a person says them: `mid`, `mid to lead`, `junior, senior`.
pub(super) fn format_levels(
    levels: &[Seniority],
    name: impl Fn(Seniority) -> &'static str,
    to: &str,
) -> String {
    let contiguous = levels.windows(2).all(|w| w[1] as usize == w[0] as usize + 1);
    match levels {
        [] => String::new(),
        [one] => name(*one).to_owned(),
        [first, .., last] if contiguous => format!("{} {to} {}", name(*first), name(*last)),
        several => several.iter().map(|s| name(*s)).collect::<Vec<_>>().join(", "),
    }
}
