//! Counts the memory that the PDF library holds while it loads a file, and ends loading at the limits.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::panic::resume_unwind;

use lopdf::{DecompressError, Document, Error, Object, ObjectId, Stream};

use super::decryption_key::DecryptionKey;
use super::error::ReadError;
use super::recover::Places;
use super::{limits, precheck};

/// The parts of a file that the loader keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kept {
    /// The form and its values.
    #[default]
    Form,
    /// The whole file, to write it again.
    Whole,
}

/// Bytes of streams that are hidden from the library.
#[derive(Default)]
pub(super) struct HiddenBytes {
    /// The bytes by their places, in order.
    pub(super) bytes: Vec<(usize, u8)>,
    /// The streams that hold them.
    pub(super) streams: HashMap<ObjectId, Range<usize>>,
}

impl HiddenBytes {
    /// Puts the bytes back into the content of a stream, which starts at this place of the file.
    fn restore(&self, content: &mut [u8], start: usize) {
        let first = self.bytes.partition_point(|(place, _)| *place < start);
        for (place, byte) in self.bytes.iter().skip(first) {
            match content.get_mut(place - start) {
                Some(hidden) => *hidden = *byte,
                None => break,
            }
        }
    }
}

/// The memory that the library holds so far.
#[derive(Default)]
pub(super) struct Counts {
    /// Bytes of the file and of decompressed streams. Every value takes at least one of them, unless
    /// parts of the file are parsed repeatedly.
    pub(super) bytes: usize,
    pub(super) unfolded: usize,
    pub(super) values: usize,
    pub(super) contents: usize,
    /// Object streams; each is decompressed once.
    pub(super) streams: HashSet<ObjectId>,
    pub(super) kept: Kept,
    /// The key that decrypts the objects.
    pub(super) key: Option<DecryptionKey>,
    /// The one object to load.
    pub(super) wanted: Option<ObjectId>,
    /// Streams of hidden length, with their start offsets.
    pub(super) endless: Vec<(ObjectId, usize)>,
    pub(super) hidden: HiddenBytes,
    /// The places of the objects, if the file has a new cross-reference table.
    pub(super) recovered: Option<Places>,
}

thread_local! {
    /// The library takes a plain function, so its state is thread-local.
    pub(super) static COUNTS: RefCell<Counts> = RefCell::default();
}

pub(super) fn drop_all(_: ObjectId, _: &mut Object) -> Option<(ObjectId, Object)> {
    None
}

pub(super) fn keep_wanted(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    // An object in an object stream would need its stream decrypted.
    COUNTS.with_borrow(|counts| counts.wanted == Some(id)).then(|| (id, object.clone()))
}

/// Counts a parsed object. Page contents and fonts are kept for whole files only.
pub(super) fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
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
        if let Object::Stream(stream) = object
            && let Some(range) = self.hidden.streams.get(&id)
        {
            self.hidden.restore(&mut stream.content, range.start);
        }
        if let Some(key) = &self.key {
            match key.decrypt(id, object) {
                Err(_) if self.recovered.is_some() => return Ok(false),
                result => result?,
            }
        }
        if let Object::Stream(stream) = object {
            if stream.dict.has_type(b"ObjStm") {
                return self.unfold(id, stream);
            }
            let is_drawn = stream.content.len() > limits::TEXT_BYTES || stream.dict.has_type(b"XObject");
            if is_drawn && self.kept == Kept::Form {
                stream.set_content(Vec::new());
            }
        }
        self.count(object)?;
        Ok(true)
    }

    /// Fills the streams of hidden length, and adds the objects of recovered object streams.
    pub(super) fn finish(&mut self, bytes: &[u8], document: &mut Document) -> Result<(), ReadError> {
        // Offsets count from the header of the file.
        let head = bytes.windows(5).position(|part| part == b"%PDF-").unwrap_or(0);
        for (id, start) in std::mem::take(&mut self.endless) {
            let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else { continue };
            let mut filled = stream.clone();
            let content = self.find_content(&filled, (id, head + start), document);
            let is_packed = filled.dict.has_type(b"ObjStm");
            if self.kept == Kept::Form
                && !is_packed
                && content.as_ref().is_some_and(|content| content.len() > limits::TEXT_BYTES)
            {
                continue;
            }
            let start = content.as_ref().map_or(0, |content| content.start);
            let content = content.and_then(|content| bytes.get(content)).ok_or(ReadError::Damaged)?;
            let mut content = content.to_vec();
            self.hidden.restore(&mut content, start);
            filled.set_content(content);
            filled.dict.remove(precheck::HIDDEN_LENGTH);
            let mut filled = Object::Stream(filled);
            if self.add(id, &mut filled)? {
                document.objects.insert(id, filled);
            } else {
                document.objects.remove(&id);
            }
        }
        if let Some(places) = &mut self.recovered {
            places.finish(document);
        }
        Ok(())
    }

    /// Returns the place of the content of a stream of hidden length, which starts at `start`.
    fn find_content(
        &self,
        stream: &Stream,
        (id, start): (ObjectId, usize),
        document: &Document,
    ) -> Option<Range<usize>> {
        let recovered = self.recovered.as_ref().and_then(|places| places.contents.get(&id));
        if let Some(content) = recovered {
            return Some(content.clone());
        }
        let length = [precheck::HIDDEN_LENGTH, b"Length"].into_iter().find_map(|key| {
            let length = stream.dict.get_deref(key, document).and_then(Object::as_i64).ok()?;
            usize::try_from(length).ok()
        })?;
        Some(start..start.checked_add(length)?)
    }

    /// Decompresses an object stream, where its cost is counted. Returns true if the library may read it.
    fn unfold(&mut self, id: ObjectId, stream: &mut Stream) -> Result<bool, ReadError> {
        if !self.streams.insert(id) {
            return Ok(false);
        }
        match stream.decompress_with_limit(limits::STREAM_BYTES) {
            Ok(()) => {}
            Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
                return Err(ReadError::TooCostly);
            }
            // A damaged object stream is no reason to lose the others.
            Err(_) if self.recovered.is_some() => return Ok(false),
            Err(_) => return Err(ReadError::Damaged),
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
        let Some(mut places) = self.recovered.take() else { return Ok(true) };
        // The library does not know which of two object streams is the newer one.
        let unpacked = places.unpack(id, stream, |object| self.count(object));
        self.recovered = Some(places);
        unpacked.map(|()| false)
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
