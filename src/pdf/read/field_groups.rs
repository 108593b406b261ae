//! The fields of a kit put together: nodes of one name belong to one field, whatever other programs made of it.
//!
//! A widget without a name takes it from a widget with the same tip, or from the only question of its page.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::annotations::middle;
use super::error::ReadError;
use super::field_name::{built_name, is_built_value, is_choice, split_question};
use super::form_tree::{FieldNode, FormWalk, WidgetNode};
use super::merged::{FieldCopy, KitPages};
use super::question_places::QuestionPlaces;
use super::text_encoding;

/// The greatest distance of two circles in a row, in points.
const SAME_ROW: f32 = 3.0;

/// The identity of a field: its kit in a file of several kits, and its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FieldKey {
    /// The index of the kit.
    pub(crate) kit: usize,
    /// The name that the field was built with; in other forms the full name.
    pub(crate) name: String,
}

/// A field and its parts.
pub(super) struct FieldGroup<'n, 'd> {
    pub(super) key: FieldKey,
    pub(super) parts: Vec<FieldPart<'n, 'd>>,
}

/// A node of a field, with its widgets in one kit.
pub(super) struct FieldPart<'n, 'd> {
    pub(super) node: &'n FieldNode<'d>,
    pub(super) widgets: Vec<WidgetNode<'d>>,
    /// True if widgets in other kits have the same value.
    pub(super) is_shared: bool,
}

impl FieldGroup<'_, '_> {
    /// Returns true if another program took the field apart or renamed it.
    pub(super) fn is_reassembled(&self) -> bool {
        self.parts.iter().any(|part| !part.node.is_in_tree || part.node.attributes.name != self.key.name)
    }
}

/// Groups the nodes of a form by their fields, in the order of the kits and of the form.
pub(super) fn group_fields<'n, 'd>(
    walk: &mut FormWalk<'d>,
    nodes: &'n [FieldNode<'d>],
    pages: usize,
) -> Result<(Vec<FieldGroup<'n, 'd>>, KitPages), ReadError> {
    let names = field_names(walk, nodes)?;
    let mut kits = KitPages::find(&names_by_page(nodes, &names, pages), has_questions(nodes));
    if kits.0.len() > 1 {
        kits = kits.joined_if_one_kit(&field_copies(nodes, &names));
    }
    let mut groups: Vec<FieldGroup<'n, 'd>> = Vec::new();
    let mut places: HashMap<FieldKey, usize> = HashMap::new();
    for (node, name) in nodes.iter().zip(names) {
        let Some(name) = name else { continue };
        for (kit, widgets, is_shared) in widgets_by_kit(node, &kits) {
            let key = FieldKey { kit, name: name.clone() };
            let place = *places.entry(key).or_insert_with_key(|key| {
                groups.push(FieldGroup { key: key.clone(), parts: Vec::new() });
                groups.len() - 1
            });
            groups[place].parts.push(FieldPart { node, widgets, is_shared });
        }
    }
    groups.sort_by_key(|group| group.key.kit);
    Ok((groups, kits))
}

/// Returns true if a field belongs to a question, so that the form is that of a kit.
fn has_questions(nodes: &[FieldNode<'_>]) -> bool {
    nodes.iter().any(|node| built_name(&node.attributes.name).and_then(split_question).is_some())
}

/// Returns the names of nodes; none for widgets that nothing can be known of.
fn field_names<'d>(
    walk: &mut FormWalk<'d>,
    nodes: &[FieldNode<'d>],
) -> Result<Vec<Option<String>>, ReadError> {
    let is_kit = has_questions(nodes);
    let own_name = |node: &FieldNode<'_>| {
        let full = node.attributes.name.as_str();
        let name = if is_kit { built_name(full).unwrap_or(full) } else { full };
        (node.is_in_tree || !name.is_empty()).then(|| name.to_owned())
    };
    let mut names: Vec<Option<String>> = nodes.iter().map(own_name).collect();
    if is_kit && names.iter().any(Option::is_none) {
        let ratings = ratings_by_place(walk, nodes, &names)?;
        names = names.into_iter().zip(ratings).map(|(name, rating)| name.or(rating)).collect();
        let by_tip = names_by_tip(walk, nodes, &names);
        names = names.into_iter().zip(by_tip).map(|(name, tip)| name.or(tip)).collect();
    }
    Ok(names)
}

