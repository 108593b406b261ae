//! The report as test results in `JUnit` XML: a suite for the manifest, one for each kit, a case for each document.
//! The file of a document is the name of its case. All attributes are in the schema of Jenkins.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Report;
use super::entry::{DocumentEntry, DocumentState};
use super::error::RenderReportError;
use crate::wording::escape::escape_control;

/// The name of the root element.
pub(super) const ROOT_NAME: &str = "interview-kit batch";

type Xml = Writer<Vec<u8>>;

/// The result of a test case.
enum CaseResult<'r> {
    Passed,
    Skipped,
    Failed {
        kind: &'static str,
        message: String,
    },
    /// The program could not run.
    Error(&'r str),
}

struct Case<'r> {
    name: &'r str,
    result: CaseResult<'r>,
    output: String,
    seconds: f64,
}

struct Suite<'r> {
    name: &'r str,
    cases: Vec<Case<'r>>,
}

/// Renders a report as `JUnit` XML.
pub(super) fn render_junit(report: &Report) -> Result<String, RenderReportError> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    write_suites(&mut xml, report)?;
    Ok(String::from_utf8(xml.into_inner())? + "\n")
}

fn write_suites(xml: &mut Xml, report: &Report) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut suites = vec![Suite { name: &report.manifest, cases: vec![manifest_case(report)] }];
    suites.extend(report.documents.chunk_by(|a, b| a.kit == b.kit).map(|documents| Suite {
        name: &documents[0].kit,
        cases: documents.iter().map(document_case).collect(),
    }));
    let cases = || suites.iter().flat_map(|suite| &suite.cases);
    let [tests, failures, errors, _] = count_results(cases());
    xml.create_element("testsuites")
        .with_attribute(("name", ROOT_NAME))
        .with_attribute(("tests", tests.as_str()))
        .with_attribute(("failures", failures.as_str()))
        .with_attribute(("errors", errors.as_str()))
        .with_attribute(("time", format!("{:.3}", report.seconds).as_str()))
        .write_inner_content(|xml| suites.iter().try_for_each(|suite| write_suite(xml, suite)))?;
    Ok(())
}

fn write_suite(xml: &mut Xml, suite: &Suite<'_>) -> io::Result<()> {
    let [tests, failures, errors, skipped] = count_results(suite.cases.iter());
    let seconds: f64 = suite.cases.iter().map(|case| case.seconds).sum();
    xml.create_element("testsuite")
        .with_attribute(("name", replace_illegal(suite.name).as_str()))
        .with_attribute(("tests", tests.as_str()))
        .with_attribute(("failures", failures.as_str()))
        .with_attribute(("errors", errors.as_str()))
        .with_attribute(("skipped", skipped.as_str()))
        .with_attribute(("time", format!("{seconds:.3}").as_str()))
        .write_inner_content(|xml| {
            suite.cases.iter().try_for_each(|case| write_case(xml, suite.name, case))
        })?;
    Ok(())
}

fn write_case(xml: &mut Xml, suite: &str, case: &Case<'_>) -> io::Result<()> {
    let element = xml
        .create_element("testcase")
        .with_attribute(("name", replace_illegal(case.name).as_str()))
        .with_attribute(("classname", replace_illegal(suite).as_str()))
        .with_attribute(("time", format!("{:.3}", case.seconds).as_str()));
    if matches!(case.result, CaseResult::Passed) && case.output.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|xml| {
        let write_message = |xml: &mut Xml, name: &str, kind: &str, message: &str| -> io::Result<()> {
            let message = replace_illegal(message);
            xml.create_element(name)
                .with_attribute(("type", kind))
                .with_attribute(("message", message.as_str()))
                .write_text_content(BytesText::new(&message))?;
            Ok(())
        };
        match &case.result {
            CaseResult::Passed => {}
            CaseResult::Skipped => drop(xml.create_element("skipped").write_empty()?),
            CaseResult::Failed { kind, message } => write_message(xml, "failure", kind, message)?,
            CaseResult::Error(message) => write_message(xml, "error", "error", message)?,
        }
        if !case.output.is_empty() {
            xml.create_element("system-out")
                .write_text_content(BytesText::new(&replace_illegal(&case.output)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Returns the case of the manifest: the general findings, and the end of the run.
fn manifest_case(report: &Report) -> Case<'_> {
    let lines = |is_error: bool| -> String {
        let lines = report.findings.iter().filter(|finding| (finding.severity == "error") == is_error);
        let lines: Vec<String> =
            lines.map(|finding| format!("{}: {}", finding.code, finding.line())).collect();
        lines.join("\n")
    };
    let result = match (&report.error, lines(true)) {
        (Some(error), _) => CaseResult::Error(error),
        (None, errors) if errors.is_empty() => CaseResult::Passed,
        (None, errors) => CaseResult::Failed { kind: "finding", message: errors },
    };
    Case { name: &report.manifest, result, output: lines(false), seconds: 0.0 }
}

/// Returns the case of a document.
fn document_case(document: &DocumentEntry) -> Case<'_> {
    let reason = document.reason.clone().unwrap_or_default();
    let (result, output) = match document.state {
        DocumentState::Planned | DocumentState::NotReached => (CaseResult::Skipped, String::new()),
        DocumentState::Written | DocumentState::Unchanged => (CaseResult::Passed, escape_control(&reason)),
        bad => {
            let message = if reason.is_empty() { bad.word().to_owned() } else { escape_control(&reason) };
            (CaseResult::Failed { kind: bad.word(), message }, String::new())
        }
    };
    Case { name: &document.file, result, output, seconds: document.milliseconds / 1_000.0 }
}

/// Counts all cases, and the failed, erroneous and skipped ones.
fn count_results<'r>(cases: impl Iterator<Item = &'r Case<'r>>) -> [String; 4] {
    let mut counts = [0_usize; 4];
    for case in cases {
        counts[0] += 1;
        match case.result {
            CaseResult::Passed => {}
            CaseResult::Failed { .. } => counts[1] += 1,
            CaseResult::Error(_) => counts[2] += 1,
            CaseResult::Skipped => counts[3] += 1,
        }
    }
    counts.map(|count| count.to_string())
}

/// Replaces the characters that XML 1.0 forbids.
fn replace_illegal(text: &str) -> String {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if is_legal(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

#[cfg(test)]
mod tests {
    use super::replace_illegal;

    #[test]
    fn characters_that_xml_forbids_are_replaced() {
        assert_eq!(
            replace_illegal("a\u{0}\u{b}\u{1b}\u{fffe}\u{ffff}b"),
            "a\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}b"
        );
        assert_eq!(
            replace_illegal("\t\n\r \u{d7ff}\u{e000}\u{fffd}\u{10ffff}"),
            "\t\n\r \u{d7ff}\u{e000}\u{fffd}\u{10ffff}"
        );
    }
}
