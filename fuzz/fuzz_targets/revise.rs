//! Any bytes as a filled kit: flattening and redacting it. The result can be read again.

#![no_main]

use interview_kit::layout::FontSet;
use interview_kit::pdf::read::{State, read};
use interview_kit::pdf::revise::{Flattening, KitSource, Redaction, SavedKit, flatten, redact};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = || SavedKit { bytes: bytes.to_vec(), password: Some("password".to_owned()) };
    if let Ok(record) = flatten(source(), Flattening { burns_remarks: true }, FontSet::bundled()) {
        assert!(read(&record.bytes).is_ok_and(|read| read.state == State::Record));
    }
    let redaction = Redaction {
        fields: Vec::new(),
        keep: Vec::new(),
        replacement: Some("7".to_owned()),
        recipient_of: |_| None,
        source_of: |_, _| KitSource::default(),
        recipient_line: ("For ", " only."),
        accepts_recipient: true,
        kit_attachments: &["interview-kit.lock.json"],
    };
    if let Ok(redacted) = redact(source(), redaction, FontSet::bundled()) {
        assert!(read(&redacted.bytes).is_ok());
    }
});
