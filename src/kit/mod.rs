//! Choosing: from a bank and a blueprint to a kit.
//!
//! ```text
//! Blueprint ─request→ what is asked, by name ─pool→ cells ─share, fit, fill→ questions ─arrange→ Kit
//! ```
//!
//! | file | what it holds |
//! |---|---|
//! | `blueprint` | what a kit must contain |
//! | `parse` | the words of the command line for it (`junior..senior`, `testing=3`) |
//! | `draw` | the reproducible draw, and the only randomness of the program |
//! | `select` | the choice itself, one file for each step |
//! | `shortage`, `relief` | why a request cannot be met, and the smallest change that would meet it |
//! | `fingerprint` | eight characters that name a selection of texts |
//! | `lock` | a kit frozen, to be known and made again |
//! | `plan` | the kit as rows of a table |

mod blueprint;
pub mod coverage;
pub mod draw;
mod fingerprint;
pub mod lock;
mod model;
mod parse;
pub mod plan;
mod select;
mod shortage;

pub use blueprint::{Blueprint, DEFAULT_MINUTES, DEFAULT_SEED};
pub use fingerprint::{content_hash, keep_hashes};
pub use lock::{Lock, Locked, RebuildError};
pub use model::{Kit, Pick, Reason};
pub use parse::{parse_category, parse_kinds, parse_seniority};
pub use select::{matching, select};
pub use shortage::suggestion::{Change, Suggestion};
pub use shortage::{Named, SelectError};
