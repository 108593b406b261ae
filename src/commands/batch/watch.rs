//! `--watch`: rebuilds the kits whenever the manifest, a bank or a font changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::args::BatchArgs;
use super::manifests;
use super::run::run_once;
use crate::commands::args::Findings;
use crate::commands::session::{Input, Session};
use crate::commands::show;
use crate::fs::exit_status::ExitStatus;
use crate::fs::stamp::Stamp;
use crate::fs::stop::Stop;
use crate::fs::temporary;

/// The longest time until Ctrl-C ends the wait.
const STOP_INTERVAL: Duration = Duration::from_millis(50);
/// The time without events after which the inputs are read: editors write in several steps.
const QUIET_TIME: Duration = Duration::from_millis(100);
/// The longest wait for a time without events.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(2);
/// The time after which the inputs are checked without an event: not every file system sends them.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// Rebuilds the kits after every change, until the user stops it, which is a success.
pub(super) fn watch(args: &BatchArgs, stop: &Stop) -> Result<ExitStatus> {
    // A manifest that is missing at the start is a mistake on the command line.
    manifests::read_first(&args.manifest)?;
    let (sender, events) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |_: notify::Result<notify::Event>| {
        // The event says only that it is time to check the inputs. Sending fails once the wait is over.
        let _ = sender.send(());
    });
    let watcher = watcher.context("cannot watch files")?;
    let mut folders = WatchedFolders { watcher, watched: BTreeSet::new() };
    // Ends when the user stops the wait or a run.
    loop {
        let mut session = Session::default();
        match run_once(args, stop, &mut session) {
            Ok(ExitStatus::Stopped) => return Ok(ExitStatus::Stopped),
            Ok(_) => {}
            Err(error) if show::is_broken_pipe(&error) => return Err(error),
            Err(error) => show::error(&error),
        }
        folders.update(&session.inputs);
        let note = |text: &str| {
            if args.findings != Findings::Json {
                show::note(text);
            }
        };
        note("waiting for changes; Ctrl-C ends");
        let Some(changed) = wait_for_change(&session.inputs, &events, stop) else {
            return Ok(ExitStatus::Done);
        };
        note(&format!("{} changed", changed.display()));
    }
}

/// Returns the first input that changed, once changes have settled; `None` if the user stops the wait.
fn wait_for_change<'i>(inputs: &'i [Input], events: &Receiver<()>, stop: &Stop) -> Option<&'i Path> {
    let find_changed = || inputs.iter().find(|input| Stamp::from_path(&input.path) != input.stamp);
    let mut last_check: Option<Instant> = None;
    while !stop.is_requested() {
        let has_event = match events.recv_timeout(STOP_INTERVAL) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            // Without a watcher, the inputs are only polled.
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(STOP_INTERVAL);
                false
            }
        };
        if has_event || last_check.is_none_or(|checked| checked.elapsed() > POLL_INTERVAL) {
            settle(events);
            last_check = Some(Instant::now());
            if let Some(input) = find_changed() {
                return Some(&input.path);
            }
        }
    }
    None
}

/// Waits for a time without events, up to a limit.
fn settle(events: &Receiver<()>) {
    let start = Instant::now();
    while start.elapsed() < SETTLE_TIMEOUT && events.recv_timeout(QUIET_TIME).is_ok() {}
}

/// The folders of the inputs. Folders are watched and not files, because editors replace files.
struct WatchedFolders {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl WatchedFolders {
    /// Watches the folders of these inputs, and no others. A folder that cannot be watched is polled.
    fn update(&mut self, inputs: &[Input]) {
        let mut wanted = BTreeSet::new();
        for Input { path, .. } in inputs {
            let (folder, mode) = if path.is_dir() {
                (path.as_path(), RecursiveMode::Recursive)
            } else {
                (temporary::parent_folder(path), RecursiveMode::NonRecursive)
            };
            wanted.insert(folder.to_owned());
            if !self.watched.contains(folder) {
                let _ = self.watcher.watch(folder, mode);
            }
        }
        for folder in self.watched.difference(&wanted) {
            let _ = self.watcher.unwatch(folder);
        }
        self.watched = wanted;
    }
}
