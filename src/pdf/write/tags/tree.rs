//! The tree of the nodes, and the way back from marked content and annotations to it.

use lopdf::ObjectId;

use super::{Languages, read, together, types};
use crate::document::{Control, Direction, Role, Scope};
use crate::layout::{Item, NodeId, Pages, StructureNode};
use crate::pdf::number_tree;
use crate::pdf::write::dict::{Array, Dict};
use crate::pdf::write::file::File;

/// The structure type of text that is set apart from the rest of its node.
pub(crate) const APART: &str = "Span";

/// The annotations of a page, in the order of its items.
#[derive(Debug, Default)]
pub(crate) struct Annotations {
    /// Its links; none for a link that leads nowhere.
    pub(crate) links: Vec<Option<ObjectId>>,
    /// Its widgets, and the elements kept for them.
    pub(crate) widgets: Vec<(ObjectId, ObjectId)>,
}

/// Something that is read.
#[derive(Debug, Clone, Copy)]
enum Content<'p> {
    /// A stretch of text, by its number on its page; in an element of its own where its language is.
    Text { page: usize, number: usize, apart: Option<ObjectId> },
    /// A link.
    Link { page: usize, annotation: ObjectId },
    /// Something to fill in, and its element.
    Field { page: usize, annotation: ObjectId, element: ObjectId, control: &'p Control },
}

/// Adds the tree of all nodes and returns its root. Pages count as their indices in the parent tree;
/// after them come all widgets in their order, then all links.
pub(crate) fn add(
    pages: &Pages,
    page_ids: &[ObjectId],
    annotations: &[Annotations],
    languages: &Languages,
    out: &mut File,
) -> ObjectId {
    let nodes = &pages.structure.nodes;
    let contents = contents(pages, annotations, languages, out);
    let (root, whole) = (out.new_object_id(), out.new_object_id());
    let elements = elements(nodes, &contents, out);
    let mut tree = Tree { elements: &elements, page_ids, languages, out };
    let mut kids: Vec<Vec<ObjectId>> = vec![Vec::new(); nodes.len()];
    let mut top: Vec<ObjectId> = Vec::new();
    for (node, ids) in nodes.iter().zip(&elements) {
        if let Some((outer, _)) = ids {
            node.parent.map_or(&mut top, |parent| &mut kids[parent.0 as usize]).push(*outer);
        }
    }
    for (n, (node, kids)) in nodes.iter().zip(&kids).enumerate() {
        let parent = node.parent.and_then(|parent| tree.inner(parent)).unwrap_or(whole);
        tree.node(node, NodeId(n as u32), parent, kids, &contents[n]);
    }
    let parents = tree.parents(pages, &contents);
    let next = parents.len() as i64;
    let parents = write_number_tree(parents, out);
    out.write_dict(whole, |dict| {
        dict.name("S", "Document");
        dict.reference("P", root);
        dict.array("K", |kids| kids.references(top));
        if pages.meta.direction == Direction::RightToLeft {
            dict.dict("A", |dict| {
                dict.name("O", "Layout");
                dict.name("WritingMode", "RlTb");
            });
        }
    });
    out.write_dict(root, |dict| {
        dict.name("Type", "StructTreeRoot");
        dict.reference("K", whole);
        dict.reference("ParentTree", parents);
        dict.integer("ParentTreeNextKey", next);
    });
    root
}

/// What is read of each node, in order.
fn contents<'p>(
    pages: &'p Pages,
    annotations: &[Annotations],
    languages: &Languages,
    out: &mut File,
) -> Vec<Vec<Content<'p>>> {
    let mut contents = vec![Vec::new(); pages.structure.nodes.len()];
    for (page, (of_page, annotations)) in pages.pages.iter().zip(annotations).enumerate() {
        let mut number = 0;
        let mut links = annotations.links.iter();
        let mut widgets = annotations.widgets.iter();
        for stretch in read(of_page).chunk_by(|a, b| together(languages, a, b)) {
            match stretch[0] {
                Item::Text { node: Some(node), .. } => {
                    let apart = languages.sets_apart(stretch[0]).then(|| out.new_object_id());
                    contents[node.0 as usize].push(Content::Text { page, number, apart });
                    number += 1;
                }
                Item::Link { node, .. } => {
                    if let Some(Some(annotation)) = links.next() {
                        contents[node.0 as usize].push(Content::Link { page, annotation: *annotation });
                    }
                }
                Item::Field { node, control, .. } => {
                    if let Some((annotation, element)) = widgets.next() {
                        let (annotation, element) = (*annotation, *element);
                        contents[node.0 as usize].push(Content::Field { page, annotation, element, control });
                    }
                }
                _ => {}
            }
        }
    }
    contents
}

