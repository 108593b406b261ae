//! Adds content to pages and removes their widgets.

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::pdf::compress::Deflater;
use crate::pdf::read::{ReadError, page_attribute, raw_page_attribute};

/// Adds content on top of a page, with its fonts.
pub(super) fn add_content(
    document: &mut Document,
    page: ObjectId,
    content: &[u8],
    resources: ObjectId,
    deflater: &mut Deflater,
) -> Result<(), ReadError> {
    // The existing content may leave any graphics state behind.
    let before = document.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()).with_compression(false));
    let after = document.add_object(deflater.stream(Dictionary::new(), &[b"\nQ\n", content].concat()));
    let dict = document.get_dictionary(page).map_err(|_| ReadError::Damaged)?;
    let old = match dict.get(b"Contents") {
        Ok(Object::Reference(id)) => match document.get_object(*id) {
            Ok(Object::Array(parts)) => parts.clone(),
            Ok(Object::Stream(_)) => vec![Object::Reference(*id)],
            _ => Vec::new(),
        },
        Ok(Object::Array(parts)) => parts.clone(),
        _ => Vec::new(),
    };
    let contents: Vec<Object> = [vec![before.into()], old, vec![after.into()]].concat();
    let dict = document.get_object_mut(page).and_then(Object::as_dict_mut).map_err(|_| ReadError::Damaged)?;
    dict.set("Contents", contents);
    dict.set("Resources", resources);
    Ok(())
}

/// Adds fonts to the resources of pages; pages that share resources keep sharing them.
pub(super) struct Resources {
    fonts: Dictionary,
    made: BTreeMap<Option<ObjectId>, ObjectId>,
}

impl Resources {
    pub(super) fn new(fonts: Dictionary) -> Self {
        Self { fonts, made: BTreeMap::new() }
    }

    /// Returns the resources of a page.
    pub(super) fn for_page(&mut self, document: &mut Document, page: ObjectId) -> ObjectId {
        let old = raw_page_attribute(document, page, b"Resources").cloned();
        let id = old.as_ref().and_then(|old| old.as_reference().ok());
        // Inline resources have no id and belong to their page only.
        if let Some(made) = self.made.get(&id).filter(|_| id.is_some()) {
            return *made;
        }
        let resolved = |object: Option<&Object>| -> Dictionary {
            let dict = object.and_then(|object| document.dereference(object).ok()?.1.as_dict().ok());
            dict.cloned().unwrap_or_default()
        };
        let mut dict = resolved(old.as_ref());
        let mut fonts = resolved(dict.get(b"Font").ok());
        fonts.extend(&self.fonts);
        dict.set("Font", fonts);
        let made = document.add_object(dict);
        self.made.insert(id, made);
        made
    }
}

/// Returns the names of the fonts of a page.
pub(super) fn font_names(document: &Document, page: ObjectId) -> Vec<Vec<u8>> {
    let fonts = || {
        let resources = page_attribute(document, page, b"Resources")?.as_dict().ok()?;
        let fonts = resources.get_deref(b"Font", document).ok()?.as_dict().ok()?;
        Some(fonts.iter().map(|(name, _)| name.clone()).collect())
    };
    fonts().unwrap_or_default()
}

/// Removes all widgets from a page, those without a place included.
pub(super) fn remove_widgets(document: &mut Document, page: ObjectId) -> Result<(), ReadError> {
    let mut list = super::widgets::annotations(document, page);
    let is_widget = |annotation: &Object| {
        let dict = document.dereference(annotation).ok()?.1.as_dict().ok()?;
        Some(dict.get_deref(b"Subtype", document).and_then(Object::as_name).ok()? == b"Widget")
    };
    list.retain(|annotation| is_widget(annotation) != Some(true));
    let dict = document.get_object_mut(page).and_then(Object::as_dict_mut).map_err(|_| ReadError::Damaged)?;
    // Scripts of the page work on its fields.
    dict.remove(b"AA");
    if list.is_empty() {
        dict.remove(b"Annots");
    } else {
        dict.set("Annots", list);
    }
    Ok(())
}

/// Removes annotations from a page.
pub(super) fn remove_annotations(
    document: &mut Document,
    page: ObjectId,
    gone: &HashSet<ObjectId>,
) -> Result<(), ReadError> {
    let mut list = super::widgets::annotations(document, page);
    list.retain(|annotation| !annotation.as_reference().is_ok_and(|id| gone.contains(&id)));
    let dict = document.get_object_mut(page).and_then(Object::as_dict_mut).map_err(|_| ReadError::Damaged)?;
    if list.is_empty() {
        dict.remove(b"Annots");
    } else {
        dict.set("Annots", list);
    }
    Ok(())
}
