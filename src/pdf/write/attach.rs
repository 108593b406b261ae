//! Files that a file carries.

use lopdf::{Dictionary, Object, dictionary, text_string};

use super::file::File;
use super::settings::{Attachment, Relationship};
use crate::pdf::compress::Deflater;
use crate::pdf::date::Date;

/// Adds attachments, and to the catalog where they are found: by name, and as what belongs to the document.
pub(crate) fn add(
    (attachments, date): (&[Attachment], Option<Date>),
    catalog: &mut Dictionary,
    out: &mut File,
    deflater: &mut Deflater,
) {
    if attachments.is_empty() {
        return;
    }
    let mut sorted: Vec<&Attachment> = attachments.iter().collect();
    // A tree of names is sorted.
    sorted.sort_by_key(|attachment| attachment.name);
    let (mut names, mut all) = (Vec::new(), Vec::new());
    for attachment in sorted {
        let id = out.new_object_id();
        let file = specification((attachment, date), out, deflater);
        out.insert(id, file);
        names.extend([Object::string_literal(attachment.name), id.into()]);
        all.push(Object::Reference(id));
    }
    let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } };
    catalog.set("Names", names);
    catalog.set("AF", all);
}

fn specification(
    (attachment, date): (&Attachment, Option<Date>),
    out: &mut File,
    deflater: &mut Deflater,
) -> Dictionary {
    let mut about = dictionary! { "Size" => attachment.bytes.len() as i64 };
    if let Some(date) = date.map(Date::in_dictionary) {
        about.set("ModDate", Object::string_literal(date));
    }

    let dict = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => attachment.media_type,
        "Params" => about,
    };
    let stream = out.add_object(deflater.stream(dict, &attachment.bytes));
    let relationship = match attachment.relationship {
        Relationship::Source => "Source",
        Relationship::Data => "Data",
    };
    dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(attachment.name),
        "UF" => Object::string_literal(attachment.name),
        "AFRelationship" => relationship,
        "Desc" => text_string(&attachment.description),
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    }
}
