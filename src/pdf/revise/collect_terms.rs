//! Collects the values to search for: of the name fields, of remarks, of the person that a copy is for.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object, ObjectId};

use super::field_names::{CANDIDATE, REFERENCE};
use super::form_nodes::FormNodes;
use super::redact_pages::PageTexts;
use super::redaction::{FieldRole, Redaction};
use super::search::appearances;
use super::search_term::{SearchTerm, ValueKind};
use super::widgets::{self, Widget};
use super::{OpenedKit, ReviseError, drawn_text, empty, fold};
use crate::pdf::read::text_encoding;

/// The longest remark that is taken for a name, in characters.
const NAME_MAX_CHARS: usize = 80;

/// Collects the values to search for.
pub(super) fn collect_terms(
    kit: &OpenedKit,
    redaction: &Redaction,
    nodes: &FormNodes,
    (remarks, widgets): (&[ObjectId], &[Widget]),
    pages: &PageTexts,
    marks: &[&str],
) -> Result<Vec<SearchTerm>, ReviseError> {
    let document = &kit.document;
    let mut values: BTreeMap<(String, bool), ValueKind> = BTreeMap::new();
    let mut drawings = drawn_text::DrawingReader::new(document);
    let mut drawn: Vec<(String, bool, ValueKind)> = Vec::new();
    for (id, name) in nodes {
        let role = redaction.role(name);
        let kind = match role {
            FieldRole::Name(REFERENCE) => ValueKind::Reference,
            FieldRole::Name(_) | FieldRole::Renamed => ValueKind::Name,
            FieldRole::AskedFor => ValueKind::Text,
            FieldRole::Kept => continue,
        };
        let Ok(dict) = document.get_dictionary(*id) else { continue };
        if empty::is_button(document, dict) {
            continue;
        }
        let is_candidate = role == FieldRole::Name(CANDIDATE);
        values.extend(empty::texts(document, *id).into_iter().map(|text| ((text, is_candidate), kind)));
        for look in appearances(document, *id) {
            if let Ok(look) = document.get_object(look).and_then(Object::as_stream) {
                drawn.push((drawings.read_form(look)?.text, is_candidate, kind));
            }
        }
    }
    // What a field draws is its value once more, maybe with other spaces.
    let known: BTreeSet<String> = values
        .keys()
        .map(|(text, _)| text.as_str())
        .chain(marks.iter().copied())
        .map(fold::squeeze)
        .collect();
    drawn.retain(|(text, ..)| !known.contains(&fold::squeeze(text)));
    values.extend(drawn.into_iter().map(|(text, is_candidate, kind)| ((text, is_candidate), kind)));
    for (text, is_candidate) in remark_names(document, redaction, remarks, widgets) {
        values.entry((text, is_candidate)).or_insert(ValueKind::Name);
    }
    let recipient = (redaction.recipient_of)(&kit.filled).into_iter().chain(pages.recipient.clone());
    values.extend(recipient.map(|name| ((name, false), ValueKind::Name)));
    let mut terms: Vec<SearchTerm> = Vec::new();
    for ((text, is_candidate), kind) in &values {
        if marks.contains(&text.trim()) {
            continue;
        }
        if let Some(mut term) = SearchTerm::new(text, *kind) {
            term.is_candidate = *is_candidate;
            terms.push(term);
        }
    }
    terms.sort_by_key(|term| (std::cmp::Reverse(term.as_str().len()), !term.is_candidate));
    terms.dedup_by(|a, b| a.as_str() == b.as_str());
    Ok(terms)
}

/// Returns the names that remarks hold: their authors, and short texts written over name fields. True for the
/// candidate's.
fn remark_names(
    document: &Document,
    redaction: &Redaction,
    remarks: &[ObjectId],
    widgets: &[Widget],
) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for id in remarks {
        let Ok(dict) = document.get_dictionary(*id) else { continue };
        let text = |key: &[u8]| dict.get_deref(key, document).ok().and_then(text_encoding::decode_text);
        // An author of one word is often no name: `user`, `Guest`, `iPad`.
        found.extend(
            text(b"T").filter(|author| author.split_whitespace().count() > 1).map(|author| (author, false)),
        );
        let (Some(content), Some(rect)) = (text(b"Contents"), widgets::rectangle(document, dict)) else {
            continue;
        };
        let over = widgets.iter().find(|widget| {
            matches!(redaction.role(&widget.name), FieldRole::Name(_)) && overlaps(rect, widget.rect)
        });
        if let Some(widget) = over.filter(|_| content.chars().count() <= NAME_MAX_CHARS) {
            found.push((content, redaction.role(&widget.name) == FieldRole::Name(CANDIDATE)));
        }
    }
    found
}

fn overlaps(a: [f32; 4], b: [f32; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
