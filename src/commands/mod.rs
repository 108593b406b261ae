//! The commands: arguments, files and terminal.
//!
//! Every command has a file or folder with its name. These files serve several commands:
//!
//! | file | what it holds |
//! |---|---|
//! | `cli` | the list of commands, with their descriptions |
//! | `args`, `document_args`, `inspect_args`, `revise_args` | arguments |
//! | `request`, `role_and_level` | the blueprint that the arguments ask for |
//! | `bank_source` | the bank that `--bank` and `--add` name |
//! | `change_args`, `typed_options` | the changes to a drawn kit, and the options of `build` as they were typed |
//! | `ask_password` | passwords typed on the terminal |
//! | `passwords`, `prefill`, `output_files`, `replaced` | the passwords, filled-in values and files of `build` |
//! | `frozen_kit` | `build --lock`, and the note about a lock beside a kit |
//! | `guess` | tips for words and options of other programs |
//! | `kit_paths` | the kits that `--not-in` and `list exposure` name |
//! | `rebuild` | `inspect --rebuild` |
//! | `revise` | the kits that `inspect`, `flatten` and `redact` read |
//! | `fonts`, `source_date`, `standard_streams` | fonts, the date of documents, and `-` for standard streams |
//! | `search` | `list --search` |
//! | `session` | the findings and inputs of a run |
//! | `show_questions` | the command `show` |
//! | `show`, `progress` | output on the terminal |

mod args;
mod ask_password;
mod bank_source;
mod batch;
mod build;
mod change_args;
mod check;
mod cli;
mod completions;
mod diff;
mod document_args;
mod explain;
mod export;
mod flatten;
mod fonts;
mod frozen_kit;
mod guess;
mod index;
mod init;
mod inspect;
mod inspect_args;
mod kit_paths;
mod kit_source;
mod list;
mod output_files;
mod passwords;
mod prefill;
mod progress;
mod rebuild;
mod redact;
mod replaced;
mod request;
mod revise;
mod revise_args;
mod role_and_level;
mod schema;
mod search;
mod session;
mod show;
mod show_questions;
mod source_date;
mod standard_streams;
mod typed_options;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use cli::{Cli, Command};

use crate::fs::exit_status::ExitStatus;

/// Returns the commands with their options.
#[must_use]
pub fn command_line() -> clap::Command {
    Cli::command()
}

/// Runs the command that was typed, and returns its exit status.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| guess::add_tip(error).exit());
    let ended = match &cli.command {
        Command::Build(args) => build::run(args),
        Command::Batch(args) => batch::run(args),
        Command::MergeReports(args) => batch::merge(args),
        Command::Diff(args) => diff::run(args),
        Command::Index(args) => index::run(args),
        Command::Init(args) => init::run(args),
        Command::Check(args) => check::run(args),
        Command::Export(args) => export::run(args),
        Command::List(args) => list::run(args),
        Command::Show(args) => show_questions::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Flatten(args) => flatten::run(args),
        Command::Redact(args) => redact::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::completions(args, Cli::command()),
        Command::Man(args) => completions::man(args, Cli::command()),
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
