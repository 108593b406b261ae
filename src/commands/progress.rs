//! A sign of life for work that takes more than a second, on a terminal only: what is being done, and where
//! that is many things, how many are done, how fast, and how long the rest takes.

use std::fmt::Write;
use std::io::{IsTerminal, Result};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, TermLike};

/// How long work stays unannounced.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a picture stands.
const FRAME: Duration = Duration::from_millis(100);

/// Many things: how many are done, of how many.
const COUNTED: &str = "{msg} {wide_bar} {human_pos}/{human_len}, {per_second} a second, {eta} left";
/// One thing.
const PLAIN: &str = "{spinner} {wide_msg}";

/// Shows what is being done until it is dropped. Those who work only count; a thread of its own draws.
pub(super) struct Progress {
    shown: Option<(Arc<Work>, Sender<()>, JoinHandle<()>)>,
}

/// What is being done.
struct Work {
    step: Mutex<String>,
    done: AtomicU64,
    /// Of how many; 0 for one thing.
    all: AtomicU64,
}

impl Progress {
    /// Starts with a first step.
    pub(super) fn start(step: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { shown: None };
        }
        let step = Mutex::new(step.to_owned());
        let work = Arc::new(Work { step, done: AtomicU64::new(0), all: AtomicU64::new(0) });
        let (end, ended) = mpsc::channel::<()>();
        let seen = Arc::clone(&work);
        let thread = std::thread::spawn(move || {
            let mut picture = Picture::new();
            // Ends when the sender is dropped, which `Progress` does at the latest when it is dropped.
            while ended.recv_timeout(FRAME) == Err(RecvTimeoutError::Timeout) {
                picture.draw(&seen);
            }
            picture.bar.finish_and_clear();
        });
        Self { shown: Some((work, end, thread)) }
    }

    /// The next step.
    pub(super) fn step(&self, step: &str) {
        self.steps(step, 0);
    }

    /// The next step, which is so many things to do.
    pub(super) fn steps(&self, step: &str, all: usize) {
        if let Some((work, ..)) = &self.shown {
            let mut text = work.step.lock().unwrap_or_else(PoisonError::into_inner);
            step.clone_into(&mut text);
            work.done.store(0, Ordering::Relaxed);
            work.all.store(all as u64, Ordering::Relaxed);
        }
    }

    /// One of the things is done.
    pub(super) fn one_done(&self) {
        if let Some((work, ..)) = &self.shown {
            work.done.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((_, end, thread)) = self.shown.take() {
            drop(end);
            let _ = thread.join();
        }
    }
}

/// What stands on the terminal.
struct Picture {
    started: Instant,
    bar: ProgressBar,
    all: u64,
}

impl Picture {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(style(PLAIN));
        Self { started: Instant::now(), bar, all: 0 }
    }

    fn draw(&mut self, work: &Work) {
        let step = work.step.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (done, all) = (work.done.load(Ordering::Relaxed), work.all.load(Ordering::Relaxed));
        if all != self.all {
            self.all = all;
            self.bar.set_style(style(if all > 0 { COUNTED } else { PLAIN }));
            if all > 0 {
                self.bar.set_length(all);
                // The rate is that of these things, not of what came before.
                self.bar.reset();
            }
        }
        self.bar.set_message(step);
        if all > 0 {
            self.bar.set_position(done.min(all));
        }
        if self.bar.is_hidden() && self.started.elapsed() >= PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::term_like(Box::new(Line(Term::stderr()))));
        }
        self.bar.tick();
    }
}

/// The terminal, but for the end of its lines: there is room for the `^C` that it writes itself where the line of
/// the bar ends. At the end of the whole width that would begin a new line, and the bar be left above it.
#[derive(Debug)]
struct Line(Term);

impl TermLike for Line {
    fn width(&self) -> u16 {
        self.0.size().1.saturating_sub(5).max(1)
    }

    fn height(&self) -> u16 {
        self.0.size().0
    }

    fn move_cursor_up(&self, n: usize) -> Result<()> {
        self.0.move_cursor_up(n)
    }

    fn move_cursor_down(&self, n: usize) -> Result<()> {
        self.0.move_cursor_down(n)
    }

    fn move_cursor_right(&self, n: usize) -> Result<()> {
        self.0.move_cursor_right(n)
    }

    fn move_cursor_left(&self, n: usize) -> Result<()> {
        self.0.move_cursor_left(n)
    }

    fn write_line(&self, text: &str) -> Result<()> {
        self.0.write_line(text)
    }

    fn write_str(&self, text: &str) -> Result<()> {
        self.0.write_str(text)
    }

    fn clear_line(&self) -> Result<()> {
        self.0.clear_line()
    }

    fn flush(&self) -> Result<()> {
        self.0.flush()
    }
}

/// A style of the program's own; the plain one of the library, were it wrong.
fn style(template: &str) -> ProgressStyle {
    let rate = |state: &ProgressState, text: &mut dyn Write| {
        // Where it cannot be written, the bar cannot either.
        let _ = write!(text, "{:.0}", state.per_sec());
    };
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("per_second", rate)
        .progress_chars("=> ")
}

#[cfg(test)]
mod tests {
    use indicatif::ProgressStyle;

    #[test]
    fn the_styles_are_right() {
        for template in [super::COUNTED, super::PLAIN] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
