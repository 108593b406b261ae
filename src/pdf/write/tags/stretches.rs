//! The tagged items of a page, and the stretches of text that are marked together.

use super::languages::Languages;
use crate::layout::{Item, Page};

/// Returns the items of a page that are read, clicked or filled in. The others only decorate.
pub(in crate::pdf::write) fn tagged_items(page: &Page) -> Vec<&Item> {
    let is_tagged = |item: &&Item| matches!(item, Item::Text { .. } | Item::Link { .. } | Item::Field { .. });
    page.items.iter().filter(is_tagged).collect()
}

/// Returns true if two neighbouring items are marked together: texts of one node in one language.
///
/// The stretches of a page that belong to a node are numbered from 0.
pub(in crate::pdf::write) fn is_same_stretch(languages: &Languages, a: &Item, b: &Item) -> bool {
    matches!((a, b), (Item::Text { node: one, .. }, Item::Text { node: other, .. }) if one == other)
        && languages.is_set_apart(a) == languages.is_set_apart(b)
}
