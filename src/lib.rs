//! From a TOML bank of interview questions to a PDF interview kit.
//!
//! The data goes one way, once through:
//!
//! ```text
//! questions.toml ─load→ Bank ─select(Blueprint)→ Kit ─compose→ Story ─layout→ Pages ─pdf::write→ bytes ─commands→ file
//! a filled kit ─pdf::read→ Filled (inspect) · ─pdf::revise→ bytes (flatten, redact) · its Lock ─rebuild→ Kit ─…→ the same file
//! ```
//!
//! Where each thing lives; imports go down the floors, or sideways inside one module:
//!
//! | floor | module | what it holds |
//! |---|---|---|
//! | 5 | [`commands`] (with `main.rs`) | arguments in, files and exit status out; alone prints, reads the clock and the environment |
//! | 4 | [`batch`] | a manifest becomes the documents of every kit; a folder of them gets an index |
//! | 3 | [`compose`] | a kit becomes a story: one file for each part of a kit, one for each face |
//! | 3 | [`pdf`] | laid-out pages become the bytes of a PDF file; filled ones are read back, made final, redacted; first pages are pictured |
//! | 2 | [`kit`] | blueprint, draw, selection: which questions, in which order, at which minute; the lock of a kit |
//! | 2 | [`layout`] | a story becomes pages: shaping, line breaking, page breaking |
//! | 1 | [`bank`] | the question bank: its format, loading, validation |
//! | 1 | [`document`] | the story: what is to be set, not where |
//! | 0 | [`diag`], [`geom`], [`assets`] | findings with their places; lengths and paper; the embedded bank, fonts, words |
//!
//! The domain (bank, kit) and the typography (document, layout) never see each other; they meet
//! in [`compose`]. `tests/architecture.rs` holds the floors to this.

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
