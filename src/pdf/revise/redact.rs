//! Names taken out of a filled kit by their fields, wherever in the file they stand.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, text_string};

use super::places::{self, Place};
use super::search::{self, Rest};
use super::search_term::SearchTerm;
use super::{Kit, ReviseError, Source, by_name, draw, save};
use crate::layout::{FontSet, Typesetter};
use crate::pdf::compress::{Deflater, Effort};
use crate::pdf::read::{ReadError, limits, run_sandboxed, value};
use crate::pdf::write::embedded_font::embed_fonts;
use crate::pdf::write::form::appearance;
use crate::pdf::write::paint;
use crate::pdf::write::used_faces::UsedFaces;

/// The fields that hold names, as kits have them.
pub const NAMES: [&str; 4] = ["candidate", "interviewer", "reference", "signature"];
/// The field that a replacement is written into.
const REPLACED: &str = "candidate";
/// What stands where a removed value stood in a text that says more.
const GAP: &str = "[removed]";
/// Flag of buttons of which one is on; of buttons that hold nothing.
const BUTTON: &[u8] = b"Btn";

/// What is to be removed.
#[derive(Debug, Clone, Default)]
pub struct Redaction {
    /// The fields, by their full names.
    pub fields: Vec<String>,
    /// Fields of these that must exist; the others may.
    pub asked_for: Vec<String>,
    /// What is written into the field of the candidate's name.
    pub replacement: Option<String>,
}

/// A kit without names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The file.
    pub bytes: Vec<u8>,
    /// The fields that held something, in the order of the form.
    pub removed: Vec<String>,
    /// Whether the kit had a password, which the new file has not.
    pub was_protected: bool,
    /// How many other places of the file held a removed value, and do not any more.
    pub cut: usize,
    /// Where removed values, or words of them, are still to be found.
    pub rest: Vec<Rest>,
}

/// Takes what is filled into some fields out of a kit. What it costs is bounded as reading is.
pub fn redact(source: Source, redaction: Redaction, fonts: FontSet) -> Result<Redacted, ReviseError> {
    run_sandboxed(move || redacted(Kit::open(source)?, &redaction, &fonts))
}

fn redacted(mut kit: Kit, redaction: &Redaction, fonts: &FontSet) -> Result<Redacted, ReviseError> {
    let fields: BTreeSet<&str> = redaction.fields.iter().map(String::as_str).collect();
    let known = by_name(&kit.filled);
    if let Some(unknown) = redaction.asked_for.iter().find(|name| !known.contains_key(name.as_str())) {
        return Err(ReviseError::NoSuchField(unknown.clone()));
    }
    let is_removed = |name: &str| fields.contains(name);
    let removed: Vec<String> = kit
        .filled
        .fields
        .iter()
        .filter(|field| is_removed(&field.name) && (field.is_filled() || field.is_in_doubt))
        .map(|field| field.name.clone())
        .collect();
    let places = places::find(&kit.document).places;
    let nodes = nodes(&kit.document)?;
    let mut needles = Vec::new();
    for (id, name) in &nodes {
        if is_removed(name) {
            clear(&mut kit.document, *id, &mut needles);
        }
    }
    needles.sort_by_key(|needle: &SearchTerm| std::cmp::Reverse(needle.whole().len()));
    needles.dedup();
    let mut deflater = Deflater::new(Effort::Content);
    for place in places.iter().filter(|place| is_removed(&place.name)) {
        empty(&mut kit.document, place);
    }
    if let Some(text) = &redaction.replacement {
        let replaced: Vec<&Place> = places.iter().filter(|place| place.name == REPLACED).collect();
        write(&mut kit.document, &nodes, &replaced, text, fonts, &mut deflater)?;
    }
    without_copies(&mut kit.document);
    let by = redaction.replacement.as_deref().unwrap_or(GAP);
    let cut = search::cut(&mut kit.document, &nodes, &needles, by);
    let rest = search::rest(&kit.document, &nodes, &needles)?;
    Ok(Redacted {
        bytes: save::save(kit.document, &mut deflater)?,
        removed,
        was_protected: kit.was_protected,
        cut,
        rest,
    })
}

/// The nodes of the form, fields and places alike, with the full names of their fields.
fn nodes(document: &Document) -> Result<BTreeMap<ObjectId, String>, ReadError> {
    let form = document.catalog().and_then(|catalog| catalog.get_deref(b"AcroForm", document)?.as_dict());
    let mut found = BTreeMap::new();
    let Ok(form) = form else { return Ok(found) };
    let roots = form.get_deref(b"Fields", document).and_then(Object::as_array);
    let mut waiting: Vec<(Object, String, usize)> =
        roots.into_iter().flatten().map(|root| (root.clone(), String::new(), 0)).collect();
    // Each node is looked at once, and none deeper than fields are read.
    while let Some((node, above, depth)) = waiting.pop() {
        let Ok(id) = node.as_reference() else { continue };
        let Ok(dict) = document.get_dictionary(id) else { continue };
        if depth > limits::DEPTH {
            return Err(ReadError::TooDeep);
        }
        let own = dict.get_deref(b"T", document).ok().and_then(value::text);
        let name = match own {
            Some(own) if above.is_empty() => own,
            Some(own) => format!("{above}.{own}"),
            None => above,
        };
        if found.contains_key(&id) {
            continue;
        }
        if let Ok(kids) = dict.get_deref(b"Kids", document).and_then(Object::as_array) {
            waiting.extend(kids.iter().map(|kid| (kid.clone(), name.clone(), depth + 1)));
        }
        found.insert(id, name);
    }
    Ok(found)
}

