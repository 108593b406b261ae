//! Characters that reorder a line or are invisible.

/// Returns true if a character reorders the text after it or breaks a line invisibly. A file name with such
/// a character can look like another name.
#[must_use]
pub fn is_bidi_or_invisible(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::is_bidi_or_invisible;

    #[test]
    fn letters_and_joiners_are_harmless() {
        assert!(
            ['\u{202e}', '\u{200f}', '\u{61c}', '\u{2067}', '\u{2028}'].into_iter().all(is_bidi_or_invisible)
        );
        // Some scripts cannot be written without joiners.
        assert!(!['a', 'ש', '\u{200c}', '\u{200d}', '\u{ad}'].into_iter().any(is_bidi_or_invisible));
    }
}
