//! What a file was built as, and whether it still is that.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::error::ReadError;
use super::{Field, Kind, limits, value};
use crate::pdf::seal::{self, SealBuilder};

/// Whether a file is as it was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Byte for byte.
    AsBuilt,
    /// Saved anew, with the pages and the fields it was built with.
    SavedAnew,
    /// Made final: what was filled in became content of its pages.
    Record,
    /// With other pages or other fields.
    Altered {
        /// Whether the pages are others.
        pages: bool,
        /// Whether the fields are others.
        fields: bool,
    },
    /// It does not say what it was built with.
    Unknown,
}

/// A file that the file carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The state of a file that is not byte for byte as it was built.
pub(super) fn state(document: &Document, catalog: &Dictionary, fields: &[Field]) -> State {
    let Some(metadata) = metadata(document, catalog) else { return State::Unknown };
    let said = (property(&metadata, seal::PAGES_PROPERTY), property(&metadata, seal::FIELDS_PROPERTY));
    let (Some(pages), Some(of_fields)) = said else { return State::Unknown };
    let kinds = fields.iter().filter_map(|field| Some((field.name.as_str(), kind(field)?)));
    let fields = seal::seal_fields(kinds) != of_fields;
    match of_pages(document) {
        Some(found) if found == pages && !fields => State::SavedAnew,
        Some(found) => State::Altered { pages: found != pages, fields },
        None => State::Altered { pages: true, fields },
    }
}

fn kind(field: &Field) -> Option<seal::FieldKind> {
    match field.kind {
        Kind::Check => Some(seal::FieldKind::Check),
        Kind::Choice(_) => Some(seal::FieldKind::Choice),
        Kind::Text => Some(seal::FieldKind::Text),
        // Kits are built without any.
        Kind::Signature => None,
    }
}

fn metadata(document: &Document, catalog: &Dictionary) -> Option<String> {
    let stream = catalog.get_deref(b"Metadata", document).ok()?.as_stream().ok()?;
    let bytes = stream.decompressed_content_with_limit(limits::TEXT_BYTES).ok();
    // A stream without a filter is its content.
    let bytes = bytes.unwrap_or_else(|| stream.content.clone());
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// A seal among the metadata, be it an element or, as some programs write it, an attribute.
fn property(metadata: &str, name: &str) -> Option<String> {
    let start = metadata.find(&format!("ikit:{name}"))? + "ikit:".len() + name.len();
    let value = metadata[start..].trim_start_matches(['>', '=', '"', '\'', ' ']);
    let digits: String = value.chars().take(seal::SEAL_DIGITS).collect();
    (digits.len() == seal::SEAL_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .then_some(digits)
}

/// The seal of all page contents; none if there is too much of them, or a part cannot be read.
fn of_pages(document: &Document) -> Option<String> {
    let mut seal = SealBuilder::default();
    let mut left = limits::STREAMS;
    for page in document.page_iter() {
        let contents = document.get_dictionary(page).ok()?.get_deref(b"Contents", document).ok()?;
        let parts = match contents {
            Object::Array(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut content = Vec::new();
        for part in parts {
            let stream = document.dereference(part).ok()?.1.as_stream().ok()?;
            let bytes = stream.decompressed_content_with_limit(limits::STREAM).ok()?;
            left = left.checked_sub(bytes.len())?;
            content.extend(bytes);
        }
        seal.add(&content);
    }
    Some(seal.finish())
}

/// The files that a file carries, as far as they are read.
pub(super) fn attached(document: &Document, catalog: &Dictionary) -> Result<Vec<Attached>, ReadError> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let names = catalog.get_deref(b"Names", document).and_then(Object::as_dict);
    if let Ok(tree) = names.and_then(|names| names.get(b"EmbeddedFiles")) {
        walk(document, tree, 0, (&mut found, &mut seen))?;
    }
    Ok(found)
}

/// Walks a tree of names; no branch of it twice.
fn walk(
    document: &Document,
    node: &Object,
    depth: usize,
    (found, seen): (&mut Vec<Attached>, &mut HashSet<ObjectId>),
) -> Result<(), ReadError> {
    if depth > limits::DEPTH {
        return Err(ReadError::TooDeep);
    }
    let Ok((id, node)) = document.dereference(node) else { return Ok(()) };
    let Ok(node) = node.as_dict() else { return Ok(()) };
    if id.is_some_and(|id| !seen.insert(id)) {
        return Ok(());
    }
    let list = |key: &[u8]| node.get_deref(key, document).and_then(Object::as_array).ok();
    for pair in list(b"Names").into_iter().flat_map(|names| names.chunks_exact(2)) {
        if found.len() == limits::ATTACHED {
            return Ok(());
        }
        found.extend(one(document, &pair[1]));
        if found.iter().map(|file| file.bytes.len()).sum::<usize>() > limits::CARRIED {
            return Err(ReadError::TooCostly);
        }
    }
    let mut kids = list(b"Kids").into_iter().flatten().take(limits::ATTACHED);
    kids.try_for_each(|kid| walk(document, kid, depth + 1, (&mut *found, &mut *seen)))
}

fn one(document: &Document, file: &Object) -> Option<Attached> {
    let file = document.dereference(file).ok()?.1.as_dict().ok()?;
    let name = [b"UF".as_slice(), b"F"].iter().find_map(|key| file.get_deref(key, document).ok())?;
    let name = value::text(name)?;
    let streams = file.get_deref(b"EF", document).ok()?.as_dict().ok()?;
    let stream = [b"F".as_slice(), b"UF"].iter().find_map(|key| streams.get_deref(key, document).ok())?;
    let stream = stream.as_stream().ok()?;
    let bytes = stream.decompressed_content_with_limit(limits::STREAM).ok();
    let bytes = bytes.or_else(|| (!stream.dict.has(b"Filter")).then(|| stream.content.clone()))?;
    Some(Attached { name, bytes })
}
