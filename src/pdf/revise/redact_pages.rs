//! The texts of the pages of a kit that is redacted.

use super::drawn_text::DrawingReader;
use super::printed_pages::PrintedPages;
use super::redaction::Redaction;
use super::vocabulary::Vocabulary;
use super::{OpenedKit, recipient};
use crate::layout::FontSet;
use crate::pdf::read::{self, Kept, ReadError, State, limits};

/// The greatest size of the texts of all pages.
const ALL_PAGES_TEXT_BYTES: usize = 16 * limits::TEXT_BYTES;

/// The texts of all pages.
pub(super) struct PageTexts {
    pub(super) texts: Vec<PageText>,
    /// True if the pages are not known to be those the kit was built with.
    pub(super) is_changed: bool,
    /// The words that the kit was built with.
    pub(super) kit: Vocabulary,
    /// The pages as they were built, if those of the file are changed.
    pub(super) printed: PrintedPages,
    /// The person that the pages say they are for.
    pub(super) recipient: Option<String>,
}

/// The text of a page.
pub(super) struct PageText {
    pub(super) text: String,
    /// The text without the line that names the person the copy is for.
    pub(super) without_recipient: String,
    pub(super) has_picture: bool,
    pub(super) has_unknown: bool,
}

/// Reads the texts of all pages, and of the kit as it was built.
pub(super) fn read(
    opened: &OpenedKit,
    redaction: &Redaction,
    fonts: &FontSet,
) -> Result<PageTexts, ReadError> {
    let (document, filled) = (&opened.document, &opened.filled);
    let is_changed =
        !matches!(filled.state, State::AsBuilt | State::SavedAnew | State::Altered { pages: false, .. });
    let source = (redaction.source_of)(filled, fonts);
    let mut found = PageTexts {
        texts: Vec::new(),
        is_changed,
        kit: Vocabulary::default(),
        printed: PrintedPages::default(),
        recipient: None,
    };
    source.texts.iter().for_each(|text| found.kit.add(text));
    let mut reader = DrawingReader::new(document);
    let mut bytes = 0;
    for page in document.page_iter() {
        let drawn = reader.read_page(page)?;
        bytes += drawn.text.len();
        if bytes > ALL_PAGES_TEXT_BYTES {
            return Err(ReadError::TooCostly);
        }
        let (name, without_recipient) = recipient::split_off(&drawn.text, redaction.recipient_line);
        found.recipient = found.recipient.or(name);
        if !is_changed {
            found.kit.add(&without_recipient);
        }
        found.texts.push(PageText {
            text: drawn.text,
            without_recipient,
            has_picture: drawn.has_picture,
            has_unknown: drawn.has_unknown,
        });
    }
    if let Some(rebuilt) = source.rebuilt.filter(|_| is_changed) {
        let rebuilt = read::open(&rebuilt, None, Kept::Whole)?.document;
        let mut reader = DrawingReader::new(&rebuilt);
        for page in rebuilt.page_iter() {
            let (_, text) = recipient::split_off(&reader.read_page(page)?.text, redaction.recipient_line);
            found.kit.add(&text);
            found.printed.add(&text);
        }
    }
    Ok(found)
}
