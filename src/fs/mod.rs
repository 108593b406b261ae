//! Files and folders: reading with limits, writing without losing anything; how the program ends.
//!
//! | file | what it holds |
//! |---|---|
//! | `read` | reading each kind of input, up to a size |
//! | `overwrite` | the files that must not be overwritten |
//! | `write` | writing beside the target, then renaming |
//! | `folder` | the documents of a folder, and outdated files of the program's own |
//! | `temporary` | temporary files, and their leftovers |
//! | `write_guard` | the guard that lets one run at a time write a file |
//! | `stamp` | sizes and times that show a change |
//! | `stop` | Ctrl-C |
//! | `exit_status` | the exit statuses of the program |
//! | `error` | the errors of reading and writing |

pub(crate) mod error;
pub(crate) mod exit_status;
pub(crate) mod folder;
pub(crate) mod overwrite;
pub(crate) mod read;
pub(crate) mod stamp;
pub(crate) mod stop;
pub(crate) mod temporary;
pub(crate) mod write;
pub(crate) mod write_guard;