/// Returns names for buttons without one. On a page of one question, a button that chooses among values is its rating;
/// beside other circles of a rating, it is one of them.
fn ratings_by_place<'d>(
    walk: &mut FormWalk<'d>,
    nodes: &[FieldNode<'d>],
    names: &[Option<String>],
) -> Result<Vec<Option<String>>, ReadError> {
    let widgets = |is_wanted: fn(&str) -> bool| {
        let fields = nodes.iter().zip(names).filter_map(|(node, name)| Some((node, name.as_deref()?)));
        let fields = fields.filter(move |(_, name)| is_wanted(name));
        fields.flat_map(|(node, name)| {
            node.widgets.iter().filter_map(move |widget| Some((widget.page?, widget.dict, name)))
        })
    };
    let questions = QuestionPlaces::find(walk.document, widgets(|_| true));
    let ratings = QuestionPlaces::find(walk.document, widgets(is_choice));
    let mut found = Vec::new();
    for (node, name) in nodes.iter().zip(names) {
        let widget = node.widgets.first().filter(|_| name.is_none());
        let question = widget.and_then(|widget| {
            let (page, height) = (widget.page?, middle(walk.document, widget.dict));
            let in_row = || ratings.question_in_row(page, height?, SAME_ROW);
            questions.only_question(page).or_else(in_row)
        });
        found.push(match (widget, question) {
            (Some(widget), Some(question)) => {
                let name = format!("{question}/rating");
                let states = walk.states(widget.dict)?;
                states.iter().any(|state| is_built_value(&name, state)).then_some(name)
            }
            _ => None,
        });
    }
    Ok(found)
}

/// Returns for each node the name of the nodes that have the same tip. A tip of two fields says nothing.
fn names_by_tip<'d>(
    walk: &FormWalk<'d>,
    nodes: &[FieldNode<'d>],
    names: &[Option<String>],
) -> Vec<Option<String>> {
    let tip = |widget: &WidgetNode<'d>| {
        let tip = walk.entry(widget.dict, b"TU").ok()??;
        text_encoding::decode_text(tip).filter(|tip| !tip.is_empty())
    };
    let mut known: HashMap<String, Option<&str>> = HashMap::new();
    for (node, name) in nodes.iter().zip(names) {
        let Some(name) = name else { continue };
        for tip in node.widgets.iter().filter_map(tip) {
            let field = known.entry(tip).or_insert(Some(name));
            *field = field.filter(|field| *field == name);
        }
    }
    let by_tip = |node: &FieldNode<'d>| known.get(&tip(node.widgets.first()?)?).copied().flatten();
    nodes.iter().map(|node| by_tip(node).map(str::to_owned)).collect()
}

/// Returns the names of the fields on each page.
fn names_by_page<'n>(
    nodes: &[FieldNode<'_>],
    names: &'n [Option<String>],
    pages: usize,
) -> Vec<BTreeSet<&'n str>> {
    let mut by_page = vec![BTreeSet::new(); pages];
    for (node, name) in nodes.iter().zip(names) {
        for page in node.widgets.iter().filter_map(|widget| widget.page) {
            if let (Some(names), Some(name)) = (by_page.get_mut(page), name) {
                names.insert(name.as_str());
            }
        }
    }
    by_page
}

/// Returns the fields with their pages and values.
fn field_copies<'n>(nodes: &[FieldNode<'_>], names: &'n [Option<String>]) -> Vec<FieldCopy<'n>> {
    let fields = nodes.iter().zip(names).filter_map(|(node, name)| Some((node, name.as_deref()?)));
    let copies = fields.map(|(node, name)| {
        let shown = node.widgets.iter().filter_map(|widget| widget.dict.get(b"AS").ok());
        let chosen = shown.filter_map(text_encoding::state).filter(|state| state != "Off");
        let value = node.attributes.value.and_then(text_encoding::decode_text).unwrap_or_default();
        let chosen: BTreeSet<String> = chosen.collect();
        FieldCopy {
            name,
            pages: node.widgets.iter().filter_map(|widget| widget.page).collect(),
            values: std::iter::once(value).chain(chosen).collect(),
        }
    });
    copies.collect()
}

/// Returns the widgets of a node in each kit; true if there are several kits. A widget on no page belongs to the first
/// of them.
fn widgets_by_kit<'d>(node: &FieldNode<'d>, kits: &KitPages) -> Vec<(usize, Vec<WidgetNode<'d>>, bool)> {
    let mut by_kit: BTreeMap<usize, Vec<WidgetNode<'d>>> = BTreeMap::new();
    let first = node.widgets.iter().find_map(|widget| widget.page).map_or(0, |page| kits.kit_of(page));
    for widget in &node.widgets {
        let kit = widget.page.map_or(first, |page| kits.kit_of(page));
        by_kit.entry(kit).or_default().push(*widget);
    }
    let is_shared = by_kit.len() > 1;
    by_kit.into_iter().map(|(kit, widgets)| (kit, widgets, is_shared)).collect()
}
