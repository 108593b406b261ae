//! The interactive form: fields exactly where boxes, circles and lines are drawn.
//!
//! The page draws what is empty; a widget draws only what is filled in. So pages look the same with
//! and without a form, and a reader that cannot fill anything in still shows and prints them.

pub(crate) mod appearance;
mod script;

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::dict::Dict;
use super::file::File;
use crate::document::{Control, ControlKind};
use crate::geom::Rect;
use crate::layout::{Item, Page, Pages, PrefilledText};
use crate::pdf::compress::Deflater;
use crate::pdf::seal;
use crate::pdf::syntax::round;
use appearance::{Appearances, Shape};

/// Flags of fields, by their bit positions in ISO 32000-1, tables 226 and 228.
const MULTILINE: i64 = 1 << 12;
const RADIO: i64 = 1 << 15;
const RADIOS_IN_UNISON: i64 = 1 << 25;
/// Where what is typed stands: ISO 32000-1, table 222.
const AT_THE_RIGHT: i64 = 2;
/// Flag of annotations: printed. ISO 32000-1, table 165.
const PRINT: i64 = 1 << 2;
/// The size of what is typed on one line, in points.
const LINE_SIZE: i64 = 12;
/// The size of what is typed on several lines. Programs set lines as far apart as the face is high,
/// which at this size is the distance of the ruled lines.
const LINES_SIZE: i64 = 14;

/// A form in the making.
pub(super) struct Form {
    /// The dictionary of the catalog.
    pub(super) dictionary: Dictionary,
    /// The widgets of each page, in reading order, and the ids kept for their elements in the tree of
    /// what is read: side by side they compress well.
    pub(super) widgets: Vec<Vec<(ObjectId, ObjectId)>>,
}

/// One place of a field.
struct Place<'p> {
    page: usize,
    rect: Rect,
    control: &'p Control,
    /// What is filled in, and the content that draws it.
    filled: Option<(&'p PrefilledText, &'p [u8])>,
    id: ObjectId,
    /// Its key in the parent tree of what is read.
    key: i64,
}

/// Whether pages have anything to type into, and so need a font for what may be typed.
pub(super) fn is_typed_into(pages: &Pages) -> bool {
    controls(&pages.pages).any(|(_, _, control)| is_text(&control.kind))
}

/// What the fields can be known again by.
pub(super) fn seal(pages: &Pages) -> String {
    seal::of_fields(controls(&pages.pages).map(|(_, _, control)| {
        let kind = match control.kind {
            ControlKind::Check => seal::Kind::Check,
            ControlKind::Choice { .. } => seal::Kind::Choice,
            ControlKind::Line { .. } | ControlKind::Lines { .. } | ControlKind::Mean { .. } => {
                seal::Kind::Text
            }
        };
        (control.name.as_str(), kind)
    }))
}

/// What is filled in already, with the heights of its places.
pub(super) fn filled(pages: &Pages) -> impl Iterator<Item = (f32, &PrefilledText)> {
    places(&pages.pages).filter_map(|(_, rect, _, typed)| Some((rect.h, typed?)))
}

fn is_text(kind: &ControlKind) -> bool {
    matches!(kind, ControlKind::Line { .. } | ControlKind::Mean { .. } | ControlKind::Lines { .. })
}

fn controls(pages: &[Page]) -> impl Iterator<Item = (usize, Rect, &Control)> {
    places(pages).map(|(page, rect, control, _)| (page, rect, control))
}

fn places(pages: &[Page]) -> impl Iterator<Item = (usize, Rect, &Control, Option<&PrefilledText>)> {
    pages.iter().enumerate().flat_map(|(n, page)| {
        page.items.iter().filter_map(move |item| match item {
            Item::Field { rect, control, prefilled, .. } => {
                Some((n, *rect, control.as_ref(), prefilled.as_deref()))
            }
            _ => None,
        })
    })
}

