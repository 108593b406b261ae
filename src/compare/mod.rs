//! Comparing two states of kits: the changes, and whether scores of candidates interviewed with the old kit compare
//! with those of candidates interviewed with the new one.
//!
//! Scores compare where the same was asked and rated by the same levels. So the effect of a change depends on the
//! part of the question: the prompt and the levels that scores are given by; notes for the interviewer; or merely
//! the place where the question is filed.
//!
//! | file | what it holds |
//! |---|---|
//! | `snapshot` | a kit from any lock; wordings by their hashes |
//! | `pairs` | which old kit is which new one |
//! | `comparison` | the comparison of two states of a kit |
//! | `difference` | its result |
//! | `question` | the changed parts of a question, and their effect |
//! | `verdict` | whether scores compare |
//! | `change` | an added, removed or changed kit |
//! | `lock_change` | findings about changes from one lock to the next |
//! | `narrate` | the changes in a recruiter's words |
//! | `narrative` | its result: lines with signs, before they are laid out |
//! | `verdict_text` | the verdict in a sentence or two |
//! | `word_diff` | the changes of a text, word by word |
//! | `sign` | the marks and colors of lines and words |
//! | `render_text`, `render_json` | the changes for a terminal, as Markdown, and for programs |

mod change;
mod comparison;
mod difference;
pub(crate) mod lock_change;
mod narrate;
mod narrative;
mod pairs;
mod question;
mod render_json;
mod render_text;
mod sign;
mod snapshot;
mod verdict;
mod verdict_text;
mod word_diff;

pub(crate) use change::KitChange;
pub use comparison::compare;
pub use difference::{ChangedQuestion, ChangedRequest, Difference, MovedQuestion, PlacedQuestion};
pub(crate) use narrate::narrate;
pub use pairs::{KitPair, Side, pair_kits};
pub use question::{Effect, PartChange};
pub(crate) use render_json::render_json;
pub(crate) use render_text::{TerminalStyle, render_markdown, render_terminal};
pub use snapshot::{KitSnapshot, Wordings};
pub use verdict::{Care, Verdict};
pub(crate) use verdict_text::BankNames;
