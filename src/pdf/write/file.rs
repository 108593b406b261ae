//! Turns objects into the bytes of a file as they come, so that a huge kit is never a tree of values.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

use super::cross_reference::{ObjectLocation, cross_reference_stream};
use super::dict::{DictWriter, put_dict};
use super::encryption::Cipher;
use super::file_identifier::{ID_DIGITS, file_head, write_identifier};
use super::syntax::{put_dictionary, put_object};
use crate::pdf::compress::Deflater;
use crate::pdf::error::PdfError;

/// The bytes of objects that are compressed together.
const OBJECT_STREAM_BYTES: usize = 128 << 10;

/// The size of most kits, allocated at once.
const KIT_BYTES: usize = 256 << 10;

/// Writes a PDF file.
pub(crate) struct FileWriter {
    bytes: Vec<u8>,
    /// The location of each object, by its number.
    entries: Vec<ObjectLocation>,
    /// The objects in `packed`.
    packed_objects: Vec<PackedObject>,
    /// The bytes of objects that will be packed into object streams.
    packed: Vec<u8>,
    /// Encrypts every stream of a protected file.
    cipher: Option<Cipher>,
    /// The last error of the cipher.
    cipher_error: Option<PdfError>,
}

/// An object that waits for its object stream: its number, and its bytes in [`FileWriter::packed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct PackedObject {
    number: u32,
    start: usize,
    end: usize,
}

impl FileWriter {
    pub(crate) fn new() -> Self {
        let mut bytes = Vec::with_capacity(KIT_BYTES);
        bytes.extend(file_head());
        Self {
            bytes,
            // No object has the number 0.
            entries: vec![ObjectLocation::Free],
            packed_objects: Vec::new(),
            packed: Vec::with_capacity(KIT_BYTES),
            cipher: None,
            cipher_error: None,
        }
    }

    /// Returns a writer that encrypts the file if there is a cipher.
    pub(super) fn with_cipher(cipher: Option<Cipher>) -> Self {
        Self { cipher, ..Self::new() }
    }

    /// Returns the id of an object that is inserted later.
    pub(super) fn new_object_id(&mut self) -> ObjectId {
        self.entries.push(ObjectLocation::Free);
        (self.entries.len() as u32 - 1, 0)
    }

    /// Adds an object and returns its id.
    pub(crate) fn add_object(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.new_object_id();
        self.insert(id, object);
        id
    }

    /// Adds the object of an id. It cannot be changed afterwards.
    pub(super) fn insert(&mut self, id: ObjectId, object: impl Into<Object>) {
        match object.into() {
            Object::Stream(stream) => self.insert_stream(id, stream),
            object => {
                let start = self.packed.len();
                put_object(&mut self.packed, &object);
                self.end_packed(id, start);
            }
        }
    }

    /// Adds the object of an id: a dictionary that is written as it comes.
    pub(super) fn write_dict(&mut self, id: ObjectId, write: impl FnOnce(&mut DictWriter<'_>)) {
        let start = self.packed.len();
        put_dict(&mut self.packed, write);
        self.end_packed(id, start);
    }

    fn end_packed(&mut self, id: ObjectId, start: usize) {
        self.packed.push(b' ');
        self.packed_objects.push(PackedObject { number: id.0, start, end: self.packed.len() });
    }

    /// Adds a stream, encrypted if the file is. Packed objects are encrypted with their object stream.
    fn insert_stream(&mut self, id: ObjectId, stream: Stream) {
        let stream = match &self.cipher {
            Some(cipher) => cipher.encrypt_stream(id, stream),
            None => Ok(stream),
        };
        match stream {
            Ok(stream) => self.write_stream(id.0, &stream),
            Err(error) => self.cipher_error = Some(error),
        }
    }

    fn write_stream(&mut self, number: u32, stream: &Stream) {
        self.entries[number as usize] = ObjectLocation::At(self.bytes.len());
        self.bytes.extend(format!("{number} 0 obj\n").bytes());
        put_dictionary(&mut self.bytes, &stream.dict);
        self.bytes.extend(b"stream\n");
        self.bytes.extend(&stream.content);
        self.bytes.extend(b"\nendstream\nendobj\n");
    }

    /// Returns the bytes of the file. Its identifier follows from all other bytes, except for a first half that
    /// is given: a file keeps that half through its changes.
    pub(crate) fn finish(
        mut self,
        mut trailer: Dictionary,
        first_half: Option<[u8; ID_DIGITS / 2]>,
        deflater: &mut Deflater,
    ) -> Result<Vec<u8>, PdfError> {
        self.pack_objects(deflater);
        if let Some(cipher) = &self.cipher {
            let dict = cipher.dictionary()?;
            trailer.set("Encrypt", self.write_plain(&dict));
        }
        if let Some(error) = self.cipher_error {
            return Err(error);
        }
        let start = self.bytes.len();
        let number = self.new_object_id().0;
        self.entries[number as usize] = ObjectLocation::At(start);
        let half = |bytes: [u8; ID_DIGITS / 2]| Object::String(bytes.to_vec(), StringFormat::Hexadecimal);
        let placeholder = [0; ID_DIGITS / 2];
        trailer.set("ID", vec![half(first_half.unwrap_or(placeholder)), half(placeholder)]);
        let stream = cross_reference_stream(&self.entries, trailer, deflater);
        self.write_stream(number, &stream);
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        write_identifier(&mut self.bytes, first_half.is_some());
        Ok(self.bytes)
    }

    /// Adds an object that is neither packed nor encrypted.
    fn write_plain(&mut self, dict: &Dictionary) -> ObjectId {
        let id = self.new_object_id();
        self.entries[id.0 as usize] = ObjectLocation::At(self.bytes.len());
        self.bytes.extend(format!("{} 0 obj\n", id.0).bytes());
        put_dictionary(&mut self.bytes, dict);
        self.bytes.extend(b"\nendobj\n");
        id
    }

    /// Packs all objects that wait into object streams, in the order of their numbers: related objects have
    /// neighbouring numbers, and compress well together.
    fn pack_objects(&mut self, deflater: &mut Deflater) {
        let mut objects = std::mem::take(&mut self.packed_objects);
        objects.sort_unstable();
        let packed = std::mem::take(&mut self.packed);
        let mut rest = objects.as_slice();
        while !rest.is_empty() {
            let mut length = 0;
            let has_room = |object: &&PackedObject| {
                length += object.end - object.start;
                length <= OBJECT_STREAM_BYTES
            };
            let count = rest.iter().take_while(has_room).count().max(1);
            let (together, after) = rest.split_at(count);
            self.write_object_stream(together, &packed, deflater);
            rest = after;
        }
    }

    fn write_object_stream(&mut self, objects: &[PackedObject], packed: &[u8], deflater: &mut Deflater) {
        let id = self.new_object_id();
        let (mut offsets, mut body) = (String::new(), Vec::new());
        for (index, PackedObject { number, start, end }) in objects.iter().enumerate() {
            self.entries[*number as usize] = ObjectLocation::In { stream: id.0, index };
            // Writing to memory cannot fail.
            let _ = write!(offsets, "{number} {} ", body.len());
            body.extend(&packed[*start..*end]);
        }
        let mut dict = Dictionary::new();
        dict.set("Type", "ObjStm");
        dict.set("N", objects.len() as i64);
        dict.set("First", offsets.len() as i64);
        let stream = deflater.stream(dict, &[offsets.as_bytes(), &body].concat());
        self.insert_stream(id, stream);
    }
}
