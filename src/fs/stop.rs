//! Ctrl-C: work that is asked to stop ends where nothing is half done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use thiserror::Error;

use super::exit_status::ExitStatus;

/// The system does not let the program handle Ctrl-C.
#[derive(Debug, Error)]
#[error("cannot listen for Ctrl-C")]
pub(crate) struct ListenError(#[from] ctrlc::Error);

/// A request of the user to stop the work.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens for Ctrl-C and for termination from outside. The second request exits immediately: it leaves a
    /// temporary file, which a later run removes.
    pub(crate) fn listen() -> Result<Self, ListenError> {
        let stop = Self::default();
        let requested = stop.clone();
        ctrlc::set_handler(move || {
            if requested.0.swap(true, Ordering::SeqCst) {
                std::process::exit(ExitStatus::Stopped.code().into());
            }
        })?;
        Ok(stop)
    }

    pub(crate) fn is_requested(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
