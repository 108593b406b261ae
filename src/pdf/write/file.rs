//! A PDF file in the making: objects are turned into bytes as they come, so that a huge kit is never
//! held as a tree of values.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};

use super::cross_reference::{self, Entry};
use super::dict::{Dict, put_dict};
use super::protect::Cipher;
use crate::pdf::compress::Deflater;
use crate::pdf::error::PdfError;
use crate::pdf::syntax::{put, put_dictionary};

/// The comment after a file's first line: "ikit" with the high bit of every letter set, as the
/// standard asks of a comment that marks a file as binary. By it the program knows its own files.
const MARK: [u8; 4] = [b'i' | 0x80, b'k' | 0x80, b'i' | 0x80, b't' | 0x80];

/// Bytes of objects that are compressed together.
const TOGETHER: usize = 128 << 10;

/// Digits of the identifier.
pub(crate) const ID_DIGITS: usize = 32;

/// What the file starts with.
fn head() -> Vec<u8> {
    [b"%PDF-1.7\n%".as_slice(), &MARK, b"\n"].concat()
}

/// Whether a file that starts with `start` was written by this program, and not by another that
/// read it and wrote it anew.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    start.starts_with(&head())
}

/// Whether a file is, byte for byte, as this program wrote it.
#[must_use]
pub fn is_as_written(file: &[u8]) -> bool {
    let Some(places) = id_places(file).filter(|_| is_ours(file)) else { return false };
    let id = digest(file, &places);
    places.into_iter().all(|at| file[at..at + ID_DIGITS] == *id.as_bytes())
}

/// Bytes with room for those of most kits.
fn roomy(start: &[u8]) -> Vec<u8> {
    const ROOM: usize = 256 << 10;
    let mut bytes = Vec::with_capacity(ROOM);
    bytes.extend_from_slice(start);
    bytes
}

/// A file in the making.
pub(crate) struct File {
    bytes: Vec<u8>,
    /// Where each object is, by its number.
    entries: Vec<Entry>,
    /// Objects that will be packed into streams: their numbers, and where they end in `packed`.
    waiting: Vec<(u32, usize)>,
    packed: Vec<u8>,
    /// What encrypts every stream, if the file is protected.
    cipher: Option<Cipher>,
    /// What went wrong while something was encrypted.
    failure: Option<PdfError>,
}

impl File {
    pub(crate) fn new(cipher: Option<Cipher>) -> Self {
        Self {
            bytes: roomy(&head()),
            // Number 0 is never that of an object.
            entries: vec![Entry::Free],
            waiting: Vec::new(),
            packed: roomy(&[]),
            cipher,
            failure: None,
        }
    }

    /// The id of an object that comes later.
    pub(crate) fn new_object_id(&mut self) -> ObjectId {
        self.entries.push(Entry::Free);
        (self.entries.len() as u32 - 1, 0)
    }

    /// Adds an object and returns its id.
    pub(crate) fn add_object(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.new_object_id();
        self.insert(id, object);
        id
    }

    /// Adds the object of an id. It cannot be changed any more.
    pub(crate) fn insert(&mut self, id: ObjectId, object: impl Into<Object>) {
        match object.into() {
            Object::Stream(stream) => self.add_stream(id, stream),
            object => {
                put(&mut self.packed, &object);
                self.end_packed(id);
            }
        }
    }

