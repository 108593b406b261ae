//! `completions` and `man`, generated from the definitions of the arguments.

use anyhow::{Result, bail};
use clap::{Args, Command};

use super::show;
use crate::fs::exit_status::ExitStatus;

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  interview-kit completions bash > ~/.local/share/bash-completion/completions/interview-kit
  interview-kit completions fish > ~/.config/fish/completions/interview-kit.fish
  interview-kit completions zsh > _interview-kit    # in a folder of $fpath";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  interview-kit man > interview-kit.1
  interview-kit man build > interview-kit-build.1";

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionArgs {
    /// Your shell
    pub(super) shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Command to describe [default: the whole program]
    pub(super) command: Option<String>,
}

pub(super) fn completions(args: &CompletionArgs, mut program: Command) -> Result<ExitStatus> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "interview-kit", &mut script);
    show::result(&String::from_utf8(script)?)?;
    Ok(ExitStatus::Done)
}

pub(super) fn man(args: &ManArgs, mut program: Command) -> Result<ExitStatus> {
    program.build();
    let described = match &args.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(sub) => sub.clone(),
            None => bail!("there is no command `{name}`: `interview-kit --help` lists all commands"),
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(described).render(&mut page)?;
    show::result(&String::from_utf8(page)?)?;
    Ok(ExitStatus::Done)
}
