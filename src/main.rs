//! The command-line program.

use std::process::ExitCode;

fn main() -> ExitCode {
    interview_kit::commands::run()
}
