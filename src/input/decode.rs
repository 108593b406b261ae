//! Decodes the bytes of a file to text.

use std::fmt::Write as _;

use super::foreign::recognize_bytes;
use super::format::Format;
use super::limits;
use super::sink::Sink;
use crate::diag::{Diagnostic, Origin, Sources};

/// An input file, read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// The name as the user gave it.
    pub name: String,
    /// The bytes, valid or not.
    pub bytes: Vec<u8>,
}

/// A decoded file, whose text is in the sources.
pub(crate) struct DecodedFile {
    pub(crate) sink: Sink,
    /// True if the text is worth reading.
    pub(crate) is_readable: bool,
}

/// The greatest number of findings about invalid bytes of one file.
const MAX_ENCODING_FINDINGS: usize = 20;

/// Decodes a file and adds its text to `sources`.
///
/// Columns count from the first visible character, so a byte-order mark is not part of the text.
pub(crate) fn decode(file: InputFile, format: &'static Format, sources: &mut Sources) -> DecodedFile {
    let InputFile { name, bytes } = file;
    if bytes.len() > limits::FILE_MAX_BYTES {
        let limit = limits::FILE_MAX_BYTES / (1024 * 1024);
        let message = format!("the file is larger than {limit} MiB, the limit for {}", format.what);
        let finding = |at| Diagnostic::error(format.codes.file_too_large, message).at(at, "");
        return reject(name, format, sources, |at| finding(at).help("split it into several files"));
    }
    if let Some(other) = recognize_bytes(&bytes) {
        let finding = format.foreign_finding(format.codes.not_toml, other);
        return reject(name, format, sources, |at| finding.at(at, ""));
    }
    if !is_text(&bytes) {
        return reject(name, format, sources, |at| {
            Diagnostic::error(format.codes.not_text, "the file is not UTF-8 text")
                .at(at, "")
                .help("save the file as UTF-8; UTF-16 and files that are not text cannot be read")
        });
    }
    let bytes = match bytes.strip_prefix("\u{FEFF}".as_bytes()) {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    match String::from_utf8(bytes) {
        Ok(text) => DecodedFile { sink: Sink::new(sources.add(name, text), format), is_readable: true },
        Err(error) => {
            let sink = replace_invalid_bytes(name, error.as_bytes(), format, sources);
            DecodedFile { sink, is_readable: true }
        }
    }
}

/// Returns true if the bytes look like text: not UTF-16, and no zero byte near the start.
fn is_text(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];
    !marks.iter().any(|mark| bytes.starts_with(mark)) && !bytes.iter().take(8_000).any(|b| *b == 0)
}

/// Adds an empty text with one finding, for a file that is not worth reading.
fn reject(
    name: String,
    format: &'static Format,
    sources: &mut Sources,
    finding: impl FnOnce(Origin) -> Diagnostic,
) -> DecodedFile {
    let mut sink = Sink::new(sources.add(name, ""), format);
    sink.push(finding(sink.top()));
    DecodedFile { sink, is_readable: false }
}

/// Replaces each invalid sequence by U+FFFD, with a finding. The rest of the file is checked in the
/// same run.
fn replace_invalid_bytes(name: String, bytes: &[u8], format: &'static Format, sources: &mut Sources) -> Sink {
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
    let more = places.len().saturating_sub(MAX_ENCODING_FINDINGS);
    for (index, (at, byte)) in places.into_iter().take(MAX_ENCODING_FINDINGS).enumerate() {
        let mut message = format!("byte 0x{byte:02X} is not valid UTF-8");
        if index + 1 == MAX_ENCODING_FINDINGS && more > 0 {
            let _ = write!(message, ", and {more} more");
        }
        let at = sink.origin(&(at..at + '\u{FFFD}'.len_utf8()));
        sink.push(
            Diagnostic::error(format.codes.not_utf8, message).at(at, "").help("save the file as UTF-8"),
        );
    }
    sink
}
