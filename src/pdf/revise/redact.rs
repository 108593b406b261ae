//! Redacts names: empties the fields that hold them, and removes them from every part of the file.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId};

use super::collect_terms::collect_terms;
use super::cut::{Cutter, REMOVED_MARK};
use super::field_names::{self, CANDIDATE};
use super::form_nodes::{self, FormNodes};
use super::name_risk::NameRisk;
use super::redact_pages::{self, PageTexts};
use super::redaction::{FieldRole, Redaction};
use super::search::{Rest, Search, appearances};
use super::search_term::SearchTerm;
use super::widgets::{self, Widget};
use super::{OpenedKit, ReviseError, SavedKit, drawn_text, empty, mark_recovered, save, strip};
use crate::layout::FontSet;
use crate::pdf::compress::{Deflater, Effort};
use crate::pdf::read::{Filled, State, run_sandboxed, text_encoding};

/// A redacted kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The fields that had a value and were emptied, in the order of the form.
    pub removed: Vec<String>,
    /// The other fields that a name was cut from.
    pub cut_fields: Vec<String>,
    /// True if the kit had a password; the new file has none.
    pub was_protected: bool,
    /// True if the kit is damaged and its content was recovered.
    pub is_recovered: bool,
    /// The number of parts of the metadata that a value was removed from.
    pub cut: usize,
    /// The number of remarks that were removed.
    pub remarks: usize,
    /// The number of attachments that were removed.
    pub attachments: usize,
    /// The reasons why names may be left.
    pub obstacles: Vec<NameRisk>,
    /// The parts of the file that still hold removed values or words of them.
    pub rest: Vec<Rest>,
}

/// Removes names from a kit, within the limits of reading.
pub fn redact(source: SavedKit, redaction: Redaction, fonts: FontSet) -> Result<Redacted, ReviseError> {
    run_sandboxed(move || redact_kit(OpenedKit::open(source)?, &redaction, &fonts))
}

fn redact_kit(mut kit: OpenedKit, redaction: &Redaction, fonts: &FontSet) -> Result<Redacted, ReviseError> {
    let nodes = form_nodes::find(&kit.document)?;
    for asked in redaction.fields.iter().chain(&redaction.keep) {
        if !nodes.values().any(|name| field_names::is_asked_for(name, asked)) {
            return Err(ReviseError::NoSuchField(asked.clone()));
        }
    }
    let pages = redact_pages::read(&kit, redaction, fonts)?;
    let remarks = strip::remarks(&kit.document);
    let widgets = widgets::find(&kit.document)?.widgets;
    let mut obstacles = find_obstacles(&kit, redaction, &nodes, &pages);
    let marks: Vec<&str> = redaction.replacement.iter().map(String::as_str).chain([REMOVED_MARK]).collect();
    let terms = collect_terms(&kit, redaction, &nodes, (&remarks, &widgets), &pages, &marks)?;
    obstacles.extend(check_replacement(redaction, &terms, &pages, &widgets));
    let removed = filled_fields(&kit.filled, redaction);

    let document = &mut kit.document;
    for (id, _) in nodes.iter().filter(|(_, name)| redaction.role(name) != FieldRole::Kept) {
        empty::remove_value(document, *id);
        empty::set_empty_appearance(document, *id);
    }
    strip::remove_remarks(document, &remarks)?;
    strip::strip(document, &nodes);
    let attachments = strip::remove_attachments(document, redaction.kit_attachments);
    let mut deflater = Deflater::new(Effort::Content);
    let is_candidate = |name: &str| redaction.role(name) == FieldRole::Name(CANDIDATE);
    if let Some(text) = &redaction.replacement {
        empty::set_value(document, &nodes, is_candidate, text);
        let replaced: Vec<(&Widget, &str)> = widgets
            .iter()
            .filter(|widget| is_candidate(&widget.name))
            .map(|widget| (widget, text.as_str()))
            .collect();
        let missing = empty::draw_texts(document, &replaced, fonts, &mut deflater)?;
        if !missing.is_empty() {
            return Err(ReviseError::Missing(missing));
        }
    }
    let cutter = Cutter::new(&terms, redaction.replacement.as_deref(), &pages.kit);
    let kept: FormNodes =
        nodes.iter().filter(|(_, name)| !is_candidate(name)).map(|(id, name)| (*id, name.clone())).collect();
    let changed = cutter.cut_fields(document, &kept);
    obstacles.extend(redraw(document, &changed, &widgets, fonts, &mut deflater)?);
    let cut = cutter.cut_metadata(document);

    let search = Search { terms: &terms, kit: &pages.kit, printed: &pages.printed, marks: &marks };
    let mut rest = search.find_remaining(document, &nodes)?;
    for (index, page) in pages.texts.iter().enumerate() {
        let text = if redaction.accepts_recipient { &page.without_recipient } else { &page.text };
        rest.extend(search.find_on_page(text, index, pages.is_changed));
    }
    let is_recovered = kit.filled.is_recovered;
    mark_recovered(&mut kit.document, is_recovered);
    let cut_fields: BTreeSet<&String> = changed.iter().filter_map(|id| nodes.get(id)).collect();
    obstacles.sort();
    obstacles.dedup();
    Ok(Redacted {
        cut_fields: cut_fields.into_iter().cloned().collect(),
        bytes: save::save(kit.document, &mut deflater)?,
        removed,
        was_protected: kit.was_protected,
        is_recovered,
        cut,
        remarks: remarks.len(),
        attachments,
        obstacles,
        rest: rest.into_iter().collect(),
    })
}

