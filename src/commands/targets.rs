//! The files kits are written to, and safe names for those that are made of what others wrote.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::prefill::COLUMNS;
use crate::batch::names::{NAME, is_device, key};
use crate::compose::{Face, Prefill};
use crate::diag::Text;
use crate::diag::suggest::{nearest, question};
use crate::kit::Blueprint;

/// What of it is kept for a number and `.pdf`.
const ENDING: usize = 12;
/// Bytes of the kit's part of a name.
const KIT: usize = 60;

/// The file to write: the one named, or one named after the kit.
pub(super) fn one(out: Option<&Path>, blueprint: &Blueprint, face: Face) -> PathBuf {
    out.map_or_else(|| PathBuf::from(format!("{}.pdf", kit(blueprint, face))), Path::to_owned)
}

/// A kit's name: its role, its levels and its reader.
fn kit(blueprint: &Blueprint, face: Face) -> String {
    let mut parts: Vec<&str> = vec![blueprint.role.as_deref().unwrap_or("interview")];
    parts.extend(blueprint.levels().iter().map(|level| level.key()));
    if face == Face::Candidate {
        parts.push(Face::Candidate.key());
    }
    let name: String = parts.join("-");
    // A role's id holds nothing else; what was typed may, until the bank is read.
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(120).collect()
}

/// A file for each row: in the folder named, or after the pattern named. No two are one file on any system.
pub(super) fn each(
    out: Option<&Path>,
    blueprint: &Blueprint,
    face: Face,
    rows: &[Prefill],
) -> Result<Vec<PathBuf>> {
    let pattern = pattern(out, &kit(blueprint, face), face)?;
    let mut names = Names::default();
    Ok(rows.iter().enumerate().map(|(n, row)| names.free(&filled(&pattern, row, n + 1))).collect())
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    /// The first of these columns that a row has.
    Value(Vec<&'static str>),
    /// The number of the row.
    Number,
}

/// What files are named after: a folder is one with names of the program's own.
fn pattern(out: Option<&Path>, kit: &str, face: Face) -> Result<Vec<Part>> {
    let folder = match out {
        None => String::new(),
        Some(out) => {
            let text = out.to_str().context("--out: a pattern must be Unicode text")?;
            if text == "-" {
                bail!("--prefill makes a file for each row: name a folder with --out");
            }
            if text.contains('{') {
                return parts(text);
            }
            let has_end = text.ends_with(std::path::is_separator);
            if !has_end && !out.is_dir() {
                bail!(
                    "--out {text} names one file, but --prefill makes one for each row: name a folder \
                     (one that is there, or {text}/), or a pattern as {{candidate}}.pdf"
                );
            }
            if has_end { text.to_owned() } else { format!("{text}/") }
        }
    };
    let named = match face {
        Face::Interviewer => vec!["candidate", "reference"],
        // A reference is not for the candidate to see.
        Face::Candidate => vec!["candidate"],
    };
    let start = Part::Literal(format!("{folder}{}-", cut(kit, KIT)));
    Ok(vec![start, Part::Value(named), Part::Literal(".pdf".to_owned())])
}

/// A pattern as it was typed: `kits/{reference}-{candidate}.pdf`.
fn parts(text: &str) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) =
            after.split_once('}').with_context(|| format!("--out: `{{` without `}}` in {text}"))?;
        parts.push(Part::Literal(before.to_owned()));
        parts.push(match COLUMNS.into_iter().find(|column| *column == name) {
            Some(column) => Part::Value(vec![column]),
            None if name == "n" => Part::Number,
            None => {
                let list = COLUMNS.map(|column| format!("{{{column}}}")).join(", ");
                let meant = question(nearest(name, COLUMNS));
                bail!(
                    "--out: {{{name}}} is not known{meant}; known: {list} and {{n}}, the number of the row"
                );
            }
        });
        rest = after;
    }
    parts.push(Part::Literal(rest.to_owned()));
    Ok(parts)
}

fn filled(pattern: &[Part], row: &Prefill, number: usize) -> String {
    let value = |column: &str| match column {
        "candidate" => row.candidate.as_ref(),
        "interviewer" => row.interviewer.as_ref(),
        "date" => row.date.as_ref(),
        _ => row.reference.as_ref(),
    };
    let portable = |text: &Text| Some(portable(&text.value)).filter(|name| !name.is_empty());
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Number => number.to_string(),
        Part::Value(columns) => columns
            .iter()
            .find_map(|column| value(column).and_then(portable))
            .unwrap_or_else(|| format!("row-{number}")),
    };
    pattern.iter().map(part).collect()
}

