//! Kits by the batch: from a manifest to the documents of every kit.
//!
//! | file | what it holds |
//! |---|---|
//! | `manifest` | which kits there are to be |
//! | `names` | file names that are safe on every system |
//! | `document` | one document of a kit: pages, and what its file says of itself |

pub mod document;
pub mod manifest;
pub mod names;

pub use manifest::{DocumentPlan, KitPlan, Manifest};
