//! The question bank: its format, loading and validation.
//!
//! [`load`] turns files into a [`Bank`] and reports every mistake of every file in one run:
//!
//! | step | file | what it does |
//! |---|---|---|
//! | decode, parse | the room `input` | bytes to TOML tables, past every syntax error |
//! | read | `file.rs`, `groups.rs`, `question.rs` on `question_values.rs`, `read_anchors.rs` and `values.rs` | tables to a draft, each key by itself |
//! | merge | `layers.rs` | added files are laid over those below |
//! | check | `check.rs` on `references.rs`, `advice.rs`, `filing_advice.rs`, `markup_check.rs` | ids, references, the scale, over all files; what kits do not set |
//!
//! [`is_bank`] recognizes a bank before it is read; [`markup`] reads the emphasis in prompts and bullets; [`excerpt`] writes the part of a bank that a kit needs, [`Export`] a file to edit;
//! [`schema`] is the format for editors; [`search`] ranks questions by the words they hold.

mod advice;
mod anchors;
mod cache;
mod check;
mod draft;
mod excerpt;
mod export;
mod field_value;
mod file;
mod filing_advice;
mod groups;
mod html_tags;
mod json;
mod layers;
mod levels_and_types;
pub mod limits;
mod load;
pub mod markup;
mod markup_check;
mod markup_construct;
mod model;
mod natural_names;
mod question;
mod question_fields;
mod question_values;
mod read_anchors;
mod recognize;
mod references;
mod schema;
pub mod search;
mod source_map;
mod title;
mod unsupported;
mod values;

pub use cache::QuestionCache;
pub use excerpt::{cache_excerpts, excerpt};
pub use export::Export;
pub use field_value::FieldValue;
pub use json::question_json;
pub use load::{BUILT_IN_NAME, BankFiles, Loaded, built_in_file, load, load_carried, load_layers};
pub use markup::{Emphasis, Inline, inline, paragraphs, plain};
pub use model::{
    Anchors, Bank, Category, Competency, Credit, Level, ListenFor, Question, QuestionType, RatingScale, Role,
    Seniority, Snippet, Status,
};
pub use question_fields::{QUESTION_FIELDS, QuestionField, QuestionPart, ScoreEffect};
pub use recognize::is_bank;
pub use schema::schema;
pub(crate) use values::read_short_text;
