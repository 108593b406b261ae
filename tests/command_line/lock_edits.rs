//! Locks that somebody edited by hand: every edit of an entry is found, with its line and the way back.

use crate::TestDir;

/// Builds the two kits of the small manifest and returns the lines of their lock.
fn frozen() -> (TestDir, Vec<String>) {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let lock = String::from_utf8(dir.bytes("kits.lock")).unwrap();
    (dir, lock.lines().map(str::to_owned).collect())
}

/// Returns the line of the first kit that starts with a text.
fn line_of(lines: &[String], start: &str) -> usize {
    lines.iter().position(|line| line.trim_start().starts_with(start)).unwrap()
}

/// Asserts that every command that reads the lock refuses it, and that `batch` leaves it as it is.
fn assert_refused(dir: &TestDir, lines: &[String], what: &str) {
    let text = lines.join("\n") + "\n";
    dir.with_file("kits.lock", &text);
    for words in ["batch", "batch --locked", "batch --check", "batch --dry-run", "diff kits.lock kits.lock"] {
        let ran = dir.run(&format!("{words} --findings short")).stderr_of_failure(what);
        assert!(
            ran.contains("error[lock::edited]") || ran.contains("error[lock::unreadable]"),
            "{what}, {words}: {ran}"
        );
        assert!(ran.contains("kits.lock:"), "{what}, {words}: {ran}");
    }
    assert!(dir.bytes("kits.lock") == text.as_bytes(), "{what}: the lock was written");
}

#[test]
fn an_edit_of_any_line_of_an_entry_is_refused() {
    let (dir, lines) = frozen();
    let (first, end) = (line_of(&lines, "[[kit]]") + 1, lines.len());
    let mut edits = 0;
    for at in first..end {
        if lines[at].is_empty() || lines[at].starts_with('[') {
            continue;
        }
        let mut dropped = lines.clone();
        dropped.remove(at);
        assert_refused(&dir, &dropped, &format!("without `{}`", lines[at]));
        edits += 1;
        // Another digit or letter inside of the quotes.
        if let Some((key, value)) = lines[at].rsplit_once('"').and_then(|(start, _)| start.rsplit_once('"')) {
            let last = value.chars().last().unwrap();
            let other = if last == '1' { '2' } else { '1' };
            let mut changed = lines.clone();
            changed[at] = format!(
                "{key}\"{}{other}\"{}",
                &value[..value.len() - 1],
                if lines[at].ends_with(',') { "," } else { "" }
            );
            assert_refused(&dir, &changed, &format!("`{}` for `{}`", changed[at], lines[at]));
            edits += 1;
        }
    }
    assert!(edits > 40, "{edits} edits");
}

#[test]
fn questions_that_were_swapped_added_or_moved_between_kits_are_refused() {
    let (dir, lines) = frozen();
    let first = line_of(&lines, "questions") + 1;
    let mut swapped = lines.clone();
    swapped.swap(first, first + 1);
    assert_refused(&dir, &swapped, "swapped");
    let mut twice = lines.clone();
    twice.insert(first, lines[first + 1].clone());
    assert_refused(&dir, &twice, "added");
    // The name of the other kit, so that each has the questions of the other.
    let names: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with("name")).collect();
    let mut exchanged = lines.clone();
    exchanged.swap(names[0], names[1]);
    assert_refused(&dir, &exchanged, "exchanged");
    let mut more = lines.clone();
    more.push("count = \"3\"".to_owned());
    assert_refused(&dir, &more, "another setting");
}

#[test]
fn a_finding_names_the_line_the_kit_and_the_way_back() {
    let (dir, mut lines) = frozen();
    let second = lines.iter().rposition(|line| line.starts_with("name")).unwrap();
    lines[second + 2] = "    \"web-cache 00000000000000000000000000000000\",".to_owned();
    dir.with_file("kits.lock", lines.join("\n"));
    dir.run("batch --locked --findings short")
        .exits_with(1)
        .stderr_has(&format!("kits.lock:{}:1: error[lock::edited]", second + 1))
        .stderr_has("the entry of `analyst-senior`");
    dir.run("batch --locked")
        .exits_with(1)
        .stderr_has("git checkout -- kits.lock")
        .stderr_has("--update=analyst-senior");
    // The way that chooses new questions, which leaves the other kit as it is.
    let other = lines[..second].join("\n");
    dir.run("batch --update=analyst-mid").exits_with(1).stderr_has("lock::edited");
    dir.run("batch --update=analyst-senior").exits_with(0);
    let now = String::from_utf8(dir.bytes("kits.lock")).unwrap();
    assert!(now.starts_with(&other) && !now.contains("00000000000000000000000000000000"));
    dir.run("batch --locked").exits_with(0);
}

#[test]
fn the_form_of_the_file_is_free() {
    let (dir, lines) = frozen();
    // Comments, blank lines and the order of keys are not a part of what is frozen.
    let spaced: Vec<String> = lines.iter().flat_map(|line| [line.clone(), "# ours".to_owned()]).collect();
    dir.with_file("kits.lock", spaced.join("\r\n"));
    dir.run("batch --locked").exits_with(0);
}
