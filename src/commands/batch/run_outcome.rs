//! The outcome of a run.

use crate::commands::session::Session;
use crate::diag::codes::{self, Code};
use crate::fs::exit_status::ExitStatus;

/// The outcome of a run, apart from its findings.
#[derive(Default)]
pub(super) struct RunOutcome {
    /// Documents that could not be written.
    pub(super) failed: usize,
    /// Documents that could not be removed.
    pub(super) not_removed: usize,
    /// True if the user stopped the run before it was done.
    pub(super) is_stopped: bool,
    /// Messages for the end of the run, with the codes that programs see.
    pub(super) messages: Vec<(&'static Code, String)>,
}

impl RunOutcome {
    /// Returns the outcome of a run that was stopped at `moment`: `before the first document`.
    pub(super) fn stopped(moment: &str) -> Self {
        let mut outcome = Self::default();
        outcome.stop(moment);
        outcome
    }

    /// Records that the user stopped the run at `moment`.
    pub(super) fn stop(&mut self, moment: &str) {
        self.is_stopped = true;
        self.messages.push((&codes::run::STOPPED, format!("stopped {moment}; run again to continue")));
    }

    /// Returns the exit status of the run.
    pub(super) fn exit_status(&self, session: &Session) -> ExitStatus {
        if self.is_stopped {
            ExitStatus::Stopped
        } else if self.failed > 0 || self.not_removed > 0 {
            ExitStatus::Failed
        } else {
            session.exit_status()
        }
    }
}
