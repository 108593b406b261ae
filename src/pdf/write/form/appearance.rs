//! The appearance streams of widgets, which draw their values.
//!
//! Appearances that many widgets share are one object: a long kit has hundreds of thousands of widgets.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use crate::pdf::compress::Deflater;
use crate::pdf::write::file::FileWriter;

/// The mark that shows that a button is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ButtonMark {
    Tick,
    /// A filled circle inside the drawn one.
    Dot,
}

/// The objects that a button refers to.
#[derive(Debug, Clone, Copy)]
pub(super) struct ButtonAppearance {
    /// The appearances by state: `/AP`.
    pub(super) states: ObjectId,
    /// The style, from which programs draw an appearance of their own: `/MK`.
    pub(super) style: ObjectId,
}

/// A size in hundredths of a point.
type SizeKey = (u32, u32);

/// The appearances of a document's buttons.
#[derive(Default)]
pub(super) struct Appearances {
    /// The appearance of a button that is off: empty, since the page draws the box.
    off: Option<ObjectId>,
    marks: HashMap<(ButtonMark, SizeKey), ObjectId>,
    /// The dictionaries of appearances by state, by the name of the state that is on.
    states: HashMap<(String, ButtonMark, SizeKey), ObjectId>,
    styles: HashMap<ButtonMark, ObjectId>,
}

impl Appearances {
    /// Returns the appearance of a button whose state is called `on_state` if it is on.
    pub(super) fn button(
        &mut self,
        on_state: &str,
        mark: ButtonMark,
        size: (f32, f32),
        out: &mut FileWriter,
        deflater: &mut Deflater,
    ) -> ButtonAppearance {
        let hundredths = |v: f32| (v * 100.0) as u32;
        let key = (hundredths(size.0), hundredths(size.1));
        let off = *self
            .off
            .get_or_insert_with(|| out.add_object(deflater.stream(form_dictionary((1.0, 1.0)), b"")));
        let on = *self.marks.entry((mark, key)).or_insert_with(|| {
            let content = match mark {
                ButtonMark::Tick => tick_content(size),
                ButtonMark::Dot => dot_content(size),
            };
            out.add_object(deflater.stream(form_dictionary(size), content.as_bytes()))
        });
        let states = *self.states.entry((on_state.to_owned(), mark, key)).or_insert_with(|| {
            let mut states = Dictionary::new();
            states.set(on_state, on);
            states.set("Off", off);
            out.add_object(dictionary! { "N" => states })
        });
        let style = *self.styles.entry(mark).or_insert_with(|| {
            // Letters of ZapfDingbats: a check mark, a bullet.
            let letter = if mark == ButtonMark::Tick { "4" } else { "l" };
            out.add_object(dictionary! { "CA" => Object::string_literal(letter) })
        });
        ButtonAppearance { states, style }
    }
}

/// Returns the content that draws a tick in a box of this size.
pub(crate) fn tick_content((w, h): (f32, f32)) -> String {
    let at = |x: f32, y: f32| format!("{:.2} {:.2}", w * x, h * y);
    let (from, low, to) = (at(0.2, 0.52), at(0.41, 0.26), at(0.82, 0.8));
    format!("1.3 w 1 J 1 j 0.08 G {from} m {low} l {to} l S")
}

/// Returns the content that draws a dot in a circle of this size.
pub(crate) fn dot_content(size: (f32, f32)) -> String {
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

/// Adds the appearance of an empty text, with a mark that tells programs where to put typed text.
///
/// Every field has one of its own: some programs write typed text into the stream they find.
pub(super) fn empty_text(size: (f32, f32), out: &mut FileWriter) -> ObjectId {
    out.add_object(Stream::new(form_dictionary(size), b"/Tx BMC EMC".to_vec()).with_compression(false))
}

/// Adds the appearance of a prefilled text, drawn in these fonts.
pub(super) fn prefilled_text(
    size: (f32, f32),
    fonts: Dictionary,
    content: &[u8],
    out: &mut FileWriter,
) -> ObjectId {
    let mut dict = form_dictionary(size);
    dict.set("Resources", dictionary! { "Font" => fonts });
    // Content as short as this does not compress.
    out.add_object(Stream::new(dict, content.to_vec()).with_compression(false))
}

/// Returns the dictionary of a form object (`XObject`) of this size, without resources.
pub(crate) fn form_dictionary((w, h): (f32, f32)) -> Dictionary {
    dictionary! {
        "Subtype" => "Form",
        "BBox" => [0.0, 0.0, w, h].map(Object::Real).to_vec(),
        "Resources" => Dictionary::new(),
    }
}
