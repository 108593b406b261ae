//! Finds the role that the words of a user mean: its id, its name in any case, or their start.

use std::fmt::Write as _;

use super::blueprint::Blueprint;
use crate::bank::{Bank, QuestionType, Role, plain};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, suggest};
use crate::wording::fold::letters_and_digits;

/// The fewest letters and digits of the start of a role that stand for it.
const MIN_PREFIX_CHARS: usize = 2;
/// The roles that a message lists; the others are counted.
const MAX_LISTED_ROLES: usize = 12;

/// The ids and names of the roles of a bank, prepared for many look-ups.
pub struct RoleNames<'b> {
    roles: Vec<NamedRole<'b>>,
}

/// A role with the letters and digits of its id and of its name, in lower case.
struct NamedRole<'b> {
    role: &'b Role,
    id: String,
    name: String,
    /// The id and the name from each of their words on: `engineer` too for `Data engineer`.
    word_starts: Vec<String>,
    /// The first letters of the words of the name: `sre` for `Site reliability engineer`.
    initials: String,
}

/// The reason why the role of a request is not known. The roles are ids.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RoleError {
    /// No role has this id or name.
    #[error("unknown role `{words}`{}", suggest::did_you_mean(only(.similar)))]
    Unknown {
        /// The words of the user.
        words: String,
        /// The roles that the words may mean; empty if none is similar.
        similar: Vec<String>,
        /// All roles of the bank.
        roles: Vec<String>,
    },
    /// Several roles have this name, or start with these words.
    #[error("`{words}` may be one of {} roles", .roles.len())]
    Ambiguous {
        /// The words of the user.
        words: String,
        /// The roles that the words stand for.
        roles: Vec<String>,
    },
    /// No role is named, and the bank has several.
    #[error("name a role: the bank has {}, and each has questions of its own", .roles.len())]
    Missing {
        /// All roles of the bank.
        roles: Vec<String>,
    },
}