/// Adds the fields of pages to a document; nothing if there are none. `font` is the resource name of
/// the font that texts are typed in; `filled` draws what is filled in, place by place. Files that are kept
/// have no scripts.
pub(super) fn add(
    pages: &Pages,
    page_ids: &[ObjectId],
    (font, fonts): (&str, &Dictionary),
    (filled, has_scripts): (&[Vec<u8>], bool),
    out: &mut File,
    deflater: &mut Deflater,
) -> Option<Form> {
    let mut places: Vec<Place<'_>> = Vec::new();
    let mut widgets = vec![Vec::new(); page_ids.len()];
    let mut filled = filled.iter();
    for (n, (page, rect, control, typed)) in super::form::places(&pages.pages).enumerate() {
        let (id, element) = (out.new_object_id(), out.new_object_id());
        widgets[page].push((id, element));
        let filled = typed.and_then(|typed| Some((typed, filled.next()?.as_slice())));
        places.push(Place { page, rect, control, filled, id, key: (page_ids.len() + n) as i64 });
    }
    if places.is_empty() {
        return None;
    }
    let mut fields: Vec<Vec<usize>> = Vec::new();
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    for (n, place) in places.iter().enumerate() {
        let field = *by_name.entry(&place.control.name).or_insert_with(|| {
            fields.push(Vec::new());
            fields.len() - 1
        });
        fields[field].push(n);
    }
    let mut writer = Writer {
        wording: Wording {
            height: pages.size.1,
            is_rtl: pages.meta.direction.is_rtl(),
            page_ids,
            font,
            has_scripts,
        },
        fonts,
        calculated: Vec::new(),
        appearances: Appearances::default(),
        out,
        deflater,
    };
    let roots: Vec<Object> = fields
        .iter()
        .map(|of_field| writer.field(&of_field.iter().map(|n| &places[*n]).collect::<Vec<_>>()).into())
        .collect();
    let calculated = std::mem::take(&mut writer.calculated);
    let typed = Object::string_literal(writer.wording.typed(LINE_SIZE));
    let used: Dictionary = fonts
        .iter()
        .filter(|(name, _)| name.as_slice() == font.as_bytes())
        .map(|(n, f)| (n.clone(), f.clone()))
        .collect();
    let mut dictionary = dictionary! {
        "Fields" => roots,
        "DA" => typed,
        "DR" => dictionary! { "Font" => used },
    };
    if !calculated.is_empty() {
        dictionary.set("CO", calculated);
    }
    Some(Form { dictionary, widgets })
}

/// What fields say depends on.
struct Wording<'a> {
    /// Height of the pages.
    height: f32,
    /// Whether what is typed starts at the right.
    is_rtl: bool,
    page_ids: &'a [ObjectId],
    /// The resource name of the font that texts are typed in.
    font: &'a str,
    /// Whether fields may calculate. Some standards of archives allow no scripts.
    has_scripts: bool,
}

struct Writer<'a> {
    wording: Wording<'a>,
    /// The fonts of the document, for what is filled in already.
    fonts: &'a Dictionary,
    /// The fields that calculate, in their order.
    calculated: Vec<Object>,
    appearances: Appearances,
    out: &'a mut File,
    deflater: &'a mut Deflater,
}

