//! From bytes to text.

use std::fmt::Write as _;

use super::format::Format;
use super::limits;
use super::sink::Sink;
use crate::assets;
use crate::diag::{Diagnostic, Origin, Sources};

/// A file of a bank, read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Its name as the user gave it.
    pub name: String,
    /// Its bytes, whatever they are.
    pub bytes: Vec<u8>,
}

impl InputFile {
    /// The bank that is compiled into the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self { name: "<built-in>".to_owned(), bytes: assets::BANK.into() }
    }
}

/// Bytes that are not text are told of this often; a whole file of them is one mistake.
const SHOWN: usize = 20;

/// Puts the file's text into `sources`, whatever its bytes are, and says whether it can be read on.
///
/// Places are counted in the text without a byte-order mark, so that the first column is the first
/// character one sees.
pub(crate) fn decode(file: InputFile, format: &'static Format, sources: &mut Sources) -> (Sink, bool) {
    let InputFile { name, bytes } = file;
    if bytes.len() > limits::FILE_BYTES {
        let size = bytes.len() / (1024 * 1024);
        let limit = limits::FILE_BYTES / (1024 * 1024);
        let message = format!("the file has {size} MiB, {} may have {limit} MiB", format.what);
        let finding = |at| Diagnostic::error(format.codes.file_too_large, message).at(at, "");
        return refuse(name, format, sources, |at| finding(at).help("split it into several files"));
    }
    if !is_text(&bytes) {
        return refuse(name, format, sources, |at| {
            Diagnostic::error(format.codes.not_text, "the file is not UTF-8 text")
                .at(at, "")
                .help("save it as UTF-8; a file saved as UTF-16 or a file of another kind cannot be read")
        });
    }
    let bytes = match bytes.strip_prefix("\u{FEFF}".as_bytes()) {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    match String::from_utf8(bytes) {
        Ok(text) => (Sink::new(sources.add(name, text), format), true),
        Err(error) => (patched(name, error.as_bytes(), format, sources), true),
    }
}

/// Whether the bytes are worth reading as text: not UTF-16, and no zero byte near the start.
fn is_text(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];
    !marks.iter().any(|mark| bytes.starts_with(mark)) && !bytes.iter().take(8_000).any(|b| *b == 0)
}

/// A file that is not looked into.
fn refuse(
    name: String,
    format: &'static Format,
    sources: &mut Sources,
    finding: impl FnOnce(Origin) -> Diagnostic,
) -> (Sink, bool) {
    let mut sink = Sink::new(sources.add(name, ""), format);
    sink.push(finding(sink.top()));
    (sink, false)
}

/// The text with U+FFFD for each invalid sequence, and a finding for each: the rest of the file is
/// worth checking in the same run.
fn patched(name: String, bytes: &[u8], format: &'static Format, sources: &mut Sources) -> Sink {
    let mut text = String::with_capacity(bytes.len());
    let mut places = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if let [first, ..] = chunk.invalid() {
            places.push((text.len(), *first));
            text.push('\u{FFFD}');
        }
    }
    let mut sink = Sink::new(sources.add(name, text), format);
    let more = places.len().saturating_sub(SHOWN);
    for (index, (at, byte)) in places.into_iter().take(SHOWN).enumerate() {
        let mut message = format!("byte 0x{byte:02X} is not valid UTF-8");
        if index + 1 == SHOWN && more > 0 {
            let _ = write!(message, ", and {more} more");
        }
        let at = sink.origin(&(at..at + '\u{FFFD}'.len_utf8()));
        sink.push(
            Diagnostic::error(format.codes.not_utf8, message).at(at, "").help("save the file as UTF-8"),
        );
    }
    sink
}
