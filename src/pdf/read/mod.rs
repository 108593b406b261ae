//! A filled kit read back: its fields and their values, and what was added to its pages.
//!
//! | file | content |
//! |---|---|
//! | `precheck` | rejects files that the PDF library cannot parse safely |
//! | `load`, `count`, `limits` | loads the objects of a file within limits |
//! | `complete` | finds damage in a loaded file |
//! | `recover`, `scan`, `lexer` | rebuilds the cross-reference table of a damaged file |
//! | `decryption_key` | the key of an encrypted file |
//! | `annotations` | the annotations on the pages |
//! | `form_tree` | the fields as the file has them, and widgets that the form does not lead to |
//! | `field_name` | the names of a kit's fields, also as other programs change them |
//! | `field_groups`, `merged` | the nodes of each field; the kits in a file of several |
//! | `fields` | the fields and their values |
//! | `field`, `field_kinds` | a field, and its value by its kind |
//! | `text_encoding` | texts and names as any program encodes them |
//! | `question_places` | the questions on the pages |
//! | `remarks` | notes, texts and drawings on the pages |
//! | `origin` | how the kit was built |
//! | `page_attribute` | attributes that pages inherit |
//! | `error` | the errors of reading |

pub(crate) mod annotations;
mod complete;
mod count;
mod decryption_key;
mod error;
mod field;
mod field_groups;
mod field_kinds;
mod field_name;
mod fields;
mod form_tree;
mod lexer;
pub mod limits;
mod load;
mod merged;
mod origin;
mod page_attribute;
mod precheck;
mod question_places;
mod recorded;
mod recover;
pub(crate) mod remarks;
mod scan;
pub(super) mod text_encoding;

use std::ops::Range;

use lopdf::{Dictionary, Document, Object};
use memchr::memmem;

pub(crate) use count::Kept;
pub use error::ReadError;
pub use field::{Field, Kind, Value};
pub(crate) use field_groups::FieldKey;
pub use field_name::split_question;
pub(crate) use fields::field_objects;
pub(crate) use load::run_sandboxed;
pub use origin::{Attached, State};
pub(crate) use page_attribute::{page_attribute, raw_page_attribute};
pub(crate) use recorded::{RECORD_OF, RECORDED_ANSWERS, write_answers, write_state};
pub use remarks::Remark;

/// The parts of a kit that a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileShape {
    /// Pages, with or without a form.
    Document,
    /// Pages with boxes, but not the form that names them.
    LostForm,
    /// A cover for the files attached to it.
    Portfolio,
}

/// The content of a filled kit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Filled {
    /// The title; empty if there is none.
    pub title: String,
    /// The number of pages.
    pub pages: usize,
    /// True if this program built the kit, whichever program saved it since.
    pub is_ours: bool,
    /// The program that built the file, from its metadata; may be empty.
    pub creator: String,
    /// The program that saved the file, from its metadata; may be empty.
    pub producer: String,
    /// The fields in the order of the form.
    pub fields: Vec<Field>,
    /// True if the file is encrypted.
    pub is_protected: bool,
    /// True if the file is damaged, and its objects were found without its cross-reference table, or if it was made of
    /// such a file. Answers may be missing.
    pub is_recovered: bool,
    /// The state compared with the kit as built.
    pub state: State,
    /// The attached files.
    pub attached: Vec<Attached>,
    /// The number of filled fields of a record, before they became page content.
    pub recorded: usize,
    /// The state of the kit that a record was made of; none for a file that is no record.
    pub record_of: Option<State>,
    /// The remarks on the pages: notes, highlights, drawings.
    pub remarks: Vec<Remark>,
    /// The pages of each kit in the file, from 0; several if kits were merged into one file.
    pub kit_pages: Vec<Range<usize>>,
    /// The parts of a kit that the file has.
    pub shape: FileShape,
    /// The number of boxes on the pages that no field can be found for.
    pub unnamed_boxes: usize,
}

/// The metadata key of a file that was made of a damaged kit.
pub(super) const RECOVERED: &str = "InterviewKitRecovered";

/// The metadata key of a record; its value is the number of filled fields.
pub(super) const RECORD: &str = "InterviewKitRecord";

impl Filled {
    /// Returns the number of filled fields.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.fields.iter().filter(|field| field.is_filled()).count()
    }

    /// Returns true if several kits were merged into the file.
    #[must_use]
    pub fn is_merged(&self) -> bool {
        self.kit_pages.len() > 1
    }

    /// Returns the number of fields that hold or may hold an answer, those of a record included. None of
    /// them may be lost.
    #[must_use]
    pub fn answers(&self) -> usize {
        let is_answer = |field: &&Field| field.is_filled() && !field.is_prefilled || field.is_in_doubt;
        let in_fields = self.fields.iter().filter(is_answer).count();
        // The fields of a record are those that it has recorded.
        if self.state == State::Record { self.recorded.max(in_fields) } else { self.recorded + in_fields }
    }
}

/// Returns true if a file has the name of an encryption dictionary. Few others have it.
#[must_use]
pub fn may_be_encrypted(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"/Encrypt").is_some()
}

/// Reads a file from anybody.
pub fn read(bytes: &[u8]) -> Result<Filled, ReadError> {
    read_with(bytes, None)
}

