//! The story: what is to be set, in order, not where.
//!
//! A [`Story`] is a list of [`Flowable`]s. Layout turns it into pages without knowing what an
//! interview is.

mod control;
mod direction;
mod flowable;
mod structure;
mod text;

pub use control::{Control, ControlKind};
pub use direction::Direction;
pub use flowable::{
    Cell, Code, Destination, DestinationId, Entry, Field, Flowable, Furniture, Group, Marker, Meta, Notes,
    Paragraph, Row, Story, Width,
};
pub use structure::{Role, Scope, Tagged};
pub use text::{Align, ColorRole, FontStyle, Language, RichText, Span, TextStyle};