impl Writer<'_> {
    /// Adds a field with all its places, and returns its object. A field with one place is its widget.
    fn field(&mut self, places: &[&Place<'_>]) -> ObjectId {
        let control = places[0].control;
        let id = self.field_object(control, places);
        if self.wording.has_scripts && matches!(control.kind, ControlKind::Mean { .. }) {
            self.calculated.push(id.into());
        }
        id
    }

    fn field_object(&mut self, control: &Control, places: &[&Place<'_>]) -> ObjectId {
        let is_choice = matches!(control.kind, ControlKind::Choice { .. });
        if let ([place], false) = (places, is_choice) {
            let look = self.look(place);
            self.write(place.id, |writer, dict| {
                writer.of_field(places, dict);
                writer.widget(place, look, dict);
            });
            return place.id;
        }
        let parent = self.out.new_object_id();
        self.write(parent, |writer, dict| {
            writer.of_field(places, dict);
            dict.array("Kids", |kids| kids.references(places.iter().map(|place| place.id)));
        });
        for place in places {
            let look = self.look(place);
            self.write(place.id, |writer, dict| {
                writer.widget(place, look, dict);
                dict.reference("Parent", parent);
                if is_choice {
                    dict.text("TU", &place.control.tip);
                }
            });
        }
        parent
    }

    fn write(&mut self, id: ObjectId, write: impl FnOnce(&Wording<'_>, &mut Dict<'_>)) {
        let wording = &self.wording;
        self.out.write_dict(id, |dict| write(wording, dict));
    }

    /// What draws a text that is filled in.
    fn text(&mut self, size: (f32, f32), content: &[u8]) -> ObjectId {
        let name = |resource: &[u8]| [b"/", resource, b" "].concat();
        let is_used =
            |resource: &[u8]| content.windows(resource.len() + 2).any(|part| part == name(resource));
        let mut used = Dictionary::new();
        for (resource, font) in self.fonts.iter().filter(|(resource, _)| is_used(resource)) {
            used.set(resource.clone(), font.clone());
        }
        appearance::text(size, used, content, self.out)
    }

    /// Adds what a place draws.
    fn look(&mut self, place: &Place<'_>) -> Look {
        let size = (round(place.rect.w), round(place.rect.h));
        match &place.control.kind {
            ControlKind::Check => {
                Look::Button(self.appearances.button("Yes", Shape::Tick, size, self.out, self.deflater))
            }
            ControlKind::Choice { value } => {
                Look::Button(self.appearances.button(value, Shape::Dot, size, self.out, self.deflater))
            }
            ControlKind::Line { .. } | ControlKind::Mean { .. } | ControlKind::Lines { .. } => {
                Look::Text(match place.filled {
                    Some((_, content)) => self.text(size, content),
                    None => appearance::no_text(size, self.out),
                })
            }
        }
    }
}

/// What draws a place when it is filled in.
#[derive(Clone, Copy)]
enum Look {
    /// The looks of a button, and its style.
    Button((ObjectId, ObjectId)),
    /// The look of a text.
    Text(ObjectId),
}

impl Wording<'_> {
    /// How what is typed looks.
    fn typed(&self, size: i64) -> String {
        format!("/{} {size} Tf 0.08 g", self.font)
    }

    /// What a field says of itself, wherever it stands.
    fn of_field(&self, places: &[&Place<'_>], dict: &mut Dict<'_>) {
        let control = places[0].control;
        dict.text("T", &control.name);
        // A choice tells for itself what it stands for, the field only what is chosen.
        let tip = match &control.kind {
            ControlKind::Choice { .. } => control.name.as_str(),
            _ => control.tip.as_str(),
        };
        dict.text("TU", tip);
        match &control.kind {
            ControlKind::Check => {
                dict.name("FT", "Btn");
                dict.name("V", "Off");
            }
            ControlKind::Choice { .. } => {
                dict.name("FT", "Btn");
                dict.integer("Ff", RADIO | RADIOS_IN_UNISON);
                dict.name("V", "Off");
            }
            ControlKind::Line { max_chars }
            | ControlKind::Mean { max_chars, .. }
            | ControlKind::Lines { max_chars } => {
                dict.name("FT", "Tx");
                let has_lines = matches!(control.kind, ControlKind::Lines { .. });
                if has_lines {
                    dict.integer("Ff", MULTILINE);
                }
                dict.string("DA", &self.typed(if has_lines { LINES_SIZE } else { LINE_SIZE }));
                dict.integer("MaxLen", i64::from(*max_chars));
                if self.is_rtl {
                    dict.integer("Q", AT_THE_RIGHT);
                }
            }
        }
        if let Some((typed, _)) = places[0].filled {
            dict.text("V", &typed.text);
            // What is reset to is known to be no answer.
            dict.text("DV", &typed.text);
        }
        if let (ControlKind::Mean { of, .. }, true) = (&control.kind, self.has_scripts) {
            dict.dict("AA", |dict| {
                dict.dict("C", |dict| {
                    dict.name("S", "JavaScript");
                    dict.text("JS", &script::mean(of));
                });
            });
        }
    }

    /// One place of a field.
    fn widget(&self, place: &Place<'_>, look: Look, dict: &mut Dict<'_>) {
        let rect = place.rect;
        // As the page draws it: every edge rounded from the top of the page.
        let top = round(self.height);
        let (left, right) = (round(rect.x), round(round(rect.x) + round(rect.w)));
        let low = round(top - round(rect.y + rect.h));
        let high = round(low + round(rect.h));
        dict.name("Subtype", "Widget");
        dict.integer("F", PRINT);
        dict.reference("P", self.page_ids[place.page]);
        dict.array("Rect", |array| [left, low, right, high].into_iter().for_each(|edge| array.number(edge)));
        dict.integer("StructParent", place.key);
        match look {
            Look::Button((looks, style)) => {
                dict.reference("AP", looks);
                dict.reference("MK", style);
                dict.name("AS", "Off");
            }
            Look::Text(drawn) => dict.dict("AP", |dict| dict.reference("N", drawn)),
        }
    }
}
