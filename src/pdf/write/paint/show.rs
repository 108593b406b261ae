//! Shows words with text-showing operators: as many words as possible with each.

use std::fmt::Write as _;

use crate::layout::text::ShapedWord;
use crate::pdf::write::content::ContentStream;
use crate::pdf::write::encoded_words::TextOperand;
use crate::pdf::write::syntax::round_hundredths;
use crate::pdf::write::used_font_faces::UsedFace;

/// Begins marked content with the text of the next glyphs, for glyphs that do not map to it themselves.
pub(super) fn begin_actual_text(out: &mut ContentStream, text: &str) {
    let mut property = String::from("/ActualText<FEFF");
    for unit in text.encode_utf16() {
        // Writing to memory cannot fail.
        let _ = write!(property, "{unit:04X}");
    }
    property.push('>');
    out.begin_marked("Span", property.as_bytes());
}

/// Collects words for one operator that shows them.
#[derive(Default)]
pub(super) struct TextShower {
    /// True while the array of the operator is open.
    is_array_open: bool,
    /// True while a string in the array is open.
    is_string_open: bool,
    /// The move of the pen back before the next glyph, in thousandths of an em.
    kern: i32,
}

impl TextShower {
    /// Shows a word.
    pub(super) fn word(&mut self, out: &mut ContentStream, operand: &TextOperand) {
        self.kern -= operand.lead;
        self.open_string(out);
        out.escaped_codes(&operand.bytes);
        self.kern = operand.trail;
    }

    /// Shows a word glyph by glyph, because some of its glyphs are raised.
    pub(super) fn glyphs(&mut self, out: &mut ContentStream, word: &ShapedWord, used: &UsedFace, size: f32) {
        for glyph in &word.glyphs {
            self.kern -= glyph.x;
            if glyph.y != 0 {
                self.set_rise(out, glyph.y as f32 * size / 1000.0);
            }
            self.open_string(out);
            out.codes(&used.code(glyph.id).to_be_bytes());
            if glyph.y != 0 {
                self.set_rise(out, 0.0);
            }
            self.kern += glyph.width - glyph.advance + glyph.x;
        }
    }

    fn set_rise(&mut self, out: &mut ContentStream, points: f32) {
        let kern = std::mem::take(&mut self.kern);
        self.flush(out);
        self.kern = kern;
        out.op([round_hundredths(points)], "Ts");
    }

    fn open_string(&mut self, out: &mut ContentStream) {
        self.write_kern(out);
        self.open_array(out);
        if !std::mem::replace(&mut self.is_string_open, true) {
            out.start_string();
        }
    }

    fn write_kern(&mut self, out: &mut ContentStream) {
        if self.kern != 0 {
            self.close_string(out);
            self.open_array(out);
            out.kern(std::mem::take(&mut self.kern));
        }
    }

    fn open_array(&mut self, out: &mut ContentStream) {
        if !std::mem::replace(&mut self.is_array_open, true) {
            out.start_text_array();
        }
    }

    fn close_string(&mut self, out: &mut ContentStream) {
        if std::mem::take(&mut self.is_string_open) {
            out.end_string();
        }
    }

    /// Writes the operator, if there is anything to show.
    pub(super) fn flush(&mut self, out: &mut ContentStream) {
        self.write_kern(out);
        self.close_string(out);
        if std::mem::take(&mut self.is_array_open) {
            out.end_text_array();
        }
    }
}
