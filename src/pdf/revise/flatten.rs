//! A filled kit for the record: what is filled in becomes content of the pages, and the form goes away.
//!
//! The page has the empty boxes, circles and lines already; what is drawn here stands on them. A text is
//! read as it stands. A box says whether it is ticked, in words for those who listen and as `[x]` or `[ ]`
//! in the text of the page; a circle speaks only where it is chosen, as `(x)`.

use std::collections::{HashMap, HashSet};

use lopdf::{Document, Object, ObjectId, text_string};

use super::answers::{self, Answers, Drawn};
use super::overflow;
use super::overflow::Chunk;
use super::places::{self, Place};
use super::tree::Tree;
use super::{Kit, ReviseError, Source, draw, page, save};
use crate::layout::FontSet;
use crate::pdf::compress::{Deflater, Effort};
use crate::pdf::read::{RECORD, run_sandboxed};
use crate::pdf::write::embedded_font::embed_fonts;
use crate::pdf::write::paint;
use crate::pdf::write::used_faces::UsedFaces;

/// What fonts are called on pages that have fonts of their own.
const PREFIXES: [&str; 4] = ["R", "Record", "RecordFont", "InterviewKitRecordFont"];

/// A kit for the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many fields it had.
    pub fields: usize,
    /// How many of them were filled in.
    pub filled: usize,
    /// Whether the kit had a password, which the record has not.
    pub was_protected: bool,
    /// How many highlights, remarks and the like other programs added. They stay as they are.
    pub added: usize,
    /// Fields that also name another value than the one shown.
    pub in_doubt: Vec<String>,
    /// How many pages were added at the end for answers too long for their fields.
    pub more: usize,
    /// Whether all that is filled in can be read aloud in its place.
    pub is_tagged: bool,
}

/// Makes a filled kit final. What it costs is bounded as reading is.
pub fn flatten(source: Source, fonts: FontSet) -> Result<Record, ReviseError> {
    run_sandboxed(move || record(Kit::open(source)?, &fonts))
}

fn record(mut kit: Kit, fonts: &FontSet) -> Result<Record, ReviseError> {
    let found = places::find(&kit.document);
    let answers = answers::set(&kit.filled, &found.places, fonts, overflow::page_size(&kit.document))?;
    let mut deflater = Deflater::new(Effort::Content);
    let is_tagged = put(&mut kit.document, &answers, &found.places, fonts, &mut deflater)?;
    let more = answers.more.pages.len();
    drop(answers);
    let in_doubt = kit.filled.fields.iter().filter(|field| field.is_in_doubt);
    let in_doubt = in_doubt.map(|field| field.name.clone()).collect();
    let (fields, filled) = (kit.filled.fields.len(), kit.filled.filled());
    finish(&mut kit.document, filled);
    Ok(Record {
        bytes: save::save(kit.document, &mut deflater)?,
        fields,
        filled,
        was_protected: kit.was_protected,
        added: found.added.len(),
        in_doubt,
        more,
        is_tagged,
    })
}

