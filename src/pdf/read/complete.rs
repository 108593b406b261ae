//! Finds damage in a loaded file: the PDF library leaves out objects that it cannot parse, without an error.

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Returns true if every object that the cross-reference table lists and another object refers to is loaded.
pub(super) fn is_complete(document: &Document) -> bool {
    is_dictionary_complete(document, &document.trailer)
        && document.objects.values().all(|object| match object {
            // Without its end, the library takes a stream for its dictionary.
            Object::Dictionary(dict) if dict.has(b"Length") && !dict.has(b"O") && !dict.has(b"CFM") => false,
            object => is_object_complete(document, object),
        })
}

fn is_object_complete(document: &Document, object: &Object) -> bool {
    match object {
        Object::Reference(id) => document.objects.contains_key(id) || !is_listed(document, *id),
        Object::Array(items) => items.iter().all(|item| is_object_complete(document, item)),
        Object::Dictionary(dict) => is_dictionary_complete(document, dict),
        Object::Stream(stream) => is_dictionary_complete(document, &stream.dict),
        _ => true,
    }
}

fn is_dictionary_complete(document: &Document, dict: &Dictionary) -> bool {
    dict.iter().all(|(_, value)| is_object_complete(document, value))
}

/// Returns true if the table says where an object is.
fn is_listed(document: &Document, (number, generation): ObjectId) -> bool {
    match document.reference_table.get(number) {
        Some(XrefEntry::Normal { offset, generation: listed }) => *offset > 0 && *listed == generation,
        Some(XrefEntry::Compressed { .. }) => true,
        _ => false,
    }
}
