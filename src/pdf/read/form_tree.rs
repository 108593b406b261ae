//! The fields of a form as the file has them: the tree of fields, and widgets that no tree leads to.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::annotations::PageAnnotation;
use super::error::ReadError;
use super::{limits, text_encoding};

/// A field with its widgets, before its value is read.
pub(super) struct FieldNode<'d> {
    /// The attributes of the field, those of its ancestors included.
    pub(super) attributes: Attributes<'d>,
    /// The object of the field, and for a widget outside the tree its ancestors.
    pub(super) ids: Vec<ObjectId>,
    pub(super) widgets: Vec<WidgetNode<'d>>,
    /// True if the field is in the tree of the form.
    pub(super) is_in_tree: bool,
    /// True if the widget has no entries of a field, because its parent is lost.
    pub(super) is_bare: bool,
}

/// A widget of a field.
#[derive(Clone, Copy)]
pub(super) struct WidgetNode<'d> {
    pub(super) id: Option<ObjectId>,
    pub(super) dict: &'d Dictionary,
    /// The index of its page; none if no page has it.
    pub(super) page: Option<usize>,
}

/// The attributes of a field, which it may inherit from its ancestors.
#[derive(Clone, Default)]
pub(super) struct Attributes<'d> {
    /// The full name; parts are joined by full stops.
    pub(super) name: String,
    pub(super) kind: Option<&'d [u8]>,
    pub(super) flags: i64,
    pub(super) value: Option<&'d Object>,
    /// The default value.
    pub(super) default: Option<&'d Object>,
    pub(super) options: Option<&'d Object>,
}

/// A walk over a form, within limits.
pub(super) struct FormWalk<'d> {
    pub(super) document: &'d Document,
    /// The visited nodes: a form may list a node twice, or inside itself.
    seen: HashSet<ObjectId>,
    /// The pages of annotations.
    pages: HashMap<ObjectId, usize>,
    nodes: Vec<FieldNode<'d>>,
    steps: usize,
    text: usize,
}

