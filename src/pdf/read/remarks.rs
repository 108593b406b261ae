//! Remarks: what people added to the pages, beside the fields.

use std::collections::HashSet;
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId};
use serde::{Deserialize, Serialize};

use super::annotations::{PageAnnotation, middle};
use super::error::ReadError;
use super::question_places::QuestionPlaces;
use super::{limits, text_encoding};

/// A remark: a note, a text, a highlight, a stamp, a drawing, an attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The number of the page, from 1; none for a remark that no page has.
    pub page: Option<usize>,
    /// The id of the question it stands on.
    pub question: Option<String>,
    /// The annotation type (ISO 32000-1, table 169), such as `FreeText` or `Ink`.
    pub kind: String,
    /// The author; may be empty.
    pub author: String,
    /// The text; empty for a drawing.
    pub text: String,
}

impl Remark {
    /// Returns the index of its kit, by the pages of each kit.
    #[must_use]
    pub fn kit(&self, kit_pages: &[Range<usize>]) -> usize {
        let holds = |pages: &&Range<usize>| self.page.is_some_and(|page| pages.end < page);
        kit_pages.iter().take_while(holds).count().min(kit_pages.len().saturating_sub(1))
    }
}

/// Types of annotations that are no remarks: fields, links, and the windows of other remarks.
const OTHER_ANNOTATIONS: [&[u8]; 4] = [b"Widget", b"Link", b"Popup", b""];
/// The distance to a row of the score sheet, in points, within which a remark belongs to it.
const ROW_REACH: f32 = 14.0;
/// The types of markup annotations (ISO 32000-1, table 169).
const MARKUP: [&[u8]; 15] = [
    b"Text",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"FileAttachment",
];

/// Returns true if an annotation on a page is a remark.
pub(crate) fn is_remark(annotation: &PageAnnotation<'_>, document: &Document) -> bool {
    !OTHER_ANNOTATIONS.contains(&annotation.subtype(document).as_slice())
}

/// Returns the remarks on the pages, then those that no page has but the file still holds.
pub(super) fn read_remarks(
    document: &Document,
    annotations: &[PageAnnotation<'_>],
    questions: &QuestionPlaces,
) -> Result<Vec<Remark>, ReadError> {
    let mut reader = RemarkReader { document, text: 0 };
    let mut remarks = Vec::new();
    for annotation in annotations.iter().filter(|annotation| is_remark(annotation, document)) {
        let height = middle(document, annotation.dict);
        let question = questions.question_at(annotation.page, height, ROW_REACH);
        let kind = annotation.subtype(document);
        remarks.push(reader.read(annotation.dict, &kind, Some(annotation.page + 1), question)?);
    }
    let on_pages: HashSet<ObjectId> = annotations.iter().filter_map(|annotation| annotation.id).collect();
    for (_, object) in document.objects.iter().filter(|(id, _)| !on_pages.contains(id)) {
        if let Ok(dict) = object.as_dict()
            && dict.has(b"Rect")
            && let Ok(kind) = dict.get(b"Subtype").and_then(Object::as_name)
            && MARKUP.contains(&kind)
        {
            remarks.push(reader.read(dict, kind, None, None)?);
        }
    }
    Ok(remarks)
}

/// Reads remarks, within the limits of texts.
struct RemarkReader<'d> {
    document: &'d Document,
    text: usize,
}

impl RemarkReader<'_> {
    fn read(
        &mut self,
        dict: &Dictionary,
        kind: &[u8],
        page: Option<usize>,
        question: Option<&str>,
    ) -> Result<Remark, ReadError> {
        let entry = |key: &[u8]| {
            let text = text_encoding::decode_text(dict.get_deref(key, self.document).ok()?)?;
            Some(text).filter(|text| !text.trim().is_empty())
        };
        let author = entry(b"T").unwrap_or_default();
        // Rich text repeats the plain text; some programs write only the rich one.
        let text = entry(b"Contents").or_else(|| entry(b"RC").map(|rich| plain_text(&rich)));
        let text = text.unwrap_or_default();
        self.text += author.len() + text.len();
        let is_much = author.len().max(text.len()) > limits::TEXT_BYTES || self.text > limits::ALL_TEXT_BYTES;
        if is_much {
            return Err(ReadError::TooMuchText);
        }
        let kind = text_encoding::name_text(kind);
        Ok(Remark { page, question: question.map(str::to_owned), kind, author, text })
    }
}

/// Returns the text of rich text, which is XHTML.
fn plain_text(rich: &str) -> String {
    let mut text = String::new();
    let mut rest = rich;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tag.split_once('>') else { break };
        if matches!(tag.trim_end_matches('/').trim(), "/p" | "br") {
            text.push('\n');
        }
        rest = after;
    }
    if !rest.contains('<') {
        text.push_str(rest);
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.trim().to_owned()
}
