//! The languages of a document: its own, and that of the interface text around its content.

use crate::document::{Control, Language};
use crate::layout::{NodeId, PageItem, Pages};

/// The languages of a document.
pub(in crate::pdf::write) struct Languages {
    /// The language of the interface text, if it differs from that of the document.
    interface: Option<String>,
    document: String,
    /// True for each node whose text is all in the language of the interface text.
    interface_nodes: Vec<bool>,
}

/// The languages of the text of a node.
#[derive(Clone, Copy, Default)]
struct NodeLanguages {
    has_interface_text: bool,
    has_document_text: bool,
}

impl Languages {
    pub(in crate::pdf::write) fn from_pages(pages: &Pages) -> Self {
        let interface = pages.meta.interface_language.clone();
        let mut nodes = vec![NodeLanguages::default(); pages.structure.nodes.len()];
        let items = pages.pages.iter().filter(|_| interface.is_some()).flat_map(|page| &page.items);
        for item in items {
            if let PageItem::Text { node: Some(node), .. } = item
                && let Some(language) = text_language(item)
            {
                match language {
                    Language::Interface => nodes[node.0 as usize].has_interface_text = true,
                    Language::Document => nodes[node.0 as usize].has_document_text = true,
                }
            }
        }
        let interface_nodes =
            nodes.into_iter().map(|node| node.has_interface_text && !node.has_document_text).collect();
        Self { interface, document: pages.meta.language.clone(), interface_nodes }
    }

    /// Returns true if text is in another language than the rest of its node.
    pub(in crate::pdf::write) fn is_set_apart(&self, item: &PageItem) -> bool {
        match item {
            PageItem::Text { node: Some(node), .. } if self.interface.is_some() => {
                !self.is_interface(*node) && text_language(item) == Some(Language::Interface)
            }
            _ => false,
        }
    }

    fn is_interface(&self, node: NodeId) -> bool {
        self.interface_nodes.get(node.0 as usize).copied().unwrap_or_default()
    }

    /// Returns the language of the interface text, if it differs from that of the document.
    pub(super) fn interface(&self) -> Option<&str> {
        self.interface.as_deref()
    }

    /// Returns the language of a node, if it differs from that of the document.
    pub(super) fn node_language(&self, node: NodeId) -> Option<&str> {
        self.interface().filter(|_| self.is_interface(node))
    }

    /// Returns the language of the tip of a control, if it differs from that of its node.
    pub(super) fn tip_language(&self, control: &Control, node: NodeId) -> Option<&str> {
        match (control.language, self.is_interface(node)) {
            (Language::Interface, false) => self.interface(),
            (Language::Document, true) => Some(&self.document),
            _ => None,
        }
    }
}

/// Returns the language of a text that has letters. Numbers and signs belong to every language.
fn text_language(item: &PageItem) -> Option<Language> {
    let PageItem::Text { run, .. } = item else { return None };
    let has_letters = run.words.iter().any(|word| word.text.contains(char::is_alphabetic));
    has_letters.then_some(run.language)
}
