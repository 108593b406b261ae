//! Recognizes files of other formats that are given as TOML.

use super::statements::{is_header_line, is_key_line};

/// The most lines that are looked at.
const MAX_LINES: usize = 50;
/// A longer line is looked at up to here.
const LINE_MAX_BYTES: usize = 2_000;

/// Returns the format of a file that is not text, as far as its first bytes tell.
pub(crate) fn recognize_bytes(bytes: &[u8]) -> Option<&'static str> {
    let marks: [(&[u8], &str); 5] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a spreadsheet, a text document or a zip file"),
        (b"\xD0\xCF\x11\xE0", "a spreadsheet or a text document of an old Office program"),
        (b"{\\rtf", "a text document (RTF)"),
        (b"\x1F\x8B", "a compressed file"),
    ];
    marks.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, format)| *format)
}

/// Returns the format of a text that is not TOML, as far as its first lines tell.
pub(crate) fn recognize_text(text: &str) -> Option<&'static str> {
    let shorten = |line: &str| {
        let end = (0..=line.len().min(LINE_MAX_BYTES)).rev().find(|end| line.is_char_boundary(*end));
        line.get(..end.unwrap_or(0)).unwrap_or_default().trim().to_owned()
    };
    let lines: Vec<String> =
        text.lines().map(shorten).filter(|line| !line.is_empty()).take(MAX_LINES).collect();
    let first = lines.iter().find(|line| !line.starts_with('#'))?;
    if is_header_line(first) || (is_key_line(first) && first.split('=').count() == 2) {
        return None;
    }
    let starts = |marks: &[&str]| marks.iter().any(|mark| first.to_lowercase().starts_with(mark));
    if first.starts_with('{') || starts(&["[{", "[\""]) || first == "[" {
        return Some("JSON");
    }
    if starts(&["<!doctype", "<html", "<?xml", "<table", "<div"]) {
        return Some("HTML or XML");
    }
    if lines.iter().any(|line| is_markdown_line(line)) && !starts(&["---"]) {
        return Some("Markdown");
    }
    if is_table(&lines) {
        return Some("a CSV table");
    }
    let is_heading = |line: &&String| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    if first.starts_with("- ") && !lines.iter().any(|line| is_yaml_line(line)) {
        let has_heading = lines.iter().any(|line| is_heading(&line));
        return Some(if has_heading { "Markdown" } else { "a list in Markdown or YAML" });
    }
    if starts(&["---", "- "]) || (is_yaml_line(first) && lines.iter().filter(|l| is_yaml_line(l)).count() > 1)
    {
        return Some("YAML");
    }
    None
}

/// Returns true for a line of Markdown that neither TOML nor YAML nor CSV has.
fn is_markdown_line(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = digits > 0 && line.get(digits..).is_some_and(|rest| rest.starts_with(". "));
    let is_linked = line.starts_with("- [") || line.starts_with("* [");
    is_numbered
        || is_linked
        || ["* ", "> ", "```", "| ", "**", "![", "[!["].iter().any(|m| line.starts_with(m))
}

/// Returns true if the first lines have the same number of values, two or more.
fn is_table(lines: &[String]) -> bool {
    let [first, second, ..] = lines else { return false };
    let count = |line: &str, delimiter: char| {
        let mut is_quoted = false;
        line.chars()
            .filter(|c| {
                is_quoted ^= *c == '"';
                *c == delimiter && !is_quoted
            })
            .count()
    };
    [',', ';', '\t'].iter().any(|delimiter| {
        let have = count(first, *delimiter);
        // A text with a line break continues on the next line.
        have > 0 && (count(second, *delimiter) == have || second.matches('"').count() % 2 == 1)
    })
}

/// Returns true for a line such as `key: value`, or an entry of a list.
fn is_yaml_line(line: &str) -> bool {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let key = line.split_once(": ").map(|(key, _)| key).or_else(|| line.strip_suffix(':'));
    key.is_some_and(|key| {
        let key = key.trim_matches(['"', '\'']);
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_people_give_as_a_bank_are_recognized() {
        let cases = [
            ("question,level\n\"What, then?\",mid\n", Some("a CSV table")),
            ("id;question\n1;What?\n", Some("a CSV table")),
            ("question\tanswer\nWhat?\tThat\n", Some("a CSV table")),
            ("# Questions\n\n1. What is a list?\n2. And a tuple?\n", Some("Markdown")),
            ("# Questions\n\nSome words.\n\n* [HTML](#html)\n", Some("Markdown")),
            ("## Q\n\n**Easy**\n", Some("Markdown")),
            ("# Questions\n\n- What is x?\n- What is y?\n", Some("Markdown")),
            ("# Questions\n\n- What is x?\n", Some("Markdown")),
            ("- What is x?\n- What is y?\n", Some("a list in Markdown or YAML")),
            ("# Questions\n- prompt: What?\n", Some("YAML")),
            ("[\n  {\"question\": \"What?\"}\n]\n", Some("JSON")),
            ("{\"questions\": []}", Some("JSON")),
            ("[{\"q\": 1}]", Some("JSON")),
            ("questions:\n  - prompt: What?\n", Some("YAML")),
            ("- question: What?\n  level: mid\n", Some("YAML")),
            ("---\ntitle: Questions\n---\n", Some("YAML")),
            ("<!DOCTYPE html>\n<html>", Some("HTML or XML")),
            ("schema = 1\n[[question]]\nprompt = \"\"\"\n1. One\n\"\"\"\n", None),
            ("# 1. A comment\n[[question]]\n", None),
            ("[[scale]\nscore = 1\n", None),
            ("\"schema\" = 1\n", None),
            ("prompt = “What?”\n", None),
            ("....", None),
            ("", None),
            ("What is a list?\n", None),
        ];
        for (text, expected) in cases {
            assert_eq!(recognize_text(text), expected, "{text:?}");
        }
        assert_eq!(recognize_bytes(b"%PDF-1.7"), Some("a PDF file"));
        assert_eq!(recognize_bytes(b"schema = 1"), None);
    }
}
