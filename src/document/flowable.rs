//! The parts a story is made of.

use std::sync::Arc;

use super::{ColorRole, Control, Direction, RichText, Tagged, TextStyle};

/// Names a place in the story that links and page numbers speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DestinationId(pub u32);

/// A place to go to, and its entry in the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// Its name inside the story; unique.
    pub id: DestinationId,
    /// Depth in the outline, from 1.
    pub level: u8,
    /// Its words in the outline.
    pub title: String,
    /// The number the running head shows for it.
    pub number: Option<u32>,
}

/// What stands before the first line of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A square to tick.
    TickBox,
    /// A circle of which one in a row is marked.
    Radio,
    /// A small dot.
    Bullet,
    /// A small dash.
    Dash,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// Its text.
    pub text: RichText,
    /// How it is set.
    pub style: TextStyle,
    /// What stands before it; the text is indented to make room.
    pub marker: Option<Marker>,
    /// Space above, in points; dropped at the top of a page.
    pub before: f32,
    /// Whether it stays on the page of what follows.
    pub keep_with_next: bool,
    /// At most so many lines; the last ends in an ellipsis when text is left out.
    pub max_lines: Option<usize>,
    /// What the marker is, where it can be filled in.
    pub control: Option<Arc<Control>>,
}

/// The width of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// So many points.
    Points(f32),
    /// A share of what is left.
    Share(f32),
}

/// One cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its width.
    pub width: Width,
    /// What stands in it.
    pub flow: Vec<Flowable>,
}

/// Cells side by side, their tops in line. A row taller than a page is set as a stack.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// Space between them.
    pub gap: f32,
    /// Space above; dropped at the top of a page.
    pub before: f32,
    /// Whether a hairline closes it.
    pub ruled: bool,
    /// Whether it stays on the page of what follows.
    pub keep_with_next: bool,
}

/// Ruled lines to write on, which take what the page has left.
#[derive(Debug, Clone, PartialEq)]
pub struct Notes {
    /// At least so many lines.
    pub min_lines: u32,
    /// Its share of what is left on the page.
    pub weight: f32,
    /// Distance of the lines.
    pub pitch: f32,
    /// What can be filled in on them.
    pub control: Option<Arc<Control>>,
}

/// A label and a line to write on.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The label; without spans, the line takes the whole width.
    pub label: RichText,
    /// How the label is set.
    pub style: TextStyle,
    /// Space for writing, above the line.
    pub height: f32,
    /// What stands on the line already; in a field, where there is one.
    pub value: Option<RichText>,
    /// What can be filled in on it.
    pub control: Option<Arc<Control>>,
}

/// Lines of code, set as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The lines, parted by `\n`.
    pub text: RichText,
    /// How they are set.
    pub style: TextStyle,
}

/// A line of a contents list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it says; cut to one line.
    pub text: RichText,
    /// How it is set.
    pub style: TextStyle,
    /// Where it leads.
    pub to: DestinationId,
}

/// Flowables that stand together on one page when a page can hold them.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What stands in it.
    pub flow: Vec<Flowable>,
    /// What heads each further page of a group that no page can hold.
    pub continued: Vec<Flowable>,
    /// What it is about, for findings (``question `py-core-slicing` ``).
    pub subject: Option<String>,
    /// Space above; dropped at the top of a page.
    pub before: f32,
}

/// A part of a story.
#[derive(Debug, Clone, PartialEq)]
pub enum Flowable {
    /// Running text.
    Paragraph(Paragraph),
    /// Cells side by side.
    Row(Row),
    /// Room to write.
    Notes(Notes),
    /// A label with a line.
    Field(Field),
    /// Code.
    Code(Code),
    /// A line of a contents list.
    Entry(Entry),
    /// A horizontal line with space above.
    Rule {
        /// Its ink.
        ink: ColorRole,
        /// Its thickness.
        weight: f32,
        /// Space above.
        before: f32,
    },
    /// Empty space; dropped at the top of a page.
    Space(f32),
    /// Things that stand together.
    Group(Group),
    /// Things with a role.
    Tagged(Tagged),
    /// A new page.
    PageBreak,
    /// A place to go to.
    Destination(Destination),
}

/// What stands above and below the text of every page. `{page}`, `{pages}`, `{first}` and `{last}`
/// are replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Furniture {
    /// Head, at the left.
    pub head: String,
    /// Head, at the right, on a page with one numbered destination.
    pub head_one: String,
    /// Head, at the right, on a page with several.
    pub head_many: String,
    /// Foot, at the left.
    pub foot: String,
    /// Foot, in the middle.
    pub foot_middle: String,
    /// Foot, at the right.
    pub foot_page: String,
    /// A line of its own above the foot; none if empty.
    pub mark: String,
    /// How it is set.
    pub style: TextStyle,
}

/// What the document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Its title.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// What it is about.
    pub subject: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// The language of the words around the content, where it is another.
    pub words: Option<String>,
    /// The side reading starts from.
    pub direction: Direction,
}

/// A document before it is laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// What it says of itself.
    pub meta: Meta,
    /// What is to be set.
    pub flow: Vec<Flowable>,
    /// Head and foot.
    pub furniture: Furniture,
}
