//! `batch --prune` removes documents, and `--deny` keeps them from being written.

use std::fs;

use lopdf::dictionary;

use crate::Desk;

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
fn desk() -> Desk {
    let desk = Desk::with_bank().file("kits.toml", MANIFEST);
    desk.run("batch").ends_with(0).says("4 written");
    desk.file("kits.toml", MANIFEST.replace("\"mid\", ", ""))
}

fn which_exist(desk: &Desk, names: &[&str]) -> Vec<bool> {
    names.iter().map(|name| desk.path(name).exists()).collect()
}

#[test]
fn documents_no_longer_in_the_manifest_are_removed_with_their_empty_folder() {
    let desk = desk();
    desk.run("batch").ends_with(0).says("2 unchanged");
    assert!(desk.path("dist/mid/interviewer.pdf").exists(), "without --prune all stays");
    desk.run("batch --prune --dry-run").ends_with(0).says("dist/mid/candidate.pdf would be removed");
    desk.run("batch --prune --check")
        .ends_with(1)
        .says("the manifest no longer asks for dist/mid/candidate.pdf")
        .says("2 documents no longer in the manifest");
    assert!(desk.path("dist/mid/interviewer.pdf").exists(), "nothing is removed but by a plain run");
    let ran = desk.run("batch --prune").ends_with(0).says("2 documents removed");
    for name in ["removed dist/mid/candidate.pdf", "removed dist/mid/interviewer.pdf"] {
        assert!(ran.heard.contains(name), "{}", ran.heard);
    }
    assert!(!desk.path("dist/mid").exists());
    assert_eq!(fs::read_dir(desk.path("dist/senior")).unwrap().count(), 2);
    let ran = desk.run("batch --prune --check").ends_with(0);
    assert!(!ran.heard.contains("no longer"), "{}", ran.heard);
}

