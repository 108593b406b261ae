//! `redact`: removes names from a filled kit.

use anyhow::{Result, bail};

use super::fonts::load_fonts;
use super::progress::Progress;
use super::revise_args::RedactArgs;
use super::standard_streams::{input_name, output_name};
use super::{flatten, revise, show};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::write::write_pdf;
use crate::pdf::revise::{NAMES, Part, Redacted, Redaction, Rest, redact};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// The longest part of a name in a message.
const SHOWN_NAME_CHARS: usize = 60;

pub(super) fn run(args: &RedactArgs) -> Result<ExitStatus> {
    check_target(&args.out, args.overwrite.into(), None)?;
    let redaction = read_redaction(args)?;
    let fonts = load_fonts(&args.font)?;
    let source = revise::source(&args.file, &args.password)?;
    let name = input_name(&args.file);
    let progress = Progress::start("removing names from the kit");
    let result = redact(source, redaction, fonts);
    drop(progress);
    let redacted = match result {
        Ok(redacted) => redacted,
        Err(error) => {
            revise::show(&revise::findings(&error, &name, "removed"));
            return Ok(ExitStatus::Findings);
        }
    };
    let mut findings: Vec<Diagnostic> = redacted
        .rest
        .chunk_by(is_same_place)
        .map(|rest| report_remaining_names(rest, args.allow_rest))
        .collect();
    if !redacted.rest.is_empty() && !args.allow_rest {
        revise::show(&findings);
        return Ok(ExitStatus::Findings);
    }
    write_pdf(&args.out, &redacted.bytes, args.overwrite.into(), None)?;
    findings.extend(flatten::note_lost_password(redacted.was_protected));
    revise::show(&findings);
    show::note(&summarize(args, &redacted));
    Ok(ExitStatus::Done)
}

/// Returns what to remove.
fn read_redaction(args: &RedactArgs) -> Result<Redaction> {
    if let Some(both) = args.field.iter().find(|name| args.keep.contains(name)) {
        bail!("--field and --keep both name `{both}`: leave one of them out");
    }
    if args.replace.is_some() && args.keep.iter().any(|name| name == "candidate") {
        bail!(
            "--replace writes into the field `candidate`, which --keep candidate keeps: leave one of them out"
        );
    }
    let names = NAMES.into_iter().map(str::to_owned).filter(|name| !args.keep.contains(name));
    Ok(Redaction {
        fields: names.chain(args.field.iter().cloned()).collect(),
        asked_for: args.field.iter().chain(&args.keep).cloned().collect(),
        replacement: args.replace.clone(),
    })
}

/// Returns true if both names are left in the same place.
fn is_same_place(a: &Rest, b: &Rest) -> bool {
    match (a, b) {
        (Rest::Field(one, _), Rest::Field(other, _)) => one == other,
        (Rest::Elsewhere(one, _), Rest::Elsewhere(other, _)) => one == other,
        _ => false,
    }
}

/// Returns the finding about names left in one place. It shows the words, because only a reader can judge if they
/// are the name.
fn report_remaining_names(rest: &[Rest], is_allowed: bool) -> Diagnostic {
    let (place, help) = match &rest[0] {
        Rest::Field(field, _) => {
            (format!("the field `{field}`"), format!("`--field {field}` empties it too"))
        }
        Rest::Elsewhere(part, _) => {
            let place = match part {
                Part::Information => "what the file says of itself",
                Part::Metadata => "the metadata of the file",
                Part::Remark => "a remark on a page",
                Part::Attachment => "an attached file",
                Part::Drawing => "a drawing on a page",
                Part::Other => "a part of the file that is no field",
            };
            (place.to_owned(), "take it out with a PDF program".to_owned())
        }
    };
    let words = rest.iter().map(|rest| match rest {
        Rest::Field(_, word) | Rest::Elsewhere(_, word) => match word.char_indices().nth(SHOWN_NAME_CHARS) {
            Some((end, _)) => format!("`{}…`", &word[..end]),
            None => format!("`{word}`"),
        },
    });
    let words: Vec<String> = words.collect();
    let verb = if words.len() == 1 { "is" } else { "are" };
    let message = escape_control(&format!("{} {verb} still in {place}", words.join(", ")));
    if is_allowed {
        return Diagnostic::warning(&codes::redact::NAME_LEFT, message);
    }
    let help = format!("{help}; --allow-rest writes the file all the same");
    Diagnostic::error(&codes::redact::NAME_LEFT, message).help(escape_control(&help))
}

/// Returns the line that reports what was removed.
fn summarize(args: &RedactArgs, redacted: &Redacted) -> String {
    let emptied = if redacted.removed.is_empty() {
        "no field that was to be emptied had anything in it".to_owned()
    } else {
        format!("emptied {}", revise::listed(&redacted.removed))
    };
    let removed = match redacted.cut {
        0 => String::new(),
        n => format!("; removed what they held from {} of the file", plural(n as u32, "other part")),
    };
    format!("wrote {}: {emptied}{removed}", output_name(&args.out))
}
