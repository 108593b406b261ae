//! The tree of the parts, and the way back from marked content and annotations to it.

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

use super::{Languages, read, together, types};
use crate::document::{Control, Direction, Role, Scope};
use crate::layout::{Item, Pages, Part, PartId};
use crate::pdf::file::File;

/// The structure type of text that is set apart from the rest of its part.
pub(in crate::pdf) const APART: &str = "Span";

/// How many entries of the parent tree stand in one object.
const ENTRIES_AT_ONCE: usize = 512;

/// The annotations of a page, in the order of its items.
#[derive(Debug, Default)]
pub(in crate::pdf) struct Annotations {
    /// Its links; none for a link that leads nowhere.
    pub(in crate::pdf) links: Vec<Option<ObjectId>>,
    /// Its widgets, and the elements kept for them.
    pub(in crate::pdf) widgets: Vec<(ObjectId, ObjectId)>,
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

/// Adds the tree of all parts and returns its root. Pages count as their indices in the parent tree;
/// after them come all widgets in their order, then all links.
pub(in crate::pdf) fn add(
    pages: &Pages,
    page_ids: &[ObjectId],
    annotations: &[Annotations],
    languages: &Languages,
    out: &mut File,
) -> ObjectId {
    let parts = &pages.structure.parts;
    let contents = contents(pages, annotations, languages, out);
    let (root, whole) = (out.new_object_id(), out.new_object_id());
    let elements = elements(parts, &contents, out);
    let mut tree = Tree { elements: &elements, page_ids, languages, out };
    let mut kids: Vec<Vec<Object>> = vec![Vec::new(); parts.len()];
    let mut top: Vec<Object> = Vec::new();
    for (part, ids) in parts.iter().zip(&elements) {
        if let Some((outer, _)) = ids {
            part.parent.map_or(&mut top, |parent| &mut kids[parent.0 as usize]).push((*outer).into());
        }
    }
    for (n, (part, kids)) in parts.iter().zip(kids).enumerate() {
        let parent = part.parent.and_then(|parent| tree.inner(parent)).unwrap_or(whole);
        tree.part(part, PartId(n as u32), parent, kids, &contents[n]);
    }
    let parents = tree.parents(pages, &contents);
    let next = parents.len() as i64;
    let parents = number_tree(parents, out);
    let mut document = dictionary! { "S" => "Document", "P" => root, "K" => top };
    if pages.meta.direction == Direction::RightToLeft {
        document.set("A", dictionary! { "O" => "Layout", "WritingMode" => "RlTb" });
    }
    out.insert(whole, document);
    let dict = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => whole,
        "ParentTree" => parents,
        "ParentTreeNextKey" => next,
    };
    out.insert(root, dict);
    root
}

/// What is read of each part, in order.
fn contents<'p>(
    pages: &'p Pages,
    annotations: &[Annotations],
    languages: &Languages,
    out: &mut File,
) -> Vec<Vec<Content<'p>>> {
    let mut contents = vec![Vec::new(); pages.structure.parts.len()];
    for (page, (of_page, annotations)) in pages.pages.iter().zip(annotations).enumerate() {
        let mut number = 0;
        let mut links = annotations.links.iter();
        let mut widgets = annotations.widgets.iter();
        for stretch in read(of_page).chunk_by(|a, b| together(languages, a, b)) {
            match stretch[0] {
                Item::Text { part: Some(part), .. } => {
                    let apart = languages.sets_apart(stretch[0]).then(|| out.new_object_id());
                    contents[part.0 as usize].push(Content::Text { page, number, apart });
                    number += 1;
                }
                Item::Link { part, .. } => {
                    if let Some(Some(annotation)) = links.next() {
                        contents[part.0 as usize].push(Content::Link { page, annotation: *annotation });
                    }
                }
                Item::Field { part, control, .. } => {
                    if let Some((annotation, element)) = widgets.next() {
                        let (annotation, element) = (*annotation, *element);
                        contents[part.0 as usize].push(Content::Field { page, annotation, element, control });
                    }
                }
                _ => {}
            }
        }
    }
    contents
}

