//! Locks that tests write: with the checksums that the program would give them.

use sha2::{Digest, Sha256};

/// Returns a lock whose entries have their checksums. Each entry begins with `[[kit]]`.
pub(crate) fn seal_lock(text: &str) -> String {
    let lock: toml::Value = toml::from_str(text).unwrap();
    let entries = lock["kit"].as_array().unwrap();
    let mut parts = text.split("[[kit]]\n");
    let mut sealed = parts.next().unwrap().to_owned();
    for (part, entry) in parts.zip(entries) {
        let rest: String = part.split_inclusive('\n').filter(|line| !line.starts_with("checksum")).collect();
        sealed.extend(["[[kit]]\nchecksum = \"", &checksum(entry), "\"\n", &rest]);
    }
    sealed
}

/// Computes the checksum of an entry as its documentation describes it.
fn checksum(entry: &toml::Value) -> String {
    let question = |line: &toml::Value| {
        let (id, hash) = line.as_str().unwrap().split_once(' ').unwrap();
        serde_json::json!([id, hash])
    };
    let questions: Vec<_> = entry["questions"].as_array().unwrap().iter().map(question).collect();
    let scale = entry.get("scale").map(|scale| scale.as_str().unwrap());
    let asked = serde_json::to_value(&entry["asked"]).unwrap();
    let name = entry["name"].as_str().unwrap();
    let text = serde_json::json!(["interview-kit/lock-entry/v1", name, asked, questions, scale]).to_string();
    let first_half: [u8; 16] = Sha256::digest(text.as_bytes())[..16].try_into().unwrap();
    format!("{:032x}", u128::from_be_bytes(first_half))
}
