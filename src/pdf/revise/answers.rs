//! What is drawn for each answer, at each place of its field.

use std::collections::HashSet;

use super::overflow;
use super::overflow::{Long, More};
use super::places::Place;
use super::tree::Said;
use super::{ReviseError, by_name, draw};
use crate::layout::{FontSet, Item, Typesetter};
use crate::pdf::read::{Field, Filled, Kind, Value};
use crate::pdf::write::form::appearance;

/// What is drawn at a place.
pub(super) struct Drawn<'k> {
    pub(super) place: &'k Place,
    /// Text, or what stands for it where no eye reads it.
    pub(super) items: Vec<Item>,
    pub(super) mark: Option<Mark>,
    /// The text as it is read, where it is drawn in another order.
    read: Option<&'k str>,
}

/// What is said of a box or circle.
pub(super) struct Mark {
    /// Read aloud.
    said: String,
    /// In the text of the page.
    pub(super) written: &'static str,
    /// Its drawing; none for a box that is empty.
    pub(super) drawing: String,
    /// How wide its letter is, in hundredths.
    pub(super) stretch: u32,
}

impl Drawn<'_> {
    /// How it is read.
    pub(super) fn said(&self) -> Said<'_> {
        match (&self.mark, self.read) {
            (Some(mark), _) => Said::Words(&mark.said),
            (None, Some(text)) => Said::Text(text),
            (None, None) => Said::AsDrawn,
        }
    }
}

/// All that is drawn.
pub(super) struct Answers<'k> {
    pub(super) drawn: Vec<Drawn<'k>>,
    /// The answers that are too long for their fields, and the pages they stand on.
    pub(super) long: Vec<Long<'k>>,
    pub(super) more: More,
}

/// Sets all answers, or says why one of them cannot be shown.
pub(super) fn set<'k>(
    filled: &'k Filled,
    places: &'k [Place],
    fonts: &FontSet,
    size: (f32, f32),
) -> Result<Answers<'k>, ReviseError> {
    let fields = by_name(filled);
    let mut setter = Typesetter::new(fonts);
    let mut drawn = Vec::new();
    // Places that have too little room, each with the number of its answer.
    let mut cramped: Vec<(&Place, usize)> = Vec::new();
    let mut long: Vec<Long<'k>> = Vec::new();
    for place in places {
        let Some(field) = fields.get(place.name.as_str()) else { continue };
        setter.subject = Some(format!("the field `{}`", field.name));
        match (&field.kind, &field.value) {
            (Kind::Text, Value::Text(text)) => {
                if let Some(items) = draw::text(&mut setter, place, text) {
                    let read = Some(text.as_str()).filter(|text| draw::is_reordered(text));
                    drawn.push(Drawn { place, items, mark: None, read });
                    continue;
                }
                let known = long.iter().position(|long| long.name == field.name);
                cramped.push((place, known.unwrap_or(long.len())));
                if known.is_none() {
                    long.push(Long { name: &field.name, title: &place.tip, text });
                }
            }
            (Kind::Check | Kind::Choice(_), _) => drawn.extend(mark(place, field).map(|mark| {
                let letter = if mark.drawing.is_empty() { "-" } else { "x" };
                let (items, stretch) = draw::letter(&mut setter, place, letter);
                Drawn { place, items, mark: Some(Mark { stretch, ..mark }), read: None }
            })),
            _ => {}
        }
    }
    let (more, pointers) = pointed(&mut setter, &long, &cramped, size, filled.pages)?;
    drawn.extend(pointers);
    let missing = std::mem::take(&mut setter.missing);
    if !missing.is_empty() {
        return Err(ReviseError::Missing(missing));
    }
    let shown: HashSet<&str> = drawn.iter().map(|drawn| drawn.place.name.as_str()).collect();
    let is_lost = |field: &&Field| field.is_filled() && !shown.contains(field.name.as_str());
    let lost: Vec<String> = filled.fields.iter().filter(is_lost).map(|field| field.name.clone()).collect();
    if lost.is_empty() { Ok(Answers { drawn, long, more }) } else { Err(ReviseError::NotShown(lost)) }
}

/// Pages for long answers, and in their fields the numbers of these pages.
fn pointed<'k>(
    setter: &mut Typesetter<'_>,
    long: &[Long<'_>],
    cramped: &[(&'k Place, usize)],
    size: (f32, f32),
    before: usize,
) -> Result<(More, Vec<Drawn<'k>>), ReviseError> {
    let endless: Vec<String> = long
        .iter()
        .filter(|answer| answer.text.chars().count() > overflow::MOST)
        .map(|answer| answer.name.to_owned())
        .collect();
    if !endless.is_empty() {
        return Err(ReviseError::TooLong(endless));
    }
    let more = overflow::set(setter, long, size, before);
    let mut drawn = Vec::new();
    for (place, number) in cramped {
        let page = more.starts[*number];
        let pointers = [format!("See page {page} at the end"), format!("p. {page}")];
        match pointers.iter().find_map(|text| draw::text(setter, place, text)) {
            Some(items) => drawn.push(Drawn { place, items, mark: None, read: None }),
            None => return Err(ReviseError::TooLong(vec![place.name.clone()])),
        }
    }
    Ok((more, drawn))
}

/// What a box says, or a circle that is chosen.
fn mark(place: &Place, field: &Field) -> Option<Mark> {
    let size = (place.width(), place.height());
    let mark = |said: &str, written, drawing| {
        Some(Mark { said: format!("{}: {said}", place.tip), written, drawing, stretch: 100 })
    };
    match (&field.kind, &field.value) {
        (Kind::Check, Value::Empty) => mark("not ticked", "[ ]", String::new()),
        (Kind::Check, _) => mark("ticked", "[x]", appearance::tick_content(size)),
        (_, Value::Text(chosen)) if place.states.contains(chosen) => {
            mark("chosen", "(x)", appearance::dot_content(size))
        }
        _ => None,
    }
}
