//! The tagged items of a page, and the stretches of text that are marked together.

use super::languages::Languages;
use crate::layout::{Page, PageItem};

/// Returns the items of a page that are read, clicked or filled in. The others only decorate.
pub(in crate::pdf::write) fn tagged_items(page: &Page) -> Vec<&PageItem> {
    let is_tagged = |item: &&PageItem| {
        matches!(item, PageItem::Text { .. } | PageItem::Link { .. } | PageItem::Field { .. })
    };
    page.items.iter().filter(is_tagged).collect()
}

/// Returns true if two neighbouring items are marked together: texts of one node in one language.
///
/// The stretches of a page that belong to a node are numbered from 0.
pub(in crate::pdf::write) fn is_same_stretch(languages: &Languages, a: &PageItem, b: &PageItem) -> bool {
    matches!((a, b), (PageItem::Text { node: one, .. }, PageItem::Text { node: other, .. }) if one == other)
        && languages.is_set_apart(a) == languages.is_set_apart(b)
}
