//! Recognizes a bank, so that no line of another file is shown in a finding.

/// The starts of the names of the entries of a bank, so that a misspelled one is recognized too.
const ENTRY_STARTS: [&str; 6] = ["question", "scale", "role", "categor", "competenc", "level"];

/// Returns true if a file has `schema` or an entry of a bank, such as `[[question]]` or `question = [`, whatever its
/// mistakes.
#[must_use]
pub fn is_bank(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).lines().any(|line| {
        let line = line.trim_start_matches('\u{feff}').trim();
        let is_entry = |name: &str| {
            let name = name.trim_start().to_lowercase();
            ENTRY_STARTS.iter().any(|start| name.starts_with(start))
        };
        match line.strip_prefix("[[") {
            Some(name) => is_entry(name),
            None => line.split_once('=').is_some_and(|(key, value)| {
                key.trim_end() == "schema" || (is_entry(key) && value.trim_start().starts_with('['))
            }),
        }
    })
}
