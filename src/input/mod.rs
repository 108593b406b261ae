//! Reads TOML files written by people, and reports every mistake in one run.
//!
//! A kind of file (bank, manifest) is a `Format` and a table of fields; this room depends on neither.
//!
//! | step | file | what it does |
//! |---|---|---|
//! | decode | `decode` on `foreign` | bytes to text: size, UTF-8, byte-order mark |
//! | parse | `syntax` on `sections`, `syntax_error`, `syntax_help`, `statements`, `foreign` | text to TOML tables, entry by entry, past every syntax error |
//! | read | `fields` on `text_rules`, `hints` | keys to values, each by itself |
//!
//! `format` describes a kind of file with its codes, `sink` collects the findings of a file, `json_schema`
//! describes the same rules to editors, and `limits` holds the limits of any file.

pub(crate) mod decode;
pub(crate) mod fields;
pub(crate) mod foreign;
pub(crate) mod format;
pub(crate) mod hints;
pub(crate) mod json_schema;
pub mod limits;
pub(crate) mod sections;
pub(crate) mod sink;
pub(crate) mod statements;
pub(crate) mod syntax;
pub(crate) mod syntax_error;
pub(crate) mod syntax_help;
pub(crate) mod text_rules;

pub use decode::InputFile;
