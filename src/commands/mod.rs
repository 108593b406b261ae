//! The commands: arguments in, files and exit status out.
//!
//! `cli` (with `args`, `batch::args`, `revise_args`) is what the user may type, `request` turns it into plain
//! values once; each command has a file; `files` reads and writes, `show` puts text on the terminal.

mod args;
mod batch;
mod build;
mod cli;
mod completions;
mod diff;
mod document_args;
mod explain;
mod flatten;
mod fonts;
mod index;
mod init;
mod inspect;
mod list;
mod output_files;
mod passwords;
mod prefill;
mod progress;
mod rebuild;
mod redact;
mod request;
mod revise;
mod revise_args;
mod schema;
mod session;
mod show;
mod source_date;
mod standard_streams;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

use crate::fs::exit_status::ExitStatus;

/// Runs the command that was typed, and returns its exit status.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let ended = match &cli.command {
        Command::Build(args) => build::run(args),
        Command::Batch(args) => batch::run(args),
        Command::MergeReports(args) => batch::merge(args),
        Command::Diff(args) => diff::run(args),
        Command::Index(args) => index::run(args),
        Command::Init(args) => init::run(args),
        Command::List(args) => list::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Flatten(args) => flatten::run(args),
        Command::Redact(args) => redact::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::completions(args),
        Command::Man(args) => completions::man(args),
    };
    let status = ended.unwrap_or_else(|error| {
        if show::is_broken_pipe(&error) {
            return ExitStatus::Done;
        }
        show::error(&error);
        ExitStatus::Failed
    });
    ExitCode::from(status.code())
}
