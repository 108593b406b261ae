//! The HTML tags that authors of questions write.

/// The tags that authors of questions mean as HTML. `List<String>` is no HTML.
const TAGS: [&str; 50] = [
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "th",
    "tr",
    "tt",
    "u",
    "ul",
];

/// Returns true for an opening tag of [`TAGS`] or a comment.
pub(super) fn is_known_tag(source: &str) -> bool {
    let Some(rest) = source.strip_prefix('<') else { return false };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let name = rest.get(..end).unwrap_or_default();
    // `a<b and b>c` compares; the attributes of a tag have values.
    let tag = rest.split('>').next().unwrap_or_default();
    if tag.contains(char::is_whitespace) && !tag.contains(['=', '/', '!']) {
        return false;
    }
    let is_known = |name: &str| TAGS.contains(&name);
    // `<T>` and `<A>` are types.
    rest.starts_with("!--") || is_known(name) || (name.len() > 1 && is_known(&name.to_ascii_lowercase()))
}
