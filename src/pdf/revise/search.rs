//! Searches a redacted kit for names that are left in it.

use std::collections::{BTreeSet, HashMap};

use lopdf::{Document, Object, ObjectId, Stream};

use super::drawn_text::{DrawingReader, decode_strictly};
use super::fold::squeeze;
use super::form_nodes::FormNodes;
use super::printed_pages::{PrintedPage, PrintedPages};
use super::save::reachable;
use super::search_term::{SearchTerm, SearchedText, encodings};
use super::vocabulary::{TextKind, Vocabulary};
use super::widgets;
use super::xmp_text::{self, XmpTexts};
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

/// The size of the pieces in which a text is searched, and of what two of them share.
const PIECE_BYTES: usize = 1 << 20;
const OVERLAP_BYTES: usize = 16 << 10;

/// The search terms, and the texts that are no names.
pub(super) struct Search<'s> {
    pub(super) terms: &'s [SearchTerm],
    pub(super) kit: &'s Vocabulary,
    /// The pages of the kit as it was built, if the pages of the file differ from them.
    pub(super) printed: &'s PrintedPages,
    /// The texts that stand for removed names.
    pub(super) marks: &'s [&'s str],
}

impl Search<'_> {
    /// Returns the parts of a text that match a term.
    fn find_in(&self, text: &str, kind: TextKind) -> Vec<String> {
        self.find_beside(text, kind, None)
    }

    /// Returns the parts of a text that match a term, and that the page as it was built does not have. The words of a
    /// long text are searched in pieces, which take less memory.
    fn find_beside(&self, text: &str, kind: TextKind, printed: Option<&PrintedPage>) -> Vec<String> {
        let unmarked = self.marks.iter().fold(text.to_owned(), |text, mark| text.replace(mark, " "));
        let mut found: Vec<String> = Vec::new();
        for piece in pieces(&unmarked) {
            let text = SearchedText::new(piece, kind).with_printed(printed);
            for term in self.terms {
                if let Some(word) = term.find_in(&text, self.kit) {
                    let word = if word.is_empty() { term.as_str() } else { word };
                    if !found.iter().any(|known| known == word) {
                        found.push(word.to_owned());
                    }
                }
            }
        }
        found
    }

    /// Returns the parts of a text that a person wrote that match a term.
    pub(super) fn find_in_written(&self, text: &str) -> Vec<String> {
        self.find_in(text, TextKind::Written)
    }

    /// Returns the parts of a page's text that match a term.
    pub(super) fn find_on_page(&self, text: &str, index: usize, is_changed: bool) -> BTreeSet<Rest> {
        let found = if is_changed {
            self.find_beside(text, TextKind::Drawn, self.printed.most_similar(text, index))
        } else {
            self.find_in(text, TextKind::OfKit)
        };
        found.into_iter().map(|word| Rest::Elsewhere(FilePart::Page(index + 1), word)).collect()
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
        let drawn_by = drawings_of_fields(document, nodes);
        for id in reachable(document, &document.trailer) {
            let Some(object) = document.objects.get(&id) else { continue };
            let field = nodes.get(&id);
            let mut texts = Vec::new();
            collect_texts(object, b"", &mut texts);
            let part = part_of_object(object, Some(id) == information);
            for (key, text) in &texts {
                let kind = kind_of_entry(key, field.is_some(), part == FilePart::Information);
                found.extend(self.find_in(text, kind).into_iter().map(|word| match field {
                    Some(name) => Rest::Field(name.clone(), word),
                    None => Rest::Elsewhere(part, word),
                }));
            }
            if let Object::Stream(stream) = object {
                let field = drawn_by.get(&id);
                let value = field.map(|(node, _)| value_of_field(document, *node));
                let value = value.as_deref();
                for word in self.find_in_stream(stream, value, &patterns, &mut unfolded, &mut drawings)? {
                    found.insert(match field {
                        Some((_, name)) => Rest::Field((*name).clone(), word),
                        None => Rest::Elsewhere(part, word),
                    });
                }
            }
        }
        Ok(found)
    }

    fn find_in_stream<'d>(
        &self,
        stream: &'d Stream,
        value_of_field: Option<&str>,
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
            return Ok(self.find_in(&xmp_text::unescape(&decode_bytes(&content)), TextKind::OfKit));
        }
        if stream.dict.has_type(b"Metadata") {
            let texts = XmpTexts::read(&decode_bytes(&content));
            let in_programs = self.find_in(&texts.programs, TextKind::OfProgram);
            return Ok([self.find_in(&texts.written, TextKind::Label), in_programs].concat());
        }
        if is_named(b"Subtype", &[b"Form"]) {
            let drawn = drawings.read_form(stream)?.text;
            let kind = match value_of_field {
                Some(value) if squeeze(value) == squeeze(&drawn) => TextKind::Written,
                Some(_) => TextKind::Drawn,
                None => TextKind::OfKit,
            };
            let found = self.find_in(&drawn, kind);
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

/// Returns the last start of a character up to a byte, or the end of the text.
fn char_boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Splits a text into pieces that overlap by more than a search term, at spaces if there are any.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut is_done = false;
    std::iter::from_fn(move || {
        if is_done {
            return None;
        }
        let end = char_boundary_before(text, start + PIECE_BYTES);
        is_done = end == text.len();
        let piece = text.get(start..end)?;
        let next = char_boundary_before(text, end - end.min(OVERLAP_BYTES));
        let space = text.get(next..end).and_then(|overlap| overlap.find(char::is_whitespace));
        start = next + space.unwrap_or(0);
        Some(piece)
    })
}

