//! The running head and foot of every page, and the metadata.

use super::face::Face;
use super::flowables;
use super::options::Options;
use super::strings::Strings;
use super::theme::QUIET;
use crate::bank::{Seniority, plain};
use crate::document::{Direction, Furniture, Meta};
use crate::kit::Kit;

/// Returns the name of the role, or a word for an interview without a role.
pub(super) fn role_name(kit: &Kit<'_>, strings: &Strings) -> String {
    kit.role.map_or_else(|| strings.interview.to_owned(), |r| plain(&r.name.value))
}

/// Returns the levels that the kit is for.
pub(super) fn level_name(kit: &Kit<'_>, strings: &Strings) -> String {
    format_levels(&kit.seniority, strings)
}

/// Formats levels, lowest first, as a page names them.
pub(super) fn format_levels(seniority: &[Seniority], strings: &Strings) -> String {
    if seniority.is_empty() || seniority.len() == Seniority::ALL.len() {
        strings.any_level.to_owned()
    } else {
        flowables::format_levels(seniority, Strings::level_name, strings.range)
    }
}

/// Extracts the name of the role from the title of a kit.
pub(super) fn role_from_title(
    title: &str,
    face: Face,
    seniority: &[Seniority],
    strings: &Strings,
) -> Option<String> {
    let kind = match face {
        Face::Interviewer => strings.kit,
        Face::Candidate => strings.handout,
    };
    let title_of =
        strings.title.replace("{kit}", kind).replace("{level}", &format_levels(seniority, strings));
    let (before, after) = title_of.split_once("{role}")?;
    title.strip_prefix(before)?.strip_suffix(after).map(str::to_owned)
}

/// Returns the number of questions as text.
pub(super) fn question_count(kit: &Kit<'_>, strings: &Strings) -> String {
    match kit.picks.len() {
        1 => strings.question_one.to_owned(),
        n => strings.question_many.replace("{n}", &n.to_string()),
    }
}

pub(super) fn page_furniture(kit: &Kit<'_>, options: &Options, strings: &Strings) -> Furniture {
    let mark = options.style.recipient.as_deref().map(|name| strings.for_one.replace("{recipient}", name));
    Furniture {
        // Layout would replace text in braces.
        head: format!("{} · {}", role_name(kit, strings), level_name(kit, strings)).replace(['{', '}'], ""),
        head_one: strings.head_one.to_owned(),
        head_many: strings.head_many.to_owned(),
        foot: strings.foot_fingerprint.replace("{fingerprint}", &kit.fingerprint),
        foot_middle: match options.style.face {
            Face::Interviewer => strings.confidential.to_owned(),
            Face::Candidate => String::new(),
        },
        foot_page: strings.page.to_owned(),
        mark: mark.unwrap_or_default().replace(['{', '}'], ""),
        style: QUIET,
    }
}

pub(super) fn metadata(kit: &Kit<'_>, options: &Options, strings: &Strings) -> Meta {
    let (name, subject) = match options.style.face {
        Face::Interviewer => (strings.kit, strings.subject),
        Face::Candidate => (strings.handout, strings.handout_subject),
    };
    let title = strings.title.replace("{kit}", name).replace("{level}", &level_name(kit, strings));
    Meta {
        title: title.replace("{role}", &role_name(kit, strings)),
        author: options.style.author.clone(),
        subject: subject
            .replace("{minutes}", &kit.minutes.to_string())
            .replace("{questions}", &question_count(kit, strings)),
        language: kit.language.to_owned(),
        interface_language: Some(strings.language.to_owned())
            .filter(|language| !is_same_language(language, kit.language)),
        direction: Direction::from_language(kit.language),
    }
}

/// Returns true if two tags name the same language, whatever the region.
fn is_same_language(one: &str, other: &str) -> bool {
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    language(one) == language(other)
}
