//! From a story to pages: fonts, page breaks and running heads.

mod cover_plan;
mod fonts;
mod laws;
mod running_heads;
