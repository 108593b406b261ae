//! Kits by the batch: from a manifest to the documents of every kit.
//!
//! ```text
//! kits.toml ─manifest→ KitPlans ─choose(Bank, kits.lock)→ Kits ─make→ bytes ─commands→ files, kits.lock
//! ```
//!
//! | file | what it holds |
//! |---|---|
//! | `manifest` | which kits there are to be |
//! | `names` | file names that are safe on every system |
//! | `lock` | `kits.lock`: the questions of every kit, frozen |
//! | `choose` | the questions of a kit: those of the lock, or drawn |
//! | `freeze` | the questions of all kits, frozen in a lock, and what is found on the way |
//! | `kit_notes` | notes about a kit that may not be what its author wants |
//! | `prefill` | many kits from one table: the rows and the file names |
//! | `document` | one document of a kit: pages, and what its file says of itself |
//! | `make` | many documents, on all cores |
//! | `shard` | a part of the documents, for one machine of several |
//! | `tasks` | the documents of one run |
//! | `reason` | why a file is not the document it is to be |
//! | `render_error` | the errors of rendering a document |
//! | `checksum` | what `sha256sum` says of a file |

pub mod checksum;
mod choose;
pub mod document;
pub(crate) mod freeze;
pub(crate) mod kit_notes;
mod lock;
mod make;
pub mod manifest;
pub mod names;
pub(crate) mod prefill;
mod reason;
mod render_error;
pub mod shard;
pub(crate) mod tasks;

pub use choose::{Wanted, choose};
pub(crate) use lock::changed_requests;
pub use lock::{BatchLock, LockedKit};
pub use make::{Job, Made, RenderPool, on_all_cores};
pub use manifest::{DocumentPlan, KitPlan, Manifest};
pub use render_error::{LockError, RenderError};
pub use shard::Shard;
