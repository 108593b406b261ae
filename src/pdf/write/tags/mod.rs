//! The structure tree: which content of a page belongs to which node, and the elements of the nodes.
//!
//! | file | content |
//! |---|---|
//! | `stretches` | the tagged items of a page, and how they are marked together |
//! | `languages` | the languages of nodes and stretches |
//! | `types` | the structure types of each role |
//! | `contents` | the content of each node |
//! | `build` | writes the elements |
//! | `parent_tree` | the way back from content to elements |

mod build;
mod contents;
mod languages;
mod parent_tree;
mod stretches;
mod types;

pub(super) use build::add_structure_tree;
pub(super) use contents::PageAnnotations;
pub(super) use languages::Languages;
pub(super) use stretches::{is_same_stretch, tagged_items};
pub(super) use types::{SPAN, structure_type};
