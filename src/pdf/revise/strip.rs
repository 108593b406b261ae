//! Removes everything from a kit that may hold names and that a kit is not built with: remarks, attachments,
//! scripts, private data of other programs.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::form_nodes::FormNodes;
use super::tree::StructureTree;
use super::{page, widgets};
use crate::pdf::read::{ReadError, text_encoding};

/// The entries of the catalog that a kit is built with.
const CATALOG_KEYS: [&[u8]; 18] = [
    b"Type",
    b"Version",
    b"Extensions",
    b"Pages",
    b"PageLabels",
    b"Names",
    b"Dests",
    b"ViewerPreferences",
    b"PageLayout",
    b"PageMode",
    b"Outlines",
    b"AcroForm",
    b"Metadata",
    b"StructTreeRoot",
    b"MarkInfo",
    b"Lang",
    b"OutputIntents",
    b"AF",
];
/// The entries of a page that a kit is built with, and those that a change of the page may need.
const PAGE_KEYS: [&[u8]; 16] = [
    b"Type",
    b"Parent",
    b"Resources",
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Contents",
    b"Rotate",
    b"Group",
    b"Annots",
    b"Tabs",
    b"StructParents",
    b"UserUnit",
    b"DefaultRGB",
];
/// The entries of a form that a kit is built with, without its calculations.
const FORM_KEYS: [&[u8]; 5] = [b"Fields", b"NeedAppearances", b"DR", b"DA", b"Q"];
/// The entries of a link to a place in the kit.
const LINK_KEYS: [&[u8]; 13] = [
    b"Type",
    b"Subtype",
    b"Rect",
    b"P",
    b"F",
    b"Border",
    b"BS",
    b"C",
    b"H",
    b"QuadPoints",
    b"Contents",
    b"Dest",
    b"StructParent",
];
/// The entries that start scripts and other actions.
const ACTION_KEYS: [&[u8]; 4] = [b"A", b"PA", b"Next", b"OpenAction"];

/// The actions that run something, send something or change the file as it is shown.
const SCRIPTS: [&[u8]; 15] = [
    b"JavaScript",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"ResetForm",
    b"Named",
    b"Hide",
    b"Rendition",
    b"Movie",
    b"Sound",
    b"Trans",
    b"SetOCGState",
    b"GoTo3DView",
    b"RichMediaExecute",
    b"Thread",
];
/// The actions that lead to other files and addresses.
const LINKS: [&[u8]; 4] = [b"URI", b"GoToR", b"GoToE", b"GoToDp"];

/// Removes the entries of a dictionary that are not among these.
fn keep_only(dict: &mut Dictionary, keys: &[&[u8]]) {
    let gone: Vec<Vec<u8>> =
        dict.iter().map(|(key, _)| key.clone()).filter(|key| !keys.contains(&key.as_slice())).collect();
    for key in gone {
        dict.remove(&key);
    }
}

/// Returns the annotations that are neither widgets nor links to places in the kit.
pub(super) fn remarks(document: &Document) -> Vec<ObjectId> {
    let mut found = Vec::new();
    for page in document.page_iter() {
        let ids = widgets::annotations(document, page).into_iter().filter_map(|a| a.as_reference().ok());
        found.extend(ids.filter(|id| {
            document
                .get_dictionary(*id)
                .is_ok_and(|dict| !widgets::is_widget(dict) && !is_kit_link(document, dict))
        }));
    }
    found
}

fn is_kit_link(document: &Document, dict: &Dictionary) -> bool {
    let is_link =
        dict.get_deref(b"Subtype", document).and_then(Object::as_name).is_ok_and(|name| name == b"Link");
    let leads_to_page =
        dict.get_deref(b"Dest", document).is_ok_and(|place| matches!(place, Object::Array(_)));
    is_link && leads_to_page && !dict.has(b"A")
}

/// Removes annotations from their pages and from the structure tree.
pub(super) fn remove_remarks(document: &mut Document, remarks: &[ObjectId]) -> Result<(), ReadError> {
    let gone: HashSet<ObjectId> = remarks.iter().copied().collect();
    if !gone.is_empty()
        && let Some(mut tree) = StructureTree::read(document)?
    {
        for remark in remarks {
            tree.remove(*remark);
        }
        tree.finish(document, remarks);
    }
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        page::remove_annotations(document, page, &gone)?;
    }
    for id in gone {
        document.objects.remove(&id);
    }
    Ok(())
}

