//! Builds PDF interview kits from a TOML bank of questions.
//!
//! The data goes one way, once through:
//!
//! ```text
//! questions.toml ─load→ Bank ─select(Blueprint)→ Kit ─compose→ Story ─layout→ Pages ─pdf::write→ bytes ─commands→ file
//! a filled kit ─pdf::read→ answers (inspect) · ─pdf::revise→ bytes (flatten, redact) · its Lock ─rebuild→ Kit ─…→ the same file
//! ```
//!
//! The rooms, from the top floor down. A room imports only rooms on lower floors, or its own files:
//!
//! | floor | room | what it holds |
//! |---|---|---|
//! | 7 | [`commands`] | arguments, files and terminal of every command; alone prints and reads the environment |
//! | 6 | [`compare`] | the changes between two locks or kits, and whether scores still compare |
//! | 6 | [`report`] | the result of a batch as a table, JSON, CSV, Markdown, `JUnit` or a GitHub summary |
//! | 6 | [`index`] | the HTML page and checksums of a folder of kits |
//! | 5 | [`batch`] | a manifest becomes the documents of every kit, frozen by `kits.lock` |
//! | 4 | [`compose`] | a kit becomes a story: one file for each part of a kit, one for each face |
//! | 4 | [`fs`] | reading with limits; writing beside the target and renaming, one writer at a time; keeps filled-in kits from being overwritten; Ctrl-C |
//! | 4 | [`preview`] | a picture of the first page of a kit |
//! | 3 | [`kit`] | blueprint, draw and selection; the lock of a kit |
//! | 3 | [`pdf`] | `write` makes PDF files, `read` reads filled ones, `revise` flattens and redacts them |
//! | 2 | [`bank`] | the question bank: its format, loading and validation |
//! | 2 | [`layout`] | a story becomes pages: shaping, line breaks, page breaks |
//! | 1 | [`input`] | any TOML file becomes values and findings, every mistake in one run |
//! | 1 | [`document`] | the story: what to set on the pages, in order |
//! | 0 | [`diag`] | findings with their places, and how they are shown |
//! | 0 | [`wording`] | escapes, plurals, tables of text |
//! | 0 | [`geom`] | lengths and paper |
//! | 0 | [`assets`] | the built-in bank and fonts |
//!
//! A lock is frozen questions: a `kit::KitLock` travels in each kit file, a `batch::BatchLock` is `kits.lock`. While a
//! run writes `kits.lock`, an `fs::write_guard` makes other runs wait.
//!
//! A candidate's kit holds no rubric: `compose::candidate` sets its pages, and `batch::document` leaves out the bank.
//!
//! The domain (bank, kit) and the typography (document, layout, pdf) never see each other; they meet in
//! [`compose`]. `tests/architecture` holds the rooms to this table.

pub mod assets;
pub mod bank;
pub mod batch;
pub mod commands;
pub mod compare;
pub mod compose;
pub mod diag;
pub mod document;
pub mod fs;
pub mod geom;
pub mod index;
pub mod input;
pub mod kit;
pub mod layout;
pub mod pdf;
pub mod preview;
pub mod report;
pub mod wording;
