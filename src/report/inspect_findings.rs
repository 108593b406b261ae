//! The findings of `inspect`: what a reader of the answers must know.

use std::collections::HashSet;

use super::listing::list_pages;
use super::revise_findings::list_fields;
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, Severity};
use crate::pdf::read::{Field, FileShape, Filled, ReadError};
use crate::wording::escape::{escape_control, shell_quote};
use crate::wording::plural::plural;

/// Files that a message lists; it counts the rest.
const MAX_LISTED_FILES: usize = 5;

/// Returns the finding about a file that cannot be read.
pub(crate) fn report_unreadable(name: &str, error: &ReadError) -> Diagnostic {
    Diagnostic::error(error.code(), escape_control(&format!("cannot read the answers in {name}: {error}")))
        .help(error.help())
}

/// Returns the finding about a file without answers.
pub(crate) fn report_no_fields(name: &str, filled: &Filled) -> Diagnostic {
    if filled.shape == FileShape::Portfolio {
        return report_portfolio(name, filled);
    }
    if filled.unnamed_boxes > 0 {
        return report_unnamed_boxes(name, filled);
    }
    let pages = plural(filled.pages as u32, "page");
    let message = format!("{name} ({pages}) has no fields, so there are no answers to read");
    Diagnostic::error(&codes::pdf::NO_FIELDS, escape_control(&message)).help(
        "give the file as it was filled in: printing to PDF turns answers into drawings, some programs that merge \
         files drop the fields, and --no-form makes kits without fields",
    )
}

fn report_portfolio(name: &str, filled: &Filled) -> Diagnostic {
    let files = filled.attached.len();
    let mut names: Vec<&str> =
        filled.attached.iter().take(MAX_LISTED_FILES).map(|file| file.name.as_str()).collect();
    let more = format!("{} more", files.saturating_sub(MAX_LISTED_FILES));
    if files > MAX_LISTED_FILES {
        names.push(&more);
    }
    let list = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
    let answers =
        if filled.fields.is_empty() { "has no answers of its own" } else { "their answers are not read" };
    let message = format!(
        "{name} is a portfolio: it is a cover for {}{list}, and {answers}",
        plural(files as u32, "attached file")
    );
    let help = format!(
        "save the kits out of it, for example with `pdfdetach -saveall {}`, and give those",
        shell_quote(name)
    );
    Diagnostic::error(&codes::pdf::PORTFOLIO, escape_control(&message)).help(escape_control(&help))
}

/// Returns warnings about the answers of a file.
pub(crate) fn report_doubts(name: &str, filled: &Filled) -> Vec<Diagnostic> {
    let warning = |code: &'static Code, message: String, help: &str| {
        Diagnostic::warning(code, escape_control(&message)).help(escape_control(help))
    };
    let mut findings = Vec::new();
    if filled.is_merged() {
        let message =
            format!("{name} is {} kits merged into one file: {}", filled.kit_pages.len(), list_pages(filled));
        findings.push(warning(&codes::pdf::MERGED_KITS, message, &suggest_split(name, filled)));
    }
    let in_doubt = names(filled, |field| field.is_in_doubt);
    if !in_doubt.is_empty() {
        let message =
            format!("in {name}, {} in doubt: {}", verb(in_doubt.len(), "answer"), list_fields(&in_doubt));
        let help = "look at the pages and decide; the column `doubt` has the other values";
        findings.push(warning(&codes::pdf::ANSWER_IN_DOUBT, message, help));
    }
    let detached = names(filled, |field| field.is_reassembled && (field.is_filled() || field.is_in_doubt));
    if filled.shape == FileShape::LostForm {
        let message = format!(
            "{name} lost its form, and only the boxes are still on its pages: the answers are read from the boxes"
        );
        let help =
            "compare the answers with the pages, or give the kit as it was before its pages were copied";
        findings.push(warning(&codes::pdf::LOST_FORM, message, help));
    } else if !detached.is_empty() {
        let message = format!(
            "in {name}, the program that saved it renamed fields or took boxes out of the form; read from the boxes: {}",
            list_fields(&detached)
        );
        findings.push(warning(&codes::pdf::DETACHED_FIELDS, message, "compare these answers with the pages"));
    }
    let as_warning = |finding| Diagnostic { severity: Severity::Warning, ..finding };
    if filled.shape == FileShape::Portfolio {
        findings.push(as_warning(report_portfolio(name, filled)));
    }
    if filled.unnamed_boxes > 0 {
        findings.push(as_warning(report_unnamed_boxes(name, filled)));
    }
    findings
}

fn report_unnamed_boxes(name: &str, filled: &Filled) -> Diagnostic {
    let boxes = plural(filled.unnamed_boxes as u32, "box").replace("boxs", "boxes");
    let message = format!(
        "{boxes} on the pages of {name} lost the fields they belong to, so their answers cannot be read"
    );
    Diagnostic::error(&codes::pdf::UNNAMED_BOXES, escape_control(&message))
        .help("look at the pages, or give the kit as it was before another program changed it")
}

/// Returns the command that splits a file.
fn suggest_split(name: &str, filled: &Filled) -> String {
    let second = filled.kit_pages.get(1).cloned().unwrap_or_default();
    format!(
        "the answers of each kit have its number; to get a kit as a file of its own, run \
         `qpdf {} --pages . {}-{} -- kit-2.pdf`",
        shell_quote(name),
        second.start + 1,
        second.end
    )
}

fn names(filled: &Filled, is_wanted: fn(&Field) -> bool) -> Vec<String> {
    let mut names: Vec<String> =
        filled.fields.iter().filter(|field| is_wanted(field)).map(|field| field.name.clone()).collect();
    // Merged kits have fields of the same name.
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

fn verb(count: usize, noun: &str) -> String {
    format!("{} {}", plural(count as u32, noun), if count == 1 { "is" } else { "are" })
}