/// Removes what a kit is not built with. Pages and annotations that no page of the document shows go too.
pub(super) fn strip(document: &mut Document, nodes: &FormNodes) {
    let pages: HashSet<ObjectId> = document.page_iter().collect();
    let mut shown: HashSet<ObjectId> = HashSet::new();
    for page in &pages {
        shown.extend(widgets::annotations(document, *page).into_iter().filter_map(|a| a.as_reference().ok()));
    }
    let is_lost = |id: &ObjectId, object: &Object| {
        let Ok(dict) = object.as_dict() else { return false };
        let is_annotation = dict.has(b"Subtype") && dict.has(b"Rect");
        dict.has_type(b"Page") && !pages.contains(id)
            || is_annotation && !shown.contains(id) && !nodes.contains_key(id)
    };
    document.objects.retain(|id, object| !is_lost(id, object));
    for page in &pages {
        if let Ok(dict) = document.get_object_mut(*page).and_then(Object::as_dict_mut) {
            keep_only(dict, &PAGE_KEYS);
        }
    }
    for id in shown.iter().filter(|id| !nodes.contains_key(id)) {
        if let Ok(dict) = document.get_object_mut(*id).and_then(Object::as_dict_mut) {
            keep_only(dict, &LINK_KEYS);
        }
    }
    if let Ok(catalog) = document.catalog_mut() {
        keep_only(catalog, &CATALOG_KEYS);
    }
    let form = document.catalog().and_then(|catalog| catalog.get(b"AcroForm")?.as_reference());
    if let Ok(form) = form
        && let Ok(form) = document.get_object_mut(form).and_then(Object::as_dict_mut)
    {
        keep_only(form, &FORM_KEYS);
    }
    remove_actions(document, false);
}

/// Removes scripts and other actions, wherever they stand. Links that people follow may stay.
pub(super) fn remove_actions(document: &mut Document, keeps_links: bool) {
    let actions: HashSet<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| is_action(object, keeps_links))
        .map(|(id, _)| *id)
        .collect();
    for object in document.objects.values_mut() {
        remove_actions_in(object, &actions, keeps_links);
    }
    let names = document.catalog().and_then(|catalog| catalog.get(b"Names")).cloned();
    let remove = |names: &mut Dictionary| {
        names.remove(b"JavaScript");
    };
    match names {
        Ok(Object::Reference(id)) => {
            let _ = document.get_object_mut(id).and_then(Object::as_dict_mut).map(remove);
        }
        _ => {
            let _ = document
                .catalog_mut()
                .and_then(|catalog| catalog.get_mut(b"Names")?.as_dict_mut())
                .map(remove);
        }
    }
}

fn is_action(object: &Object, keeps_links: bool) -> bool {
    let kind = object.as_dict().ok().filter(|dict| !dict.has(b"O"));
    let kind = kind.and_then(|dict| dict.get(b"S").and_then(Object::as_name).ok());
    kind.is_some_and(|kind| SCRIPTS.contains(&kind) || !keeps_links && LINKS.contains(&kind))
}

fn remove_actions_in(object: &mut Object, actions: &HashSet<ObjectId>, keeps_links: bool) {
    let dict = match object {
        Object::Array(items) => {
            return items.iter_mut().for_each(|item| remove_actions_in(item, actions, keeps_links));
        }
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &mut stream.dict,
        _ => return,
    };
    for key in [b"AA".as_slice(), b"JS"] {
        dict.remove(key);
    }
    for key in ACTION_KEYS {
        let is_gone = dict.get(key).is_ok_and(|action| match action {
            Object::Reference(id) => actions.contains(id),
            action => is_action(action, keeps_links),
        });
        if is_gone {
            dict.remove(key);
        }
    }
    dict.iter_mut().for_each(|(_, value)| remove_actions_in(value, actions, keeps_links));
}

/// Removes the attachments that a kit is not built with, and returns the number of those it removed.
pub(super) fn remove_attachments(document: &mut Document, own: &[&str]) -> usize {
    let specifications: Vec<(ObjectId, bool)> = document
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let dict = object.as_dict().ok()?;
            let is_file = dict.has_type(b"Filespec") || dict.has_type(b"F") || dict.has(b"EF");
            let name = [b"UF".as_slice(), b"F"].iter().find_map(|key| dict.get_deref(key, document).ok());
            let name = name.and_then(text_encoding::decode_text).unwrap_or_default();
            is_file.then(|| (*id, own.contains(&name.as_str())))
        })
        .collect();
    let kept: Vec<ObjectId> =
        specifications.iter().filter(|(_, is_own)| *is_own).map(|(id, _)| *id).collect();
    let mut removed = 0;
    for (id, is_own) in &specifications {
        if !is_own {
            document.objects.remove(id);
            removed += 1;
        }
    }
    let is_known =
        |kept: &[ObjectId], object: &Object| object.as_reference().is_ok_and(|id| kept.contains(&id));
    let mut pairs: Vec<(Object, Object)> = Vec::new();
    for id in &kept {
        let name = document.get_dictionary(*id).and_then(|dict| dict.get(b"F")).cloned();
        pairs.extend(name.ok().map(|name| (name, Object::from(*id))));
    }
    pairs.sort_by_key(|(name, _)| text_encoding::decode_text(name));
    let old =
        document.catalog().and_then(|catalog| catalog.get_deref(b"Names", document)?.as_dict()).cloned();
    let mut names = old.unwrap_or_default();
    keep_only(&mut names, &[b"Dests"]);
    if !pairs.is_empty() {
        let list: Vec<Object> = pairs.into_iter().flat_map(|(name, file)| [name, file]).collect();
        names.set("EmbeddedFiles", lopdf::dictionary! { "Names" => list });
    }
    if let Ok(catalog) = document.catalog_mut() {
        if names.is_empty() {
            catalog.remove(b"Names");
        } else {
            catalog.set("Names", names);
        }
        match catalog.get_mut(b"AF") {
            Ok(Object::Array(files)) => files.retain(|file| is_known(&kept, file)),
            _ => {
                catalog.remove(b"AF");
            }
        }
    }
    removed
}
