//! The parent tree: the way back from marked content and annotations to their elements.

use lopdf::ObjectId;

use super::contents::Content;
use crate::pdf::number_tree;
use crate::pdf::write::file::FileWriter;

/// An entry of the parent tree.
pub(super) enum ParentEntry {
    /// The elements of the stretches of a page, by their numbers.
    Page(Vec<ObjectId>),
    /// The element of an annotation.
    Annotation(ObjectId),
}

/// Returns the entries in the order of their keys: all pages, then all widgets, then all links.
///
/// `parents` are the elements of the nodes, `None` for nodes without content.
pub(super) fn parent_entries(
    page_count: usize,
    parents: impl Iterator<Item = Option<ObjectId>>,
    contents: &[Vec<Content<'_>>],
) -> Vec<ParentEntry> {
    let mut stretches: Vec<Vec<(usize, ObjectId)>> = vec![Vec::new(); page_count];
    let (mut widgets, mut links) = (Vec::new(), Vec::new());
    for (contents, parent) in contents.iter().zip(parents) {
        let Some(parent) = parent else { continue };
        for content in contents {
            match content {
                Content::Text { page, number, span } => {
                    stretches[*page].push((*number, span.unwrap_or(parent)));
                }
                Content::Link { annotation, .. } => links.push((*annotation, parent)),
                Content::Field { annotation, element, .. } => widgets.push((*annotation, *element)),
            }
        }
    }
    let page_entry = |mut list: Vec<(usize, ObjectId)>| {
        list.sort_by_key(|(number, _)| *number);
        ParentEntry::Page(list.into_iter().map(|(_, parent)| parent).collect())
    };
    let mut entries: Vec<ParentEntry> = stretches.into_iter().map(page_entry).collect();
    for mut list in [widgets, links] {
        // The ids of annotations are in the order of their keys.
        list.sort_by_key(|(annotation, _)| *annotation);
        entries.extend(list.into_iter().map(|(_, parent)| ParentEntry::Annotation(parent)));
    }
    entries
}

/// Writes a number tree with the keys 0, 1, 2 and so on, and returns its root.
pub(super) fn write_number_tree(entries: Vec<ParentEntry>, out: &mut FileWriter) -> ObjectId {
    let entries: Vec<(i64, ParentEntry)> = (0..).zip(entries).collect();
    let mut kids = Vec::new();
    for leaf in number_tree::leaves(&entries) {
        let id = out.new_object_id();
        out.write_dict(id, |dict| {
            dict.array("Limits", |limits| leaf.limits.into_iter().for_each(|key| limits.integer(key)));
            dict.array("Nums", |array| {
                for (key, entry) in leaf.entries {
                    array.integer(*key);
                    match entry {
                        ParentEntry::Page(ids) => {
                            array.array(|array| array.references(ids.iter().copied()));
                        }
                        ParentEntry::Annotation(id) => array.reference(*id),
                    }
                }
            });
        });
        kids.push(id);
    }
    let root = out.new_object_id();
    out.write_dict(root, |dict| {
        dict.array(number_tree::root_key(!kids.is_empty()), |array| array.references(kids));
    });
    root
}
