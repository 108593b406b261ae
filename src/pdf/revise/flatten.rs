//! A filled kit for the record: what is filled in becomes content of the pages, and the form goes away.
//!
//! The page has the empty boxes, circles and lines already; what is drawn here stands on them. A text is
//! read as it stands. A box says whether it is ticked, in words for those who listen and as `[x]` or `[ ]`
//! in the text of the page; a circle speaks only where it is chosen, as `(x)`.

use std::collections::{HashMap, HashSet};

use lopdf::{Document, Object, ObjectId, text_string};

use super::places::{self, Place};
use super::tree::{Said, Tree};
use super::{Kit, ReviseError, Source, by_name, draw, page, save};
use crate::layout::text::may_be_rtl;
use crate::layout::{FontSet, Item, Typesetter};
use crate::pdf::compress::Deflater;
use crate::pdf::embed;
use crate::pdf::fonts::UsedFaces;
use crate::pdf::form::appearance;
use crate::pdf::paint;
use crate::pdf::read::{Field, Filled, Kind, RECORD, Value, apart};
use crate::pdf::write::translate;

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
    /// Whether all that is filled in can be read aloud in its place.
    pub is_tagged: bool,
}

/// Makes a filled kit final. What it costs is bounded as reading is.
pub fn flatten(source: Source, fonts: FontSet) -> Result<Record, ReviseError> {
    apart(move || record(Kit::open(source)?, &fonts))
}

/// What is drawn at a place.
struct Drawn<'k> {
    place: &'k Place,
    /// Text, or what stands for it where no eye reads it.
    items: Vec<Item>,
    mark: Option<Mark>,
    /// The text as it is read, where it is drawn in another order.
    read: Option<&'k str>,
}

/// What is said of a box or circle.
struct Mark {
    /// Read aloud.
    said: String,
    /// In the text of the page.
    written: &'static str,
    /// Its drawing; none for a box that is empty.
    drawing: String,
    /// How wide its letter is, in hundredths.
    stretch: u32,
}

fn record(mut kit: Kit, fonts: &FontSet) -> Result<Record, ReviseError> {
    let found = places::find(&kit.document);
    let drawn = drawn(&kit.filled, &found.places, fonts)?;
    let mut deflater = Deflater::new();
    let is_tagged = put(&mut kit.document, &drawn, &found.places, fonts, &mut deflater)?;
    drop(drawn);
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
        is_tagged,
    })
}

/// What is drawn at each place that has anything to show or say.
fn drawn<'k>(
    filled: &'k Filled,
    places: &'k [Place],
    fonts: &FontSet,
) -> Result<Vec<Drawn<'k>>, ReviseError> {
    let fields = by_name(filled);
    let mut setter = Typesetter::new(fonts);
    let mut all = Vec::new();
    let mut too_long: Vec<String> = Vec::new();
    let mut shown: HashSet<&str> = HashSet::new();
    for place in places {
        let Some(field) = fields.get(place.name.as_str()) else { continue };
        setter.subject = Some(format!("the field `{}`", field.name));
        let drawn = match (&field.kind, &field.value) {
            (Kind::Text, Value::Text(text)) => {
                let items = draw::text(&mut setter, place, text);
                if items.is_none() && !too_long.contains(&field.name) {
                    too_long.push(field.name.clone());
                }
                let read = Some(text.as_str()).filter(|text| text.chars().any(may_be_rtl));
                items.map(|items| Drawn { place, items, mark: None, read })
            }
            (Kind::Check | Kind::Choice(_), _) => mark(place, field).map(|mark| {
                let letter = if mark.drawing.is_empty() { "-" } else { "x" };
                let (items, stretch) = draw::letter(&mut setter, place, letter);
                Drawn { place, items, mark: Some(Mark { stretch, ..mark }), read: None }
            }),
            _ => None,
        };
        if let Some(drawn) = drawn {
            shown.insert(&place.name);
            all.push(drawn);
        }
    }
    let missing = std::mem::take(&mut setter.missing);
    if !missing.is_empty() {
        return Err(ReviseError::Missing(missing));
    }
    if !too_long.is_empty() {
        return Err(ReviseError::TooLong(too_long));
    }
    let is_lost = |field: &&Field| field.is_filled() && !shown.contains(field.name.as_str());
    let lost: Vec<String> = filled.fields.iter().filter(is_lost).map(|field| field.name.clone()).collect();
    if lost.is_empty() { Ok(all) } else { Err(ReviseError::NotShown(lost)) }
}

/// What a box says, or a circle that is chosen.
fn mark(place: &Place, field: &Field) -> Option<Mark> {
    let size = (place.width(), place.height());
    let mark = |said: &str, written, drawing| {
        Some(Mark { said: format!("{}: {said}", place.tip), written, drawing, stretch: 100 })
    };
    match (&field.kind, &field.value) {
        (Kind::Check, Value::Empty) => mark("not ticked", "[ ]", String::new()),
        (Kind::Check, _) => mark("ticked", "[x]", appearance::tick(size)),
        (_, Value::Text(chosen)) if place.states.contains(chosen) => {
            mark("chosen", "(x)", appearance::dot(size))
        }
        _ => None,
    }
}

/// Puts what is drawn on its pages and into the tree, and takes the places away. Returns whether the tree
/// has a place for all of it.
fn put(
    document: &mut Document,
    drawn: &[Drawn<'_>],
    places: &[Place],
    fonts: &FontSet,
    deflater: &mut Deflater,
) -> Result<bool, ReviseError> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let items = drawn.iter().flat_map(|drawn| &drawn.items);
    let faces = UsedFaces::of_items(items, fonts, false).called(prefix(document, &pages));
    let embedded = embed::embed(&faces, fonts, document, deflater)?;
    let ops = |drawn: &Drawn<'_>| {
        let written = drawn.mark.as_ref().map(|mark| mark.written);
        paint::text_ops(&drawn.items, written, &faces)
    };
    let contents = translate(drawn.iter().map(ops))?;
    let mut tree = Tree::of(document)?;
    let mut is_tagged = tree.is_some();
    let mut by_page: HashMap<ObjectId, Vec<u8>> = HashMap::new();
    let mut is_held: HashSet<ObjectId> = HashSet::new();
    for (drawn, content) in drawn.iter().zip(contents) {
        let place = drawn.place;
        let said = match (&drawn.mark, drawn.read) {
            (Some(mark), _) => Said::Words(&mark.said),
            (None, Some(text)) => Said::Text(text),
            (None, None) => Said::AsDrawn,
        };
        let number = tree.as_mut().and_then(|tree| tree.hold(document, place.page, place.id, said));
        is_tagged &= number.is_some();
        is_held.insert(place.id);
        by_page.entry(place.page).or_default().extend(marked(drawn, number, &content));
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
    let mut out = match number {
        None => b"/Artifact BMC\n".to_vec(),
        Some(number) => format!("/Span <</MCID {number}>> BDC\n").into_bytes(),
    };
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
