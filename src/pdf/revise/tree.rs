//! Updates the structure tree when values become page content.

use std::collections::{BTreeMap, HashMap, HashSet};

use lopdf::{Document, Object, ObjectId, dictionary, text_string};

use crate::pdf::number_tree;
use crate::pdf::read::{ReadError, limits};

/// The reading of a drawing.
#[derive(Debug, Clone, Copy)]
pub(super) enum ReadAs<'t> {
    /// As drawn.
    AsDrawn,
    /// As this text, which is drawn in another order.
    Text(&'t str),
    /// As these words, which describe a drawing.
    Words(&'t str),
}

/// The structure tree of a document.
pub(super) struct StructureTree {
    root: ObjectId,
    /// The elements of annotations, by annotation.
    elements: HashMap<ObjectId, ObjectId>,
    /// The parent tree: from marked content and annotations to elements.
    parents: BTreeMap<i64, Object>,
    /// The elements that became empty.
    emptied: Vec<ObjectId>,
}

impl StructureTree {
    /// Reads the tree of a document; none if it is missing or unusable.
    pub(super) fn read(document: &Document) -> Result<Option<Self>, ReadError> {
        let root = document.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot")?.as_reference());
        let Ok(root) = root else { return Ok(None) };
        let Ok(dict) = document.get_dictionary(root) else { return Ok(None) };
        let mut parents = BTreeMap::new();
        if let Ok(node) = dict.get(b"ParentTree") {
            read_number_tree(document, node, &mut HashSet::new(), 0, &mut parents)?;
        }
        Ok(Some(Self { root, elements: annotation_elements(document, root), parents, emptied: Vec::new() }))
    }

    /// Replaces the annotation of an element by marked content, and returns the content's id.
    pub(super) fn replace_annotation(
        &mut self,
        document: &mut Document,
        page: ObjectId,
        widget: ObjectId,
        said: ReadAs<'_>,
    ) -> Option<i64> {
        let element = *self.elements.get(&widget)?;
        let number = self.next_content_id(document, page, element)?;
        let dict = document.get_object_mut(element).and_then(Object::as_dict_mut).ok()?;
        dict.set("S", "Span");
        dict.set("Pg", page);
        dict.set("K", number);
        dict.remove(b"Alt");
        match said {
            ReadAs::AsDrawn => {}
            ReadAs::Text(text) => dict.set("ActualText", text_string(text)),
            ReadAs::Words(words) => dict.set("Alt", text_string(words)),
        }
        Some(number)
    }

    /// Returns the next marked-content id of a page, and ties it to an element.
    fn next_content_id(&mut self, document: &mut Document, page: ObjectId, element: ObjectId) -> Option<i64> {
        let key = self.page_key(document, page)?;
        let mut marked = match self.parents.get(&key) {
            Some(Object::Reference(id)) => document.get_object(*id).and_then(Object::as_array).cloned().ok(),
            Some(Object::Array(marked)) => Some(marked.clone()),
            _ => None,
        }
        .unwrap_or_default();
        let number = marked.len() as i64;
        marked.push(element.into());
        match self.parents.get(&key) {
            Some(Object::Reference(id)) => {
                document.objects.insert(*id, marked.into());
            }
            _ => {
                self.parents.insert(key, marked.into());
            }
        }
        Some(number)
    }

    /// Adds a section with a title and a text, and returns their elements. `read` is the text in reading
    /// order, if it is drawn in another order.
    pub(super) fn add_section(
        &mut self,
        document: &mut Document,
        read: Option<&str>,
    ) -> Option<[ObjectId; 2]> {
        let root = document.get_dictionary(self.root).ok()?;
        let whole = match root.get(b"K").ok()? {
            Object::Array(kids) => kids.first()?.as_reference().ok()?,
            kid => kid.as_reference().ok()?,
        };
        let section = document.new_object_id();
        let parts = ["P", "P"].map(|kind| document.add_object(dictionary! { "S" => kind, "P" => section }));
        let kids: Vec<Object> = parts.into_iter().map(Object::from).collect();
        document.set_object(section, dictionary! { "S" => "Sect", "P" => whole, "K" => kids });
        let dict = document.get_object_mut(whole).and_then(Object::as_dict_mut).ok()?;
        match dict.get_mut(b"K") {
            Ok(Object::Array(kids)) => kids.push(section.into()),
            Ok(kid) => *kid = Object::Array(vec![kid.clone(), section.into()]),
            Err(_) => dict.set("K", section),
        }
        if let Some(read) = read
            && let Ok(text) = document.get_object_mut(parts[1]).and_then(Object::as_dict_mut)
        {
            text.set("ActualText", text_string(read));
        }
        Some(parts)
    }

    /// Adds marked content of a page to an element, and returns its id.
    pub(super) fn add_content(
        &mut self,
        document: &mut Document,
        page: ObjectId,
        element: ObjectId,
    ) -> Option<i64> {
        let number = self.next_content_id(document, page, element)?;
        let content = dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => number };
        let dict = document.get_object_mut(element).and_then(Object::as_dict_mut).ok()?;
        match dict.get_mut(b"K") {
            Ok(Object::Array(kids)) => kids.push(content.into()),
            _ => dict.set("K", vec![content.into()]),
        }
        Some(number)
    }

    /// Returns the key of a page in the parent tree; a page without one gets one.
    fn page_key(&mut self, document: &mut Document, page: ObjectId) -> Option<i64> {
        let dict = document.get_object_mut(page).and_then(Object::as_dict_mut).ok()?;
        if let Ok(key) = dict.get(b"StructParents").and_then(Object::as_i64) {
            return Some(key);
        }
        let key = self.parents.keys().next_back().map_or(0, |last| last.saturating_add(1));
        dict.set("StructParents", key);
        Some(key)
    }

    /// Removes the element of an annotation.
    pub(super) fn remove(&mut self, widget: ObjectId) {
        self.emptied.extend(self.elements.get(&widget));
    }

    /// Writes the tree, without the removed annotations.
    pub(super) fn finish(mut self, document: &mut Document, widgets: &[ObjectId]) {
        self.prune(document);
        for widget in widgets {
            let key = document.get_dictionary(*widget).and_then(|dict| dict.get(b"StructParent")?.as_i64());
            if let Ok(key) = key {
                self.parents.remove(&key);
            }
        }
        let next = self.parents.keys().next_back().map_or(0, |last| last.saturating_add(1));
        let tree = number_tree(self.parents, document);
        if let Ok(root) = document.get_object_mut(self.root).and_then(Object::as_dict_mut) {
            root.set("ParentTree", tree);
            root.set("ParentTreeNextKey", next);
        }
    }

    /// Removes empty elements, and parents that become empty.
    fn prune(&mut self, document: &mut Document) {
        // Each round removes one element and adds at most its parent.
        let mut gone = HashSet::new();
        while let Some(element) = self.emptied.pop() {
            if !gone.insert(element) {
                continue;
            }
            let above = document.get_dictionary(element).and_then(|dict| dict.get(b"P")?.as_reference());
            let Ok(above) = above else { continue };
            let Ok(dict) = document.get_object_mut(above).and_then(Object::as_dict_mut) else { continue };
            let mut kids = match dict.remove(b"K") {
                Some(Object::Array(kids)) => kids,
                Some(kid) => vec![kid],
                None => Vec::new(),
            };
            kids.retain(|kid| !kid.as_reference().is_ok_and(|kid| kid == element));
            let is_text = matches!(dict.get(b"S").and_then(Object::as_name), Ok(b"P" | b"Span"));
            match kids.len() {
                0 if is_text => self.emptied.push(above),
                0 => {}
                1 => dict.set("K", kids.remove(0)),
                _ => dict.set("K", kids),
            }
        }
    }
}

