//! `index`: the page of a folder, its pictures and its checksums. A browser looks at it in `.ci/judges/index`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::TestDir;
use crate::test_dir::MANIFEST;

/// Builds the kits of the small bank in `dist/`: two levels, both faces, both paper sizes.
fn dir() -> TestDir {
    let dir = TestDir::with_bank().file(
        "kits.toml",
        "schema = 1\n[defaults]\nbank = \"bank.toml\"\nminutes = 40\n[[kit]]\nrole = \"analyst\"\n\
         seniority = [\"mid\", \"senior\"]\nface = [\"interviewer\", \"candidate\"]\npaper = [\"a4\", \"letter\"]\n",
    );
    dir.run("batch").exits_with(0);
    dir
}

fn read_page(dir: &TestDir) -> String {
    String::from_utf8(dir.bytes("dist/index.html")).unwrap()
}

/// Returns the files of the program in a folder, by path.
fn index_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in ["index.html", "SHA256SUMS"] {
        files.extend(fs::read(folder.join(name)).ok().map(|bytes| (name.to_owned(), bytes)));
    }
    for entry in fs::read_dir(folder.join("index-pictures")).into_iter().flatten() {
        let path = entry.unwrap().path();
        files.insert(path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
    }
    files
}

fn hash(bytes: &[u8]) -> String {
    let digits: Vec<String> = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

#[test]
fn every_kit_is_listed_with_its_picture_and_its_checksum() {
    let dir = dir();
    dir.run("index dist").exits_with(0).stdout_is_empty().stderr_has("dist/index.html: 8 documents listed\n");
    let page = read_page(&dir);
    assert_eq!(page.matches("<li class=\"document\"").count(), 8);
    assert_eq!(page.matches("<section ").count(), 1);
    assert!(page.contains("8 documents of 2 kits for 1 role."), "{page}");
    for entry in fs::read_dir(dir.path("dist")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_none_or(|end| end != "pdf") {
            continue;
        }
        let sum = hash(&fs::read(&path).unwrap());
        let (_, from) = page.split_once(&format!("alt=\"First page of {name}\"")).unwrap();
        let item = from.split_once("</li>").unwrap().0;
        assert!(item.contains(&format!("<code>{sum}</code>")), "{name}");
        assert_eq!(item.matches(&format!("href=\"./{name}\"")).count(), 2, "{name}");
        let (face, other) = ("interviewer’s kit</a>", "candidate’s handout</a>");
        assert_eq!(item.contains(face), name.contains("interviewer"), "{name}");
        assert_eq!(item.contains(other), name.contains("candidate"), "{name}");
        assert_eq!(item.contains("<p>US Letter · "), name.contains("letter"), "{name}");
        assert!(dir.bytes(format!("dist/index-pictures/{}.png", &sum[..32])).starts_with(b"\x89PNG"));
    }
}

#[test]
fn the_checksums_are_those_of_the_files() {
    let dir = dir();
    dir.run("index").exits_with(0);
    let sums = String::from_utf8(dir.bytes("dist/SHA256SUMS")).unwrap();
    let names: Vec<&str> = sums.lines().map(|line| line.split_once("  ").unwrap().1).collect();
    assert_eq!(names.len(), 8 + 8 + 1);
    assert!(names.is_sorted());
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        assert_eq!(hash(&dir.bytes(Path::new("dist").join(name))), sum, "{name}");
    }
}

#[test]
fn the_same_files_have_the_same_index_wherever_and_however_it_is_made() {
    let dir = dir();
    dir.run("index dist").env("RAYON_NUM_THREADS", "1").exits_with(0);
    let first = index_files(&dir.path("dist"));
    assert_eq!(first.len(), 10);
    dir.run("index dist").exits_with(0);
    assert!(index_files(&dir.path("dist")) == first, "made again over the first");
    // Copied in another order, later, from two shards, under another path.
    let mut files: Vec<_> =
        fs::read_dir(dir.path("dist")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.reverse();
    fs::create_dir_all(dir.path("a b/elsewhere")).unwrap();
    for path in files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "pdf")) {
        fs::copy(&path, dir.path("a b/elsewhere").join(path.file_name().unwrap())).unwrap();
    }
    dir.run("index").arg("a b/elsewhere").env("RAYON_NUM_THREADS", "8").exits_with(0);
    assert!(index_files(&dir.path("a b/elsewhere")) == first, "made elsewhere");
}

