//! Finds Markdown that kits do not set: it is run together or printed as it is typed.

use std::ops::Range;

use memchr::{memchr, memchr3};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::html_tags::is_known_tag;
use super::markup_construct::Construct;

/// Returns the constructs in a text that kits do not set, by their first bytes.
pub(super) fn find_unsupported(text: &str) -> Vec<(Construct, usize)> {
    if !may_have_any(text) {
        return Vec::new();
    }
    let flat = Dedented::new(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_OLD_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH;
    let parser = Parser::new_ext(&flat.text, options);
    let mut found: Vec<(Construct, Range<usize>)> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| (Construct::Link, definition.span.clone()))
        .collect();
    let mut verbatim = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        if matches!(event, Event::Code(_) | Event::InlineMath(_) | Event::Start(Tag::CodeBlock(_))) {
            verbatim.push(range.clone());
        }
        let Some(construct) = construct_of(&event, &range, &flat.text) else { continue };
        // A list in a list is part of it.
        if !found.iter().any(|(known, of)| *known == construct && of.contains(&range.start)) {
            found.push((construct, range));
        }
    }
    let scripts = find_scripts(&flat.text).filter(|at| !verbatim.iter().any(|range| range.contains(at)));
    found.extend(scripts.map(|at| (Construct::SuperOrSubscript, at..at)));
    let mut found: Vec<_> = found.into_iter().map(|(what, range)| (what, flat.offset(range.start))).collect();
    found.sort_by_key(|(construct, at)| (*at, *construct));
    found
}

/// Returns false for most texts without a construct, which saves their parsing.
fn may_have_any(text: &str) -> bool {
    let bytes = text.as_bytes();
    let signs = [(b'~', b'[', b'<'), (b'$', b'^', b'#'), (b'>', b'|', b'\n')];
    if signs.iter().any(|(a, b, c)| memchr3(*a, *b, *c, bytes).is_some()) || memchr(b'*', bytes).is_some() {
        return true;
    }
    let start = text.trim_start();
    start.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '='))
        || start.starts_with("```")
        || (memchr(b'_', bytes).is_some() && text.contains("__"))
}

fn construct_of(event: &Event<'_>, range: &Range<usize>, text: &str) -> Option<Construct> {
    let source = text.get(range.clone())?;
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']');
    Some(match event {
        Event::Start(Tag::CodeBlock(_)) => Construct::CodeBlock,
        // `10. Dezember` is a date.
        Event::Start(Tag::List(Some(first))) if *first > 1 && is_one_line(source) => return None,
        // `- dash first` is one entry, which is run together with nothing.
        Event::Start(Tag::List(_)) if is_one_line(source) && is_paragraph(range, text) => Construct::ListMark,
        Event::Start(Tag::List(_)) => Construct::List,
        // `b[i](x)` is a call.
        Event::Start(Tag::Link { .. }) if before.is_some_and(is_word) => return None,
        Event::Start(Tag::Table(_)) => Construct::Table,
        Event::Start(Tag::Link { .. }) => Construct::Link,
        Event::Start(Tag::Image { .. }) => Construct::Image,
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) if is_known_tag(source) => Construct::Html,
        Event::InlineMath(formula) | Event::DisplayMath(formula) if !is_formula(formula) => return None,
        // `$a=$b` has two variables.
        Event::InlineMath(_) if after.is_some_and(is_word) => return None,
        Event::InlineMath(_) | Event::DisplayMath(_) => Construct::Math,
        Event::Start(Tag::Strong) if is_underscored_name(source) => Construct::UnderscoredName,
        Event::Start(Tag::Strong | Tag::Emphasis) if is_code_with_stars(range, text) => Construct::StarInCode,
        Event::Start(Tag::Heading { .. }) => Construct::Heading,
        // `> 5 rows` is a comparison.
        Event::Start(Tag::BlockQuote(_)) if compares(source) => {
            return None;
        }
        Event::Start(Tag::BlockQuote(_)) => Construct::Quote,
        Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => Construct::Footnote,
        Event::HardBreak => Construct::LineBreak,
        Event::Start(Tag::Strikethrough) => Construct::Strikethrough,
        Event::Rule => Construct::Rule,
        _ => return None,
    })
}

