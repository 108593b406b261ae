//! The threads of a batch: as many as the machine has cores, or fewer if the system gives no more.

use std::sync::{Mutex, OnceLock, PoisonError, mpsc};
use std::thread;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

/// The threads that each worker needs: its own, and one in which it reads a file of others.
const THREADS_PER_WORKER: usize = 2;

/// Runs `work` for each item on all cores, and returns the results in the order of the items.
pub fn on_all_cores<'t, T: Sync, R: Send>(items: &'t [T], work: impl Fn(&'t T) -> R + Sync + Send) -> Vec<R> {
    static IS_PARALLEL: OnceLock<bool> = OnceLock::new();
    if *IS_PARALLEL.get_or_init(start_workers) {
        items.par_iter().map(work).collect()
    } else {
        items.iter().map(work).collect()
    }
}

/// Starts the workers. Returns false if the system gives no thread for one.
fn start_workers() -> bool {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = count_threads(cores * THREADS_PER_WORKER) / THREADS_PER_WORKER;
    workers > 0 && ThreadPoolBuilder::new().num_threads(workers).build_global().is_ok()
}

/// Returns the number of threads that the system gives at the same time, up to `wanted`.
fn count_threads(wanted: usize) -> usize {
    let (end, ended) = mpsc::channel::<()>();
    let ended = Mutex::new(ended);
    thread::scope(|scope| {
        let wait = || {
            // Returns once the sender is dropped.
            let _ = ended.lock().unwrap_or_else(PoisonError::into_inner).recv();
        };
        let started =
            (0..wanted).take_while(|_| thread::Builder::new().spawn_scoped(scope, wait).is_ok()).count();
        drop(end);
        started
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_counted_and_ended() {
        assert_eq!(count_threads(0), 0);
        assert_eq!(count_threads(3), 3);
    }

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1_000).collect();
        assert_eq!(
            on_all_cores(&items, |item| item * 2),
            items.iter().map(|item| item * 2).collect::<Vec<_>>()
        );
    }
}