impl<'b> RoleNames<'b> {
    /// Prepares the roles of a bank.
    #[must_use]
    pub fn new(bank: &'b Bank) -> Self {
        let named = |role: &'b Role| {
            let name = plain(&role.name.value);
            let first_letters =
                name.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
            let initials = first_letters.flat_map(char::to_lowercase).collect();
            let word_starts = word_starts(&role.id).chain(word_starts(&name)).collect();
            NamedRole {
                role,
                id: letters_and_digits(&role.id),
                name: letters_and_digits(&name),
                word_starts,
                initials,
            }
        };
        Self { roles: bank.roles.iter().map(named).collect() }
    }

    /// Returns the role with this id or name, in any case; otherwise the role that starts so, with a note, if no
    /// word of another role starts so.
    pub fn find(&self, words: &str) -> Result<(&'b Role, Option<Diagnostic>), RoleError> {
        let words = words.trim();
        if let Some(named) = self.roles.iter().find(|named| named.role.id == words) {
            return Ok((named.role, None));
        }
        let typed = letters_and_digits(words);
        let same = self.filter(|named| named.id == typed || named.name == typed);
        if let [role] = same.as_slice() {
            return Ok((role, None));
        }
        let is_short = typed.chars().count() < MIN_PREFIX_CHARS;
        let starts = self
            .filter(|named| !is_short && (named.id.starts_with(&typed) || named.name.starts_with(&typed)));
        let meant = match (same.as_slice(), starts.as_slice()) {
            ([], []) => return Err(self.unknown(words, &typed)),
            ([], _) => self.filter(|named| named.word_starts.iter().any(|start| start.starts_with(&typed))),
            _ => same,
        };
        match meant.as_slice() {
            [role] => Ok((role, Some(note_short_name(words, role)))),
            roles => Err(RoleError::Ambiguous { words: words.to_owned(), roles: ids(roles.iter().copied()) }),
        }
    }

    /// Replaces the words for a role in a blueprint by the id of the role.
    pub fn resolve(&self, blueprint: &mut Blueprint) -> Result<Option<Diagnostic>, RoleError> {
        let Some(words) = &blueprint.role else { return Ok(None) };
        let (role, note) = self.find(words)?;
        blueprint.role = Some(role.id.clone());
        Ok(note)
    }

    /// Resolves the role of a blueprint. Without one, takes the only role of the bank; with several roles that is an
    /// error, unless the blueprint [needs none](needs_role).
    pub fn require(&self, blueprint: &mut Blueprint) -> Result<Option<Diagnostic>, RoleError> {
        match self.roles.as_slice() {
            _ if blueprint.role.is_some() => self.resolve(blueprint),
            [named] => {
                blueprint.role = Some(named.role.id.clone());
                Ok(None)
            }
            [_, _, ..] if needs_role(blueprint) => Err(RoleError::Missing { roles: self.ids() }),
            _ => Ok(None),
        }
    }

    /// Does what [`Self::require`] does, but the start of a role is an error. A file that is kept must not change its
    /// meaning when the bank gets a role that starts alike.
    pub fn require_whole(&self, blueprint: &mut Blueprint) -> Result<(), RoleError> {
        let words = blueprint.role.clone().unwrap_or_default();
        if self.require(blueprint)?.is_none() {
            return Ok(());
        }
        let similar = blueprint.role.iter().cloned().collect();
        Err(RoleError::Unknown { words, similar, roles: self.ids() })
    }

    fn filter(&self, is_meant: impl Fn(&NamedRole<'_>) -> bool) -> Vec<&'b Role> {
        self.roles.iter().filter(|named| is_meant(named)).map(|named| named.role).collect()
    }

    fn ids(&self) -> Vec<String> {
        ids(self.roles.iter().map(|named| named.role))
    }

    fn unknown(&self, words: &str, typed: &str) -> RoleError {
        let names = self.roles.iter().map(|named| named.role.id.as_str());
        let similar = match suggest::meant(words, names) {
            Some(id) => vec![id.to_owned()],
            None if typed.chars().count() < MIN_PREFIX_CHARS => Vec::new(),
            None => {
                let has = |text: &str| text.contains(typed);
                let is_similar =
                    |named: &NamedRole<'_>| named.initials == typed || has(&named.id) || has(&named.name);
                ids(self.filter(is_similar).into_iter())
            }
        };
        RoleError::Unknown { words: words.to_owned(), similar, roles: self.ids() }
    }
}

/// Returns true if a blueprint without a role would mix the questions of several roles: nothing in it says what to ask
/// about, neither questions, categories nor tags, nor types that are the same in every trade.
#[must_use]
pub fn needs_role(blueprint: &Blueprint) -> bool {
    let names_topic =
        !blueprint.only.is_empty() || !blueprint.categories.is_empty() || !blueprint.tags.is_empty();
    let is_technical = blueprint.kinds.is_empty() || blueprint.kinds.contains(&QuestionType::Technical);
    !names_topic && is_technical
}

impl RoleError {
    /// Returns the registered code of this kind of error.
    #[must_use]
    pub fn code(&self) -> &'static Code {
        match self {
            Self::Unknown { .. } => &codes::select::UNKNOWN_ROLE,
            Self::Ambiguous { .. } => &codes::select::AMBIGUOUS_ROLE,
            Self::Missing { .. } => &codes::select::MISSING_ROLE,
        }
    }

    /// Returns the finding. `spell` returns what to type for a role.
    #[must_use]
    pub fn finding(&self, spell: impl Fn(&str) -> String) -> Diagnostic {
        let (Self::Unknown { roles, .. } | Self::Ambiguous { roles, .. } | Self::Missing { roles }) = self;
        let meant = match self {
            Self::Unknown { similar, .. } if !similar.is_empty() => similar,
            _ => roles,
        };
        let finding = Diagnostic::error(self.code(), self.to_string());
        match meant.as_slice() {
            [] => finding.help("the bank has no roles: leave the role out"),
            [id] => finding.help(format!("type {}", spell(id))),
            [id, ..] => finding.help(format!("type {}, or name another of {}", spell(id), list_roles(meant))),
        }
    }
}

/// Returns the letters and digits of a text from each of its words on.
fn word_starts(text: &str) -> impl Iterator<Item = String> {
    let is_start = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let starts = text.char_indices().filter(move |(at, c)| c.is_alphanumeric() && is_start(*at));
    starts.map(|(at, _)| letters_and_digits(&text[at..]))
}

fn note_short_name(words: &str, role: &Role) -> Diagnostic {
    Diagnostic::note(&codes::select::SHORT_ROLE, format!("took `{words}` for the role `{}`", role.id))
}

fn ids<'b>(roles: impl Iterator<Item = &'b Role>) -> Vec<String> {
    roles.map(|role| role.id.clone()).collect()
}

/// Returns the only entry of a list.
fn only(list: &[String]) -> Option<&str> {
    if let [entry] = list { Some(entry) } else { None }
}

fn list_roles(roles: &[String]) -> String {
    let mut list =
        roles.iter().take(MAX_LISTED_ROLES).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    if roles.len() > MAX_LISTED_ROLES {
        let _ = write!(list, " and {} more", roles.len() - MAX_LISTED_ROLES);
    }
    list
}
