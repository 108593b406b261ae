//! Finds the place of a character of a TOML text in the file.

/// Returns the byte of `raw`, a TOML string with its quotes, that holds byte `at` of its value.
pub(super) fn raw_offset(raw: &str, at: usize) -> usize {
    let bytes = raw.as_bytes();
    let is_basic = raw.starts_with('"');
    let mut raw_at = match raw {
        _ if raw.starts_with("\"\"\"") || raw.starts_with("'''") => match (bytes.get(3), bytes.get(4)) {
            (Some(b'\n'), _) => 4,
            (Some(b'\r'), Some(b'\n')) => 5,
            _ => 3,
        },
        _ if is_basic || raw.starts_with('\'') => 1,
        _ => 0,
    };
    let mut value_at = 0;
    while value_at < at {
        let Some(rest) = raw.get(raw_at..) else { break };
        let Some(first) = rest.chars().next() else { break };
        let (raw_len, value_len) = match first {
            '\\' if is_basic => escape_lengths(rest),
            // The reader turns the line breaks of Windows into those of others.
            '\r' if rest.starts_with("\r\n") => (2, 1),
            _ => (first.len_utf8(), first.len_utf8()),
        };
        raw_at += raw_len;
        value_at += value_len;
    }
    raw_at.min(raw.len())
}

/// Returns the bytes of an escape in the file and in the value.
fn escape_lengths(rest: &str) -> (usize, usize) {
    let digits = match rest.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        Some(b' ' | b'\t' | b'\r' | b'\n') => {
            // A backslash at the end of a line joins it with the next.
            let after = rest.get(1..).unwrap_or_default();
            return (1 + after.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len(), 0);
        }
        _ => return (2, 1),
    };
    let code = rest.get(2..2 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    (2 + digits, code.and_then(char::from_u32).map_or(1, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::raw_offset;

    #[test]
    fn the_place_of_a_character_is_found_past_quotes_and_escapes() {
        let cases = [
            ("\"a*b\"", "a*b"),
            ("'a*b'", "a*b"),
            ("\"\"\"\na*b\"\"\"", "a*b"),
            ("'''\r\na*b'''", "a*b"),
            ("\"\\u00e9\\t\\\"*\"", "é\t\"*"),
            ("\"\"\"a\\\n   b*\"\"\"", "ab*"),
            ("\"\"\"a\r\nb*\"\"\"", "a\nb*"),
        ];
        for (raw, value) in cases {
            let at = raw_offset(raw, value.find('*').unwrap());
            assert_eq!(raw[at..].chars().next(), Some('*'), "{raw:?}");
        }
        assert_eq!(raw_offset("\"a\"", 50), 3);
    }
}
