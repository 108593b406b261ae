//! The library called as Rust code, room by room. The program run as a process is in `tests/command_line`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

mod bank;
mod batch;
mod kit;
mod layout;
mod pdf;
mod support;
