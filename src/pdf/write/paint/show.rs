//! Words as text-showing operators.

use std::fmt::Write as _;

use crate::layout::text::ShapedWord;
use crate::pdf::syntax::round;
use crate::pdf::write::content::Content;
use crate::pdf::write::fonts::UsedFace;
use crate::pdf::write::words::Shown;

/// Says what the next glyphs spell, where they do not say it themselves.
pub(super) fn actual_text(out: &mut Content, text: &str) {
    let mut property = String::from("/ActualText<FEFF");
    for unit in text.encode_utf16() {
        // Memory takes everything.
        let _ = write!(property, "{unit:04X}");
    }
    property.push('>');
    out.begin("Span", property.as_bytes());
}

/// Text that is shown with one operator, in the making.
#[derive(Default)]
pub(super) struct Show {
    /// Whether the array of the operator is open.
    is_open: bool,
    /// Whether a string in it is.
    is_in_string: bool,
    /// What the pen is to move back before the next glyph, in thousandths of an em.
    kern: i32,
}

impl Show {
    /// Shows a word.
    pub(super) fn word(&mut self, out: &mut Content, shown: &Shown) {
        self.kern -= shown.lead;
        self.start_string(out);
        out.escaped(&shown.inside);
        self.kern = shown.trail;
    }

    /// Shows a word glyph by glyph, some of them raised.
    pub(super) fn glyphs(&mut self, out: &mut Content, word: &ShapedWord, used: &UsedFace, size: f32) {
        for glyph in &word.glyphs {
            self.kern -= glyph.x;
            if glyph.y != 0 {
                self.rise(out, glyph.y as f32 * size / 1000.0);
            }
            self.start_string(out);
            out.inside(&used.code(glyph.id).to_be_bytes());
            if glyph.y != 0 {
                self.rise(out, 0.0);
            }
            self.kern += glyph.width - glyph.advance + glyph.x;
        }
    }

    fn rise(&mut self, out: &mut Content, points: f32) {
        let kern = std::mem::take(&mut self.kern);
        self.flush(out);
        self.kern = kern;
        out.op([round(points)], "Ts");
    }

    fn start_string(&mut self, out: &mut Content) {
        self.put_kern(out);
        self.open(out);
        if !std::mem::replace(&mut self.is_in_string, true) {
            out.start_string();
        }
    }

    fn put_kern(&mut self, out: &mut Content) {
        if self.kern != 0 {
            self.end_string(out);
            self.open(out);
            out.kern(std::mem::take(&mut self.kern));
        }
    }

    fn open(&mut self, out: &mut Content) {
        if !std::mem::replace(&mut self.is_open, true) {
            out.start_text();
        }
    }

    fn end_string(&mut self, out: &mut Content) {
        if std::mem::take(&mut self.is_in_string) {
            out.end_string();
        }
    }

    pub(super) fn flush(&mut self, out: &mut Content) {
        self.put_kern(out);
        self.end_string(out);
        if std::mem::take(&mut self.is_open) {
            out.end_text();
        }
    }
}
