//! Findings: what is wrong in the input, where, and what would mend it.
//!
//! Findings travel as values; [`render`] words them in one place.

pub mod codes;
mod diagnostic;
pub mod manual;
pub mod render;
mod source;
pub mod suggest;

pub use diagnostic::{Diagnostic, Label, Severity};
pub use source::{FileId, LineSpan, Origin, SourceFile, Sources, Text};
