//! The list of checksums in the format of `sha256sum` of GNU coreutils.

use std::collections::BTreeMap;

use super::entry::{IndexEntry, PAGE_NAME, PICTURES_FOLDER, picture_path};
use crate::batch::checksum::sha256;
use crate::fs::folder::strip_pdf_ending;

/// Renders the checksums of the page, of its documents and of their pictures, by name.
#[must_use]
pub fn render_checksums(page: &str, entries: &[IndexEntry]) -> Vec<u8> {
    let mut sums: BTreeMap<Vec<u8>, String> = BTreeMap::new();
    sums.insert(PAGE_NAME.into(), sha256(page.as_bytes()));
    for entry in entries {
        sums.insert(entry.path.clone(), entry.checksum.clone());
        if let Some(picture) = &entry.picture {
            sums.insert(picture_path(&entry.checksum).into(), picture.checksum.clone());
        }
    }
    sums.iter().flat_map(|(path, sum)| render_line(path, sum)).collect()
}

/// Renders a line. A backslash at its start marks an escaped name.
fn render_line(path: &[u8], sum: &str) -> Vec<u8> {
    let mut name = Vec::with_capacity(path.len());
    for byte in path {
        match byte {
            b'\\' => name.extend(b"\\\\"),
            b'\n' => name.extend(b"\\n"),
            b'\r' => name.extend(b"\\r"),
            other => name.push(*other),
        }
    }
    let start: &[u8] = if name == path { b"" } else { b"\\" };
    [start, sum.as_bytes(), b"  ", &name, b"\n"].concat()
}

/// Returns true if a list has the page, and otherwise documents and pictures only. A list of more files is not from
/// this program and must be kept.
#[must_use]
pub fn is_own_checksums(list: &[u8]) -> bool {
    let mut has_page = false;
    let Some(lines) = list.strip_suffix(b"\n") else { return false };
    lines.split(|byte| *byte == b'\n').all(|line| {
        let line = line.strip_prefix(b"\\").unwrap_or(line);
        let Some((sum, name)) = line.split_at_checked(64) else { return false };
        let Some(name) = name.strip_prefix(b"  ") else { return false };
        has_page |= name == PAGE_NAME.as_bytes();
        let is_document = strip_pdf_ending(name).is_some();
        let is_picture = name.starts_with(PICTURES_FOLDER.as_bytes()) && name.ends_with(b".png");
        sum.iter().all(u8::is_ascii_hexdigit) && (name == PAGE_NAME.as_bytes() || is_document || is_picture)
    }) && has_page
}

#[cfg(test)]
mod tests {
    use super::{is_own_checksums, render_line};

    const SUM: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn names_that_would_break_a_line_are_escaped() {
        let shown = |path: &[u8]| String::from_utf8(render_line(path, SUM)).unwrap();
        assert_eq!(shown(b"a b.pdf"), format!("{SUM}  a b.pdf\n"));
        assert_eq!(shown(b"a\\b\nc\rd.pdf"), format!("\\{SUM}  a\\\\b\\nc\\rd.pdf\n"));
    }

    #[test]
    fn a_list_of_other_files_is_not_recognized() {
        let list = |names: &[&str]| {
            let lines: Vec<String> = names.iter().map(|name| format!("{SUM}  {name}\n")).collect();
            lines.concat()
        };
        assert!(is_own_checksums(list(&["a.pdf", "index-pictures/b.png", "index.html"]).as_bytes()));
        assert!(!is_own_checksums(list(&["a.pdf"]).as_bytes()));
        assert!(!is_own_checksums(list(&["a.pdf", "index.html", "tool.zip"]).as_bytes()));
        for other in ["", "index.html\n", "no list\n", "\n"] {
            assert!(!is_own_checksums(other.as_bytes()), "{other:?}");
        }
        assert!(!is_own_checksums(list(&["index.html"]).trim_end().as_bytes()), "cut short");
    }
}
