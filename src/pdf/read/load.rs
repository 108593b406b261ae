//! Opens a file with the PDF library, in a thread with a stack and a time limit. The loader counts the
//! memory that the library holds.

use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use lopdf::xref::XrefEntry;
use lopdf::{Document, LoadOptions, Object, ObjectId};

use super::decryption_key::{self, DecryptionKey};
use super::error::ReadError;
use super::{limits, precheck};

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
        .map_err(|_| ReadError::TooCostly)?;
    let error = match result.recv_timeout(limits::READ_TIMEOUT) {
        Ok(Ok(result)) => return result,
        // The counts below ended the work, or the library panicked.
        Ok(Err(reason)) => reason.downcast::<ReadError>().map_or(ReadError::Damaged, |error| *error),
        Err(RecvTimeoutError::Timeout) => ReadError::TooCostly,
        Err(RecvTimeoutError::Disconnected) => ReadError::Damaged,
    };
    Err(error.into())
}

/// The parts of a file that the loader keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kept {
    /// The form and its values.
    #[default]
    Form,
    /// The whole file, to write it again.
    Whole,
}

/// An opened file.
pub(super) struct LoadedDocument {
    pub(super) document: Document,
    /// True if the file was encrypted; the document is decrypted.
    pub(super) was_protected: bool,
}

/// Loads the objects of a file.
pub(super) fn document(
    bytes: &[u8],
    password: Option<&str>,
    kept: Kept,
) -> Result<LoadedDocument, ReadError> {
    let precheck::FileFacts { lengths, encrypt_names } = precheck::check(bytes)?;
    if lengths.is_empty() && encrypt_names.is_empty() {
        let document = load(bytes, keep, Counts { kept, ..Counts::default() })?;
        return Ok(LoadedDocument { document, was_protected: false });
    }
    // A length inside the stream that it measures makes the library recurse without end, so lengths
    // in object streams are hidden from it.
    let hidden = precheck::hide_names(bytes, &lengths, &encrypt_names);
    let first = load(&hidden, drop_all, Counts::default())?;
    let is_packed = |l: &precheck::Length| {
        matches!(first.reference_table.get(l.object), Some(XrefEntry::Compressed { .. }))
    };
    let packed: Vec<precheck::Length> = lengths.iter().copied().filter(is_packed).collect();
    let key = if encrypt_names.is_empty() { None } else { Some(find_key(&hidden, first, password)?) };
    let was_protected = key.is_some();
    let shown = precheck::hide_names(bytes, &packed, &encrypt_names);
    let mut document = load(&shown, keep, Counts { kept, key, ..Counts::default() })?;
    document.trailer.remove(precheck::HIDDEN_ENCRYPT);
    Ok(LoadedDocument { document, was_protected })
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
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|_| ReadError::Damaged)?;
    let mut counts = COUNTS.take();
    counts.fill(bytes, &mut document)?;
    Ok(document)
}

/// The memory that the library holds so far.
#[derive(Default)]
struct Counts {
    /// Bytes of the file and of decompressed streams. Every value takes at least one of them, unless
    /// parts of the file are parsed repeatedly.
    bytes: usize,
    unfolded: usize,
    values: usize,
    contents: usize,
    /// Object streams; each is decompressed once.
    streams: HashSet<ObjectId>,
    kept: Kept,
    /// The key that decrypts the objects.
    key: Option<DecryptionKey>,
    /// The one object to load.
    wanted: Option<ObjectId>,
    /// Streams of hidden length, with their start offsets.
    endless: Vec<(ObjectId, usize)>,
}

thread_local! {
    /// The library takes a plain function, so its state is thread-local.
    static COUNTS: RefCell<Counts> = RefCell::default();
}

fn drop_all(_: ObjectId, _: &mut Object) -> Option<(ObjectId, Object)> {
    None
}

fn keep_wanted(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    // An object in an object stream would need its stream decrypted.
    COUNTS.with_borrow(|counts| counts.wanted == Some(id)).then(|| (id, object.clone()))
}

/// Counts a parsed object. Page contents and fonts are kept for whole files only.
fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let counted = COUNTS.with_borrow_mut(|counts| counts.add(id, object));
    match counted {
        // The library offers no other way to stop; resuming an unwind prints nothing.
        Err(error) => resume_unwind(Box::new(error)),
        Ok(false) => None,
        // The library asks for the contents of a stream, and takes the rest as given.
        Ok(true) if matches!(object, Object::Stream(_)) => Some((id, Object::Null)),
        Ok(true) => Some((id, object.clone())),
    }
}

