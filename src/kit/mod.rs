//! Selects the questions of a kit: from a bank and a blueprint to a kit.
//!
//! ```text
//! Blueprint ─request→ Request ─pool→ category pools ─share, fit_minutes, fill→ choices ─arrange→ Kit
//! ```
//!
//! | file | what it holds |
//! |---|---|
//! | `blueprint` | the requirements for a kit |
//! | `parse`, `parse_length` | levels, types, categories and lengths as users write them (`junior..senior`, `testing=3`, `1h30`) |
//! | `find_role` | the role that the words of a user mean |
//! | `change` | changes to a drawn kit: a question swapped or moved |
//! | `request` | the blueprint with every name looked up in the bank |
//! | `draw` | the reproducible draw, and the only randomness of the program |
//! | `select` | the selection, one file for each step |
//! | `forms` | several kits of one request that share no question and match each other |
//! | `select_error` | the errors of a request that cannot be met, with the change each proposes |
//! | `model` | the kit |
//! | `fingerprint` | hashes of questions, and the eight digits that identify a kit |
//! | `lock` | the lock: a kit frozen, from which it can be rebuilt |
//! | `settings` | the settings of a selection as locks record them, and the way back |
//! | `plan` | the kit as rows of a table |
//! | `coverage` | the number of questions that the roles of a bank can draw from |
//! | `similar_levels` | neighbouring levels that the core of a role hardly tells apart |

mod blueprint;
mod change;
pub mod coverage;
pub mod draw;
mod find_role;
mod fingerprint;
pub mod forms;
pub mod lock;
mod model;
mod parse;
mod parse_length;
pub mod plan;
mod request;
mod select;
mod select_error;
pub mod settings;
mod similar_levels;

pub use blueprint::{Blueprint, DEFAULT_INTERVIEW_MINUTES, Seed};
pub use change::{Change, MAX_CHANGES};
pub use find_role::{RoleError, RoleNames, needs_role};
pub use fingerprint::{cache_content_hashes, content_hash};
pub use lock::{KitLock, LockedQuestion, RebuildError};
pub use model::{Kit, Pick, PickReason};
pub use parse::{BRITISH_BEHAVIORAL, level_meant, parse_category, parse_seniority, parse_types, parse_with};
pub use parse_length::parse_minutes;
pub use select::{find_questions, matching_questions, replacements, select};
pub use select_error::{BlueprintChange, ChangeError, NameKind, SelectError, Suggestion};
pub use similar_levels::similar_levels;
