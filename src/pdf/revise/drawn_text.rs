//! The text of pages and appearances, as far as it can be read from what they draw.

use std::collections::{BTreeSet, HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::content_lexer::{Operand, OperandStack};
use super::font_text::FontText;
use crate::pdf::read::{ReadError, limits, page_attribute, text_encoding};

/// The space between two parts of a text that reads as a space, in thousandths of the size.
const WORD_GAP: f32 = -180.0;
/// The greatest depth of drawings inside drawings.
const MAX_DEPTH: usize = 8;

/// The text that a page or an appearance draws.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DrawnText {
    pub(super) text: String,
    /// True if it draws a picture, in which no text can be searched.
    pub(super) has_picture: bool,
    /// True if some characters cannot be read.
    pub(super) has_unknown: bool,
}

/// Reads drawings of one document. Fonts are read once.
pub(super) struct DrawingReader<'d> {
    document: &'d Document,
    fonts: HashMap<ObjectId, FontText<'d>>,
    /// The decoded bytes so far.
    decoded: usize,
}

/// A drawing that is being read.
struct Drawing<'r> {
    found: &'r mut DrawnText,
    /// The drawings around this one.
    around: Vec<ObjectId>,
    seen: HashSet<ObjectId>,
}

impl<'d> DrawingReader<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self { document, fonts: HashMap::new(), decoded: 0 }
    }

    /// Reads the text of a page. A content stream that cannot be decoded is damage.
    pub(super) fn read_page(&mut self, page: ObjectId) -> Result<DrawnText, ReadError> {
        let resources = page_attribute(self.document, page, b"Resources").and_then(|r| r.as_dict().ok());
        self.read_streams(&page_streams(self.document, page)?, resources)
    }

    /// Reads the text of an appearance.
    pub(super) fn read_form(&mut self, form: &'d Stream) -> Result<DrawnText, ReadError> {
        let resources = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        self.read_streams(&[form], resources)
    }

    fn read_streams(
        &mut self,
        streams: &[&Stream],
        resources: Option<&'d Dictionary>,
    ) -> Result<DrawnText, ReadError> {
        let mut found = DrawnText::default();
        let mut drawing = Drawing { found: &mut found, around: Vec::new(), seen: HashSet::new() };
        self.read_into(streams, resources, &mut drawing)?;
        Ok(found)
    }

    fn decode(&mut self, stream: &Stream) -> Result<Vec<u8>, ReadError> {
        let content = decode_strictly(stream)?;
        self.decoded += content.len();
        if self.decoded > limits::ALL_STREAM_BYTES { Err(ReadError::TooCostly) } else { Ok(content) }
    }

    /// Reads the streams of one drawing, of which one is decoded at a time.
    fn read_into(
        &mut self,
        streams: &[&Stream],
        resources: Option<&'d Dictionary>,
        drawing: &mut Drawing<'_>,
    ) -> Result<(), ReadError> {
        let mut font: Option<Vec<u8>> = None;
        let mut operands = OperandStack::default();
        let mut inner: BTreeSet<Vec<u8>> = BTreeSet::new();
        for stream in streams {
            let content = self.decode(stream)?;
            operands.visit_operators(&content, |operator, operands| match operator {
                // A longer text is reported below.
                _ if drawing.found.text.len() > limits::TEXT_BYTES => {}
                b"Tf" => font = last_name(operands).map(<[u8]>::to_vec),
                b"Tj" | b"TJ" | b"'" | b"\"" | b"" => {
                    if matches!(operator, b"'" | b"\"") {
                        drawing.found.text.push(' ');
                    }
                    self.show(operands, font.as_deref(), resources, drawing.found);
                }
                b"Td" | b"TD" | b"T*" | b"Tm" | b"BT" => drawing.found.text.push(' '),
                b"BDC" | b"DP" => push_read_aloud(operands, &mut drawing.found.text),
                b"ID" => drawing.found.has_picture = true,
                b"Do" => inner.extend(last_name(operands).map(<[u8]>::to_vec)),
                _ => {}
            });
            if drawing.found.text.len() > limits::TEXT_BYTES {
                return Err(ReadError::TooCostly);
            }
        }
        for name in inner {
            self.read_object(&name, resources, drawing)?;
        }
        Ok(())
    }

    /// Adds the text of an object that a drawing paints.
    fn read_object(
        &mut self,
        name: &[u8],
        resources: Option<&'d Dictionary>,
        drawing: &mut Drawing<'_>,
    ) -> Result<(), ReadError> {
        let objects = resources.and_then(|r| r.get_deref(b"XObject", self.document).ok()?.as_dict().ok());
        let Some(object) = objects.and_then(|objects| objects.get(name).ok()) else { return Ok(()) };
        let Ok((id, Object::Stream(stream))) = self.document.dereference(object) else { return Ok(()) };
        if !stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form") {
            drawing.found.has_picture = true;
            return Ok(());
        }
        let Some(id) = id else { return Ok(()) };
        if drawing.around.len() >= MAX_DEPTH || drawing.around.contains(&id) || !drawing.seen.insert(id) {
            return Ok(());
        }
        let own = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        drawing.around.push(id);
        drawing.found.text.push(' ');
        self.read_into(&[stream], own.or(resources), drawing)?;
        drawing.around.pop();
        Ok(())
    }

    /// Adds the characters of a text operator.
    fn show(
        &mut self,
        operands: &[Operand],
        font: Option<&[u8]>,
        resources: Option<&'d Dictionary>,
        found: &mut DrawnText,
    ) {
        let document = self.document;
        let dict = || {
            let fonts = resources?.get_deref(b"Font", document).ok()?.as_dict().ok()?;
            let (id, font) = document.dereference(fonts.get(font?).ok()?).ok()?;
            Some((id, font.as_dict().ok()?))
        };
        let font = dict();
        let known = font.and_then(|(id, _)| self.fonts.remove(&id?));
        let characters = known.or_else(|| font.map(|(_, font)| FontText::read(document, font)));
        let characters = characters.unwrap_or(FontText::Unknown);
        for operand in operands {
            match operand {
                Operand::String(bytes) => found.has_unknown |= !characters.decode(bytes, &mut found.text),
                Operand::Number(gap) if *gap < WORD_GAP => found.text.push(' '),
                _ => {}
            }
        }
        if let Some((Some(id), _)) = font {
            self.fonts.insert(id, characters);
        }
    }
}

