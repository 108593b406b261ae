//! The nodes of a form with the full names of their fields, those of widgets that the form lost included.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::widgets;
use crate::pdf::read::{ReadError, limits, text_encoding};

/// The nodes of a form: fields and widgets, by id.
pub(super) type FormNodes = BTreeMap<ObjectId, String>;

/// Returns the nodes of the form, and the widgets of all pages with their ancestors.
pub(super) fn find(document: &Document) -> Result<FormNodes, ReadError> {
    let mut found = in_form(document)?;
    for page in document.page_iter() {
        for annotation in widgets::annotations(document, page) {
            let Ok(id) = annotation.as_reference() else { continue };
            if !found.contains_key(&id) && document.get_dictionary(id).is_ok_and(widgets::is_widget) {
                add_ancestors(document, id, &mut found);
            }
        }
    }
    Ok(found)
}

fn in_form(document: &Document) -> Result<FormNodes, ReadError> {
    let form = document.catalog().and_then(|catalog| catalog.get_deref(b"AcroForm", document)?.as_dict());
    let mut found = BTreeMap::new();
    let Ok(form) = form else { return Ok(found) };
    let roots = form.get_deref(b"Fields", document).and_then(Object::as_array);
    let mut waiting: Vec<(Object, String, usize)> =
        roots.into_iter().flatten().map(|root| (root.clone(), String::new(), 0)).collect();
    // Visits each node once, within the depth limit.
    while let Some((node, above, depth)) = waiting.pop() {
        let Ok(id) = node.as_reference() else { continue };
        let Ok(dict) = document.get_dictionary(id) else { continue };
        if depth > limits::MAX_DEPTH {
            return Err(ReadError::TooDeep);
        }
        if found.contains_key(&id) {
            continue;
        }
        let name = full_name(document, dict, above);
        if let Ok(kids) = dict.get_deref(b"Kids", document).and_then(Object::as_array) {
            waiting.extend(kids.iter().map(|kid| (kid.clone(), name.clone(), depth + 1)));
        }
        found.insert(id, name);
    }
    Ok(found)
}

fn full_name(document: &Document, dict: &Dictionary, above: String) -> String {
    match dict.get_deref(b"T", document).ok().and_then(text_encoding::decode_text) {
        Some(own) if above.is_empty() => own,
        Some(own) => format!("{above}.{own}"),
        None => above,
    }
}

/// Returns the ids of a node and its ancestors, up to the root or the depth limit.
pub(super) fn with_ancestors(document: &Document, node: ObjectId) -> Vec<ObjectId> {
    let mut ids = vec![node];
    while ids.len() <= limits::MAX_DEPTH
        && let Some(above) = ids.last().and_then(|id| document.get_dictionary(*id).ok())
        && let Ok(above) = above.get(b"Parent").and_then(Object::as_reference)
    {
        ids.push(above);
    }
    ids
}

/// Adds a widget that the form does not list, and its ancestors.
fn add_ancestors(document: &Document, widget: ObjectId, found: &mut FormNodes) {
    let ids = with_ancestors(document, widget);
    let mut name = String::new();
    for id in ids.into_iter().rev() {
        let Ok(dict) = document.get_dictionary(id) else { continue };
        name = full_name(document, dict, name);
        found.entry(id).or_insert_with(|| name.clone());
    }
}

/// Makes indirect objects of the fields that some programs write inline, so that each has an id.
pub(super) fn separate(document: &mut Document) {
    let form = document.catalog().and_then(|catalog| catalog.get(b"AcroForm")).cloned();
    let form = match form {
        Ok(Object::Reference(id)) => id,
        Ok(form @ Object::Dictionary(_)) => {
            let id = document.add_object(form);
            if let Ok(catalog) = document.catalog_mut() {
                catalog.set("AcroForm", id);
            }
            id
        }
        _ => return,
    };
    let mut waiting = vec![(form, b"Fields".as_slice(), 0)];
    let mut seen = std::collections::HashSet::new();
    while let Some((id, key, depth)) = waiting.pop() {
        if depth > limits::MAX_DEPTH || !seen.insert(id) {
            continue;
        }
        let list = document.get_dictionary(id).and_then(|dict| dict.get_deref(key, document)?.as_array());
        let Ok(mut list) = list.cloned() else { continue };
        let mut is_changed = false;
        for node in &mut list {
            if let Object::Dictionary(_) = node {
                *node = document.add_object(node.clone()).into();
                is_changed = true;
            }
        }
        waiting.extend(
            list.iter().filter_map(|node| Some((node.as_reference().ok()?, b"Kids".as_slice(), depth + 1))),
        );
        if is_changed && let Ok(dict) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
            dict.set(key.to_vec(), list);
        }
    }
}
