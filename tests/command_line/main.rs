//! The program from outside: files, streams, exit status. What it prints word by word is in `tests/cli`.

mod banks;
mod flags;
mod hostile;
mod output;
mod page;
mod readme;
mod same;
mod streams;

#[path = "../support/desk.rs"]
mod desk;

use desk::Desk;
