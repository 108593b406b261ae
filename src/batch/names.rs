//! File names that are safe and distinct on every system.

use unicode_normalization::UnicodeNormalization;

use crate::layout::text::is_ignorable;

/// The longest file name, with room for what other programs append to it.
pub const NAME_MAX_BYTES: usize = 120;
/// The longest path under the folder of a batch.
const PATH_MAX_BYTES: usize = 240;
/// The device names of Windows, which are reserved with any ending.
const DEVICE_NAMES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Returns the key of a path. Paths with the same key are one file on some system, which ignores case (`Σ`, `σ` and
/// `ς`; `ß` and `ss`), the normal form of Unicode or characters without a shape.
#[must_use]
pub fn collision_key(path: &str) -> String {
    let visible = path.nfkd().filter(|c| !is_ignorable(*c));
    // Upper case first: it has one letter for all that are the same.
    visible.flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc().collect()
}

/// Returns true if Windows reserves the name for a device, whatever its ending.
#[must_use]
pub fn is_device(name: &str) -> bool {
    // The compatible form of `COM¹`, which is reserved too, is `COM1`.
    let name = collision_key(name.split('.').next().unwrap_or_default().trim_end());
    let is_port = |start: &str| {
        name.strip_prefix(start)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    DEVICE_NAMES.contains(&name.as_str()) || is_port("com") || is_port("lpt")
}

/// Returns why a path, such as `team/kit.pdf`, cannot name a PDF file under a folder, or `None` if it can. Folders
/// end with `/` on every system.
#[must_use]
pub fn find_fault(path: &str) -> Option<String> {
    if path.len() > PATH_MAX_BYTES {
        return Some(format!("has {} bytes; at most {PATH_MAX_BYTES} are allowed", path.len()));
    }
    let is_pdf = path.get(path.len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case(".pdf"));
    path.split('/').find_map(part_fault).or_else(|| (!is_pdf).then(|| "does not end in `.pdf`".to_owned()))
}

/// Returns why a part of a path is not allowed.
fn part_fault(part: &str) -> Option<String> {
    let is_plain = |c: char| (c.is_alphanumeric() && !is_ignorable(c)) || "-_.+,() ".contains(c);
    if part.is_empty() || part == ".pdf" {
        return Some("has an empty part".to_owned());
    }
    if part.starts_with('.') {
        return Some("has a part that starts with a dot".to_owned());
    }
    if part.starts_with([' ', '-']) || part.ends_with([' ', '.']) {
        return Some("has a part that starts with a space or hyphen, or ends with a space or dot".to_owned());
    }
    if part.len() > NAME_MAX_BYTES {
        return Some(format!("has a part of {} bytes; at most {NAME_MAX_BYTES} are allowed", part.len()));
    }
    if is_device(part) {
        return Some("has a part that is the name of a device on Windows".to_owned());
    }
    let odd = part.chars().find(|c| !is_plain(*c))?;
    Some(format!("contains U+{:04X}; only letters, digits, spaces and `-_.+,()` are allowed", u32::from(odd)))
}

/// Returns the keys of the folders of a path, from the outermost.
pub(crate) fn folder_keys(path: &str) -> impl Iterator<Item = String> {
    path.match_indices('/').map(|(at, _)| collision_key(&path[..at]))
}

#[cfg(test)]
mod tests {
    use super::{collision_key, find_fault};

    #[test]
    fn names_that_are_one_file_on_some_system_have_one_key() {
        for (a, b) in [
            ("ΟΔΟΣ.pdf", "οδος.pdf"),
            ("οδοσ.pdf", "οδος.pdf"),
            ("Straße.pdf", "STRASSE.pdf"),
            ("Zoë.pdf", "Zoe\u{308}.pdf"),
            ("ﬁt.pdf", "fit.pdf"),
            ("ſt.pdf", "st.pdf"),
            ("a\u{3164}.pdf", "a.pdf"),
            ("a\u{200b}.pdf", "a.pdf"),
            ("ͅ.pdf", "ι.pdf"),
        ] {
            assert_eq!(collision_key(a), collision_key(b), "{a} {b}");
        }
        assert_ne!(collision_key("a.pdf"), collision_key("b.pdf"));
        assert_ne!(collision_key("ё.pdf"), collision_key("е.pdf"));
    }

    #[test]
    fn names_of_every_system_pass() {
        for name in ["kit.pdf", "team/python-developer-mid.PDF", "Zażółć (2).pdf", "a/b/c.pdf"] {
            assert_eq!(find_fault(name), None, "{name}");
        }
    }

    #[test]
    fn hostile_names_are_refused() {
        let long = format!("{}.pdf", "x".repeat(300));
        for name in [
            "../kit.pdf",
            "a/../kit.pdf",
            "/etc/kit.pdf",
            "a//kit.pdf",
            "a\\kit.pdf",
            "c:kit.pdf",
            "con.pdf",
            "a/LPT1.x.pdf",
            "com¹.pdf",
            "lpt³.x.pdf",
            "ＮＵＬ.pdf",
            "a\u{3164}.pdf",
            "a\u{115f}b.pdf",
            "a\u{ffa0}.pdf",
            ".pdf",
            ".hidden.pdf",
            "-x.pdf",
            "kit.pdf/",
            "a./kit.pdf",
            " kit.pdf",
            "kit",
            "kit.pdf.exe",
            "",
            "evil\u{202e}fdp.pdf",
            "a\nb.pdf",
            "a\u{0}.pdf",
            long.as_str(),
        ] {
            assert!(find_fault(name).is_some(), "{name:?}");
        }
    }
}
