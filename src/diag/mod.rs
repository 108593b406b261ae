//! Findings: errors, warnings and notes about the input, with their places and advice.
//!
//! Findings travel as values; [`render`] formats all of them.
//!
//! | file | what it holds |
//! |---|---|
//! | `diagnostic` | a finding |
//! | `codes` | the registry of finding codes |
//! | `log` | many findings, of which a run shows a hundred |
//! | `manual` | the manual of finding codes |
//! | `render` | findings as text with source lines, short lines, JSON and workflow annotations |
//! | `source` | source files and places in them |
//! | `suggest` | the name most similar to a misspelled one |

pub mod codes;
mod diagnostic;
mod log;
pub mod manual;
pub mod render;
mod source;
pub mod suggest;

pub use diagnostic::{Diagnostic, Label, Severity};
pub use log::{FindingLog, MAX_SHOWN_FINDINGS, shorten_findings};
pub use source::{FileId, LineSpan, Origin, SourceFile, Sources, Text};
