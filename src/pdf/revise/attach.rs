//! Attaches a file to a document.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use crate::pdf::compress::Deflater;
use crate::pdf::read::{ReadError, limits, text_encoding};

/// Attaches a JSON file under a name, in place of one that has this name.
pub(super) fn attach_json(
    document: &mut Document,
    (name, description): (&str, &str),
    bytes: &[u8],
    deflater: &mut Deflater,
) -> Result<(), ReadError> {
    let dict = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => "application/json",
        "Params" => dictionary! { "Size" => bytes.len() as i64 },
    };
    let file = document.add_object(deflater.stream(dict, bytes));
    let mut specification = dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(name),
        "UF" => Object::string_literal(name),
        "Desc" => text_string(description),
        "EF" => dictionary! { "F" => file, "UF" => file },
    };
    // PDF/A asks for the relationship; older versions do not know it.
    let has_relationships = document
        .objects
        .values()
        .any(|object| object.as_dict().is_ok_and(|dict| dict.has(b"AFRelationship")));
    if has_relationships {
        specification.set("AFRelationship", "Data");
    }
    let specification = document.add_object(specification);
    let mut pairs = read_files(document)?;
    pairs.retain(|(known, _)| known != name);
    pairs.push((name.to_owned(), specification.into()));
    pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
    let list: Vec<Object> = pairs.into_iter().flat_map(|(name, file)| [text_string(&name), file]).collect();
    let catalog = document.catalog().map_err(|_| ReadError::Damaged)?;
    let names = catalog.get_deref(b"Names", document).and_then(Object::as_dict).cloned();
    let mut names = names.unwrap_or_default();
    names.set("EmbeddedFiles", dictionary! { "Names" => list });
    let associated = catalog.get_deref(b"AF", document).and_then(Object::as_array).cloned();
    let catalog = document.catalog_mut().map_err(|_| ReadError::Damaged)?;
    catalog.set("Names", names);
    if has_relationships {
        let mut associated = associated.unwrap_or_default();
        associated.push(specification.into());
        catalog.set("AF", associated);
    }
    Ok(())
}

/// Returns the attached files with their names.
fn read_files(document: &Document) -> Result<Vec<(String, Object)>, ReadError> {
    let mut found = Vec::new();
    let root = document.catalog().and_then(|catalog| {
        let names: &Dictionary = catalog.get_deref(b"Names", document)?.as_dict()?;
        names.get(b"EmbeddedFiles")
    });
    let Ok(root) = root else { return Ok(found) };
    let mut waiting = vec![(root, 0)];
    let mut seen: HashSet<ObjectId> = HashSet::new();
    // Visits each node once, within the depth limit.
    while let Some((node, depth)) = waiting.pop() {
        if depth > limits::MAX_DEPTH {
            return Err(ReadError::TooDeep);
        }
        let Ok((id, node)) = document.dereference(node) else { continue };
        let Ok(node) = node.as_dict() else { continue };
        if id.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let list = |key: &[u8]| node.get_deref(key, document).and_then(Object::as_array).ok();
        for pair in list(b"Names").into_iter().flat_map(|names| names.chunks_exact(2)) {
            found.extend(text_encoding::decode_text(&pair[0]).map(|name| (name, pair[1].clone())));
        }
        waiting.extend(list(b"Kids").into_iter().flatten().map(|kid| (kid, depth + 1)));
    }
    Ok(found)
}
