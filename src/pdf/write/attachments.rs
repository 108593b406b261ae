//! Attached files.

use lopdf::{Dictionary, Object, dictionary, text_string};

use super::file::FileWriter;
use super::options::{Attachment, Relationship, WriteOptions};
use crate::pdf::compress::Deflater;
use crate::pdf::date::Date;

/// Adds the attachments, and refers to them in the catalog by name. Only PDF/A-3 also knows them as associated files;
/// PDF 1.7 does not.
pub(super) fn add_attachments(
    options: &WriteOptions,
    catalog: &mut Dictionary,
    out: &mut FileWriter,
    deflater: &mut Deflater,
) {
    if options.attachments.is_empty() {
        return;
    }
    let mut sorted: Vec<&Attachment> = options.attachments.iter().collect();
    // The standard wants the keys of a name tree sorted.
    sorted.sort_by_key(|attachment| attachment.name);
    let (mut names, mut associated) = (Vec::new(), Vec::new());
    for attachment in sorted {
        let id = out.new_object_id();
        let specification = file_specification(attachment, options, out, deflater);
        out.insert(id, specification);
        names.extend([Object::string_literal(attachment.name), id.into()]);
        associated.push(Object::Reference(id));
    }
    let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } };
    catalog.set("Names", names);
    if options.archival {
        catalog.set("AF", associated);
    }
}

/// Adds the stream of an attachment and returns its file specification.
fn file_specification(
    attachment: &Attachment,
    options: &WriteOptions,
    out: &mut FileWriter,
    deflater: &mut Deflater,
) -> Dictionary {
    let mut parameters = dictionary! { "Size" => attachment.bytes.len() as i64 };
    if let Some(date) = options.date.map(Date::to_pdf_string) {
        parameters.set("ModDate", Object::string_literal(date));
    }
    let dict = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => attachment.media_type,
        "Params" => parameters,
    };
    let stream = out.add_object(deflater.stream(dict, &attachment.bytes));
    let mut specification = dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(attachment.name),
        "UF" => Object::string_literal(attachment.name),
        "Desc" => text_string(&attachment.description),
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    };
    if options.archival {
        let relationship = match attachment.relationship {
            Relationship::Source => "Source",
            Relationship::Data => "Data",
        };
        specification.set("AFRelationship", relationship);
    }
    specification
}
