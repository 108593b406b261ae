//! The output of the program, command by command, in `tests/cli/*.trycmd`.
//!
//! `TRYCMD=overwrite cargo test --test cli` renews the expected output; read the difference.

#[test]
fn the_program_prints_what_the_cases_hold() {
    // The cases name banks relative to this folder. No other test shares the process.
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli")).unwrap();
    // Help is wrapped to the width of the terminal, or to this one without a terminal.
    trycmd::TestCases::new().env("COLUMNS", "100").case("*.trycmd");
}
