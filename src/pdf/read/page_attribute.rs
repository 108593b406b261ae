//! Attributes of a page, which it may inherit from the page tree (ISO 32000-1, 7.7.3.4).

use lopdf::{Document, Object, ObjectId};

use super::limits;

/// Returns an attribute of a page with its reference resolved.
pub(crate) fn page_attribute<'d>(document: &'d Document, page: ObjectId, key: &[u8]) -> Option<&'d Object> {
    let object = raw_page_attribute(document, page, key)?;
    document.dereference(object).ok().map(|(_, object)| object)
}

/// Returns an attribute of a page as it is written: an object, or a reference to one.
pub(crate) fn raw_page_attribute<'d>(
    document: &'d Document,
    page: ObjectId,
    key: &[u8],
) -> Option<&'d Object> {
    let mut dict = document.get_dictionary(page).ok()?;
    // The walk ends at the root or at the depth limit.
    for _ in 0..limits::MAX_DEPTH {
        if let Ok(object) = dict.get(key) {
            return Some(object);
        }
        dict = dict.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}
