//! Escaping for the page, because names of files, roles and people may contain anything.

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::wording::bidi::is_bidi_or_invisible;

/// The characters that need escaping in an address: all but letters, digits, other unreserved characters of RFC 3986
/// and slashes.
const ESCAPED_IN_URL: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Shows invisible and control characters by their numbers. The template escapes markup.
pub(crate) fn make_visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unprintable(c) {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Undoes the escapes of the template; characters shown by their numbers stay so.
pub(crate) fn unescape_text(text: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    marks.iter().fold(text.to_owned(), |text, (shown, mark)| text.replace(shown, mark))
}

/// Returns true for control characters, invisible characters, those that turn the direction of text, and
/// noncharacters.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || is_bidi_or_invisible(c)
        || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Returns a file name, which need not be text, with every character visible.
pub(crate) fn visible_file_name(path: &[u8]) -> String {
    make_visible(&String::from_utf8_lossy(path)).into_owned()
}

/// Returns the address of a file under the folder of the page. It never has a scheme, a host, a query or a
/// fragment.
pub(crate) fn relative_url(path: &[u8]) -> String {
    format!("./{}", percent_encode(path, ESCAPED_IN_URL))
}

#[cfg(test)]
mod tests {
    use maud::html;

    use super::{make_visible, relative_url, unescape_text, visible_file_name};

    #[test]
    fn invisible_characters_are_shown_by_their_numbers() {
        assert_eq!(make_visible("a\u{202e}fdp.exe\u{2066}\u{7}\n"), "a\\u{202e}fdp.exe\\u{2066}\\u{7}\\u{a}");
        assert_eq!(make_visible("Łukasz עברית"), "Łukasz עברית");
        assert_eq!(visible_file_name(b"a\xffb"), "a\u{fffd}b");
    }

    #[test]
    fn unescaping_undoes_the_escapes_of_the_template() {
        for words in ["Kits", "<b>&lt;&amp;lt;\"'"] {
            assert_eq!(unescape_text(&html! { (words) }.into_string()), words);
        }
    }

    #[test]
    fn urls_lead_to_files_under_the_folder_only() {
        for (path, shown) in [
            ("a b.pdf", "./a%20b.pdf"),
            ("team/kit.pdf", "./team/kit.pdf"),
            ("javascript:alert(1).pdf", "./javascript%3Aalert%281%29.pdf"),
            ("//host/x.pdf", ".///host/x.pdf"),
            ("100%#1?.pdf", "./100%25%231%3F.pdf"),
            ("\"'<>&.pdf", "./%22%27%3C%3E%26.pdf"),
            ("ż.pdf", "./%C5%BC.pdf"),
        ] {
            assert_eq!(relative_url(path.as_bytes()), shown);
        }
        assert_eq!(relative_url(b"\xff\n.pdf"), "./%FF%0A.pdf");
    }
}
