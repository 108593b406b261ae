//! The language of what is read, where it is not that of the document: of whole parts, and of stretches
//! of text in parts of the document's language.

use crate::document::{Control, Language};
use crate::layout::{Item, Pages, PartId};

/// The languages of a document.
pub(crate) struct Languages {
    /// That of the words around the content, if it is another.
    words: Option<String>,
    document: String,
    /// Which parts are in that language as a whole.
    parts: Vec<bool>,
}

impl Languages {
    pub(crate) fn of(pages: &Pages) -> Self {
        let words = pages.meta.words.clone();
        // What was met in each part: text in the language of the words, and in that of the document.
        let mut met = vec![(false, false); pages.structure.parts.len()];
        let items = pages.pages.iter().filter(|_| words.is_some()).flat_map(|page| &page.items);
        for item in items {
            if let (Some(language), Item::Text { part: Some(part), .. }) = (spoken(item), item) {
                match language {
                    Language::Words => met[part.0 as usize].0 = true,
                    Language::Document => met[part.0 as usize].1 = true,
                }
            }
        }
        let parts = met.into_iter().map(|met| met == (true, false)).collect();
        Self { words, document: pages.meta.language.clone(), parts }
    }

    /// Whether text is in another language than the rest of its part.
    pub(crate) fn sets_apart(&self, item: &Item) -> bool {
        match item {
            Item::Text { part: Some(part), .. } if self.words.is_some() => {
                !self.is_words(*part) && spoken(item) == Some(Language::Words)
            }
            _ => false,
        }
    }

    fn is_words(&self, part: PartId) -> bool {
        self.parts.get(part.0 as usize).copied().unwrap_or_default()
    }

    /// The language of what is set apart.
    pub(super) fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// The language of a part, where it is not the document's.
    pub(super) fn of_part(&self, part: PartId) -> Option<&str> {
        self.words().filter(|_| self.is_words(part))
    }

    /// The language of a control's tip, where it is not that of the part the control is in.
    pub(super) fn of_tip(&self, control: &Control, part: PartId) -> Option<&str> {
        match (control.language, self.is_words(part)) {
            (Language::Words, false) => self.words(),
            (Language::Document, true) => Some(&self.document),
            _ => None,
        }
    }
}

/// The language of text that has any letters; numbers and signs are in every language.
fn spoken(item: &Item) -> Option<Language> {
    let Item::Text { run, .. } = item else { return None };
    let has_letters = run.words.iter().any(|word| word.text.contains(char::is_alphabetic));
    has_letters.then_some(run.language)
}
