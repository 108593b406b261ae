//! What a bank may hold at most. Each limit is far above what a bank written by people needs; a
//! file beyond it is a mistake, and is named as one rather than filling memory.

use std::ops::RangeInclusive;

/// Bytes of one file: 64 MiB, some 30,000 long questions.
pub const FILE_BYTES: usize = 64 * 1024 * 1024;
/// Questions of all files together.
pub const QUESTIONS: usize = 20_000;
/// Roles, categories or competencies of all files together, each.
pub const GROUPS: usize = 1_000;
/// Characters of an id.
pub const ID: usize = 64;
/// Characters of a name, a label, a tag, the language of a snippet, a credit.
pub const NAME: usize = 80;
/// Characters of a prompt, of a sample answer.
pub const PROMPT: usize = 4_000;
/// Characters of a sign, a flag, a follow-up, a described level.
pub const BULLET: usize = 500;
/// Characters of a snippet's source.
pub const SOURCE: usize = 8_000;
/// Characters of a snippet's output.
pub const OUTPUT: usize = 4_000;
/// Entries of a list.
pub const LIST: usize = 60;
/// Minutes of a question.
pub const MINUTES: RangeInclusive<u32> = 1..=240;
/// Levels of the scale.
pub const LEVELS: RangeInclusive<usize> = 2..=7;
/// Scores of the scale.
pub const SCORES: RangeInclusive<u32> = 1..=9;
/// Syntax errors told of one file; what follows so many is rarely worth reading.
pub const SYNTAX_ERRORS: usize = 100;
