//! Reads a manifest and those it names. The caller reads the files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::expand::Kits;
use super::settings::{Settings, beside};
use super::{FORMAT, MAX_KIT_ENTRIES, Manifest, ManifestDraft, MaxExposure};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, FindingLog, Origin, Sources, Text};
use crate::input::hints::quoted;
use crate::input::{InputFile, decode};

/// The deepest nesting of manifests.
const MAX_DEPTH: usize = 8;
/// The most files of a manifest, with all it names.
const MAX_FILES: usize = 1_000;

/// A file of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestFile {
    /// The file.
    pub file: InputFile,
    /// Its identity, whichever path leads to it.
    pub identity: String,
}

/// Reads a manifest and those it names, and reports every mistake. Their texts go to `sources`. `read` gets paths
/// relative to the folder of the manifest, and returns the file or the reason why it cannot.
#[must_use]
pub fn load(
    first: ManifestFile,
    sources: &mut Sources,
    read: &mut dyn FnMut(&str) -> Result<ManifestFile, String>,
) -> Manifest {
    let mut reading = ManifestReader {
        sources,
        read,
        named: HashMap::from([(first.identity.clone(), None)]),
        kits: Kits::default(),
        entries: 0,
        others: Vec::new(),
        max_exposure: Vec::new(),
        is_full: false,
        findings: FindingLog::default(),
    };
    let place = Place { folder: PathBuf::new(), way: vec![first.identity] };
    let top = reading.file(first.file, &place, &Settings::default());
    let ManifestReader { kits, others, max_exposure, mut findings, .. } = reading;
    if kits.plans.is_empty() && !findings.has_errors() {
        let finding = Diagnostic::error(&codes::manifest::NO_KIT, "the manifest asks for no kit");
        findings.push(finding.at(top, "").help("write a `[[kit]]` with a `role` for each kit"));
    }
    Manifest { kits: kits.plans, others, max_exposure, findings: findings.into_findings() }
}

/// The location of a manifest.
struct Place {
    /// Its folder, from that of the first manifest.
    folder: PathBuf,
    /// The identities of the manifests that lead to it, and its own.
    way: Vec<String>,
}

struct ManifestReader<'r> {
    sources: &'r mut Sources,
    read: &'r mut dyn FnMut(&str) -> Result<ManifestFile, String>,
    /// The files that were named, and where; the first was named by the user.
    named: HashMap<String, Option<Origin>>,
    kits: Kits,
    /// Entries `[[kit]]` so far.
    entries: usize,
    others: Vec<String>,
    max_exposure: Vec<MaxExposure>,
    /// True once more manifests are named than are read.
    is_full: bool,
    findings: FindingLog,
}

impl ManifestReader<'_> {
    /// Reads one file, then those it names. Returns the place of its start.
    fn file(&mut self, file: InputFile, place: &Place, above: &Settings) -> Origin {
        let decode::DecodedFile { mut sink, is_readable } = decode::decode(file, &FORMAT, self.sources);
        let mut draft = ManifestDraft::default();
        if is_readable {
            let left = MAX_KIT_ENTRIES.saturating_sub(self.entries);
            draft.read(&self.sources.file(sink.file).text, (&place.folder, left), &mut sink);
        }
        self.entries += draft.kits.len();
        self.max_exposure.extend(draft.max_exposure);
        let defaults = draft.defaults.over(above);
        for (settings, origin) in draft.kits {
            self.kits.add(&settings.over(&defaults), origin, &mut sink);
        }
        let top = sink.top();
        self.findings.append(sink.findings);
        for path in &draft.manifests {
            if self.is_full {
                break;
            }
            if let Err(finding) = self.other(path, place, &defaults) {
                self.findings.push(finding);
            }
        }
        top
    }

    /// Reads a manifest that another names.
    fn other(&mut self, text: &Text, place: &Place, above: &Settings) -> Result<(), Diagnostic> {
        let error =
            |code: &'static Code, message: String| Diagnostic::error(code, message).at(text.origin, "");
        let name = quoted(&text.value);
        if place.way.len() > MAX_DEPTH {
            return Err(error(
                &codes::manifest::TOO_DEEP,
                format!("manifests name each other more than {MAX_DEPTH} levels deep"),
            )
            .help("name this manifest in one further up"));
        }
        if self.others.len() + 1 >= MAX_FILES {
            self.is_full = true;
            return Err(error(
                &codes::manifest::TOO_MANY_MANIFESTS,
                format!("the manifest names more than {MAX_FILES} others"),
            ));
        }
        let path = beside(&place.folder, &text.value);
        let found = (self.read)(&path);
        let found = found.map_err(|why| {
            error(&codes::manifest::UNREADABLE, format!("cannot read the manifest {name}: {why}"))
        })?;
        if !is_manifest(&found.file.bytes) {
            return Err(error(&codes::manifest::WRONG_FILE, format!("{name} is not a manifest"))
                .help("name a TOML file with entries `[[kit]]`"));
        }
        if place.way.contains(&found.identity) {
            return Err(error(
                &codes::manifest::CYCLE,
                format!("the manifest {name} names itself, directly or through others"),
            )
            .help("remove it from `manifests`"));
        }
        if let Some(first) = self.named.get(&found.identity) {
            let finding =
                error(&codes::manifest::DUPLICATE_MANIFEST, format!("the manifest {name} is named twice"));
            return Err(first.iter().fold(finding, |finding, first| finding.at(*first, "first here")));
        }
        self.named.insert(found.identity.clone(), Some(text.origin));
        let folder = Path::new(&path).parent().map(Path::to_owned).unwrap_or_default();
        self.others.push(path);
        let way = place.way.iter().cloned().chain([found.identity]).collect();
        self.file(found.file, &Place { folder, way }, above);
        Ok(())
    }
}

/// Returns true if a file has an entry of a manifest, whatever its mistakes. No line of another file is shown in a
/// finding, because a manifest may come from a stranger.
fn is_manifest(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).lines().any(|line| {
        let line = line.trim_start_matches('\u{feff}').trim_start().to_lowercase();
        let line = line.replace(' ', "");
        ["[[kit", "[default", "manifests=", "schema="].iter().any(|start| line.starts_with(start))
    })
}
