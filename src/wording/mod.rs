//! Words and characters on their way to a reader: escapes, plurals, tables.
//!
//! | file | what it holds |
//! |---|---|
//! | `bidi` | characters that change the order of what follows, or show nothing |
//! | `escape` | text made safe for a terminal, for Markdown, for a shell |
//! | `plural` | a number with its noun |
//! | `table` | rows as columns, CSV or Markdown |

pub mod bidi;
pub mod escape;
pub mod plural;
pub mod table;
