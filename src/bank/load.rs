//! Loads files as a bank.

use super::check;
use super::draft::BankDraft;
use super::file;
use super::limits;
use super::markup_check;
use super::model::Bank;
use crate::assets;
use crate::diag::codes;
use crate::diag::{Diagnostic, FindingLog, Severity, Sources};
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

/// The files of a bank: the base, and layers over it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BankFiles {
    /// The files of the base, which together are a whole bank.
    pub base: Vec<InputFile>,
    /// The files of each layer. A layer adds entries to those below and replaces those with the same id.
    pub layers: Vec<Vec<InputFile>>,
}

/// The name that stands for the built-in bank where a path is asked for.
pub const BUILT_IN_NAME: &str = "builtin";

/// Returns the bank that is compiled into the program.
#[must_use]
pub fn built_in_file() -> InputFile {
    InputFile { name: "<built-in>".to_owned(), bytes: assets::BANK.into() }
}

/// Loads the bank that a kit carries. Anybody may have put it there, and no kit needs a large one.
#[must_use]
pub fn load_carried(file: InputFile, sources: &mut Sources) -> Loaded {
    if file.bytes.len() <= limits::CARRIED_MAX_BYTES {
        return load(vec![file], sources);
    }
    let limit = limits::CARRIED_MAX_BYTES >> 20;
    let message = format!("the bank inside the kit is larger than {limit} MiB");
    let help = "name the bank that the kit was built from with --bank";
    let finding = Diagnostic::error(&codes::bank::FILE_TOO_LARGE, message).help(help);
    Loaded { bank: Bank::default(), findings: vec![finding] }
}

/// Loads files as one bank and reports every mistake. The texts of the files go to `sources`.
///
/// Roles, categories, competencies and the scale may be in any of the files.
#[must_use]
pub fn load(files: Vec<InputFile>, sources: &mut Sources) -> Loaded {
    load_layers(BankFiles { base: files, layers: Vec::new() }, sources)
}

/// Loads a bank and the layers over it as one bank, as [`load`] does. The limits hold for all files together.
#[must_use]
pub fn load_layers(files: BankFiles, sources: &mut Sources) -> Loaded {
    let mut findings = FindingLog::default();
    let mut draft = BankDraft::default();
    let mut first = None;
    let mut all_read = true;
    let base = files.base.into_iter().map(|file| (0, file));
    let layers =
        (1..).zip(files.layers).flat_map(|(layer, files)| files.into_iter().map(move |file| (layer, file)));
    for (layer, file) in base.chain(layers) {
        draft.layer = layer;
        let DecodedFile { mut sink, is_readable } = decode(file, &file::FORMAT, sources);
        let is_whole = is_readable && file::read_file(&sources.file(sink.file).text, &mut draft, &mut sink);
        all_read &= is_whole;
        first.get_or_insert(sink.top());
        findings.append(sink.findings);
    }
    if all_read
        && draft.scale.is_empty()
        && !draft.incomplete.contains("scale")
        && let Some(top) = first
    {
        let finding = Diagnostic::error(&codes::bank::MISSING_SCALE, "the bank has no rating scale");
        findings.push(finding.at(top, "").help(
            "describe two or more levels, each in a `[[scale]]`; to add the file to the built-in bank, name it with `--add`",
        ));
    }
    let mut bank = check::check_draft(draft, &mut findings);
    if bank.language.is_empty() {
        "en".clone_into(&mut bank.language);
    }
    markup_check::warn_unsupported_markup(&bank, sources, &mut findings);
    Loaded { bank, findings: findings.into_findings() }
}
