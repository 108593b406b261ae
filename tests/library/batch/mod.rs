//! Manifests, locks, comparison and the index of a folder, as values.

mod compare;
mod index;
mod manifest;
mod manifests;
mod robust;
mod shards;

use interview_kit::batch::Manifest;
use interview_kit::batch::manifest::{ManifestFile, load};
use interview_kit::diag::{Sources, render};
use interview_kit::input::InputFile;

/// Reads a manifest and returns its findings, one line each.
fn read_manifest(text: &str) -> (Manifest, String) {
    read_manifests(&[("kits.toml", text)])
}

/// Reads the first file as a manifest, which may name the others.
fn read_manifests(files: &[(&str, &str)]) -> (Manifest, String) {
    let mut sources = Sources::default();
    let file = |name: &str| {
        let (name, text) = files.iter().find(|(known, _)| known == &name).ok_or("there is no such file")?;
        let file = InputFile { name: (*name).to_owned(), bytes: (*text).into() };
        Ok::<_, String>(ManifestFile { file, identity: (*name).to_owned() })
    };
    let manifest =
        load(file(files[0].0).unwrap(), &mut sources, &mut |path| file(&path.replace("x/../", "")));
    let said = render::short(&manifest.findings, &sources);
    (manifest, said)
}
