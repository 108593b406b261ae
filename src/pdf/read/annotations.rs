//! The annotations on the pages of a file.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::error::ReadError;
use super::limits;

/// An annotation on a page.
#[derive(Clone, Copy)]
pub(crate) struct PageAnnotation<'d> {
    /// The index of the page.
    pub(crate) page: usize,
    /// The object of the annotation; none if it is written inside its page.
    pub(crate) id: Option<ObjectId>,
    /// The entries of the annotation.
    pub(crate) dict: &'d Dictionary,
}

impl PageAnnotation<'_> {
    /// Returns the annotation type; empty if it has none.
    pub(crate) fn subtype(&self, document: &Document) -> Vec<u8> {
        let subtype = self.dict.get_deref(b"Subtype", document).and_then(Object::as_name);
        subtype.map(<[u8]>::to_vec).unwrap_or_default()
    }
}

/// Returns the annotations of all pages, in order. An annotation on two pages belongs to the first, so that
/// pages that share a list cost no more than the list.
pub(crate) fn page_annotations(document: &Document) -> Result<Vec<PageAnnotation<'_>>, ReadError> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut steps = 0_usize;
    for (page, page_id) in document.page_iter().enumerate() {
        let Some(list) = document.get_dictionary(page_id).ok().and_then(|page| page.get(b"Annots").ok())
        else {
            continue;
        };
        let Ok((list_id, list)) = document.dereference(list) else { continue };
        if list_id.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        for annotation in list.as_array().into_iter().flatten() {
            steps += 1;
            if steps > limits::MAX_STEPS {
                return Err(ReadError::TooManyFields);
            }
            let Ok((id, annotation)) = document.dereference(annotation) else { continue };
            if id.is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            if let Ok(dict) = annotation.as_dict() {
                found.push(PageAnnotation { page, id, dict });
            }
        }
    }
    Ok(found)
}

/// Returns the height of the middle of an annotation on its page.
pub(super) fn middle(document: &Document, dict: &Dictionary) -> Option<f32> {
    let rect = dict.get_deref(b"Rect", document).ok()?.as_array().ok()?;
    let edge = |n: usize| document.dereference(rect.get(n)?).ok()?.1.as_float().ok();
    Some(f32::midpoint(edge(1)?, edge(3)?)).filter(|height| height.is_finite())
}
