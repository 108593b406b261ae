//! Writes the elements of the structure tree.

use lopdf::ObjectId;

use super::contents::{Content, PageAnnotations, node_contents};
use super::languages::Languages;
use super::parent_tree::{parent_entries, write_number_tree};
use super::types::{SPAN, structure_types};
use crate::document::{Direction, Scope, StructureRole};
use crate::layout::{NodeId, Pages, StructureNode};
use crate::pdf::write::dict::{ArrayWriter, DictWriter};
use crate::pdf::write::file::FileWriter;

/// Adds the structure tree and returns its root.
///
/// The keys of the parent tree are the page indices, followed by all widgets in order, then all links.
pub(in crate::pdf::write) fn add_structure_tree(
    pages: &Pages,
    page_ids: &[ObjectId],
    annotations: &[PageAnnotations],
    languages: &Languages,
    out: &mut FileWriter,
) -> ObjectId {
    let nodes = &pages.structure.nodes;
    let contents = node_contents(pages, annotations, languages, out);
    let (root, document) = (out.new_object_id(), out.new_object_id());
    let elements = node_elements(nodes, &contents, out);
    let mut kids: Vec<Vec<ObjectId>> = vec![Vec::new(); nodes.len()];
    let mut top: Vec<ObjectId> = Vec::new();
    for (node, element) in nodes.iter().zip(&elements) {
        if let Some(element) = element {
            node.parent.map_or(&mut top, |parent| &mut kids[parent.0 as usize]).push(element.outer);
        }
    }
    let mut writer = ElementWriter { page_ids, languages, out };
    for (n, (node, kids)) in nodes.iter().zip(&kids).enumerate() {
        let parent = node.parent.and_then(|parent| elements[parent.0 as usize]);
        let parent = parent.map_or(document, |element| element.inner);
        if let Some(element) = elements[n] {
            let inside = Inside { kids, contents: &contents[n], page_ids };
            writer.write_node(node, NodeId(n as u32), element, parent, &inside);
        }
    }
    let parents = elements.iter().map(|element| element.map(|element| element.inner));
    let entries = parent_entries(pages.pages.len(), parents, &contents);
    let next_key = entries.len() as i64;
    let parent_tree = write_number_tree(entries, out);
    out.write_dict(document, |dict| {
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
        dict.reference("K", document);
        dict.reference("ParentTree", parent_tree);
        dict.integer("ParentTreeNextKey", next_key);
    });
    root
}

/// The outermost and the innermost element of a node. The ids of those between follow each other.
#[derive(Debug, Clone, Copy)]
struct NodeElements {
    outer: ObjectId,
    inner: ObjectId,
}

/// Reserves the elements of each node. Nodes without content have none, except for the cells of a table, which
/// must be complete.
fn node_elements(
    nodes: &[StructureNode],
    contents: &[Vec<Content<'_>>],
    out: &mut FileWriter,
) -> Vec<Option<NodeElements>> {
    let mut is_kept: Vec<bool> = contents.iter().map(|content| !content.is_empty()).collect();
    // A parent stands before its children.
    for (n, node) in nodes.iter().enumerate().rev() {
        is_kept[n] |= matches!(node.role, StructureRole::Header(_) | StructureRole::Cell { .. });
        if is_kept[n]
            && let Some(parent) = node.parent
        {
            is_kept[parent.0 as usize] = true;
        }
    }
    let mut reserve = |node: &StructureNode| {
        let outer = out.new_object_id();
        let inner = structure_types(node.role).iter().skip(1).fold(outer, |_, _| out.new_object_id());
        NodeElements { outer, inner }
    };
    nodes.iter().zip(is_kept).map(|(node, is_kept)| is_kept.then(|| reserve(node))).collect()
}

struct ElementWriter<'a> {
    page_ids: &'a [ObjectId],
    languages: &'a Languages,
    out: &'a mut FileWriter,
}

