//! Laid-out pages: positioned items, and nothing left to decide.

use std::sync::Arc;

use super::structure::{PartId, Structure};
use super::text::Run;
use crate::document::{ColorRole, Control, Destination, DestinationId, Meta, TextStyle};
use crate::geom::Rect;

/// The shape of a small drawn mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An open square, to tick.
    Square,
    /// An open circle, to mark.
    Circle,
    /// A filled dot.
    Dot,
    /// A short line.
    Dash,
}

/// Something at a place. `y` grows downward; the origin is the upper left corner of the page.
#[derive(Debug, Clone)]
pub enum Item {
    /// Words on a baseline.
    Text {
        /// Start of the first word.
        x: f32,
        /// The baseline.
        y: f32,
        /// Font size.
        size: f32,
        /// The words; the `x` of the run is already counted in.
        run: Run,
        /// The part it belongs to; none of heads and feet.
        part: Option<PartId>,
        /// Whether it starts a paragraph or a line of code, and does not go on with one.
        starts: bool,
    },
    /// A horizontal line.
    Rule {
        /// Its left end.
        x: f32,
        /// Its middle.
        y: f32,
        /// Its length.
        width: f32,
        /// Its thickness.
        weight: f32,
        /// Its ink.
        ink: ColorRole,
    },
    /// Horizontal hairlines to write on, one under the other.
    Ruled {
        /// Their left end.
        x: f32,
        /// The middle of the first.
        y: f32,
        /// Their length.
        width: f32,
        /// Their distance.
        pitch: f32,
        /// How many there are.
        lines: u32,
    },
    /// A filled rectangle.
    Fill {
        /// Where.
        rect: Rect,
        /// Its ink.
        ink: ColorRole,
    },
    /// A small mark.
    Mark {
        /// The square it stands in.
        rect: Rect,
        /// What it is.
        shape: Shape,
        /// Its ink.
        ink: ColorRole,
    },
    /// A place to click.
    Link {
        /// Where.
        rect: Rect,
        /// Where it leads.
        to: DestinationId,
        /// The part it belongs to.
        part: PartId,
    },
    /// Something to fill in, exactly where it is drawn.
    Field {
        /// Where.
        rect: Rect,
        /// What it is.
        control: Arc<Control>,
        /// What is filled in already.
        typed: Option<Box<Typed>>,
        /// The part it belongs to.
        part: PartId,
    },
    /// A page number that is not known yet; none is left when layout is done.
    PageNumber {
        /// Its outer end: the right one, but for pages that are read from the right.
        x: f32,
        /// The baseline.
        y: f32,
        /// How it is set.
        style: TextStyle,
        /// The place whose page is meant.
        of: DestinationId,
        /// The part it belongs to.
        part: Option<PartId>,
    },
}

/// A text that is filled in, as it is drawn.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// The baseline, from the top of the place.
    pub y: f32,
    /// Font size.
    pub size: f32,
    /// The words; their `x` counts from the left of the place.
    pub runs: Vec<Run>,
}

impl Item {
    /// Moves it.
    pub(crate) fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Text { x, y, .. }
            | Self::Rule { x, y, .. }
            | Self::Ruled { x, y, .. }
            | Self::PageNumber { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Fill { rect, .. }
            | Self::Mark { rect, .. }
            | Self::Link { rect, .. }
            | Self::Field { rect, .. } => {
                rect.x += dx;
                rect.y += dy;
            }
        }
    }
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What stands on it, in reading order; head and foot come last.
    pub items: Vec<Item>,
    /// Whether it starts in the middle of a group that no page holds.
    pub continues: bool,
}

/// A destination and where it came to stand.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The destination.
    pub destination: Destination,
    /// Index of the page.
    pub page: usize,
    /// Distance from the top of the page.
    pub y: f32,
}

/// A laid-out document.
#[derive(Debug, Clone)]
pub struct Pages {
    /// What the document says of itself.
    pub meta: Meta,
    /// Width and height of all pages.
    pub size: (f32, f32),
    /// The pages.
    pub pages: Vec<Page>,
    /// The destinations in the order of the story.
    pub destinations: Vec<Placed>,
    /// What the items are parts of.
    pub structure: Structure,
}