#[test]
fn personal_kits_and_other_files_are_left_out_with_a_note() {
    let dir = dir()
        .file("dist/filled.pdf", include_bytes!("../filled/pypdf.pdf"))
        .file("dist/other.pdf", "%PDF-1.4\n%%EOF\n")
        .file("dist/none.PDF", "")
        .file("dist/.hidden.pdf", "")
        .file("dist/notes.txt", "")
        .file("private.txt", "open it\n");
    let built = "build --bank bank.toml --role analyst --minutes 40";
    for more in [
        "--candidate Lovelace --out dist/lovelace.pdf",
        "--password-file private.txt --out dist/locked.pdf",
        "--recipient Panel --out dist/panel.pdf",
    ] {
        dir.run(&format!("{built} {more}")).exits_with(0);
    }
    dir.run("flatten dist/filled.pdf --out dist/record.pdf").exits_with(0);
    let ran = dir.run("index --findings short").exits_with(0);
    let ran = ran.stderr_has("9 documents listed, 6 files skipped");
    for said in [
        "note[unlisted::filled-in]: filled.pdf is filled in and is not listed",
        "note[unlisted::record]: record.pdf is the record of an interview and is not listed",
        "note[unlisted::prefilled]: lovelace.pdf was built for one interview and is not listed",
        "note[unlisted::protected]: locked.pdf is protected with a password and is not listed",
        "note[unlisted::unreadable]: 2 files cannot be read and are not listed: none.PDF, other.pdf",
    ] {
        assert!(ran.stderr.contains(said), "{said}\n{}", ran.stderr);
    }
    let (page, sums) = (read_page(&dir), String::from_utf8(dir.bytes("dist/SHA256SUMS")).unwrap());
    for name in ["filled", "record", "lovelace", "locked", "other", "none", ".hidden"] {
        let name = format!("{name}.pdf");
        assert!(!page.contains(&name) && !sums.contains(&name), "{name} is listed");
    }
    assert!(!page.contains("none.PDF") && !page.contains("notes.txt"));
    assert!(page.contains("For <bdi>Panel</bdi> only."));
}

#[cfg(unix)]
#[test]
fn hostile_file_names_are_escaped() {
    use std::os::unix::ffi::OsStrExt;
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --role analyst --out kit.pdf").exits_with(0);
    fs::create_dir(dir.path("dist")).unwrap();
    let names: [&[u8]; 6] = [
        b"<script>alert(1).pdf",
        b"\" onload=\"x.pdf",
        b"a#b?c%20.pdf",
        "evil\u{202e}fdp.pdf".as_bytes(),
        b"new\nline.pdf",
        b"\xff.pdf",
    ];
    for name in names {
        fs::copy(dir.path("kit.pdf"), dir.path("dist").join(std::ffi::OsStr::from_bytes(name))).unwrap();
    }
    dir.run("index dist --title").arg("</title><script>alert(2)</script>\u{202e}").exits_with(0);
    let page = read_page(&dir);
    assert_eq!(page.matches("<script>").count(), 1, "the program's own");
    assert!(!page.contains("<script>alert") && !page.contains("\" onload"));
    assert!(page.contains("&lt;script&gt;alert(1).pdf"));
    assert!(page.contains("<title>&lt;/title&gt;&lt;script&gt;alert(2)&lt;/script&gt;\\u{202e}</title>"));
    for href in
        ["./%3Cscript%3Ealert%281%29.pdf", "./a%23b%3Fc%2520.pdf", "./evil%E2%80%AEfdp.pdf", "./%FF.pdf"]
    {
        assert!(page.contains(&format!("href=\"{href}\"")), "{href}");
    }
    assert!(!page.contains('\u{202e}'));
    let sums = dir.bytes("dist/SHA256SUMS");
    assert!(
        sums.split(|byte| *byte == b'\n')
            .any(|line| line.starts_with(b"\\") && line.ends_with(b"new\\nline.pdf"))
    );
}

#[test]
fn a_document_in_the_way_of_the_index_is_found_before_any_is_built() {
    for folder in ["SHA256SUMS", "index.html", "sha256sums"] {
        let manifest =
            MANIFEST.replace("role = ", &format!("output = \"{folder}/{{name}}-{{face}}.pdf\"\nrole = "));
        let dir = TestDir::with_bank().file("kits.toml", manifest);
        dir.run("batch --index")
            .exits_with(2)
            .stderr_has("where the folder of the document")
            .stderr_has("give that document another name");
        assert!(!dir.path("dist").exists(), "{folder}");
        dir.run("batch").exits_with(0);
    }
    let dir = TestDir::with_manifest().file("dist/SHA256SUMS/notes.txt", "mine");
    dir.run("batch --index").exits_with(2).stderr_has("SHA256SUMS is not an ordinary file");
    assert_eq!(fs::read_dir(dir.path("dist")).unwrap().count(), 1, "nothing is built");
}