impl ElementWriter<'_> {
    /// Writes the elements of a node, and those of its content.
    fn write_node(
        &mut self,
        node: &StructureNode,
        id: NodeId,
        NodeElements { outer, inner }: NodeElements,
        parent: ObjectId,
        inside: &Inside<'_>,
    ) {
        for content in inside.contents {
            self.write_content(*content, id, inner);
        }
        let Self { languages, out, .. } = self;
        let mut parent = parent;
        let mut element = outer;
        let types = structure_types(node.role);
        for (n, name) in types.iter().enumerate() {
            let next = (n + 1 < types.len()).then_some((element.0 + 1, 0));
            out.write_dict(element, |dict| {
                dict.name("S", name);
                dict.reference("P", parent);
                if n == 0 {
                    write_attributes(dict, node.role);
                    if let Some(language) = languages.node_language(id) {
                        dict.text_string("Lang", language);
                    }
                }
                match next {
                    Some(next) => dict.reference("K", next),
                    None => inside.write(dict),
                }
            });
            (parent, element) = (element, next.unwrap_or(element));
        }
    }

    /// Writes the element of a piece of content that has its own, inside the element of its node.
    fn write_content(&mut self, content: Content<'_>, node: NodeId, parent: ObjectId) {
        let Self { page_ids, languages, out } = self;
        match content {
            Content::Text { page, number, span: Some(element) } => out.write_dict(element, |dict| {
                dict.name("S", SPAN);
                dict.reference("P", parent);
                dict.reference("Pg", page_ids[page]);
                dict.integer("K", number as i64);
                if let Some(language) = languages.interface() {
                    dict.text_string("Lang", language);
                }
            }),
            Content::Field { page, annotation, element, control } => out.write_dict(element, |dict| {
                dict.name("S", "Form");
                dict.reference("P", parent);
                dict.reference("Pg", page_ids[page]);
                dict.dict("K", |dict| write_object_reference(dict, annotation, None));
                dict.text_string("Alt", &control.tip);
                if let Some(language) = languages.tip_language(control, node) {
                    dict.text_string("Lang", language);
                }
            }),
            Content::Text { .. } | Content::Link { .. } => {}
        }
    }
}

/// The inside of the innermost element of a node: its children, then its content.
struct Inside<'a> {
    kids: &'a [ObjectId],
    contents: &'a [Content<'a>],
    page_ids: &'a [ObjectId],
}

impl Inside<'_> {
    /// Writes the page of the element and its kids.
    fn write(&self, dict: &mut DictWriter<'_>) {
        let page = self.contents.first().map(Content::page);
        if let Some(page) = page {
            dict.reference("Pg", self.page_ids[page]);
        }
        if self.kids.is_empty() && self.contents.is_empty() {
            return;
        }
        dict.array("K", |array| {
            array.references(self.kids.iter().copied());
            for content in self.contents {
                self.write_kid(array, *content, page);
            }
        });
    }

    /// Writes the kid for a piece of content in an element whose page is `element_page`.
    fn write_kid(&self, array: &mut ArrayWriter<'_>, content: Content<'_>, element_page: Option<usize>) {
        match content {
            Content::Text { span: Some(element), .. } | Content::Field { element, .. } => {
                array.reference(element);
            }
            Content::Text { page, number, .. } if Some(page) == element_page => {
                array.integer(number as i64);
            }
            Content::Text { page, number, .. } => array.dict(|dict| {
                dict.name("Type", "MCR");
                dict.reference("Pg", self.page_ids[page]);
                dict.integer("MCID", number as i64);
            }),
            Content::Link { page, annotation } => {
                let page = (Some(page) != element_page).then(|| self.page_ids[page]);
                array.dict(|dict| write_object_reference(dict, annotation, page));
            }
        }
    }
}

/// Writes the entries of a reference to an annotation.
fn write_object_reference(dict: &mut DictWriter<'_>, annotation: ObjectId, page: Option<ObjectId>) {
    dict.name("Type", "OBJR");
    dict.reference("Obj", annotation);
    if let Some(page) = page {
        dict.reference("Pg", page);
    }
}

/// Writes the attributes of a table cell: its scope, the columns it spans.
fn write_attributes(dict: &mut DictWriter<'_>, role: StructureRole) {
    match role {
        StructureRole::Header(scope) => dict.dict("A", |dict| {
            let scope = match scope {
                Scope::Row => "Row",
                Scope::Column => "Column",
            };
            dict.name("O", "Table");
            dict.name("Scope", scope);
        }),
        StructureRole::Cell { columns } if columns > 1 => dict.dict("A", |dict| {
            dict.name("O", "Table");
            dict.integer("ColSpan", i64::from(columns));
        }),
        _ => {}
    }
}
