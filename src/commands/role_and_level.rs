//! The role and the levels that a command is for: typed by position, or with `--role` and `--seniority`.

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};

use super::args::{BankArgs, FilterArgs};
use super::session::Session;
use crate::bank::{Bank, Seniority};
use crate::kit::{self, Blueprint, RoleError, RoleNames};
use crate::wording::escape::shell_quote;
use crate::wording::fold::letters_and_digits;

/// The words for the role, and the levels, as they were typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RoleAndLevels {
    pub(super) role: Option<String>,
    pub(super) levels: Vec<Seniority>,
}

impl RoleAndLevels {
    /// Reads the arguments. The last word by position is the level if it is one; the others are the role.
    pub(super) fn read(args: &FilterArgs) -> Result<Self> {
        let words: Vec<&str> = args
            .role_word
            .iter()
            .chain(&args.level_word)
            .chain(&args.more_words)
            .map(String::as_str)
            .collect();
        let typed = args.seniority.as_ref().map(|text| kit::parse_seniority(text));
        let typed = typed.transpose().map_err(|error| anyhow!("--seniority: {error}"))?;
        let (role_words, levels) = split_words(&words)?;
        let levels = match (levels, typed) {
            (Some(first), Some(second)) if first != second => {
                let (word, option) =
                    (words.last().unwrap_or(&""), args.seniority.as_deref().unwrap_or_default());
                bail!("two levels are given, {word} and --seniority {option}: leave one of them out");
            }
            (first, second) => first.or(second).unwrap_or_default(),
        };
        let role = match (role_words, args.role.clone()) {
            (Some(first), Some(second)) if letters_and_digits(&first) != letters_and_digits(&second) => {
                if let [word] = words.as_slice()
                    && let Err(error) = kit::parse_seniority(word)
                    && kit::level_meant(word).is_some()
                {
                    bail!(error);
                }
                bail!("two roles are given, {first} and --role {second}: leave one of them out");
            }
            (first, second) => second.or(first),
        };
        Ok(Self { role, levels })
    }
}

/// Splits the words that were typed by position into the role and the levels.
fn split_words(words: &[&str]) -> Result<(Option<String>, Option<Vec<Seniority>>)> {
    let Some((last, before)) = words.split_last() else { return Ok((None, None)) };
    if let Ok(levels) = kit::parse_seniority(last) {
        return Ok(((!before.is_empty()).then(|| before.join(" ")), Some(levels)));
    }
    if !before.is_empty()
        && last.starts_with(|c: char| c.is_ascii_digit())
        && kit::parse_minutes(last).is_ok()
    {
        bail!("`{last}` is no level: write --minutes {last}");
    }
    if !before.is_empty() && is_unit_of_length(last) {
        bail!(
            "`{last}` is neither a role nor a level: quote a length with a blank, as in --minutes \"90 {last}\""
        );
    }
    Ok((Some(words.join(" ")), None))
}

/// Returns true for `min`, `minutes`, `h` and the like.
fn is_unit_of_length(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && kit::parse_minutes(&format!("1{word}")).is_ok()
}

/// A command line that can be typed with another role.
pub(super) struct CommandSketch<'a> {
    /// The command: `build`, `list categories`.
    pub(super) command: &'a str,
    pub(super) bank: &'a BankArgs,
    /// True if the command chooses questions, so that it needs a role.
    pub(super) needs_role: bool,
}

impl CommandSketch<'_> {
    /// Replaces the words for the role of a blueprint by its id. An unknown or missing role becomes a finding, and
    /// the result is false.
    pub(super) fn resolve_role(
        &self,
        bank: &Bank,
        blueprint: &mut Blueprint,
        session: &mut Session,
    ) -> Result<bool> {
        let names = RoleNames::new(bank);
        let found = if self.needs_role { names.require(blueprint) } else { names.resolve(blueprint) };
        match found {
            Ok(note) => {
                session.findings.extend(note);
                Ok(true)
            }
            Err(error) => {
                if let RoleError::Unknown { words, .. } = &error {
                    reject_misplaced_level(words, &names)?;
                }
                session.findings.push(error.finding(|id| self.spell(id, &blueprint.seniority)));
                Ok(false)
            }
        }
    }

    /// Returns the command with a role, in backticks.
    fn spell(&self, role: &str, levels: &[Seniority]) -> String {
        let path =
            |option: &str, path: &PathBuf| format!(" {option} {}", shell_quote(&path.display().to_string()));
        let banks = self.bank.bank.iter().map(|bank| path("--bank", bank));
        let banks = banks.chain(self.bank.add.iter().map(|added| path("--add", added)));
        let levels = match levels {
            [] if self.needs_role => " mid".to_owned(),
            [] => String::new(),
            levels => format!(" {}", levels.iter().map(|level| level.key()).collect::<Vec<_>>().join(",")),
        };
        format!("`interview-kit {} {}{levels}{}`", self.command, shell_quote(role), banks.collect::<String>())
    }
}

/// Rejects words that are no role because one of them was meant to be the level.
fn reject_misplaced_level(words: &str, names: &RoleNames<'_>) -> Result<()> {
    let is_role = |words: &str| !words.is_empty() && names.find(words).is_ok();
    let (before, last) = words.rsplit_once(' ').unwrap_or(("", words));
    if (is_role(before) || kit::level_meant(words).is_some())
        && let Err(error) = kit::parse_seniority(if is_role(before) { last } else { words })
    {
        bail!(error);
    }
    if let Some((first, after)) = words.split_once(' ')
        && kit::parse_seniority(first).is_ok()
        && is_role(after)
    {
        bail!("the role comes first: write `{} {first}`", shell_quote(after));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::split_words;
    use crate::bank::Seniority::{Mid, Senior};

    #[test]
    fn the_last_word_is_the_level_if_it_is_one() {
        let role = |text: &str| Some(text.to_owned());
        for (words, expected) in [
            (&[][..], (None, None)),
            (&["mid"], (None, Some(vec![Mid]))),
            (&["python-developer"], (role("python-developer"), None)),
            (&["Python developer", "Mid"], (role("Python developer"), Some(vec![Mid]))),
            (&["Python", "developer", "mid,senior"], (role("Python developer"), Some(vec![Mid, Senior]))),
            (&["python", "developer"], (role("python developer"), None)),
        ] {
            assert_eq!(split_words(words).unwrap(), expected, "{words:?}");
        }
    }

    #[test]
    fn a_length_by_position_is_rejected() {
        let error = split_words(&["python-developer", "mid", "45m"]).unwrap_err().to_string();
        assert_eq!(error, "`45m` is no level: write --minutes 45m");
        let error = split_words(&["python-developer", "mid", "min"]).unwrap_err().to_string();
        assert!(error.ends_with("--minutes \"90 min\""), "{error}");
        assert!(split_words(&["minister"]).is_ok() && split_words(&["prime", "minister"]).is_ok());
    }
}
