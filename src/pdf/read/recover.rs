//! Rebuilds the cross-reference table of a damaged file from the objects that are found in it.
//!
//! Of several objects of one number, the last in the file is the newest, as every program appends changes.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, ObjectStream, Stream};

use super::error::ReadError;
use super::lexer::{Lexer, Token, parse_number};
use super::scan::{Entries, FileScan, FoundObject, scan, value_of};
use super::{limits, precheck};

/// The greatest number of tokens in a value of a trailer; the longest is an encryption dictionary.
const MAX_VALUE_TOKENS: usize = 1_000;

/// A file with a new cross-reference table.
pub(super) struct Rebuilt {
    /// The bytes of the file, with the table and a trailer at the end.
    pub(super) bytes: Vec<u8>,
    pub(super) places: Places,
}

/// The places of the objects of a rebuilt file.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The place of each object, by its number.
    objects: HashMap<u32, usize>,
    /// The content of streams that do not have the length that they state.
    pub(super) contents: HashMap<ObjectId, Range<usize>>,
    /// The newest object of each number in the object streams, with the place of its stream.
    unpacked: BTreeMap<ObjectId, (usize, Object)>,
}

/// Rebuilds the table of a file.
pub(super) fn rebuild(bytes: &[u8]) -> Result<Rebuilt, ReadError> {
    let found = scan(bytes)?;
    let is_table = |object: &FoundObject| is_type(bytes, &object.entries, b"/XRef");
    let mut newest: BTreeMap<u32, &FoundObject> = BTreeMap::new();
    for object in found.objects.iter().filter(|object| !is_table(object)) {
        newest.insert(object.id.0, object);
    }
    if newest.is_empty() {
        return Err(ReadError::Damaged);
    }
    // Offsets count from the header of the file.
    let head = bytes.windows(5).position(|part| part == b"%PDF-").unwrap_or(0);
    let mut rebuilt = bytes.to_vec();
    let mut places = Places::default();
    for object in newest.values() {
        places.objects.insert(object.id.0, object.start);
        if let Some(body) = object.body.as_ref().filter(|body| !body.has_true_length) {
            places.contents.insert(object.id, body.range.clone());
            // Without a length the library leaves the stream to the loader.
            if let Some(key) =
                value_of(&object.entries, b"Length").and_then(|value| key_before(bytes, &value))
            {
                rebuilt[key] = precheck::HIDDEN_FIRST;
            }
        }
    }
    let table = table(&newest, head, rebuilt.len() + 1);
    rebuilt.push(b'\n');
    rebuilt.extend(table.text.bytes());
    rebuilt.extend(trailer(bytes, &found, &newest, is_table));
    rebuilt.extend(format!("\nstartxref\n{}\n%%EOF\n", table.start).bytes());
    Ok(Rebuilt { bytes: rebuilt, places })
}

/// Returns the first letter of the key before a value.
fn key_before(bytes: &[u8], value: &Range<usize>) -> Option<usize> {
    bytes.get(..value.start)?.iter().rposition(|byte| *byte == b'/').map(|slash| slash + 1)
}

fn is_type(bytes: &[u8], entries: &Entries, name: &[u8]) -> bool {
    value_of(entries, b"Type").is_some_and(|value| bytes.get(value) == Some(name))
}

struct Table {
    text: String,
    start: usize,
}

/// Returns a cross-reference table: ISO 32000-1, 7.5.4.
fn table(objects: &BTreeMap<u32, &FoundObject>, head: usize, at: usize) -> Table {
    let mut text = "xref\n".to_owned();
    let entries: Vec<(u32, &FoundObject)> = objects
        .iter()
        .filter(|(_, object)| object.start >= head)
        .map(|(number, object)| (*number, *object))
        .collect();
    for run in entries.chunk_by(|(one, _), (next, _)| *one + 1 == *next) {
        let _ = writeln!(text, "{} {}", run[0].0, run.len());
        for (_, object) in run {
            let _ = writeln!(text, "{:010} {:05} n ", object.start - head, object.id.1);
        }
    }
    Table { text, start: at - head }
}

/// Returns a trailer with the newest entries of all trailers.
fn trailer(
    bytes: &[u8],
    found: &FileScan,
    objects: &BTreeMap<u32, &FoundObject>,
    is_table: impl Fn(&FoundObject) -> bool,
) -> Vec<u8> {
    let tables = found.objects.iter().filter(|object| is_table(object)).map(|object| &object.entries);
    let trailers: Vec<&Entries> = found.trailers.iter().chain(tables).collect();
    let size = objects.keys().next_back().map_or(1, |number| number + 1);
    let mut text = format!("trailer\n<</Size {size}").into_bytes();
    for key in [b"Root".as_slice(), b"Info", b"ID", b"Encrypt"] {
        // The last in the file.
        let values = trailers.iter().filter_map(|entries| value_of(entries, key));
        let value = values.filter(|value| is_whole(bytes, key, value)).max_by_key(|value| value.start);
        if let Some(value) = value.and_then(|value| bytes.get(value)) {
            text.extend([b"/", key, b" ", value].concat());
        } else if key == b"Encrypt"
            && let Some(object) = found.objects.iter().rfind(|object| is_encryption(bytes, object))
        {
            text.extend(format!("/Encrypt {} {} R", object.id.0, object.id.1).bytes());
        }
    }
    text.extend(b">>");
    text
}

