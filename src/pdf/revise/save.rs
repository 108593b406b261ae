//! A changed file written anew: what can be reached from its catalog, and nothing else. No older state
//! of it is in the new file.

use std::collections::{BTreeSet, HashMap};

use lopdf::{
    Dictionary, Document, Object, ObjectId, ObjectStreamConfig, SaveOptions, StringFormat, text_string,
};
use sha2::{Digest, Sha256};

use crate::pdf::PdfError;
use crate::pdf::compress::Deflater;
use crate::pdf::cross_reference;
use crate::pdf::write::{MARK, PROGRAM};

/// Bytes of an identifier.
const ID: usize = 16;

/// The bytes of a document.
pub(super) fn save(mut document: Document, deflater: &mut Deflater) -> Result<Vec<u8>, PdfError> {
    let library = |e: lopdf::Error| PdfError::Library(e.to_string());
    produced(&mut document);
    let root = document.trailer.get(b"Root").cloned().map_err(library)?;
    let mut trailer = Dictionary::new();
    trailer.set("Root", root);
    if let Ok(info) = document.trailer.get(b"Info") {
        trailer.set("Info", info.clone());
    }
    trailer.set("ID", vec![first_id(&document), Object::String(vec![0; ID], StringFormat::Hexadecimal)]);
    let mut out = Document::with_version("1.7");
    out.binary_mark = MARK.to_vec();
    let objects = compact(document, &mut trailer);
    out.max_id = objects.len() as u32;
    out.objects = (1_u32..).map(|number| (number, 0)).zip(objects).collect();
    out.trailer = trailer;
    let options = SaveOptions {
        use_object_streams: true,
        use_xref_streams: true,
        object_stream_config: ObjectStreamConfig { max_objects_per_stream: 1_000, compression_level: 6 },
        ..SaveOptions::default()
    };
    let mut bytes = Vec::new();
    out.save_with_options(&mut bytes, options).map_err(|e| PdfError::Library(e.to_string()))?;
    bytes.push(b'\n');
    let mut bytes = cross_reference::packed(bytes, deflater);
    identify(&mut bytes);
    Ok(bytes)
}

/// The objects that a trailer leads to, numbered anew from 1, one after the other.
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
            // It leads nowhere, which is what the standard takes for nothing.
            None => *object = Object::Null,
        },
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Dictionary(dict) => dict.iter_mut().for_each(|(_, value)| renumber(value, numbers)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| renumber(value, numbers)),
        _ => {}
    }
}

/// Says which program made the file. The one that built the kit stays said.
fn produced(document: &mut Document) {
    let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) else { return };
    if let Ok(info) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
        info.set("Producer", text_string(PROGRAM));
    }
}

/// The first half of the identifier, which stays with a file through all its changes.
fn first_id(document: &Document) -> Object {
    let id = document.trailer.get_deref(b"ID", document).and_then(Object::as_array);
    let first = id.ok().and_then(|id| id.first()?.as_str().ok()).filter(|first| first.len() <= 64);
    let first = first.map_or_else(|| vec![0; ID], <[u8]>::to_vec);
    Object::String(first, StringFormat::Hexadecimal)
}

/// Puts the second half of the identifier in its place: it follows from all other bytes.
fn identify(bytes: &mut [u8]) {
    const ZEROS: [u8; 2 * ID] = [b'0'; 2 * ID];
    let Some(at) = bytes
        .windows(ZEROS.len() + 2)
        .rposition(|part| part[0] == b'<' && part[1..=ZEROS.len()] == ZEROS && part[ZEROS.len() + 1] == b'>')
    else {
        return;
    };
    let digest = Sha256::digest(&*bytes);
    for (digits, byte) in bytes[at + 1..].chunks_exact_mut(2).zip(digest.iter().take(ID)) {
        digits.copy_from_slice(format!("{byte:02X}").as_bytes());
    }
}

/// All objects that a trailer leads to.
pub(super) fn reachable(document: &Document, trailer: &Dictionary) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<ObjectId> = Vec::new();
    in_dict(trailer, &mut waiting);
    // Each object is looked at once.
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
