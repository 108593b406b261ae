//! Paints the items of a page as a content stream.
//!
//! | file | content |
//! |---|---|
//! | `content` | the content streams of pages, overlays and prefilled texts |
//! | `painter` | draws items, and keeps the graphics state |
//! | `show` | shows words with as few operators as possible |
//! | `circle` | the circles that pages share |
//! | `color` | the colour of each role |

pub(super) mod circle;
mod color;
mod content;
mod painter;
mod show;

pub(crate) use content::overlay_content;
pub(super) use content::{page_content, prefilled_content};
