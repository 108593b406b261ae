//! The fonts of a page: outlines and widths of glyphs.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::FontRef;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::{GlyphId, MetadataProvider};
use tiny_skia::{Path, PathBuilder};

use crate::pdf::read::limits;

/// The most widths of one font: glyph ids have 16 bits.
const MAX_WIDTHS: usize = 1 << 16;

/// A font whose text is glyph ids of two bytes.
pub(crate) struct Font {
    program: Vec<u8>,
    is_bare: bool,
    widths: HashMap<u16, f32>,
    usual: f32,
    drawn: HashMap<u16, Option<Path>>,
}

impl Font {
    /// Reads a font; none if it is of a kind that kits do not use.
    pub(crate) fn from_dictionary(document: &Document, font: &Dictionary) -> Option<Self> {
        let inner = font.get_deref(b"DescendantFonts", document).ok()?.as_array().ok()?.first()?;
        let inner = document.dereference(inner).ok()?.1.as_dict().ok()?;
        let descriptor = inner.get_deref(b"FontDescriptor", document).ok()?.as_dict().ok()?;
        let file = |key: &[u8]| descriptor.get_deref(key, document).and_then(Object::as_stream).ok();
        let (stream, is_bare) = match (file(b"FontFile2"), file(b"FontFile3")) {
            (Some(stream), _) => (stream, false),
            (None, Some(stream)) => {
                let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).ok();
                (stream, kind == Some(b"CIDFontType0C".as_slice()))
            }
            (None, None) => return None,
        };
        let program = stream.decompressed_content_with_limit(limits::STREAM_BYTES).ok()?;
        let usual = inner.get(b"DW").and_then(Object::as_float).unwrap_or(1000.0);
        let widths = widths(document, inner).unwrap_or_default();
        Some(Self { program, is_bare, widths, usual, drawn: HashMap::new() })
    }

    /// Returns the advance of a glyph, in thousandths of the font size.
    pub(crate) fn width(&self, glyph: u16) -> f32 {
        self.widths.get(&glyph).copied().unwrap_or(self.usual)
    }

    /// Returns the outline of a glyph of size one.
    pub(crate) fn outline(&mut self, glyph: u16) -> Option<&Path> {
        let Self { program, is_bare, drawn, .. } = self;
        drawn.entry(glyph).or_insert_with(|| outline(program, *is_bare, glyph)).as_ref()
    }
}

fn outline(program: &[u8], is_bare: bool, glyph: u16) -> Option<Path> {
    let mut pen = PathPen(PathBuilder::new());
    let id = GlyphId::from(glyph);
    if is_bare {
        let font = CffFontRef::new_cff(program, 0, None).ok()?;
        let part = font.subfont(font.subfont_index(id).unwrap_or(0), &[]).ok()?;
        font.draw(&part, id, &[], Some(1.0), &mut pen).ok()?;
    } else {
        let font = FontRef::new(program).ok()?;
        let settings = DrawSettings::unhinted(Size::new(1.0), LocationRef::default());
        font.outline_glyphs().get(id)?.draw(settings, &mut pen).ok()?;
    }
    pen.0.finish()
}

/// Reads the widths of a font: ISO 32000-1, 9.7.4.3.
fn widths(document: &Document, font: &Dictionary) -> Option<HashMap<u16, f32>> {
    let mut parts = font.get_deref(b"W", document).ok()?.as_array().ok()?.iter();
    let number = |object: &Object| object.as_i64().ok().and_then(|number| u16::try_from(number).ok());
    let mut widths = HashMap::new();
    while let (Some(first), Some(next)) = (parts.next(), parts.next()) {
        let first = number(first)?;
        match document.dereference(next).ok()?.1 {
            Object::Array(list) => {
                let list = list.iter().take(MAX_WIDTHS).filter_map(|width| width.as_float().ok());
                widths.extend((first..).zip(list));
            }
            last => {
                let width = parts.next()?.as_float().ok()?;
                widths.extend((first..=number(last)?).map(|glyph| (glyph, width)));
            }
        }
    }
    Some(widths)
}

/// A pen that records an outline as a path.
struct PathPen(PathBuilder);

impl OutlinePen for PathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
