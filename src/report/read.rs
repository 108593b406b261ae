//! Reads a report file, which may be damaged or hostile: of the known format, of limited size, of plain characters.

use std::path::Path;

use super::entry::{DocumentEntry, FindingEntry};
use super::error::ReadReportError;
use super::model::{Report, SCHEMA};
use crate::fs::exit_status::ExitStatus;
use crate::fs::read::read_report;
use crate::wording::bidi::is_bidi_or_invisible;
use crate::wording::escape::escape_control;

/// The longest text of a report.
const TEXT_MAX_CHARS: usize = 2_000;
/// The most documents, and the most findings, of a report.
const MAX_ENTRIES: usize = 200_000;
/// The longest run, and the longest work on a document.
const MAX_TIME: f64 = 1e9;

/// A report with the name of its file.
#[derive(Debug)]
pub(crate) struct NamedReport {
    pub(crate) name: String,
    pub(crate) report: Report,
}

/// Reads a report in JSON from a file.
pub(crate) fn read(path: &Path) -> Result<NamedReport, ReadReportError> {
    let name = path.display().to_string();
    let report = parse(&name, &read_report(path)?)?;
    Ok(NamedReport { name: escape_control(&name), report })
}

pub(super) fn parse(name: &str, bytes: &[u8]) -> Result<Report, ReadReportError> {
    let name = || name.to_owned();
    // Another version of the format is reported as such, not by its unknown keys.
    let Schema { schema } = serde_json::from_slice(bytes)
        .map_err(|source| ReadReportError::NotAReport { name: name(), source })?;
    if schema != SCHEMA {
        return Err(ReadReportError::OtherSchema { name: name(), schema });
    }
    let mut report: Report = serde_json::from_slice(bytes)
        .map_err(|source| ReadReportError::Incomplete { name: name(), source })?;
    if report.document_count.max(report.documents.len()).max(report.findings.len()) > MAX_ENTRIES {
        return Err(ReadReportError::TooLarge { name: name(), max: MAX_ENTRIES });
    }
    clean_report(&mut report);
    Ok(report)
}

/// The part that every version of the format has.
#[derive(serde::Deserialize)]
struct Schema {
    schema: u32,
}

fn clean_report(report: &mut Report) {
    let Report { program, manifest, plan, lock, error, findings, documents, status, seconds, .. } = report;
    for text in [program, manifest].into_iter().chain([plan, lock, error].into_iter().flatten()) {
        clean_text(text);
    }
    for FindingEntry { severity, code, message, file, help, .. } in findings {
        for text in [severity, code, message].into_iter().chain([file, help].into_iter().flatten()) {
            clean_text(text);
        }
    }
    for document in documents {
        let DocumentEntry { file, kit, role, seniority, face, paper, sha256, fingerprint, reason, .. } =
            document;
        let required = [file, kit, face, paper, fingerprint].into_iter().chain(seniority);
        for text in required.chain([role, sha256, reason].into_iter().flatten()) {
            clean_text(text);
        }
        document.milliseconds = document.milliseconds.clamp(0.0, MAX_TIME);
    }
    *status = ExitStatus::from_code(*status).code();
    *seconds = seconds.clamp(0.0, MAX_TIME);
    report.update_counts();
}

/// Shortens a text and replaces the characters that would break its line or turn its direction.
fn clean_text(text: &mut String) {
    let is_odd = |c: char| c.is_control() || is_bidi_or_invisible(c);
    if text.len() > TEXT_MAX_CHARS || text.chars().any(is_odd) {
        let clean = |c: char| if is_odd(c) { char::REPLACEMENT_CHARACTER } else { c };
        *text = text.chars().take(TEXT_MAX_CHARS).map(clean).collect();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::report::read::NamedReport;
    use crate::report::{ReportFormat, join};

    const TWO: [&[u8]; 2] =
        [include_bytes!("../../tests/cli/reports/1.json"), include_bytes!("../../tests/cli/reports/2.json")];

    proptest! {
        #[test]
        fn damaged_reports_are_rejected_or_rendered_as_plain_text(
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
            let read = [first.as_bytes(), TWO[1]].map(|bytes| super::parse("a.json", bytes));
            let [Ok(first), Ok(second)] = read else { return Ok(()) };
            let named = |report| NamedReport { name: "a.json".to_owned(), report };
            let Ok(joined) = join(vec![named(first), named(second)]) else { return Ok(()) };
            for format in ReportFormat::ALL {
                let text = format.render(&joined).unwrap();
                let is_odd = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
                prop_assert!(!text.chars().any(is_odd), "{text}");
            }
        }
    }

    #[test]
    fn control_characters_and_long_texts_are_cleaned() {
        let mut text = format!("a\u{1b}[31m\n\u{202e}fdp{}", "x".repeat(5_000));
        super::clean_text(&mut text);
        assert!(text.starts_with("a\u{fffd}[31m\u{fffd}\u{fffd}fdpxx"), "{text}");
        assert_eq!(text.chars().count(), 2_000);
    }
}
