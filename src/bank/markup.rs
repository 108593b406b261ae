//! Emphasis and code within a text: the inline subset of CommonMark.
//!
//! Of CommonMark only emphasis, strong emphasis, code spans, backslash escapes and character
//! references have a meaning in a bank. Everything else – headings, lists, links, images, HTML,
//! block quotes – stays as its author wrote it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// How a stretch of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// As running text.
    Plain,
    /// `*emphasised*`
    Emph,
    /// `**strongly emphasised**`; also what is both strong and emphasised.
    Strong,
    /// `` `code` ``
    Code,
}

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The characters, without markup.
    pub text: String,
    /// The style.
    pub style: Emphasis,
}

/// The paragraphs of a text: blank lines part them, other line breaks become spaces.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Vec<Inline>> {
    let mut out = Vec::new();
    let mut joined = String::new();
    for line in text.lines() {
        let line = line.trim_matches([' ', '\t', '\r']);
        if line.is_empty() {
            finish(&mut joined, &mut out);
            continue;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    finish(&mut joined, &mut out);
    out
}

/// The whole text as one paragraph.
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

/// The text without markup; paragraphs are parted by a blank line.
#[must_use]
pub fn plain(text: &str) -> String {
    let join = |p: &Vec<Inline>| p.iter().map(|part| part.text.as_str()).collect::<String>();
    paragraphs(text).iter().map(join).collect::<Vec<_>>().join("\n\n")
}

/// Reads the paragraph gathered in `joined`, if there is one.
fn finish(joined: &mut String, out: &mut Vec<Vec<Inline>>) {
    if joined.is_empty() {
        return;
    }
    let text = std::mem::take(joined);
    if text.contains(['*', '_', '`', '\\', '<', '&']) {
        out.push(parse(&text));
    } else {
        out.push(vec![Inline { text, style: Emphasis::Plain }]);
    }
}

/// Reads a paragraph that is one line.
fn parse(line: &str) -> Vec<Inline> {
    // A word before the text makes it the inside of a paragraph, whatever it begins with; as a
    // blank follows the word, delimiters at the start act as they do at the start of a line.
    const BEFORE: &str = "x ";
    let source = format!("{BEFORE}{line}");
    let mut out = Vec::new();
    let (mut emph, mut strong) = (0_u32, 0_u32);
    // Up to here the source has been taken.
    let mut literal_to = BEFORE.len();
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
            // A link, an image, HTML: the source itself, past all that stands in it.
            _ => {
                push(&mut out, &source[range.start..range.end], style);
                literal_to = range.end;
            }
        }
    }
    out
}

/// Adds text, to the last stretch if that has the same style.
fn push(out: &mut Vec<Inline>, text: &str, style: Emphasis) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.style == style => last.text.push_str(text),
        _ => out.push(Inline { text: text.to_owned(), style }),
    }
}
