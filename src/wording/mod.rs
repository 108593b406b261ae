//! Formats text for people: escapes, plurals, tables.
//!
//! | file | what it holds |
//! |---|---|
//! | `bidi` | characters that reorder a line or are invisible |
//! | `blank` | tabs, line ends and line separators, which running text treats as spaces |
//! | `escape` | text escaped for a terminal, a shell or Markdown |
//! | `plural` | a number with its noun |
//! | `table` | rows as columns, CSV or Markdown |

pub mod bidi;
pub(crate) mod blank;
pub mod escape;
pub mod plural;
pub mod table;
