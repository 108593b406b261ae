//! Flattens a filled kit for the record: values become page content, and the form is removed.
//!
//! The page already shows the empty boxes, circles and lines; the answers are drawn on them. A text is
//! read as written. A box is read as ticked or not ticked, and extracted as `[x]` or `[ ]`; only the
//! chosen circle is read, and extracted as `(x)`.

use std::collections::{HashMap, HashSet};

use lopdf::{Document, Object, ObjectId, text_string};

use super::answers::{self, Drawing, DrawnAnswers};
use super::overflow;
use super::overflow::TaggedLines;
use super::stand_in::{self, DrawableAnswers};
use super::tree::StructureTree;
use super::widgets::{self, Widget};
use super::{
    OpenedKit, ReviseError, SavedKit, attach, burn, drawn_text, field_text, mark_recovered, page, save, strip,
};
use crate::layout::{FontSet, MissingGlyph};
use crate::pdf::PdfError;
use crate::pdf::compress::{Deflater, Effort};
use crate::pdf::read::{
    Field, RECORD, RECORD_OF, RECORDED_ANSWERS, State, run_sandboxed, write_answers, write_state,
};
use crate::pdf::write::embedded_font::embed_fonts;
use crate::pdf::write::paint;
use crate::pdf::write::used_font_faces::UsedFaces;

/// Prefixes of font names that pages may have in use.
const PREFIXES: [&str; 4] = ["R", "Record", "RecordFont", "InterviewKitRecordFont"];

/// A flattened kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The number of fields the kit had.
    pub fields: usize,
    /// The number of filled fields.
    pub filled: usize,
    /// True if the kit had a password; the record has none.
    pub was_protected: bool,
    /// True if the kit is damaged and its content was recovered.
    pub is_recovered: bool,
    /// The state of the kit.
    pub state: State,
    /// The number of kits in the file.
    pub kits: usize,
    /// The characters that no font has; a stand-in is drawn for each.
    pub missing: Vec<MissingGlyph>,
    /// The number of remarks that became part of their pages.
    pub burnt: usize,
    /// The number of remarks that other programs added; they stay.
    pub added: usize,
    /// The fields that name another value than the one shown.
    pub in_doubt: Vec<String>,
    /// The filled fields that another program renamed or took out of the form; the record has them in their places.
    pub detached: Vec<String>,
    /// The number of pages added for answers too long for their fields.
    pub more: usize,
    /// True if every value is in the structure tree at its widget.
    pub is_tagged: bool,
}

/// The settings of a record.
#[derive(Debug, Clone, Copy, Default)]
pub struct Flattening {
    /// True if remarks become part of their pages.
    pub burns_remarks: bool,
}

/// Flattens a filled kit, within the limits of reading.
pub fn flatten(source: SavedKit, settings: Flattening, fonts: FontSet) -> Result<Record, ReviseError> {
    run_sandboxed(move || record(OpenedKit::open(source)?, settings, &fonts))
}

fn record(mut kit: OpenedKit, settings: Flattening, fonts: &FontSet) -> Result<Record, ReviseError> {
    check_pages(&kit.document, kit.filled.state)?;
    let mut deflater = Deflater::new(Effort::Content);
    let DrawableAnswers { filled: drawable, mut missing } = stand_in::drawable_answers(&kit.filled, fonts);
    let mut burnt = 0;
    if settings.burns_remarks {
        let result = burn::burn_remarks(&mut kit.document, fonts, &mut deflater)?;
        missing.extend(result.missing);
        burnt = result.count;
    }
    let found = widgets::find(&kit.document)?;
    let answers = answers::set_answers(
        (&drawable, &kit.filled),
        &found.widgets,
        fonts,
        overflow::page_size(&kit.document),
    )?;
    let is_tagged = add_drawings(&mut kit.document, &answers, &found.widgets, fonts, &mut deflater)?;
    let more = answers.more.pages.len();
    drop(answers);
    let in_doubt = kit.filled.fields.iter().filter(|field| field.is_in_doubt);
    let in_doubt = in_doubt.map(|field| field.name.clone()).collect();
    let is_detached = |field: &&Field| field.is_reassembled && field.is_filled();
    let detached = kit.filled.fields.iter().filter(is_detached).map(|field| field.name.clone()).collect();
    let (fields, filled) = (kit.filled.fields.len(), kit.filled.filled());
    finish(&mut kit.document, filled, kit.filled.state);
    let json = write_answers(kit.filled.state, &kit.filled.fields, &kit.filled.remarks)
        .map_err(|error| PdfError::Library(error.to_string()))?;
    let name = (RECORDED_ANSWERS, "The answers that this record was made of");
    attach::attach_json(&mut kit.document, name, &json, &mut deflater)?;
    let is_recovered = kit.filled.is_recovered;
    mark_recovered(&mut kit.document, is_recovered);
    Ok(Record {
        bytes: save::save(kit.document, &mut deflater)?,
        fields,
        filled,
        was_protected: kit.was_protected,
        is_recovered,
        state: kit.filled.state,
        kits: kit.filled.kit_pages.len(),
        missing,
        burnt,
        added: found.added.len(),
        in_doubt,
        detached,
        more,
        is_tagged,
    })
}

