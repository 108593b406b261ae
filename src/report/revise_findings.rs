//! The findings about kits that cannot be revised, and about records.

use crate::diag::codes;
use crate::diag::{Diagnostic, Sources};
use crate::layout::{MissingGlyph, report_missing_glyphs};
use crate::pdf::read::State;
use crate::pdf::revise::{Record, ReviseError};
use crate::wording::escape::{escape_control, shell_quote};
use crate::wording::plural::plural;

/// Fields that a message lists; it counts the rest.
const MAX_LISTED_FIELDS: usize = 5;
/// Returns the findings about a kit that cannot be revised. `participle` says what failed: `flattened`.
pub(crate) fn report_revise_error(error: &ReviseError, name: &str, participle: &str) -> Vec<Diagnostic> {
    let finding = |code, message: String| Diagnostic::error(code, escape_control(&message));
    vec![match error {
        ReviseError::Missing(missing) => return report_missing_glyphs(missing, &Sources::default()),
        ReviseError::Read(error) => {
            finding(error.code(), format!("cannot read {name}: {error}")).help(error.help())
        }
        ReviseError::NotAKit => {
            finding(&codes::pdf::NOT_A_KIT, format!("{name} is not a kit that interview-kit built"))
                .help("give a kit: other PDF files may hold parts that this program cannot change")
        }
        ReviseError::NoFields => {
            let message = format!("{name} has no fields, so nothing can be {participle}");
            finding(&codes::pdf::NO_FIELDS, message).help("give the kit as it was filled in")
        }
        ReviseError::IsRecord => {
            let message = format!(
                "{name} is a record: its answers are part of the pages and cannot be {participle} there"
            );
            finding(&codes::pdf::NO_FIELDS, message).help(
                "give the kit that the record was made of; redact that kit, and then flatten the result",
            )
        }
        ReviseError::Signed(field) => {
            let message = format!("the field `{field}` of {name} is signed with a certificate");
            finding(&codes::pdf::SIGNED, message)
                .help("keep the signed file: a change would make the signature invalid")
        }
        ReviseError::DamagedPage(page) => {
            let message = format!("page {page} of {name} is damaged, and cannot be {participle}");
            finding(&codes::flatten::DAMAGED_PAGE, message).help("fetch or save the kit once more")
        }
        ReviseError::TooLong(fields) => {
            let message = format!("{} more than there is room for", fields_hold(fields));
            finding(&codes::flatten::ANSWER_TOO_LONG, message)
                .help("shorten the answer, or move a part of it to another field")
        }
        ReviseError::NotShown(fields) => {
            let message = format!("{} an answer that no page of {name} has a place for", fields_hold(fields));
            finding(&codes::pdf::UNPLACED_ANSWER, message)
                .help("open the kit in a PDF program, fill in these fields again, and save it")
        }
        ReviseError::NoSuchField(field) => {
            finding(&codes::redact::UNKNOWN_FIELD, format!("{name} has no field `{field}`"))
                .help("`interview-kit inspect` prints the names of all fields")
        }
        ReviseError::Write(error) => {
            finding(&codes::pdf::NOT_WRITTEN, format!("cannot write the new file: {error}"))
        }
    }]
}

/// Returns warnings and notes about a record.
pub(crate) fn report_record(record: &Record, name: &str) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let Some(difference) = describe_alteration(record) {
        let message = format!("{name} {difference}; the record says so too");
        let help = "ask for the kit as it was filled in; `interview-kit inspect` shows what was altered";
        findings.push(Diagnostic::warning(&codes::flatten::ALTERED, escape_control(&message)).help(help));
    }
    for glyphs in record.missing.chunk_by(|a, b| a.subject == b.subject) {
        findings.push(report_stand_ins(glyphs));
    }
    if record.burnt > 0 {
        let remarks = plural(record.burnt as u32, "comment");
        let message = format!("{remarks} or drawings became part of the pages");
        findings.push(Diagnostic::note(&codes::flatten::COMMENTS_KEPT, message));
    }
    if !record.in_doubt.is_empty() {
        let fields = fields_hold(&record.in_doubt);
        let message = format!(
            "{fields} an answer in doubt in {name}; the record has the one that a page shows, if it is one of the kit's"
        );
        let help = format!("`interview-kit inspect {}` shows the other values", shell_quote(name));
        let warning = Diagnostic::warning(&codes::flatten::TWO_ANSWERS, escape_control(&message));
        findings.push(warning.help(escape_control(&help)));
    }
    if !record.detached.is_empty() {
        let message = format!(
            "the program that saved {name} renamed fields or took boxes out of the form; the record has what the \
             boxes show: {}",
            list_fields(&record.detached)
        );
        let help = "compare these answers with the pages of the kit";
        findings.push(Diagnostic::warning(&codes::pdf::DETACHED_FIELDS, escape_control(&message)).help(help));
    }
    if !record.is_tagged {
        let message = format!(
            "{name} lost its tags, or a part of them, when it was saved: a screen reader cannot read the record as it \
             could read the kit"
        );
        findings.push(Diagnostic::warning(&codes::flatten::LOST_TAGS, escape_control(&message)));
    }
    if record.more > 0 {
        let pages = plural(record.more as u32, "page");
        let message = format!("{pages} at the end hold answers that are too long for their fields");
        findings.push(Diagnostic::note(&codes::flatten::CONTINUATION_PAGES, message));
    }
    if record.added > 0 {
        let remarks = plural(record.added as u32, "comment");
        let message = format!("{remarks} or drawings on the pages are kept, and can still be changed");
        findings.push(Diagnostic::note(&codes::flatten::COMMENTS_KEPT, message));
    }
    findings.extend(warn_recovered(record.is_recovered, name));
    findings.extend(note_lost_password(record.was_protected));
    findings
}