impl Counts {
    fn add(&mut self, id: ObjectId, object: &mut Object) -> Result<bool, ReadError> {
        let start = object.as_stream_mut().ok().and_then(|stream| stream.start_position.take());
        if let Some(start) = start {
            // The library would fill the stream later, without a count.
            self.endless.push((id, start));
            self.count(object)?;
            return Ok(true);
        }
        if let Some(key) = &self.key {
            key.decrypt(id, object)?;
        }
        if let Object::Stream(stream) = object {
            if stream.dict.has_type(b"ObjStm") {
                let is_new = self.streams.insert(id);
                return Ok(is_new && self.unfold(stream)?);
            }
            let is_drawn = stream.content.len() > limits::TEXT_BYTES || stream.dict.has_type(b"XObject");
            if is_drawn && self.kept == Kept::Form {
                stream.set_content(Vec::new());
            }
        }
        self.count(object)?;
        Ok(true)
    }

    /// Fills the streams of hidden length.
    fn fill(&mut self, bytes: &[u8], document: &mut Document) -> Result<(), ReadError> {
        // Offsets count from the header of the file.
        let head = bytes.windows(5).position(|part| part == b"%PDF-").unwrap_or(0);
        for (id, start) in std::mem::take(&mut self.endless) {
            let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else { continue };
            let length = [precheck::HIDDEN_LENGTH, b"Length"].into_iter().find_map(|key| {
                let length = stream.dict.get_deref(key, document).and_then(Object::as_i64).ok()?;
                usize::try_from(length).ok()
            });
            let start = head + start;
            if self.kept == Kept::Form && length.is_some_and(|length| length > limits::TEXT_BYTES) {
                continue;
            }
            let end = length.and_then(|length| start.checked_add(length));
            let content = end.and_then(|end| bytes.get(start..end)).ok_or(ReadError::Damaged)?;
            let mut filled = stream.clone();
            filled.set_content(content.to_vec());
            filled.dict.remove(precheck::HIDDEN_LENGTH);
            let mut filled = Object::Stream(filled);
            self.count(&filled)?;
            if let Some(key) = &self.key {
                key.decrypt(id, &mut filled)?;
            }
            document.objects.insert(id, filled);
        }
        Ok(())
    }

    /// Decompresses an object stream, where its cost is counted.
    fn unfold(&mut self, stream: &mut lopdf::Stream) -> Result<bool, ReadError> {
        if stream.decompress_with_limit(limits::STREAM_BYTES).is_err() {
            return Err(ReadError::Damaged);
        }
        self.unfolded += stream.content.len();
        self.bytes += stream.content.len();
        let objects = stream.dict.get(b"First").and_then(Object::as_i64).unwrap_or(0);
        // An object number and an offset for each object, with spaces.
        let objects = usize::try_from(objects).unwrap_or(0).min(stream.content.len()) / 4;
        if self.unfolded > limits::ALL_STREAM_BYTES
            || objects.saturating_mul(stream.content.len()) > limits::OBJECT_STREAM_COST
        {
            return Err(ReadError::TooCostly);
        }
        Ok(true)
    }

    /// Counts the values of an object. The library bounds its depth.
    fn count(&mut self, object: &Object) -> Result<(), ReadError> {
        self.values += 1;
        match object {
            Object::String(text, _) | Object::Name(text) => self.contents += text.len(),
            Object::Array(items) => items.iter().try_for_each(|item| self.count(item))?,
            Object::Dictionary(dict) => self.count_dict(dict)?,
            Object::Stream(stream) => {
                self.contents += stream.content.len();
                self.count_dict(&stream.dict)?;
            }
            _ => {}
        }
        let is_much = self.values > limits::MAX_VALUES.min(self.bytes) || self.contents > self.bytes;
        if is_much { Err(ReadError::TooCostly) } else { Ok(()) }
    }

    fn count_dict(&mut self, dict: &lopdf::Dictionary) -> Result<(), ReadError> {
        dict.iter().try_for_each(|(key, value)| {
            self.contents += key.len();
            self.count(value)
        })
    }
}
