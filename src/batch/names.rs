//! Names of files that are one file, and an ordinary one, on every system.

use unicode_normalization::UnicodeNormalization;

/// Bytes of a file's name at most, on every system and with room for what others add to it.
pub const NAME: usize = 120;
/// Bytes of a path under the folder of a batch.
const PATH: usize = 240;
/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// By what a path is known: some systems know one name by large and small letters, and in any normal form.
#[must_use]
pub fn key(path: &str) -> String {
    path.nfkc().flat_map(char::to_lowercase).collect()
}

/// Whether a name, whatever its ending, is one that Windows keeps for a device.
#[must_use]
pub fn is_device(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_port = |start: &str| {
        name.strip_prefix(start)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    DEVICES.contains(&name.as_str()) || is_port("com") || is_port("lpt")
}

/// What keeps a path from being the name of a PDF file under a folder: `team/kit.pdf` is one, with `/` on
/// every system.
#[must_use]
pub fn fault(path: &str) -> Option<String> {
    if path.len() > PATH {
        return Some(format!("has {} bytes, {PATH} are allowed", path.len()));
    }
    let is_pdf = path.get(path.len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case(".pdf"));
    path.split('/').find_map(part).or_else(|| (!is_pdf).then(|| "does not end in `.pdf`".to_owned()))
}

/// What is wrong with one part of a path.
fn part(part: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.+,() ".contains(c);
    if part.is_empty() || part == ".pdf" {
        return Some("has an empty part".to_owned());
    }
    if part.starts_with('.') {
        return Some("has a part that starts with a dot".to_owned());
    }
    if part.starts_with([' ', '-']) || part.ends_with([' ', '.']) {
        return Some("has a part that starts with a space or hyphen, or ends with a space or dot".to_owned());
    }
    if part.len() > NAME {
        return Some(format!("has a part of {} bytes, {NAME} are allowed", part.len()));
    }
    if is_device(part) {
        return Some("has a part that Windows keeps for a device".to_owned());
    }
    let odd = part.chars().find(|c| !is_plain(*c))?;
    Some(format!("holds U+{:04X}; letters, digits, spaces and `-_.+,()` are allowed", u32::from(odd)))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn names_of_every_system_pass() {
        for name in ["kit.pdf", "team/python-developer-mid.PDF", "Zażółć (2).pdf", "a/b/c.pdf"] {
            assert_eq!(fault(name), None, "{name}");
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
            assert!(fault(name).is_some(), "{name:?}");
        }
    }
}