/// A text as a part of a file's name: letters and digits of any script in small letters, all else as
/// hyphens. What cannot be seen is left out, and one spelling stands for all that look alike to a file system.
fn portable(text: &str) -> String {
    let mut name = String::new();
    let small: String = text.nfkc().flat_map(char::to_lowercase).collect();
    for c in small.nfc() {
        let is_parted = name.is_empty() || name.ends_with('-');
        if c.is_alphanumeric() || (is_combining_mark(c) && !is_parted) {
            name.push(c);
        } else if !is_parted && !is_unseen(c) {
            name.push('-');
        }
    }
    cut(&name, NAME - ENDING).trim_matches('-').to_owned()
}

/// Marks of direction, joiners and the like.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// As much of a text as these bytes hold.
fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The names that are taken.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
    /// How many were asked for by one name.
    asked: HashMap<String, usize>,
}

impl Names {
    /// The name, made short and harmless; with a number where it is taken.
    fn free(&mut self, path: &str) -> PathBuf {
        let split = path.rfind(std::path::is_separator).map_or(0, |at| at + 1);
        let (folder, name) = path.split_at(split);
        let is_pdf = name.len() >= 4 && name.is_char_boundary(name.len() - 4);
        let (stem, ending) = match name.split_at(if is_pdf { name.len() - 4 } else { name.len() }) {
            (stem, ending) if ending.eq_ignore_ascii_case(".pdf") => (stem, ending),
            _ => (name, ""),
        };
        let mut stem = cut(stem, NAME - ENDING).trim_end_matches(['.', ' ']).to_owned();
        if is_device(&stem) {
            stem.insert_str(0, "kit-");
        }
        let first = format!("{folder}{stem}{ending}");
        let asked = self.asked.entry(key(&first)).or_insert(0);
        // Ends: there are fewer names taken than numbers.
        loop {
            *asked += 1;
            let number = if *asked == 1 { String::new() } else { format!("-{asked}") };
            let path = format!("{folder}{stem}{number}{ending}");
            if self.taken.insert(key(&path)) {
                return PathBuf::from(path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_on_every_system() {
        for (text, name) in [
            ("Ada Lovelace", "ada-lovelace"),
            ("Łukasz  Żółć", "łukasz-żółć"),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\Users\\x|y?*", "c-users-x-y"),
            ("...hidden", "hidden"),
            ("evil\u{202e}fdp.exe", "evilfdp-exe"),
            ("ＦＵＬＬ．width", "full-width"),
            ("O’Brien, Zoë", "o-brien-zoë"),
            ("नमस्ते", "नमस्ते"),
            ("★ ☆", ""),
        ] {
            assert_eq!(portable(text), name);
        }
        assert_eq!(portable("Zoe\u{308}"), portable("Zoë"));
        assert!(portable(&"Ж".repeat(300)).len() <= NAME - ENDING);
    }

    #[test]
    fn no_two_names_are_one_file() {
        let mut names = Names::default();
        let mut free = |path: &str| names.free(path).to_string_lossy().into_owned();
        assert_eq!(free("a/Ada.pdf"), "a/Ada.pdf");
        assert_eq!(free("a/ada.pdf"), "a/ada-2.pdf");
        assert_eq!(free("a/ada-2.pdf"), "a/ada-2-2.pdf");
        assert_eq!(free("a/ada.pdf"), "a/ada-3.pdf");
        assert_eq!(free("b/ada.pdf"), "b/ada.pdf");
        assert_eq!(free("con.pdf"), "kit-con.pdf");
        assert_eq!(free("LPT1.x.pdf"), "kit-LPT1.x.pdf");
        assert_eq!(free("ж.PDF"), "ж.PDF");
        let long = free(&format!("{}.pdf", "x".repeat(300)));
        let second = free(&format!("{}.pdf", "x".repeat(300)));
        assert!(long != second && second.len() <= NAME && second.ends_with("-2.pdf"));
    }

    #[test]
    fn patterns_know_their_columns() {
        let said = |text: &str| parts(text).unwrap_err().to_string();
        assert!(said("{candiate}.pdf").contains("did you mean `candidate`?"));
        assert!(said("{x.pdf").contains("without"));
        assert_eq!(parts("a{n}").unwrap().len(), 3);
    }
}
