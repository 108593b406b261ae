//! What may be typed after `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::commands::args::Findings;

pub(in crate::commands) const DIFF_EXAMPLES: &str = "\
Examples:
  What a new lock changes, and whether scores given before still compare:
    interview-kit diff old.lock kits.lock
  The same, with the wordings of questions from the banks of then and now:
    interview-kit diff old.lock kits.lock --bank old.toml --new-bank our-questions/
  Two kits; the interviewer's carry their wordings:
    interview-kit diff old.pdf new.pdf --format markdown
  In a build that must not break what candidates are compared by:
    interview-kit diff old.lock kits.lock --deny incomparable

The exit status is 0 whatever changed, unless --deny says what may not: then it is 1.";

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(in crate::commands) struct DiffArgs {
    /// As it was: a kits.lock, a kit as PDF, or - for standard input; an empty file for nothing
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// As it is
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    /// Compare this kit only, by its name in a lock; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(super) kit: Vec<String>,
    /// A bank that has the old wordings; may be repeated [default: the built-in bank]
    #[arg(long, value_name = "PATH")]
    pub(super) bank: Vec<PathBuf>,
    /// A bank that has the new wordings, if another; may be repeated
    #[arg(long, value_name = "PATH")]
    pub(super) new_bank: Vec<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Form::Text)]
    pub(super) format: Form,
    /// End with status 1 if there is such a change
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) deny: Option<Deny>,
    /// How findings in the input are shown
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Findings::Text)]
    pub(super) findings: Findings,
    /// A file whose first line is the password of a kit; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// For a person
    Text,
    /// For programs
    Json,
    /// For the description of a merge
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Any change
    Changes,
    /// A kit with which candidates interviewed before do not compare on all questions
    Incomparable,
}
