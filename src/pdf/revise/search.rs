//! Where removed values stand beside their fields: they are cut out of what describes the file and of
//! remarks; where they are in other fields, attachments or drawings, that is said.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, text_string};

use super::save::reachable;
use super::search_term::{SearchTerm, encodings};
use crate::pdf::read::{ReadError, limits, value};

/// A place where a removed value, or a word of it, is still to be found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rest {
    /// In this field, as this word.
    Field(String, String),
    /// In a part of the file that has no field, as this word.
    Elsewhere(Part, String),
}

/// Streams that hold no text: their bytes may be those of a name by chance.
const BINARY: [&[u8]; 5] = [b"Image", b"Type1C", b"CIDFontType0C", b"OpenType", b"XRef"];
/// The fewest bytes that are looked for in a stream.
const FEWEST: usize = 4;

/// Cuts values out of what describes the file and of remarks; returns out of how many parts of the file.
/// The rest that is no field is what the kit was built with: a name may be a word of a question.
pub(super) fn cut(
    document: &mut Document,
    nodes: &BTreeMap<ObjectId, String>,
    needles: &[SearchTerm],
    by: &str,
) -> usize {
    let mut count = 0;
    let info = information(document);
    for (id, object) in &mut document.objects {
        if nodes.contains_key(id) {
            continue;
        }
        let kind = part(object, Some(*id) == info);
        let is_changed = match object {
            Object::Stream(stream) if kind == Part::Metadata => {
                in_metadata(stream, needles, by) | in_dict(&mut stream.dict, needles, by)
            }
            other => matches!(kind, Part::Information | Part::Remark) && in_object(other, needles, by),
        };
        count += usize::from(is_changed);
    }
    count
}

/// The metadata are text by themselves, with signs of XML escaped.
fn in_metadata(stream: &mut lopdf::Stream, needles: &[SearchTerm], by: &str) -> bool {
    let Ok(content) = stream.get_plain_content_with_limit(limits::TEXT_BYTES) else { return false };
    let Ok(mut text) = String::from_utf8(content) else { return false };
    let mut is_changed = false;
    for needle in needles {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let in_xml = SearchTerm::new(&escaped(needle.whole()));
        if let Some(new) = in_xml.and_then(|needle| needle.replaced(&text, &escaped(by))) {
            text = new;
            is_changed = true;
        }
    }
    if is_changed {
        stream.set_plain_content(text.into_bytes());
    }
    is_changed
}

fn in_object(object: &mut Object, needles: &[SearchTerm], by: &str) -> bool {
    match object {
        Object::String(..) => in_text(object, needles, by),
        Object::Array(items) => {
            items.iter_mut().fold(false, |is_changed, item| in_object(item, needles, by) | is_changed)
        }
        Object::Dictionary(dict) => in_dict(dict, needles, by),
        Object::Stream(stream) => in_dict(&mut stream.dict, needles, by),
        _ => false,
    }
}

fn in_dict(dict: &mut Dictionary, needles: &[SearchTerm], by: &str) -> bool {
    let mut is_changed = false;
    for (_, object) in dict.iter_mut() {
        is_changed |= in_object(object, needles, by);
    }
    if is_changed && dict.has(b"Subtype") && dict.has(b"Rect") {
        // What a remark draws has the value too; programs draw it anew.
        dict.remove(b"AP");
    }
    is_changed
}

fn in_text(object: &mut Object, needles: &[SearchTerm], by: &str) -> bool {
    let Some(mut text) = value::text(object) else { return false };
    let mut is_changed = false;
    for needle in needles {
        if let Some(new) = needle.replaced(&text, by) {
            text = new;
            is_changed = true;
        }
    }
    if is_changed {
        *object = text_string(&text);
    }
    is_changed
}

