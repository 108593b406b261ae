//! The fields of a file and their values.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use lopdf::{Document, ObjectId};

use super::annotations::{PageAnnotation, page_annotations};
use super::error::ReadError;
use super::field_groups::{FieldGroup, FieldKey, group_fields};
use super::form_tree::{FieldNode, FormWalk, WidgetNode};
use super::question_places::QuestionPlaces;
use super::{Field, Kind, Value, field_kinds};
use crate::pdf::seal::FieldKind;

/// The form of a file.
pub(super) struct FilledForm {
    /// The fields, in the order of the kits and of the form.
    pub(super) fields: Vec<Field>,
    /// The full names of the fields in the file, with their kinds, as the seal of a kit has them.
    pub(super) sealed: Vec<(String, FieldKind)>,
    /// The pages of each kit in the file.
    pub(super) kit_pages: Vec<Range<usize>>,
    /// The questions on the pages.
    pub(super) questions: QuestionPlaces,
    /// The number of widgets that belong to no field.
    pub(super) unnamed: usize,
    /// True if the file has no form, only widgets.
    pub(super) is_lost: bool,
}

/// Reads the fields of a document.
pub(super) fn read_form<'d>(
    document: &'d Document,
    annotations: &[PageAnnotation<'d>],
    pages: usize,
) -> Result<FilledForm, ReadError> {
    let mut walk = FormWalk::new(document);
    let nodes = walk.nodes(annotations)?;
    let mut sealed = Vec::new();
    for node in nodes.iter().filter(|node| node.is_in_tree) {
        if let Some(kind) = sealed_kind(&mut walk, node)? {
            sealed.push((node.attributes.name.clone(), kind));
        }
    }
    let (groups, kits) = group_fields(&mut walk, &nodes, pages)?;
    let mut fields = Vec::new();
    for group in &groups {
        fields.extend(read_field(&mut walk, group)?);
    }
    let places = groups.iter().flat_map(|group| {
        widgets(group).filter_map(|widget| Some((widget.page?, widget.dict, group.key.name.as_str())))
    });
    let questions = QuestionPlaces::find(document, places);
    let named: usize = groups.iter().map(|group| widgets(group).count()).sum();
    let unnamed = nodes.iter().map(|node| node.widgets.len()).sum::<usize>() - named;
    let is_lost = nodes.iter().all(|node| !node.is_in_tree);
    Ok(FilledForm { fields, sealed, kit_pages: kits.0, questions, unnamed, is_lost })
}

/// Returns the widgets of a field.
fn widgets<'g, 'd>(group: &'g FieldGroup<'_, 'd>) -> impl Iterator<Item = &'g WidgetNode<'d>> {
    group.parts.iter().flat_map(|part| &part.widgets)
}

/// Reads the value of a field; none for push buttons.
fn read_field<'d>(walk: &mut FormWalk<'d>, group: &FieldGroup<'_, 'd>) -> Result<Option<Field>, ReadError> {
    let values = match field_kinds::field_type(group) {
        field_kinds::FieldType::PushButton => return Ok(None),
        field_kinds::FieldType::Button => walk.read_button(group)?,
        field_kinds::FieldType::Text => walk.read_text(group)?,
        field_kinds::FieldType::Signature => {
            let is_signed = group.parts.iter().any(|part| part.node.attributes.value.is_some());
            field_kinds::Reading::new(Kind::Signature, if is_signed { Value::Set } else { Value::Empty })
        }
    };
    let is_shared = values.value != Value::Empty && group.parts.iter().any(|part| part.is_shared);
    let is_lost = values.kind == Kind::Text && group.parts.iter().all(|part| part.node.is_bare);
    Ok(Some(Field {
        name: group.key.name.clone(),
        kit: group.key.kit,
        page: widgets(group).filter_map(|widget| widget.page).min().map(|page| page + 1),
        kind: values.kind,
        value: values.value,
        is_in_doubt: !values.others.is_empty() || is_shared || is_lost,
        other_values: values.others,
        is_prefilled: values.is_prefilled,
        is_reassembled: group.is_reassembled(),
    }))
}

/// Returns the kind of a field in the seal; none for push buttons, and for signatures, which no kit is built with.
fn sealed_kind<'d>(walk: &mut FormWalk<'d>, node: &FieldNode<'d>) -> Result<Option<FieldKind>, ReadError> {
    let mut states = BTreeSet::new();
    for widget in &node.widgets {
        states.extend(walk.states(widget.dict)?);
    }
    Ok(match field_kinds::node_type(node) {
        field_kinds::FieldType::Text if node.attributes.kind == Some(b"Ch") => Some(FieldKind::Choice),
        field_kinds::FieldType::Text => Some(FieldKind::Text),
        field_kinds::FieldType::Button if field_kinds::is_check(node.attributes.flags, states.len()) => {
            Some(FieldKind::Check)
        }
        field_kinds::FieldType::Button => Some(FieldKind::Choice),
        field_kinds::FieldType::PushButton | field_kinds::FieldType::Signature => None,
    })
}

/// The objects of all fields: fields, their widgets, and for widgets outside the form the fields above them.
pub(crate) type FieldObjects = HashMap<ObjectId, FieldKey>;

/// Returns the field of each object of a form. Programs that save kits may rename fields or detach widgets; the keys
/// are those that [`Field`] has.
pub(crate) fn field_objects(document: &Document) -> Result<FieldObjects, ReadError> {
    let annotations = page_annotations(document)?;
    let mut walk = FormWalk::new(document);
    let nodes = walk.nodes(&annotations)?;
    let (groups, _) = group_fields(&mut walk, &nodes, document.page_iter().count())?;
    let mut objects = FieldObjects::new();
    for group in &groups {
        for part in &group.parts {
            let widgets = part.widgets.iter().filter_map(|widget| widget.id);
            for id in widgets.chain(part.node.ids.iter().copied()) {
                objects.entry(id).or_insert_with(|| group.key.clone());
            }
        }
    }
    Ok(objects)
}
