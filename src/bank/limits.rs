//! The limits of a bank. Each is far above the needs of a bank written by people. A file beyond a limit
//! is a mistake, and is reported before it fills the memory.

use std::ops::RangeInclusive;

use crate::input::text_rules::TextRule;

/// The greatest number of questions in all files of a bank.
pub const MAX_QUESTIONS: usize = 20_000;
/// The greatest size of the bank that a kit carries: 1,000 questions of 8 KiB, four times the usual.
pub const CARRIED_MAX_BYTES: usize = 8 << 20;
/// The greatest number of roles in all files of a bank; the same for categories and competencies.
pub const MAX_GROUPS: usize = 1_000;
/// The greatest length of an id.
pub const ID_MAX_CHARS: usize = 64;
/// The greatest length of a name, a label, a tag, the language of a snippet, a credit.
pub const NAME_MAX_CHARS: usize = 80;
/// The greatest length of the title of a question: it fits a line of a plan.
pub const TITLE_MAX_CHARS: usize = 48;
/// The greatest length of a prompt or a sample answer.
pub const PROMPT_MAX_CHARS: usize = 4_000;
/// The greatest length of a sign, a red flag, a follow-up or a described level.
pub const BULLET_MAX_CHARS: usize = 500;
/// The greatest length of the source of a snippet.
pub const SOURCE_MAX_CHARS: usize = 8_000;
/// The greatest length of the output of a snippet.
pub const OUTPUT_MAX_CHARS: usize = 4_000;
/// The greatest number of entries of a list.
pub const LIST_MAX_ENTRIES: usize = 60;
/// The minutes of a question.
pub const MINUTES_RANGE: RangeInclusive<u32> = 1..=240;
/// The weight of a category in a role.
pub const WEIGHT_RANGE: RangeInclusive<u32> = 1..=10;
/// The weight of a category that gives none.
pub const DEFAULT_WEIGHT: u32 = 4;
/// The percentage of soft questions in a role.
pub const SOFT_SHARE_RANGE: RangeInclusive<u32> = 0..=100;
/// The number of levels of the rating scale.
pub const SCALE_SIZE_RANGE: RangeInclusive<usize> = 2..=7;
/// The scores of the rating scale.
pub const SCORE_RANGE: RangeInclusive<u32> = 1..=9;

/// The rule of names: one line.
pub(crate) const NAME_RULE: TextRule = TextRule { max_chars: NAME_MAX_CHARS, allows_lines: false };
/// The rule of titles: one line.
pub(crate) const TITLE_RULE: TextRule = TextRule { max_chars: TITLE_MAX_CHARS, allows_lines: false };
/// The rule of signs, red flags, follow-ups and described levels.
pub(crate) const BULLET_RULE: TextRule = TextRule { max_chars: BULLET_MAX_CHARS, allows_lines: true };
/// The rule of prompts and sample answers.
pub(crate) const PROMPT_RULE: TextRule = TextRule { max_chars: PROMPT_MAX_CHARS, allows_lines: true };
/// The rule of the source of a snippet.
pub(crate) const SOURCE_RULE: TextRule = TextRule { max_chars: SOURCE_MAX_CHARS, allows_lines: true };
/// The rule of the output of a snippet.
pub(crate) const OUTPUT_RULE: TextRule = TextRule { max_chars: OUTPUT_MAX_CHARS, allows_lines: true };
