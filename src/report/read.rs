//! A report out of a file. Whoever wrote it: it is held to the form, to sizes, and to plain characters, so that
//! nothing in it can do more than be shown.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{Document, Finding, Report, SCHEMA};
use crate::fs::exit_status::ExitStatus;
use crate::fs::read::read_report;
use crate::wording::bidi::is_bidi_or_invisible;

/// Characters of one text.
const TEXT: usize = 2_000;
/// Documents of a manifest, findings of a run.
const MANY: usize = 200_000;

pub(crate) fn read(path: &Path) -> Result<Report> {
    parsed(&path.display().to_string(), &read_report(path)?)
}

fn parsed(name: &str, bytes: &[u8]) -> Result<Report> {
    // Nesting is limited by the reader; a form that is another is told before its keys are.
    let schema = serde_json::from_slice::<Schema>(bytes).with_context(|| {
        format!("{name} is no report: write one with `interview-kit batch --report json`")
    })?;
    if schema.schema != SCHEMA {
        bail!("{name} is a report of form {}, this program knows form {SCHEMA}", schema.schema);
    }
    let mut report: Report =
        serde_json::from_slice(bytes).with_context(|| format!("{name} is not a whole report"))?;
    if report.all > MANY || report.documents.len() > MANY || report.findings.len() > MANY {
        bail!("{name} has more than {MANY} documents or findings, which no manifest gives");
    }
    clean_report(&mut report);
    Ok(report)
}

/// What every form of report has.
#[derive(serde::Deserialize)]
struct Schema {
    schema: u32,
}

fn clean_report(report: &mut Report) {
    let Report { program, manifest, plan, lock, error, findings, documents, status, seconds, .. } = report;
    for text in [program, manifest].into_iter().chain([plan, lock, error].into_iter().flatten()) {
        clean(text);
    }
    for Finding { severity, code, message, file, help, .. } in findings {
        for text in [severity, code, message].into_iter().chain([file, help].into_iter().flatten()) {
            clean(text);
        }
    }
    for document in documents {
        let Document { file, kit, role, seniority, face, paper, sha256, fingerprint, reason, .. } = document;
        let always = [file, kit, face, paper, fingerprint].into_iter().chain(seniority);
        for text in always.chain([role, sha256, reason].into_iter().flatten()) {
            clean(text);
        }
        document.milliseconds = document.milliseconds.clamp(0.0, 1e9);
    }
    *status = ExitStatus::from_code(*status).code();
    *seconds = seconds.clamp(0.0, 1e9);
    report.count();
}

/// A text that is shown as it is: not long, in one line, in one direction.
fn clean(text: &mut String) {
    let is_odd = |c: char| c.is_control() || is_bidi_or_invisible(c);
    if text.len() > TEXT || text.chars().any(is_odd) {
        let plain = |c: char| if is_odd(c) { char::REPLACEMENT_CHARACTER } else { c };
        *text = text.chars().take(TEXT).map(plain).collect();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::report::Form;
    use crate::report::join;

    const TWO: [&[u8]; 2] =
        [include_bytes!("../../tests/cli/reports/1.json"), include_bytes!("../../tests/cli/reports/2.json")];

    proptest! {
        /// Whatever is done to reports, they are refused, or shown without harm.
        #[test]
        fn spoiled_reports_do_no_harm(
            spots in prop::collection::vec((0_usize..5_000, "[ -~\u{0}\u{1b}\u{202e}é]{0,3}", 0_usize..9), 0..4),
        ) {
            let mut first = String::from_utf8_lossy(TWO[0]).into_owned();
            for (at, text, len) in spots {
                let at = at.min(first.len());
                let end = (at + len).min(first.len());
                if first.is_char_boundary(at) && first.is_char_boundary(end) {
                    first.replace_range(at..end, &text);
                }
            }
            let read = [first.as_bytes(), TWO[1]].map(|bytes| super::parsed("a.json", bytes));
            let [Ok(first), Ok(second)] = read else { return Ok(()) };
            let named = |report| ("a.json".to_owned(), report);
            let Ok(joined) = join(vec![named(first), named(second)]) else { return Ok(()) };
            for form in Form::ALL {
                let text = form.render(&joined).unwrap();
                let is_odd = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
                prop_assert!(!text.chars().any(is_odd), "{text}");
            }
        }
    }

    #[test]
    fn texts_lose_what_is_not_shown_as_it_is() {
        let mut text = format!("a\u{1b}[31m\n\u{202e}fdp{}", "x".repeat(5_000));
        super::clean(&mut text);
        assert!(text.starts_with("a\u{fffd}[31m\u{fffd}\u{fffd}fdpxx"), "{text}");
        assert_eq!(text.chars().count(), 2_000);
    }
}
