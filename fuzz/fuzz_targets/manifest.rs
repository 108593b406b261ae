//! Any bytes as a manifest; the other parts of the input are the files that it names.

#![no_main]

use interview_kit::batch::manifest::{ManifestFile, load};
use interview_kit::diag::{Sources, render};
use interview_kit::input::InputFile;
use interview_kit_fuzz::split_files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let files = split_files(bytes);
    // The last character of a path is the number of its file.
    let file = |path: &str| {
        let number = path.bytes().last().map_or(0, usize::from) % (files.len() + 1);
        let bytes = files.get(number).ok_or("there is none")?.to_vec();
        let identity = number.to_string();
        Ok::<_, String>(ManifestFile { file: InputFile { name: identity.clone(), bytes }, identity })
    };
    let first = ManifestFile {
        file: InputFile { name: "0".to_owned(), bytes: files[0].to_vec() },
        identity: "0".to_owned(),
    };
    let mut sources = Sources::default();
    let manifest = load(first, &mut sources, &mut |path| file(path));
    // Every finding can be shown, and no two documents have the same file.
    let _ = render::annotated(&manifest.findings, &sources, false);
    let _ = render::json(&manifest.findings, &sources);
    let mut outputs: Vec<String> = manifest
        .kits
        .iter()
        .flat_map(|kit| &kit.documents)
        .map(|document| document.output.to_lowercase())
        .collect();
    let all = outputs.len();
    outputs.sort();
    outputs.dedup();
    assert!(outputs.len() == all, "two documents have one file");
    assert!(
        outputs.iter().all(|path| path.split('/').all(|part| !part.is_empty() && !part.starts_with('.')))
    );
});
