//! Kits by the batch: from a manifest to the documents of every kit.
//!
//! | file | what it holds |
//! |---|---|
//! | `document` | one document of a kit: pages, and what its file says of itself |

pub mod document;
