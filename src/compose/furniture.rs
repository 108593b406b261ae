//! Head, foot and metadata.

use super::strings::Words;
use super::theme::QUIET;
use super::tools::levels;
use super::{Face, Options};
use crate::bank::{Seniority, plain};
use crate::document::{Direction, Furniture, Meta};
use crate::kit::Kit;

/// The role's name, or a word for an interview without one.
pub(super) fn role_name(kit: &Kit<'_>, words: &Words) -> String {
    kit.role.map_or_else(|| words.interview.to_owned(), |r| plain(&r.name.value))
}

/// The levels the kit is for.
pub(super) fn level_name(kit: &Kit<'_>, words: &Words) -> String {
    name_of_levels(&kit.seniority, words)
}

/// Levels, lowest first, as they are named on a page.
pub(super) fn name_of_levels(seniority: &[Seniority], words: &Words) -> String {
    if seniority.is_empty() || seniority.len() == Seniority::ALL.len() {
        words.any_level.to_owned()
    } else {
        levels(seniority, Words::seniority, words.range)
    }
}

/// The role's name out of the title of a kit.
pub(super) fn role_of(title: &str, face: Face, seniority: &[Seniority], words: &Words) -> Option<String> {
    let kind = match face {
        Face::Interviewer => words.kit,
        Face::Candidate => words.handout,
    };
    let title_of = words.title.replace("{kit}", kind).replace("{level}", &name_of_levels(seniority, words));
    let (before, after) = title_of.split_once("{role}")?;
    title.strip_prefix(before)?.strip_suffix(after).map(str::to_owned)
}

/// How many questions there are, in words.
pub(super) fn count(kit: &Kit<'_>, words: &Words) -> String {
    match kit.picks.len() {
        1 => words.question_one.to_owned(),
        n => words.question_many.replace("{n}", &n.to_string()),
    }
}

pub(super) fn furniture(kit: &Kit<'_>, options: &Options, words: &Words) -> Furniture {
    let mark = options.recipient.as_deref().map(|name| words.for_one.replace("{recipient}", name));
    Furniture {
        // Braces would be taken for the layout's own places.
        head: format!("{} · {}", role_name(kit, words), level_name(kit, words)).replace(['{', '}'], ""),
        head_one: words.head_one.to_owned(),
        head_many: words.head_many.to_owned(),
        foot: words.foot_fingerprint.replace("{fingerprint}", &kit.fingerprint),
        foot_middle: match options.face {
            Face::Interviewer => words.confidential.to_owned(),
            Face::Candidate => String::new(),
        },
        foot_page: words.page.to_owned(),
        mark: mark.unwrap_or_default().replace(['{', '}'], ""),
        style: QUIET,
    }
}

pub(super) fn meta(kit: &Kit<'_>, options: &Options, words: &Words) -> Meta {
    let (name, subject) = match options.face {
        Face::Interviewer => (words.kit, words.subject),
        Face::Candidate => (words.handout, words.handout_subject),
    };
    let title = words.title.replace("{kit}", name).replace("{level}", &level_name(kit, words));
    Meta {
        title: title.replace("{role}", &role_name(kit, words)),
        author: options.author.clone(),
        subject: subject
            .replace("{minutes}", &kit.minutes.to_string())
            .replace("{questions}", &count(kit, words)),
        language: kit.language.to_owned(),
        words: Some(words.language.to_owned()).filter(|words| !same_language(words, kit.language)),
        direction: Direction::of(kit.language),
    }
}

/// Whether two tags name one language, of whatever region.
fn same_language(one: &str, other: &str) -> bool {
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    language(one) == language(other)
}
