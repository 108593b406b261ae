//! Kits by the batch: from a manifest to the documents of every kit.
//!
//! ```text
//! kits.toml ─manifest→ KitPlans ─choose(Bank, kits.lock)→ Kits ─render→ bytes ─commands→ files, kits.lock
//! ```
//!
//! | file | what it holds |
//! |---|---|
//! | `manifest` | the kits that a manifest asks for |
//! | `names` | file names that are safe on every system |
//! | `lock` | the frozen questions of every kit |
//! | `lock_file` | the file of a lock, `kits.lock` |
//! | `choose` | the questions of a kit: those of the lock, or drawn |
//! | `freeze` | the questions of all kits, frozen in a lock, and what is found on the way |
//! | `exposure` | the number of kits that each question stands in, and its bound |
//! | `frozen` | the frozen questions of a kit for people, exactly as they were frozen |
//! | `bank_glyphs` | the characters of a whole bank that no font has |
//! | `kit_notes` | notes about a kit that may not be what its author wants |
//! | `prefill` | many kits from one table: the rows and the file names |
//! | `people` | kits for people: the frozen kit of each row |
//! | `document` | one document of a kit: its pages, and the lock and bank in its file |
//! | `render` | rendering documents on all cores |
//! | `threads` | work on all cores, or on fewer if the system gives no more threads |
//! | `shard` | the parts of a batch for several machines |
//! | `tasks` | the documents of one run |
//! | `reason` | the reason why a file is out of date |
//! | `render_error` | the errors of rendering a document |
//! | `checksum` | SHA-256 of files |

mod bank_glyphs;
pub mod checksum;
mod choose;
pub mod document;
pub(crate) mod exposure;
pub(crate) mod freeze;
pub(crate) mod frozen;
pub(crate) mod kit_notes;
mod lock;
mod lock_file;
pub mod manifest;
pub mod names;
pub(crate) mod people;
pub mod prefill;
mod reason;
mod render;
mod render_error;
pub mod shard;
pub(crate) mod tasks;
mod threads;

pub(crate) use bank_glyphs::find_missing_in_bank;
pub use choose::{QuestionSource, choose};
pub(crate) use lock::changed_requests;
pub use lock::{BatchLock, LockedKit};
pub use manifest::{DocumentPlan, KitPlan, Manifest};
pub use render::{RenderJob, RenderPool, RenderedDocument};
pub use render_error::{LockError, RenderError};
pub use shard::Shard;
pub use threads::on_all_cores;
