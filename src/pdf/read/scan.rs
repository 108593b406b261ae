//! The objects of a file, found by reading its bytes in order, as other PDF programs do when its
//! cross-reference table is damaged.

use std::collections::HashMap;
use std::ops::Range;

use lopdf::ObjectId;
use memchr::memmem;

use super::error::ReadError;
use super::lexer::{Lexer, Token, is_space, parse_number};
use super::limits;

/// An object where the bytes have one.
#[derive(Debug, Clone)]
pub(super) struct FoundObject {
    pub(super) id: ObjectId,
    /// The place of the object number.
    pub(super) start: usize,
    /// The entries of its dictionary that matter here.
    pub(super) entries: Entries,
    /// The content of a stream.
    pub(super) body: Option<Body>,
}

/// The content of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) range: Range<usize>,
    /// True if the dictionary states this length.
    pub(super) has_true_length: bool,
}

/// Entries of a dictionary: the place of the value by key.
pub(super) type Entries = Vec<(&'static [u8], Range<usize>)>;

/// The keys of entries that matter.
const KEYS: [&[u8]; 10] =
    [b"Type", b"Length", b"Root", b"Info", b"ID", b"Encrypt", b"Filter", b"O", b"U", b"P"];

/// Words that no dictionary contains, so it ends before them without `>>`.
const KEYWORDS: [&[u8]; 7] = [b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref"];

/// The objects and trailers of a file, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct FileScan {
    pub(super) objects: Vec<FoundObject>,
    pub(super) trailers: Vec<Entries>,
}

impl FileScan {
    /// Returns the object whose stream contains a byte.
    pub(super) fn stream_at(&self, place: usize) -> Option<&FoundObject> {
        let before = self.objects.partition_point(|object| object.start <= place);
        let object = self.objects.get(before.checked_sub(1)?)?;
        object.body.as_ref().is_some_and(|body| body.range.contains(&place)).then_some(object)
    }
}

/// Returns the place of the value of a key.
pub(super) fn value_of(entries: &Entries, key: &[u8]) -> Option<Range<usize>> {
    entries.iter().rfind(|(name, _)| *name == key).map(|(_, value)| value.clone())
}

/// Scans a file. An object without an end is left out.
pub(super) fn scan(bytes: &[u8]) -> Result<FileScan, ReadError> {
    let mut scanner = Scanner::new(bytes);
    scanner.run()?;
    scanner.measure_streams();
    Ok(scanner.found)
}

/// Returns true if another file follows the first in the same bytes. The offsets of its table are then wrong, and may
/// happen to fit the first file.
pub(super) fn has_second_file(bytes: &[u8]) -> bool {
    let is_after_end = |at: &usize| {
        let before = bytes.get(..*at).unwrap_or_default().trim_ascii_end();
        before.ends_with(b"%%EOF")
    };
    let mut headers = memmem::find_iter(bytes, b"%PDF-").filter(is_after_end).peekable();
    // An attached file is in a stream.
    headers.peek().is_some()
        && scan(bytes).is_ok_and(|found| headers.any(|header| found.stream_at(header).is_none()))
}

struct Scanner<'b> {
    lexer: Lexer<'b>,
    found: FileScan,
    /// Objects that are a number, which may be the length of a stream.
    numbers: HashMap<ObjectId, usize>,
    /// From here on, no `endstream` is followed by `endobj`; and none is found at all.
    no_full_end_from: usize,
    no_end_from: usize,
}