#[test]
fn files_that_the_batch_did_not_write_stay() {
    let desk = desk();
    let built = desk.bytes("dist/mid/interviewer.pdf");
    let answers: &[u8] = include_bytes!("../filled/pypdf.pdf");
    let desk = desk
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
    desk.run(&format!("{one}ada.pdf --candidate Ada")).ends_with(0);
    desk.run(&format!("{one}closed.pdf --password-file password")).ends_with(0);
    desk.run("flatten dist/mid/answers.pdf --out dist/mid/record.pdf").ends_with(0);
    desk.run(&format!("{one}stray.pdf")).ends_with(0);
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
    let before = kept.map(|name| desk.bytes(name));
    let ran = desk.run("batch --prune --force --discard-answers").ends_with(0).says("3 documents removed");
    assert_eq!(kept.map(|name| desk.bytes(name)), before);
    assert_eq!(which_exist(&desk, &["dist/mid/stray.pdf", "dist/mid/interviewer.pdf"]), [false, false]);
    for name in ["answers", "torn", "changed", "ada", "closed", "record"] {
        assert!(ran.heard.contains(&format!("kept dist/mid/{name}.pdf: ")), "{name}: {}", ran.heard);
    }
    assert!(!ran.heard.contains("foreign"), "{}", ran.heard);
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_behind_a_link() {
    use std::os::unix::fs::symlink;
    let desk = desk();
    let built = desk.bytes("dist/mid/interviewer.pdf");
    let desk = desk.file("elsewhere/kit.pdf", &built);
    symlink("../elsewhere", desk.path("dist/link")).unwrap();
    symlink("../elsewhere/kit.pdf", desk.path("dist/link.pdf")).unwrap();
    symlink("..", desk.path("dist/senior/up")).unwrap();
    desk.run("batch --prune").ends_with(0).says("2 documents removed");
    assert!(desk.path("dist/link.pdf").is_symlink());
    assert!(desk.bytes("elsewhere/kit.pdf") == built);
}

#[test]
fn nothing_is_removed_after_a_failed_run() {
    let desk = desk().file("dist/senior/interviewer.pdf", "%PDF-1.7\nof another program");
    desk.run("batch --prune")
        .ends_with(2)
        .says("nothing is removed, because not all documents could be built");
    assert!(desk.path("dist/mid/interviewer.pdf").exists());
}

#[test]
fn another_name_of_a_wanted_file_is_not_removed() {
    let desk = desk();
    let built = desk.bytes("dist/mid/interviewer.pdf");
    let other = "dist/Senior/Interviewer.PDF";
    let is_one_file = desk.path(other).exists();
    let desk = desk.file(other, &built);
    desk.run("batch").ends_with(0);
    desk.run("batch --prune").ends_with(0);
    assert_eq!(desk.path(other).exists(), is_one_file, "where it is a file of its own, it goes");
    assert!(desk.path("dist/senior/interviewer.pdf").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_removed_is_an_error_of_the_system() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let folder = desk.path("dist/mid");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // Nothing keeps root from it.
    let is_root = fs::write(folder.join("probe"), "").is_ok();
    let _ = fs::remove_file(folder.join("probe"));
    if is_root {
        desk.run("batch --prune").ends_with(0);
    } else {
        desk.run("batch --prune").ends_with(2).says("2 documents could not be removed");
    }
    let _ = fs::set_permissions(&folder, fs::Permissions::from_mode(0o755));
}

#[test]
fn a_kit_with_remarks_is_kept() {
    let desk = desk();
    let file = desk.path("dist/senior/interviewer.pdf");
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
    let before = desk.bytes(&file);
    desk.run("batch").ends_with(2).says("has 1 comment on its pages");
    assert!(desk.bytes(&file) == before);
    desk.run("batch --discard-answers").ends_with(0).says("1 written");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_the_lock_is_rejected() {
    let desk = desk();
    fs::remove_file(desk.path("kits.lock")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(desk.path("kits.lock")).status().unwrap().success());
    desk.run("batch").ends_with(2).says("kits.lock is not an ordinary file");
}

#[test]
fn denied_warnings_are_reported_before_anything_is_written() {
    let desk = Desk::with_bank().file("kits.toml", MANIFEST);
    desk.run("batch --deny warnings").ends_with(0).says("4 written");
    let frozen = desk.bytes("kits.lock");
    let text = String::from_utf8(desk.bytes("bank.toml")).unwrap();
    let desk = desk.file("bank.toml", text.replace("prompt = \"", "prompt = \"Please: "));
    let files = ["mid/interviewer.pdf", "senior/candidate.pdf"].map(|name| format!("dist/{name}"));
    let before = files.each_ref().map(|name| desk.bytes(name));
    desk.run("batch --deny warnings")
        .ends_with(1)
        .says("changed after the kit was chosen")
        .says("there are warnings, and --deny warnings makes them errors, so nothing is written")
        .prints_nothing();
    assert!(desk.bytes("kits.lock") == frozen);
    assert!(files.each_ref().map(|name| desk.bytes(name)) == before);
    // What writes nothing goes on to tell all.
    desk.run("batch --deny warnings --dry-run").ends_with(1).says("4 planned");
    desk.run("batch --deny warnings --check").ends_with(1).says("4 stale");
    desk.run("batch").ends_with(0).says("4 written");
    desk.run("batch --deny warnings").ends_with(0).says("4 unchanged");
    // What is wrong with the bank alone is told before a document is made, too.
    let text = String::from_utf8(desk.bytes("bank.toml")).unwrap();
    let spare = "\n[[category]]\nid = \"spare\"\nname = \"Spare\"\ntype = \"technical\"\n\n[[question]]\n\
                 id = \"spare-one\"\ncategory = \"spare\"\nseniority = [\"mid\"]\nminutes = 4\n\
                 prompt = \"What else?\"\nlisten_for = [\"it\"]\n";
    let desk = desk.file("bank.toml", text + spare);
    fs::remove_file(desk.path(&files[0])).unwrap();
    desk.run("batch --deny warnings").ends_with(1).says("bank::unused-category").prints_nothing();
    assert!(!desk.path(&files[0]).exists());
    desk.run("batch").ends_with(0).says("1 written, 3 unchanged");
}

#[test]
fn notes_of_build_are_notes_of_batch_with_the_name_of_the_kit() {
    let manifest = MANIFEST.replace("minutes = 40", "minutes = 40\ncategory = \"web=1\"");
    let desk = Desk::with_bank().file("kits.toml", manifest);
    let build = "build --bank bank.toml --role analyst --seniority mid --category web=1 --minutes 40 --findings short --dry-run";
    let noted = desk.run(build).ends_with(0).says("have no question").heard;
    let (_, said) =
        noted.lines().find(|line| line.contains("kit::spare-minutes")).unwrap().split_once("]: ").unwrap();
    let ran = desk.run("batch --findings short --deny warnings").ends_with(0);
    let line = format!("kits.toml:9:1: note[kit::spare-minutes]: kit `analyst-mid`: {said}");
    assert!(ran.heard.contains(&line), "{}\n{line}", ran.heard);
}

#[test]
fn an_index_that_lists_removed_files_is_reported() {
    let desk = desk();
    let manifest = desk.bytes("kits.toml");
    let restore = |desk: Desk| {
        let desk = desk.file("kits.toml", MANIFEST);
        desk.run("batch --index").ends_with(0);
        desk.file("kits.toml", &manifest)
    };
    let desk = restore(desk);
    let told = "note[index::stale]: dist/index.html and dist/SHA256SUMS still list documents that were removed: add --index";
    let ran = desk.run("batch --prune --dry-run").ends_with(0);
    assert!(!ran.heard.contains("old-index"), "{}", ran.heard);
    desk.run("batch --prune").ends_with(0).says(told);
    let desk = restore(desk);
    let ran = desk.run("batch --prune --index").ends_with(0).says("2 documents removed");
    assert!(!ran.heard.contains("old-index"), "{}", ran.heard);
    // What is somebody else's lists what it likes.
    let desk = restore(desk).file("dist/index.html", "<p>Mine");
    desk.run("batch --prune").ends_with(0).says("]: dist/SHA256SUMS still lists documents that were removed");
}
