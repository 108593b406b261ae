//! Composes a kit into a story. The domain and the typography meet here only.
//!
//! | file | what it holds |
//! |---|---|
//! | `document_settings` | the table of settings: options, manifest keys and lock follow it |
//! | `face` | the readers that a document can be for |
//! | `options` | the options of a document besides its questions |
//! | `cover` | the first page: details, plan, how to rate |
//! | `contents` | the contents list of a long kit |
//! | `question` | a question with its rubric and lines for notes |
//! | `rating` | the rating of a question and the described levels |
//! | `score_sheet` | the last part: every rating, takeaways, recommendation |
//! | `candidate` | the document for the candidate |
//! | `furniture` | running head and foot, and the metadata |
//! | `form_controls` | the form fields and their names |
//! | `strings` | every text that the program itself prints on a page |
//! | `theme` | sizes, colours and distances |
//! | `flowables`, `destinations` | constructors that the parts share |

mod candidate;
mod contents;
mod cover;
mod destinations;
pub mod document_settings;
mod face;
mod flowables;
mod form_controls;
mod furniture;
mod options;
mod question;
mod rating;
mod score_sheet;
mod strings;
mod theme;

use crate::bank::Seniority;
use crate::document::Story;
use crate::kit::Kit;
pub use document_settings::Style;
pub use face::Face;
use form_controls::FormControls;
pub use options::{MAX_FILLABLE_QUESTIONS, Options, PREFILL_MAX_CHARS, Prefill};

/// Returns the line that names the person a copy is for, around the name.
#[must_use]
pub fn recipient_line() -> (&'static str, &'static str) {
    let line = strings::english().for_one;
    line.split_once("{recipient}").unwrap_or((line, ""))
}

/// Composes the story of a kit.
#[must_use]
pub fn compose(kit: &Kit<'_>, options: &Options) -> Story {
    let strings = strings::english();
    let is_fillable = !options.style.no_form && kit.picks.len() <= MAX_FILLABLE_QUESTIONS;
    let form = FormControls { is_fillable, prefill: &options.prefill };
    let flow = match options.style.face {
        Face::Interviewer => {
            let mut flow = cover::cover(kit, strings, form);
            if contents::has_contents(kit) {
                flow.extend(contents::contents(kit, strings));
            }
            flow.extend(question::questions(kit, strings, form));
            flow.extend(score_sheet::score_sheet(kit, strings, form));
            flow
        }
        Face::Candidate => candidate::candidate_document(kit, strings, form),
    };
    Story {
        meta: furniture::metadata(kit, options, strings),
        flow,
        furniture: furniture::page_furniture(kit, options, strings),
    }
}

/// Formats levels, lowest first, as a page names them: `mid`, `senior to lead`, `any level`.
#[must_use]
pub fn format_levels(seniority: &[Seniority]) -> String {
    furniture::format_levels(seniority, strings::english())
}

/// Returns the name of the role in the title of a kit for these levels.
///
/// A kit without a role gives the word printed in its place.
#[must_use]
pub fn role_from_title(title: &str, face: Face, seniority: &[Seniority]) -> Option<String> {
    furniture::role_from_title(title, face, seniority, strings::english())
}
