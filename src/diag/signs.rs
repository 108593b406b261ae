//! Characters that are not what they show.

/// Whether a character turns the order of those after it, or ends a line where none is seen: what a name of a
/// file could pass for another name by.
#[must_use]
pub fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::turns;

    #[test]
    fn letters_and_what_joins_them_are_what_they_show() {
        assert!(['\u{202e}', '\u{200f}', '\u{61c}', '\u{2067}', '\u{2028}'].into_iter().all(turns));
        // Some scripts cannot be written without joiners.
        assert!(!['a', 'ש', '\u{200c}', '\u{200d}', '\u{ad}'].into_iter().any(turns));
    }
}
