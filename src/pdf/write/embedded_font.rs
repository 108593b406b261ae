//! A subset font, ready to be added to any number of documents.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::file::FileWriter;
use super::font_description::describe_font;
use super::used_font_faces::{UsedFace, UsedFaces};
use crate::layout::FontSet;
use crate::pdf::compress::Deflater;
use crate::pdf::error::PdfError;

/// Takes objects and assigns their ids.
pub(crate) trait ObjectSink {
    /// Adds an object and returns its id.
    fn add(&mut self, object: Object) -> ObjectId;
}

impl ObjectSink for Document {
    fn add(&mut self, object: Object) -> ObjectId {
        self.add_object(object)
    }
}

impl ObjectSink for FileWriter {
    fn add(&mut self, object: Object) -> ObjectId {
        self.add_object(object)
    }
}

/// The objects of a face that is reduced to the glyphs of a document, and compressed.
///
/// An object refers to others by their index in the list, and only to those before it. The last one is the
/// font.
pub(super) struct EmbeddedFont(Vec<Object>);

impl EmbeddedFont {
    /// Subsets a face.
    pub(super) fn new(used: &UsedFace, fonts: &FontSet, deflater: &mut Deflater) -> Result<Self, PdfError> {
        let (document, font) = describe_font(used, fonts)?;
        let mut extractor = Extractor { document, deflater, objects: Vec::new(), indices: BTreeMap::new() };
        let font = extractor.extract(&font);
        // A direct object becomes one of the list.
        if !matches!(font, Object::Reference(_)) {
            extractor.objects.push(font);
        }
        Ok(Self(extractor.objects))
    }

    /// Adds the font to a document and returns a reference to it.
    pub(super) fn add_to(&self, out: &mut impl ObjectSink) -> Object {
        let mut ids: Vec<ObjectId> = Vec::with_capacity(self.0.len());
        for object in &self.0 {
            let id = out.add(with_ids(object, &ids));
            ids.push(id);
        }
        ids.last().map_or(Object::Null, |id| Object::Reference(*id))
    }
}

/// Copies an object, with the ids of a document in place of indices in a list.
fn with_ids(object: &Object, ids: &[ObjectId]) -> Object {
    let dictionary = |dict: &Dictionary| -> Dictionary {
        dict.iter().map(|(key, value)| (key.clone(), with_ids(value, ids))).collect()
    };
    match object {
        Object::Reference((index, _)) => ids.get(*index as usize).map_or(Object::Null, |id| (*id).into()),
        Object::Array(items) => Object::Array(items.iter().map(|item| with_ids(item, ids)).collect()),
        Object::Dictionary(dict) => Object::Dictionary(dictionary(dict)),
        Object::Stream(stream) => {
            let copy = Stream::new(dictionary(&stream.dict), stream.content.clone());
            Object::Stream(copy.with_compression(false))
        }
        other => other.clone(),
    }
}

/// Adds the fonts of some items to a document and returns the font dictionary of its pages.
pub(crate) fn embed_fonts(
    faces: &UsedFaces,
    fonts: &FontSet,
    out: &mut impl ObjectSink,
    deflater: &mut Deflater,
) -> Result<Dictionary, PdfError> {
    let mut dictionary = Dictionary::new();
    for used in faces.iter() {
        dictionary.set(used.resource_name(), EmbeddedFont::new(used, fonts, deflater)?.add_to(out));
    }
    Ok(dictionary)
}

/// Extracts objects from a document, with all they refer to, and compresses their streams.
struct Extractor<'d> {
    document: Document,
    deflater: &'d mut Deflater,
    objects: Vec<Object>,
    /// The indices of the extracted objects, by their ids in the document.
    indices: BTreeMap<ObjectId, u32>,
}

impl Extractor<'_> {
    fn extract(&mut self, object: &Object) -> Object {
        match object {
            Object::Reference(id) => {
                if let Some(index) = self.indices.get(id) {
                    return Object::Reference((*index, 0));
                }
                let target = self.document.objects.remove(id).unwrap_or(Object::Null);
                let copy = self.extract(&target);
                let index = self.objects.len() as u32;
                self.objects.push(copy);
                self.indices.insert(*id, index);
                Object::Reference((index, 0))
            }
            Object::Array(items) => Object::Array(items.iter().map(|item| self.extract(item)).collect()),
            Object::Dictionary(dict) => Object::Dictionary(self.extract_dictionary(dict)),
            Object::Stream(stream) => {
                let dict = self.extract_dictionary(&stream.dict);
                Object::Stream(self.deflater.stream(dict, &stream.content))
            }
            other => other.clone(),
        }
    }

    fn extract_dictionary(&mut self, dict: &Dictionary) -> Dictionary {
        dict.iter().map(|(key, value)| (key.clone(), self.extract(value))).collect()
    }
}