/// Adds the drawings to their pages and to the structure tree, and removes the widgets. Returns true if
/// the tree has a widget for every drawing.
fn add_drawings(
    document: &mut Document,
    answers: &DrawnAnswers<'_>,
    widgets: &[Widget],
    fonts: &FontSet,
    deflater: &mut Deflater,
) -> Result<bool, ReviseError> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let drawn = &answers.drawn;
    let chunks: Vec<&TaggedLines> = answers.more.pages.iter().flatten().collect();
    let items = drawn.iter().map(|drawn| &drawn.items).chain(chunks.iter().map(|chunk| &chunk.items));
    let faces = UsedFaces::from_items(items.flatten(), fonts).with_prefix(font_prefix(document, &pages));
    let embedded = embed_fonts(&faces, fonts, document, deflater)?;
    let of_more: Vec<Vec<u8>> =
        chunks.iter().map(|chunk| paint::overlay_content(&chunk.items, None, &faces)).collect();
    let mut tree = StructureTree::read(document)?;
    let mut is_tagged = tree.is_some();
    let mut by_page: HashMap<ObjectId, Vec<u8>> = HashMap::new();
    let mut is_held: HashSet<ObjectId> = HashSet::new();
    for drawn in drawn {
        let widget = drawn.widget;
        let said = drawn.reading();
        let content =
            paint::overlay_content(&drawn.items, drawn.mark.as_ref().map(|mark| mark.written), &faces);
        let number =
            tree.as_mut().and_then(|tree| tree.replace_annotation(document, widget.page, widget.id, said));
        is_tagged &= number.is_some();
        is_held.insert(widget.id);
        by_page.entry(widget.page).or_default().extend(marked(drawn, number, &content));
    }
    if !of_more.is_empty() {
        overflow::add_pages(
            document,
            (&answers.more, &answers.long),
            &of_more,
            &embedded,
            tree.as_mut(),
            deflater,
        )?;
    }
    if let Some(mut tree) = tree {
        for widget in widgets.iter().filter(|widget| !is_held.contains(&widget.id)) {
            tree.remove(widget.id);
        }
        tree.finish(document, &widgets.iter().map(|widget| widget.id).collect::<Vec<_>>());
    }
    let mut resources = page::Resources::new(embedded);
    for page in pages {
        if let Some(content) = by_page.get(&page) {
            let resources = resources.for_page(document, page);
            page::add_content(document, page, content, resources, deflater)?;
        }
        page::remove_widgets(document, page)?;
    }
    Ok(is_tagged)
}

/// Returns a prefix of font names that no page uses.
fn font_prefix(document: &Document, pages: &[ObjectId]) -> &'static str {
    let names: HashSet<Vec<u8>> = pages.iter().flat_map(|page| page::font_names(document, *page)).collect();
    let is_free = |prefix: &&str| !names.iter().any(|name| name.starts_with(prefix.as_bytes()));
    PREFIXES.into_iter().find(is_free).unwrap_or(PREFIXES[PREFIXES.len() - 1])
}

/// Returns the drawing as marked content; an artifact if the tree has no widget for it.
fn marked(drawn: &Drawing<'_>, number: Option<i64>, content: &[u8]) -> Vec<u8> {
    let mut out = field_text::begin_content("Span", number);
    if let Some(mark) = &drawn.mark {
        let [left, low, ..] = drawn.widget.rect;
        if !mark.drawing.is_empty() {
            out.extend(format!("q 1 0 0 1 {left:.2} {low:.2} cm {} Q\n", mark.drawing).bytes());
        }
        // Invisible text.
        out.extend(format!("q 3 Tr {} Tz ", mark.stretch).bytes());
        out.extend(content);
        out.extend(b" Q");
    } else {
        out.extend(content);
    }
    out.extend(b"\nEMC\n");
    out
}

/// Checks that every page can be decoded to its end. A checksum counts only where the pages differ from their seal.
fn check_pages(document: &Document, state: State) -> Result<(), ReviseError> {
    let is_sealed = matches!(state, State::AsBuilt | State::SavedAnew | State::Altered { pages: false, .. });
    for (number, page) in document.page_iter().enumerate() {
        let is_damaged = drawn_text::check_page(document, page, !is_sealed);
        is_damaged.map_err(|_| ReviseError::DamagedPage(number + 1))?;
    }
    Ok(())
}

/// Removes the form with its scripts, and marks the file as a record.
fn finish(document: &mut Document, filled: usize, state: State) {
    if let Ok(catalog) = document.catalog_mut() {
        for key in [b"AcroForm".as_slice(), b"NeedsRendering", b"Perms", b"AA"] {
            catalog.remove(key);
        }
    }
    strip::remove_actions(document, true);
    let record = text_string(&filled.to_string());
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference)
        && let Ok(info) = document.get_object_mut(id).and_then(Object::as_dict_mut)
    {
        info.set(RECORD, record);
        info.set(RECORD_OF, text_string(write_state(state)));
    }
}
