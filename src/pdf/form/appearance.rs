//! What a widget draws when something is filled in. Each appearance is made once for its size.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::pdf::compress::Deflater;

/// What an appearance shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Nothing,
    Tick,
    Dot,
}

/// The appearances of a document, by what they show and their size in hundredths of a point.
#[derive(Default)]
pub(super) struct Appearances(HashMap<(Kind, u32, u32), ObjectId>);

impl Appearances {
    /// What is not filled in: the page draws the box.
    pub(super) fn nothing(&mut self, out: &mut Document, deflater: &mut Deflater) -> ObjectId {
        self.get(Kind::Nothing, (1.0, 1.0), String::new, out, deflater)
    }

    /// A tick.
    pub(super) fn tick(&mut self, size: (f32, f32), out: &mut Document, deflater: &mut Deflater) -> ObjectId {
        let content = || {
            let at = |x: f32, y: f32| format!("{:.2} {:.2}", size.0 * x, size.1 * y);
            let (from, low, to) = (at(0.2, 0.52), at(0.41, 0.26), at(0.82, 0.8));
            format!("1.3 w 1 J 1 j 0.08 G {from} m {low} l {to} l S")
        };
        self.get(Kind::Tick, size, content, out, deflater)
    }

    /// A filled circle inside the drawn one.
    pub(super) fn dot(&mut self, size: (f32, f32), out: &mut Document, deflater: &mut Deflater) -> ObjectId {
        let content = || {
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
        };
        self.get(Kind::Dot, size, content, out, deflater)
    }

    fn get(
        &mut self,
        kind: Kind,
        (w, h): (f32, f32),
        content: impl FnOnce() -> String,
        out: &mut Document,
        deflater: &mut Deflater,
    ) -> ObjectId {
        let hundredths = |v: f32| (v * 100.0) as u32;
        *self
            .0
            .entry((kind, hundredths(w), hundredths(h)))
            .or_insert_with(|| out.add_object(deflater.stream(form((w, h)), content().as_bytes())))
    }
}

/// A text that is empty, marked so that a program that types knows what to replace. Every field has
/// one of its own: some programs write what is typed into the stream they find.
pub(super) fn no_text(size: (f32, f32), out: &mut Document) -> ObjectId {
    out.add_object(Stream::new(form(size), b"/Tx BMC EMC".to_vec()).with_compression(false))
}

fn form((w, h): (f32, f32)) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => [0.0, 0.0, w, h].map(Object::Real).to_vec(),
        "Resources" => Dictionary::new(),
    }
}