/// Puts what is drawn on its pages and into the tree, and takes the places away. Returns whether the tree
/// has a place for all of it.
fn put(
    document: &mut Document,
    answers: &Answers<'_>,
    places: &[Place],
    fonts: &FontSet,
    deflater: &mut Deflater,
) -> Result<bool, ReviseError> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let drawn = &answers.drawn;
    let chunks: Vec<&Chunk> = answers.more.pages.iter().flatten().collect();
    let items = drawn.iter().map(|drawn| &drawn.items).chain(chunks.iter().map(|chunk| &chunk.items));
    let faces = UsedFaces::from_items(items.flatten(), fonts).with_prefix(prefix(document, &pages));
    let embedded = embed_fonts(&faces, fonts, document, deflater)?;
    let of_more: Vec<Vec<u8>> =
        chunks.iter().map(|chunk| paint::overlay_content(&chunk.items, None, &faces)).collect();
    let mut tree = Tree::of(document)?;
    let mut is_tagged = tree.is_some();
    let mut by_page: HashMap<ObjectId, Vec<u8>> = HashMap::new();
    let mut is_held: HashSet<ObjectId> = HashSet::new();
    for drawn in drawn {
        let place = drawn.place;
        let said = drawn.said();
        let content =
            paint::overlay_content(&drawn.items, drawn.mark.as_ref().map(|mark| mark.written), &faces);
        let number = tree.as_mut().and_then(|tree| tree.hold(document, place.page, place.id, said));
        is_tagged &= number.is_some();
        is_held.insert(place.id);
        by_page.entry(place.page).or_default().extend(marked(drawn, number, &content));
    }
    if !of_more.is_empty() {
        overflow::add(
            document,
            (&answers.more, &answers.long),
            &of_more,
            &embedded,
            tree.as_mut(),
            deflater,
        )?;
    }
    if let Some(mut tree) = tree {
        for place in places.iter().filter(|place| !is_held.contains(&place.id)) {
            tree.remove(place.id);
        }
        tree.finish(document, &places.iter().map(|place| place.id).collect::<Vec<_>>());
    }
    let mut resources = page::Resources::new(embedded);
    let gone: HashSet<ObjectId> = places.iter().map(|place| place.id).collect();
    for page in pages {
        if let Some(content) = by_page.get(&page) {
            let resources = resources.of(document, page);
            page::draw(document, page, content, resources, deflater)?;
        }
        page::without(document, page, &gone)?;
    }
    Ok(is_tagged)
}

/// A name for fonts that no page has a font by.
fn prefix(document: &Document, pages: &[ObjectId]) -> &'static str {
    let names: HashSet<Vec<u8>> = pages.iter().flat_map(|page| page::font_names(document, *page)).collect();
    let is_free = |prefix: &&str| !names.iter().any(|name| name.starts_with(prefix.as_bytes()));
    PREFIXES.into_iter().find(is_free).unwrap_or(PREFIXES[PREFIXES.len() - 1])
}

/// The content of a place as marked content, or as decoration where the tree has no place for it.
fn marked(drawn: &Drawn<'_>, number: Option<i64>, content: &[u8]) -> Vec<u8> {
    let mut out = draw::tagged("Span", number);
    if let Some(mark) = &drawn.mark {
        let [left, low, ..] = drawn.place.rect;
        if !mark.drawing.is_empty() {
            out.extend(format!("q 1 0 0 1 {left:.2} {low:.2} cm {} Q\n", mark.drawing).bytes());
        }
        // Text that is not seen.
        out.extend(format!("q 3 Tr {} Tz ", mark.stretch).bytes());
        out.extend(content);
        out.extend(b" Q");
    } else {
        out.extend(content);
    }
    out.extend(b"\nEMC\n");
    out
}

/// Takes away the form with all that acts on it, and says that the file is a record.
fn finish(document: &mut Document, filled: usize) {
    if let Ok(catalog) = document.catalog_mut() {
        for key in [b"AcroForm".as_slice(), b"NeedsRendering", b"Perms", b"AA"] {
            catalog.remove(key);
        }
    }
    without_scripts(document);
    let record = text_string(&filled.to_string());
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference)
        && let Ok(info) = document.get_object_mut(id).and_then(Object::as_dict_mut)
    {
        info.set(RECORD, record);
    }
}

/// Takes away scripts: they work on fields, of which there are none any more.
fn without_scripts(document: &mut Document) {
    let is_script = |action: &Object| {
        let action = document.dereference(action).ok().and_then(|(_, action)| action.as_dict().ok());
        action.is_some_and(|action| matches!(action.get(b"S").and_then(Object::as_name), Ok(b"JavaScript")))
    };
    let Ok(catalog) = document.catalog() else { return };
    let opens = catalog.get(b"OpenAction").is_ok_and(is_script);
    let names = catalog.get(b"Names").and_then(Object::as_reference).ok();
    let Ok(catalog) = document.catalog_mut() else { return };
    if opens {
        catalog.remove(b"OpenAction");
    }
    if let Ok(names) = catalog.get_mut(b"Names").and_then(Object::as_dict_mut) {
        names.remove(b"JavaScript");
    }
    if let Some(names) = names
        && let Ok(names) = document.get_object_mut(names).and_then(Object::as_dict_mut)
    {
        names.remove(b"JavaScript");
    }
}
