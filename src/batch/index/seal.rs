//! Checksums, and the last line of a page by which it is known again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::batch::checksum::sha256;

/// What the last line of a page starts and ends with.
const OPEN: &str = "<!-- written by interview-kit; this is so as long as nobody edits it: ";
const CLOSE: &str = " -->\n";

/// A style or script as a policy for the security of content names it.
pub(super) fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// A page with its last line.
pub(super) fn sealed(page: String) -> String {
    let sum = sha256(page.as_bytes());
    page + OPEN + &sum + CLOSE
}

/// Whether a page was written by this program, and not by a person since.
#[must_use]
pub fn is_ours(page: &[u8]) -> bool {
    let line = OPEN.len() + 64 + CLOSE.len();
    let Some(at) = page.len().checked_sub(line) else { return false };
    let (page, last) = page.split_at(at);
    last == [OPEN, &sha256(page), CLOSE].concat().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::{is_ours, sealed, source};

    #[test]
    fn a_page_is_known_again_until_it_is_edited() {
        let page = sealed("<p>One\n".to_owned());
        assert!(is_ours(page.as_bytes()));
        assert!(!is_ours(page.replace("One", "Two").as_bytes()));
        assert!(!is_ours(page.trim_end().as_bytes()));
        assert!(!is_ours(b"<p>One\n") && !is_ours(b""));
    }

    #[test]
    fn sums_are_those_of_everybody() {
        assert_eq!(source("abc"), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
    }
}
