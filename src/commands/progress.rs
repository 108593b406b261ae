//! The progress of long work, on a terminal only: the step, and for many items their number, rate and remaining time.

use std::fmt::Write;
use std::io::{IsTerminal, Result};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, TermLike};

/// The time before progress is shown.
const SHOW_DELAY: Duration = Duration::from_secs(1);
/// The time between two updates.
const UPDATE_INTERVAL: Duration = Duration::from_millis(100);

/// The template for a step with many items.
const COUNTED_TEMPLATE: &str = "{msg} {wide_bar} {human_pos}/{human_len}, {per_second} a second, {eta} left";
/// The template for a step without items.
const PLAIN_TEMPLATE: &str = "{spinner} {wide_msg}";

/// Shows progress until it is dropped. Workers only count; another thread draws.
pub(super) struct Progress {
    shown: Option<(Arc<Work>, Sender<()>, JoinHandle<()>)>,
}

/// The current step.
struct Work {
    step: Mutex<String>,
    done: AtomicU64,
    /// The number of items; 0 for a step without items.
    all: AtomicU64,
}

impl Progress {
    /// Starts the first step.
    pub(super) fn start(step: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { shown: None };
        }
        let step = Mutex::new(step.to_owned());
        let work = Arc::new(Work { step, done: AtomicU64::new(0), all: AtomicU64::new(0) });
        let (end, ended) = mpsc::channel::<()>();
        let shared = Arc::clone(&work);
        let thread = std::thread::Builder::new().spawn(move || {
            let mut display = Display::new();
            // Ends when `Progress` drops the sender.
            while ended.recv_timeout(UPDATE_INTERVAL) == Err(RecvTimeoutError::Timeout) {
                display.draw(&shared);
            }
            display.bar.finish_and_clear();
        });
        // Without a thread for it, the work is done without a display.
        Self { shown: thread.ok().map(|thread| (work, end, thread)) }
    }

    /// Starts the next step.
    pub(super) fn step(&self, step: &str) {
        self.counted_step(step, 0);
    }

    /// Starts the next step, which has `all` items.
    pub(super) fn counted_step(&self, step: &str, all: usize) {
        if let Some((work, ..)) = &self.shown {
            let mut text = work.step.lock().unwrap_or_else(PoisonError::into_inner);
            step.clone_into(&mut text);
            work.done.store(0, Ordering::Relaxed);
            work.all.store(all as u64, Ordering::Relaxed);
        }
    }

    /// Counts one more item as done.
    pub(super) fn finish_item(&self) {
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

/// The progress bar on the terminal.
struct Display {
    started: Instant,
    bar: ProgressBar,
    all: u64,
}

impl Display {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(style(PLAIN_TEMPLATE));
        Self { started: Instant::now(), bar, all: 0 }
    }

    fn draw(&mut self, work: &Work) {
        let step = work.step.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (done, all) = (work.done.load(Ordering::Relaxed), work.all.load(Ordering::Relaxed));
        if all != self.all {
            self.all = all;
            self.bar.set_style(style(if all > 0 { COUNTED_TEMPLATE } else { PLAIN_TEMPLATE }));
            if all > 0 {
                self.bar.set_length(all);
                // The rate must not count earlier steps.
                self.bar.reset();
            }
        }
        self.bar.set_message(step);
        if all > 0 {
            self.bar.set_position(done.min(all));
        }
        if self.bar.is_hidden() && self.started.elapsed() >= SHOW_DELAY {
            self.bar.set_draw_target(ProgressDrawTarget::term_like(Box::new(NarrowTerm(Term::stderr()))));
        }
        self.bar.tick();
    }
}

/// A terminal without the end of its lines, where the terminal writes `^C`. On a full line, `^C` would wrap, and the
/// bar would stay on the screen.
#[derive(Debug)]
struct NarrowTerm(Term);

impl TermLike for NarrowTerm {
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

/// Returns the style of a template, or the default style if the template is invalid.
fn style(template: &str) -> ProgressStyle {
    let rate = |state: &ProgressState, text: &mut dyn Write| {
        // An error here would also show when the bar is drawn.
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
        for template in [super::COUNTED_TEMPLATE, super::PLAIN_TEMPLATE] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
