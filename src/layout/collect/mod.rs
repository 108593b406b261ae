//! First pass: turns flowables into pieces of known height.
//!
//! | file | content |
//! |---|---|
//! | `collector` | walks the story, handles groups and tags |
//! | `paragraph` | paragraphs with markers, lines of a contents list |
//! | `row` | rows of cells |
//! | `fields` | notes, and fields with a label |
//! | `code` | code |
//! | `line` | lines of text as items |
//! | `piece` | the type of a piece |

mod code;
mod collector;
mod fields;
mod line;
mod paragraph;
mod piece;
mod row;

pub(super) use collector::Collector;
pub(super) use line::push_line;
pub(super) use piece::{GroupHead, Piece, height};
