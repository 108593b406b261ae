//! `batch`: builds the kits of a manifest.
//!
//! A run reads every input and chooses all questions first, and reports every error before it writes anything.
//! Then it builds the documents on all cores. A document that fails does not stop the others.
//!
//! | file | what it holds |
//! |---|---|
//! | `args` | the arguments of `batch` |
//! | `manifests`, `inputs` | reading the manifest, its banks and fonts |
//! | `run` | one run, and how it ends |
//! | `run_context`, `run_outcome` | the inputs and the outcome of a run |
//! | `freeze` | choosing the questions of all kits, and writing the lock |
//! | `build`, `document_outcome` | building the documents; the outcome of each |
//! | `out_folder` | the output folder |
//! | `people` | `--prefill`: the frozen kit of each row of a table |
//! | `prune` | `--prune`: removing documents that the manifest no longer lists |
//! | `watch` | `--watch`: rebuilding after every change |
//! | `report_to`, `report_paths` | the formats and files of reports |
//! | `merge` | `merge-reports` |

mod args;
mod build;
mod document_outcome;
mod freeze;
mod inputs;
mod manifests;
mod merge;
mod out_folder;
mod people;
mod prune;
mod report_paths;
mod report_to;
mod run;
mod run_context;
mod run_outcome;
mod watch;

use anyhow::{Result, bail};

pub(super) use args::{BATCH_EXAMPLES, BatchArgs};
pub(super) use merge::{MERGE_EXAMPLES, MergeArgs, run as merge};

use super::session::Session;
use crate::fs::exit_status::ExitStatus;
use crate::fs::stop::Stop;

pub(super) fn run(args: &BatchArgs) -> Result<ExitStatus> {
    let stop = Stop::listen()?;
    let kept = [("the manifest", args.manifest.clone()), ("the lock", args.lock_path())];
    report_paths::reject_overlaps(&args.report, kept)?;
    report_to::check_reports(&args.report, args.overwrite.force)?;
    if let Some(hint) = manifests::find_misplaced_update(args) {
        bail!(hint);
    }
    if let Some(table) = &args.prefill {
        return people::run_people(args, table, &stop);
    }
    if args.watch { watch::watch(args, &stop) } else { run::run_once(args, &stop, &mut Session::default()) }
}
