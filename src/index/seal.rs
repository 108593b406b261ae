//! Checksums, and the last line of a page by which it is known again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::escape;
use crate::batch::checksum::sha256;

/// What the last line of a page starts and ends with.
const OPEN: &str = "<!-- written by interview-kit; this is so as long as nobody edits it: ";
const CLOSE: &str = " -->\n";

/// What a page has in its head if no pictures were wanted. One that has none because they cannot be drawn has
/// not.
pub(crate) const NO_PICTURES: &str = "<meta name=\"pictures\" content=\"none\">\n";

/// What a page is made to be, beside what hangs on the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Its heading.
    pub title: String,
    /// Whether it shows first pages.
    pub has_pictures: bool,
}

/// What a page was made to be, if it is of this program and nobody edited it.
#[must_use]
pub fn shape_of(page: &[u8]) -> Option<Shape> {
    let text = std::str::from_utf8(page).ok().filter(|_| is_ours(page))?;
    // The title ends the head; nothing of somebody else stands before it.
    let (head, rest) = text.split_once("<title>")?;
    let (title, _) = rest.split_once("</title>")?;
    Some(Shape { title: escape::read(title), has_pictures: !head.contains(NO_PICTURES) })
}

/// A style or script as a policy for the security of content names it.
pub(crate) fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// A page with its last line.
pub(crate) fn sealed(page: String) -> String {
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
    use super::{NO_PICTURES, Shape, is_ours, sealed, shape_of, source};

    #[test]
    fn a_page_is_known_again_until_it_is_edited() {
        let page = sealed("<p>One\n".to_owned());
        assert!(is_ours(page.as_bytes()));
        assert!(!is_ours(page.replace("One", "Two").as_bytes()));
        assert!(!is_ours(page.trim_end().as_bytes()));
        assert!(!is_ours(b"<p>One\n") && !is_ours(b""));
    }

    #[test]
    fn a_page_says_what_it_was_made_to_be_until_it_is_edited() {
        let page = |head: &str| sealed(format!("{head}<title>A &lt;b&gt; &amp;amp;</title>{NO_PICTURES}"));
        let shape = |has_pictures| Some(Shape { title: "A <b> &amp;".to_owned(), has_pictures });
        assert_eq!(shape_of(page("").as_bytes()), shape(true));
        assert_eq!(shape_of(page(NO_PICTURES).as_bytes()), shape(false));
        assert_eq!(shape_of(page("").replace("A ", "B ").as_bytes()), None);
        assert_eq!(shape_of(sealed("<p>".to_owned()).as_bytes()), None);
    }

    #[test]
    fn sums_are_those_of_everybody() {
        assert_eq!(source("abc"), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
    }
}