/// Returns the elements that hold annotations, by annotation.
fn annotation_elements(document: &Document, root: ObjectId) -> HashMap<ObjectId, ObjectId> {
    let mut found = HashMap::new();
    let mut seen = HashSet::from([root]);
    let mut waiting = vec![root];
    // Visits each element once.
    while let Some(id) = waiting.pop() {
        let Ok(dict) = document.get_dictionary(id) else { continue };
        let Ok(kids) = dict.get_deref(b"K", document) else { continue };
        let single = [dict.get(b"K").cloned().unwrap_or(Object::Null)];
        let kids = kids.as_array().map_or(single.as_slice(), Vec::as_slice);
        for kid in kids {
            let inner = document.dereference(kid).ok().and_then(|(_, kid)| kid.as_dict().ok());
            let annotation = inner.and_then(|kid| kid.get(b"Obj").and_then(Object::as_reference).ok());
            if let Some(annotation) = annotation {
                found.insert(annotation, id);
            } else if let Ok(kid) = kid.as_reference()
                && seen.insert(kid)
            {
                waiting.push(kid);
            }
        }
    }
    found
}

/// Reads the entries of a number tree.
fn read_number_tree(
    document: &Document,
    node: &Object,
    seen: &mut HashSet<ObjectId>,
    depth: usize,
    found: &mut BTreeMap<i64, Object>,
) -> Result<(), ReadError> {
    let (id, node) = document.dereference(node).map_err(|_| ReadError::Damaged)?;
    if id.is_some_and(|id| !seen.insert(id)) {
        return Ok(());
    }
    if depth > limits::MAX_DEPTH {
        return Err(ReadError::TooDeep);
    }
    let node = node.as_dict().map_err(|_| ReadError::Damaged)?;
    if let Ok(pairs) = node.get_deref(b"Nums", document).and_then(Object::as_array) {
        for pair in pairs.chunks_exact(2) {
            if let Ok(key) = pair[0].as_i64() {
                found.insert(key, pair[1].clone());
            }
        }
    }
    if let Ok(kids) = node.get_deref(b"Kids", document).and_then(Object::as_array) {
        kids.iter().try_for_each(|kid| read_number_tree(document, kid, seen, depth + 1, found))?;
    }
    Ok(())
}

/// Adds a number tree and returns its root.
fn number_tree(entries: BTreeMap<i64, Object>, document: &mut Document) -> ObjectId {
    let entries: Vec<(i64, Object)> = entries.into_iter().collect();
    let mut kids: Vec<Object> = Vec::new();
    for leaf in number_tree::leaves(&entries) {
        let pairs: Vec<Object> =
            leaf.entries.iter().flat_map(|(key, value)| [(*key).into(), value.clone()]).collect();
        let limits = leaf.limits.map(Object::from).to_vec();
        kids.push(document.add_object(dictionary! { "Limits" => limits, "Nums" => pairs }).into());
    }
    document.add_object(dictionary! { number_tree::root_key(!kids.is_empty()) => kids })
}
