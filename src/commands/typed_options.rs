//! The options of `build` as they were typed, for the command that makes the same kit again.

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::wording::bidi::is_bidi_or_invisible;
use crate::wording::escape::shell_quote;

/// Options that do not change the kit, or that the command gives in another way.
const LEFT_OUT: [&str; 9] =
    ["dry_run", "format", "full", "open", "findings", "shuffle", "seed", "force", "discard_answers"];

/// The options that were typed.
#[derive(Debug)]
pub(super) struct TypedOptions(ArgMatches);

impl TypedOptions {
    /// Returns the command `name` that makes the same kit again; none if an option is no text that a terminal can show.
    /// `definition` has the options of the command. A kit of a lock has no seed of its own.
    pub(super) fn command(&self, name: &str, definition: &Command, seed: Option<u64>) -> Option<String> {
        let mut words: Vec<(usize, Vec<String>)> = Vec::new();
        let is_typed = |id| self.0.value_source(id) == Some(ValueSource::CommandLine);
        for option in definition.get_arguments() {
            let id = option.get_id().as_str();
            if LEFT_OUT.contains(&id) || !is_typed(id) {
                continue;
            }
            let mut places = self.0.indices_of(id).into_iter().flatten();
            if matches!(option.get_action(), ArgAction::SetTrue) {
                let long = option.get_long().unwrap_or_default();
                words.push((places.next().unwrap_or(0), vec![format!("--{long}")]));
                continue;
            }
            for values in self.0.get_raw_occurrences(id).into_iter().flatten() {
                let values: Vec<&str> = values.map(|value| value.to_str()).collect::<Option<_>>()?;
                if !values.iter().all(|value| is_line(value)) {
                    return None;
                }
                let place = places.next().unwrap_or(0);
                // The values of one option are separated by commas, and each has a place.
                places.by_ref().take(values.len().saturating_sub(1)).for_each(drop);
                words.push((place, spell(option, &values)));
            }
        }
        words.sort_by_key(|(place, _)| *place);
        let words = words.into_iter().flat_map(|(_, words)| words);
        let seed = seed.into_iter().flat_map(|seed| ["--seed".to_owned(), seed.to_string()]);
        let command: Vec<String> = words.chain(seed).map(|word| shell_quote(&word)).collect();
        Some(format!("interview-kit {name} {}", command.join(" ")).trim_end().to_owned())
    }
}

impl Args for TypedOptions {
    fn augment_args(command: Command) -> Command {
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        command
    }
}

impl FromArgMatches for TypedOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self(matches.clone()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Returns true for text that a terminal shows as it is.
fn is_line(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() || is_bidi_or_invisible(c))
}

/// Returns an option with its values, or the values of an argument by position.
fn spell(option: &Arg, values: &[&str]) -> Vec<String> {
    let Some(long) = option.get_long() else {
        return values.iter().map(|&value| value.to_owned()).collect();
    };
    let value = values.join(",");
    // A value that looks like an option stands in one word with its own.
    if value.starts_with('-') && value != "-" {
        vec![format!("--{long}={value}")]
    } else {
        vec![format!("--{long}"), value]
    }
}