/// The outermost and the innermost element of each node. A node that nothing is read of has none,
/// but for cells, which a table needs to be one.
fn elements(
    nodes: &[StructureNode],
    contents: &[Vec<Content<'_>>],
    out: &mut File,
) -> Vec<Option<(ObjectId, ObjectId)>> {
    let mut is_kept: Vec<bool> = contents.iter().map(|content| !content.is_empty()).collect();
    // What a node is node of stands before it.
    for (n, node) in nodes.iter().enumerate().rev() {
        is_kept[n] |= matches!(node.role, Role::Header(_) | Role::Cell { .. });
        if let (true, Some(parent)) = (is_kept[n], node.parent) {
            is_kept[parent.0 as usize] = true;
        }
    }
    let mut ids = |node: &StructureNode| {
        let outer = out.new_object_id();
        (outer, types(node.role).iter().skip(1).fold(outer, |_, _| out.new_object_id()))
    };
    nodes.iter().zip(is_kept).map(|(node, is_kept)| is_kept.then(|| ids(node))).collect()
}

struct Tree<'a> {
    elements: &'a [Option<(ObjectId, ObjectId)>],
    page_ids: &'a [ObjectId],
    languages: &'a Languages,
    out: &'a mut File,
}

impl Tree<'_> {
    fn inner(&self, node: NodeId) -> Option<ObjectId> {
        self.elements[node.0 as usize].map(|(_, inner)| inner)
    }

    /// Adds the elements of a node, which has other nodes as its kids or is read itself.
    fn node(
        &mut self,
        node: &StructureNode,
        id: NodeId,
        parent: ObjectId,
        kids: &[ObjectId],
        contents: &[Content<'_>],
    ) {
        let Some((outer, inner)) = self.elements[id.0 as usize] else { return };
        for content in contents {
            self.element(*content, (id, inner));
        }
        let Self { page_ids, languages, out, .. } = self;
        let mut parent = parent;
        let mut element = outer;
        let types = types(node.role);
        for (n, name) in types.iter().enumerate() {
            // The elements of a node have ids that follow each other.
            let next = (n + 1 < types.len()).then_some((element.0 + 1, 0));
            out.write_dict(element, |dict| {
                dict.name("S", name);
                dict.reference("P", parent);
                if n == 0 {
                    attributes(dict, node.role);
                    if let Some(language) = languages.of_node(id) {
                        dict.text("Lang", language);
                    }
                }
                match next {
                    Some(next) => dict.reference("K", next),
                    None => inside(dict, kids, contents, page_ids),
                }
            });
            (parent, element) = (element, next.unwrap_or(element));
        }
    }

    /// Adds what is read in an element of its own inside the element of its node.
    fn element(&mut self, content: Content<'_>, (node, parent): (NodeId, ObjectId)) {
        let Self { page_ids, languages, out, .. } = self;
        match content {
            Content::Text { page, number, apart: Some(element) } => out.write_dict(element, |dict| {
                dict.name("S", APART);
                dict.reference("P", parent);
                dict.reference("Pg", page_ids[page]);
                dict.integer("K", number as i64);
                if let Some(language) = languages.words() {
                    dict.text("Lang", language);
                }
            }),
            Content::Field { page, annotation, element, control } => out.write_dict(element, |dict| {
                dict.name("S", "Form");
                dict.reference("P", parent);
                dict.reference("Pg", page_ids[page]);
                dict.dict("K", |dict| refer(dict, annotation, None));
                dict.text("Alt", &control.tip);
                if let Some(language) = languages.of_tip(control, node) {
                    dict.text("Lang", language);
                }
            }),
            Content::Text { .. } | Content::Link { .. } => {}
        }
    }

    /// The entries of the parent tree in the order of their keys.
    fn parents(&self, pages: &Pages, contents: &[Vec<Content<'_>>]) -> Vec<Entry> {
        let mut marked: Vec<Vec<(usize, ObjectId)>> = vec![Vec::new(); pages.pages.len()];
        let (mut widgets, mut links) = (Vec::new(), Vec::new());
        for (n, contents) in contents.iter().enumerate() {
            let Some(parent) = self.inner(NodeId(n as u32)) else { continue };
            for content in contents {
                match content {
                    Content::Text { page, number, apart } => {
                        marked[*page].push((*number, apart.unwrap_or(parent)));
                    }
                    Content::Link { annotation, .. } => links.push((*annotation, parent)),
                    Content::Field { annotation, element, .. } => widgets.push((*annotation, *element)),
                }
            }
        }
        let sorted = |mut list: Vec<(usize, ObjectId)>| {
            list.sort_by_key(|(number, _)| *number);
            Entry::Page(list.into_iter().map(|(_, parent)| parent).collect())
        };
        let mut entries: Vec<Entry> = marked.into_iter().map(sorted).collect();
        for mut list in [widgets, links] {
            // Annotations have ids in the order of their keys.
            list.sort_by_key(|(annotation, _)| *annotation);
            entries.extend(list.into_iter().map(|(_, parent)| Entry::Annotation(parent)));
        }
        entries
    }
}

/// What is inside the innermost element of a node: its kids, then what is read.
fn inside(dict: &mut Dict<'_>, kids: &[ObjectId], contents: &[Content<'_>], page_ids: &[ObjectId]) {
    let own_page = contents.first().map(Content::page);
    if let Some(page) = own_page {
        dict.reference("Pg", page_ids[page]);
    }
    if kids.is_empty() && contents.is_empty() {
        return;
    }
    dict.array("K", |array| {
        array.references(kids.iter().copied());
        for content in contents {
            kid(array, *content, own_page, page_ids);
        }
    });
}

