//! The outline: bookmarks nested by level.

use lopdf::{Dictionary, Object, ObjectId, text_string};

use super::file::File;
use crate::layout::PlacedDestination;
use crate::pdf::syntax::round;

struct Node {
    id: ObjectId,
    level: u8,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// A place on a page as a destination array.
pub(crate) fn place(placed: &PlacedDestination, page: ObjectId, height: f32) -> Object {
    let top = (height - placed.y + 8.0).min(height);
    Object::Array(vec![
        Object::Reference(page),
        Object::Name(b"XYZ".to_vec()),
        Object::Null,
        Object::Real(round(top)),
        Object::Null,
    ])
}

/// Adds the outline and returns its root, or `None` when there is nothing to show.
pub(crate) fn add(
    out: &mut File,
    placed: &[PlacedDestination],
    pages: &[ObjectId],
    height: f32,
) -> Option<ObjectId> {
    let entries: Vec<&PlacedDestination> = placed.iter().filter(|p| p.destination.level > 0).collect();
    if entries.is_empty() {
        return None;
    }
    let root = out.new_object_id();
    let mut nodes: Vec<Node> = Vec::with_capacity(entries.len());
    let mut roots = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let level = entry.destination.level;
        while open.last().is_some_and(|o| nodes[*o].level >= level) {
            open.pop();
        }
        let parent = open.last().copied();
        nodes.push(Node { id: out.new_object_id(), level, parent, children: Vec::new() });
        match parent {
            Some(parent) => nodes[parent].children.push(n),
            None => roots.push(n),
        }
        open.push(n);
    }
    for (n, entry) in entries.iter().enumerate() {
        let siblings = nodes[n].parent.map_or(&roots, |p| &nodes[p].children);
        let mut dict = Dictionary::new();
        dict.set("Title", text_string(&entry.destination.title));
        dict.set("Parent", nodes[n].parent.map_or(root, |p| nodes[p].id));
        // Siblings are in the order of the entries, so a node finds its own place by halving.
        let at = siblings.partition_point(|s| *s < n);
        if let Some(before) = at.checked_sub(1).and_then(|b| siblings.get(b)) {
            dict.set("Prev", nodes[*before].id);
        }
        if let Some(next) = siblings.get(at + 1) {
            dict.set("Next", nodes[*next].id);
        }
        ends(&mut dict, &nodes[n].children, &nodes, -1);
        dict.set("Dest", place(entry, pages[entry.page], height));
        out.insert(nodes[n].id, dict);
    }
    let mut dict = Dictionary::new();
    dict.set("Type", Object::Name(b"Outlines".to_vec()));
    ends(&mut dict, &roots, &nodes, 1);
    out.insert(root, dict);
    Some(root)
}

/// First, last and count of an entry's children; a negative count shows them closed.
fn ends(dict: &mut Dictionary, children: &[usize], nodes: &[Node], sign: i64) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        dict.set("First", nodes[*first].id);
        dict.set("Last", nodes[*last].id);
        dict.set("Count", children.len() as i64 * sign);
    }
}
