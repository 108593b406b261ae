//! Searches a redacted kit for names that are left in it.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId, Stream};

use super::drawn_text::{DrawingReader, decode_strictly};
use super::form_nodes::FormNodes;
use super::save::reachable;
use super::search_term::{SearchTerm, SearchedText, encodings};
use super::vocabulary::{TextKind, Vocabulary};
use super::xmp_text as xmp;
use crate::pdf::read::{ReadError, limits, text_encoding};

/// A part of the file that still holds a removed value or a word of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rest {
    /// This field holds this word.
    Field(String, String),
    /// This part of the file holds this word.
    Elsewhere(FilePart, String),
}

/// A part of a file that is not a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FilePart {
    /// The document information.
    Information,
    /// The XMP metadata.
    Metadata,
    /// An attachment or its name.
    Attachment,
    /// A bookmark.
    Bookmark,
    /// The description of a part of a page for screen readers.
    Description,
    /// The content of the page of this number.
    Page(usize),
    /// Any other part.
    Other,
}

/// Streams without text: their bytes may match a name by chance.
const BINARY_SUBTYPES: [&[u8]; 5] = [b"Image", b"Type1C", b"CIDFontType0C", b"OpenType", b"XRef"];
/// The least length of a search term in a stream, in bytes.
const MIN_TERM_BYTES: usize = 4;

/// The search terms, and the texts that are no names.
pub(super) struct Search<'s> {
    pub(super) terms: &'s [SearchTerm],
    pub(super) kit: &'s Vocabulary,
    /// The texts that stand for removed names.
    pub(super) marks: &'s [&'s str],
}

impl Search<'_> {
    /// Returns the parts of a text that match a term.
    fn find_in(&self, text: &str, kind: TextKind) -> Vec<String> {
        let unmarked = self.marks.iter().fold(text.to_owned(), |text, mark| text.replace(mark, " "));
        let text = SearchedText::new(&unmarked, kind);
        let found = self.terms.iter().filter_map(|term| {
            let found = term.find_in(&text, self.kit)?;
            Some(if found.is_empty() { term.as_str() } else { found }.to_owned())
        });
        found.collect()
    }

    /// Returns the parts of a text that a person wrote that match a term.
    pub(super) fn find_in_written(&self, text: &str) -> Vec<String> {
        self.find_in(text, TextKind::Free)
    }

    /// Returns the parts of a page's text that match a term.
    pub(super) fn find_on_page(&self, text: &str, number: usize, is_changed: bool) -> BTreeSet<Rest> {
        let kind = if is_changed { TextKind::ChangedPage } else { TextKind::OfKit };
        let found = self.find_in(text, kind).into_iter();
        found.map(|word| Rest::Elsewhere(FilePart::Page(number), word)).collect()
    }

    /// Returns the parts of the new file that still hold values or words of them.
    pub(super) fn find_remaining(
        &self,
        document: &Document,
        nodes: &FormNodes,
    ) -> Result<BTreeSet<Rest>, ReadError> {
        let mut found = BTreeSet::new();
        if self.terms.is_empty() {
            return Ok(found);
        }
        let patterns: Vec<(&SearchTerm, Vec<Vec<u8>>)> =
            self.terms.iter().map(|term| (term, encodings(term.as_str()))).collect();
        let mut unfolded = 0;
        let mut drawings = DrawingReader::new(document);
        let information = document.trailer.get(b"Info").and_then(Object::as_reference).ok();
        for id in reachable(document, &document.trailer) {
            let Some(object) = document.objects.get(&id) else { continue };
            let field = nodes.get(&id);
            let mut texts = Vec::new();
            collect_texts(object, b"", &mut texts);
            let part = part_of_object(object, Some(id) == information);
            for (key, text) in &texts {
                let is_written = match field {
                    // The name and the label of a field are not its value.
                    Some(_) => !matches!(*key, b"T" | b"TU" | b"TM" | b"DA" | b"CA"),
                    None => part == FilePart::Information && *key != b"Title",
                };
                let kind = match *key {
                    _ if is_written => TextKind::Free,
                    b"Title" | b"TU" | b"Alt" | b"ActualText" => TextKind::Label,
                    _ => TextKind::OfKit,
                };
                found.extend(self.find_in(text, kind).into_iter().map(|word| match field {
                    Some(name) => Rest::Field(name.clone(), word),
                    None => Rest::Elsewhere(part, word),
                }));
            }
            if let Object::Stream(stream) = object {
                for word in self.find_in_stream(stream, &patterns, &mut unfolded, &mut drawings)? {
                    found.insert(Rest::Elsewhere(part, word));
                }
            }
        }
        Ok(found)
    }

    fn find_in_stream<'d>(
        &self,
        stream: &'d Stream,
        patterns: &[(&SearchTerm, Vec<Vec<u8>>)],
        unfolded: &mut usize,
        drawings: &mut DrawingReader<'d>,
    ) -> Result<Vec<String>, ReadError> {
        let is_named = |key: &[u8], names: &[&[u8]]| {
            stream.dict.get(key).and_then(Object::as_name).is_ok_and(|name| names.contains(&name))
        };
        let is_binary = is_named(b"Subtype", &BINARY_SUBTYPES) || is_named(b"Type", &BINARY_SUBTYPES);
        if is_binary || stream.dict.has(b"Length1") || stream.dict.has(b"N") {
            return Ok(Vec::new());
        }
        let content = decode_strictly(stream)?;
        *unfolded += content.len();
        if *unfolded > limits::ALL_STREAM_BYTES {
            return Err(ReadError::TooCostly);
        }
        if stream.dict.has_type(b"EmbeddedFile") {
            return Ok(self.find_in(&xmp::unescape(&decode_bytes(&content)), TextKind::OfKit));
        }
        if stream.dict.has_type(b"Metadata") {
            return Ok(self.find_in(&xmp::written_text(&decode_bytes(&content)), TextKind::Label));
        }
        if is_named(b"Subtype", &[b"Form"]) {
            let found = self.find_in(&drawings.read_form(stream)?.text, TextKind::OfKit);
            if !found.is_empty() {
                return Ok(found);
            }
        }
        let has_pattern = |patterns: &[Vec<u8>]| {
            let long = patterns.iter().filter(|pattern| pattern.len() >= MIN_TERM_BYTES);
            long.into_iter().any(|pattern| memchr::memmem::find(&content, pattern).is_some())
        };
        let found = patterns.iter().filter(|(term, patterns)| term.is_distinct() && has_pattern(patterns));
        Ok(found.map(|(term, _)| term.as_str().to_owned()).collect())
    }
}

