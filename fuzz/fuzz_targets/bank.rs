//! Any bytes as a bank, or as a file laid over the built-in bank: every finding can be shown, and an excerpt and an
//! export of a good bank are good banks again.

#![no_main]

use interview_kit::bank::{
    BankFiles, Export, Loaded, Question, Status, built_in_file, excerpt, load, load_layers,
};
use interview_kit::diag::{Sources, render};
use interview_kit::input::InputFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::default();
    let bank = load_bank(bytes.to_vec(), &mut sources);
    let _ = render::annotated(&bank.findings, &sources, false);
    let _ = render::json(&bank.findings, &sources);
    let layer = InputFile { name: "layer.toml".to_owned(), bytes: bytes.to_vec() };
    let files = BankFiles { base: vec![built_in_file()], layers: vec![vec![layer]] };
    let layered = load_layers(files, &mut sources);
    let _ = render::json(&layered.findings, &sources);
    if !bank.has_errors() {
        let questions: Vec<_> = bank.bank.questions.iter().collect();
        let export =
            Export { bank: &bank.bank, questions: &questions, role: None, is_whole: true, title: "Fuzzed" };
        let again = load_bank(export.to_toml().into_bytes(), &mut sources);
        assert!(
            !again.has_errors(),
            "an export is no bank: {}",
            render::annotated(&again.findings, &sources, false)
        );
        assert!(again.bank.questions.len() == questions.len());
    }
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