impl<'d> FormWalk<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self { document, seen: HashSet::new(), pages: HashMap::new(), nodes: Vec::new(), steps: 0, text: 0 }
    }

    /// Returns the fields of the form, then the widgets on the pages that the form does not lead to.
    pub(super) fn nodes(
        &mut self,
        annotations: &[PageAnnotation<'d>],
    ) -> Result<Vec<FieldNode<'d>>, ReadError> {
        let document = self.document;
        self.pages = annotations.iter().filter_map(|on_page| Some((on_page.id?, on_page.page))).collect();
        let catalog = document.catalog().map_err(|_| ReadError::Damaged)?;
        if let Some(form) = self.entry(catalog, b"AcroForm")? {
            let form = form.as_dict().map_err(|_| ReadError::Damaged)?;
            if let Some(fields) = self.entry(form, b"Fields")? {
                for field in fields.as_array().map_err(|_| ReadError::Damaged)? {
                    self.visit(field, &Attributes::default(), 0)?;
                }
            }
        }
        for annotation in annotations {
            let is_new = annotation.id.is_none_or(|id| !self.seen.contains(&id));
            if is_new && annotation.subtype(document) == b"Widget" {
                self.visit_stray(annotation)?;
            }
        }
        Ok(std::mem::take(&mut self.nodes))
    }

    /// Returns an entry of a dictionary. A dangling reference is damage, not an empty field.
    pub(super) fn entry(&self, dict: &'d Dictionary, key: &[u8]) -> Result<Option<&'d Object>, ReadError> {
        let Ok(object) = dict.get(key) else { return Ok(None) };
        let (_, object) = self.document.dereference(object).map_err(|_| ReadError::Damaged)?;
        Ok((!matches!(object, Object::Null)).then_some(object))
    }

    /// Walks a field or widget with all its descendants.
    fn visit(
        &mut self,
        object: &'d Object,
        inherited: &Attributes<'d>,
        depth: usize,
    ) -> Result<(), ReadError> {
        let Some((id, dict)) = self.enter(object, depth)? else { return Ok(()) };
        let own = self.inherit(dict, inherited)?;
        let kids = self.kids(dict)?;
        let mut widgets = Vec::new();
        let mut is_field = kids.is_empty();
        for kid in kids {
            if self.has_name(kid)? {
                self.visit(kid, &own, depth + 1)?;
            } else {
                is_field = true;
                self.widgets(kid, depth + 1, &mut widgets)?;
            }
        }
        if is_field {
            if widgets.is_empty() {
                widgets.push(self.widget(id, dict));
            }
            let ids = id.into_iter().collect();
            self.add(FieldNode { attributes: own, ids, widgets, is_in_tree: true, is_bare: false })?;
        }
        Ok(())
    }

    /// Adds a widget that the form does not lead to, with the fields above it. A parent that is not there is no
    /// damage: the widget lost it.
    fn visit_stray(&mut self, annotation: &PageAnnotation<'d>) -> Result<(), ReadError> {
        let mut chain = vec![(annotation.id, annotation.dict)];
        while let Some((_, last)) = chain.last()
            && chain.len() <= limits::MAX_DEPTH
            && let Ok((id, Object::Dictionary(parent))) =
                last.get(b"Parent").and_then(|parent| self.document.dereference(parent))
        {
            self.step()?;
            chain.push((id, parent));
        }
        let mut attributes = Attributes::default();
        for (_, dict) in chain.iter().rev() {
            attributes = self.inherit(dict, &attributes)?;
        }
        let is_bare = attributes.kind.is_none() && attributes.name.is_empty();
        let page = Some(annotation.page);
        let widgets = vec![WidgetNode { id: annotation.id, dict: annotation.dict, page }];
        let ids = chain.iter().skip(1).filter_map(|(id, _)| *id).collect();
        self.add(FieldNode { attributes, ids, widgets, is_in_tree: false, is_bare })
    }

    fn add(&mut self, node: FieldNode<'d>) -> Result<(), ReadError> {
        if self.nodes.len() == limits::MAX_FIELDS {
            return Err(ReadError::TooManyFields);
        }
        self.nodes.push(node);
        Ok(())
    }

    fn widget(&self, id: Option<ObjectId>, dict: &'d Dictionary) -> WidgetNode<'d> {
        WidgetNode { id, dict, page: id.and_then(|id| self.pages.get(&id).copied()) }
    }

    /// Collects the widgets of a field: its descendants without a name.
    fn widgets(
        &mut self,
        object: &'d Object,
        depth: usize,
        widgets: &mut Vec<WidgetNode<'d>>,
    ) -> Result<(), ReadError> {
        let Some((id, dict)) = self.enter(object, depth)? else { return Ok(()) };
        let kids = self.kids(dict)?;
        if kids.is_empty() {
            widgets.push(self.widget(id, dict));
        }
        kids.iter().try_for_each(|kid| self.widgets(kid, depth + 1, widgets))
    }

    /// Returns the object and dictionary of a node that was not visited.
    fn enter(
        &mut self,
        object: &'d Object,
        depth: usize,
    ) -> Result<Option<(Option<ObjectId>, &'d Dictionary)>, ReadError> {
        self.step()?;
        if depth > limits::MAX_DEPTH {
            return Err(ReadError::TooDeep);
        }
        let (id, object) = self.document.dereference(object).map_err(|_| ReadError::Damaged)?;
        if id.is_some_and(|id| !self.seen.insert(id)) || matches!(object, Object::Null) {
            return Ok(None);
        }
        object.as_dict().map(|dict| Some((id, dict))).map_err(|_| ReadError::Damaged)
    }

    pub(super) fn step(&mut self) -> Result<(), ReadError> {
        self.steps += 1;
        if self.steps > limits::MAX_STEPS { Err(ReadError::TooManyFields) } else { Ok(()) }
    }

    fn kids(&self, dict: &'d Dictionary) -> Result<&'d [Object], ReadError> {
        match self.entry(dict, b"Kids")? {
            Some(kids) => kids.as_array().map(Vec::as_slice).map_err(|_| ReadError::Damaged),
            None => Ok(&[]),
        }
    }

    fn has_name(&mut self, kid: &'d Object) -> Result<bool, ReadError> {
        self.step()?;
        let (_, kid) = self.document.dereference(kid).map_err(|_| ReadError::Damaged)?;
        Ok(kid.as_dict().is_ok_and(|kid| kid.has(b"T")))
    }

    fn inherit(
        &mut self,
        dict: &'d Dictionary,
        inherited: &Attributes<'d>,
    ) -> Result<Attributes<'d>, ReadError> {
        let mut own = inherited.clone();
        if let Some(name) = self.entry(dict, b"T")?.and_then(text_encoding::decode_text) {
            if !own.name.is_empty() {
                own.name.push('.');
            }
            own.name.push_str(&name);
        }
        self.charge(&own.name)?;
        if let Some(kind) = self.entry(dict, b"FT")? {
            own.kind = kind.as_name().ok();
        }
        if let Some(flags) = self.entry(dict, b"Ff")? {
            own.flags = flags.as_i64().unwrap_or(0);
        }
        own.value = self.entry(dict, b"V")?.or(own.value);
        own.default = self.entry(dict, b"DV")?.or(own.default);
        own.options = self.entry(dict, b"Opt")?.or(own.options);
        Ok(own)
    }

    /// Counts a text against the limits before it is kept.
    pub(super) fn charge(&mut self, text: &str) -> Result<(), ReadError> {
        self.text += text.len();
        let is_much = text.len() > limits::TEXT_BYTES || self.text > limits::ALL_TEXT_BYTES;
        if is_much { Err(ReadError::TooMuchText) } else { Ok(()) }
    }
}