/// Adds the text that is read aloud in place of a drawing.
fn push_read_aloud(operands: &[Operand], text: &mut String) {
    for operand in operands {
        if let Operand::String(bytes) = operand {
            let object = Object::String(bytes.clone(), lopdf::StringFormat::Literal);
            text.push(' ');
            text.extend(text_encoding::decode_text(&object));
            text.push(' ');
        }
    }
}

fn last_name(operands: &[Operand]) -> Option<&[u8]> {
    operands.iter().rev().find_map(|operand| match operand {
        Operand::Name(name) => Some(name.as_slice()),
        _ => None,
    })
}

/// Returns the content streams of a page.
fn page_streams(document: &Document, page: ObjectId) -> Result<Vec<&Stream>, ReadError> {
    let dict = document.get_dictionary(page).map_err(|_| ReadError::Damaged)?;
    let Ok(contents) = dict.get_deref(b"Contents", document) else { return Ok(Vec::new()) };
    let parts = match contents {
        Object::Array(parts) => parts.as_slice(),
        part => std::slice::from_ref(part),
    };
    let mut seen = HashSet::new();
    // A stream that is listed again shows nothing new.
    let is_new = |part: &&Object| part.as_reference().map_or(true, |id| seen.insert(id));
    let streams = parts.iter().filter(is_new).map(|part| document.dereference(part)?.1.as_stream());
    streams.collect::<Result<_, _>>().map_err(|_| ReadError::Damaged)
}

/// Checks that the content of a page can be decoded to its end.
pub(super) fn check_page(document: &Document, page: ObjectId, with_checksum: bool) -> Result<(), ReadError> {
    for stream in page_streams(document, page)? {
        decode_strictly(stream)?;
        let is_deflated = matches!(stream.filters().as_deref(), Ok([b"FlateDecode"]));
        if with_checksum && is_deflated && !has_right_checksum(stream) {
            return Err(ReadError::Damaged);
        }
    }
    Ok(())
}

/// Returns true if the checksum of a compressed stream is right, or missing.
fn has_right_checksum(stream: &Stream) -> bool {
    let Ok(decoded) = stream.decompressed_content_with_limit(limits::STREAM_BYTES) else { return false };
    let size = decoded.len().max(1);
    let mut out = vec![0; size];
    let mut decompressor = libdeflater::Decompressor::new();
    // Predictors change the size, so that the check is left out.
    if stream.dict.has(b"DecodeParms") {
        return true;
    }
    decompressor.zlib_decompress(&stream.content, &mut out).is_ok()
}

/// Decodes a stream. The PDF library returns a part of a damaged one; here it is an error.
pub(super) fn decode_strictly(stream: &Stream) -> Result<Vec<u8>, ReadError> {
    let is_deflated = matches!(stream.filters().as_deref(), Ok([b"FlateDecode"]));
    if is_deflated && !is_sound(&stream.content) {
        return Err(ReadError::Damaged);
    }
    stream.get_plain_content_with_limit(limits::STREAM_BYTES).map_err(|error| match error {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => ReadError::TooCostly,
        _ => ReadError::Damaged,
    })
}

/// Returns true if a compressed stream can be decompressed to its end. A missing or wrong checksum alone
/// stops no reader.
fn is_sound(content: &[u8]) -> bool {
    let Some(body) = content.get(2..) else { return content.is_empty() };
    let mut size = (content.len() * 8).clamp(1 << 12, limits::STREAM_BYTES + 1);
    let mut decompressor = libdeflater::Decompressor::new();
    loop {
        let mut out = vec![0; size];
        match decompressor.deflate_decompress(body, &mut out) {
            Err(libdeflater::DecompressionError::InsufficientSpace) if size <= limits::STREAM_BYTES => {
                size = (size * 4).min(limits::STREAM_BYTES + 1);
            }
            // A stream beyond the limit is reported when it is decoded.
            Ok(_) | Err(libdeflater::DecompressionError::InsufficientSpace) => return true,
            Err(libdeflater::DecompressionError::BadData) => return false,
        }
    }
}