    /// Adds the object of an id, which is a dictionary that is written as it comes.
    pub(crate) fn write_dict(&mut self, id: ObjectId, write: impl FnOnce(&mut Dict<'_>)) {
        put_dict(&mut self.packed, write);
        self.end_packed(id);
    }

    fn end_packed(&mut self, id: ObjectId) {
        self.packed.push(b' ');
        self.waiting.push((id.0, self.packed.len()));
    }

    /// Adds a stream, encrypted where the file is. Objects that are packed are encrypted with their stream.
    fn add_stream(&mut self, id: ObjectId, stream: Stream) {
        let stream = match &self.cipher {
            Some(cipher) => cipher.stream(id, stream),
            None => Ok(stream),
        };
        match stream {
            Ok(stream) => self.write_stream(id.0, &stream),
            Err(error) => self.failure = Some(error),
        }
    }

    fn write_stream(&mut self, number: u32, stream: &Stream) {
        self.entries[number as usize] = Entry::At(self.bytes.len());
        self.bytes.extend(format!("{number} 0 obj\n").bytes());
        put_dictionary(&mut self.bytes, &stream.dict);
        self.bytes.extend(b"stream\n");
        self.bytes.extend(&stream.content);
        self.bytes.extend(b"\nendstream\nendobj\n");
    }

    /// The bytes of the file. Its identifier follows from all others, but for the half that a file keeps
    /// through its changes.
    pub(crate) fn finish(
        mut self,
        mut trailer: Dictionary,
        first_half: Option<[u8; ID_DIGITS / 2]>,
        deflater: &mut Deflater,
    ) -> Result<Vec<u8>, PdfError> {
        self.pack(deflater);
        if let Some(cipher) = &self.cipher {
            let dict = cipher.dictionary()?;
            trailer.set("Encrypt", self.write_plain(&dict));
        }
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let start = self.bytes.len();
        let number = self.new_object_id().0;
        self.entries[number as usize] = Entry::At(start);
        let half = |bytes: [u8; ID_DIGITS / 2]| Object::String(bytes.to_vec(), StringFormat::Hexadecimal);
        let unknown = [0; ID_DIGITS / 2];
        trailer.set("ID", vec![half(first_half.unwrap_or(unknown)), half(unknown)]);
        let stream = cross_reference::stream(&self.entries, trailer, deflater);
        self.write_stream(number, &stream);
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        let mut bytes = self.bytes;
        if let Some([first, second]) = id_places(&bytes) {
            let id = digest(&bytes, &[first, second]);
            let put = |at: usize| bytes[at..at + ID_DIGITS].copy_from_slice(id.as_bytes());
            let places = if first_half.is_some() { vec![second] } else { vec![first, second] };
            places.into_iter().for_each(put);
        }
        Ok(bytes)
    }

    /// Adds an object that is neither packed nor encrypted.
    fn write_plain(&mut self, dict: &Dictionary) -> ObjectId {
        let id = self.new_object_id();
        self.entries[id.0 as usize] = Entry::At(self.bytes.len());
        self.bytes.extend(format!("{} 0 obj\n", id.0).bytes());
        put_dictionary(&mut self.bytes, dict);
        self.bytes.extend(b"\nendobj\n");
        id
    }

    /// Packs all objects that wait into streams, in the order of their numbers: what has to do with
    /// each other has numbers side by side, and repeats itself.
    fn pack(&mut self, deflater: &mut Deflater) {
        let starts = std::iter::once(0).chain(self.waiting.iter().map(|(_, end)| *end));
        let mut waiting: Vec<(u32, usize, usize)> =
            starts.zip(&self.waiting).map(|(start, (number, end))| (*number, start, *end)).collect();
        waiting.sort_unstable();
        let packed = std::mem::take(&mut self.packed);
        let mut rest = waiting.as_slice();
        while !rest.is_empty() {
            let mut length = 0;
            let is_room = |(_, start, end): &&(u32, usize, usize)| {
                length += end - start;
                length <= TOGETHER
            };
            let count = rest.iter().take_while(is_room).count().max(1);
            let (together, after) = rest.split_at(count);
            self.pack_together(together, &packed, deflater);
            rest = after;
        }
    }

    fn pack_together(&mut self, objects: &[(u32, usize, usize)], packed: &[u8], deflater: &mut Deflater) {
        let id = self.new_object_id();
        let (mut index, mut body) = (String::new(), Vec::new());
        for (place, (number, start, end)) in objects.iter().enumerate() {
            self.entries[*number as usize] = Entry::In { stream: id.0, place };
            // Memory takes everything.
            let _ = write!(index, "{number} {} ", body.len());
            body.extend(&packed[*start..*end]);
        }
        let mut dict = Dictionary::new();
        dict.set("Type", "ObjStm");
        dict.set("N", objects.len() as i64);
        dict.set("First", index.len() as i64);
        let stream = deflater.stream(dict, &[index.as_bytes(), &body].concat());
        self.add_stream(id, stream);
    }
}

/// Where the two halves of the identifier stand, in the last dictionary of a file.
fn id_places(file: &[u8]) -> Option<[usize; 2]> {
    const OPEN: &[u8] = b"/ID[<";
    const BETWEEN: &[u8] = b"><";
    let at = file.windows(OPEN.len()).rposition(|part| part == OPEN)? + OPEN.len();
    let second = at + ID_DIGITS + BETWEEN.len();
    let is_whole = file.get(at + ID_DIGITS..second)? == BETWEEN && file.len() >= second + ID_DIGITS;
    is_whole.then_some([at, second])
}

/// The identifier of a file: of its bytes, with zeros where the identifier stands.
fn digest(file: &[u8], places: &[usize; 2]) -> String {
    const ZEROS: [u8; ID_DIGITS] = [b'0'; ID_DIGITS];
    let [first, second] = *places;
    let mut digest = Sha256::new();
    digest.update(&file[..first]);
    digest.update(ZEROS);
    digest.update(&file[first + ID_DIGITS..second]);
    digest.update(ZEROS);
    digest.update(&file[second + ID_DIGITS..]);
    let hash: [u8; 32] = digest.finalize().into();
    let (halves, _) = hash.as_chunks::<{ ID_DIGITS / 2 }>();
    format!("{:032X}", u128::from_be_bytes(halves[0]))
}
