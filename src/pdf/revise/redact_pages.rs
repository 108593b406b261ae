//! The texts of the pages of a kit that is redacted.

use lopdf::Document;

use super::drawn_text::DrawingReader;
use super::recipient;
use super::vocabulary::Vocabulary;
use crate::pdf::read::{ReadError, State};

/// The texts of all pages.
pub(super) struct PageTexts {
    pub(super) texts: Vec<PageText>,
    /// True if the pages are not known to be those the kit was built with.
    pub(super) is_changed: bool,
    /// The words that the kit was built with.
    pub(super) kit: Vocabulary,
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

/// Reads the texts of all pages. `line` names the person the copy is for, around the name.
pub(super) fn read(document: &Document, state: State, line: (&str, &str)) -> Result<PageTexts, ReadError> {
    let is_changed =
        !matches!(state, State::AsBuilt | State::SavedAnew | State::Altered { pages: false, .. });
    let mut reader = DrawingReader::new(document);
    let mut found = PageTexts { texts: Vec::new(), is_changed, kit: Vocabulary::default(), recipient: None };
    for page in document.page_iter() {
        let drawn = reader.read_page(page)?;
        let (name, without_recipient) = recipient::split_off(&drawn.text, line);
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
    Ok(found)
}