fn filled_fields(filled: &Filled, redaction: &Redaction) -> Vec<String> {
    let fields = filled.fields.iter().filter(|field| field.is_filled() || field.is_in_doubt);
    let mut names: Vec<String> = Vec::new();
    for field in fields.filter(|field| redaction.role(&field.name) != FieldRole::Kept) {
        // A merged file has a field of this name for each kit.
        if !names.contains(&field.name) {
            names.push(field.name.clone());
        }
    }
    names
}

/// Returns the reasons that lie in the kit as it came.
fn find_obstacles(
    kit: &OpenedKit,
    redaction: &Redaction,
    nodes: &FormNodes,
    pages: &PageTexts,
) -> Vec<NameRisk> {
    let mut found = Vec::new();
    if kit.filled.is_merged() {
        found.push(NameRisk::Merged(kit.filled.kit_pages.len()));
    }
    let are_fields_sealed = match kit.filled.state {
        State::AsBuilt | State::SavedAnew => true,
        State::Altered { pages, fields } => {
            found.extend(pages.then_some(NameRisk::PagesAltered));
            found.extend(fields.then_some(NameRisk::FieldsAltered));
            !fields
        }
        State::Unknown | State::Record => {
            found.push(NameRisk::NoSeals);
            false
        }
    };
    let recipient = (redaction.recipient_of)(&kit.filled).or_else(|| pages.recipient.clone());
    if let Some(name) = recipient.filter(|_| !redaction.accepts_recipient) {
        found.push(NameRisk::Recipient(name));
    }
    for (number, page) in pages.texts.iter().enumerate().filter(|_| pages.is_changed) {
        found.extend(page.has_picture.then_some(NameRisk::Picture(number + 1)));
        found.extend(page.has_unknown.then_some(NameRisk::UnreadableText(number + 1)));
    }
    if are_fields_sealed {
        return found;
    }
    let is_interviewers = nodes.values().any(|name| name.ends_with("/rating") || name == "takeaways");
    let expected = if is_interviewers { &field_names::NAME_FIELDS[..] } else { &[CANDIDATE][..] };
    // Texts in other fields are asked about below, so a field that is named holds what is missing.
    let is_named = nodes.values().any(|name| redaction.role(name) == FieldRole::Renamed);
    for field in expected.iter().filter(|_| !is_named) {
        if !nodes.values().any(|name| field_names::name_field(name) == Some(field)) {
            found.push(NameRisk::MissingField((*field).to_owned()));
        }
    }
    for (id, name) in nodes {
        let is_known = field_names::name_field(name).is_some() || field_names::is_other_kit_field(name);
        let is_named = redaction
            .fields
            .iter()
            .chain(&redaction.keep)
            .any(|asked| field_names::is_asked_for(name, asked));
        if !is_known && !is_named && holds_text(&kit.document, *id) {
            found.push(NameRisk::StrangeField(name.clone()));
        }
    }
    found
}

