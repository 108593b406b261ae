//! Tips for words and options that people know from other programs.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::wording::escape::{escape_control, shell_quote};

/// Options that do not exist, each with the option that does what they say.
const OTHER_OPTIONS: [(&str, &str); 9] = [
    ("--csv", "--prefill FILE"),
    ("--table", "--prefill FILE"),
    ("--time", "--minutes LENGTH"),
    ("--duration", "--minutes LENGTH"),
    ("--length", "--minutes LENGTH"),
    ("--name", "--candidate NAME"),
    ("--replace", "--swap ID"),
    ("--round", "--not-in KIT"),
    ("--output", "--out FILE"),
];

/// Adds the option or the command that was probably meant.
pub(super) fn add_tip(mut error: clap::Error) -> clap::Error {
    let Some(tip) = find_tip(&error) else { return error };
    for guess in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue] {
        error.remove(guess);
    }
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![escape_control(&tip).into()]));
    error
}

fn find_tip(error: &clap::Error) -> Option<String> {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.as_str()],
        Some(ContextValue::Strings(texts)) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let typed = argument.first()?.split('=').next()?;
            let (_, meant) = OTHER_OPTIONS.iter().find(|(other, _)| *other == typed)?;
            Some(format!("the option is {meant}"))
        }
        ErrorKind::InvalidSubcommand if context(ContextKind::InvalidSubcommand) == ["search"] => {
            Some("to search for words: interview-kit list questions --search WORDS".to_owned())
        }
        ErrorKind::InvalidValue if argument == ["[SUBJECT]"] => {
            let value = context(ContextKind::InvalidValue);
            let words = shell_quote(value.first()?);
            Some(format!("to search for words: interview-kit list questions --search {words}"))
        }
        ErrorKind::ArgumentConflict => {
            let mut arguments = argument.into_iter().chain(context(ContextKind::PriorArg));
            let has_lock = arguments.any(|argument| argument.starts_with("--lock"));
            has_lock.then(|| "the lock fixes this; choose a kit with --kit NAME".to_owned())
        }
        _ => None,
    }
}