/// Takes the value out of a node, and keeps what it was to look for it.
fn clear(document: &mut Document, id: ObjectId, needles: &mut Vec<SearchTerm>) {
    let Ok(dict) = document.get_dictionary(id) else { return };
    let is_button = places::chain(document, dict)
        .iter()
        .find_map(|dict| dict.get_deref(b"FT", document).ok())
        .is_some_and(|kind| matches!(kind.as_name(), Ok(BUTTON)));
    if !is_button {
        let texts = [b"V".as_slice(), b"DV"].into_iter().filter_map(|key| {
            let object = dict.get_deref(key, document).ok()?;
            value::text(object)
        });
        needles.extend(texts.filter_map(|text| SearchTerm::new(&text)));
    }
    let Ok(dict) = document.get_object_mut(id).and_then(Object::as_dict_mut) else { return };
    for key in [b"DV".as_slice(), b"RV", b"I", b"TI"] {
        dict.remove(key);
    }
    if !dict.has(b"Rect") {
        // Only a place can have a look.
        dict.remove(b"AP");
    }
    if dict.remove(b"V").is_some() && is_button {
        dict.set("V", "Off");
    }
    if dict.has(b"AS") {
        dict.set("AS", "Off");
    }
}

/// Gives a place of text an appearance without any.
fn empty(document: &mut Document, place: &Place) {
    let is_text = place.states.is_empty();
    if is_text {
        look(document, place, b"/Tx BMC EMC".to_vec(), Dictionary::new());
    }
}

/// Sets what a place of text draws.
fn look(document: &mut Document, place: &Place, content: Vec<u8>, resources: Dictionary) {
    let mut dict = appearance::form_dictionary((place.width(), place.height()));
    dict.set("Resources", resources);
    let drawn = document.add_object(Stream::new(dict, content).with_compression(false));
    if let Ok(dict) = document.get_object_mut(place.id).and_then(Object::as_dict_mut) {
        dict.set("AP", lopdf::dictionary! { "N" => drawn });
    }
}

/// Writes a text into a field, at all its places.
fn write(
    document: &mut Document,
    nodes: &BTreeMap<ObjectId, String>,
    places: &[&Place],
    text: &str,
    fonts: &FontSet,
    deflater: &mut Deflater,
) -> Result<(), ReviseError> {
    // Places that have no name of their own have what stands above them.
    let named: Vec<ObjectId> = nodes
        .iter()
        .filter(|(id, name)| {
            *name == REPLACED && document.get_dictionary(**id).is_ok_and(|dict| dict.has(b"T"))
        })
        .map(|(id, _)| *id)
        .collect();
    for id in named {
        if let Ok(dict) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
            dict.set("V", text_string(text));
        }
    }
    let mut setter = Typesetter::new(fonts);
    setter.subject = Some(format!("the field `{REPLACED}`"));
    let mut drawn = Vec::new();
    for place in places {
        let mut own = (*place).clone();
        own.rect = [0.0, 0.0, place.width(), place.height()];
        match draw::text(&mut setter, &own, text) {
            Some(items) => drawn.push(items),
            None => return Err(ReviseError::TooLong(vec![REPLACED.to_owned()])),
        }
    }
    if !setter.missing.is_empty() {
        return Err(ReviseError::Missing(std::mem::take(&mut setter.missing)));
    }
    let faces = UsedFaces::from_items(drawn.iter().flatten(), fonts);
    let embedded = embed_fonts(&faces, fonts, document, deflater)?;
    for (place, items) in places.iter().zip(&drawn) {
        let content = paint::overlay_content(items, None, &faces);
        let content = [b"/Tx BMC ".as_slice(), &content, b" EMC"].concat();
        look(document, place, content, lopdf::dictionary! { "Font" => embedded.clone() });
    }
    Ok(())
}

/// Takes out of the form what repeats all its values for other programs.
fn without_copies(document: &mut Document) {
    let form = document.catalog().and_then(|catalog| catalog.get(b"AcroForm")).cloned();
    let copies = |form: &mut Dictionary| {
        form.remove(b"XFA");
    };
    match form {
        Ok(Object::Reference(id)) => {
            if let Ok(form) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
                copies(form);
            }
        }
        Ok(_) => {
            let form = document.catalog_mut().and_then(|catalog| catalog.get_mut(b"AcroForm")?.as_dict_mut());
            if let Ok(form) = form {
                copies(form);
            }
        }
        Err(_) => {}
    }
    if let Ok(catalog) = document.catalog_mut() {
        // What programs keep for themselves, of the form among others.
        for key in [b"PieceInfo".as_slice(), b"SpiderInfo", b"NeedsRendering"] {
            catalog.remove(key);
        }
    }
    let pages: HashSet<ObjectId> = document.page_iter().collect();
    for page in pages {
        if let Ok(dict) = document.get_object_mut(page).and_then(Object::as_dict_mut) {
            dict.remove(b"PieceInfo");
            // A picture of the page, with what was filled in.
            dict.remove(b"Thumb");
        }
    }
}
