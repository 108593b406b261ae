//! The findings of `redact`: names that are left, and reasons why names may be left.

use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::pdf::revise::{FilePart, NameRisk, Rest};
use crate::wording::escape::escape_control;

/// The help about fields that were renamed.
const RENAMED: &str = "give the kit as the interviewer saved it";
/// The longest part of a name in a message.
const SHOWN_NAME_CHARS: usize = 60;

/// Returns a finding for each place where names are left: an error, or a warning if they are accepted.
pub(crate) fn report_remaining_names(rest: &[Rest], is_accepted: bool) -> Vec<Diagnostic> {
    rest.chunk_by(is_same_place).map(|names| report_place(names, is_accepted)).collect()
}

/// Returns true if both names are left in the same place.
fn is_same_place(a: &Rest, b: &Rest) -> bool {
    match (a, b) {
        (Rest::Field(one, _), Rest::Field(other, _)) => one == other,
        (Rest::Elsewhere(one, _), Rest::Elsewhere(other, _)) => one == other,
        _ => false,
    }
}

/// Returns the finding about names in one place. It shows the words, because only a reader can judge if they are names.
fn report_place(names: &[Rest], is_accepted: bool) -> Diagnostic {
    let (place, help) = match &names[0] {
        Rest::Field(field, _) => {
            (format!("the field `{field}`"), format!("`--field {field}` empties it too"))
        }
        Rest::Elsewhere(part, _) => (describe_part(*part), "remove it with a PDF program".to_owned()),
    };
    let words = names.iter().map(|rest| match rest {
        Rest::Field(_, word) | Rest::Elsewhere(_, word) => match word.char_indices().nth(SHOWN_NAME_CHARS) {
            Some((end, _)) => format!("`{}…`", &word[..end]),
            None => format!("`{word}`"),
        },
    });
    let words: Vec<String> = words.collect();
    let verb = if words.len() == 1 { "is" } else { "are" };
    let message = escape_control(&format!("{} {verb} still in {place}", words.join(", ")));
    if is_accepted {
        return Diagnostic::warning(&codes::redact::NAME_LEFT, message);
    }
    let help = format!("{help}; --allow-rest writes the file with the name in it");
    Diagnostic::error(&codes::redact::NAME_LEFT, message).help(escape_control(&help))
}

fn describe_part(part: FilePart) -> String {
    match part {
        FilePart::Information => "the document information of the file".to_owned(),
        FilePart::Metadata => "the metadata of the file".to_owned(),
        FilePart::Attachment => "an attached file".to_owned(),
        FilePart::Bookmark => "a bookmark".to_owned(),
        FilePart::Description => "a description for screen readers".to_owned(),
        FilePart::Page(number) => format!("page {number}"),
        FilePart::Other => "a part of the file that is no field".to_owned(),
    }
}

/// The risks of a redacted kit that the user accepts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Accepted {
    /// Names may be left anywhere.
    pub(crate) rest: bool,
    /// Pages and fields may differ from those the kit was built with.
    pub(crate) altered: bool,
}

/// Returns a finding for each reason why names may be left: an error, or a warning if it is accepted.
pub(crate) fn report_obstacles(obstacles: &[NameRisk], name: &str, accepted: Accepted) -> Vec<Diagnostic> {
    obstacles.iter().map(|obstacle| report_obstacle(obstacle, name, accepted)).collect()
}

fn report_obstacle(obstacle: &NameRisk, name: &str, accepted: Accepted) -> Diagnostic {
    let altered = |what: &str| {
        let message = format!("{what}, so a name may stand where it is not looked for");
        (&codes::redact::ALTERED, message, "look at the pages for names; --accept-altered then redacts it")
    };
    let (code, message, help) = match obstacle {
        NameRisk::PagesAltered => altered(&format!("the pages of {name} are not those it was built with")),
        NameRisk::FieldsAltered => altered(&format!("the fields of {name} are not those it was built with")),
        NameRisk::NoSeals => {
            altered(&format!("{name} does not say with which pages and fields it was built"))
        }
        NameRisk::Merged(kits) => {
            altered(&format!("{name} holds {kits} kits that were merged into one file"))
        }
        NameRisk::Recipient(person) => (
            &codes::redact::RECIPIENT,
            format!("the pages of {name} say that this copy is for `{person}`"),
            "--accept-recipient leaves that line on the pages",
        ),
        NameRisk::MissingField(field) => (
            &codes::redact::MISSING_FIELD,
            format!("{name} has no field `{field}`: it was removed or renamed"),
            "give the kit as the interviewer saved it; if the name is in another field, which `interview-kit inspect` \
             names, `--field NAME` empties that one",
        ),
        NameRisk::StrangeField(field) => (
            &codes::redact::MISSING_FIELD,
            format!("the field `{field}` of {name} holds a text, and kits have no such field"),
            "`--field NAME` empties it, `--keep NAME` keeps it",
        ),
        NameRisk::NoPlaceForReplacement => (
            &codes::redact::MISSING_FIELD,
            format!("no page of {name} has a place for the text of --replace"),
            RENAMED,
        ),
        NameRisk::ReplacementHoldsName(word) => (
            &codes::redact::REPLACEMENT,
            format!("the text of --replace holds `{word}`, which it is to replace"),
            "give a text without the name, such as a number",
        ),
        NameRisk::Picture(page) => (
            &codes::redact::NOT_SEARCHABLE,
            format!("page {page} of {name} shows a picture, in which no name can be searched"),
            "look at that page; remove the picture with a PDF program",
        ),
        NameRisk::UnreadableText(page) => (
            &codes::redact::NOT_SEARCHABLE,
            format!(
                "page {page} of {name} shows characters that cannot be read, so no name can be searched in them"
            ),
            "look at that page; save the kit with another PDF program",
        ),
        NameRisk::UnreadableField(field) => (
            &codes::redact::NOT_SEARCHABLE,
            format!("the field `{field}` of {name} shows a drawing that cannot be read"),
            "look at that field; `--field NAME` empties it",
        ),
    };
    let message = escape_control(&message);
    if accepted.rest || accepted.altered && obstacle.is_of_seals() {
        return Diagnostic::warning(code, message);
    }
    Diagnostic::error(code, message).help(format!("{help}; --allow-rest writes the file all the same"))
}
