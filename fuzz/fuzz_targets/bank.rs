//! Any bytes as a bank: every finding can be shown, and an excerpt of a good bank is a good bank again.

#![no_main]

use interview_kit::bank::{Loaded, Question, Status, excerpt, load};
use interview_kit::diag::{Sources, render};
use interview_kit::input::InputFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::default();
    let bank = load_bank(bytes.to_vec(), &mut sources);
    let _ = render::annotated(&bank.findings, &sources, false);
    let _ = render::json(&bank.findings, &sources);
    if let (Some(role), false) = (bank.bank.roles.first(), bank.has_errors()) {
        let is_active = |question: &&Question| question.status == Status::Active;
        let questions: Vec<_> = bank.bank.questions.iter().filter(is_active).collect();
        let excerpt = excerpt(&bank.bank, Some(&role.id), &questions);
        let again = load_bank(excerpt.into_bytes(), &mut sources);
        assert!(
            !again.has_errors(),
            "an excerpt is no bank: {}",
            render::annotated(&again.findings, &sources, false)
        );
        assert!(again.bank.questions.len() == questions.len());
    }
});

fn load_bank(bytes: Vec<u8>, sources: &mut Sources) -> Loaded {
    load(vec![InputFile { name: "bank.toml".to_owned(), bytes }], sources)
}
