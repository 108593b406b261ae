//! Kits by the batch: manifests and locks, as values.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails is a test that fails")]

mod manifest;
mod robust;
mod shards;

use interview_kit::bank::BankFile;
use interview_kit::batch::Manifest;
use interview_kit::batch::manifest::load;
use interview_kit::diag::{Sources, render};

/// A manifest, and what is said of it, one line each.
fn read(text: &str) -> (Manifest, String) {
    let mut sources = Sources::default();
    let manifest = load(BankFile { name: "kits.toml".into(), bytes: text.into() }, &mut sources);
    let said = render::short(&manifest.findings, &sources);
    (manifest, said)
}
