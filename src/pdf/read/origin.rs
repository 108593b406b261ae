//! The state of a file: as built, saved by another program, or altered.

use std::collections::HashSet;

use lopdf::{DecompressError, Dictionary, Document, Error, Object, ObjectId};

use super::error::ReadError;
use super::{limits, text_encoding};
use crate::pdf::seal::{self, FieldKind, SealBuilder};

/// The state of a file compared with the kit as built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The file is the kit as built, byte for byte.
    AsBuilt,
    /// Another program saved the file; pages and fields are unchanged.
    SavedAnew,
    /// The file is a record: its values became page content.
    Record,
    /// Pages or fields were altered.
    Altered {
        /// True if pages were altered.
        pages: bool,
        /// True if fields were altered.
        fields: bool,
    },
    /// The file carries no seal to compare with.
    Unknown,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The name of the attachment.
    pub name: String,
    /// The contents of the attachment; empty if they are larger than any file that a kit carries.
    pub bytes: Vec<u8>,
    /// True if the contents are larger than any file that a kit carries, and were not read.
    pub is_too_large: bool,
}

/// Compares a saved file with the seals it carries; `fields` are the full names in the file.
pub(super) fn state(document: &Document, catalog: &Dictionary, fields: &[(String, FieldKind)]) -> State {
    let Some(metadata) = metadata(document, catalog) else { return State::Unknown };
    let said = (property(&metadata, seal::PAGES_PROPERTY), property(&metadata, seal::FIELDS_PROPERTY));
    let (Some(pages), Some(of_fields)) = said else { return State::Unknown };
    let kinds = fields.iter().map(|(name, kind)| (name.as_str(), *kind));
    let fields = seal::seal_fields(kinds) != of_fields;
    match of_pages(document) {
        Some(found) if found == pages && !fields => State::SavedAnew,
        Some(found) => State::Altered { pages: found != pages, fields },
        None => State::Altered { pages: true, fields },
    }
}

fn metadata(document: &Document, catalog: &Dictionary) -> Option<String> {
    let stream = catalog.get_deref(b"Metadata", document).ok()?.as_stream().ok()?;
    let bytes = stream.decompressed_content_with_limit(limits::TEXT_BYTES).ok();
    // A stream without a filter is its own content.
    let bytes = bytes.unwrap_or_else(|| stream.content.clone());
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns a property of the XMP metadata. Some programs rewrite elements as attributes.
fn property(metadata: &str, name: &str) -> Option<String> {
    let start = metadata.find(&format!("ikit:{name}"))? + "ikit:".len() + name.len();
    let value = metadata[start..].trim_start_matches(['>', '=', '"', '\'', ' ']);
    let digits: String = value.chars().take(seal::SEAL_DIGITS).collect();
    (digits.len() == seal::SEAL_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .then_some(digits)
}

/// Returns the seal of all page contents; none if they exceed the limits or cannot be decoded.
fn of_pages(document: &Document) -> Option<String> {
    let mut seal = SealBuilder::default();
    let mut left = limits::ALL_STREAM_BYTES;
    for page in document.page_iter() {
        let contents = document.get_dictionary(page).ok()?.get_deref(b"Contents", document).ok()?;
        let parts = match contents {
            Object::Array(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let decode = |part: &Object| {
            let stream = document.dereference(part).ok()?.1.as_stream().ok()?;
            stream.decompressed_content_with_limit(limits::STREAM_BYTES).ok()
        };
        if let [part] = parts {
            let content = decode(part)?;
            left = left.checked_sub(content.len())?;
            seal.add(&content);
            continue;
        }
        // The length comes first, so each stream is decoded twice: all at one time would need too much memory.
        let before = left;
        for part in parts {
            left = left.checked_sub(decode(part)?.len())?;
        }
        seal.start(before - left);
        for part in parts {
            seal.add_part(&decode(part)?);
        }
    }
    Some(seal.finish())
}

/// Returns the attached files, within the limits.
pub(super) fn attached(document: &Document, catalog: &Dictionary) -> Result<Vec<Attached>, ReadError> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let names = catalog.get_deref(b"Names", document).and_then(Object::as_dict);
    if let Ok(tree) = names.and_then(|names| names.get(b"EmbeddedFiles")) {
        walk(document, tree, 0, (&mut found, &mut seen))?;
    }
    Ok(found)
}

/// Walks a name tree; each node once.
fn walk(
    document: &Document,
    node: &Object,
    depth: usize,
    (found, seen): (&mut Vec<Attached>, &mut HashSet<ObjectId>),
) -> Result<(), ReadError> {
    if depth > limits::MAX_DEPTH {
        return Err(ReadError::TooDeep);
    }
    let Ok((id, node)) = document.dereference(node) else { return Ok(()) };
    let Ok(node) = node.as_dict() else { return Ok(()) };
    if id.is_some_and(|id| !seen.insert(id)) {
        return Ok(());
    }
    let list = |key: &[u8]| node.get_deref(key, document).and_then(Object::as_array).ok();
    for pair in list(b"Names").into_iter().flat_map(|names| names.chunks_exact(2)) {
        if found.len() == limits::MAX_ATTACHMENTS {
            return Ok(());
        }
        found.extend(attached_file(document, &pair[1]));
        if found.iter().map(|file| file.bytes.len()).sum::<usize>() > limits::ATTACHMENT_BYTES {
            return Err(ReadError::TooCostly);
        }
    }
    let mut kids = list(b"Kids").into_iter().flatten().take(limits::MAX_ATTACHMENTS);
    kids.try_for_each(|kid| walk(document, kid, depth + 1, (&mut *found, &mut *seen)))
}

fn attached_file(document: &Document, file: &Object) -> Option<Attached> {
    let file = document.dereference(file).ok()?.1.as_dict().ok()?;
    let name = [b"UF".as_slice(), b"F"].iter().find_map(|key| file.get_deref(key, document).ok())?;
    let name = text_encoding::decode_text(name)?;
    let streams = file.get_deref(b"EF", document).ok()?.as_dict().ok()?;
    let stream = [b"F".as_slice(), b"UF"].iter().find_map(|key| streams.get_deref(key, document).ok())?;
    let stream = stream.as_stream().ok()?;
    match stream.get_plain_content_with_limit(limits::STREAM_BYTES) {
        Ok(bytes) => Some(Attached { name, bytes, is_too_large: false }),
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
            Some(Attached { name, bytes: Vec::new(), is_too_large: true })
        }
        Err(_) => None,
    }
}
