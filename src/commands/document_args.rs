//! The options for a document, built from the table of its settings.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, value_parser};

use crate::compose::document_settings::{
    DOCUMENT_SETTINGS, DocumentSetting, ON, SettingShape, Style, find_choice,
};

/// The settings of the document.
#[derive(Debug)]
pub(super) struct DocumentArgs {
    pub(super) style: Style,
    pub(super) font: Vec<PathBuf>,
}

impl Args for DocumentArgs {
    fn augment_args(command: Command) -> Command {
        let font = Arg::new("font")
            .long("font")
            .value_name("FILE")
            .action(ArgAction::Append)
            .value_parser(value_parser!(PathBuf))
            .help("Font file for characters that the built-in fonts lack; repeatable");
        command.next_help_heading("The document").args(DOCUMENT_SETTINGS.iter().map(option)).arg(font)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Returns the option of a setting.
fn option(setting: &DocumentSetting) -> Arg {
    let option = Arg::new(setting.key).long(setting.key).help(setting.help);
    let option = match setting.shape {
        SettingShape::Flag => return option.action(ArgAction::SetTrue),
        SettingShape::Choice { value_name, choices, .. } => {
            let choices = choices.iter().map(|choice| PossibleValue::new(choice.key).help(choice.about));
            option.value_name(value_name).ignore_case(true).value_parser(PossibleValuesParser::new(choices))
        }
        SettingShape::Text { value_name } => option.value_name(value_name),
    };
    if setting.default.is_empty() { option } else { option.default_value(setting.default) }
}

impl FromArgMatches for DocumentArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let font = matches.get_many::<PathBuf>("font").into_iter().flatten().cloned().collect();
        let mut args = Self { style: Style::default(), font };
        for setting in &DOCUMENT_SETTINGS {
            let value = match setting.shape {
                SettingShape::Flag => matches.get_flag(setting.key).then(|| ON.to_owned()),
                SettingShape::Choice { choices, .. } => {
                    let typed = matches.get_one::<String>(setting.key);
                    typed.and_then(|typed| find_choice(choices, typed)).map(str::to_owned)
                }
                SettingShape::Text { .. } => matches.get_one::<String>(setting.key).cloned(),
            };
            // The parser of the option lets no other value through.
            value.and_then(|value| (setting.set)(&mut args.style, &value));
        }
        Ok(args)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
