//! `redact`: a filled kit without names.

use anyhow::{Result, bail};

use super::plan_table::plural;
use super::progress::Progress;
use super::revise_args::RedactArgs;
use super::{Outcome, files, flatten, revise, show};
use crate::diag::Diagnostic;
use crate::pdf::revise::{NAMES, Part, Redacted, Redaction, Rest, redact};

pub(super) fn run(args: &RedactArgs) -> Result<Outcome> {
    files::check_target(&args.out, args.overwrite)?;
    let redaction = redaction(args)?;
    let fonts = revise::fonts(&args.font)?;
    let source = revise::source(&args.file, &args.password)?;
    let name = revise::name(&args.file);
    let progress = Progress::start("removing names from the kit");
    let made = redact(source, redaction, fonts);
    drop(progress);
    let redacted = match made {
        Ok(redacted) => redacted,
        Err(error) => {
            revise::show(&revise::findings(&error, &name, "removed"));
            return Ok(Outcome::Findings);
        }
    };
    let mut found: Vec<Diagnostic> = redacted.rest.iter().map(|rest| left(rest, args.allow_rest)).collect();
    if !redacted.rest.is_empty() && !args.allow_rest {
        revise::show(&found);
        return Ok(Outcome::Findings);
    }
    files::write(&args.out, &redacted.bytes)?;
    found.extend(flatten::unprotected(redacted.was_protected));
    revise::show(&found);
    show::note(&summary(args, &redacted));
    Ok(Outcome::Done)
}

fn redaction(args: &RedactArgs) -> Result<Redaction> {
    if let Some(both) = args.field.iter().find(|name| args.keep.contains(name)) {
        bail!("--field and --keep both name `{both}`");
    }
    if args.replace.is_some() && args.keep.iter().any(|name| name == "candidate") {
        bail!("--replace writes into the field `candidate`, which --keep leaves as it is");
    }
    let names = NAMES.into_iter().map(str::to_owned).filter(|name| !args.keep.contains(name));
    Ok(Redaction {
        fields: names.chain(args.field.iter().cloned()).collect(),
        asked_for: args.field.iter().chain(&args.keep).cloned().collect(),
        replacement: args.replace.clone(),
    })
}

/// A name that is left. The word itself is shown: without it nobody can judge whether it is the name.
fn left(rest: &Rest, is_allowed: bool) -> Diagnostic {
    let (place, word, help) = match rest {
        Rest::Field(field, word) => {
            (format!("the field `{field}`"), word, format!("`--field {field}` empties it as well"))
        }
        Rest::Elsewhere(part, word) => {
            let place = match part {
                Part::Information => "what the file says of itself",
                Part::Metadata => "the metadata of the file",
                Part::Remark => "a remark on a page",
                Part::Attachment => "an attached file",
                Part::Drawing => "a drawing on a page",
                Part::Other => "a part of the file that is no field",
            };
            (place.to_owned(), word, "take it out with a PDF program".to_owned())
        }
    };
    let message = show::harmless(&format!("`{word}` is still in {place}"));
    let finding = Diagnostic::warning("redact::rest", message);
    if is_allowed {
        finding
    } else {
        finding.help(format!("{help}; --allow-rest writes the file all the same"))
    }
}

fn summary(args: &RedactArgs, redacted: &Redacted) -> String {
    let place =
        if args.out.as_os_str() == "-" { "standard output".into() } else { args.out.display().to_string() };
    let what = if redacted.removed.is_empty() {
        "no field that was to be emptied had anything in it".to_owned()
    } else {
        format!("emptied {}", revise::listed(&redacted.removed))
    };
    let cut = match redacted.cut {
        0 => String::new(),
        n => format!("; removed what they held from {} of the file", plural(n as u32, "other part")),
    };
    format!("wrote {place}: {what}{cut}")
}
