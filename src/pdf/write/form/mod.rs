//! The interactive form: fields exactly where boxes, circles and lines are drawn.
//!
//! The page draws the empty box or line; a widget draws only its value. So pages look the same with and
//! without a form, and readers without support for forms still show and print them.
//!
//! | file | content |
//! |---|---|
//! | `build` | adds all fields of a document |
//! | `placement` | finds the fields on the pages |
//! | `entries` | the dictionary entries of fields and widgets |
//! | `appearance` | the appearance streams of widgets |
//! | `script` | the script of calculated fields |

pub(crate) mod appearance;
mod build;
mod entries;
mod placement;
mod script;

pub(super) use build::{Form, FormOptions, WidgetIds, add_form};
pub(super) use placement::{has_text_fields, prefilled_texts, seal_form};
