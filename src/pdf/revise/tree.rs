//! The tree of what is read, when what is filled in becomes content of the page.

use std::collections::{BTreeMap, HashMap, HashSet};

use lopdf::{Document, Object, ObjectId, dictionary, text_string};

use crate::pdf::number_tree;
use crate::pdf::read::{ReadError, limits};

/// How what is drawn at a place is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Said<'t> {
    /// As it is drawn, in that order.
    AsDrawn,
    /// As this text, which is drawn in another order.
    Text(&'t str),
    /// In these words, since it is a drawing.
    Words(&'t str),
}

/// The tree of a document that has one.
pub(super) struct Tree {
    root: ObjectId,
    /// The elements of annotations, by the annotation.
    elements: HashMap<ObjectId, ObjectId>,
    /// What leads back from marked content and annotations.
    parents: BTreeMap<i64, Object>,
    /// Elements that hold nothing any more.
    emptied: Vec<ObjectId>,
}

impl Tree {
    /// Reads the tree of a document; none if it has none, or one that cannot be followed.
    pub(super) fn of(document: &Document) -> Result<Option<Self>, ReadError> {
        let root = document.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot")?.as_reference());
        let Ok(root) = root else { return Ok(None) };
        let Ok(dict) = document.get_dictionary(root) else { return Ok(None) };
        let mut parents = BTreeMap::new();
        if let Ok(node) = dict.get(b"ParentTree") {
            numbers(document, node, &mut HashSet::new(), 0, &mut parents)?;
        }
        Ok(Some(Self { root, elements: elements(document, root), parents, emptied: Vec::new() }))
    }

    /// Makes the element of a place hold marked content, and returns the number that is to mark it.
    pub(super) fn hold(
        &mut self,
        document: &mut Document,
        page: ObjectId,
        place: ObjectId,
        said: Said<'_>,
    ) -> Option<i64> {
        let element = *self.elements.get(&place)?;
        let number = self.mark(document, page, element)?;
        let dict = document.get_object_mut(element).and_then(Object::as_dict_mut).ok()?;
        dict.set("S", "Span");
        dict.set("Pg", page);
        dict.set("K", number);
        dict.remove(b"Alt");
        match said {
            Said::AsDrawn => {}
            Said::Text(text) => dict.set("ActualText", text_string(text)),
            Said::Words(words) => dict.set("Alt", text_string(words)),
        }
        Some(number)
    }

    /// The next number of marked content of a page, which leads back to an element.
    fn mark(&mut self, document: &mut Document, page: ObjectId, element: ObjectId) -> Option<i64> {
        let key = self.key(document, page)?;
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

    /// Adds a part at the end, with a title and a text, and returns the elements of these. `read` is the
    /// text where it is drawn in another order.
    pub(super) fn section(&mut self, document: &mut Document, read: Option<&str>) -> Option<[ObjectId; 2]> {
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

    /// Adds marked content of a page to an element, and returns its number.
    pub(super) fn add(&mut self, document: &mut Document, page: ObjectId, element: ObjectId) -> Option<i64> {
        let number = self.mark(document, page, element)?;
        let content = dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => number };
        let dict = document.get_object_mut(element).and_then(Object::as_dict_mut).ok()?;
        match dict.get_mut(b"K") {
            Ok(Object::Array(kids)) => kids.push(content.into()),
            _ => dict.set("K", vec![content.into()]),
        }
        Some(number)
    }

    /// The key of the content of a page in what leads back; a page that has none gets one.
    fn key(&mut self, document: &mut Document, page: ObjectId) -> Option<i64> {
        let dict = document.get_object_mut(page).and_then(Object::as_dict_mut).ok()?;
        if let Ok(key) = dict.get(b"StructParents").and_then(Object::as_i64) {
            return Some(key);
        }
        let key = self.parents.keys().next_back().map_or(0, |last| last.saturating_add(1));
        dict.set("StructParents", key);
        Some(key)
    }

    /// Takes the element of a place out of the tree.
    pub(super) fn remove(&mut self, place: ObjectId) {
        self.emptied.extend(self.elements.get(&place));
    }

    /// Writes the tree. Nothing of it leads to the places of fields any more.
    pub(super) fn finish(mut self, document: &mut Document, places: &[ObjectId]) {
        self.prune(document);
        for place in places {
            let key = document.get_dictionary(*place).and_then(|dict| dict.get(b"StructParent")?.as_i64());
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

    /// Takes the emptied elements out of those they are in, and these too if they hold nothing else.
    fn prune(&mut self, document: &mut Document) {
        // Each turn takes one element away, and adds one at most, which is above it.
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

/// The elements that hold annotations, by the annotation.
fn elements(document: &Document, root: ObjectId) -> HashMap<ObjectId, ObjectId> {
    let mut found = HashMap::new();
    let mut seen = HashSet::from([root]);
    let mut waiting = vec![root];
    // Each element is looked at once.
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

/// The entries of a number tree.
fn numbers(
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
    if depth > limits::DEPTH {
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
        kids.iter().try_for_each(|kid| numbers(document, kid, seen, depth + 1, found))?;
    }
    Ok(())
}

/// Adds a number tree of these entries and returns its root.
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
