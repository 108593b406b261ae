//! The options that change a drawn kit, in the order they were typed.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::kit::Change;

/// The changes to a drawn kit.
#[derive(Debug)]
pub(super) struct ChangeArgs {
    /// Each change starts from the kit that the earlier ones left, so their order counts.
    pub(super) changes: Vec<Change>,
}

/// The names of the options.
const SWAP: &str = "swap";
const MOVE: &str = "move";
/// The option that makes several kits, which share no plan.
const FORMS: &str = "forms";

impl Args for ChangeArgs {
    fn augment_args(command: Command) -> Command {
        let swap = Arg::new(SWAP)
            .long(SWAP)
            .value_name("ID")
            .conflicts_with(FORMS)
            .action(ArgAction::Append)
            .value_delimiter(',')
            .value_parser(Change::parse_swap)
            .help("Take the next question of the same category in place of this one, by id or by its number (comma-separated)");
        let change_place = Arg::new(MOVE)
            .long(MOVE)
            .value_name("ID=N")
            .conflicts_with(FORMS)
            .action(ArgAction::Append)
            .value_parser(Change::parse_move)
            .help("Ask this question as number N; repeatable");
        command.next_help_heading("Change the choice").arg(swap).arg(change_place)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ChangeArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut typed: Vec<(usize, Change)> = Vec::new();
        for option in [SWAP, MOVE] {
            let places = matches.indices_of(option).into_iter().flatten();
            let changes = matches.get_many::<Change>(option).into_iter().flatten().cloned();
            typed.extend(places.zip(changes));
        }
        typed.sort_by_key(|(place, _)| *place);
        Ok(Self { changes: typed.into_iter().map(|(_, change)| change).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
