//! The kits that paths name: those of a lock, the kit of a PDF file, or the kits of a folder.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::diff::read_input;
use super::session::Session;
use crate::compare::KitSnapshot;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::diag::{Diagnostic, Severity, codes};
use crate::fs::folder::find_documents;
use crate::kit::Blueprint;

/// Kits of a lock that an error lists; the rest are counted.
const MAX_LISTED_KITS: usize = 20;

/// A path, and the only kit of its lock that counts, if one is named: `kits.lock#analyst-mid`.
#[derive(Debug, PartialEq, Eq)]
struct KitPath<'t> {
    path: &'t Path,
    kit: Option<&'t str>,
}

impl<'t> KitPath<'t> {
    /// Reads a path as it is typed. A file whose own name has a `#` takes precedence.
    fn parse(text: &'t str) -> Self {
        match text.rsplit_once('#') {
            Some((path, kit)) if !path.is_empty() && !Path::new(text).exists() => {
                Self { path: Path::new(path), kit: Some(kit) }
            }
            _ => Self { path: Path::new(text), kit: None },
        }
    }
}

/// Returns the kits that a path names, each once. A folder stands for the kits in it and in the folders inside, except
/// for the files `replaced`. Mistakes become findings.
pub(super) fn read_kits(text: &str, replaced: &[PathBuf], session: &mut Session) -> Result<Vec<KitSnapshot>> {
    let KitPath { path, kit } = KitPath::parse(text);
    if text.contains(',') && !path.exists() {
        bail!("there is no {text}: repeat --not-in or --lock for each path instead of writing commas");
    }
    let is_text =
        |ending: &std::ffi::OsStr| ["txt", "csv", "md", "docx"].iter().any(|other| ending == *other);
    if path.is_file() && path.extension().is_some_and(is_text) {
        bail!("{} is neither a kit nor a lock: name a kit as PDF, or the file kits.lock", path.display());
    }
    let kits = if path.is_dir() { read_folder(path, replaced, session)? } else { read_file(path, session)? };
    let Some(name) = kit else { return Ok(kits) };
    if session.has_errors() {
        return Ok(Vec::new());
    }
    let names: Vec<&str> = kits.iter().map(|kit| kit.name.as_str()).collect();
    if !names.contains(&name) {
        let mut listed: Vec<String> =
            names.iter().take(MAX_LISTED_KITS).map(|name| format!("`{name}`")).collect();
        if names.len() > MAX_LISTED_KITS {
            listed.push(format!("{} more", names.len() - MAX_LISTED_KITS));
        }
        bail!(
            "{} has no kit `{name}`{}; it has {}",
            path.display(),
            did_you_mean(nearest(name, names.iter().copied())),
            if listed.is_empty() { "none".to_owned() } else { listed.join(", ") }
        );
    }
    Ok(kits.into_iter().filter(|kit| kit.name == name).collect())
}

/// Reads the kits of a lock, or the kit of a PDF file.
fn read_file(path: &Path, session: &mut Session) -> Result<Vec<KitSnapshot>> {
    session.add_input(path);
    let before = session.findings.len();
    let kits = read_input(path, &[], session)?.map(|input| input.side.kits).unwrap_or_default();
    // `--password-file` protects the kit that is built; it opens no other.
    let is_protected = |finding: &&mut Diagnostic| *finding.code == codes::pdf::PROTECTED;
    for finding in session.findings.iter_mut().skip(before).filter(is_protected) {
        finding.help = Some(
            "save a copy without a password in a PDF program and name that, or name the lock of the kit \
             (kits.lock#NAME) instead"
                .to_owned(),
        );
    }
    Ok(kits)
}