#[test]
fn foreign_index_files_are_kept_without_force() {
    for (name, content) in
        [("index.html", "<p>Ours since spring"), ("SHA256SUMS", "0  a.zip\n"), ("SHA256SUMS", "")]
    {
        let dir = dir().file(&format!("dist/{name}"), content);
        dir.run("index")
            .exits_with(2)
            .stderr_has(&format!("{name} exists and is not as this program wrote it"));
        assert_eq!(dir.bytes(format!("dist/{name}")), content.as_bytes());
        assert_eq!(
            index_files(&dir.path("dist")).len(),
            1,
            "nothing is drawn for a page that may not be written"
        );
        dir.run("index --force").exits_with(0);
        dir.run("index --check").exits_with(0);
    }
    let dir = dir();
    dir.run("index").exits_with(0);
    let edited = read_page(&dir).replace("<h1", "<p>Please sign.</p><h1");
    fs::write(dir.path("dist/index.html"), &edited).unwrap();
    dir.run("index").exits_with(2).stderr_has("index.html exists and is not as this program wrote it");
    assert_eq!(read_page(&dir), edited);
    fs::remove_file(dir.path("dist/index.html")).unwrap();
    fs::create_dir(dir.path("dist/index.html")).unwrap();
    dir.run("index --force").exits_with(2).stderr_has("is not an ordinary file");
}

#[test]
fn the_index_changes_with_the_files() {
    let dir = dir();
    dir.run("index").exits_with(0);
    fs::remove_file(dir.path("dist/analyst-mid-candidate-a4.pdf")).unwrap();
    let mine = "dist/index-pictures/mine.png";
    fs::write(dir.path(mine), b"\x89PNG\r\n\x1a\nmine").unwrap();
    let before = index_files(&dir.path("dist"));
    dir.run("index --check")
        .exits_with(1)
        .stderr_has("the index of dist is not up to date with its kits: index.html is out of date, SHA256SUMS is out of date\n")
        .stderr_has("help: run `interview-kit index dist`\n");
    assert!(index_files(&dir.path("dist")) == before, "--check writes nothing");
    dir.run("index").exits_with(0).stderr_has("7 documents listed");
    dir.run("index --check").exits_with(0);
    assert_eq!(fs::read_dir(dir.path("dist/index-pictures")).unwrap().count(), 7 + 1);
    assert!(dir.path(mine).exists(), "the picture of somebody else");
    fs::remove_file(dir.path(mine)).unwrap();
    dir.run("index --no-pictures").exits_with(0);
    assert!(!dir.path("dist/index-pictures").exists());
    assert!(!read_page(&dir).contains("<img"));
    assert!(read_page(&dir).contains("A4 · 4 pages · 40 minutes"), "pages are counted without pictures too");
}

#[test]
fn a_damaged_picture_is_redrawn_and_a_foreign_one_is_kept() {
    let dir = dir();
    dir.run("index").exits_with(0);
    let good = index_files(&dir.path("dist"));
    let path = dir.path("dist/index-pictures").join(good.keys().find(|name| name.contains(".png")).unwrap());
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    dir.run("index --check").exits_with(1);
    dir.run("index").exits_with(2).stderr_has("exists and is not as this program wrote it");
    dir.run("index --force").exits_with(0);
    assert!(index_files(&dir.path("dist")) == good);
}

#[test]
fn a_batch_writes_an_index_on_request() {
    let dir = dir();
    assert!(!dir.path("dist/index.html").exists());
    let ran = dir.run("batch --index").exits_with(0).stderr_has("8 documents of 2 kits: 8 unchanged");
    ran.stderr_has("\ndist/index.html: 8 documents listed\n");
    let made = index_files(&dir.path("dist"));
    assert_eq!(made.len(), 10);
    dir.run("index --check").exits_with(0);
    dir.run("batch --index --check").exits_with(0);
    fs::remove_file(dir.path("dist/SHA256SUMS")).unwrap();
    dir.run("batch --check").exits_with(0);
    dir.run("batch --index --check").exits_with(1).stderr_has("error[index::stale]");
    dir.run("batch --index").exits_with(0);
    assert!(index_files(&dir.path("dist")) == made);
}