/// Where values or words of them are left, in what a file written anew has.
pub(super) fn rest(
    document: &Document,
    nodes: &BTreeMap<ObjectId, String>,
    needles: &[SearchTerm],
) -> Result<Vec<Rest>, ReadError> {
    let mut found = BTreeSet::new();
    if needles.is_empty() {
        return Ok(Vec::new());
    }
    let patterns: Vec<(&SearchTerm, Vec<Vec<u8>>)> =
        needles.iter().map(|needle| (needle, encodings(needle.whole()))).collect();
    let mut unfolded = 0;
    let info = information(document);
    for id in reachable(document, &document.trailer) {
        let Some(object) = document.objects.get(&id) else { continue };
        let name = nodes.get(&id);
        let mut texts = Vec::new();
        match (object, name) {
            // Of a field, what it is called and what it is for is not what is filled in.
            (Object::Dictionary(dict), Some(_)) => {
                let values = dict.iter().filter(|(key, _)| !matches!(key.as_slice(), b"T" | b"TU" | b"TM"));
                values.for_each(|(_, object)| collect(object, &mut texts));
            }
            (object, _) => collect(object, &mut texts),
        }
        let kind = part(object, Some(id) == info);
        for text in &texts {
            for needle in needles {
                let word = match name {
                    Some(_) => needle.found(text),
                    None if matches!(kind, Part::Information | Part::Remark) => needle.found(text),
                    None => needle.found_whole(text).filter(|_| needle.is_distinct()),
                };
                found.extend(word.map(|word| match name {
                    Some(name) => Rest::Field(name.clone(), word.to_owned()),
                    None => Rest::Elsewhere(kind, word.to_owned()),
                }));
            }
        }
        if let Object::Stream(stream) = object {
            in_stream(stream, kind, &patterns, &mut unfolded, &mut found)?;
        }
    }
    Ok(found.into_iter().collect())
}

fn in_stream(
    stream: &lopdf::Stream,
    kind: Part,
    patterns: &[(&SearchTerm, Vec<Vec<u8>>)],
    unfolded: &mut usize,
    found: &mut BTreeSet<Rest>,
) -> Result<(), ReadError> {
    let is_named = |key: &[u8]| {
        let name = stream.dict.get(key).and_then(Object::as_name);
        name.is_ok_and(|name| BINARY.contains(&name))
    };
    if is_named(b"Subtype") || is_named(b"Type") || stream.dict.has(b"Length1") || stream.dict.has(b"N") {
        return Ok(());
    }
    let content = if stream.dict.has(b"Filter") {
        stream.decompressed_content_with_limit(limits::STREAM).map_err(|_| ReadError::TooCostly)?
    } else {
        stream.content.clone()
    };
    *unfolded += content.len();
    if *unfolded > limits::STREAMS {
        return Err(ReadError::TooCostly);
    }
    let is_text = stream.dict.has_type(b"EmbeddedFile") || stream.dict.has_type(b"Metadata");
    let text = std::str::from_utf8(&content).ok().filter(|_| is_text);
    for (needle, patterns) in patterns {
        if let Some(word) = text.and_then(|text| needle.found_whole(text)) {
            found.insert(Rest::Elsewhere(kind, word.to_owned()));
        } else if patterns.iter().any(|pattern| {
            pattern.len() >= FEWEST && content.windows(pattern.len()).any(|part| part == pattern)
        }) {
            found.insert(Rest::Elsewhere(kind, needle.whole().to_owned()));
        }
    }
    Ok(())
}

/// The texts in an object.
fn collect(object: &Object, texts: &mut Vec<String>) {
    match object {
        Object::String(..) => texts.extend(value::text(object)),
        Object::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| collect(value, texts)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| collect(value, texts)),
        _ => {}
    }
}

/// A part of a file that is no field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What the file says of itself.
    Information,
    /// The same, for other programs.
    Metadata,
    /// What somebody added to a page.
    Remark,
    /// A file inside the file, or its name.
    Attachment,
    /// What a page or a part of it draws.
    Drawing,
    /// Something else.
    Other,
}

/// The object in which a file says what it is.
fn information(document: &Document) -> Option<ObjectId> {
    document.trailer.get(b"Info").and_then(Object::as_reference).ok()
}

fn part(object: &Object, is_information: bool) -> Part {
    let dict = match object {
        Object::Stream(stream) => &stream.dict,
        Object::Dictionary(dict) => dict,
        _ => return Part::Other,
    };
    let is_link = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Link");
    match dict.get_type().unwrap_or_default() {
        b"EmbeddedFile" | b"Filespec" => Part::Attachment,
        b"Metadata" => Part::Metadata,
        _ if is_information => Part::Information,
        _ if dict.has(b"Subtype") && dict.has(b"Rect") && !is_link => Part::Remark,
        _ if matches!(object, Object::Stream(_)) => Part::Drawing,
        _ => Part::Other,
    }
}
