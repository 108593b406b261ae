//! `batch --prune` removes documents, and `--deny` keeps them from being written.

use std::fs;

use lopdf::dictionary;

use crate::TestDir;

const MANIFEST: &str = "\
schema = 1

[defaults]
bank = \"bank.toml\"
minutes = 40
output = \"{seniority}/{face}.pdf\"

[[kit]]
role = \"analyst\"
seniority = [\"mid\", \"senior\"]
face = [\"interviewer\", \"candidate\"]
";

/// Builds the kits of two levels, then changes the manifest so that it asks for one of them.
fn dir() -> TestDir {
    let dir = TestDir::with_bank().file("kits.toml", MANIFEST);
    dir.run("batch").exits_with(0).stderr_has("4 written");
    dir.file("kits.toml", MANIFEST.replace("\"mid\", ", ""))
}

fn which_exist(dir: &TestDir, names: &[&str]) -> Vec<bool> {
    names.iter().map(|name| dir.path(name).exists()).collect()
}

#[test]
fn documents_no_longer_in_the_manifest_are_removed_with_their_empty_folder() {
    let dir = dir();
    dir.run("batch").exits_with(0).stderr_has("2 unchanged");
    assert!(dir.path("dist/mid/interviewer.pdf").exists(), "without --prune all stays");
    dir.run("batch --prune --dry-run").exits_with(0).stderr_has("dist/mid/candidate.pdf would be removed");
    dir.run("batch --prune --check")
        .exits_with(1)
        .stderr_has("the manifest no longer asks for dist/mid/candidate.pdf")
        .stderr_has("2 documents no longer in the manifest");
    assert!(dir.path("dist/mid/interviewer.pdf").exists(), "nothing is removed but by a plain run");
    let ran = dir.run("batch --prune").exits_with(0).stderr_has("2 documents removed");
    for name in ["removed dist/mid/candidate.pdf", "removed dist/mid/interviewer.pdf"] {
        assert!(ran.stderr.contains(name), "{}", ran.stderr);
    }
    assert!(!dir.path("dist/mid").exists());
    assert_eq!(fs::read_dir(dir.path("dist/senior")).unwrap().count(), 2);
    let ran = dir.run("batch --prune --check").exits_with(0);
    assert!(!ran.stderr.contains("no longer"), "{}", ran.stderr);
}

#[test]
fn files_that_the_batch_did_not_write_stay() {
    let dir = dir();
    let built = dir.bytes("dist/mid/interviewer.pdf");
    let answers: &[u8] = include_bytes!("../filled/pypdf.pdf");
    let dir = dir
        .file("dist/mid/foreign.pdf", "%PDF-1.7\nof another program")
        .file("dist/mid/notes.txt", "mine")
        .file("dist/mid/answers.pdf", answers)
        .file("dist/mid/torn.pdf", &built[..built.len() / 2])
        .file("dist/mid/changed.pdf", [&built[..], b"\n"].concat())
        .file("dist/mid/copy of a kit.txt", &built)
        .file("dist/mid/a [1].pdf", &built)
        .file("dist/.git/kit.pdf", &built)
        .file("password", "secret");
    let one = "build --bank bank.toml --role analyst --minutes 40 --out dist/mid/";
    dir.run(&format!("{one}ada.pdf --candidate Ada")).exits_with(0);
    dir.run(&format!("{one}closed.pdf --password-file password")).exits_with(0);
    dir.run("flatten dist/mid/answers.pdf --out dist/mid/record.pdf").exits_with(0);
    dir.run(&format!("{one}stray.pdf")).exits_with(0);
    let kept = [
        "dist/mid/foreign.pdf",
        "dist/mid/notes.txt",
        "dist/mid/answers.pdf",
        "dist/mid/torn.pdf",
        "dist/mid/changed.pdf",
        "dist/mid/copy of a kit.txt",
        "dist/mid/a [1].pdf",
        "dist/.git/kit.pdf",
        "dist/mid/ada.pdf",
        "dist/mid/closed.pdf",
        "dist/mid/record.pdf",
    ];
    let before = kept.map(|name| dir.bytes(name));
    let ran =
        dir.run("batch --prune --force --discard-answers").exits_with(0).stderr_has("3 documents removed");
    assert_eq!(kept.map(|name| dir.bytes(name)), before);
    assert_eq!(which_exist(&dir, &["dist/mid/stray.pdf", "dist/mid/interviewer.pdf"]), [false, false]);
    for name in ["answers", "torn", "changed", "ada", "closed", "record"] {
        assert!(ran.stderr.contains(&format!("kept dist/mid/{name}.pdf: ")), "{name}: {}", ran.stderr);
    }
    assert!(!ran.stderr.contains("foreign"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_behind_a_link() {
    use std::os::unix::fs::symlink;
    let dir = dir();
    let built = dir.bytes("dist/mid/interviewer.pdf");
    let dir = dir.file("elsewhere/kit.pdf", &built);
    symlink("../elsewhere", dir.path("dist/link")).unwrap();
    symlink("../elsewhere/kit.pdf", dir.path("dist/link.pdf")).unwrap();
    symlink("..", dir.path("dist/senior/up")).unwrap();
    dir.run("batch --prune").exits_with(0).stderr_has("2 documents removed");
    assert!(dir.path("dist/link.pdf").is_symlink());
    assert!(dir.bytes("elsewhere/kit.pdf") == built);
}

#[test]
fn nothing_is_removed_after_a_failed_run() {
    let dir = dir().file("dist/senior/interviewer.pdf", "%PDF-1.7\nof another program");
    dir.run("batch --prune")
        .exits_with(2)
        .stderr_has("nothing is removed, because not all documents could be built");
    assert!(dir.path("dist/mid/interviewer.pdf").exists());
}

#[test]
fn another_name_of_a_wanted_file_is_not_removed() {
    let dir = dir();
    let built = dir.bytes("dist/mid/interviewer.pdf");
    let other = "dist/Senior/Interviewer.PDF";
    let is_one_file = dir.path(other).exists();
    let dir = dir.file(other, &built);
    dir.run("batch").exits_with(0);
    dir.run("batch --prune").exits_with(0);
    assert_eq!(dir.path(other).exists(), is_one_file, "where it is a file of its own, it goes");
    assert!(dir.path("dist/senior/interviewer.pdf").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_removed_is_an_error_of_the_system() {
    use std::os::unix::fs::PermissionsExt;
    let dir = dir();
    let folder = dir.path("dist/mid");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // Permissions do not bind root.
    let is_root = fs::write(folder.join("probe"), "").is_ok();
    let _ = fs::remove_file(folder.join("probe"));
    if is_root {
        dir.run("batch --prune").exits_with(0);
    } else {
        dir.run("batch --prune").exits_with(2).stderr_has("2 documents could not be removed");
    }
    let _ = fs::set_permissions(&folder, fs::Permissions::from_mode(0o755));
}

#[test]
fn a_kit_with_remarks_is_kept() {
    let dir = dir();
    let file = dir.path("dist/senior/interviewer.pdf");
    let mut document = lopdf::Document::load(&file).unwrap();
    let note = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Text",
        "Rect" => vec![10.into(), 10.into(), 30.into(), 30.into()],
        "Contents" => lopdf::Object::string_literal("Ask this first"),
    };
    let note = document.add_object(note);
    let page = document.page_iter().next().unwrap();
    document
        .get_object_mut(page)
        .and_then(lopdf::Object::as_dict_mut)
        .unwrap()
        .set("Annots", vec![note.into()]);
    document.save(&file).unwrap();
    let before = dir.bytes(&file);
    dir.run("batch").exits_with(2).stderr_has("has 1 comment on its pages");
    dir.run("batch --check").exits_with(1).stderr_has("it has 1 comment on its pages");
    assert!(dir.bytes(&file) == before);
    dir.run("batch --discard-answers").exits_with(0).stderr_has("1 written");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_the_lock_is_rejected() {
    let dir = dir();
    fs::remove_file(dir.path("kits.lock")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(dir.path("kits.lock")).status().unwrap().success());
    dir.run("batch").exits_with(2).stderr_has("kits.lock is not an ordinary file");
}

#[test]
fn denied_warnings_are_reported_before_anything_is_written() {
    let dir = TestDir::with_bank().file("kits.toml", MANIFEST);
    dir.run("batch --deny warnings").exits_with(0).stderr_has("4 written");
    let frozen = dir.bytes("kits.lock");
    let text = String::from_utf8(dir.bytes("bank.toml")).unwrap();
    let dir = dir.file("bank.toml", text.replace("prompt = \"", "prompt = \"Please: "));
    let files = ["mid/interviewer.pdf", "senior/candidate.pdf"].map(|name| format!("dist/{name}"));
    let before = files.each_ref().map(|name| dir.bytes(name));
    dir.run("batch --deny warnings")
        .exits_with(1)
        .stderr_has("changed after the kit was chosen")
        .stderr_has("there are warnings, and --deny warnings makes them errors, so nothing is written")
        .stdout_is_empty();
    assert!(dir.bytes("kits.lock") == frozen);
    assert!(files.each_ref().map(|name| dir.bytes(name)) == before);
    // A run that writes nothing reports everything.
    dir.run("batch --deny warnings --dry-run").exits_with(1).stderr_has("4 planned");
    dir.run("batch --deny warnings --check").exits_with(1).stderr_has("4 stale");
    dir.run("batch").exits_with(0).stderr_has("4 written");
    dir.run("batch --deny warnings").exits_with(0).stderr_has("4 unchanged");
    // Errors in the bank alone are also reported before the first document.
    let text = String::from_utf8(dir.bytes("bank.toml")).unwrap();
    let spare = "\n[[category]]\nid = \"spare\"\nname = \"Spare\"\ntype = \"technical\"\n\n[[question]]\n\
                 id = \"spare-one\"\ncategory = \"spare\"\nseniority = [\"mid\"]\nminutes = 4\n\
                 prompt = \"What else?\"\nlisten_for = [\"it\"]\n";
    let dir = dir.file("bank.toml", text + spare);
    fs::remove_file(dir.path(&files[0])).unwrap();
    dir.run("batch --deny warnings").exits_with(1).stderr_has("bank::unused-category").stdout_is_empty();
    assert!(!dir.path(&files[0]).exists());
    dir.run("batch").exits_with(0).stderr_has("1 written, 3 unchanged");
}

#[test]
fn notes_of_build_are_notes_of_batch_with_the_name_of_the_kit() {
    let manifest = MANIFEST.replace("minutes = 40", "minutes = 40\ncategory = \"web=1\"");
    let dir = TestDir::with_bank().file("kits.toml", manifest);
    let build = "build --bank bank.toml --role analyst --seniority mid --category web=1 --minutes 40 --findings short --dry-run";
    let noted = dir.run(build).exits_with(0).stderr_has("have no question").stderr;
    let (_, said) =
        noted.lines().find(|line| line.contains("kit::spare-minutes")).unwrap().split_once("]: ").unwrap();
    let ran = dir.run("batch --findings short --deny warnings").exits_with(0);
    let line = format!("kits.toml:9:1: note[kit::spare-minutes]: kit `analyst-mid`: {said}");
    assert!(ran.stderr.contains(&line), "{}\n{line}", ran.stderr);
}

#[test]
fn an_index_that_lists_removed_files_is_reported() {
    let dir = dir();
    let manifest = dir.bytes("kits.toml");
    let restore = |dir: TestDir| {
        let dir = dir.file("kits.toml", MANIFEST);
        dir.run("batch --index").exits_with(0);
        dir.file("kits.toml", &manifest)
    };
    let dir = restore(dir);
    let told = "note[index::stale]: dist/index.html and dist/SHA256SUMS still list documents that were removed: add --index";
    let ran = dir.run("batch --prune --dry-run").exits_with(0);
    assert!(!ran.stderr.contains("old-index"), "{}", ran.stderr);
    dir.run("batch --prune").exits_with(0).stderr_has(told);
    let dir = restore(dir);
    let ran = dir.run("batch --prune --index").exits_with(0).stderr_has("2 documents removed");
    assert!(!ran.stderr.contains("old-index"), "{}", ran.stderr);
    // A foreign page may list anything.
    let dir = restore(dir).file("dist/index.html", "<p>Mine");
    dir.run("batch --prune")
        .exits_with(0)
        .stderr_has("]: dist/SHA256SUMS still lists documents that were removed");
}
