//! Cells of CSV files. A spreadsheet program runs a cell as a formula if it starts with certain characters.

use std::borrow::Cow;

/// The characters that start a formula, or that a spreadsheet program drops before one. Programs in some languages
/// take the wide forms for the narrow ones.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// The mark of a text in spreadsheet programs.
const TEXT_MARK: char = '\'';

/// Returns a cell that a spreadsheet program shows and does not run: with an apostrophe before it, if it needs one.
#[must_use]
pub fn defuse_cell(cell: &str) -> Cow<'_, str> {
    if is_formula(cell.trim_start_matches(TEXT_MARK)) {
        Cow::Owned(format!("{TEXT_MARK}{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Reverts [`defuse_cell`].
#[must_use]
pub fn restore_cell(cell: &str) -> &str {
    match cell.strip_prefix(TEXT_MARK) {
        Some(rest) if is_formula(rest.trim_start_matches(TEXT_MARK)) => rest,
        _ => cell,
    }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(FORMULA_STARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_comes_back() {
        for (cell, defused) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("Ada", "Ada"),
            ("'tis", "'tis"),
            ("a=b", "a=b"),
            ("", ""),
            ("'", "'"),
        ] {
            assert_eq!(defuse_cell(cell), defused);
            assert_eq!(restore_cell(defused), cell);
        }
    }
}
