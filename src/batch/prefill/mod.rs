//! Many kits from one table of interviews: a kit for each row.
//!
//! | file | what it holds |
//! |---|---|
//! | `value` | the columns of the table, and the check of their values |
//! | `columns` | the columns by the names that people give them |
//! | `table` | the rows of the table, and its mistakes |
//! | `records` | the values of a CSV file with their places |
//! | `file_pattern` | file names after a pattern such as `{reference}-{candidate}.pdf` |
//! | `unique_names` | safe file names, no two of them the same file |

mod columns;
mod file_pattern;
mod records;
mod table;
mod unique_names;
mod value;

pub(crate) use file_pattern::{FilePattern, NamedDocument, interview_name};
pub use table::{InterviewRow, read_prefill_table};
pub(crate) use unique_names::{UniqueNames, kit_name, locked_kit_name};
pub(crate) use value::find_value_error;