/// The outermost and the innermost element of each part. A part that nothing is read of has none,
/// but for cells, which a table needs to be one.
fn elements(
    parts: &[Part],
    contents: &[Vec<Content<'_>>],
    out: &mut File,
) -> Vec<Option<(ObjectId, ObjectId)>> {
    let mut is_kept: Vec<bool> = contents.iter().map(|content| !content.is_empty()).collect();
    // What a part is part of stands before it.
    for (n, part) in parts.iter().enumerate().rev() {
        is_kept[n] |= matches!(part.role, Role::Header(_) | Role::Cell { .. });
        if let (true, Some(parent)) = (is_kept[n], part.parent) {
            is_kept[parent.0 as usize] = true;
        }
    }
    let mut ids = |part: &Part| {
        let outer = out.new_object_id();
        (outer, types(part.role).iter().skip(1).fold(outer, |_, _| out.new_object_id()))
    };
    parts.iter().zip(is_kept).map(|(part, is_kept)| is_kept.then(|| ids(part))).collect()
}

struct Tree<'a> {
    elements: &'a [Option<(ObjectId, ObjectId)>],
    page_ids: &'a [ObjectId],
    languages: &'a Languages,
    out: &'a mut File,
}

impl Tree<'_> {
    fn inner(&self, part: PartId) -> Option<ObjectId> {
        self.elements[part.0 as usize].map(|(_, inner)| inner)
    }

    /// Adds the elements of a part.
    fn part(
        &mut self,
        part: &Part,
        id: PartId,
        parent: ObjectId,
        mut kids: Vec<Object>,
        contents: &[Content<'_>],
    ) {
        let Some((outer, inner)) = self.elements[id.0 as usize] else { return };
        let mut parent = parent;
        let mut element = outer;
        let types = types(part.role);
        for (n, name) in types.iter().enumerate() {
            let mut dict = dictionary! { "S" => *name, "P" => parent };
            if n == 0 {
                attributes(&mut dict, part.role);
                if let Some(language) = self.languages.of_part(id) {
                    dict.set("Lang", language);
                }
            }
            if n + 1 < types.len() {
                // The elements of a part have ids that follow each other.
                let next = (element.0 + 1, 0);
                dict.set("K", next);
                self.out.insert(element, dict);
                (parent, element) = (element, next);
                continue;
            }
            let page = contents.first().map(Content::page);
            if let Some(page) = page {
                dict.set("Pg", self.page_ids[page]);
            }
            let contents = contents.iter().map(|content| self.content(*content, (id, inner), page));
            kids.extend(contents.collect::<Vec<_>>());
            match kids.len() {
                0 => {}
                1 => dict.set("K", kids.remove(0)),
                _ => dict.set("K", std::mem::take(&mut kids)),
            }
            self.out.insert(element, dict);
        }
    }

    /// What stands for something that is read in the element of its part, which is on `own_page`.
    fn content(
        &mut self,
        content: Content<'_>,
        (part, parent): (PartId, ObjectId),
        own_page: Option<usize>,
    ) -> Object {
        match content {
            Content::Text { page, number, apart: Some(element) } => {
                let mut dict = dictionary! {
                    "S" => APART,
                    "P" => parent,
                    "Pg" => self.page_ids[page],
                    "K" => number as i64,
                };
                if let Some(language) = self.languages.words() {
                    dict.set("Lang", language);
                }
                self.out.insert(element, dict);
                element.into()
            }
            Content::Text { page, number, .. } if Some(page) == own_page => (number as i64).into(),
            Content::Text { page, number, .. } => {
                dictionary! { "Type" => "MCR", "Pg" => self.page_ids[page], "MCID" => number as i64 }.into()
            }
            Content::Link { page, annotation } => {
                let mut dict = dictionary! { "Type" => "OBJR", "Obj" => annotation };
                if Some(page) != own_page {
                    dict.set("Pg", self.page_ids[page]);
                }
                dict.into()
            }
            Content::Field { page, annotation, element, control } => {
                let mut dict = dictionary! {
                    "S" => "Form",
                    "P" => parent,
                    "Pg" => self.page_ids[page],
                    "K" => dictionary! { "Type" => "OBJR", "Obj" => annotation },
                    "Alt" => text_string(&control.tip),
                };
                if let Some(language) = self.languages.of_tip(control, part) {
                    dict.set("Lang", language);
                }
                self.out.insert(element, dict);
                element.into()
            }
        }
    }

    /// The entries of the parent tree in the order of their keys.
    fn parents(&self, pages: &Pages, contents: &[Vec<Content<'_>>]) -> Vec<Object> {
        let mut marked: Vec<Vec<(usize, Object)>> = vec![Vec::new(); pages.pages.len()];
        let (mut widgets, mut links) = (Vec::new(), Vec::new());
        for (n, contents) in contents.iter().enumerate() {
            let Some(parent) = self.inner(PartId(n as u32)) else { continue };
            for content in contents {
                match content {
                    Content::Text { page, number, apart } => {
                        marked[*page].push((*number, apart.unwrap_or(parent).into()));
                    }
                    Content::Link { annotation, .. } => links.push((*annotation, parent.into())),
                    Content::Field { annotation, element, .. } => {
                        widgets.push((*annotation, (*element).into()));
                    }
                }
            }
        }
        let sorted = |mut list: Vec<(usize, Object)>| -> Object {
            list.sort_by_key(|(number, _)| *number);
            list.into_iter().map(|(_, parent)| parent).collect::<Vec<_>>().into()
        };
        let mut entries: Vec<Object> = marked.into_iter().map(sorted).collect();
        for mut list in [widgets, links] {
            // Annotations have ids in the order of their keys.
            list.sort_by_key(|(annotation, _): &(ObjectId, Object)| *annotation);
            entries.extend(list.into_iter().map(|(_, parent)| parent));
        }
        entries
    }
}

impl Content<'_> {
    fn page(&self) -> usize {
        match self {
            Self::Text { page, .. } | Self::Link { page, .. } | Self::Field { page, .. } => *page,
        }
    }
}

