//! The outline: bookmarks, nested by level.

use lopdf::{Dictionary, Object, ObjectId, text_string};

use super::file::FileWriter;
use super::syntax::round_hundredths;
use crate::layout::PlacedDestination;

struct Bookmark {
    id: ObjectId,
    level: u8,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// The space above a destination when a reader jumps to it.
const SPACE_ABOVE: f32 = 8.0;

/// Returns a place on a page as a destination array.
pub(super) fn destination_array(placed: &PlacedDestination, page: ObjectId, height: f32) -> Object {
    let top = (height - placed.y + SPACE_ABOVE).min(height);
    Object::Array(vec![
        Object::Reference(page),
        Object::Name(b"XYZ".to_vec()),
        Object::Null,
        Object::Real(round_hundredths(top)),
        Object::Null,
    ])
}

/// Adds the outline and returns its root, or `None` if there is no bookmark.
pub(super) fn add_outline(
    out: &mut FileWriter,
    placed: &[PlacedDestination],
    pages: &[ObjectId],
    height: f32,
) -> Option<ObjectId> {
    let entries: Vec<&PlacedDestination> = placed.iter().filter(|p| p.destination.level > 0).collect();
    if entries.is_empty() {
        return None;
    }
    let root = out.new_object_id();
    let mut bookmarks: Vec<Bookmark> = Vec::with_capacity(entries.len());
    let mut roots = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let level = entry.destination.level;
        while open.last().is_some_and(|o| bookmarks[*o].level >= level) {
            open.pop();
        }
        let parent = open.last().copied();
        bookmarks.push(Bookmark { id: out.new_object_id(), level, parent, children: Vec::new() });
        match parent {
            Some(parent) => bookmarks[parent].children.push(n),
            None => roots.push(n),
        }
        open.push(n);
    }
    for (n, entry) in entries.iter().enumerate() {
        let siblings = bookmarks[n].parent.map_or(&roots, |p| &bookmarks[p].children);
        let mut dict = Dictionary::new();
        dict.set("Title", text_string(&entry.destination.title));
        dict.set("Parent", bookmarks[n].parent.map_or(root, |p| bookmarks[p].id));
        // Siblings are in the order of the entries, so a binary search finds the bookmark among them.
        let at = siblings.partition_point(|s| *s < n);
        if let Some(before) = at.checked_sub(1).and_then(|b| siblings.get(b)) {
            dict.set("Prev", bookmarks[*before].id);
        }
        if let Some(next) = siblings.get(at + 1) {
            dict.set("Next", bookmarks[*next].id);
        }
        set_children(&mut dict, &bookmarks[n].children, &bookmarks, -1);
        dict.set("Dest", destination_array(entry, pages[entry.page], height));
        out.insert(bookmarks[n].id, dict);
    }
    let mut dict = Dictionary::new();
    dict.set("Type", Object::Name(b"Outlines".to_vec()));
    set_children(&mut dict, &roots, &bookmarks, 1);
    out.insert(root, dict);
    Some(root)
}

/// Sets the first, the last and the number of the children. A negative number shows them closed.
fn set_children(dict: &mut Dictionary, children: &[usize], bookmarks: &[Bookmark], sign: i64) {
    if let [first, ..] = children
        && let [.., last] = children
    {
        dict.set("First", bookmarks[*first].id);
        dict.set("Last", bookmarks[*last].id);
        dict.set("Count", children.len() as i64 * sign);
    }
}
