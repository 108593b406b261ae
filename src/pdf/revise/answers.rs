//! The drawing of each answer at each widget of its field.

use std::collections::HashSet;

use super::overflow;
use super::overflow::{LongAnswer, OverflowPages};
use super::tree::ReadAs;
use super::widgets::Widget;
use super::{ReviseError, by_name, field_text};
use crate::layout::{FontSet, PageItem, Typesetter};
use crate::pdf::read::{Field, Filled, Kind, Value};
use crate::pdf::write::form::appearance;

/// The drawing at a widget.
pub(super) struct Drawing<'k> {
    pub(super) widget: &'k Widget,
    /// The text, or invisible text that stands for a mark.
    pub(super) items: Vec<PageItem>,
    pub(super) mark: Option<Mark>,
    /// The text in reading order, if it is drawn in another order.
    read: Option<&'k str>,
}

/// The texts of a ticked box or filled circle.
pub(super) struct Mark {
    /// The text that is read aloud.
    said: String,
    /// The text that is extracted from the page.
    pub(super) written: &'static str,
    /// The drawing; none for an empty box.
    pub(super) drawing: String,
    /// The horizontal scaling of the letter, in hundredths.
    pub(super) stretch: u32,
}

impl Drawing<'_> {
    /// Returns the reading of the drawing.
    pub(super) fn reading(&self) -> ReadAs<'_> {
        match (&self.mark, self.read) {
            (Some(mark), _) => ReadAs::Words(&mark.said),
            (None, Some(text)) => ReadAs::Text(text),
            (None, None) => ReadAs::AsDrawn,
        }
    }
}

/// The drawings of all answers.
pub(super) struct DrawnAnswers<'k> {
    pub(super) drawn: Vec<Drawing<'k>>,
    /// The answers that are too long for their fields, and their pages.
    pub(super) long: Vec<LongAnswer<'k>>,
    pub(super) more: OverflowPages,
}

/// Sets all answers: `filled` as they are drawn, `original` as they are read. Fails if one of them cannot be shown.
pub(super) fn set_answers<'k>(
    (filled, original): (&'k Filled, &'k Filled),
    widgets: &'k [Widget],
    fonts: &FontSet,
    size: (f32, f32),
) -> Result<DrawnAnswers<'k>, ReviseError> {
    let (fields, originals) = (by_name(filled), by_name(original));
    let mut typesetter = Typesetter::new(fonts);
    let mut drawn = Vec::new();
    // Widgets with too little room, each with the number of its answer.
    let mut cramped: Vec<(&Widget, usize)> = Vec::new();
    let mut long: Vec<LongAnswer<'k>> = Vec::new();
    for widget in widgets {
        let Some(field) = fields.get(&(widget.kit, widget.name.as_str())) else { continue };
        typesetter.subject = Some(format!("the field `{}`", field.name));
        match (&field.kind, &field.value) {
            (Kind::Text, Value::Text(text)) => {
                if let Some(items) = field_text::set_field_text(&mut typesetter, widget, text) {
                    let read = originals
                        .get(&(widget.kit, widget.name.as_str()))
                        .and_then(|field| reading(field, text));
                    drawn.push(Drawing { widget, items, mark: None, read });
                    continue;
                }
                let known = long.iter().position(|long| long.name == field.name && long.kit == field.kit);
                cramped.push((widget, known.unwrap_or(long.len())));
                if known.is_none() {
                    let read = originals
                        .get(&(widget.kit, widget.name.as_str()))
                        .and_then(|field| reading(field, text));
                    long.push(LongAnswer {
                        name: &field.name,
                        kit: field.kit,
                        title: &widget.tip,
                        text,
                        read,
                    });
                }
            }
            (Kind::Check | Kind::Choice(_), _) => drawn.extend(button_mark(widget, field).map(|mark| {
                let letter = if mark.drawing.is_empty() { "-" } else { "x" };
                let (items, stretch) = field_text::invisible_letter(&mut typesetter, widget, letter);
                Drawing { widget, items, mark: Some(Mark { stretch, ..mark }), read: None }
            })),
            _ => {}
        }
    }
    let (more, pointers) = point_to_pages(&mut typesetter, &long, &cramped, size, filled.pages)?;
    drawn.extend(pointers);
    let missing = std::mem::take(&mut typesetter.missing);
    if !missing.is_empty() {
        return Err(ReviseError::Missing(missing));
    }
    let shown: HashSet<(usize, &str)> =
        drawn.iter().map(|drawn| (drawn.widget.kit, drawn.widget.name.as_str())).collect();
    let is_lost = |field: &&Field| field.is_filled() && !shown.contains(&(field.kit, field.name.as_str()));
    let lost: Vec<String> = filled.fields.iter().filter(is_lost).map(|field| field.name.clone()).collect();
    if lost.is_empty() { Ok(DrawnAnswers { drawn, long, more }) } else { Err(ReviseError::NotShown(lost)) }
}

/// Returns the text that is read in place of a drawn one; none if they are the same.
fn reading<'k>(original: &'k Field, drawn: &str) -> Option<&'k str> {
    let Value::Text(text) = &original.value else { return None };
    Some(text.as_str()).filter(|text| *text != drawn || field_text::is_reordered(text))
}

/// Sets long answers on pages at the end, and the page numbers in their fields.
fn point_to_pages<'k>(
    typesetter: &mut Typesetter<'_>,
    long: &[LongAnswer<'_>],
    cramped: &[(&'k Widget, usize)],
    size: (f32, f32),
    before: usize,
) -> Result<(OverflowPages, Vec<Drawing<'k>>), ReviseError> {
    let endless: Vec<String> = long
        .iter()
        .filter(|answer| answer.text.chars().count() > overflow::ANSWER_MAX_CHARS)
        .map(|answer| answer.name.to_owned())
        .collect();
    if !endless.is_empty() {
        return Err(ReviseError::TooLong(endless));
    }
    let more = overflow::set_long_answers(typesetter, long, size, before);
    let mut drawn = Vec::new();
    for (widget, number) in cramped {
        let page = more.starts[*number];
        let pointers = [format!("See page {page} at the end"), format!("p. {page}")];
        match pointers.iter().find_map(|text| field_text::set_field_text(typesetter, widget, text)) {
            Some(items) => drawn.push(Drawing { widget, items, mark: None, read: None }),
            None => return Err(ReviseError::TooLong(vec![widget.name.clone()])),
        }
    }
    Ok((more, drawn))
}

/// Returns the mark of a box or of a chosen circle.
fn button_mark(widget: &Widget, field: &Field) -> Option<Mark> {
    let size = (widget.width(), widget.height());
    let mark = |said: &str, written, drawing| {
        Some(Mark { said: format!("{}: {said}", widget.tip), written, drawing, stretch: 100 })
    };
    match (&field.kind, &field.value) {
        (Kind::Check, Value::Empty) => mark("not ticked", "[ ]", String::new()),
        (Kind::Check, _) => mark("ticked", "[x]", appearance::tick_content(size)),
        (_, Value::Text(chosen)) if widget.states.contains(chosen) => {
            mark("chosen", "(x)", appearance::dot_content(size))
        }
        _ => None,
    }
}
