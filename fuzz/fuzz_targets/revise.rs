//! Any bytes as a filled kit: flattening and redacting it. The result can be read again.

#![no_main]

use interview_kit::layout::FontSet;
use interview_kit::pdf::read::read;
use interview_kit::pdf::revise::{NAME_FIELDS, Redaction, SavedKit, flatten, redact};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = || SavedKit { bytes: bytes.to_vec(), password: Some("password".to_owned()) };
    if let Ok(record) = flatten(source(), FontSet::bundled()) {
        assert!(read(&record.bytes).is_ok_and(|read| read.fields.is_empty()));
    }
    let fields = NAME_FIELDS.map(str::to_owned).to_vec();
    let redaction = Redaction { fields, asked_for: Vec::new(), replacement: None };
    if let Ok(redacted) = redact(source(), redaction, FontSet::bundled()) {
        assert!(read(&redacted.bytes).is_ok());
    }
});