/// Returns a warning if the file is damaged and its content was recovered.
pub(crate) fn warn_recovered(is_recovered: bool, name: &str) -> Option<Diagnostic> {
    let message =
        format!("{name} is damaged: its content was recovered, and answers may be missing or out of date");
    is_recovered.then(|| {
        Diagnostic::warning(&codes::pdf::RECOVERED, escape_control(&message))
            .help("compare the answers with the file in a PDF program, or fetch the file once more")
    })
}

/// Returns how a kit differs from the kit that was built; none if it does not.
fn describe_alteration(record: &Record) -> Option<String> {
    let pages_and_fields = match record.state {
        State::Altered { pages: true, fields: true } => "pages and fields",
        State::Altered { pages: true, .. } => "pages",
        State::Altered { .. } => "fields",
        State::Unknown => return Some("does not say with which pages and fields it was built".to_owned()),
        _ if record.kits > 1 => {
            return Some(format!("holds {} kits that were merged into one file", record.kits));
        }
        _ => return None,
    };
    let merged = if record.kits > 1 { format!(", and holds {} kits", record.kits) } else { String::new() };
    Some(format!("has other {pages_and_fields} than it was built with{merged}"))
}

/// Returns the warning about characters of one text that no font has.
fn report_stand_ins(glyphs: &[MissingGlyph]) -> Diagnostic {
    let describe =
        |glyph: &MissingGlyph| format!("`{}` (U+{:04X})", glyph.character, u32::from(glyph.character));
    let mut listed: Vec<String> = glyphs.iter().take(MAX_LISTED_FIELDS).map(describe).collect();
    if glyphs.len() > MAX_LISTED_FIELDS {
        listed.push(format!("{} more", glyphs.len() - MAX_LISTED_FIELDS));
    }
    let subject = glyphs.first().and_then(|glyph| glyph.subject.as_deref()).unwrap_or("an answer");
    let message =
        format!("no font has {} of {subject}; the record shows a sign in its place", listed.join(", "));
    Diagnostic::warning(&codes::flatten::STAND_IN, escape_control(&message))
        .help("name a font file that has it: --font FILE (TrueType or OpenType)")
}

/// Returns a note if the kit has a password: the new file has none.
pub(crate) fn note_lost_password(was_protected: bool) -> Option<Diagnostic> {
    let message = "the kit is protected with a password, and the new file is not";
    was_protected.then(|| Diagnostic::note(&codes::pdf::PASSWORD_DROPPED, message))
}

/// Lists fields as the subject of a sentence: `the fields a, b hold`.
fn fields_hold(fields: &[String]) -> String {
    let (noun, verb) = if fields.len() == 1 { ("field", "holds") } else { ("fields", "hold") };
    format!("the {noun} {} {verb}", list_fields(fields))
}

/// Lists the names of fields in one line.
pub(crate) fn list_fields(fields: &[String]) -> String {
    let mut names: Vec<String> =
        fields.iter().take(MAX_LISTED_FIELDS).map(|name| format!("`{name}`")).collect();
    if fields.len() > MAX_LISTED_FIELDS {
        names.push(format!("{} more", fields.len() - MAX_LISTED_FIELDS));
    }
    names.join(", ")
}
