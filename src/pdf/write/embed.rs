//! Fonts cut down to the glyphs in use, and their way into a document.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{Codepoint, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont};
use printpdf::{PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, TextItem};
use sha2::{Digest, Sha256};
use skrifa::raw::{FontRef, TableProvider};

use super::file::File;
use super::fonts::{UsedFace, UsedFaces};
use super::unhinted::unhinted;
use crate::layout::FontSet;
use crate::pdf::compress::Deflater;
use crate::pdf::error::{PdfError, check};

/// What objects can be added to.
pub(crate) trait Objects {
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

/// A face cut down to the glyphs of a document and compressed: its objects, which refer to each other by
/// their places in the list and to those before them only. The last is the font.
pub(crate) struct EmbeddedFont(Vec<Object>);

impl EmbeddedFont {
    /// Cuts a face.
    pub(crate) fn of(used: &UsedFace, fonts: &FontSet, deflater: &mut Deflater) -> Result<Self, PdfError> {
        let mut described = described(used, fonts)?;
        let library = |error: lopdf::Error| PdfError::Library(error.to_string());
        let font = font_dictionary(&described).map_err(library)?;
        let font = font.get(used.resource().as_bytes()).cloned().map_err(library)?;
        let mut taken = Taken { objects: Vec::new(), places: BTreeMap::new() };
        let font = taken.take(&font, &mut described, deflater);
        // A font that is no object of its own becomes one.
        if !matches!(font, Object::Reference(_)) {
            taken.objects.push(font);
        }
        Ok(Self(taken.objects))
    }

    /// Adds the face to a document and returns what refers to it.
    pub(crate) fn add(&self, out: &mut impl Objects) -> Object {
        let mut ids: Vec<ObjectId> = Vec::with_capacity(self.0.len());
        for object in &self.0 {
            let id = out.add(with_ids(object, &ids));
            ids.push(id);
        }
        ids.last().map_or(Object::Null, |id| Object::Reference(*id))
    }
}

/// A copy that refers to objects by their ids in a document, instead of their places in a list.
fn with_ids(object: &Object, ids: &[ObjectId]) -> Object {
    let dictionary = |dict: &Dictionary| -> Dictionary {
        dict.iter().map(|(key, value)| (key.clone(), with_ids(value, ids))).collect()
    };
    match object {
        Object::Reference((place, _)) => ids.get(*place as usize).map_or(Object::Null, |id| (*id).into()),
        Object::Array(items) => Object::Array(items.iter().map(|item| with_ids(item, ids)).collect()),
        Object::Dictionary(dict) => Object::Dictionary(dictionary(dict)),
        Object::Stream(stream) => {
            let copy = Stream::new(dictionary(&stream.dict), stream.content.clone());
            Object::Stream(copy.with_compression(false))
        }
        other => other.clone(),
    }
}

/// Adds the fonts to a document and returns the dictionary pages find them in.
pub(crate) fn embed(
    faces: &UsedFaces,
    fonts: &FontSet,
    out: &mut impl Objects,
    deflater: &mut Deflater,
) -> Result<Dictionary, PdfError> {
    let mut dictionary = Dictionary::new();
    for used in faces.iter() {
        dictionary.set(used.resource(), EmbeddedFont::of(used, fonts, deflater)?.add(out));
    }
    Ok(dictionary)
}

/// A document of the library that has the face, cut.
fn described(used: &UsedFace, fonts: &FontSet) -> Result<Document, PdfError> {
    let mut specimen = PdfDocument::new("");
    let id = FontId(used.resource());
    specimen.resources.fonts.map.insert(id.clone(), PdfFont::new(parsed(used, fonts)?));
    // The specimen page shows every glyph once, so that the library describes them all; only
    // its font goes into the document.
    let ops = vec![
        Op::StartTextSection,
        Op::SetFont { font: PdfFontHandle::External(id), size: Pt(10.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(codepoints(used))] },
        Op::EndTextSection,
    ];
    specimen.pages.push(PdfPage::new(Mm(10.0), Mm(10.0), ops));
    let mut warnings = Vec::new();
    let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
    let described = specimen.to_lopdf_document(&options, &mut warnings);
    check(&warnings)?;
    Ok(described)
}

fn font_dictionary(document: &Document) -> lopdf::Result<Dictionary> {
    let page = document.page_iter().next().ok_or(lopdf::Error::PageNumberNotFound(1))?;
    let resources = document.get_dict_in_dict(document.get_dictionary(page)?, b"Resources")?;
    document.get_dict_in_dict(resources, b"Font").cloned()
}

/// Objects taken out of a document, with all they refer to and their streams compressed.
struct Taken {
    objects: Vec<Object>,
    places: BTreeMap<ObjectId, u32>,
}

impl Taken {
    fn take(&mut self, object: &Object, from: &mut Document, deflater: &mut Deflater) -> Object {
        match object {
            Object::Reference(id) => {
                if let Some(place) = self.places.get(id) {
                    return Object::Reference((*place, 0));
                }
                let target = from.objects.remove(id).unwrap_or(Object::Null);
                let copy = self.take(&target, from, deflater);
                let place = self.objects.len() as u32;
                self.objects.push(copy);
                self.places.insert(*id, place);
                Object::Reference((place, 0))
            }
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.take(item, from, deflater)).collect())
            }
            Object::Dictionary(dict) => Object::Dictionary(self.take_all(dict, from, deflater)),
            Object::Stream(stream) => {
                let dict = self.take_all(&stream.dict, from, deflater);
                Object::Stream(deflater.stream(dict, &stream.content))
            }
            other => other.clone(),
        }
    }

    fn take_all(&mut self, dict: &Dictionary, from: &mut Document, deflater: &mut Deflater) -> Dictionary {
        dict.iter().map(|(key, value)| (key.clone(), self.take(value, from, deflater))).collect()
    }
}

fn codepoints(used: &UsedFace) -> Vec<Codepoint> {
    used.glyphs
        .iter()
        // A glyph that never stands for characters of its own still needs some: PDF/UA asks for a
        // mapping of every glyph, and a word joiner adds nothing to the text.
        .map(|(gid, (_, text))| Codepoint {
            gid: used.code(*gid),
            offset: 0.0,
            cid: Some(if text.is_empty() { "\u{2060}".to_owned() } else { text.to_string() }),
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
