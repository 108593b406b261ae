//! The inputs of a run, once all of them are read.

use std::path::PathBuf;

use super::args::BatchArgs;
use super::inputs::BatchInputs;
use crate::batch::Manifest;
use crate::fs::stop::Stop;

/// The inputs of a run, once all of them are read.
pub(super) struct RunContext<'r> {
    pub(super) args: &'r BatchArgs,
    pub(super) manifest: &'r Manifest,
    /// The manifest and the manifests it names, with the bytes that were read.
    pub(super) manifest_files: &'r [(PathBuf, Vec<u8>)],
    pub(super) inputs: &'r BatchInputs,
    pub(super) stop: &'r Stop,
}
