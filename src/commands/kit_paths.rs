//! The kits that paths name: those of a lock, the kit of a PDF file, or the kits of a folder.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::diff::read_input;
use super::session::Session;
use crate::compare::KitSnapshot;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::diag::{Diagnostic, Severity};
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

/// Returns the kits that a path names, each once. A folder stands for the kits in it and in the folders inside.
/// Mistakes become findings.
pub(super) fn read_kits(text: &str, session: &mut Session) -> Result<Vec<KitSnapshot>> {
    let KitPath { path, kit } = KitPath::parse(text);
    if text.contains(',') && !path.exists() {
        bail!("there is no {text}: repeat --not-in or --lock for each path instead of writing commas");
    }
    let is_text =
        |ending: &std::ffi::OsStr| ["txt", "csv", "md", "docx"].iter().any(|other| ending == *other);
    if path.is_file() && path.extension().is_some_and(is_text) {
        bail!("{} is neither a kit nor a lock: name a kit as PDF, or the file kits.lock", path.display());
    }
    let kits = if path.is_dir() { read_folder(path, session)? } else { read_file(path, session)? };
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
    Ok(read_input(path, &[], session)?.map(|input| input.side.kits).unwrap_or_default())
}

/// Reads the kits of a folder. A file that is no kit is a note. A kit counts once, however many documents it has.
fn read_folder(folder: &Path, session: &mut Session) -> Result<Vec<KitSnapshot>> {
    let mut kits: Vec<KitSnapshot> = Vec::new();
    for document in find_documents(folder)?.documents {
        let before = session.findings.len();
        let found = read_file(&folder.join(document), session)?;
        for finding in session.findings.iter_mut().skip(before) {
            *finding = Diagnostic { severity: Severity::Note, ..finding.clone() };
        }
        for kit in found {
            let is_new = |other: &KitSnapshot| other.name != kit.name || other.questions != kit.questions;
            if kits.iter().all(is_new) {
                kits.push(kit);
            }
        }
    }
    if kits.is_empty() {
        bail!("{} holds no kit as PDF: name a kit, a lock or another folder", folder.display());
    }
    Ok(kits)
}

/// Adds the questions of the kits at these paths to those that a blueprint must not draw.
pub(super) fn add_used_questions(
    blueprint: &mut Blueprint,
    paths: &[String],
    session: &mut Session,
) -> Result<()> {
    let mut used = std::collections::BTreeSet::new();
    for text in paths {
        for kit in read_kits(text, session)? {
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

/// Rejects the own lock of a manifest among the paths: it changes with the kits that are drawn from it.
pub(super) fn reject_own_lock(paths: &[String], lock: &Path) -> Result<()> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let own = real(lock);
    let is_own = |text: &&String| {
        let path = KitPath::parse(text).path;
        path == lock || (own.is_some() && real(path) == own)
    };
    match paths.iter().find(is_own) {
        None => Ok(()),
        Some(text) => bail!(
            "`not-in` names {text}, the lock of this manifest, which changes with every kit: name the lock of an \
             earlier round, a kit as PDF, or a copy of the lock"
        ),
    }
}

/// Rejects an output that would replace a kit whose questions it leaves out.
pub(super) fn reject_replaced_kits(targets: &[PathBuf], paths: &[String]) -> Result<()> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    for text in paths {
        let Some(used) = real(KitPath::parse(text).path) else { continue };
        if let Some(target) = targets.iter().find(|target| real(target).is_some_and(|target| target == used))
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
