//! Filled kits that are changed as other programs change them.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// A filled kit that pypdf saved.
pub(crate) const PYPDF: &[u8] = include_bytes!("../filled/pypdf.pdf");

pub(crate) fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Changes a kit.
pub(crate) fn edited(kit: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(kit).unwrap();
    change(&mut document);
    saved(document)
}

/// Changes the filled kit.
pub(crate) fn changed(change: impl FnOnce(&mut Document)) -> Vec<u8> {
    edited(PYPDF, change)
}

pub(crate) fn entries(document: &mut Document, id: ObjectId) -> &mut Dictionary {
    document.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

pub(crate) fn field<'d>(document: &'d mut Document, name: &str) -> &'d mut Dictionary {
    let is_named = |object: &Object| {
        let text = object.as_dict().and_then(|dict| dict.get(b"T")).and_then(lopdf::decode_text_string);
        text.is_ok_and(|text| text == name)
    };
    let id = *document.objects.iter().find(|(_, object)| is_named(object)).unwrap().0;
    entries(document, id)
}

pub(crate) fn page(document: &Document, number: usize) -> ObjectId {
    document.page_iter().nth(number - 1).unwrap()
}

/// Adds a remark to a page.
pub(crate) fn annotate(document: &mut Document, number: usize, remark: Dictionary) {
    let (page, id) = (page(document, number), document.add_object(remark));
    let list = document.get_dictionary(page).unwrap().get(b"Annots").unwrap().clone();
    let mut list = document.dereference(&list).unwrap().1.as_array().unwrap().clone();
    list.push(id.into());
    entries(document, page).set("Annots", list);
}