/// Returns true if a node holds or shows a text.
fn holds_text(document: &Document, id: ObjectId) -> bool {
    let Ok(dict) = document.get_dictionary(id) else { return false };
    if empty::is_button(document, dict) {
        return false;
    }
    let shows_text = || {
        appearances(document, id).into_iter().any(|look| {
            let look = document.get_object(look).and_then(Object::as_stream);
            let drawn =
                look.ok().and_then(|look| drawn_text::DrawingReader::new(document).read_form(look).ok());
            drawn.is_some_and(|drawn| drawn.has_picture || drawn.has_unknown || !drawn.text.trim().is_empty())
        })
    };
    empty::texts(document, id).iter().any(|text| !text.trim().is_empty()) || shows_text()
}

/// Checks that the replacement has a place and does not hold the name it stands for.
fn check_replacement(
    redaction: &Redaction,
    terms: &[SearchTerm],
    pages: &PageTexts,
    widgets: &[Widget],
) -> Vec<NameRisk> {
    let Some(text) = &redaction.replacement else { return Vec::new() };
    let mut found = Vec::new();
    if !widgets.iter().any(|widget| redaction.role(&widget.name) == FieldRole::Name(CANDIDATE)) {
        found.push(NameRisk::NoPlaceForReplacement);
    }
    let search = Search { terms, kit: &pages.kit, printed: &pages.printed, marks: &[] };
    found.extend(search.find_in_written(text).into_iter().map(NameRisk::ReplacementHoldsName));
    found
}

/// Draws the texts of changed fields anew, and those whose drawing cannot be read.
fn redraw(
    document: &mut Document,
    changed: &BTreeSet<ObjectId>,
    widgets: &[Widget],
    fonts: &FontSet,
    deflater: &mut Deflater,
) -> Result<Vec<NameRisk>, ReviseError> {
    let is_changed = |widget: &Widget| {
        form_nodes::with_ancestors(document, widget.id).iter().any(|id| changed.contains(id))
    };
    let mut texts: Vec<(&Widget, String)> = Vec::new();
    let mut unreadable = Vec::new();
    for widget in widgets {
        let Ok(dict) = document.get_dictionary(widget.id) else { continue };
        let is_unreadable = appearances(document, widget.id).into_iter().any(|look| {
            let look = document.get_object(look).and_then(Object::as_stream);
            let drawn = look.ok().map(|look| drawn_text::DrawingReader::new(document).read_form(look));
            drawn.is_some_and(|drawn| drawn.map_or(true, |drawn| drawn.has_picture || drawn.has_unknown))
        });
        if !is_unreadable && !is_changed(widget) {
            continue;
        }
        let chain = widgets::chain(document, dict);
        let text = chain
            .iter()
            .find_map(|dict| dict.get_deref(b"V", document).ok())
            .and_then(text_encoding::decode_text);
        match text.filter(|_| !empty::is_button(document, dict)) {
            Some(text) => texts.push((widget, text)),
            None => unreadable.push(NameRisk::UnreadableField(widget.name.clone())),
        }
    }
    for id in changed {
        empty::remove_rich_text(document, *id);
    }
    let texts: Vec<(&Widget, &str)> = texts.iter().map(|(widget, text)| (*widget, text.as_str())).collect();
    empty::draw_texts(document, &texts, fonts, deflater)?;
    Ok(unreadable)
}