fn is_one_line(source: &str) -> bool {
    !source.trim_end().contains('\n')
}

/// Returns true if the line above is blank or missing.
fn is_paragraph(range: &Range<usize>, text: &str) -> bool {
    let above =
        text.get(..range.start).and_then(|before| before.trim_end_matches([' ', '\t']).strip_suffix('\n'));
    above.is_none_or(|above| above.rsplit('\n').next().is_none_or(|line| line.trim().is_empty()))
}

/// Returns true for a quote that starts with a number.
fn compares(quote: &str) -> bool {
    quote.trim_start_matches(['>', ' ']).starts_with(|c: char| c.is_ascii_digit())
}

/// Returns true for a formula. `$5–$` of two prices and `$HOME/$` of two variables are none.
fn is_formula(formula: &str) -> bool {
    formula.contains('\\')
        || (!formula.starts_with(|c: char| c.is_ascii_digit())
            && (formula.contains(['^', '_', '=', '+', '(', '<', '>']) || formula.chars().count() <= 2))
}

/// Returns true for one word between double underscores, such as `__init__`.
fn is_underscored_name(source: &str) -> bool {
    let name = source.strip_prefix("__").and_then(|rest| rest.strip_suffix("__"));
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
}

/// Returns true for emphasis that starts or ends inside a word or a pair of brackets, as `2**10` and `f(*args)` do.
fn is_code_with_stars(range: &Range<usize>, text: &str) -> bool {
    let Some(source) = text.get(range.clone()).filter(|source| source.starts_with('*')) else { return false };
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c.is_ascii());
    let mut depth = 0_i32;
    let is_unbalanced = source.chars().any(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth < 0
    });
    // `'*' is a star, and '*' is another`.
    let is_quote = |c: char| matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '`');
    let inner = source.trim_matches('*');
    let is_quoted = before.is_some_and(is_quote) && inner.starts_with(is_quote)
        || after.is_some_and(is_quote) && inner.ends_with(is_quote);
    is_word(before) || is_word(after) || is_unbalanced || depth != 0 || is_quoted
}

/// Returns the first bytes of superscripts and subscripts as Pandoc has them: `x^2^`, `H~2~O`.
fn find_scripts(text: &str) -> impl Iterator<Item = usize> + '_ {
    const SCRIPT_MAX_BYTES: usize = 8;
    let is_inside = |b: &u8| b.is_ascii_alphanumeric() || b"+-".contains(b);
    text.match_indices(['^', '~']).map(|(at, _)| at).filter(move |at| {
        let (before, rest) = text.as_bytes().split_at(*at);
        let [mark, rest @ ..] = rest else { return false };
        let length = rest.iter().take(SCRIPT_MAX_BYTES).take_while(|b| is_inside(b)).count();
        let is_closed = length > 0 && rest.get(length) == Some(mark);
        let after = rest.get(length + 1);
        // `x^2+y^2` has two powers, no superscript.
        let runs_on = *mark == b'^' && after.is_some_and(u8::is_ascii_alphanumeric);
        let follows_word = before.last().is_some_and(|b| b.is_ascii_alphanumeric() || *b == b')');
        is_closed && follows_word && !runs_on && after != Some(mark)
    })
}

/// A text without the indentation that all its lines have. Kits ignore indentation, Markdown does not.
struct Dedented {
    text: String,
    /// The first byte of each line, here and in the original.
    lines: Vec<(usize, usize)>,
}

impl Dedented {
    fn new(text: &str) -> Self {
        let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        // The first line of a text stands behind its quotes.
        let common =
            text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
        let mut flat = Self { text: String::with_capacity(text.len()), lines: Vec::new() };
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let own = indent(line);
            let cut = if number == 0 { own } else { common.min(own) };
            flat.lines.push((flat.text.len(), at + cut));
            flat.text.push_str(line.get(cut..).unwrap_or_default());
            at += line.len();
        }
        flat
    }

    /// Returns the byte of the original at a byte of the text.
    fn offset(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.lines.get(line).map_or(at, |(start, original)| original + at - start)
    }
}
