//! From styled text to lines of placed glyphs.
//!
//! Shaping is cached by word, as browsers do: a word is the text between two opportunities to break a line.
//! Kerning and ligatures inside a word are the font's. Across a break opportunity only the kerning of a space
//! is lost.
//!
//! | file | content |
//! |---|---|
//! | `lines` | breaks a text into lines, and places its runs |
//! | `fill` | fills lines with segments, first fit |
//! | `cut` | cuts a paragraph into segments |
//! | `typesetter` | shapes words, and caches them |
//! | `shape` | turns the output of the shaper into a word |
//! | `cache` | the caches of words and paragraphs |
//! | `segment`, `word` | the types of a segment and a shaped word |
//! | `fonts`, `font_face` | the set of faces, and one face of it |
//! | `error` | unusable fonts and missing glyphs |
//! | `units` | font units as PDF states them |

mod cache;
mod cut;
mod error;
mod fill;
mod font_face;
mod fonts;
mod lines;
mod segment;
mod shape;
mod typesetter;
mod units;
mod word;

pub(crate) use cut::may_be_rtl;
pub use error::{FontError, MissingGlyph};
pub use font_face::FontFaceId;
pub(crate) use fonts::is_ignorable;
pub use fonts::{FontFile, FontSet};
pub use lines::{GlyphRun, Line};
pub use typesetter::Typesetter;
pub use word::{Glyph, ShapedWord};