/// Reads a file that may need a password.
pub fn read_with(bytes: &[u8], password: Option<&str>) -> Result<Filled, ReadError> {
    let (bytes, password) = (bytes.to_vec(), password.map(str::to_owned));
    run_sandboxed(move || Ok(open(&bytes, password.as_deref(), Kept::Form)?.filled))
}

/// An opened file and its content.
pub(crate) struct OpenedFile {
    pub(crate) document: Document,
    pub(crate) filled: Filled,
    /// True if the file was encrypted; the document is decrypted.
    pub(crate) was_protected: bool,
}

/// Opens a file. Call it inside [`run_sandboxed`]: the file decides what it costs.
pub(crate) fn open(bytes: &[u8], password: Option<&str>, kept: Kept) -> Result<OpenedFile, ReadError> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(ReadError::TooLarge);
    }
    let start = &bytes[..bytes.len().min(1024)];
    if !start.windows(5).any(|part| part == b"%PDF-") {
        return Err(form_data_error(start));
    }
    let (has_mark, is_as_built) = (super::is_ours(bytes), super::is_as_written(bytes));
    let finish = |load::LoadedDocument { document, was_protected }, is_recovered| {
        let mut filled = read_content(&document, has_mark, is_as_built)?;
        filled.is_protected = was_protected;
        filled.is_recovered |= is_recovered;
        Ok(OpenedFile { document, filled, was_protected })
    };
    let first = if is_cut_short(bytes) || scan::has_second_file(bytes) {
        Err(ReadError::Damaged)
    } else {
        load::load_document(bytes, password, kept).and_then(|opened| {
            let is_complete = complete::is_complete(&opened.document);
            Ok((finish(opened, !is_complete)?, is_complete))
        })
    };
    match first {
        Ok((opened, true)) => return Ok(opened),
        Ok(_) | Err(ReadError::Damaged) => {}
        Err(error) => return Err(error),
    }
    let recovered = load::recover_document(bytes, password, kept).and_then(|opened| finish(opened, true));
    // A damaged file that opens is better than none.
    recovered.or_else(|error| first.map(|(opened, _)| opened).map_err(|_| error))
}

/// Returns the error of a file that is no PDF file: answers without their pages in FDF, in its XML form XFDF, or another
/// file.
fn form_data_error(start: &[u8]) -> ReadError {
    let has = |mark: &[u8]| start.windows(mark.len()).any(|part| part == mark);
    match (has(b"%FDF-"), has(b"<xfdf")) {
        (true, _) => ReadError::Fdf,
        (_, true) => ReadError::Xfdf,
        _ => ReadError::NotPdf,
    }
}

/// Returns true if objects follow the last end marker: the last revision is incomplete.
fn is_cut_short(bytes: &[u8]) -> bool {
    let last = |word: &[u8]| bytes.windows(word.len()).rposition(|part| part == word);
    match (last(b"%%EOF"), last(b" obj")) {
        (Some(end), Some(object)) => object > end,
        (end, _) => end.is_none(),
    }
}

fn read_content(document: &Document, has_mark: bool, is_as_built: bool) -> Result<Filled, ReadError> {
    let catalog = document.catalog().map_err(|_| ReadError::Damaged)?;
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let entry = |key: &[u8]| information(document, info, key);
    let (creator, producer) = (entry(b"Creator"), entry(b"Producer"));
    let annotations = annotations::page_annotations(document)?;
    let pages = document.page_iter().count();
    let form = fields::read_form(document, &annotations, pages)?;
    let names_us = |program: &str| program.starts_with("interview-kit ");
    let attached = origin::attached(document, catalog)?;
    let is_record = !is_as_built && !entry(RECORD.as_bytes()).is_empty();
    let recorded = recorded::read_answers(&attached).filter(|_| is_record && form.fields.is_empty());
    Ok(Filled {
        title: entry(b"Title"),
        pages,
        is_ours: has_mark || names_us(&creator) || names_us(&producer),
        is_protected: false,
        is_recovered: !entry(RECOVERED.as_bytes()).is_empty(),
        state: match (is_as_built, entry(RECORD.as_bytes()).is_empty()) {
            (true, _) => State::AsBuilt,
            (false, false) => State::Record,
            (false, true) => origin::state(document, catalog, &form.sealed),
        },
        attached,
        remarks: remarks::read_remarks(document, &annotations, &form.questions)?,
        shape: match form.is_lost {
            _ if catalog.has(b"Collection") => FileShape::Portfolio,
            true if !form.fields.is_empty() => FileShape::LostForm,
            _ => FileShape::Document,
        },
        fields: recorded.unwrap_or(form.fields),
        kit_pages: form.kit_pages,
        unnamed_boxes: form.unnamed,
        recorded: entry(RECORD.as_bytes()).parse().unwrap_or(0),
        record_of: recorded::read_state(&entry(RECORD_OF.as_bytes())).filter(|_| is_record),
        creator,
        producer,
    })
}

/// Returns an entry of the document information; empty if it is too long.
fn information(document: &Document, info: Option<&Dictionary>, key: &[u8]) -> String {
    let text = info.and_then(|info| info.get_deref(key, document).ok()).and_then(text_encoding::decode_text);
    let text = text.filter(|text| text.len() <= 4_000).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
