//! A sign of life for work that takes more than a second, on a terminal only.

use std::io::IsTerminal;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::ProgressBar;

/// How long work stays unannounced.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows what is being done until it is dropped.
pub(super) struct Progress {
    steps: Option<Sender<String>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts with a first step.
    pub(super) fn start(step: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { steps: None, thread: None };
        }
        let (steps, received) = mpsc::channel::<String>();
        let mut current = step.to_owned();
        let thread = std::thread::spawn(move || {
            let started = std::time::Instant::now();
            let mut bar: Option<ProgressBar> = None;
            // Ends when the sender is dropped, which `Progress` does at the latest when it is dropped.
            loop {
                let wait = PATIENCE.saturating_sub(started.elapsed()).max(Duration::from_millis(100));
                match received.recv_timeout(wait) {
                    Ok(step) => current = step,
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if started.elapsed() >= PATIENCE {
                    let bar = bar.get_or_insert_with(ProgressBar::new_spinner);
                    bar.set_message(current.clone());
                    bar.tick();
                }
            }
            if let Some(bar) = bar {
                bar.finish_and_clear();
            }
        });
        Self { steps: Some(steps), thread: Some(thread) }
    }

    /// The next step.
    pub(super) fn step(&self, step: &str) {
        if let Some(steps) = &self.steps {
            // The thread only ends early if it cannot draw; the work goes on without it.
            let _ = steps.send(step.to_owned());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
