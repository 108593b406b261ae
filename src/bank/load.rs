//! From files to a bank.

use super::check;
use super::draft::Draft;
use super::file;
use super::model::Bank;
use crate::diag::codes;
use crate::diag::{Diagnostic, Severity, Sources};
use crate::input::decode::{InputFile, decode};

/// What came of loading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// All that is good. A question, role, category or competency with an error is left out.
    pub bank: Bank,
    /// All that is wrong, in the order of the files and from the top of each.
    pub findings: Vec<Diagnostic>,
}

impl Loaded {
    /// Whether something is wrong that keeps the bank from being used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }
}

/// Loads files as one bank and reports all that is wrong with it. Their texts go to `sources`.
///
/// Roles, categories, competencies and the scale may stand in any of the files.
#[must_use]
pub fn load(files: Vec<InputFile>, sources: &mut Sources) -> Loaded {
    let mut findings = Vec::new();
    let mut draft = Draft::default();
    let mut first = None;
    let mut all_read = true;
    for file in files {
        let (mut sink, readable) = decode(file, &file::FORMAT, sources);
        let whole = readable && file::read(&sources.file(sink.file).text, &mut draft, &mut sink);
        all_read &= whole;
        first.get_or_insert(sink.top());
        findings.append(&mut sink.findings);
    }
    if let (Some(top), true, true) = (first, all_read, draft.scale.is_empty()) {
        let finding = Diagnostic::error(&codes::bank::MISSING_SCALE, "the bank has no rating scale");
        findings.push(finding.at(top, "").help("describe two or more levels, each in a `[[scale]]`"));
    }
    let mut bank = check::check(draft, &mut findings);
    if bank.language.is_empty() {
        "en".clone_into(&mut bank.language);
    }
    Diagnostic::sort_by_place(&mut findings);
    Loaded { bank, findings }
}
