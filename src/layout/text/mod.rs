//! From styled text to lines of placed glyphs.
//!
//! Shaping is cached by word, as browsers do: a word is what stands between two opportunities to
//! break a line. Kerning and ligatures inside a word are the font's; across a break opportunity
//! there are none to lose but the kerning of a space.

mod fill;
mod fonts;
mod lines;
mod segment;
mod shape;

pub(crate) use fonts::ignorable;
pub use fonts::{FaceId, FontError, FontSet};
pub use lines::{Line, Run};
pub(crate) use segment::may_be_rtl;
pub use shape::{Glyph, MissingGlyph, Shaped, Typesetter};
