//! Layout: from a story to pages.
//!
//! Three passes: *collect* measures flowables into pieces, *paginate* fills pages with them, *furnish* adds what
//! needs the page count.
//!
//! | file | content |
//! |---|---|
//! | [`text`] | breaks text into lines of placed glyphs |
//! | `collect` | first pass: flowables become pieces |
//! | `paginate`, `notes` | second pass: pieces fill pages, notes take the rest |
//! | `furnish` | third pass: heads, feet and page numbers |
//! | `glyph_coverage` | the characters of a story that no face has, found without laying it out |
//! | `missing_glyph` | the findings about characters that no font has |
//! | `page` | the types of laid-out pages and their items |
//! | `structure` | the structure tree, by which the story is read aloud |

mod collect;
mod furnish;
mod glyph_coverage;
mod missing_glyph;
mod notes;
mod page;
mod paginate;
mod structure;
pub mod text;

pub use glyph_coverage::find_missing_glyphs;
pub(crate) use glyph_coverage::find_missing_in;
pub(crate) use missing_glyph::report_missing_glyphs;
pub use page::{Page, PageItem, Pages, PlacedDestination, PrefilledText, Shape};
pub use structure::{NodeId, Structure, StructureNode};
pub use text::{FontSet, MissingGlyph, Typesetter};

use crate::document::Story;
use crate::geom::Paper;

/// The margins of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// At the side where reading starts.
    pub left: f32,
    /// At the other side.
    pub right: f32,
    /// From the top to the text.
    pub top: f32,
    /// From the text to the bottom.
    pub bottom: f32,
}

impl Default for Margins {
    fn default() -> Self {
        Self { left: 56.0, right: 52.0, top: 62.0, bottom: 56.0 }
    }
}

/// The unit of all vertical measures, note lines included.
const GRID: f32 = 4.0;
/// The distance of the head's baseline from the text below it.
const HEAD_GAP: f32 = 24.0;

/// Lays a story out. Fails with every character that no face has.
pub fn lay_out(
    story: &Story,
    paper: Paper,
    margins: Margins,
    typesetter: &mut Typesetter<'_>,
) -> Result<Pages, Vec<MissingGlyph>> {
    let size = paper.size();
    let width = size.0 - margins.left - margins.right;
    let height = ((size.1 - margins.top - margins.bottom) / GRID) as u32 as f32 * GRID;
    typesetter.separates_languages = story.meta.interface_language.is_some();
    typesetter.is_mirrored = story.meta.direction.is_rtl();
    let left = if typesetter.is_mirrored { margins.right } else { margins.left };
    let mut collector = collect::Collector::new(typesetter, height);
    let pieces = collector.collect(&story.flow, width);
    let (groups, structure) = (collector.groups, collector.structure.finish());
    let region = paginate::Region { x: left, top: margins.top, height };
    let (mut pages, destinations) = paginate::paginate(pieces, &groups, region);
    let position = furnish::FurniturePosition {
        x: left,
        width,
        head: margins.top - HEAD_GAP,
        foot: size.1 - margins.bottom / 2.0 + 4.0,
    };
    furnish::furnish(typesetter, &mut pages, &destinations, &story.furniture, position);
    if typesetter.missing.is_empty() {
        Ok(Pages { meta: story.meta.clone(), size, pages, destinations, structure })
    } else {
        Err(std::mem::take(&mut typesetter.missing))
    }
}
