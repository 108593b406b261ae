//! Emphasis and code within a text: the inline subset of CommonMark.
//!
//! Of CommonMark only emphasis, strong emphasis, code spans, backslash escapes and character
//! references have a meaning in a bank. Everything else – headings, lists, links, images, HTML,
//! block quotes – stays as its author wrote it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::wording::blank::is_tab_or_line_end;

/// The emphasis of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// None.
    Plain,
    /// `*emphasised*`
    Emph,
    /// `**strongly emphasised**`; also text that is both strong and emphasised.
    Strong,
    /// `` `code` ``
    Code,
}

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The characters, without markup.
    pub text: String,
    /// The style.
    pub style: Emphasis,
}

/// Splits a text into paragraphs at blank lines. Other line breaks become spaces.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Vec<Inline>> {
    let mut out = Vec::new();
    let mut joined = String::new();
    for line in text.lines() {
        let line = line.trim_matches(|c| c == ' ' || is_tab_or_line_end(c));
        if line.is_empty() {
            finish_paragraph(&mut joined, &mut out);
            continue;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    finish_paragraph(&mut joined, &mut out);
    out
}

/// Joins the whole text to one paragraph.
#[must_use]
pub fn inline(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for paragraph in paragraphs(text) {
        if !out.is_empty() {
            push(&mut out, " ", Emphasis::Plain);
        }
        for part in paragraph {
            push(&mut out, &part.text, part.style);
        }
    }
    out
}

/// Removes the markup of a text. A blank line separates paragraphs.
#[must_use]
pub fn plain(text: &str) -> String {
    let join = |p: &Vec<Inline>| p.iter().map(|part| part.text.as_str()).collect::<String>();
    paragraphs(text).iter().map(join).collect::<Vec<_>>().join("\n\n")
}

/// Parses the paragraph collected in `joined`, if there is one.
fn finish_paragraph(joined: &mut String, out: &mut Vec<Vec<Inline>>) {
    if joined.is_empty() {
        return;
    }
    let text = std::mem::take(joined);
    if text.contains(['*', '_', '`', '\\', '<', '&']) {
        out.push(parse_paragraph(&text));
    } else {
        out.push(vec![Inline { text, style: Emphasis::Plain }]);
    }
}

/// Parses a paragraph on one line.
fn parse_paragraph(line: &str) -> Vec<Inline> {
    // A word before the text keeps its first character from opening a block. The space after the word
    // makes delimiters at the start of the text work as at the start of a line.
    const PREFIX: &str = "x ";
    let source = format!("{PREFIX}{line}");
    let mut out = Vec::new();
    let (mut emph, mut strong) = (0_u32, 0_u32);
    // The end of the source copied so far.
    let mut literal_to = PREFIX.len();
    for (event, range) in Parser::new_ext(&source, Options::empty()).into_offset_iter() {
        if range.end <= literal_to {
            continue;
        }
        let style = match (strong, emph) {
            (0, 0) => Emphasis::Plain,
            (0, _) => Emphasis::Emph,
            _ => Emphasis::Strong,
        };
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Start(Tag::Emphasis) => emph += 1,
            Event::End(TagEnd::Emphasis) => emph = emph.saturating_sub(1),
            Event::Start(Tag::Strong) => strong += 1,
            Event::End(TagEnd::Strong) => strong = strong.saturating_sub(1),
            Event::Text(text) => {
                let taken = literal_to.saturating_sub(range.start);
                push(&mut out, text.get(taken..).unwrap_or_default(), style);
            }
            Event::Code(code) => push(&mut out, &code, Emphasis::Code),
            // A link, an image or HTML is copied as written, with its content.
            _ => {
                push(&mut out, &source[range.start..range.end], style);
                literal_to = range.end;
            }
        }
    }
    out
}

/// Appends text, to the last run if it has the same style.
fn push(out: &mut Vec<Inline>, text: &str, style: Emphasis) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.style == style => last.text.push_str(text),
        _ => out.push(Inline { text: text.to_owned(), style }),
    }
}
