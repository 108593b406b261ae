//! Formats text for people: escapes, plurals, tables.
//!
//! | file | what it holds |
//! |---|---|
//! | `bidi` | characters that reorder a line or are invisible |
//! | `blank` | tabs, line ends and line separators, which running text treats as spaces |
//! | `cell` | cells of CSV files that no spreadsheet program runs |
//! | `escape` | text escaped for a terminal, a shell or Markdown |
//! | `fold` | letters and digits of a text, to compare names |
//! | `plural` | a number with its noun |
//! | `table` | rows as columns, CSV or Markdown |
//! | `wrap` | text as lines of a given width |

pub mod bidi;
pub(crate) mod blank;
pub mod cell;
pub mod escape;
pub mod fold;
pub mod plural;
pub mod table;
pub mod wrap;
