//! The limits of every TOML file, whatever its kind.

/// The greatest size of one file: 64 MiB, about 30,000 long questions.
pub const FILE_MAX_BYTES: usize = 64 * 1024 * 1024;
/// The greatest number of tokens (names, values, signs, line breaks) of one entry of a file, and of the top. A question
/// with every key and full lists has about 3,000. The parser needs some 150 bytes for a token.
pub const ENTRY_MAX_TOKENS: usize = 100_000;
/// The same for an entry of a lock, which may list every question of a bank on a line of its own.
pub const LOCK_ENTRY_MAX_TOKENS: usize = 250_000;
/// An entry of more tokens with a syntax error is reported with its first error only. The parser needs some 700 bytes
/// for an error, and each token can be one.
pub const RECOVERY_MAX_TOKENS: usize = 20_000;
/// The greatest number of syntax errors reported of one file. Further ones are rarely worth reading.
pub const MAX_SYNTAX_ERRORS: usize = 100;