/// What stands for something that is read in the element of its node, which is on `own_page`.
fn kid(array: &mut Array<'_>, content: Content<'_>, own_page: Option<usize>, page_ids: &[ObjectId]) {
    match content {
        Content::Text { apart: Some(element), .. } | Content::Field { element, .. } => {
            array.reference(element);
        }
        Content::Text { page, number, .. } if Some(page) == own_page => array.integer(number as i64),
        Content::Text { page, number, .. } => array.dict(|dict| {
            dict.name("Type", "MCR");
            dict.reference("Pg", page_ids[page]);
            dict.integer("MCID", number as i64);
        }),
        Content::Link { page, annotation } => {
            let page = (Some(page) != own_page).then(|| page_ids[page]);
            array.dict(|dict| refer(dict, annotation, page));
        }
    }
}

/// Refers to an annotation.
fn refer(dict: &mut Dict<'_>, annotation: ObjectId, page: Option<ObjectId>) {
    dict.name("Type", "OBJR");
    dict.reference("Obj", annotation);
    if let Some(page) = page {
        dict.reference("Pg", page);
    }
}

/// The way back from something to the element it is read in.
enum Entry {
    /// From the stretches of a page, by their numbers.
    Page(Vec<ObjectId>),
    /// From an annotation.
    Annotation(ObjectId),
}

impl Content<'_> {
    fn page(&self) -> usize {
        match self {
            Self::Text { page, .. } | Self::Link { page, .. } | Self::Field { page, .. } => *page,
        }
    }
}

/// What a table needs to know of its cells.
fn attributes(dict: &mut Dict<'_>, role: Role) {
    match role {
        Role::Header(scope) => dict.dict("A", |dict| {
            dict.name("O", "Table");
            dict.name(
                "Scope",
                match scope {
                    Scope::Row => "Row",
                    Scope::Column => "Column",
                },
            );
        }),
        Role::Cell { columns } if columns > 1 => dict.dict("A", |dict| {
            dict.name("O", "Table");
            dict.integer("ColSpan", i64::from(columns));
        }),
        _ => {}
    }
}

/// Writes a number tree with the keys 0, 1, 2 and so on, and returns its root.
fn write_number_tree(entries: Vec<Entry>, out: &mut File) -> ObjectId {
    let entries: Vec<(i64, Entry)> = (0..).zip(entries).collect();
    let mut kids = Vec::new();
    for leaf in number_tree::leaves(&entries) {
        let id = out.new_object_id();
        out.write_dict(id, |dict| {
            dict.array("Limits", |limits| leaf.limits.into_iter().for_each(|key| limits.integer(key)));
            dict.array("Nums", |array| {
                for (key, entry) in leaf.entries {
                    array.integer(*key);
                    match entry {
                        Entry::Page(ids) => array.array(|array| array.references(ids.iter().copied())),
                        Entry::Annotation(id) => array.reference(*id),
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
