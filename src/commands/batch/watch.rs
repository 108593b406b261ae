//! `--watch`: makes the kits again whenever the manifest, a bank or a font changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::{BatchArgs, manifests, round};
use crate::commands::args::Findings;
use crate::commands::session::{Input, Session};
use crate::commands::show;
use crate::fs::exit_status::ExitStatus;
use crate::fs::stamp::Stamp;
use crate::fs::stop::Stop;
use crate::fs::temporary;

/// How soon Ctrl-C is seen.
const MOMENT: Duration = Duration::from_millis(50);
/// How long nothing must change until what has changed is read: editors write in several steps.
const QUIET: Duration = Duration::from_millis(100);
/// How long that is waited for.
const LONGEST: Duration = Duration::from_secs(2);
/// How often is looked without being told: not every file system tells.
const PATIENCE: Duration = Duration::from_secs(2);

/// Makes the kits until the user ends it, which is no failure.
pub(super) fn watch(args: &BatchArgs, stop: &Stop) -> Result<ExitStatus> {
    // What is not there at first is a wrong name on the command line.
    manifests::first(&args.manifest)?;
    let (teller, told) = mpsc::channel();
    // What the system tells is only that it is time to look.
    let watcher = notify::recommended_watcher(move |_: notify::Result<notify::Event>| {
        // Nobody hears it where the work has ended.
        let _ = teller.send(());
    });
    let mut folders = Folders { watcher: watcher.context("cannot watch files")?, watched: BTreeSet::new() };
    // Each turn is one change of the user's.
    loop {
        let mut session = Session::default();
        match round(args, stop, &mut session) {
            Ok(ExitStatus::Stopped) => return Ok(ExitStatus::Stopped),
            Ok(_) => {}
            Err(error) if show::is_broken_pipe(&error) => return Err(error),
            Err(error) => show::error(&error),
        }
        folders.follow(&session.inputs);
        let note = |text: &str| {
            if args.findings != Findings::Json {
                show::note(text);
            }
        };
        note("waiting for changes; Ctrl-C ends");
        let Some(changed) = wait(&session.inputs, &told, stop) else { return Ok(ExitStatus::Done) };
        note(&format!("{} changed", changed.display()));
    }
}

/// The first of the inputs that has changed, once nothing changes any more; none when the user ends it.
fn wait<'i>(inputs: &'i [Input], told: &Receiver<()>, stop: &Stop) -> Option<&'i Path> {
    let changed = || inputs.iter().find(|input| Stamp::from_path(&input.path) != input.stamp);
    let mut looked: Option<Instant> = None;
    while !stop.is_requested() {
        let is_told = match told.recv_timeout(MOMENT) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            // Without anybody who tells, time does.
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(MOMENT);
                false
            }
        };
        if is_told || looked.is_none_or(|looked| looked.elapsed() > PATIENCE) {
            settle(told);
            looked = Some(Instant::now());
            if let Some(input) = changed() {
                return Some(&input.path);
            }
        }
    }
    None
}

/// Waits until nothing is told for a while, though not for ever.
fn settle(told: &Receiver<()>) {
    let start = Instant::now();
    while start.elapsed() < LONGEST && told.recv_timeout(QUIET).is_ok() {}
}

/// The folders that are watched: those of the files, for an editor may put another file in the place of one.
struct Folders {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    /// Watches what these files lie in, and nothing else. What cannot be watched is looked at from time to time.
    fn follow(&mut self, inputs: &[Input]) {
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