#[test]
fn an_index_keeps_its_title_and_pictures_until_they_are_changed() {
    let dir = dir();
    dir.run("index dist --check --title").arg("Kits <of> it's").exits_with(1).stderr_has(
        "index.html is missing, SHA256SUMS is missing, 8 pictures are missing\n\
         help: run `interview-kit index dist --title 'Kits <of> it'\\''s'`\n",
    );
    dir.run("index dist --no-pictures --title").arg("Kits <of> it's & <b>&amp;</b>").exits_with(0);
    let made = index_files(&dir.path("dist"));
    assert_eq!(made.len(), 2);
    for again in ["index --check", "batch --index --check", "index", "batch --index"] {
        dir.run(again).exits_with(0);
        assert!(index_files(&dir.path("dist")) == made, "{again}");
    }
    dir.run("index --check --pictures")
        .exits_with(1)
        .stderr_has("help: run `interview-kit index dist --pictures`");
    dir.run("index --pictures").exits_with(0);
    assert_eq!(index_files(&dir.path("dist")).len(), 10);
    assert!(
        read_page(&dir).contains("<title>Kits &lt;of&gt; it's &amp; &lt;b&gt;&amp;amp;&lt;/b&gt;</title>")
    );
    dir.run("index --title Plain").exits_with(0);
    assert!(read_page(&dir).contains("<title>Plain</title>"));
    dir.run("index --check").exits_with(0);
    dir.run("index --check --title Other")
        .exits_with(1)
        .stderr_has("run `interview-kit index dist --title Other`");
    assert_eq!(index_files(&dir.path("dist")).len(), 10);
    dir.run("index --pictures --no-pictures").exits_with(2);
}

#[test]
fn a_folder_without_kits_gets_no_page_and_a_page_of_ours_is_emptied() {
    let dir = dir().file("none/notes.pdf", "");
    for check in ["", " --check"] {
        let ran = dir.run(&format!("index none{check}")).exits_with(2);
        ran.stderr_has("error: there are no kits in none, so it gets no index")
            .stderr_has("notes.pdf cannot be read");
        assert_eq!(fs::read_dir(dir.path("none")).unwrap().count(), 1);
    }
    dir.run("index absent").exits_with(2).stderr_has("there is no folder absent");
    dir.run("index none/notes.pdf").exits_with(2).stderr_has("there is no folder none/notes.pdf");
    dir.run("index dist").exits_with(0);
    for file in fs::read_dir(dir.path("dist")).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_some_and(|end| end == "pdf") {
            fs::remove_file(file).unwrap();
        }
    }
    dir.run("index dist --findings json").exits_with(0).stderr_has("\"run::indexed\"");
    assert!(read_page(&dir).contains("<p>There are no kits in this folder.</p>"));
    dir.run("index dist --check").exits_with(0);
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_leaves_whole_files_and_the_next_goes_on() {
    use std::process::{Command, Stdio};
    let kit = |n| format!("[[kit]]\nname = \"kit-{n}\"\nrole = \"analyst\"\nseed = {n}\n");
    let kits: String = (0..60).map(kit).collect();
    let dir = TestDir::with_bank()
        .file("kits.toml", format!("schema = 1\n[defaults]\nbank = \"bank.toml\"\n{kits}"));
    dir.run("batch").exits_with(0);
    let pictures = || fs::read_dir(dir.path("dist/index-pictures")).map_or(0, Iterator::count);
    let mut command = dir.run("index dist").command();
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // A minute at most.
    let has_begun = (0..6_000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        pictures() > 2
    });
    assert!(has_begun);
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(130));
    assert!(!dir.path("dist/index.html").exists() && !dir.path("dist/SHA256SUMS").exists());
    assert!((3..60).contains(&pictures()));
    let leftover = dir.path("dist/index-pictures/.interview-kit-AbCd12.tmp");
    fs::write(&leftover, "half a picture").unwrap();
    dir.run("index dist").exits_with(0).stderr_has("60 documents listed");
    assert!(!leftover.exists() && pictures() == 60);
}

#[cfg(unix)]
#[test]
fn links_in_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let dir = dir();
    let kit =
        fs::read_dir(dir.path("dist")).unwrap().map(|e| e.unwrap().path()).find(|p| p.is_file()).unwrap();
    fs::copy(&kit, dir.path("elsewhere.pdf")).unwrap();
    symlink(dir.path("elsewhere.pdf"), dir.path("dist/linked.pdf")).unwrap();
    dir.run("index dist").exits_with(0);
    assert!(!read_page(&dir).contains("linked.pdf"));
    fs::rename(dir.path("dist/index-pictures"), dir.path("pictures")).unwrap();
    symlink(dir.path("pictures"), dir.path("dist/index-pictures")).unwrap();
    let count = fs::read_dir(dir.path("pictures")).unwrap().count();
    dir.run("index dist").exits_with(2).stderr_has("is a link");
    assert_eq!(fs::read_dir(dir.path("pictures")).unwrap().count(), count);
}
