//! Opening a file with the PDF library, in a thread that is given a stack and a time, and with what
//! the library holds in memory counted.

use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use lopdf::xref::XrefEntry;
use lopdf::{Document, LoadOptions, Object, ObjectId};

use super::error::ReadError;
use super::{guard, limits};

/// Does work that other people's bytes decide the cost of. Work that takes too long is left behind.
pub(super) fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
) -> Result<T, ReadError> {
    let (sender, result) = mpsc::channel();
    thread::Builder::new()
        .name("reading a PDF file".to_owned())
        .stack_size(limits::STACK)
        .spawn(move || {
            // Nobody waits for it any more if this fails.
            let _ = sender.send(catch_unwind(AssertUnwindSafe(work)));
        })
        .map_err(|_| ReadError::TooCostly)?;
    match result.recv_timeout(limits::PATIENCE) {
        Ok(Ok(result)) => result,
        // Either the counts below ended the work, or the library met what its authors did not expect.
        Ok(Err(reason)) => Err(reason.downcast::<ReadError>().map_or(ReadError::Damaged, |error| *error)),
        Err(RecvTimeoutError::Timeout) => Err(ReadError::TooCostly),
        Err(RecvTimeoutError::Disconnected) => Err(ReadError::Damaged),
    }
}

/// The objects of a file.
pub(super) fn document(bytes: &[u8]) -> Result<Document, ReadError> {
    let lengths = guard::check(bytes)?;
    if lengths.is_empty() {
        return load(bytes, keep);
    }
    // A length inside a stream whose own length it is would make the library call itself without
    // end. Where lengths are packed into streams, they are taken out: nothing that is read needs them.
    let index = load(&guard::without(bytes, &lengths), drop_all)?.reference_table;
    let is_packed = |l: &guard::Length| matches!(index.get(l.object), Some(XrefEntry::Compressed { .. }));
    let packed: Vec<guard::Length> = lengths.into_iter().filter(is_packed).collect();
    if packed.is_empty() { load(bytes, keep) } else { load(&guard::without(bytes, &packed), keep) }
}

fn load(bytes: &[u8], filter: lopdf::FilterFunc) -> Result<Document, ReadError> {
    COUNTS.with_borrow_mut(|counts| *counts = Counts { bytes: bytes.len(), ..Counts::default() });
    let options = LoadOptions {
        filter: Some(filter),
        max_decompressed_size: Some(limits::STREAM),
        ..LoadOptions::default()
    };
    Document::load_mem_with_options(bytes, options).map_err(|_| ReadError::Damaged)
}

/// What is in memory so far.
#[derive(Default)]
struct Counts {
    /// Bytes of the file, and of what was unfolded. Every value takes one of them at least, unless
    /// parts of the file are read again and again.
    bytes: usize,
    unfolded: usize,
    values: usize,
    contents: usize,
    /// Streams of objects; one that an index names twice is unfolded once.
    streams: HashSet<ObjectId>,
}

thread_local! {
    /// The library takes a function without a state of its own.
    static COUNTS: RefCell<Counts> = RefCell::default();
}

fn drop_all(_: ObjectId, _: &mut Object) -> Option<(ObjectId, Object)> {
    None
}

/// Counts an object that was read. Content of pages and fonts is not kept.
fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let counted = COUNTS.with_borrow_mut(|counts| counts.add(id, object));
    match counted {
        // The library has no other way to be stopped; this is no panic, nothing is printed.
        Err(error) => resume_unwind(Box::new(error)),
        Ok(false) => None,
        // The library asks for what was in a stream, and takes the rest as it was given.
        Ok(true) if matches!(object, Object::Stream(_)) => Some((id, Object::Null)),
        Ok(true) => Some((id, object.clone())),
    }
}

impl Counts {
    fn add(&mut self, id: ObjectId, object: &mut Object) -> Result<bool, ReadError> {
        if let Object::Stream(stream) = object {
            if stream.dict.has_type(b"ObjStm") {
                let is_new = self.streams.insert(id);
                return Ok(is_new && self.unfold(stream)?);
            }
            if stream.content.len() > limits::TEXT_BYTES || stream.dict.has_type(b"XObject") {
                stream.set_content(Vec::new());
            }
        }
        self.count(object)?;
        Ok(true)
    }

    /// Unfolds a stream of objects here, where what it costs can be counted.
    fn unfold(&mut self, stream: &mut lopdf::Stream) -> Result<bool, ReadError> {
        if stream.decompress_with_limit(limits::STREAM).is_err() {
            return Err(ReadError::Damaged);
        }
        self.unfolded += stream.content.len();
        self.bytes += stream.content.len();
        let objects = stream.dict.get(b"First").and_then(Object::as_i64).unwrap_or(0);
        // A number, a space, an offset, a space for each.
        let objects = usize::try_from(objects).unwrap_or(0).min(stream.content.len()) / 4;
        if self.unfolded > limits::STREAMS || objects.saturating_mul(stream.content.len()) > limits::OVERLAP {
            return Err(ReadError::TooCostly);
        }
        Ok(true)
    }

    /// Adds what an object holds. Its depth is bounded by the library.
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
        let is_much = self.values > limits::VALUES.min(self.bytes) || self.contents > self.bytes;
        if is_much { Err(ReadError::TooCostly) } else { Ok(()) }
    }

    fn count_dict(&mut self, dict: &lopdf::Dictionary) -> Result<(), ReadError> {
        dict.iter().try_for_each(|(key, value)| {
            self.contents += key.len();
            self.count(value)
        })
    }
}
