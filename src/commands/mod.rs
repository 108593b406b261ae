//! The commands: arguments in, files and exit status out.
//!
//! `cli` (with `args`, `batch::args`, `revise_args`) is what the user may type, `request` turns it into plain
//! values once; each command has a file; `files` reads and writes, `show` puts text on the terminal.

mod about;
mod args;
mod batch;
mod build;
mod cli;
mod completions;
mod diff;
mod explain;
mod flatten;
mod fonts;
mod index;
mod init;
mod inspect;
mod list;
mod missing;
mod passwords;
mod plan_table;
mod prefill;
mod progress;
mod rebuild;
mod redact;
mod remarks;
mod request;
mod revise;
mod revise_args;
mod schema;
mod session;
mod show;
mod source_date;
mod targets;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

/// How a run ended; the numbers are part of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All that was asked for is done.
    Done,
    /// The input has findings, which were shown.
    Findings,
    /// The user stopped it, and what was done is whole.
    Stopped,
}

/// Runs the program: 0 done, 1 the input has findings, 2 could not run, 130 stopped by the user.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match &cli.command {
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
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Stopped) => ExitCode::from(crate::fs::stop::STATUS),
        Err(error) => {
            if show::is_broken_pipe(&error) {
                return ExitCode::SUCCESS;
            }
            show::error(&error);
            ExitCode::from(2)
        }
    }
}
