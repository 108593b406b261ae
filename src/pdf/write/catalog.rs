//! What a file says of itself as a whole.

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

use super::file::File;
use super::settings::Settings;
use super::{attach, metadata, outline};
use crate::assets;
use crate::layout::Pages;
use crate::pdf::compress::Deflater;
use crate::pdf::date::Date;

/// What made the file.
pub const PROGRAM: &str = concat!("interview-kit ", env!("CARGO_PKG_VERSION"));

/// The objects that the catalog names.
pub(crate) struct Parts<'p> {
    /// The tree of pages.
    pub(crate) pages: ObjectId,
    /// The pages themselves.
    pub(crate) page_ids: &'p [ObjectId],
    /// The tree of what is read.
    pub(crate) structure: ObjectId,
    pub(crate) form: Option<Dictionary>,
}

/// Adds the catalog. `seals` are what the pages and the form can be known again by.
pub(crate) fn add(
    pages: &Pages,
    parts: Parts<'_>,
    (settings, seals): (&Settings, &[(&'static str, String)]),
    out: &mut File,
    deflater: &mut Deflater,
) -> ObjectId {
    let identity: Vec<_> = settings.identity.iter().chain(seals).cloned().collect();
    let metadata = metadata::stream((&pages.meta, settings.date), PROGRAM, &identity, settings.archival);
    // Not `/Direction /R2L` for kits that are read from the right: it is only about pages side by side, and
    // PDFium (in Chrome) then turns the words of every line of code around.
    let mut dict = dictionary! {
        "Type" => "Catalog",
        "Pages" => parts.pages,
        "Lang" => text_string(&pages.meta.language),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => parts.structure,
        "Metadata" => out.add_object(metadata),
    };
    if let Some(root) = outline::add(out, &pages.destinations, parts.page_ids, pages.size.1) {
        dict.set("Outlines", root);
        dict.set("PageMode", "UseOutlines");
    }
    if let Some(form) = parts.form {
        dict.set("AcroForm", out.add_object(form));
    }
    attach::add((&settings.attachments, settings.date), &mut dict, out, deflater);
    if settings.protection.is_some() {
        // What of the next version of the standard is used: its encryption.
        let adobe = dictionary! { "BaseVersion" => "1.7", "ExtensionLevel" => 8 };
        dict.set("Extensions", dictionary! { "ADBE" => adobe });
    }
    if settings.archival {
        dict.set("OutputIntents", vec![Object::from(output_intent(out, deflater))]);
    }
    out.add_object(dict)
}

/// What colours mean: those of the web.
fn output_intent(out: &mut File, deflater: &mut Deflater) -> Dictionary {
    let profile = deflater.stream(dictionary! { "N" => 3 }, assets::SRGB);
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB"),
        "DestOutputProfile" => out.add_object(profile),
    }
}

/// What the document says of itself, without a clock: it has the date that it is given, if any.
pub(crate) fn information(out: &mut File, pages: &Pages, date: Option<Date>) -> ObjectId {
    let meta = &pages.meta;
    let mut info = Dictionary::new();
    for (key, value) in [
        ("Title", &*meta.title),
        ("Author", &*meta.author),
        ("Subject", &*meta.subject),
        ("Creator", PROGRAM),
        ("Producer", PROGRAM),
    ] {
        if !value.is_empty() {
            info.set(key, text_string(value));
        }
    }
    if let Some(date) = date.map(Date::in_dictionary) {
        info.set("CreationDate", Object::string_literal(date.as_str()));
        info.set("ModDate", Object::string_literal(date));
    }
    out.add_object(info)
}
