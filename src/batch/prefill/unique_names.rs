//! Safe file names, no two of them the same file.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::batch::names::{NAME_MAX_BYTES, collision_key, is_device};
use crate::compose::Face;
use crate::kit::Blueprint;
use crate::layout::text::is_ignorable;

/// The bytes of a file name that are kept free for a number and `.pdf`.
pub(super) const SUFFIX_BYTES: usize = 12;
/// The longest name of a kit.
const KIT_NAME_MAX_CHARS: usize = 120;

/// Returns the name of a kit: its role, its levels and its reader.
pub(crate) fn kit_name(blueprint: &Blueprint, face: Face) -> String {
    let mut parts: Vec<&str> = vec![blueprint.role.as_deref().unwrap_or("interview")];
    parts.extend(blueprint.levels().iter().map(|level| level.key()));
    if face == Face::Candidate {
        parts.push(Face::Candidate.key());
    }
    let name: String = parts.join("-");
    // The role is checked against the bank only later.
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(KIT_NAME_MAX_CHARS).collect()
}

/// Returns the name of a kit of a lock, safe as the start of a file name, with its reader.
pub(crate) fn locked_kit_name(name: &str, face: Face) -> String {
    let is_plain = |c: &char| c.is_alphanumeric() || "-_.".contains(*c);
    let plain: String = name.chars().filter(is_plain).take(KIT_NAME_MAX_CHARS).collect();
    let plain = plain.trim_matches(['.', '-']);
    let name = if plain.is_empty() || is_device(plain) { format!("kit-{plain}") } else { plain.to_owned() };
    match face {
        Face::Interviewer => name,
        Face::Candidate => format!("{name}-{}", Face::Candidate.key()),
    }
}

/// Returns a text as a part of a file name: lower-case letters and digits of any script, everything else as hyphens.
///
/// Invisible characters are removed. Texts that a file system takes for the same name become equal.
pub(super) fn portable_name(text: &str) -> String {
    let mut name = String::new();
    let small: String = text.nfkc().flat_map(char::to_lowercase).collect();
    for c in small.nfc() {
        let is_separated = name.is_empty() || name.ends_with('-');
        if is_ignorable(c) {
            continue;
        }
        if c.is_alphanumeric() || (is_combining_mark(c) && !is_separated) {
            name.push(c);
        } else if !is_separated {
            name.push('-');
        }
    }
    cut(&name, NAME_MAX_BYTES - SUFFIX_BYTES).trim_matches('-').to_owned()
}

/// Returns the start of a text that fits into `max_bytes`.
pub(super) fn cut(text: &str, max_bytes: usize) -> &str {
    let mut end = text.len().min(max_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// File names, no two of which are the same file on any system.
#[derive(Default)]
pub(crate) struct UniqueNames {
    taken: HashSet<String>,
    /// The number of requests for each name.
    requests: HashMap<String, usize>,
}

impl UniqueNames {
    /// Takes a name, shortened and made safe; a taken name gets a number.
    pub(crate) fn take(&mut self, path: &str) -> PathBuf {
        let split = path.rfind(std::path::is_separator).map_or(0, |at| at + 1);
        let (folder, name) = path.split_at(split);
        let is_pdf = name.len() >= 4 && name.is_char_boundary(name.len() - 4);
        let (stem, ending) = match name.split_at(if is_pdf { name.len() - 4 } else { name.len() }) {
            (stem, ending) if ending.eq_ignore_ascii_case(".pdf") => (stem, ending),
            _ => (name, ""),
        };
        let mut stem = cut(stem, NAME_MAX_BYTES - SUFFIX_BYTES).trim_end_matches(['.', ' ']).to_owned();
        if is_device(&stem) {
            stem.insert_str(0, "kit-");
        }
        let first = format!("{folder}{stem}{ending}");
        let requests = self.requests.entry(collision_key(&first)).or_insert(0);
        // Ends, because fewer names are taken than there are numbers.
        loop {
            *requests += 1;
            let number = if *requests == 1 { String::new() } else { format!("-{requests}") };
            let path = format!("{folder}{stem}{number}{ending}");
            if self.taken.insert(collision_key(&path)) {
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
            assert_eq!(portable_name(text), name);
        }
        assert_eq!(portable_name("Zoe\u{308}"), portable_name("Zoë"));
        assert!(portable_name(&"Ж".repeat(300)).len() <= NAME_MAX_BYTES - SUFFIX_BYTES);
    }

    #[test]
    fn kits_of_a_lock_have_names_that_are_safe() {
        for (name, file) in [
            ("analyst-mid", "analyst-mid"),
            ("../../etc/passwd", "etcpasswd"),
            ("con", "kit-con"),
            ("\u{202e}\u{7}", "kit-"),
            ("größe.v2", "größe.v2"),
        ] {
            assert_eq!(locked_kit_name(name, Face::Interviewer), file);
        }
        assert_eq!(locked_kit_name("a", Face::Candidate), "a-candidate");
    }

    #[test]
    fn no_two_names_are_one_file() {
        let mut names = UniqueNames::default();
        let mut take = |path: &str| names.take(path).to_string_lossy().into_owned();
        assert_eq!(take("a/Ada.pdf"), "a/Ada.pdf");
        assert_eq!(take("a/ada.pdf"), "a/ada-2.pdf");
        assert_eq!(take("a/ada-2.pdf"), "a/ada-2-2.pdf");
        assert_eq!(take("a/ada.pdf"), "a/ada-3.pdf");
        assert_eq!(take("b/ada.pdf"), "b/ada.pdf");
        assert_eq!(take("con.pdf"), "kit-con.pdf");
        assert_eq!(take("LPT1.x.pdf"), "kit-LPT1.x.pdf");
        assert_eq!(take("com¹.pdf"), "kit-com¹.pdf");
        assert_eq!(take("ΟΔΟΣ.pdf"), "ΟΔΟΣ.pdf");
        assert_eq!(take("οδος.pdf"), "οδος-2.pdf");
        assert_eq!(take("Strasse.pdf"), "Strasse.pdf");
        assert_eq!(take("straße.pdf"), "straße-2.pdf");
        assert_eq!(take("ж.PDF"), "ж.PDF");
        let long = take(&format!("{}.pdf", "x".repeat(300)));
        let second = take(&format!("{}.pdf", "x".repeat(300)));
        assert!(long != second && second.len() <= NAME_MAX_BYTES && second.ends_with("-2.pdf"));
    }
}
