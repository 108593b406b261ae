//! Searches a file for removed values. They are cut from metadata and remarks; other fields,
//! attachments and drawings that still hold them are reported.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, text_string};

use super::save::reachable;
use super::search_term::{SearchTerm, encodings};
use crate::pdf::read::{ReadError, limits, text_encoding};

/// A part of the file that still holds a removed value or a word of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rest {
    /// This field holds this word.
    Field(String, String),
    /// This part of the file holds this word.
    Elsewhere(FilePart, String),
}

/// Streams without text: their bytes may match a name by chance.
const BINARY_SUBTYPES: [&[u8]; 5] = [b"Image", b"Type1C", b"CIDFontType0C", b"OpenType", b"XRef"];
/// The least length of a search term in a stream, in bytes.
const MIN_TERM_BYTES: usize = 4;

/// Cuts values from metadata and remarks, and returns the number of parts it changed. Everything else
/// that is no field was built into the kit: a name may be a word of a question.
pub(super) fn cut_values(
    document: &mut Document,
    nodes: &BTreeMap<ObjectId, String>,
    terms: &[SearchTerm],
    by: &str,
) -> usize {
    let mut count = 0;
    let info = information_id(document);
    for (id, object) in &mut document.objects {
        if nodes.contains_key(id) {
            continue;
        }
        let kind = part_of_object(object, Some(*id) == info);
        let is_changed = match object {
            Object::Stream(stream) if kind == FilePart::Metadata => {
                cut_in_metadata(stream, terms, by) | cut_in_dict(&mut stream.dict, terms, by)
            }
            other => {
                matches!(kind, FilePart::Information | FilePart::Remark) && cut_in_object(other, terms, by)
            }
        };
        count += usize::from(is_changed);
    }
    count
}

/// XMP metadata are plain text with XML escapes.
fn cut_in_metadata(stream: &mut lopdf::Stream, terms: &[SearchTerm], by: &str) -> bool {
    let Ok(content) = stream.get_plain_content_with_limit(limits::TEXT_BYTES) else { return false };
    let Ok(mut text) = String::from_utf8(content) else { return false };
    let mut is_changed = false;
    for term in terms {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let in_xml = SearchTerm::new(&escaped(term.as_str()));
        if let Some(new) = in_xml.and_then(|term| term.replace_in(&text, &escaped(by))) {
            text = new;
            is_changed = true;
        }
    }
    if is_changed {
        stream.set_plain_content(text.into_bytes());
    }
    is_changed
}

fn cut_in_object(object: &mut Object, terms: &[SearchTerm], by: &str) -> bool {
    match object {
        Object::String(..) => cut_in_text(object, terms, by),
        Object::Array(items) => {
            items.iter_mut().fold(false, |is_changed, item| cut_in_object(item, terms, by) | is_changed)
        }
        Object::Dictionary(dict) => cut_in_dict(dict, terms, by),
        Object::Stream(stream) => cut_in_dict(&mut stream.dict, terms, by),
        _ => false,
    }
}

fn cut_in_dict(dict: &mut Dictionary, terms: &[SearchTerm], by: &str) -> bool {
    let mut is_changed = false;
    for (_, object) in dict.iter_mut() {
        is_changed |= cut_in_object(object, terms, by);
    }
    if is_changed && dict.has(b"Subtype") && dict.has(b"Rect") {
        // The appearance of a remark has the value too; programs redraw it.
        dict.remove(b"AP");
    }
    is_changed
}

fn cut_in_text(object: &mut Object, terms: &[SearchTerm], by: &str) -> bool {
    let Some(mut text) = text_encoding::decode_text(object) else { return false };
    let mut is_changed = false;
    for term in terms {
        if let Some(new) = term.replace_in(&text, by) {
            text = new;
            is_changed = true;
        }
    }
    if is_changed {
        *object = text_string(&text);
    }
    is_changed
}

