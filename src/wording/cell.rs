//! Cells of CSV files. A spreadsheet program runs a cell as a formula if it starts with certain characters.

use std::borrow::Cow;

/// The characters that start a formula, or that a spreadsheet program drops before one. Programs in some languages
/// take the wide forms for the narrow ones.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// The mark of a text in spreadsheet programs.
const TEXT_MARK: char = '\'';

/// The characters that spreadsheet programs of some languages take for the end of a cell: they read a file with commas
/// as one cell in a line, and semicolons and line breaks inside it as the ends of others.
const CELL_ENDS: [char; 4] = [';', '\t', '\r', '\n'];

/// Returns a cell that a spreadsheet program shows and does not run: with an apostrophe before each part that it might
/// take for a formula.
#[must_use]
pub fn defuse_cell(cell: &str) -> Cow<'_, str> {
    change_parts(cell, |part| may_run(part).then(|| format!("{TEXT_MARK}{part}")))
}

/// Reverts [`defuse_cell`].
#[must_use]
pub fn restore_cell(cell: &str) -> Cow<'_, str> {
    change_parts(cell, |part| part.strip_prefix(TEXT_MARK).filter(|part| may_run(part)).map(str::to_owned))
}

/// Changes the parts of a cell.
fn change_parts(cell: &str, change: impl Fn(&str) -> Option<String>) -> Cow<'_, str> {
    let mut changed: Option<String> = None;
    let mut kept = 0;
    let ends = cell.char_indices().filter(|(_, c)| CELL_ENDS.contains(c)).map(|(at, _)| at + 1);
    for start in std::iter::once(0).chain(ends) {
        let rest = cell.get(start..).unwrap_or_default();
        let start = if start == 0 { 0 } else { start + rest.len() - rest.trim_start_matches(' ').len() };
        let rest = cell.get(start..).unwrap_or_default();
        let marks = rest.len() - rest.trim_start_matches(TEXT_MARK).len();
        let first = rest.get(marks..).and_then(|rest| rest.chars().next());
        // The next part starts after this end.
        if start > 0 && first.is_some_and(|c| CELL_ENDS.contains(&c)) {
            continue;
        }
        let length = first.map_or(0, char::len_utf8);
        let Some(new) = rest.get(..marks + length).and_then(&change) else { continue };
        let out = changed.get_or_insert_default();
        out.push_str(cell.get(kept..start).unwrap_or_default());
        out.push_str(&new);
        kept = start + marks + length;
    }
    let Some(mut out) = changed else { return Cow::Borrowed(cell) };
    out.push_str(cell.get(kept..).unwrap_or_default());
    Cow::Owned(out)
}

/// Returns true for the start of a formula, also of one that is marked as a text.
fn may_run(part: &str) -> bool {
    part.trim_start_matches(TEXT_MARK).starts_with(FORMULA_STARTS)
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
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("a\r\n=1", "a\r\n'=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("Ada", "Ada"),
            ("'tis", "'tis"),
            ("a=b", "a=b"),
            ("", ""),
            ("'", "'"),
            ("a;=1+1", "a;'=1+1"),
            ("a; =1", "a; '=1"),
            ("a;'=1;b", "a;''=1;b"),
            ("=1;-2;c;@d", "'=1;'-2;c;'@d"),
            ("good\n- fast", "good\n'- fast"),
            ("a\t+1", "a\t'+1"),
            ("a;b;c", "a;b;c"),
            ("a;;=b", "a;;'=b"),
            ("a - b", "a - b"),
            (";=1", ";'=1"),
            ("x;'", "x;'"),
        ] {
            assert_eq!(defuse_cell(cell), defused);
            assert_eq!(restore_cell(defused), cell);
        }
    }
}
