//! Files and folders: reading with limits, writing without losing anything.
//!
//! | file | what it holds |
//! |---|---|
//! | `exit_status` | the exit statuses of the program |
//! | `files` | reading input of each kind; writing beside the target, then renaming |
//! | `folder` | the documents of a folder, and the program's own files in it |
//! | `temporary` | files that exist while the program runs, and the removal of leftovers |
//! | `stamp` | sizes and times that show a change |
//! | `stop` | Ctrl-C |

pub(crate) mod exit_status;
pub(crate) mod files;
pub(crate) mod folder;
pub(crate) mod stamp;
pub(crate) mod stop;
pub(crate) mod temporary;
