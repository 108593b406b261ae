//! Cuts names from the texts of other fields, the metadata and the lock that a kit carries.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId, Stream, text_string};

use super::form_nodes::FormNodes;
use super::search_term::SearchTerm;
use super::vocabulary::Vocabulary;
use crate::pdf::read::{limits, text_encoding};

/// The text that replaces a removed value inside a longer text.
pub(super) const REMOVED_MARK: &str = "[removed]";
/// The entries of a field that hold its text.
const VALUE_KEYS: [&[u8]; 2] = [b"V", b"DV"];

/// Cuts values from texts.
pub(super) struct Cutter<'t> {
    terms: &'t [SearchTerm],
    replacement: Option<&'t str>,
    kit: &'t Vocabulary,
}

impl<'t> Cutter<'t> {
    pub(super) fn new(terms: &'t [SearchTerm], replacement: Option<&'t str>, kit: &'t Vocabulary) -> Self {
        Self { terms, replacement, kit }
    }

    /// Returns a text without names; none if it holds none.
    fn cut_names(&self, text: &str) -> Option<String> {
        self.cut_each(text, |term, text| term.cut_from(text, self.mark(term), self.kit))
    }

    fn mark(&self, term: &SearchTerm) -> &str {
        self.replacement.filter(|_| term.is_candidate).unwrap_or(REMOVED_MARK)
    }

    fn cut_each(&self, text: &str, cut: impl Fn(&SearchTerm, &str) -> Option<String>) -> Option<String> {
        let mut changed: Option<String> = None;
        for term in self.terms {
            if let Some(less) = cut(term, changed.as_deref().unwrap_or(text)) {
                changed = Some(less);
            }
        }
        changed
    }

    /// Cuts names from the texts of fields, and returns the changed nodes.
    pub(super) fn cut_fields(&self, document: &mut Document, nodes: &FormNodes) -> BTreeSet<ObjectId> {
        let mut changed = BTreeSet::new();
        for id in nodes.keys() {
            let mut new = Vec::new();
            if let Ok(dict) = document.get_dictionary(*id) {
                for key in VALUE_KEYS {
                    let text = dict
                        .get_deref(key, document)
                        .ok()
                        .filter(|object| !matches!(object, Object::Name(_)));
                    let less =
                        text.and_then(text_encoding::decode_text).and_then(|text| self.cut_names(&text));
                    new.extend(less.map(|less| (key, less)));
                }
            }
            if new.is_empty() {
                continue;
            }
            if let Ok(dict) = document.get_object_mut(*id).and_then(Object::as_dict_mut) {
                for (key, text) in new {
                    dict.set(key, text_string(&text));
                }
                changed.insert(*id);
            }
        }
        changed
    }

    /// Cuts names from the document information, the XMP metadata and JSON attachments. Returns the number of
    /// parts it changed.
    pub(super) fn cut_metadata(&self, document: &mut Document) -> usize {
        let information = document.trailer.get(b"Info").and_then(Object::as_reference).ok();
        let mut count = 0;
        for (id, object) in &mut document.objects {
            let is_changed = match object {
                Object::Dictionary(dict) if Some(*id) == information => {
                    let mut is_changed = false;
                    for (_, entry) in dict.iter_mut() {
                        let less = text_encoding::decode_text(entry)
                            .filter(|_| matches!(entry, Object::String(..)))
                            .and_then(|text| {
                                self.cut_each(&text, |term, text| term.cut_whole_from(text, self.mark(term)))
                            });
                        if let Some(less) = less {
                            *entry = text_string(&less);
                            is_changed = true;
                        }
                    }
                    is_changed
                }
                Object::Stream(stream) if stream.dict.has_type(b"Metadata") => self
                    .cut_stream(stream, |text| {
                        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
                    }),
                Object::Stream(stream) if stream.dict.has_type(b"EmbeddedFile") => {
                    self.cut_stream(stream, str::to_owned)
                }
                _ => false,
            };
            count += usize::from(is_changed);
        }
        count
    }

    /// Cuts whole values from a stream of text, in which they are escaped.
    fn cut_stream(&self, stream: &mut Stream, escape: impl Fn(&str) -> String) -> bool {
        let Ok(content) = stream.get_plain_content_with_limit(limits::TEXT_BYTES) else { return false };
        let Ok(text) = String::from_utf8(content) else { return false };
        // In JSON and TOML a replacement with quotes would end the text around it.
        let is_plain = |mark: &&str| !mark.contains(['"', '\\', '\'', '\n']);
        let less = self.cut_each(&text, |term, text| {
            let mark = escape(Some(self.mark(term)).filter(is_plain).unwrap_or(REMOVED_MARK));
            [escape(term.as_str()), escape(&term.as_str().replace('\\', "\\\\").replace('"', "\\\""))]
                .iter()
                .find_map(|written| term.cut_written_from(text, written, &mark))
        });
        let is_changed = less.is_some();
        if let Some(less) = less {
            stream.dict.remove(b"DecodeParms");
            stream.set_plain_content(less.into_bytes());
            if let Ok(parameters) = stream.dict.get_mut(b"Params").and_then(Object::as_dict_mut) {
                parameters.remove(b"CheckSum");
                parameters.remove(b"Size");
            }
        }
        is_changed
    }
}
