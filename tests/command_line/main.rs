//! The program run as a process: files, streams, exit status. `tests/cli` has its output word by word.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails is a test that fails")]

mod banks;
mod batch;
mod changes;
mod checks;
mod diff;
mod edited_kit;
mod every_role;
mod explain;
mod exposure;
mod flags;
mod forms;
mod frozen;
mod guide;
mod hostile;
mod identity;
mod index;
mod init;
mod inspect;
mod kept;
mod layers;
mod lock_edits;
mod machine;
mod memory;
mod output;
mod page;
mod people;
mod prefill;
mod protection;
mod prune;
mod redact_words;
mod reports;
mod requests;
mod returned;
mod revise;
mod rounds;
mod runs;
mod same;
mod schema;
mod sealed_lock;
mod shards;
mod source_date;
mod streams;
mod targets;
mod test_dir;
mod watch;

use test_dir::TestDir;
