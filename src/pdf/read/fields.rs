//! The fields of a form, with what they inherit and the places they are shown at.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::error::ReadError;
use super::{Field, Kind, Value, limits, value};

/// Flags of fields, by their bit positions in ISO 32000-1, table 226.
const RADIO: i64 = 1 << 15;
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
struct Above<'d> {
    name: String,
    kind: Option<&'d [u8]>,
    flags: i64,
    value: Option<&'d Object>,
    options: Option<&'d Object>,
}

struct Walk<'d> {
    document: &'d Document,
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
    fn found(&self, dict: &'d Dictionary, key: &[u8]) -> Result<Option<&'d Object>, ReadError> {
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

    fn step(&mut self) -> Result<(), ReadError> {
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
        own.options = self.found(dict, b"Opt")?.or(own.options);
        Ok(own)
    }

    /// Counts a text before it is kept.
    fn charge(&mut self, text: &str) -> Result<(), ReadError> {
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
                Field { name: own.name, kind: Kind::Signature, value, is_in_doubt: false }
            }
            None if has_state() => self.button(own, places)?,
            _ => self.typed(own, places)?,
        };
        // Fields of one name are one; a program that parts them fills in one of them.
        if let Some(known) = self.by_name.get(&field.name).map(|n| &mut self.fields[*n]) {
            if known.is_filled() || !field.is_filled() {
                known.is_in_doubt |= field.is_in_doubt || (field.is_filled() && field.value != known.value);
            } else {
                *known = field;
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

    /// A field for text, or a list to choose from.
    fn typed(&mut self, own: Above<'d>, places: &[&'d Dictionary]) -> Result<Field, ReadError> {
        let mut said = Vec::new();
        if let Some(object) = own.value {
            said.push(object);
        }
        for place in places {
            said.extend(self.found(place, b"V")?);
        }
        let mut value = Value::Empty;
        for object in said {
            let text = match object {
                Object::Array(parts) => {
                    let parts = parts.iter().map(|part| self.document.dereference(part));
                    let texts = parts.filter_map(|part| value::text(part.ok()?.1));
                    Some(texts.collect::<Vec<_>>().join(", "))
                }
                // A text that is said to be there and cannot be read is not an empty one.
                Object::Stream(_) => Some(value::text(object).ok_or(ReadError::Damaged)?),
                other => value::text(other),
            };
            if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                self.charge(&text)?;
                value = Value::Text(text);
                break;
            }
        }
        let kind = match own.kind {
            Some(b"Ch") => Kind::Choice(self.options(own.options)?),
            _ => Kind::Text,
        };
        Ok(Field { name: own.name, kind, value, is_in_doubt: false })
    }

    /// The texts of a list of options: what is exported, or what is shown where nothing else is said.
    fn options(&mut self, options: Option<&'d Object>) -> Result<Vec<String>, ReadError> {
        let mut texts = Vec::new();
        for option in options.and_then(|options| options.as_array().ok()).into_iter().flatten() {
            self.step()?;
            let option = self.document.dereference(option).map_err(|_| ReadError::Damaged)?.1;
            let option = match option {
                Object::Array(pair) => pair.first().unwrap_or(&Object::Null),
                other => other,
            };
            let text = value::text(option).unwrap_or_default();
            self.charge(&text)?;
            texts.push(text);
        }
        Ok(texts)
    }

    /// A box to tick, or circles of which one is filled.
    fn button(&mut self, own: Above<'d>, places: &[&'d Dictionary]) -> Result<Field, ReadError> {
        let options = self.options(own.options)?;
        let meant = |state: String| match state.parse::<usize>().ok().and_then(|n| options.get(n)) {
            Some(option) => option.clone(),
            None => state,
        };
        let is_on = |state: &String| !state.is_empty() && state != "Off";
        let (mut states, mut shown) = (Vec::new(), Vec::new());
        let mut is_shown = false;
        for place in places {
            for state in self.states(place)? {
                let state = meant(state);
                if !states.contains(&state) {
                    states.push(state);
                }
            }
            if let Some(state) = self.found(place, b"AS")?.and_then(value::state) {
                is_shown = true;
                self.charge(&state)?;
                shown.extend(Some(state).filter(is_on).map(meant));
            }
        }
        let said = own.value.and_then(value::state).filter(is_on).map(meant);
        // What people saw is the state of the places; the value decides between two of them.
        let is_among = said.as_ref().is_some_and(|said| shown.contains(said));
        let value = match (&said, shown.first()) {
            (Some(said), _) if is_among || !is_shown => Some(said.clone()),
            (_, shown) => shown.cloned(),
        };
        let is_in_doubt = said.is_some() && said != value || shown.iter().any(|s| Some(s) != value.as_ref());
        if own.flags & RADIO == 0 && states.len() <= 1 {
            let value = if value.is_some() { Value::Set } else { Value::Empty };
            return Ok(Field { name: own.name, kind: Kind::Check, value, is_in_doubt });
        }
        let value = value.map_or(Value::Empty, Value::Text);
        Ok(Field { name: own.name, kind: Kind::Choice(states), value, is_in_doubt })
    }

    /// The states a place can show.
    fn states(&mut self, place: &'d Dictionary) -> Result<Vec<String>, ReadError> {
        let Some(looks) = self.found(place, b"AP")?.and_then(|looks| looks.as_dict().ok()) else {
            return Ok(Vec::new());
        };
        let mut states = Vec::new();
        for key in [b"N", b"D"] {
            let Some(looks) = self.found(looks, key)?.and_then(|looks| looks.as_dict().ok()) else {
                continue;
            };
            for (state, _) in looks {
                self.step()?;
                let state = value::name_text(state);
                if state != "Off" && !state.is_empty() {
                    self.charge(&state)?;
                    states.push(state);
                }
            }
        }
        Ok(states)
    }
}
