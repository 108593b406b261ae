//! Blanks that are no spaces: people paste them from spreadsheets and documents.

/// Returns true for tabs, line ends and line separators, which running text treats as spaces.
pub(crate) fn is_tab_or_line_end(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
