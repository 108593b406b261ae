//! The story: the content of a document in order, before it is laid out.
//!
//! A [`Story`] is a list of [`Flowable`]s. Layout turns it into pages, and knows nothing about
//! interviews.
//!
//! | file | what it holds |
//! |---|---|
//! | `flowable` | the building blocks of a story |
//! | `text` | text with font styles, colours and languages |
//! | `control` | form controls |
//! | `structure` | the roles of flowables in the structure tree |
//! | `direction` | the reading direction of a language |

mod control;
mod direction;
mod flowable;
mod structure;
mod text;

pub use control::{Control, ControlKind};
pub use direction::Direction;
pub use flowable::{
    Cell, CodeBlock, ContentsEntry, Destination, DestinationId, Flowable, Furniture, Group, LabelledField,
    Marker, Meta, Notes, Paragraph, Row, Story, Tagged, Width,
};
pub use structure::{Scope, StructureRole};
pub use text::{Align, ColorRole, FontStyle, Language, RichText, Span, TextStyle};