/// Returns true if a value of a trailer is a reference, the strings of an identifier, or a dictionary.
fn is_whole(bytes: &[u8], key: &[u8], value: &Range<usize>) -> bool {
    let mut lexer = Lexer::new(bytes.get(..value.end).unwrap_or_default());
    let (mut at, mut tokens) = (value.start, Vec::new());
    while let Some((token, range)) = lexer.next_token(at).filter(|_| tokens.len() <= MAX_VALUE_TOKENS) {
        at = range.end;
        tokens.push((token, lexer.word(&range)));
    }
    match tokens.as_slice() {
        [(_, number), (_, generation), (_, b"R")] => {
            parse_number::<u32>(number).is_some() && parse_number::<u16>(generation).is_some()
        }
        [(Token::Open, b"["), strings @ .., (Token::Close, b"]")] if key == b"ID" => {
            strings.iter().all(|(token, text)| *token == Token::Other && text.len() > 1)
        }
        [(Token::Open, b"<<"), .., (Token::Close, b">>")] => {
            key == b"Encrypt" && tokens.len() <= MAX_VALUE_TOKENS
        }
        _ => false,
    }
}

/// Returns true for an encryption dictionary: without it, the values would be read as they are encrypted.
fn is_encryption(bytes: &[u8], object: &FoundObject) -> bool {
    let has = |key| value_of(&object.entries, key).is_some();
    let filter = value_of(&object.entries, b"Filter").and_then(|value| bytes.get(value));
    filter == Some(b"/Standard") && has(b"O") && has(b"U") && has(b"P")
}

impl Places {
    /// Keeps the objects of an object stream that are the newest of their numbers so far. `count` counts each.
    pub(super) fn unpack(
        &mut self,
        id: ObjectId,
        stream: &mut Stream,
        mut count: impl FnMut(&Object) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let place = self.objects.get(&id.0).copied().unwrap_or(0);
        let Ok(unpacked) = ObjectStream::new_with_limit(stream, Some(limits::STREAM_BYTES)) else {
            return Ok(());
        };
        for (id, object) in unpacked.objects {
            let known = self.unpacked.get(&id).map(|(place, _)| place).or(self.objects.get(&id.0));
            if known.is_none_or(|known| *known < place) {
                count(&object)?;
                self.unpacked.insert(id, (place, object));
            }
        }
        Ok(())
    }

    /// Adds the unpacked objects to the document, and finds its catalog if no trailer names it.
    pub(super) fn finish(&mut self, document: &mut Document) {
        for (id, (place, object)) in std::mem::take(&mut self.unpacked) {
            self.objects.insert(id.0, place);
            document.objects.insert(id, object);
        }
        let is_catalog = |dict: &Dictionary| dict.has_type(b"Catalog") && dict.has(b"Pages");
        if !names(document, b"Root", is_catalog) {
            self.set_newest(document, "Root", is_catalog);
        }
        let is_info = |dict: &Dictionary| {
            !dict.has(b"Type") && [b"Producer".as_slice(), b"Creator"].iter().any(|key| dict.has(key))
        };
        if !names(document, b"Info", |_| true) {
            self.set_newest(document, "Info", is_info);
        }
        if !names(document, b"Info", |_| true) {
            let info = document.add_object(Dictionary::new());
            document.trailer.set("Info", info);
        }
    }

    /// Sets an entry of the trailer to the last object of a kind in the file.
    fn set_newest(&self, document: &mut Document, key: &str, is_wanted: impl Fn(&Dictionary) -> bool) {
        let wanted = document.objects.iter().filter(|(_, object)| object.as_dict().is_ok_and(&is_wanted));
        let newest = wanted.max_by_key(|(id, _)| self.objects.get(&id.0)).map(|(id, _)| *id);
        if let Some(id) = newest {
            document.trailer.set(key, id);
        }
    }
}

/// Returns true if an entry of the trailer names an object of this kind.
fn names(document: &Document, key: &[u8], is_wanted: impl Fn(&Dictionary) -> bool) -> bool {
    document.trailer.get_deref(key, document).and_then(Object::as_dict).is_ok_and(is_wanted)
}
