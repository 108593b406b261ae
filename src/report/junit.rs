//! The report as test results in the XML that `JUnit` began: a suite for the manifest, one for each kit, a case for
//! each document. There is no attribute in it that the schema of Jenkins does not know; the file of a document is
//! the name of its case.

use std::io;

use anyhow::{Context, Result};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Document, Report, State};
use crate::wording::escape::escape_control;

/// What all suites together are called.
pub(crate) const NAME: &str = "interview-kit batch";

type Xml = Writer<Vec<u8>>;

/// How a case ended, if not well.
enum End<'r> {
    Well,
    Skipped,
    /// The kind, and what to say.
    Failure(&'static str, String),
    Error(&'r str),
}

struct Case<'r> {
    name: &'r str,
    end: End<'r>,
    said: String,
    seconds: f64,
}

struct Suite<'r> {
    name: &'r str,
    cases: Vec<Case<'r>>,
}

pub(crate) fn text(report: &Report) -> Result<String> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut xml, report).context("cannot write the report")?;
    Ok(String::from_utf8(xml.into_inner())? + "\n")
}

fn write(xml: &mut Xml, report: &Report) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut suites = vec![Suite { name: &report.manifest, cases: vec![whole(report)] }];
    suites.extend(
        report
            .documents
            .chunk_by(|a, b| a.kit == b.kit)
            .map(|documents| Suite { name: &documents[0].kit, cases: documents.iter().map(case).collect() }),
    );
    let cases = || suites.iter().flat_map(|suite| &suite.cases);
    let [tests, failures, errors, _] = tally(cases());
    xml.create_element("testsuites")
        .with_attribute(("name", NAME))
        .with_attribute(("tests", tests.as_str()))
        .with_attribute(("failures", failures.as_str()))
        .with_attribute(("errors", errors.as_str()))
        .with_attribute(("time", format!("{:.3}", report.seconds).as_str()))
        .write_inner_content(|xml| suites.iter().try_for_each(|suite| write_suite(xml, suite)))?;
    Ok(())
}

fn write_suite(xml: &mut Xml, suite: &Suite<'_>) -> io::Result<()> {
    let [tests, failures, errors, skipped] = tally(suite.cases.iter());
    let seconds: f64 = suite.cases.iter().map(|case| case.seconds).sum();
    xml.create_element("testsuite")
        .with_attribute(("name", legal(suite.name).as_str()))
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
        .with_attribute(("name", legal(case.name).as_str()))
        .with_attribute(("classname", legal(suite).as_str()))
        .with_attribute(("time", format!("{:.3}", case.seconds).as_str()));
    if matches!(case.end, End::Well) && case.said.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|xml| {
        let told = |xml: &mut Xml, name: &str, kind: &str, message: &str| -> io::Result<()> {
            let message = legal(message);
            xml.create_element(name)
                .with_attribute(("type", kind))
                .with_attribute(("message", message.as_str()))
                .write_text_content(BytesText::new(&message))?;
            Ok(())
        };
        match &case.end {
            End::Well => {}
            End::Skipped => drop(xml.create_element("skipped").write_empty()?),
            End::Failure(kind, message) => told(xml, "failure", kind, message)?,
            End::Error(message) => told(xml, "error", "error", message)?,
        }
        if !case.said.is_empty() {
            xml.create_element("system-out").write_text_content(BytesText::new(&legal(&case.said)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// What was found before the first document, and how the run ended.
fn whole(report: &Report) -> Case<'_> {
    let lines = |is_error: bool| -> String {
        let lines = report.findings.iter().filter(|finding| (finding.severity == "error") == is_error);
        let lines: Vec<String> =
            lines.map(|finding| format!("{}: {}", finding.code, finding.line())).collect();
        lines.join("\n")
    };
    let end = match (&report.error, lines(true)) {
        (Some(error), _) => End::Error(error),
        (None, errors) if errors.is_empty() => End::Well,
        (None, errors) => End::Failure("finding", errors),
    };
    Case { name: &report.manifest, end, said: lines(false), seconds: 0.0 }
}

fn case(document: &Document) -> Case<'_> {
    let reason = document.reason.clone().unwrap_or_default();
    let (end, said) = match document.result {
        State::Planned | State::Left => (End::Skipped, String::new()),
        State::Written | State::Unchanged => (End::Well, escape_control(&reason)),
        bad => {
            let message = if reason.is_empty() { bad.word().to_owned() } else { escape_control(&reason) };
            (End::Failure(bad.word(), message), String::new())
        }
    };
    Case { name: &document.file, end, said, seconds: document.milliseconds / 1_000.0 }
}

/// How many cases there are, and how many ended as failures, errors, skipped.
fn tally<'r>(cases: impl Iterator<Item = &'r Case<'r>>) -> [String; 4] {
    let mut counts = [0_usize; 4];
    for case in cases {
        counts[0] += 1;
        match case.end {
            End::Well => {}
            End::Failure(..) => counts[1] += 1,
            End::Error(_) => counts[2] += 1,
            End::Skipped => counts[3] += 1,
        }
    }
    counts.map(|count| count.to_string())
}

/// What may stand in XML 1.0; a mark in the place of anything else.
fn legal(text: &str) -> String {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if is_legal(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

#[cfg(test)]
mod tests {
    use super::legal;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(legal("a\u{0}\u{b}\u{1b}\u{fffe}\u{ffff}b"), "a\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}b");
        assert_eq!(
            legal("\t\n\r \u{d7ff}\u{e000}\u{fffd}\u{10ffff}"),
            "\t\n\r \u{d7ff}\u{e000}\u{fffd}\u{10ffff}"
        );
    }
}
