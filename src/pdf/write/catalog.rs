//! The catalog and the information dictionary: the objects that describe a file as a whole.

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

use super::file::FileWriter;
use super::metadata::{Metadata, metadata_stream};
use super::options::WriteOptions;
use super::{attachments, outline};
use crate::assets;
use crate::layout::Pages;
use crate::pdf::compress::Deflater;
use crate::pdf::date::Date;

/// The name and version of the program, as files name their producer.
pub const PROGRAM: &str = concat!("interview-kit ", env!("CARGO_PKG_VERSION"));

/// The objects that the catalog refers to.
pub(super) struct CatalogParts<'p> {
    /// The root of the page tree.
    pub(super) page_tree: ObjectId,
    /// The pages.
    pub(super) page_ids: &'p [ObjectId],
    /// The root of the structure tree.
    pub(super) structure: ObjectId,
    /// The dictionary of the form, if there are fields.
    pub(super) form: Option<Dictionary>,
    /// The seals of the pages and the fields, by property name.
    pub(super) seals: [(&'static str, String); 2],
}

/// Adds the catalog and returns its id.
pub(super) fn add_catalog(
    pages: &Pages,
    parts: CatalogParts<'_>,
    options: &WriteOptions,
    out: &mut FileWriter,
    deflater: &mut Deflater,
) -> ObjectId {
    let identity: Vec<_> = options.identity.iter().cloned().chain(parts.seals).collect();
    let metadata = metadata_stream(&Metadata {
        meta: &pages.meta,
        date: options.date,
        program: PROGRAM,
        identity: &identity,
        archival: options.archival,
    });
    // Kits that are read from the right have no `/Direction /R2L`: it concerns only pages side by side, and
    // PDFium (in Chrome) then reverses the words of every line of code.
    let mut dict = dictionary! {
        "Type" => "Catalog",
        "Pages" => parts.page_tree,
        "Lang" => text_string(&pages.meta.language),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => parts.structure,
        "Metadata" => out.add_object(metadata),
    };
    if let Some(root) = outline::add_outline(out, &pages.destinations, parts.page_ids, pages.size.1) {
        dict.set("Outlines", root);
        dict.set("PageMode", "UseOutlines");
    }
    if let Some(form) = parts.form {
        dict.set("AcroForm", out.add_object(form));
    }
    attachments::add_attachments(options, &mut dict, out, deflater);
    if options.protection.is_some() {
        // The encryption is that of the next version of the standard.
        let adobe = dictionary! { "BaseVersion" => "1.7", "ExtensionLevel" => 8 };
        dict.set("Extensions", dictionary! { "ADBE" => adobe });
    }
    if options.archival {
        dict.set("OutputIntents", vec![Object::from(output_intent(out, deflater))]);
    }
    out.add_object(dict)
}

/// Returns the output intent, which declares the colours as sRGB.
fn output_intent(out: &mut FileWriter, deflater: &mut Deflater) -> Dictionary {
    let profile = deflater.stream(dictionary! { "N" => 3 }, assets::SRGB);
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB"),
        "DestOutputProfile" => out.add_object(profile),
    }
}

/// Adds the information dictionary. Its date is the given one, never that of a clock.
pub(super) fn add_information(out: &mut FileWriter, pages: &Pages, date: Option<Date>) -> ObjectId {
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
    if let Some(date) = date.map(Date::to_pdf_string) {
        info.set("CreationDate", Object::string_literal(date.as_str()));
        info.set("ModDate", Object::string_literal(date));
    }
    out.add_object(info)
}
