//! Fonts cut down to the glyphs in use, and their way into a document.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf::{Codepoint, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont};
use printpdf::{PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, TextItem};
use sha2::{Digest, Sha256};
use skrifa::raw::{FontRef, TableProvider};

use super::compress::Deflater;
use super::error::{PdfError, check};
use super::file::File;
use super::fonts::{UsedFace, UsedFaces};
use super::unhinted::unhinted;
use crate::layout::FontSet;

/// What objects can be added to.
pub(super) trait Objects {
    /// Adds an object and returns its id.
    fn add(&mut self, object: Object) -> ObjectId;
}

impl Objects for Document {
    fn add(&mut self, object: Object) -> ObjectId {
        self.add_object(object)
    }
}

impl Objects for File {
    fn add(&mut self, object: Object) -> ObjectId {
        self.add_object(object)
    }
}

/// Adds the fonts to a document and returns the dictionary pages find them in.
pub(super) fn embed(
    faces: &UsedFaces,
    fonts: &FontSet,
    out: &mut impl Objects,
    deflater: &mut Deflater,
) -> Result<Dictionary, PdfError> {
    let mut specimen = PdfDocument::new("");
    let mut ops = vec![Op::StartTextSection];
    for used in faces.iter() {
        let id = FontId(used.resource());
        specimen.resources.fonts.map.insert(id.clone(), PdfFont::new(parsed(used, fonts)?));
        ops.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(10.0) });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(codepoints(used))] });
    }
    ops.push(Op::EndTextSection);
    // The specimen page shows every glyph once, so that the library describes them all; only
    // its fonts go into the document.
    specimen.pages.push(PdfPage::new(Mm(10.0), Mm(10.0), ops));
    let mut warnings = Vec::new();
    let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
    let mut described = specimen.to_lopdf_document(&options, &mut warnings);
    check(&warnings)?;
    let resources = font_dictionary(&described).map_err(|e| PdfError::Library(e.to_string()))?;
    let mut moved = BTreeMap::new();
    let mut dictionary = Dictionary::new();
    for (name, font) in &resources {
        dictionary.set(name.clone(), move_object(font, &mut described, out, deflater, &mut moved));
    }
    Ok(dictionary)
}

fn font_dictionary(document: &Document) -> lopdf::Result<Dictionary> {
    let page = document.page_iter().next().ok_or(lopdf::Error::PageNumberNotFound(1))?;
    let resources = document.get_dict_in_dict(document.get_dictionary(page)?, b"Resources")?;
    document.get_dict_in_dict(resources, b"Font").cloned()
}

/// Copies an object with all it refers to, compressing its streams.
fn move_object(
    object: &Object,
    from: &mut Document,
    to: &mut impl Objects,
    deflater: &mut Deflater,
    moved: &mut BTreeMap<ObjectId, ObjectId>,
) -> Object {
    match object {
        Object::Reference(id) => {
            if let Some(new) = moved.get(id) {
                return Object::Reference(*new);
            }
            let target = from.objects.remove(id).unwrap_or(Object::Null);
            let copy = move_object(&target, from, to, deflater, moved);
            let new = to.add(copy);
            moved.insert(*id, new);
            Object::Reference(new)
        }
        Object::Array(items) => {
            Object::Array(items.iter().map(|o| move_object(o, from, to, deflater, moved)).collect())
        }
        Object::Dictionary(dict) => Object::Dictionary(move_dictionary(dict, from, to, deflater, moved)),
        Object::Stream(stream) => {
            let dict = move_dictionary(&stream.dict, from, to, deflater, moved);
            Object::Stream(deflater.stream(dict, &stream.content))
        }
        other => other.clone(),
    }
}

fn move_dictionary(
    dict: &Dictionary,
    from: &mut Document,
    to: &mut impl Objects,
    deflater: &mut Deflater,
    moved: &mut BTreeMap<ObjectId, ObjectId>,
) -> Dictionary {
    let mut copy = Dictionary::new();
    for (key, value) in dict {
        copy.set(key.clone(), move_object(value, from, to, deflater, moved));
    }
    copy
}

fn codepoints(used: &UsedFace) -> Vec<Codepoint> {
    used.glyphs
        .iter()
        // A glyph that never stands for characters of its own still needs some: PDF/UA asks for a
        // mapping of every glyph, and a word joiner adds nothing to the text.
        .map(|(gid, (_, text))| Codepoint {
            gid: used.code(*gid),
            offset: 0.0,
            cid: Some(if text.is_empty() { "\u{2060}".to_owned() } else { text.clone() }),
        })
        .collect()
}

/// The subset of a face as the PDF library wants it.
fn parsed(used: &UsedFace, fonts: &FontSet) -> Result<ParsedFont, PdfError> {
    let name = fonts.postscript_name(used.face);
    let fail = |reason: String| PdfError::Subset { font: name.clone(), reason };
    let bytes = fonts.bytes(used.face);
    let program = subsetter::subset(bytes, 0, &used.remapper).map_err(|e| fail(e.to_string()))?;
    let program = unhinted(program);
    let font = FontRef::new(bytes).map_err(|e| fail(e.to_string()))?;
    let head = font.head().map_err(|e| fail(e.to_string()))?;
    let hhea = font.hhea().map_err(|e| fail(e.to_string()))?;
    let (ascent, descent) = (hhea.ascender().to_i16(), hhea.descender().to_i16());
    // Widths are handed over in thousandths of an em, so that nothing is left to round.
    let widths =
        used.glyphs.iter().map(|(gid, (width, _))| (used.code(*gid), (*width).clamp(0, 65535) as u16));
    let em = i32::from(head.units_per_em());
    let scaled = |v: i16| (i32::from(v) * 1000 / em) as i16;
    Ok(ParsedFont {
        font_name: Some(format!("{}+{name}", tag(&program))),
        original_bytes: program,
        font_index: 0,
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: widths.collect(),
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: scaled(ascent), descent: scaled(descent) },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: 1000,
            x_min: scaled(head.x_min()),
            // Programs that set lines take this height for their distance; what the file gives as its
            // box reaches for marks that stand on capitals.
            y_min: scaled(descent),
            x_max: scaled(head.x_max()),
            y_max: scaled(ascent),
            caret_slope_rise: hhea.caret_slope_rise(),
            caret_slope_run: hhea.caret_slope_run(),
            us_weight_class: font.os2().map_or(400, |t| t.us_weight_class()),
        },
    })
}

/// The six letters that mark a subset: the same program, the same letters.
fn tag(program: &[u8]) -> String {
    Sha256::digest(program).iter().take(6).map(|b| char::from(b'A' + b % 26)).collect()
}
