//! The only file that uses `printpdf`: it describes a subset font as PDF objects.
//!
//! `printpdf` writes whole documents, so the objects of a font are taken from a document with one page that
//! shows every glyph of the subset.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfParseErrorSeverity, PdfSaveOptions, PdfWarnMsg, Pt, TextItem,
};
use sha2::{Digest, Sha256};
use skrifa::raw::{FontRef, TableProvider};

use super::hints::strip_hints;
use super::used_font_faces::UsedFace;
use crate::layout::FontSet;
use crate::layout::text::FontFile;
use crate::pdf::error::PdfError;

/// The characters of a glyph that never stands for characters of its own: a word joiner, which adds nothing
/// to the text. PDF/UA asks for a mapping of every glyph.
const WORD_JOINER: &str = "\u{2060}";

/// Returns a document that holds the subset of a face, and the font object in it.
pub(super) fn describe_font(used: &UsedFace, fonts: &FontSet) -> Result<(Document, Object), PdfError> {
    let mut specimen = PdfDocument::new("");
    let id = FontId(used.resource_name());
    specimen.resources.fonts.map.insert(id.clone(), PdfFont::new(subset_font(used, fonts)?));
    let ops = vec![
        Op::StartTextSection,
        Op::SetFont { font: PdfFontHandle::External(id), size: Pt(10.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(codepoints(used))] },
        Op::EndTextSection,
    ];
    specimen.pages.push(PdfPage::new(Mm(10.0), Mm(10.0), ops));
    let mut messages = Vec::new();
    let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
    let document = specimen.to_lopdf_document(&options, &mut messages);
    reject_errors(&messages)?;
    let font = font_dictionary(&document)
        .and_then(|fonts| fonts.get(used.resource_name().as_bytes()).cloned())
        .map_err(|error| PdfError::Library(error.to_string()))?;
    Ok((document, font))
}

/// Returns the fonts of the first page.
fn font_dictionary(document: &Document) -> lopdf::Result<&Dictionary> {
    let page = document.page_iter().next().ok_or(lopdf::Error::PageNumberNotFound(1))?;
    let resources = document.get_dict_in_dict(document.get_dictionary(page)?, b"Resources")?;
    document.get_dict_in_dict(resources, b"Font")
}

/// Turns the errors that the library reports as messages into an error.
fn reject_errors(messages: &[PdfWarnMsg]) -> Result<(), PdfError> {
    match messages.iter().find(|m| m.severity == PdfParseErrorSeverity::Error) {
        Some(error) => Err(PdfError::Library(error.msg.clone())),
        None => Ok(()),
    }
}

fn codepoints(used: &UsedFace) -> Vec<Codepoint> {
    let codepoint = |(glyph, (_, text)): (&u16, &(i32, std::sync::Arc<str>))| Codepoint {
        gid: used.code(*glyph),
        offset: 0.0,
        cid: Some(if text.is_empty() { WORD_JOINER.to_owned() } else { text.to_string() }),
    };
    used.glyphs.iter().map(codepoint).collect()
}

/// Returns the subset of a face in the form that `printpdf` takes.
fn subset_font(used: &UsedFace, fonts: &FontSet) -> Result<ParsedFont, PdfError> {
    let name = fonts.postscript_name(used.face);
    let fail = |reason: String| PdfError::Subset { font: name.clone(), reason };
    let FontFile { bytes, index } = fonts.file(used.face);
    let program = subsetter::subset(bytes, index, &used.remapper).map_err(|e| fail(e.to_string()))?;
    let program = strip_hints(program);
    let font = FontRef::from_index(bytes, index).map_err(|e| fail(e.to_string()))?;
    let head = font.head().map_err(|e| fail(e.to_string()))?;
    let hhea = font.hhea().map_err(|e| fail(e.to_string()))?;
    let (ascent, descent) = (hhea.ascender().to_i16(), hhea.descender().to_i16());
    // Widths are given in thousandths of an em, so that `printpdf` has nothing to round.
    let widths =
        used.glyphs.iter().map(|(gid, (width, _))| (used.code(*gid), (*width).clamp(0, 65535) as u16));
    let em = i32::from(head.units_per_em());
    let thousandths = |v: i16| (i32::from(v) * 1000 / em) as i16;
    Ok(ParsedFont {
        font_name: Some(format!("{}+{name}", subset_tag(&program))),
        original_bytes: program,
        font_index: 0,
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: widths.collect(),
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: thousandths(ascent), descent: thousandths(descent) },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: 1000,
            x_min: thousandths(head.x_min()),
            // Programs take the height of this box for the line distance in fields. The box of the font is
            // higher: it has room for marks on capitals.
            y_min: thousandths(descent),
            x_max: thousandths(head.x_max()),
            y_max: thousandths(ascent),
            caret_slope_rise: hhea.caret_slope_rise(),
            caret_slope_run: hhea.caret_slope_run(),
            us_weight_class: font.os2().map_or(400, |t| t.us_weight_class()),
        },
    })
}

/// Returns the six letters that mark a subset. Equal programs have equal letters.
fn subset_tag(program: &[u8]) -> String {
    Sha256::digest(program).iter().take(6).map(|b| char::from(b'A' + b % 26)).collect()
}
