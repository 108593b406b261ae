//! Any bytes as a table of interviews: every finding can be shown, and no value is longer than the table.

#![no_main]

use interview_kit::batch::prefill::read_prefill_table;
use interview_kit::diag::{Sources, render};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    let rows = read_prefill_table("interviews.csv", bytes.to_vec(), &mut sources, &mut findings);
    let _ = render::annotated(&findings, &sources, false);
    let _ = render::json(&findings, &sources);
    for row in rows {
        let values =
            [row.prefill.candidate, row.prefill.interviewer, row.prefill.date, row.prefill.reference];
        let len: usize = values.iter().flatten().map(|text| text.value.len()).sum();
        assert!(len <= bytes.len(), "a row has more text than the table");
        let is_clean = |text: &str| !text.chars().any(char::is_control);
        assert!(values.iter().flatten().all(|text| is_clean(&text.value)), "a value has a control character");
    }
});
