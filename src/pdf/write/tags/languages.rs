//! The language of what is read, where it is not that of the document: of whole nodes, and of stretches
//! of text in nodes of the document's language.

use crate::document::{Control, Language};
use crate::layout::{Item, NodeId, Pages};

/// The languages of a document.
pub(crate) struct Languages {
    /// That of the words around the content, if it is another.
    words: Option<String>,
    document: String,
    /// Which nodes are in that language as a whole.
    nodes: Vec<bool>,
}

impl Languages {
    pub(crate) fn of(pages: &Pages) -> Self {
        let words = pages.meta.interface_language.clone();
        // What was met in each node: text in the language of the words, and in that of the document.
        let mut met = vec![(false, false); pages.structure.nodes.len()];
        let items = pages.pages.iter().filter(|_| words.is_some()).flat_map(|page| &page.items);
        for item in items {
            if let (Some(language), Item::Text { node: Some(node), .. }) = (spoken(item), item) {
                match language {
                    Language::Interface => met[node.0 as usize].0 = true,
                    Language::Document => met[node.0 as usize].1 = true,
                }
            }
        }
        let nodes = met.into_iter().map(|met| met == (true, false)).collect();
        Self { words, document: pages.meta.language.clone(), nodes }
    }

    /// Whether text is in another language than the rest of its node.
    pub(crate) fn sets_apart(&self, item: &Item) -> bool {
        match item {
            Item::Text { node: Some(node), .. } if self.words.is_some() => {
                !self.is_words(*node) && spoken(item) == Some(Language::Interface)
            }
            _ => false,
        }
    }

    fn is_words(&self, node: NodeId) -> bool {
        self.nodes.get(node.0 as usize).copied().unwrap_or_default()
    }

    /// The language of what is set apart.
    pub(super) fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// The language of a node, where it is not the document's.
    pub(super) fn of_node(&self, node: NodeId) -> Option<&str> {
        self.words().filter(|_| self.is_words(node))
    }

    /// The language of a control's tip, where it is not that of the node the control is in.
    pub(super) fn of_tip(&self, control: &Control, node: NodeId) -> Option<&str> {
        match (control.language, self.is_words(node)) {
            (Language::Interface, false) => self.words(),
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
