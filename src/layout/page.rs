//! Laid-out pages: positioned items, and nothing left to decide.

use std::sync::Arc;

use super::structure::{NodeId, Structure};
use super::text::GlyphRun;
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

/// A positioned item. `y` grows downward from the upper left corner of the page.
#[derive(Debug, Clone)]
pub enum PageItem {
    /// Words on a baseline.
    Text {
        /// The start of the first word.
        x: f32,
        /// The baseline.
        y: f32,
        /// The font size.
        size: f32,
        /// The words; `x` already includes that of the run.
        run: GlyphRun,
        /// The structure node; heads and feet have none.
        node: Option<NodeId>,
        /// True if it starts a paragraph or a line of code.
        starts_paragraph: bool,
    },
    /// A horizontal line.
    Rule {
        /// The left end.
        x: f32,
        /// The middle of the line.
        y: f32,
        /// The length.
        width: f32,
        /// The thickness.
        weight: f32,
        /// The colour.
        color: ColorRole,
    },
    /// Horizontal hairlines to write on, one under the other.
    Ruled {
        /// The left end.
        x: f32,
        /// The middle of the first line.
        y: f32,
        /// The length.
        width: f32,
        /// The distance between two lines.
        pitch: f32,
        /// The number of lines.
        lines: u32,
    },
    /// A filled rectangle.
    Fill {
        /// The rectangle.
        rect: Rect,
        /// The colour.
        color: ColorRole,
    },
    /// A small mark.
    Mark {
        /// The square around it.
        rect: Rect,
        /// The shape.
        shape: Shape,
        /// The colour.
        color: ColorRole,
    },
    /// A link to a place in the document.
    Link {
        /// The area to click.
        rect: Rect,
        /// The place it leads to.
        destination: DestinationId,
        /// The structure node.
        node: NodeId,
    },
    /// A form field, exactly where its box or line is drawn.
    Field {
        /// The area of the field.
        rect: Rect,
        /// The control.
        control: Arc<Control>,
        /// The value that is filled in before the file is written.
        prefilled: Option<Box<PrefilledText>>,
        /// The structure node.
        node: NodeId,
    },
    /// A page number that is not known yet. No such item is left when layout is done.
    PageNumber {
        /// The outer end: the right one, or the left one on mirrored pages.
        x: f32,
        /// The baseline.
        y: f32,
        /// The style.
        style: TextStyle,
        /// The place whose page is meant.
        destination: DestinationId,
        /// The structure node.
        node: Option<NodeId>,
    },
}

/// The value of a text field that is filled in before the file is written.
#[derive(Debug, Clone)]
pub struct PrefilledText {
    /// The text.
    pub text: String,
    /// The baseline, from the top of the field.
    pub y: f32,
    /// The font size.
    pub size: f32,
    /// The words; `x` counts from the left of the field.
    pub runs: Vec<GlyphRun>,
}

impl PageItem {
    /// Moves the item to the right and down.
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
    /// The items in reading order; head and foot come last.
    pub items: Vec<PageItem>,
    /// True if the page starts in the middle of a group that is taller than a page.
    pub continues_group: bool,
}

/// A destination and its position.
#[derive(Debug, Clone)]
pub struct PlacedDestination {
    /// The destination.
    pub destination: Destination,
    /// The index of the page.
    pub page: usize,
    /// The distance from the top of the page.
    pub y: f32,
}

/// A laid-out document.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Title, author, language and the like.
    pub meta: Meta,
    /// The width and height of all pages.
    pub size: (f32, f32),
    /// The pages.
    pub pages: Vec<Page>,
    /// The destinations in the order of the story.
    pub destinations: Vec<PlacedDestination>,
    /// The structure tree that the items belong to.
    pub structure: Structure,
}