impl<'b> Scanner<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        let (length, found) = (bytes.len(), FileScan::default());
        let (lexer, numbers) = (Lexer::new(bytes), HashMap::new());
        Self { lexer, found, numbers, no_full_end_from: length, no_end_from: length }
    }

    fn run(&mut self) -> Result<(), ReadError> {
        let mut at = 0;
        // The last two numbers.
        let mut numbers: [Option<(u32, usize)>; 2] = [None; 2];
        while let Some((token, range)) = self.lexer.next_token(at) {
            at = range.end;
            let word = if token == Token::Word { self.lexer.word(&range) } else { b"" };
            // Some programs write no space between an object and the next.
            let digits = word.strip_prefix(b"endobj").unwrap_or(word);
            if let Some(number) = parse_number(digits).filter(|_| !digits.is_empty()) {
                numbers = [numbers[1], Some((number, range.end - digits.len()))];
                continue;
            }
            if word == b"trailer" {
                if let Some((entries, end)) = self.read_dictionary(at) {
                    self.found.trailers.push(entries);
                    at = end;
                }
            } else if word == b"obj"
                && let [Some((number, start)), Some((generation, _))] = numbers
                && let Ok(generation) = u16::try_from(generation)
                && i64::from(number) <= limits::MAX_OBJECT_NUMBER
            {
                at = self.read_object((number, generation), start, at);
                if self.found.objects.len() > limits::MAX_SCANNED_OBJECTS {
                    return Err(ReadError::TooCostly);
                }
            }
            numbers = [None; 2];
        }
        Ok(())
    }

    /// Reads an object after `obj`, and returns the place to continue at.
    fn read_object(&mut self, id: ObjectId, start: usize, at: usize) -> usize {
        let object = |entries, body| FoundObject { id, start, entries, body };
        match self.lexer.next_token(at) {
            Some((Token::Open, range)) if self.lexer.word(&range) == b"<<" => {
                let Some((entries, end)) = self.read_dictionary(at) else { return range.end };
                let Some(content) = self.content_start(end) else {
                    self.found.objects.push(object(entries, None));
                    return end;
                };
                match self.read_body(&entries, content) {
                    Some(body) => {
                        let end = body.range.end;
                        self.found.objects.push(object(entries, Some(body)));
                        end
                    }
                    // The stream was cut off.
                    None => content,
                }
            }
            Some((token, range)) => {
                if token == Token::Word
                    && let Some(number) = parse_number(self.lexer.word(&range))
                {
                    self.numbers.insert(id, number);
                }
                self.found.objects.push(object(Entries::new(), None));
                at
            }
            None => at,
        }
    }

    /// Reads a dictionary, and returns its entries and its end.
    fn read_dictionary(&mut self, at: usize) -> Option<(Entries, usize)> {
        let (_, open) = self.lexer.next_token(at).filter(|(_, range)| self.lexer.word(range) == b"<<")?;
        let (mut entries, mut at, mut depth) = (Entries::new(), open.end, 1_usize);
        // The key whose value is being read, and the place of the value.
        let mut key: Option<(&[u8], Option<Range<usize>>)> = None;
        while let Some((token, range)) = self.lexer.next_token(at) {
            at = range.end;
            let word = self.lexer.word(&range);
            let is_end = token == Token::Close && depth == 1;
            if is_end || (token == Token::Name && depth == 1 && !matches!(key, Some((_, None)))) {
                if let Some((name, Some(value))) = key.take()
                    && let Some(name) = KEYS.into_iter().find(|key| *key == name)
                {
                    entries.push((name, value));
                }
                if is_end {
                    return Some((entries, at));
                }
                key = Some((word, None));
                continue;
            }
            match token {
                Token::Open => depth += 1,
                Token::Close => depth -= 1,
                Token::Word if KEYWORDS.contains(&word) => return None,
                _ => {}
            }
            if let Some((_, value)) = &mut key {
                let start = if token == Token::Name { range.start - 1 } else { range.start };
                *value = Some(value.as_ref().map_or(start, |value| value.start)..at);
            }
        }
        None
    }

    /// Returns the place of the first byte of a stream, if `stream` follows a dictionary.
    fn content_start(&self, at: usize) -> Option<usize> {
        let at = self.lexer.skip_space(at);
        let rest = self.lexer.bytes.get(at..)?.strip_prefix(b"stream")?;
        let spaces = rest.iter().take_while(|byte| b" \t".contains(byte)).count();
        let line_end = match rest.get(spaces..)? {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return None,
        };
        Some(at + b"stream".len() + spaces + line_end)
    }

    /// Returns the content of a stream that starts here.
    fn read_body(&mut self, entries: &Entries, start: usize) -> Option<Body> {
        let length = value_of(entries, b"Length").and_then(|value| parse_number(self.lexer.word(&value)));
        if let Some(length) = length
            && let Some(end) = start.checked_add(length).filter(|end| self.ends_stream(*end))
        {
            return Some(Body { range: start..end, has_true_length: true });
        }
        let end = self.find_end(start)?;
        let content = self.lexer.bytes.get(start..end)?;
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        Some(Body { range: start..start + content.len(), has_true_length: false })
    }

    /// Returns true if the keyword that ends a stream follows, as the PDF library looks for it.
    fn ends_stream(&self, at: usize) -> bool {
        let rest = self.lexer.bytes.get(at..).unwrap_or_default();
        [b"".as_slice(), b"\r\n", b"\n", b"\r"]
            .into_iter()
            .any(|end| rest.strip_prefix(end).is_some_and(|rest| rest.starts_with(b"endstream")))
    }

    /// Finds the keyword that ends a stream: best the one before `endobj`.
    fn find_end(&mut self, start: usize) -> Option<usize> {
        const END: &[u8] = b"endstream";
        if start < self.no_full_end_from {
            let rest = self.lexer.bytes.get(start..)?;
            let is_full = |at: &usize| {
                let after = rest.get(at + END.len()..).unwrap_or_default();
                let spaces = after.iter().take(8).take_while(|byte| is_space(**byte)).count();
                after.get(spaces..).is_some_and(|after| after.starts_with(b"endobj"))
            };
            if let Some(at) = memmem::find_iter(rest, END).find(is_full) {
                return Some(start + at);
            }
            self.no_full_end_from = start;
        }
        if start >= self.no_end_from {
            return None;
        }
        let at = memmem::find(self.lexer.bytes.get(start..)?, END);
        if at.is_none() {
            self.no_end_from = start;
        }
        at.map(|at| start + at)
    }

    /// Compares the streams whose length is another object with that object, and drops objects that are
    /// inside of one: they belong to an attached file.
    fn measure_streams(&mut self) {
        let mut objects = std::mem::take(&mut self.found.objects);
        let mut stream_end = 0;
        objects.retain_mut(|object| {
            if object.start < stream_end {
                return false;
            }
            if let Some(body) = object.body.as_mut().filter(|body| !body.has_true_length)
                && let Some(end) =
                    self.referenced_length(&object.entries).map(|length| body.range.start + length)
                && self.ends_stream(end)
            {
                *body = Body { range: body.range.start..end, has_true_length: true };
            }
            stream_end = object.body.as_ref().map_or(object.start, |body| body.range.end);
            true
        });
        self.found.objects = objects;
    }

    /// Returns the length of a stream that states it as another object.
    fn referenced_length(&self, entries: &Entries) -> Option<usize> {
        let value = self.lexer.word(&value_of(entries, b"Length")?);
        let mut words = value.split(|byte| is_space(*byte)).filter(|word| !word.is_empty());
        let id = (parse_number(words.next()?)?, parse_number(words.next()?)?);
        let length = self.numbers.get(&id).copied().filter(|length| *length <= self.lexer.bytes.len())?;
        (words.next() == Some(b"R")).then_some(length)
    }
}
