//! Layout: from a story to pages.
//!
//! Measuring and painting are two passes: *collect* turns flowables into pieces of known height,
//! *paginate* fills pages with them in one forward pass, *furnish* adds what needs the page count.

mod collect;
mod furnish;
mod page;
mod paginate;
mod structure;
pub mod text;

pub use page::{Item, Page, Pages, Placed, Shape, Typed};
pub use structure::{Part, PartId, Structure};
pub use text::{FontSet, MissingGlyph, Typesetter};

use crate::document::Story;
use crate::geom::Paper;

/// The margins of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// At the side reading starts from.
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

/// All vertical measures are multiples of this, note lines included.
const GRID: f32 = 4.0;

/// Lays a story out. Fails with every character that no face has.
pub fn lay_out(
    story: &Story,
    paper: Paper,
    margins: Margins,
    setter: &mut Typesetter<'_>,
) -> Result<Pages, Vec<MissingGlyph>> {
    let size = paper.size();
    let width = size.0 - margins.left - margins.right;
    let height = ((size.1 - margins.top - margins.bottom) / GRID) as u32 as f32 * GRID;
    setter.tells_languages = story.meta.words.is_some();
    setter.is_mirrored = story.meta.direction.is_rtl();
    let left = if setter.is_mirrored { margins.right } else { margins.left };
    let mut collector = collect::Collector::new(setter, height);
    let pieces = collector.collect(&story.flow, width);
    let (groups, structure) = (collector.groups, collector.outliner.finish());
    let region = paginate::Region { x: left, top: margins.top, height };
    let (mut pages, destinations) = paginate::paginate(pieces, &groups, region);
    let edges = furnish::Edges {
        x: left,
        width,
        head: margins.top - 24.0,
        foot: size.1 - margins.bottom / 2.0 + 4.0,
    };
    furnish::furnish(setter, &mut pages, &destinations, &story.furniture, edges);
    if setter.missing.is_empty() {
        Ok(Pages { meta: story.meta.clone(), size, pages, destinations, structure })
    } else {
        Err(std::mem::take(&mut setter.missing))
    }
}
