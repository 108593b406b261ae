//! Opens a file with the PDF library, in a thread with a stack and a time limit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use lopdf::xref::XrefEntry;
use lopdf::{Document, LoadOptions};

use super::count::{COUNTS, Counts, HiddenBytes, Kept, drop_all, keep, keep_wanted};
use super::decryption_key::{self, DecryptionKey};
use super::error::ReadError;
use super::lexer::is_space;
use super::scan::FileScan;
use super::{limits, precheck, recover};

/// Runs work whose cost a file from others decides. Work that exceeds the time limit is abandoned.
pub(crate) fn run_sandboxed<T: Send + 'static, E: From<ReadError> + Send + 'static>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    let (sender, result) = mpsc::channel();
    thread::Builder::new()
        .name("reading a PDF file".to_owned())
        .stack_size(limits::READ_STACK_BYTES)
        .spawn(move || {
            // Sending fails only if nobody waits for the result.
            let _ = sender.send(catch_unwind(AssertUnwindSafe(work)));
        })
        .map_err(|_| ReadError::NoThread)?;
    let error = match result.recv_timeout(limits::READ_TIMEOUT) {
        Ok(Ok(result)) => return result,
        // The counts below ended the work, or the library panicked.
        Ok(Err(reason)) => reason.downcast::<ReadError>().map_or(ReadError::Damaged, |error| *error),
        Err(RecvTimeoutError::Timeout) => ReadError::TooCostly,
        Err(RecvTimeoutError::Disconnected) => ReadError::Damaged,
    };
    Err(error.into())
}

/// An opened file.
pub(super) struct LoadedDocument {
    pub(super) document: Document,
    /// True if the file was encrypted; the document is decrypted.
    pub(super) was_protected: bool,
}

/// Loads the objects of a file.
pub(super) fn load_document(
    bytes: &[u8],
    password: Option<&str>,
    kept: Kept,
) -> Result<LoadedDocument, ReadError> {
    load_within_limits(bytes, password, Counts { kept, ..Counts::default() })
}

/// Loads the objects of a file whose cross-reference table is damaged.
pub(super) fn recover_document(
    bytes: &[u8],
    password: Option<&str>,
    kept: Kept,
) -> Result<LoadedDocument, ReadError> {
    let rebuilt = recover::rebuild(bytes)?;
    let recovered = Some(rebuilt.places);
    load_within_limits(&rebuilt.bytes, password, Counts { kept, recovered, ..Counts::default() })
}

fn load_within_limits(
    bytes: &[u8],
    password: Option<&str>,
    counts: Counts,
) -> Result<LoadedDocument, ReadError> {
    let facts = precheck::check(bytes)?;
    let precheck::FileFacts { lengths, encrypt_names, in_streams, scan } = &facts;
    if lengths.is_empty() && encrypt_names.is_empty() && in_streams.is_empty() {
        let document = load(bytes, keep, counts)?;
        return Ok(LoadedDocument { document, was_protected: false });
    }
    let hide = |lengths: &[precheck::Length]| {
        let lengths = lengths.iter().map(|length| length.name);
        precheck::hide_names(bytes, lengths.chain(encrypt_names.iter().chain(in_streams).copied()))
    };
    // A length inside the stream that it measures makes the library recurse without end, so lengths
    // in object streams are hidden from it.
    let hidden = hide(lengths);
    let first = load(&hidden, drop_all, Counts::default())?;
    let is_packed = |l: &precheck::Length| {
        matches!(first.reference_table.get(l.object), Some(XrefEntry::Compressed { .. }))
    };
    let packed: Vec<precheck::Length> = lengths.iter().copied().filter(is_packed).collect();
    let hidden_bytes = find_hidden_bytes(bytes, in_streams, scan, &first);
    let key = if encrypt_names.is_empty() { None } else { Some(find_key(&hidden, first, password)?) };
    let was_protected = key.is_some();
    let mut document = load(&hide(&packed), keep, Counts { key, hidden: hidden_bytes, ..counts })?;
    document.trailer.remove(precheck::HIDDEN_ENCRYPT);
    Ok(LoadedDocument { document, was_protected })
}

/// Returns the bytes that are hidden in streams. `first` has the cross-reference table.
fn find_hidden_bytes(bytes: &[u8], in_streams: &[usize], scan: &FileScan, first: &Document) -> HiddenBytes {
    let mut hidden = HiddenBytes::default();
    // Offsets count from the header of the file.
    let head = bytes.windows(5).position(|part| part == b"%PDF-").unwrap_or(0);
    for place in in_streams {
        let Some(object) = scan.stream_at(*place) else { continue };
        let offset = match first.reference_table.get(object.id.0) {
            Some(XrefEntry::Normal { offset, .. }) => head + *offset as usize,
            _ => continue,
        };
        let spaces =
            bytes.get(offset..).unwrap_or_default().iter().take_while(|byte| is_space(**byte)).count();
        if offset + spaces == object.start
            && let (Some(body), Some(byte)) = (&object.body, bytes.get(*place))
        {
            hidden.bytes.push((*place, *byte));
            hidden.streams.insert(object.id, body.range.clone());
        }
    }
    hidden
}

/// Returns the key of an encrypted file; `first` has its trailer.
fn find_key(hidden: &[u8], mut first: Document, password: Option<&str>) -> Result<DecryptionKey, ReadError> {
    if let Some(id) = decryption_key::encryption_dictionary(&first) {
        let counts = Counts { wanted: Some(id), ..Counts::default() };
        first.objects = load(hidden, keep_wanted, counts)?.objects;
    }
    decryption_key::derive_key(first, password)
}

fn load(bytes: &[u8], filter: lopdf::FilterFunc, counts: Counts) -> Result<Document, ReadError> {
    COUNTS.set(Counts { bytes: bytes.len(), ..counts });
    let options = LoadOptions {
        filter: Some(filter),
        max_decompressed_size: Some(limits::STREAM_BYTES),
        ..LoadOptions::default()
    };
    // The counts end the work by unwinding, and the library may panic.
    let loaded = catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(bytes, options)));
    let loaded =
        loaded.map_err(|reason| reason.downcast::<ReadError>().map_or(ReadError::Damaged, |error| *error))?;
    let mut document = loaded.map_err(|_| ReadError::Damaged)?;
    let mut counts = COUNTS.take();
    counts.finish(bytes, &mut document)?;
    Ok(document)
}
