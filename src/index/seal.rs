//! The seal of a page: its last line, by which the program recognizes an unedited page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::escape;
use crate::batch::checksum::sha256;

/// The start of the last line.
const SEAL_START: &str = "<!-- written by interview-kit; this is so as long as nobody edits it: ";
/// The end of the last line.
const SEAL_END: &str = " -->\n";

/// The mark of a page that was made without pictures on request.
pub(crate) const NO_PICTURES_MARK: &str = "<meta name=\"pictures\" content=\"none\">\n";

/// The settings of a page, which do not depend on the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSettings {
    /// Its heading.
    pub title: String,
    /// Shows the first pages of documents.
    pub has_pictures: bool,
}

/// Reads the settings of a page that this program wrote and nobody edited.
#[must_use]
pub fn read_settings(page: &[u8]) -> Option<PageSettings> {
    let text = std::str::from_utf8(page).ok().filter(|_| is_own_page(page))?;
    // No text from a bank or file stands before the title.
    let (head, rest) = text.split_once("<title>")?;
    let (title, _) = rest.split_once("</title>")?;
    Some(PageSettings { title: escape::unescape_text(title), has_pictures: !head.contains(NO_PICTURES_MARK) })
}

/// Returns the source of a style or script for the content security policy.
pub(crate) fn csp_source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Adds the seal to a page.
pub(crate) fn seal(page: String) -> String {
    let sum = sha256(page.as_bytes());
    page + SEAL_START + &sum + SEAL_END
}

/// Returns true if this program wrote the page and nobody edited it.
#[must_use]
pub fn is_own_page(page: &[u8]) -> bool {
    let line = SEAL_START.len() + 64 + SEAL_END.len();
    let Some(at) = page.len().checked_sub(line) else { return false };
    let (page, last) = page.split_at(at);
    last == [SEAL_START, &sha256(page), SEAL_END].concat().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::{NO_PICTURES_MARK, PageSettings, csp_source, is_own_page, read_settings, seal};

    #[test]
    fn an_edited_page_is_not_recognized() {
        let page = seal("<p>One\n".to_owned());
        assert!(is_own_page(page.as_bytes()));
        assert!(!is_own_page(page.replace("One", "Two").as_bytes()));
        assert!(!is_own_page(page.trim_end().as_bytes()));
        assert!(!is_own_page(b"<p>One\n") && !is_own_page(b""));
    }

    #[test]
    fn settings_are_read_from_an_unedited_page() {
        let page = |head: &str| seal(format!("{head}<title>A &lt;b&gt; &amp;amp;</title>{NO_PICTURES_MARK}"));
        let shape = |has_pictures| Some(PageSettings { title: "A <b> &amp;".to_owned(), has_pictures });
        assert_eq!(read_settings(page("").as_bytes()), shape(true));
        assert_eq!(read_settings(page(NO_PICTURES_MARK).as_bytes()), shape(false));
        assert_eq!(read_settings(page("").replace("A ", "B ").as_bytes()), None);
        assert_eq!(read_settings(seal("<p>".to_owned()).as_bytes()), None);
    }

    #[test]
    fn sources_have_the_standard_sha256() {
        assert_eq!(csp_source("abc"), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
    }
}
