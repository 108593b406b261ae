//! A filled kit read back: its fields and their values.
//!
//! `guard` looks at the bytes, `load` opens them within limits, `lock` opens encrypted ones. `fields` walks
//! the form and returns each `field`. `kinds` and `value` understand the values that other programs write.
//! `origin` says how the kit was built.

mod error;
mod field;
mod fields;
mod guard;
mod kinds;
pub mod limits;
mod load;
mod lock;
mod origin;
mod page_attribute;
pub(super) mod value;

use lopdf::{Dictionary, Document, Object};

pub use error::ReadError;
pub use field::{Field, Kind, Value};
pub(crate) use load::{Kept, run_sandboxed};
pub use origin::{Attached, State};
pub(crate) use page_attribute::{page_attribute, raw_page_attribute};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The document's title; empty if it has none.
    pub title: String,
    /// How many pages there are.
    pub pages: usize,
    /// Whether the kit was built by this program, whoever saved it since.
    pub is_ours: bool,
    /// The program that built it, as the file says; empty if it does not.
    pub creator: String,
    /// The program that saved it, as the file says; empty if it does not.
    pub producer: String,
    /// The fields in the order of the form. A file without a form has none.
    pub fields: Vec<Field>,
    /// Whether it is encrypted.
    pub is_protected: bool,
    /// Whether it is as it was built.
    pub state: State,
    /// The files that it carries.
    pub attached: Vec<Attached>,
    /// How many fields were filled in before they became content of the pages.
    pub recorded: usize,
    /// How many remarks people have put on its pages: notes, marked passages, drawings.
    pub remarks: usize,
}

/// What a file says of itself if it is a filled kit whose fields became content: how many were filled in.
pub(super) const RECORD: &str = "InterviewKitRecord";

impl Filled {
    /// How many fields are filled in.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.fields.iter().filter(|field| field.is_filled()).count()
    }

    /// How many fields hold an answer or may hold one, or did so before they became content: what must
    /// not get lost.
    #[must_use]
    pub fn answers(&self) -> usize {
        let is_answer = |field: &&Field| field.is_filled() && !field.is_prefilled || field.is_in_doubt;
        self.recorded + self.fields.iter().filter(is_answer).count()
    }
}

/// Reads a file, which may come from anybody and be anything.
pub fn read(bytes: &[u8]) -> Result<Filled, ReadError> {
    read_with(bytes, None)
}

/// Reads a file that may have a password.
pub fn read_with(bytes: &[u8], password: Option<&str>) -> Result<Filled, ReadError> {
    let (bytes, password) = (bytes.to_vec(), password.map(str::to_owned));
    run_sandboxed(move || Ok(open(bytes, password.as_deref(), Kept::Form)?.filled))
}

/// A file that was opened, and what is filled in.
pub(crate) struct Opened {
    pub(crate) document: Document,
    pub(crate) filled: Filled,
    /// Whether the file was encrypted. The document is not.
    pub(crate) was_protected: bool,
}

/// Opens a file. To be called inside of [`run_sandboxed`]: other people's bytes decide what it costs.
pub(crate) fn open(bytes: Vec<u8>, password: Option<&str>, kept: Kept) -> Result<Opened, ReadError> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(ReadError::TooLarge);
    }
    let start = &bytes[..bytes.len().min(1024)];
    if !start.windows(5).any(|part| part == b"%PDF-") {
        return Err(ReadError::NotPdf);
    }
    if is_cut_short(&bytes) {
        return Err(ReadError::Damaged);
    }
    let load::Opened { document, was_protected } = load::document(&bytes, password, kept)?;
    let (has_mark, is_as_built) = (super::is_ours(&bytes), super::is_as_written(&bytes));
    drop(bytes);
    let mut filled = filled(&document, has_mark, is_as_built)?;
    filled.is_protected = was_protected;
    Ok(Opened { document, filled, was_protected })
}

/// Whether objects follow the last end: what was saved last did not arrive whole.
fn is_cut_short(bytes: &[u8]) -> bool {
    let last = |word: &[u8]| bytes.windows(word.len()).rposition(|part| part == word);
    match (last(b"%%EOF"), last(b" obj")) {
        (Some(end), Some(object)) => object > end,
        (end, _) => end.is_none(),
    }
}

fn filled(document: &Document, has_mark: bool, is_as_built: bool) -> Result<Filled, ReadError> {
    let catalog = document.catalog().map_err(|_| ReadError::Damaged)?;
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let said = |key: &[u8]| said(document, info, key);
    let (creator, producer) = (said(b"Creator"), said(b"Producer"));
    let fields = fields::of(document, catalog)?;
    let names_us = |program: &str| program.starts_with("interview-kit ");
    Ok(Filled {
        title: said(b"Title"),
        pages: document.page_iter().count(),
        is_ours: has_mark || names_us(&creator) || names_us(&producer),
        is_protected: false,
        state: match (is_as_built, said(RECORD.as_bytes()).is_empty()) {
            (true, _) => State::AsBuilt,
            (false, false) => State::Record,
            (false, true) => origin::state(document, catalog, &fields),
        },
        attached: origin::attached(document, catalog)?,
        fields,
        recorded: said(RECORD.as_bytes()).parse().unwrap_or(0),
        remarks: document.objects.values().filter(|object| is_remark(object)).count(),
        creator,
        producer,
    })
}

/// Whether an object is an annotation that a person has made: ISO 32000-1, table 169, those for markup.
fn is_remark(object: &Object) -> bool {
    const REMARKS: [&[u8]; 15] = [
        b"Text",
        b"FreeText",
        b"Line",
        b"Square",
        b"Circle",
        b"Polygon",
        b"PolyLine",
        b"Highlight",
        b"Underline",
        b"Squiggly",
        b"StrikeOut",
        b"Stamp",
        b"Caret",
        b"ColorRole",
        b"FileAttachment",
    ];
    let Ok(dict) = object.as_dict() else { return false };
    let kind = dict.get(b"Subtype").and_then(Object::as_name);
    dict.has(b"Rect") && kind.is_ok_and(|kind| REMARKS.contains(&kind))
}

/// What a document says of itself; nothing if it is too long to be so.
fn said(document: &Document, info: Option<&Dictionary>, key: &[u8]) -> String {
    let text = info.and_then(|info| info.get_deref(key, document).ok()).and_then(value::text);
    let text = text.filter(|text| text.len() <= 4_000).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
