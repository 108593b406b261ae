//! The fields of a form, with inherited attributes and their widgets.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::error::ReadError;
use super::{Field, Kind, Value, limits, text_encoding};

/// The flag of push buttons: ISO 32000-1, table 226.
const PUSH_BUTTON_FLAG: i64 = 1 << 16;

/// Returns the fields of a document; none if it has no form.
pub(super) fn read_fields(document: &Document, catalog: &Dictionary) -> Result<Vec<Field>, ReadError> {
    let mut walk = FormWalk {
        document,
        seen: HashSet::new(),
        fields: Vec::new(),
        by_name: HashMap::new(),
        steps: 0,
        text: 0,
    };
    let Some(form) = walk.entry(catalog, b"AcroForm")? else { return Ok(Vec::new()) };
    let form = form.as_dict().map_err(|_| ReadError::Damaged)?;
    if let Some(fields) = walk.entry(form, b"Fields")? {
        for field in fields.as_array().map_err(|_| ReadError::Damaged)? {
            walk.visit(field, &Inherited::default(), 0)?;
        }
    }
    Ok(walk.fields)
}

/// The attributes that a field inherits from its ancestors.
#[derive(Clone, Default)]
pub(super) struct Inherited<'d> {
    pub(super) name: String,
    pub(super) kind: Option<&'d [u8]>,
    pub(super) flags: i64,
    pub(super) value: Option<&'d Object>,
    /// The default value.
    pub(super) default: Option<&'d Object>,
    pub(super) options: Option<&'d Object>,
}

pub(super) struct FormWalk<'d> {
    pub(super) document: &'d Document,
    /// The visited nodes: a form may list a node twice, or inside itself.
    seen: HashSet<ObjectId>,
    fields: Vec<Field>,
    by_name: HashMap<String, usize>,
    steps: usize,
    text: usize,
}

impl<'d> FormWalk<'d> {
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
        inherited: &Inherited<'d>,
        depth: usize,
    ) -> Result<(), ReadError> {
        let Some(dict) = self.enter(object, depth)? else { return Ok(()) };
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
                widgets.push(dict);
            }
            self.add_field(own, &widgets)?;
        }
        Ok(())
    }

    /// Collects the widgets of a field: its descendants without a name.
    fn widgets(
        &mut self,
        object: &'d Object,
        depth: usize,
        widgets: &mut Vec<&'d Dictionary>,
    ) -> Result<(), ReadError> {
        let Some(dict) = self.enter(object, depth)? else { return Ok(()) };
        let kids = self.kids(dict)?;
        if kids.is_empty() {
            widgets.push(dict);
        }
        kids.iter().try_for_each(|kid| self.widgets(kid, depth + 1, widgets))
    }

    /// Returns the dictionary of a node that was not visited.
    fn enter(&mut self, object: &'d Object, depth: usize) -> Result<Option<&'d Dictionary>, ReadError> {
        self.step()?;
        if depth > limits::MAX_DEPTH {
            return Err(ReadError::TooDeep);
        }
        let (id, object) = self.document.dereference(object).map_err(|_| ReadError::Damaged)?;
        if id.is_some_and(|id| !self.seen.insert(id)) || matches!(object, Object::Null) {
            return Ok(None);
        }
        object.as_dict().map(Some).map_err(|_| ReadError::Damaged)
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
        inherited: &Inherited<'d>,
    ) -> Result<Inherited<'d>, ReadError> {
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

    fn add_field(&mut self, own: Inherited<'d>, widgets: &[&'d Dictionary]) -> Result<(), ReadError> {
        let has_state = || widgets.iter().any(|widget| widget.has(b"AS"));
        let field = match own.kind {
            Some(b"Btn") if own.flags & PUSH_BUTTON_FLAG != 0 => return Ok(()),
            Some(b"Btn") => self.read_button(own, widgets)?,
            Some(b"Sig") => {
                let value = if own.value.is_some() { Value::Set } else { Value::Empty };
                Field {
                    name: own.name,
                    kind: Kind::Signature,
                    value,
                    is_in_doubt: false,
                    is_prefilled: false,
                }
            }
            None if has_state() => self.read_button(own, widgets)?,
            _ => self.read_text(own, widgets)?,
        };
        // Fields of one name are one field; a program that splits them fills in one of the parts.
        if let Some(known) = self.by_name.get(&field.name).map(|n| &mut self.fields[*n]) {
            // Of two values, the one that is not the default is the answer.
            let is_better = field.is_filled() && (!known.is_filled() || known.is_prefilled);
            if is_better {
                *known = field;
            } else if !field.is_prefilled {
                known.is_in_doubt |= field.is_in_doubt || (field.is_filled() && field.value != known.value);
            }
            return Ok(());
        }
        if self.fields.len() == limits::MAX_FIELDS {
            return Err(ReadError::TooManyFields);
        }
        self.by_name.insert(field.name.clone(), self.fields.len());
        self.fields.push(field);
        Ok(())
    }
}
