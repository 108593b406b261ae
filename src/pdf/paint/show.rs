//! Words as text-showing operators.

use printpdf::{DictItem, Op};

use super::round;
use crate::layout::text::Shaped;
use crate::pdf::fonts::UsedFace;

/// Says what the next glyphs spell, where they do not say it themselves.
pub(super) fn actual_text(text: &str) -> Op {
    let mut data = vec![0xFE, 0xFF];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    let map = [("ActualText".to_owned(), DictItem::String { data, literal: false })].into();
    Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties: DictItem::Dict { map } }
}

/// The operands of a `TJ` operator in the making.
#[derive(Default)]
pub(super) struct Show {
    operands: Vec<DictItem>,
    codes: Vec<u8>,
    /// What the pen is to move back before the next glyph, in thousandths of an em.
    kern: i32,
}

impl Show {
    pub(super) fn word(&mut self, ops: &mut Vec<Op>, word: &Shaped, used: &UsedFace, size: f32) {
        for glyph in &word.glyphs {
            self.kern -= glyph.x;
            if glyph.y != 0 {
                self.rise(ops, glyph.y as f32 * size / 1000.0);
            }
            if self.kern != 0 {
                self.end_string();
                self.operands.push(DictItem::Int(i64::from(self.kern)));
                self.kern = 0;
            }
            self.codes.extend(used.code(glyph.id).to_be_bytes());
            if glyph.y != 0 {
                self.rise(ops, 0.0);
            }
            self.kern += glyph.width - glyph.advance + glyph.x;
        }
    }

    fn rise(&mut self, ops: &mut Vec<Op>, points: f32) {
        let kern = std::mem::take(&mut self.kern);
        self.flush(ops);
        self.kern = kern;
        ops.push(Op::SetLineOffset { multiplier: round(points) });
    }

    fn end_string(&mut self) {
        if !self.codes.is_empty() {
            self.operands.push(DictItem::String { data: std::mem::take(&mut self.codes), literal: true });
        }
    }

    pub(super) fn flush(&mut self, ops: &mut Vec<Op>) {
        if self.kern != 0 {
            self.end_string();
            self.operands.push(DictItem::Int(i64::from(self.kern)));
            self.kern = 0;
        }
        self.end_string();
        if !self.operands.is_empty() {
            let value = vec![DictItem::Array(std::mem::take(&mut self.operands))];
            // `TextItem::GlyphIds` would write one string for every glyph.
            ops.push(Op::Unknown { key: "TJ".into(), value });
        }
    }
}