/// Returns the node and the name of the field that each drawing is of.
fn drawings_of_fields<'n>(
    document: &Document,
    nodes: &'n FormNodes,
) -> HashMap<ObjectId, (ObjectId, &'n String)> {
    let drawings = nodes.iter().flat_map(|(id, name)| {
        appearances(document, *id).into_iter().map(move |drawing| (drawing, (*id, name)))
    });
    drawings.collect()
}

/// Returns the text of a field; empty if it has none.
fn value_of_field(document: &Document, node: ObjectId) -> String {
    let Ok(dict) = document.get_dictionary(node) else { return String::new() };
    let chain = widgets::chain(document, dict);
    let value = chain.iter().find_map(|dict| dict.get_deref(b"V", document).ok());
    value.and_then(text_encoding::decode_text).unwrap_or_default()
}

/// Returns the kind of the text of a dictionary's entry.
fn kind_of_entry(key: &[u8], is_in_field: bool, is_information: bool) -> TextKind {
    match key {
        b"Producer" | b"Creator" if is_information => TextKind::OfProgram,
        // The character collection of a font and the name of a color profile.
        b"Registry" | b"Ordering" | b"OutputCondition" | b"OutputConditionIdentifier" | b"RegistryName" => {
            TextKind::OfProgram
        }
        b"Title" | b"TU" | b"Alt" | b"ActualText" => TextKind::Label,
        // The name and the label of a field are not its value.
        b"T" | b"TM" | b"DA" | b"CA" if is_in_field => TextKind::OfKit,
        _ if is_in_field || is_information => TextKind::Written,
        _ => TextKind::OfKit,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_long_text_share_more_than_a_search_term() {
        assert_eq!(pieces("a b").collect::<Vec<_>>(), ["a b"]);
        assert_eq!(pieces("").collect::<Vec<_>>(), [""]);
        for text in ["é ".repeat(PIECE_BYTES), "é".repeat(PIECE_BYTES)] {
            let found: Vec<&str> = pieces(&text).collect();
            assert!(found.len() > 1 && found.iter().all(|piece| piece.len() <= PIECE_BYTES));
            let total: usize = found.iter().map(|piece| piece.len()).sum();
            assert!(total >= text.len() + (found.len() - 1) * (OVERLAP_BYTES - 4));
            assert!(text.ends_with(found[found.len() - 1]));
        }
    }
}
