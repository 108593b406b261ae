//! What a widget draws when something is filled in. Everything that is the same for many widgets is
//! one object: a long kit has hundreds of thousands of them.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use crate::pdf::compress::Deflater;
use crate::pdf::write::file::File;

/// What shows that a button is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Tick,
    /// A filled circle inside the drawn one.
    Dot,
}

/// A size in hundredths of a point.
type Size = (u32, u32);

/// The looks of a document's buttons.
#[derive(Default)]
pub(super) struct Appearances {
    /// The look of what is off: nothing, since the page draws the box.
    off: Option<ObjectId>,
    shapes: HashMap<(Shape, Size), ObjectId>,
    /// The dictionaries of looks by state, by the name of the state that is on.
    states: HashMap<(String, Shape, Size), ObjectId>,
    /// What programs take to draw a look of their own.
    styles: HashMap<Shape, ObjectId>,
}

impl Appearances {
    /// The looks of a button that is called `on` when it is on, and its style: `/AP` and `/MK`.
    pub(super) fn button(
        &mut self,
        on: &str,
        shape: Shape,
        size: (f32, f32),
        out: &mut File,
        deflater: &mut Deflater,
    ) -> (ObjectId, ObjectId) {
        let hundredths = |v: f32| (v * 100.0) as u32;
        let rounded = (hundredths(size.0), hundredths(size.1));
        let off = *self.off.get_or_insert_with(|| out.add_object(deflater.stream(form((1.0, 1.0)), b"")));
        let drawn = *self.shapes.entry((shape, rounded)).or_insert_with(|| {
            let content = match shape {
                Shape::Tick => tick(size),
                Shape::Dot => dot(size),
            };
            out.add_object(deflater.stream(form(size), content.as_bytes()))
        });
        let looks = *self.states.entry((on.to_owned(), shape, rounded)).or_insert_with(|| {
            let mut states = Dictionary::new();
            states.set(on, drawn);
            states.set("Off", off);
            out.add_object(dictionary! { "N" => states })
        });
        let style = *self.styles.entry(shape).or_insert_with(|| {
            // Letters of ZapfDingbats: a check mark, a bullet.
            let letter = if shape == Shape::Tick { "4" } else { "l" };
            out.add_object(dictionary! { "CA" => Object::string_literal(letter) })
        });
        (looks, style)
    }
}

/// A tick in a box of this size.
pub(crate) fn tick((w, h): (f32, f32)) -> String {
    let at = |x: f32, y: f32| format!("{:.2} {:.2}", w * x, h * y);
    let (from, low, to) = (at(0.2, 0.52), at(0.41, 0.26), at(0.82, 0.8));
    format!("1.3 w 1 J 1 j 0.08 G {from} m {low} l {to} l S")
}

/// A dot in a circle of this size.
pub(crate) fn dot(size: (f32, f32)) -> String {
    let middle = (size.0 / 2.0, size.1 / 2.0);
    let r = size.0 * 0.28;
    let k = r * 0.552_284_8;
    let at = |dx: f32, dy: f32| format!("{:.2} {:.2}", middle.0 + dx, middle.1 + dy);
    let arc = |points: [(f32, f32); 3]| points.map(|(dx, dy)| at(dx, dy)).join(" ") + " c";
    [
        format!("0.08 g {} m", at(r, 0.0)),
        arc([(r, k), (k, r), (0.0, r)]),
        arc([(-k, r), (-r, k), (-r, 0.0)]),
        arc([(-r, -k), (-k, -r), (0.0, -r)]),
        arc([(k, -r), (r, -k), (r, 0.0)]),
        "f".to_owned(),
    ]
    .join(" ")
}

/// A text that is empty, marked so that a program that types knows what to replace. Every field has
/// one of its own: some programs write what is typed into the stream they find.
pub(super) fn no_text(size: (f32, f32), out: &mut File) -> ObjectId {
    out.add_object(Stream::new(form(size), b"/Tx BMC EMC".to_vec()).with_compression(false))
}

/// A text that is filled in, drawn in these fonts.
pub(super) fn text(size: (f32, f32), fonts: Dictionary, content: &[u8], out: &mut File) -> ObjectId {
    let mut dict = form(size);
    dict.set("Resources", dictionary! { "Font" => fonts });
    // So short a content would not become shorter.
    out.add_object(Stream::new(dict, content.to_vec()).with_compression(false))
}

/// A form of this size without resources.
pub(crate) fn form((w, h): (f32, f32)) -> Dictionary {
    dictionary! {
        "Subtype" => "Form",
        "BBox" => [0.0, 0.0, w, h].map(Object::Real).to_vec(),
        "Resources" => Dictionary::new(),
    }
}
