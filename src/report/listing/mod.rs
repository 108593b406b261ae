//! The lists that commands print: as a table, JSON, CSV or Markdown.
//!
//! | file | what it holds |
//! |---|---|
//! | `answers`, `answer_rows` | the answers and remarks of filled kits |
//! | `bank` | the roles, categories, questions and coverage of a bank |
//! | `kit_summary` | a kit file in a few lines, and as JSON |
//! | `exposure` | the number of kits that each question stands in |
//! | `forms` | forms of one request, and how closely they match |
//! | `list_format` | the formats of a list |
//! | `plan` | the plan of an interview |
//! | `question` | whole questions, as they stand in a kit |
//! | `tags` | the tags of a bank |

mod answer_rows;
mod answers;
mod bank;
mod exposure;
mod forms;
mod kit_summary;
mod list_format;
mod plan;
mod question;
mod tags;

pub(crate) use answers::{InspectedFile, render_answers};
pub(crate) use bank::{render_categories, render_coverage, render_questions, render_roles};
pub(crate) use exposure::render_exposure;
pub(crate) use forms::{render_form_match, render_forms};
pub(crate) use kit_summary::list_pages;
pub(crate) use list_format::ListFormat;
pub(crate) use plan::{render_full_plan, render_plan};
pub(crate) use question::{QuestionContext, QuestionForm, Terminal, render_whole_questions};
pub(crate) use tags::render_tags;
