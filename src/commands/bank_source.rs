//! The bank that `--bank` and `--add` name.

use super::args::BankArgs;
use crate::bank::{self, Loaded};
use crate::diag::Sources;
use crate::fs::error::FileError;
use crate::fs::read::read_layers;

/// Reads and loads the bank, with the files of `--add` laid over it.
pub(super) fn load_bank(args: &BankArgs, sources: &mut Sources) -> Result<Loaded, FileError> {
    Ok(bank::load_layers(read_layers(&args.bank, &args.add)?, sources))
}