/// Returns the parts of the new file that still hold values or words of them.
pub(super) fn find_remaining(
    document: &Document,
    nodes: &BTreeMap<ObjectId, String>,
    terms: &[SearchTerm],
) -> Result<Vec<Rest>, ReadError> {
    let mut found = BTreeSet::new();
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let patterns: Vec<(&SearchTerm, Vec<Vec<u8>>)> =
        terms.iter().map(|term| (term, encodings(term.as_str()))).collect();
    let mut unfolded = 0;
    let info = information_id(document);
    for id in reachable(document, &document.trailer) {
        let Some(object) = document.objects.get(&id) else { continue };
        let name = nodes.get(&id);
        let mut texts = Vec::new();
        match (object, name) {
            // The name and the label of a field are not its value.
            (Object::Dictionary(dict), Some(_)) => {
                let values = dict.iter().filter(|(key, _)| !matches!(key.as_slice(), b"T" | b"TU" | b"TM"));
                values.for_each(|(_, object)| collect_texts(object, &mut texts));
            }
            (object, _) => collect_texts(object, &mut texts),
        }
        let kind = part_of_object(object, Some(id) == info);
        for text in &texts {
            for term in terms {
                let word = match name {
                    Some(_) => term.find_in(text),
                    None if matches!(kind, FilePart::Information | FilePart::Remark) => term.find_in(text),
                    None => term.find_whole_in(text).filter(|_| term.is_distinct()),
                };
                found.extend(word.map(|word| match name {
                    Some(name) => Rest::Field(name.clone(), word.to_owned()),
                    None => Rest::Elsewhere(kind, word.to_owned()),
                }));
            }
        }
        if let Object::Stream(stream) = object {
            find_in_stream(stream, kind, &patterns, &mut unfolded, &mut found)?;
        }
    }
    Ok(found.into_iter().collect())
}

fn find_in_stream(
    stream: &lopdf::Stream,
    kind: FilePart,
    patterns: &[(&SearchTerm, Vec<Vec<u8>>)],
    unfolded: &mut usize,
    found: &mut BTreeSet<Rest>,
) -> Result<(), ReadError> {
    let is_named = |key: &[u8]| {
        let name = stream.dict.get(key).and_then(Object::as_name);
        name.is_ok_and(|name| BINARY_SUBTYPES.contains(&name))
    };
    if is_named(b"Subtype") || is_named(b"Type") || stream.dict.has(b"Length1") || stream.dict.has(b"N") {
        return Ok(());
    }
    let content = if stream.dict.has(b"Filter") {
        stream.decompressed_content_with_limit(limits::STREAM_BYTES).map_err(|_| ReadError::TooCostly)?
    } else {
        stream.content.clone()
    };
    *unfolded += content.len();
    if *unfolded > limits::ALL_STREAM_BYTES {
        return Err(ReadError::TooCostly);
    }
    let is_text = stream.dict.has_type(b"EmbeddedFile") || stream.dict.has_type(b"Metadata");
    let text = std::str::from_utf8(&content).ok().filter(|_| is_text);
    for (term, patterns) in patterns {
        if let Some(word) = text.and_then(|text| term.find_whole_in(text)) {
            found.insert(Rest::Elsewhere(kind, word.to_owned()));
        } else if patterns.iter().any(|pattern| {
            pattern.len() >= MIN_TERM_BYTES && content.windows(pattern.len()).any(|part| part == pattern)
        }) {
            found.insert(Rest::Elsewhere(kind, term.as_str().to_owned()));
        }
    }
    Ok(())
}

/// Collects the texts of an object.
fn collect_texts(object: &Object, texts: &mut Vec<String>) {
    match object {
        Object::String(..) => texts.extend(text_encoding::decode_text(object)),
        Object::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| collect_texts(value, texts)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| collect_texts(value, texts)),
        _ => {}
    }
}

/// A part of a file that is not a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FilePart {
    /// The document information.
    Information,
    /// The XMP metadata.
    Metadata,
    /// A remark on a page.
    Remark,
    /// An attachment or its name.
    Attachment,
    /// The content of a page or of a form.
    Drawing,
    /// Any other part.
    Other,
}

/// Returns the id of the document information.
fn information_id(document: &Document) -> Option<ObjectId> {
    document.trailer.get(b"Info").and_then(Object::as_reference).ok()
}

fn part_of_object(object: &Object, is_information: bool) -> FilePart {
    let dict = match object {
        Object::Stream(stream) => &stream.dict,
        Object::Dictionary(dict) => dict,
        _ => return FilePart::Other,
    };
    let is_link = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Link");
    match dict.get_type().unwrap_or_default() {
        b"EmbeddedFile" | b"Filespec" => FilePart::Attachment,
        b"Metadata" => FilePart::Metadata,
        _ if is_information => FilePart::Information,
        _ if dict.has(b"Subtype") && dict.has(b"Rect") && !is_link => FilePart::Remark,
        _ if matches!(object, Object::Stream(_)) => FilePart::Drawing,
        _ => FilePart::Other,
    }
}