/// Decodes the text of a stream: UTF-8, or UTF-16 with a mark.
fn decode_bytes(content: &[u8]) -> String {
    match content {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => {
            let text = Object::String(content.to_vec(), lopdf::StringFormat::Literal);
            text_encoding::decode_text(&text).unwrap_or_default()
        }
        _ => String::from_utf8_lossy(content).into_owned(),
    }
}

/// Collects the texts of an object, each with the key of its entry.
fn collect_texts<'o>(object: &'o Object, key: &'o [u8], texts: &mut Vec<(&'o [u8], String)>) {
    match object {
        Object::String(..) => texts.extend(text_encoding::decode_text(object).map(|text| (key, text))),
        Object::Array(items) => items.iter().for_each(|item| collect_texts(item, key, texts)),
        Object::Dictionary(dict) => dict.iter().for_each(|(key, value)| collect_texts(value, key, texts)),
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(key, value)| collect_texts(value, key, texts));
        }
        _ => {}
    }
}

fn part_of_object(object: &Object, is_information: bool) -> FilePart {
    let dict = match object {
        Object::Stream(stream) => &stream.dict,
        Object::Dictionary(dict) => dict,
        _ => return FilePart::Other,
    };
    match dict.get_type().unwrap_or_default() {
        _ if is_information => FilePart::Information,
        b"EmbeddedFile" | b"Filespec" => FilePart::Attachment,
        b"Metadata" => FilePart::Metadata,
        b"StructElem" => FilePart::Description,
        _ if dict.has(b"Title") && dict.has(b"Parent") => FilePart::Bookmark,
        _ if dict.has(b"S") && dict.has(b"P") => FilePart::Description,
        _ => FilePart::Other,
    }
}

/// Returns the id of every form drawing of a field: its appearances.
pub(super) fn appearances(document: &Document, node: ObjectId) -> Vec<ObjectId> {
    let Ok(dict) = document.get_dictionary(node) else { return Vec::new() };
    let Ok(looks) = dict.get_deref(b"AP", document).and_then(Object::as_dict) else { return Vec::new() };
    let mut found = Vec::new();
    for (_, look) in looks {
        if let Ok(id) = look.as_reference()
            && matches!(document.get_object(id), Ok(Object::Stream(_)))
        {
            found.push(id);
        } else if let Ok((_, Object::Dictionary(states))) = document.dereference(look) {
            found.extend(states.iter().filter_map(|(_, state)| state.as_reference().ok()));
        }
    }
    found
}
