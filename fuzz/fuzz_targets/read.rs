//! Any bytes as a filled kit: reading its fields.

#![no_main]

use interview_kit::pdf::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = read::read_with(bytes, Some("password"));
});