/// Reads the kits of a folder. A document that is no kit is a note. A kit that cannot be read is an error, because its
/// questions are not known. A kit counts once, however many documents it has.
fn read_folder(folder: &Path, replaced: &[PathBuf], session: &mut Session) -> Result<Vec<KitSnapshot>> {
    let replaced: Vec<PathBuf> = replaced.iter().filter_map(|path| real_path(path)).collect();
    let is_replaced = |path: &Path| real_path(path).is_some_and(|path| replaced.contains(&path));
    let mut kits: Vec<KitSnapshot> = Vec::new();
    let mut needs_kits = !session.has_errors();
    for document in find_documents(folder)?.documents {
        let path = folder.join(document);
        if is_replaced(&path) {
            needs_kits = false;
            continue;
        }
        let before = session.findings.len();
        let found = read_file(&path, session)?;
        for finding in session.findings.iter_mut().skip(before) {
            if *finding.code == codes::kit::NO_LOCK {
                *finding = Diagnostic { severity: Severity::Note, ..finding.clone() };
            }
            needs_kits &= !finding.is_error();
        }
        for kit in found {
            let is_new = |other: &KitSnapshot| other.name != kit.name || other.questions != kit.questions;
            if kits.iter().all(is_new) {
                kits.push(kit);
            }
        }
    }
    if kits.is_empty() && needs_kits {
        bail!("{} holds no kit as PDF: name a kit, a lock or another folder", folder.display());
    }
    Ok(kits)
}

fn real_path(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

/// Adds the questions of the kits at these paths to those that a blueprint must not draw. The files `replaced` are no
/// earlier kits: this command writes them.
pub(super) fn add_used_questions(
    blueprint: &mut Blueprint,
    paths: &[String],
    replaced: &[PathBuf],
    session: &mut Session,
) -> Result<()> {
    let mut used = std::collections::BTreeSet::new();
    for text in paths {
        for kit in read_kits(text, replaced, session)? {
            used.extend(kit.questions.into_iter().map(|question| question.id));
        }
    }
    blueprint.used.extend(used);
    blueprint.not_in.extend(paths.iter().map(|text| file_name_of(text)));
    Ok(())
}

/// Returns the name by which a lock records a path: without its folders, which differ from machine to machine.
fn file_name_of(text: &str) -> String {
    let KitPath { path, kit } = KitPath::parse(text);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    kit.map_or_else(|| name.clone(), |kit| format!("{name}#{kit}"))
}

/// Rejects the own lock and the own documents of a manifest among the paths: they change with the kits that are drawn
/// from it. `documents` are without symbolic links.
pub(super) fn reject_own_files(paths: &[String], lock: &Path, documents: &[PathBuf]) -> Result<()> {
    let own = real_path(lock);
    for text in paths {
        let path = KitPath::parse(text).path;
        let real = real_path(path);
        if path == lock || (own.is_some() && real == own) {
            bail!(
                "`not-in` names {text}, the lock of this manifest, which changes with every kit: name the lock of an \
                 earlier round, a kit as PDF, or a copy of the lock"
            );
        }
        let holds = |document: &PathBuf| real.as_ref().is_some_and(|real| document.starts_with(real));
        if documents.iter().any(holds) {
            bail!(
                "`not-in` names {text}, where this manifest writes its own documents, which change with every kit: \
                 name the folder or the lock of an earlier round, or write to another folder with --out"
            );
        }
    }
    Ok(())
}

/// Rejects an output that would replace a kit whose questions it leaves out.
pub(super) fn reject_replaced_kits(targets: &[PathBuf], paths: &[String]) -> Result<()> {
    for text in paths {
        let Some(used) = real_path(KitPath::parse(text).path) else { continue };
        if let Some(target) =
            targets.iter().find(|target| real_path(target).is_some_and(|target| target == used))
        {
            bail!(
                "{} is the kit of the earlier round that --not-in names, and would be replaced: name another file \
                 with --out",
                target.display()
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_name_one_kit() {
        let parse = |text| KitPath::parse(text);
        assert_eq!(parse("kits.lock#a").kit, Some("a"));
        assert_eq!(parse("kits.lock").kit, None);
        assert_eq!(parse("#a").path, Path::new("#a"));
        assert_eq!(file_name_of("../first/kits.lock#a"), "kits.lock#a");
        assert_eq!(file_name_of("first/"), "first");
    }
}
