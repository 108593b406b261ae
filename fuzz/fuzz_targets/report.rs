//! Any bytes as JSON reports of shards: what can be joined can be rendered, without characters that act on a terminal.

#![no_main]

use interview_kit::report::render_joined;
use libfuzzer_sys::fuzz_target;

/// The line between the reports of an input.
const BETWEEN: &[u8] = b"\n#file\n";

fuzz_target!(|bytes: &[u8]| {
    let mut files: Vec<&[u8]> = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(BETWEEN.len()).position(|part| part == BETWEEN) {
        files.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    files.push(rest);
    for rendered in render_joined(&files).unwrap_or_default() {
        let is_odd = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!rendered.chars().any(is_odd), "a report has a character that acts on a terminal");
    }
});
