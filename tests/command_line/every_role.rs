//! The kits of every role of the built-in bank: three levels, two faces, two paper sizes.
//!
//! `tests/expected/every-role.sha256` has the hash of every document, in the order of the manifest. After an
//! intended change, renew them with `INTERVIEW_KIT_WRITE_EXPECTED=1 cargo test --test command_line every_role`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use interview_kit::assets;
use sha2::{Digest, Sha256};

use crate::TestDir;

const MANIFEST: &str = include_str!("every-role.toml");

fn dir() -> TestDir {
    TestDir::empty().file("kits.toml", MANIFEST).file("questions.toml", assets::BANK)
}

/// Returns the documents of a folder, by name.
fn documents(dir: &TestDir, folder: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(dir.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), dir.bytes(format!("{folder}/{name}")))).collect()
}

/// Returns a question that only some kits have, and the names of these kits.
fn find_shared_question(lock: &str) -> (String, BTreeSet<String>) {
    let mut kits: Vec<(String, Vec<String>)> = Vec::new();
    for line in lock.lines() {
        if let Some(name) = line.strip_prefix("name = ") {
            kits.push((name.trim_matches('"').to_owned(), Vec::new()));
        } else if let Some(id) = line.trim().strip_prefix('"').and_then(|line| line.split_once(' ')) {
            kits.last_mut().unwrap().1.push(id.0.to_owned());
        }
    }
    assert_eq!(kits.len(), 21);
    let having = |id: &String| -> BTreeSet<String> {
        kits.iter().filter(|(_, ids)| ids.contains(id)).map(|(name, _)| name.clone()).collect()
    };
    let mut all = kits.iter().flat_map(|(_, ids)| ids).map(|id| (id.clone(), having(id)));
    all.find(|(_, having)| having.len() > 1 && having.len() < 6).unwrap()
}

/// Returns the bank with one more word in the prompt of a question.
fn bank_with_changed_prompt(id: &str) -> String {
    let bank = assets::BANK;
    let prompt = bank.find(&format!("id = \"{id}\"")).unwrap();
    let prompt = prompt + bank[prompt..].find("prompt = ").unwrap() + "prompt = ".len();
    let space = prompt + bank[prompt..].find(' ').unwrap();
    format!("{} briefly{}", &bank[..space], &bank[space..])
}

#[test]
fn every_kit_is_the_same_whole_or_in_shards_and_check_names_what_a_word_changes() {
    let dir = dir();
    // One thread and an empty folder, then eight threads and three shards.
    dir.run("batch")
        .env("RAYON_NUM_THREADS", "1")
        .exits_with(0)
        .stderr_has("84 documents of 21 kits: 84 written");
    for shard in ["1/3", "2/3", "3/3"] {
        let ran = dir.run(&format!("batch --locked --out parts --shard {shard}"));
        ran.env("RAYON_NUM_THREADS", "8").exits_with(0);
    }
    let whole = documents(&dir, "dist");
    assert!(whole == documents(&dir, "parts"));
    assert_recorded_hashes(&whole);
    dir.run("batch --check").exits_with(0).stderr_has("84 unchanged");

    let (id, kits) = find_shared_question(&String::from_utf8(dir.bytes("kits.lock")).unwrap());
    fs::write(dir.path("questions.toml"), bank_with_changed_prompt(&id)).unwrap();
    let ran = dir.run("batch --check --findings json").exits_with(1);
    let said: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
    let stale = said.as_array().unwrap().iter().filter(|finding| finding["code"] == "document::stale");
    let named: BTreeSet<&str> =
        stale.map(|finding| finding["message"].as_str().unwrap().split_once(".pdf ").unwrap().0).collect();
    let ends = ["interviewer-a4", "interviewer-letter", "candidate-a4", "candidate-letter"];
    let wanted: BTreeSet<String> =
        kits.iter().flat_map(|kit| ends.map(|end| format!("dist/{kit}-{end}"))).collect();
    assert_eq!(named, wanted.iter().map(String::as_str).collect());
    assert!(whole == documents(&dir, "dist"), "--check writes nothing");
}

fn assert_recorded_hashes(documents: &[(String, Vec<u8>)]) {
    let mut found = String::new();
    for (name, bytes) in documents {
        for byte in Sha256::digest(bytes) {
            write!(found, "{byte:02x}").unwrap();
        }
        writeln!(found, "  {name}").unwrap();
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/expected/every-role.sha256");
    if std::env::var_os("INTERVIEW_KIT_WRITE_EXPECTED").is_some() {
        fs::write(path, &found).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap();
    assert_eq!(found, expected, "the files changed; the head of this test says how to record that");
}
