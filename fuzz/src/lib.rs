//! What several targets need.

/// The line between the files of an input.
pub const FILE_LINE: &str = "\n#file\n";

/// Splits an input into its files.
#[must_use]
pub fn split_files(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut files = Vec::new();
    let line = FILE_LINE.as_bytes();
    while let Some(at) = bytes.windows(line.len()).position(|part| part == line) {
        files.push(&bytes[..at]);
        bytes = &bytes[at + line.len()..];
    }
    files.push(bytes);
    files
}
