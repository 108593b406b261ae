//! Collecting many findings, and showing few.

use super::codes;
use super::{Diagnostic, Severity};

/// The greatest number of findings that are shown of a run. The rest are counted.
pub const MAX_SHOWN_FINDINGS: usize = 100;
/// The greatest number of findings of one severity that a log keeps.
const MAX_KEPT_FINDINGS: usize = 1_000;

/// A log of findings of bounded size: further findings are counted.
#[derive(Debug, Default)]
pub struct FindingLog {
    kept: Vec<Diagnostic>,
    errors: Tally,
    warnings: Tally,
    notes: Tally,
}

/// The findings of one severity in a log.
#[derive(Debug, Default)]
struct Tally {
    kept: usize,
    left_out: usize,
}

impl FindingLog {
    fn tally(&mut self, severity: Severity) -> &mut Tally {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        let tally = self.tally(finding.severity);
        if tally.kept < MAX_KEPT_FINDINGS {
            tally.kept += 1;
            self.kept.push(finding);
        } else {
            tally.left_out += finding.count;
        }
    }

    /// Adds the findings of another log.
    pub fn append(&mut self, other: Self) {
        for (severity, count) in other.left_out() {
            self.tally(severity).left_out += count;
        }
        for finding in other.kept {
            self.push(finding);
        }
    }

    /// Returns true if the log holds an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors.kept > 0
    }

    fn left_out(&self) -> [(Severity, usize); 3] {
        [
            (Severity::Error, self.errors.left_out),
            (Severity::Warning, self.warnings.left_out),
            (Severity::Note, self.notes.left_out),
        ]
    }

    /// Returns the findings by place, and last those that stand for the ones that the log did not keep, by severity.
    #[must_use]
    pub fn into_findings(self) -> Vec<Diagnostic> {
        let more = self.left_out().into_iter().filter_map(|left_out| count_more(&[left_out]));
        let more: Vec<Diagnostic> = more.collect();
        let mut findings = self.kept;
        Diagnostic::sort_by_place(&mut findings);
        findings.extend(more);
        findings
    }
}

/// Returns the findings to show: at most [`MAX_SHOWN_FINDINGS`], errors before warnings before notes, and a last one
/// that counts the others. The closing lines of the run are kept.
#[must_use]
pub fn shorten_findings(findings: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_more = |finding: &&Diagnostic| finding.code == &codes::run::MORE_FINDINGS;
    let is_closing = |finding: &&Diagnostic| !is_more(finding) && finding.code.id().starts_with("run::");
    let is_ordinary = |finding: &&Diagnostic| !is_more(finding) && !is_closing(finding);
    let total = findings.iter().filter(is_ordinary).count();
    // The findings were shortened before.
    if total <= MAX_SHOWN_FINDINGS && findings.iter().any(|finding| is_more(&finding)) {
        return findings.to_vec();
    }
    // A line that stands for one finding would take the room of this finding.
    let mut room = if total > MAX_SHOWN_FINDINGS + 1 { MAX_SHOWN_FINDINGS } else { total };
    let mut shown = vec![false; findings.len()];
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for (shown, _) in shown
            .iter_mut()
            .zip(findings)
            .filter(|(_, f)| is_ordinary(f) && f.severity == severity)
            .take(room)
        {
            *shown = true;
            room -= 1;
        }
    }
    let count_hidden = |severity| {
        let hidden = findings.iter().zip(&shown).filter(|(f, shown)| !**shown && !is_closing(f));
        (severity, hidden.map(|(f, _)| f).filter(|f| f.severity == severity).map(|f| f.count).sum())
    };
    let more = count_more(&[Severity::Error, Severity::Warning, Severity::Note].map(count_hidden));
    let kept = findings.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(f, _)| f.clone());
    let closing = findings.iter().filter(is_closing).cloned();
    kept.chain(more).chain(closing).collect()
}

/// Returns the finding that stands for the findings that are left out, by severity. Its severity is the gravest.
fn count_more(left_out: &[(Severity, usize)]) -> Option<Diagnostic> {
    let present: Vec<_> = left_out.iter().copied().filter(|(_, count)| *count > 0).collect();
    let (gravest, _) = *present.first()?;
    let noun = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let words: Vec<String> = present
        .iter()
        .map(|(severity, count)| {
            format!("{count} more {}{}", noun(*severity), if *count == 1 { "" } else { "s" })
        })
        .collect();
    let message = format!("and {}", words.join(", "));
    let finding = Diagnostic::error(&codes::run::MORE_FINDINGS, message)
        .help(format!("correct these first: a run shows {MAX_SHOWN_FINDINGS} findings"));
    let count = present.iter().map(|(_, count)| count).sum();
    Some(Diagnostic { severity: gravest, count, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(errors: usize, warnings: usize) -> Vec<Diagnostic> {
        let warning = |n| Diagnostic::warning(&codes::bank::REPEATED_ENTRY, format!("w{n}"));
        let error = |n| Diagnostic::error(&codes::bank::SYNTAX, format!("e{n}"));
        (0..warnings).map(warning).chain((0..errors).map(error)).collect()
    }

    #[test]
    fn errors_come_before_warnings_and_the_rest_is_counted_once() {
        let shown = shorten_findings(&findings(3, 500));
        assert_eq!(shown.len(), 101);
        assert_eq!(shown[99].message, "e2");
        assert_eq!(shown[100].message, "and 403 more warnings");
        assert_eq!(shown[100].severity, Severity::Warning);
        let mut log = FindingLog::default();
        for finding in findings(1_200, 1_001) {
            log.push(finding);
        }
        let kept = log.into_findings();
        assert_eq!(kept.len(), 2_002);
        let shown = shorten_findings(&kept);
        assert_eq!(shown[100].message, "and 1100 more errors, 1001 more warnings");
        assert_eq!(shorten_findings(&shown), shown);
        assert_eq!(shorten_findings(&findings(50, 51)).len(), 101);
    }

    #[test]
    fn the_closing_lines_of_a_run_stay_last() {
        let mut all = findings(0, 300);
        all.push(Diagnostic::note(&codes::run::BUILT, "wrote a kit"));
        let shown = shorten_findings(&all);
        assert_eq!(shown.last().map(|f| f.message.as_str()), Some("wrote a kit"));
        assert_eq!(shown[100].message, "and 200 more warnings");
    }
}
