//! What is read aloud: which stretches of a page belong to which node, and the tree of the nodes.

mod languages;
mod tree;

use crate::document::Role;
use crate::layout::{Item, Page};

pub(super) use languages::Languages;
pub(super) use tree::{APART, Annotations, add};

/// The items of a page that are read, clicked or filled in. What else there is only decorates.
pub(super) fn read(page: &Page) -> Vec<&Item> {
    let is_read = |item: &&Item| matches!(item, Item::Text { .. } | Item::Link { .. } | Item::Field { .. });
    page.items.iter().filter(is_read).collect()
}

/// Whether two items that follow each other are marked together: texts of one node in one language. The
/// stretches of a page that belong to a node are numbered from 0.
pub(super) fn together(languages: &Languages, a: &Item, b: &Item) -> bool {
    matches!((a, b), (Item::Text { node: one, .. }, Item::Text { node: other, .. }) if one == other)
        && languages.sets_apart(a) == languages.sets_apart(b)
}

/// The structure types of a node, from the outermost in; the innermost holds what is read. Those of
/// ISO 32000-1, section 14.8.4.
pub(super) fn types(role: Role) -> &'static [&'static str] {
    match role {
        Role::Section => &["Sect"],
        Role::Heading(1) => &["H1"],
        Role::Heading(2) => &["H2"],
        Role::Heading(3) => &["H3"],
        Role::Heading(4) => &["H4"],
        Role::Heading(5) => &["H5"],
        Role::Heading(_) => &["H6"],
        Role::Paragraph => &["P"],
        Role::Code => &["P", "Code"],
        Role::List => &["L"],
        Role::Item => &["LI", "LBody"],
        Role::Table => &["Table"],
        Role::TableRow => &["TR"],
        Role::Header(_) => &["TH"],
        Role::Cell { .. } => &["TD"],
        Role::Contents => &["TOC"],
        Role::Entry => &["TOCI", "Reference", "Link"],
        Role::Caption => &["Caption"],
    }
}

/// The innermost structure type of a node.
pub(super) fn inner_type(role: Role) -> &'static str {
    types(role).last().copied().unwrap_or_default()
}
