//! The report of a batch: what happened to each document, in the order of the manifest.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | the report of a run; its JSON is the data itself |
//! | `entry` | the documents and findings in it |
//! | `format` | the formats of a report |
//! | `table` | columns for a person, CSV, Markdown; the summary line |
//! | `junit` | test results for a build server |
//! | `github` | the summary of a GitHub job |
//! | `read` | reads a report file, which may be damaged or hostile |
//! | `join` | one report from those of all shards |
//! | `listing` | the lists of questions, answers and plans that commands print |
//! | `inspect_findings` | the findings of `inspect` |
//! | `redact_findings` | the findings of `redact` |
//! | `revise_findings` | the findings about kits that cannot be revised, and about records |
//! | `error` | the errors of rendering, reading and joining |

mod entry;
mod error;
mod format;
mod github;
pub(crate) mod inspect_findings;
mod join;
mod junit;
pub(crate) mod listing;
mod model;
mod read;
pub(crate) mod redact_findings;
pub(crate) mod revise_findings;
mod table;

pub(crate) use entry::{DocumentState, ProcessedDocument};
pub(crate) use format::ReportFormat;
pub(crate) use join::join;
pub use join::render_joined;
pub(crate) use model::{Mode, Report, Run, RunEnd};
pub(crate) use read::read;
pub(crate) use table::{render_for_terminal, render_summary};
