//! Choosing: from a bank and a blueprint to a kit.

mod model;

pub use model::{Kit, Pick, Reason};
