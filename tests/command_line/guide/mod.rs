//! The README and the guide: their examples run, their links resolve, and their facts are the program's.
//!
//! | file | what it holds |
//! |---|---|
//! | `page` | a page, cut into the steps that its reader takes |
//! | `examples` | the steps of every page, taken in an empty folder |
//! | `facts` | commands and options, and the rooms for contributors |
//! | `bank` | keys of a bank, effects of a change, limits |
//! | `json` | the keys of the JSON forms |
//! | `links` | links, anchors, the table of contents, the length of the README |
//!
//! `TRYCMD=overwrite cargo test --test command_line guide` writes the outputs and tables that the program
//! prints now into the pages; read the difference.

mod bank;
mod examples;
mod facts;
mod json;
mod links;
mod page;

/// Returns true if the pages are to be rewritten with what the program prints now.
fn is_rewriting() -> bool {
    std::env::var_os("TRYCMD").is_some_and(|value| value == "overwrite")
}
