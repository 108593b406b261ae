//! Any bytes as JSON reports of shards: what can be joined can be rendered, without characters that act on a terminal.

#![no_main]

use interview_kit::report::render_joined;
use interview_kit_fuzz::split_files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let files = split_files(bytes);
    for rendered in render_joined(&files).unwrap_or_default() {
        let is_odd = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!rendered.chars().any(is_odd), "a report has a character that acts on a terminal");
    }
});
