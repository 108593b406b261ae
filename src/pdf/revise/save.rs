//! Writes a changed file: only the objects that its catalog reaches. No older revision stays in it.

use std::collections::{BTreeSet, HashMap};

use lopdf::{Dictionary, Document, Object, ObjectId, text_string};

use crate::pdf::compress::Deflater;
use crate::pdf::write::file::FileWriter;
use crate::pdf::write::file_identifier::ID_DIGITS;
use crate::pdf::{PROGRAM, PdfError};

/// Writes a document.
pub(super) fn save(mut document: Document, deflater: &mut Deflater) -> Result<Vec<u8>, PdfError> {
    let library = |e: lopdf::Error| PdfError::Library(e.to_string());
    set_producer(&mut document);
    let mut trailer = Dictionary::new();
    trailer.set("Root", document.trailer.get(b"Root").cloned().map_err(library)?);
    if let Ok(info) = document.trailer.get(b"Info") {
        trailer.set("Info", info.clone());
    }
    let first_half = first_half(&document);
    let mut out = FileWriter::new();
    for object in compact(document, &mut trailer) {
        out.add_object(object);
    }
    out.finish(trailer, Some(first_half), deflater)
}

/// Returns the objects that a trailer reaches, renumbered from 1.
fn compact(mut document: Document, trailer: &mut Dictionary) -> Vec<Object> {
    let kept = reachable(&document, trailer);
    let numbers: HashMap<ObjectId, ObjectId> =
        kept.iter().copied().zip((1_u32..).map(|number| (number, 0))).collect();
    trailer.iter_mut().for_each(|(_, value)| renumber(value, &numbers));
    let objects = kept.iter().filter_map(|id| document.objects.remove(id));
    let renumbered = objects.map(|mut object| {
        renumber(&mut object, &numbers);
        object
    });
    renumbered.collect()
}

fn renumber(object: &mut Object, numbers: &HashMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => match numbers.get(id) {
            Some(new) => *id = *new,
            // A dangling reference is null, by the standard.
            None => *object = Object::Null,
        },
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Dictionary(dict) => dict.iter_mut().for_each(|(_, value)| renumber(value, numbers)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| renumber(value, numbers)),
        _ => {}
    }
}

/// Sets the producer; the creator stays the program that built the kit.
fn set_producer(document: &mut Document) {
    let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) else { return };
    if let Ok(info) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
        info.set("Producer", text_string(PROGRAM));
    }
}

/// Returns the first half of the file identifier, which no change alters.
fn first_half(document: &Document) -> [u8; ID_DIGITS / 2] {
    let id = document.trailer.get_deref(b"ID", document).and_then(Object::as_array);
    let first = id.ok().and_then(|id| id.first()?.as_str().ok());
    first.and_then(|first| first.try_into().ok()).unwrap_or_default()
}

/// Returns the ids of all objects that a trailer reaches.
pub(super) fn reachable(document: &Document, trailer: &Dictionary) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<ObjectId> = Vec::new();
    in_dict(trailer, &mut waiting);
    // Visits each object once.
    while let Some(id) = waiting.pop() {
        let Some(object) = document.objects.get(&id) else { continue };
        if found.insert(id) {
            references(object, &mut waiting);
        }
    }
    found
}

fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => items.iter().for_each(|item| references(item, found)),
        Object::Dictionary(dict) => in_dict(dict, found),
        Object::Stream(stream) => in_dict(&stream.dict, found),
        _ => {}
    }
}

fn in_dict(dict: &Dictionary, found: &mut Vec<ObjectId>) {
    dict.iter().for_each(|(_, value)| references(value, found));
}
