//! What `flatten` and `redact` have in common: the kit they are given, and why it cannot be used.

use std::path::Path;

use anyhow::{Result, bail};

use super::args::Findings;
use super::args::PasswordArgs;
use super::show;
use crate::diag::codes;
use crate::diag::{Diagnostic, Sources};
use crate::fs::read::{read_kit, read_password};
use crate::layout::report_missing_glyphs;
use crate::pdf::revise::{ReviseError, Source};
use crate::wording::escape::escape_control;

/// The kit that was named, with its password.
pub(super) fn source(file: &Path, password: &PasswordArgs) -> Result<Source> {
    Ok(Source { password: self::password(password, file)?, bytes: read_kit(file)? })
}

/// The password of a kit, if one is given.
pub(super) fn password(args: &PasswordArgs, kit: &Path) -> Result<Option<String>> {
    let Some(path) = &args.password_file else { return Ok(None) };
    if path.as_os_str() == "-" && kit.as_os_str() == "-" {
        bail!("the kit and its password cannot both come from standard input");
    }
    Ok(Some(read_password(path)?))
}

/// Shows findings.
pub(super) fn show(findings: &[Diagnostic]) {
    show::findings(findings, &Sources::default(), Findings::Text);
}

/// Why no file came about, as findings. `wanted` is what the kit should have become.
pub(super) fn findings(error: &ReviseError, name: &str, wanted: &str) -> Vec<Diagnostic> {
    let say = |code, message: String| Diagnostic::error(code, escape_control(&message));
    let finding = match error {
        ReviseError::Missing(lacking) => return report_missing_glyphs(lacking, &Sources::default()),
        ReviseError::Read(error) => {
            say(error.code(), format!("cannot read {name}: {error}")).help(error.help())
        }
        ReviseError::NotAKit => say(&codes::pdf::NOT_A_KIT, format!("{name} is no kit that interview-kit built"))
            .help("other PDF files may hold what this program does not know to change"),
        ReviseError::NoFields => say(&codes::pdf::NO_FIELDS, format!("{name} has no fields, so nothing can be {wanted}"))
            .help("give the file as it was filled in; a record has no names to remove by their fields: redact first, then flatten"),
        ReviseError::Signed(field) => {
            say(&codes::pdf::SIGNED, format!("the field `{field}` of {name} is signed with a certificate"))
                .help("a signature holds for the file as it is: keep that file, it is final")
        }
        ReviseError::TooLong(fields) => {
            say(&codes::flatten::ANSWER_TOO_LONG, format!("{} more than there is room for", hold(fields)))
                .help("shorten what is typed there, or move a part of it to another field")
        }
        ReviseError::NotShown(fields) => say(
            &codes::pdf::UNPLACED_ANSWER,
            format!("{} an answer that no page of {name} has a place for", hold(fields)),
        )
        .help("open the kit in a PDF program, fill these fields in anew, and save it"),
        ReviseError::NoSuchField(field) => say(&codes::redact::UNKNOWN_FIELD, format!("{name} has no field `{field}`"))
            .help("`interview-kit inspect` prints the names of all fields"),
        ReviseError::Write(error) => say(&codes::pdf::NOT_WRITTEN, format!("cannot write the new file: {error}")),
    };
    vec![finding]
}

/// So many fields are named; the rest are counted.
const NAMED: usize = 5;

/// Fields, and that they hold something.
pub(super) fn hold(fields: &[String]) -> String {
    let (noun, verb) = if fields.len() == 1 { ("field", "holds") } else { ("fields", "hold") };
    format!("the {noun} {} {verb}", listed(fields))
}

/// Names of fields in one line.
pub(super) fn listed(fields: &[String]) -> String {
    let mut names: Vec<String> = fields.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    if fields.len() > NAMED {
        names.push(format!("{} more", fields.len() - NAMED));
    }
    names.join(", ")
}
