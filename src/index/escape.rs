//! Texts of others as they may stand in a page: names of files, roles and people may hold anything.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::wording::bidi::is_bidi_or_invisible;

/// What stands in an address as it is: letters and digits, what RFC 3986 calls unreserved, and slashes.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A text between tags, or in an attribute in double quotes. Characters that no page may hold, that steer
/// others or that cannot be seen are shown by their numbers.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if steers(c) => {
                // Memory takes everything.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// A text as it was before it was put between tags; what is shown by its number stays so.
pub(crate) fn read(text: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    marks.iter().fold(text.to_owned(), |text, (shown, mark)| text.replace(shown, mark))
}

/// Control characters, those that turn the direction of what follows, and those that are no characters.
fn steers(c: char) -> bool {
    c.is_control()
        || is_bidi_or_invisible(c)
        || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// A name of a file, which need not be text.
pub(crate) fn name(path: &[u8]) -> String {
    text(&String::from_utf8_lossy(path))
}

/// The address of a file under the folder of the page: never a scheme, a host, a question or a place.
pub(crate) fn address(path: &[u8]) -> String {
    format!("./{}", percent_encode(path, ADDRESS))
}

#[cfg(test)]
mod tests {
    use super::{address, name, read, text};

    #[test]
    fn texts_bring_no_tags_and_no_turns_with_them() {
        assert_eq!(
            text("<script>alert('a & \"b\"')</script>"),
            "&lt;script&gt;alert(&#39;a &amp; &quot;b&quot;&#39;)&lt;/script&gt;"
        );
        assert_eq!(text("a\u{202e}fdp.exe\u{2066}\u{7}\n"), "a\\u{202e}fdp.exe\\u{2066}\\u{7}\\u{a}");
        assert_eq!(text("Łukasz עברית"), "Łukasz עברית");
        assert_eq!(name(b"a\xffb"), "a\u{fffd}b");
    }

    #[test]
    fn what_is_read_is_shown_as_before() {
        for words in ["Kits", "<b>&lt;&amp;lt;\"'", "a\u{202e}\u{7}"] {
            assert_eq!(text(&read(&text(words))), text(words));
        }
        assert_eq!(read(&text("<b>&lt;&amp;lt;\"'")), "<b>&lt;&amp;lt;\"'");
    }

    #[test]
    fn addresses_lead_to_files_beside_the_page_alone() {
        for (path, shown) in [
            ("a b.pdf", "./a%20b.pdf"),
            ("team/kit.pdf", "./team/kit.pdf"),
            ("javascript:alert(1).pdf", "./javascript%3Aalert%281%29.pdf"),
            ("//host/x.pdf", ".///host/x.pdf"),
            ("100%#1?.pdf", "./100%25%231%3F.pdf"),
            ("\"'<>&.pdf", "./%22%27%3C%3E%26.pdf"),
            ("ż.pdf", "./%C5%BC.pdf"),
        ] {
            assert_eq!(address(path.as_bytes()), shown);
        }
        assert_eq!(address(b"\xff\n.pdf"), "./%FF%0A.pdf");
    }
}
