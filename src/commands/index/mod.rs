//! `index`: writes a page that lists the kits in a folder, with pictures and checksums.
//!
//! | file | what it holds |
//! |---|---|
//! | `args` | the arguments of `index` |
//! | `request` | the index that `index` or `batch --index` asks for |
//! | `entries` | reading the kits of the folder, and drawing their pictures |
//! | `write` | writing the page, or checking that it is up to date |

mod args;
mod entries;
mod request;
mod write;

use anyhow::Result;

pub(super) use args::{INDEX_EXAMPLES, IndexArgs};
pub(super) use request::IndexRequest;
pub(super) use write::{check_index_files, write_index};

use super::args::Findings;
use super::progress::Progress;
use super::session::Session;
use super::show;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::exit_status::ExitStatus;
use crate::fs::stop::Stop;

pub(super) fn run(args: &IndexArgs) -> Result<ExitStatus> {
    let stop = Stop::listen()?;
    let mut session = Session::default();
    let progress = Progress::start("reading the kits");
    let written = write_index(&IndexRequest::from_args(args, &stop), &mut session.findings);
    drop(progress);
    let is_json = args.findings == Findings::Json;
    if is_json && let Ok(Some(summary)) = &written {
        session.findings.push(Diagnostic::note(&codes::run::INDEXED, summary.clone()));
    }
    if written.is_ok() || !session.findings.is_empty() {
        show::findings(&session.findings, &session.sources, args.findings);
    }
    let Some(summary) = written? else {
        show::note("stopped before the page was written; run again to continue");
        return Ok(ExitStatus::Stopped);
    };
    if !is_json {
        show::note(&summary);
    }
    Ok(session.exit_status())
}
