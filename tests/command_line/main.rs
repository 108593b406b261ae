//! The program from outside: files, streams, exit status. What it prints word by word is in `tests/cli`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails is a test that fails")]

mod banks;
mod batch;
mod desk;
mod diff;
mod every_role;
mod explain;
mod flags;
mod guide;
mod hostile;
mod identity;
mod index;
mod init;
mod inspect;
mod output;
mod page;
mod prefill;
mod protection;
mod prune;
mod reports;
mod revise;
mod runs;
mod same;
mod schema;
mod shards;
mod source_date;
mod streams;
mod watch;

use desk::Desk;
