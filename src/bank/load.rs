//! Loads files as a bank.

use super::check;
use super::draft::BankDraft;
use super::file;
use super::model::Bank;
use crate::assets;
use crate::diag::codes;
use crate::diag::{Diagnostic, Severity, Sources};
use crate::input::InputFile;
use crate::input::decode::{DecodedFile, decode};

/// A loaded bank, with its findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The valid entries. A question, role, category or competency with an error is left out.
    pub bank: Bank,
    /// The findings, in the order of the files and from the top of each.
    pub findings: Vec<Diagnostic>,
}

impl Loaded {
    /// Returns true if an error keeps the bank from being used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }
}

/// Returns the bank that is compiled into the program.
#[must_use]
pub fn built_in_file() -> InputFile {
    InputFile { name: "<built-in>".to_owned(), bytes: assets::BANK.into() }
}

/// Loads files as one bank and reports every mistake. The texts of the files go to `sources`.
///
/// Roles, categories, competencies and the scale may be in any of the files.
#[must_use]
pub fn load(files: Vec<InputFile>, sources: &mut Sources) -> Loaded {
    let mut findings = Vec::new();
    let mut draft = BankDraft::default();
    let mut first = None;
    let mut all_read = true;
    for file in files {
        let DecodedFile { mut sink, is_readable } = decode(file, &file::FORMAT, sources);
        let is_whole = is_readable && file::read_file(&sources.file(sink.file).text, &mut draft, &mut sink);
        all_read &= is_whole;
        first.get_or_insert(sink.top());
        findings.append(&mut sink.findings);
    }
    if all_read
        && draft.scale.is_empty()
        && let Some(top) = first
    {
        let finding = Diagnostic::error(&codes::bank::MISSING_SCALE, "the bank has no rating scale");
        findings.push(finding.at(top, "").help("describe two or more levels, each in a `[[scale]]`"));
    }
    let mut bank = check::check_draft(draft, &mut findings);
    if bank.language.is_empty() {
        "en".clone_into(&mut bank.language);
    }
    Diagnostic::sort_by_place(&mut findings);
    Loaded { bank, findings }
}
