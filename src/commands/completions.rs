//! `completions` and `man`, generated from the definitions of the arguments.

use anyhow::{Result, bail};
use clap::CommandFactory;

use super::args::{CompletionArgs, ManArgs};
use super::cli::Cli;
use super::show;
use crate::fs::exit_status::ExitStatus;

pub(super) fn completions(args: &CompletionArgs) -> Result<ExitStatus> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "interview-kit", &mut script);
    show::result(&String::from_utf8(script)?)?;
    Ok(ExitStatus::Done)
}

pub(super) fn man(args: &ManArgs) -> Result<ExitStatus> {
    let mut command = Cli::command();
    command.build();
    let described = match &args.command {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(sub) => sub.clone(),
            None => bail!("there is no command `{name}`: `interview-kit --help` lists all commands"),
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(described).render(&mut page)?;
    show::result(&String::from_utf8(page)?)?;
    Ok(ExitStatus::Done)
}
