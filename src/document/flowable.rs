//! The building blocks of a story.

use std::sync::Arc;

use super::{ColorRole, Control, Direction, RichText, StructureRole, TextStyle};

/// The id of a place in the story, for links and page numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DestinationId(pub u32);

/// A place that links lead to, with its entry in the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The id of the place, unique in the story.
    pub id: DestinationId,
    /// The depth in the outline, from 1.
    pub level: u8,
    /// The title in the outline.
    pub title: String,
    /// The number that the running head shows for this place.
    pub number: Option<u32>,
}

/// The sign before the first line of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A square to tick.
    TickBox,
    /// A circle; only one of several may be marked.
    Radio,
    /// A small dot.
    Bullet,
    /// A small dash.
    Dash,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// The text.
    pub text: RichText,
    /// The style of the text.
    pub style: TextStyle,
    /// The sign before the text; the text is indented to make room.
    pub marker: Option<Marker>,
    /// The space above in points; dropped at the top of a page.
    pub before: f32,
    /// Keeps it on the page of the next flowable.
    pub keep_with_next: bool,
    /// The greatest number of lines; the last ends in an ellipsis if text is left out.
    pub max_lines: Option<usize>,
    /// The form control of the marker.
    pub control: Option<Arc<Control>>,
}

/// The width of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// A fixed width in points.
    Points(f32),
    /// A share of the width that is left.
    Share(f32),
}

/// One cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The width of the cell.
    pub width: Width,
    /// The content.
    pub flow: Vec<Flowable>,
}

/// Cells side by side, aligned at the top. A row taller than a page is set as a stack.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// The space between the cells.
    pub gap: f32,
    /// The space above; dropped at the top of a page.
    pub before: f32,
    /// Draws a hairline below the row.
    pub ruled: bool,
    /// Keeps it on the page of the next flowable.
    pub keep_with_next: bool,
}

/// Ruled lines to write on, which fill the rest of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Notes {
    /// The least number of lines.
    pub min_lines: u32,
    /// The share of the space left on the page.
    pub weight: f32,
    /// The distance of the lines.
    pub pitch: f32,
    /// The form control over the lines.
    pub control: Option<Arc<Control>>,
}

/// A label and a line to write on.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledField {
    /// The label; without spans, the line takes the whole width.
    pub label: RichText,
    /// The style of the label.
    pub style: TextStyle,
    /// The space for writing above the line.
    pub height: f32,
    /// The text on the line; with a control, the value of the form field.
    pub value: Option<RichText>,
    /// The form control on the line.
    pub control: Option<Arc<Control>>,
}

/// Lines of code, printed as written.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeBlock {
    /// The lines, separated by `\n`.
    pub text: RichText,
    /// The style of the lines.
    pub style: TextStyle,
}

/// A line of a contents list.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentsEntry {
    /// The text, cut to one line.
    pub text: RichText,
    /// The style of the text.
    pub style: TextStyle,
    /// The place that the line links to.
    pub to: DestinationId,
}

/// Flowables kept together on one page if a page can hold them.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The content.
    pub flow: Vec<Flowable>,
    /// The head of each further page of a group that no page can hold.
    pub continued: Vec<Flowable>,
    /// The subject, for findings (``question `py-core-slicing` ``).
    pub subject: Option<String>,
    /// The space above; dropped at the top of a page.
    pub before: f32,
}

/// A building block of a story.
#[derive(Debug, Clone, PartialEq)]
pub enum Flowable {
    /// Running text.
    Paragraph(Paragraph),
    /// Cells side by side.
    Row(Row),
    /// Lines to write on.
    Notes(Notes),
    /// A label with a line.
    Field(LabelledField),
    /// Code.
    Code(CodeBlock),
    /// A line of a contents list.
    Entry(ContentsEntry),
    /// A horizontal line with space above.
    Rule {
        /// The colour.
        color: ColorRole,
        /// The thickness.
        weight: f32,
        /// The space above.
        before: f32,
    },
    /// Empty space; dropped at the top of a page.
    Space(f32),
    /// Flowables kept together.
    Group(Group),
    /// Flowables with a role in the structure tree.
    Tagged(Tagged),
    /// A page break.
    PageBreak,
    /// A place that links lead to.
    Destination(Destination),
}

/// The running head and foot of every page. The placeholders are `{page}`, `{pages}`, `{first}` and
/// `{last}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Furniture {
    /// The head, at the left.
    pub head: String,
    /// The head, at the right, on a page with one numbered destination.
    pub head_one: String,
    /// The head, at the right, on a page with several.
    pub head_many: String,
    /// The foot, at the left.
    pub foot: String,
    /// The foot, in the middle.
    pub foot_middle: String,
    /// The foot, at the right.
    pub foot_page: String,
    /// The line above the foot; none if empty.
    pub mark: String,
    /// The style of head and foot.
    pub style: TextStyle,
}

/// The metadata of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// The title.
    pub title: String,
    /// The author.
    pub author: String,
    /// The subject.
    pub subject: String,
    /// The language of the content, a BCP 47 tag.
    pub language: String,
    /// The language of the interface texts, if it differs from the language of the content.
    pub interface_language: Option<String>,
    /// The side reading starts from.
    pub direction: Direction,
}

/// A document before it is laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The metadata.
    pub meta: Meta,
    /// The content.
    pub flow: Vec<Flowable>,
    /// The running head and foot.
    pub furniture: Furniture,
}

/// Flowables with a role in the structure tree. Tagging does not change how they are laid out.
///
/// A role that holds text takes in its paragraphs, fields and notes. A tagged part inside it becomes
/// its sibling.
#[derive(Debug, Clone, PartialEq)]
pub struct Tagged {
    /// The role.
    pub role: StructureRole,
    /// The content.
    pub flow: Vec<Flowable>,
}