/// What a table needs to know of its cells.
fn attributes(dict: &mut Dictionary, role: Role) {
    match role {
        Role::Header(scope) => {
            let scope = match scope {
                Scope::Row => "Row",
                Scope::Column => "Column",
            };
            dict.set("A", dictionary! { "O" => "Table", "Scope" => scope });
        }
        Role::Cell { columns } if columns > 1 => {
            dict.set("A", dictionary! { "O" => "Table", "ColSpan" => i64::from(columns) });
        }
        _ => {}
    }
}

/// A number tree of values with the keys 0, 1, 2 and so on.
fn number_tree(values: Vec<Object>, out: &mut File) -> ObjectId {
    let mut leaves: Vec<Dictionary> = Vec::new();
    let mut numbered = (0_i64..).zip(values).peekable();
    while let Some((first, _)) = numbered.peek() {
        let first = *first;
        let entries: Vec<(i64, Object)> = numbered.by_ref().take(ENTRIES_AT_ONCE).collect();
        let last = first + entries.len() as i64 - 1;
        let nums: Vec<Object> = entries.into_iter().flat_map(|(key, value)| [key.into(), value]).collect();
        leaves.push(dictionary! { "Limits" => vec![first.into(), last.into()], "Nums" => nums });
    }
    let kids: Vec<Object> = leaves.into_iter().map(|leaf| out.add_object(leaf).into()).collect();
    let root = if kids.is_empty() {
        dictionary! { "Nums" => Vec::<Object>::new() }
    } else {
        dictionary! { "Kids" => kids }
    };
    out.add_object(root)
}
