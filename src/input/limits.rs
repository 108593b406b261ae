//! The limits of every TOML file, whatever its kind.

/// The greatest size of one file: 64 MiB, about 30,000 long questions.
pub const FILE_MAX_BYTES: usize = 64 * 1024 * 1024;
/// The greatest number of syntax errors reported of one file. Further ones are rarely worth reading.
pub const MAX_SYNTAX_ERRORS: usize = 100;
