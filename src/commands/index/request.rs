//! The index that `index` or `batch --index` asks for.

use std::path::Path;

use super::args::IndexArgs;
use crate::fs::stop::Stop;
use crate::index::PageSettings;
use crate::wording::escape::shell_quote;

/// The heading of a page, unless one is given.
const DEFAULT_TITLE: &str = "Interview kits";

/// The index that `index` or `batch --index` asks for.
pub(in crate::commands) struct IndexRequest<'r> {
    pub(super) folder: &'r Path,
    /// The heading of the page; without one, the page keeps its heading.
    title: Option<&'r str>,
    /// True for a page with pictures; if unset, the page keeps or omits them as before.
    has_pictures: Option<bool>,
    pub(super) is_check: bool,
    pub(super) is_forced: bool,
    /// True if a folder without kits is accepted.
    pub(super) may_be_empty: bool,
    pub(super) stop: &'r Stop,
}

impl<'r> IndexRequest<'r> {
    /// Returns the request of `interview-kit index`.
    pub(super) fn from_args(args: &'r IndexArgs, stop: &'r Stop) -> Self {
        Self {
            folder: &args.folder,
            title: args.title.as_deref(),
            has_pictures: (args.pictures || args.no_pictures).then_some(args.pictures),
            is_check: args.check,
            is_forced: args.force,
            may_be_empty: false,
            stop,
        }
    }

    /// Returns the request of `batch --index`.
    pub(in crate::commands) fn for_batch(
        folder: &'r Path,
        is_check: bool,
        is_forced: bool,
        stop: &'r Stop,
    ) -> Self {
        Self { folder, title: None, has_pictures: None, is_check, is_forced, may_be_empty: true, stop }
    }

    /// Returns the shape of the page: as requested, else as the present page has it.
    pub(super) fn shape(&self, present: Option<&PageSettings>) -> PageSettings {
        let title = self.title.or(present.map(|shape| shape.title.as_str())).unwrap_or(DEFAULT_TITLE);
        let has_pictures = self.has_pictures.or(present.map(|shape| shape.has_pictures)).unwrap_or(true);
        PageSettings { title: title.to_owned(), has_pictures }
    }

    /// Returns the command that writes the page.
    pub(super) fn command(&self) -> String {
        let mut command = format!("interview-kit index {}", shell_quote(&self.folder.display().to_string()));
        if let Some(title) = self.title {
            command.extend([" --title ", &shell_quote(title)]);
        }
        command
            + match self.has_pictures {
                Some(true) => " --pictures",
                Some(false) => " --no-pictures",
                None => "",
            }
    }
}
