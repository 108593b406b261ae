//! The fields of a form, with what they inherit and the places they are shown at.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::error::ReadError;
use super::{Field, Kind, Value, limits, value};

/// Flag of buttons that hold nothing, by its bit position in ISO 32000-1, table 226.
const PUSH: i64 = 1 << 16;

/// The fields of a document; none if it has no form.
pub(super) fn of(document: &Document, catalog: &Dictionary) -> Result<Vec<Field>, ReadError> {
    let mut walk = Walk {
        document,
        seen: HashSet::new(),
        fields: Vec::new(),
        by_name: HashMap::new(),
        steps: 0,
        text: 0,
    };
    let Some(form) = walk.found(catalog, b"AcroForm")? else { return Ok(Vec::new()) };
    let form = form.as_dict().map_err(|_| ReadError::Damaged)?;
    if let Some(fields) = walk.found(form, b"Fields")? {
        for field in fields.as_array().map_err(|_| ReadError::Damaged)? {
            walk.node(field, &Above::default(), 0)?;
        }
    }
    Ok(walk.fields)
}

/// What a field has from those above it.
#[derive(Clone, Default)]
pub(super) struct Above<'d> {
    pub(super) name: String,
    pub(super) kind: Option<&'d [u8]>,
    pub(super) flags: i64,
    pub(super) value: Option<&'d Object>,
    /// What the field is reset to.
    pub(super) default: Option<&'d Object>,
    pub(super) options: Option<&'d Object>,
}

pub(super) struct Walk<'d> {
    pub(super) document: &'d Document,
    /// What was walked: a form may name a field twice, or a field itself.
    seen: HashSet<ObjectId>,
    fields: Vec<Field>,
    by_name: HashMap<String, usize>,
    steps: usize,
    text: usize,
}

impl<'d> Walk<'d> {
    /// An entry of a dictionary. One that leads nowhere is what a damaged file has: it is not taken
    /// for an empty field.
    pub(super) fn found(&self, dict: &'d Dictionary, key: &[u8]) -> Result<Option<&'d Object>, ReadError> {
        let Ok(object) = dict.get(key) else { return Ok(None) };
        let (_, object) = self.document.dereference(object).map_err(|_| ReadError::Damaged)?;
        Ok((!matches!(object, Object::Null)).then_some(object))
    }

    /// Walks a field, or a place of one, with all that is under it.
    fn node(&mut self, object: &'d Object, above: &Above<'d>, depth: usize) -> Result<(), ReadError> {
        let Some(dict) = self.enter(object, depth)? else { return Ok(()) };
        let own = self.inherit(dict, above)?;
        let kids = self.kids(dict)?;
        let mut places = Vec::new();
        let mut is_field = kids.is_empty();
        for kid in kids {
            if self.has_name(kid)? {
                self.node(kid, &own, depth + 1)?;
            } else {
                is_field = true;
                self.places(kid, depth + 1, &mut places)?;
            }
        }
        if is_field {
            if places.is_empty() {
                places.push(dict);
            }
            self.field(own, &places)?;
        }
        Ok(())
    }

    /// The places of a field: what stands under it without a name.
    fn places(
        &mut self,
        object: &'d Object,
        depth: usize,
        places: &mut Vec<&'d Dictionary>,
    ) -> Result<(), ReadError> {
        let Some(dict) = self.enter(object, depth)? else { return Ok(()) };
        let kids = self.kids(dict)?;
        if kids.is_empty() {
            places.push(dict);
        }
        kids.iter().try_for_each(|kid| self.places(kid, depth + 1, places))
    }

    /// The dictionary of a node that was not walked yet.
    fn enter(&mut self, object: &'d Object, depth: usize) -> Result<Option<&'d Dictionary>, ReadError> {
        self.step()?;
        if depth > limits::DEPTH {
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
        if self.steps > limits::STEPS { Err(ReadError::TooManyFields) } else { Ok(()) }
    }

    fn kids(&self, dict: &'d Dictionary) -> Result<&'d [Object], ReadError> {
        match self.found(dict, b"Kids")? {
            Some(kids) => kids.as_array().map(Vec::as_slice).map_err(|_| ReadError::Damaged),
            None => Ok(&[]),
        }
    }

    fn has_name(&mut self, kid: &'d Object) -> Result<bool, ReadError> {
        self.step()?;
        let (_, kid) = self.document.dereference(kid).map_err(|_| ReadError::Damaged)?;
        Ok(kid.as_dict().is_ok_and(|kid| kid.has(b"T")))
    }

    fn inherit(&mut self, dict: &'d Dictionary, above: &Above<'d>) -> Result<Above<'d>, ReadError> {
        let mut own = above.clone();
        if let Some(name) = self.found(dict, b"T")?.and_then(value::text) {
            if !own.name.is_empty() {
                own.name.push('.');
            }
            own.name.push_str(&name);
        }
        self.charge(&own.name)?;
        if let Some(kind) = self.found(dict, b"FT")? {
            own.kind = kind.as_name().ok();
        }
        if let Some(flags) = self.found(dict, b"Ff")? {
            own.flags = flags.as_i64().unwrap_or(0);
        }
        own.value = self.found(dict, b"V")?.or(own.value);
        own.default = self.found(dict, b"DV")?.or(own.default);
        own.options = self.found(dict, b"Opt")?.or(own.options);
        Ok(own)
    }

    /// Counts a text before it is kept.
    pub(super) fn charge(&mut self, text: &str) -> Result<(), ReadError> {
        self.text += text.len();
        let is_much = text.len() > limits::TEXT_BYTES || self.text > limits::ALL_TEXT;
        if is_much { Err(ReadError::TooMuchText) } else { Ok(()) }
    }

    fn field(&mut self, own: Above<'d>, places: &[&'d Dictionary]) -> Result<(), ReadError> {
        let has_state = || places.iter().any(|place| place.has(b"AS"));
        let field = match own.kind {
            Some(b"Btn") if own.flags & PUSH != 0 => return Ok(()),
            Some(b"Btn") => self.button(own, places)?,
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
            None if has_state() => self.button(own, places)?,
            _ => self.typed(own, places)?,
        };
        // Fields of one name are one; a program that parts them fills in one of them.
        if let Some(known) = self.by_name.get(&field.name).map(|n| &mut self.fields[*n]) {
            // Of two values the one that was not built in is the answer.
            let is_better = field.is_filled() && (!known.is_filled() || known.is_prefilled);
            if is_better {
                *known = field;
            } else if !field.is_prefilled {
                known.is_in_doubt |= field.is_in_doubt || (field.is_filled() && field.value != known.value);
            }
            return Ok(());
        }
        if self.fields.len() == limits::FIELDS {
            return Err(ReadError::TooManyFields);
        }
        self.by_name.insert(field.name.clone(), self.fields.len());
        self.fields.push(field);
        Ok(())
    }
}
