//! `init`: a manifest and a workflow to start from.

use std::collections::BTreeSet;
use std::fs;

use interview_kit::compose::document_settings::DOCUMENT_SETTINGS;

use crate::TestDir;

/// The keys of a kit in a manifest that are no settings of documents.
pub(crate) const KIT_KEYS: usize = 23;

const GITHUB: &str = ".github/workflows/interview-kits.yml";
const GITLAB: &str = ".gitlab/interview-kits.yml";

fn read_text(dir: &TestDir, name: &str) -> String {
    String::from_utf8(dir.bytes(name)).unwrap()
}

#[test]
fn its_manifest_works_and_names_every_key() {
    let dir = TestDir::empty();
    dir.run("init --ci none").exits_with(0).stderr_has("wrote kits.toml");
    assert_eq!(dir.names(), ["kits.toml"]);
    dir.run("batch --dry-run").exits_with(0).stderr_has("6 documents of 3 kits");
    // It has every key, and without the comment marks none is unknown.
    let text = read_text(&dir, "kits.toml");
    let (head, rest) = text.split_once("schema").unwrap();
    assert!(head.lines().all(|line| line.is_empty() || line.starts_with('#')));
    let whole = format!("schema{}", rest.replace("\n# ", "\n"));
    let whole = whole.replace("\nFor every kit", "\n# For every kit");
    let tables: toml::Table = whole.parse().unwrap();
    let kits = tables["kit"].as_array().unwrap().iter().chain([&tables["defaults"]]);
    let keys: BTreeSet<&String> = kits.flat_map(|table| table.as_table().unwrap().keys()).collect();
    assert_eq!(keys.len(), KIT_KEYS + DOCUMENT_SETTINGS.len(), "{keys:?}");
    let dir = dir.file("all.toml", whole).file("team-a/kits.toml", "schema = 1\n");
    let dir = dir.file("first-round.lock", include_str!("../cli/locks/old.lock"));
    let said = dir.run("batch all.toml --dry-run --findings short").exits_with(2).stderr;
    assert!(said.contains("questions.toml") && !said.contains("manifest::"), "{said}");
}

#[test]
fn existing_files_are_not_overwritten() {
    let dir = TestDir::empty().file("kits.toml", "mine").file("folder/mine", "");
    dir.run("init --ci none").exits_with(2).stderr_has("kits.toml already exists and is kept");
    dir.run("init folder").exits_with(2).stderr_has("folder is a folder");
    assert_eq!(dir.names(), ["folder", "kits.toml"]);
    // Missing files are written beside existing ones.
    dir.run("init")
        .exits_with(0)
        .stderr_has("kits.toml already exists and is kept")
        .stderr_has("wrote .github");
    let dir = dir.file(GITHUB, "mine too");
    dir.run("init --ci github").exits_with(2).stderr_has("already exist and are kept");
    dir.run("init other.toml --ci github")
        .exits_with(0)
        .stderr_has("interview-kits.yml already exists and is kept");
    assert_eq!(dir.bytes("kits.toml"), b"mine");
    assert_eq!(dir.bytes(GITHUB), b"mine too");
    assert_eq!(dir.names(), [".github", "folder", "kits.toml", "other.toml"]);
}

#[cfg(unix)]
#[test]
fn a_dangling_link_is_kept_as_well() {
    let dir = TestDir::empty();
    std::os::unix::fs::symlink("elsewhere.toml", dir.path("kits.toml")).unwrap();
    dir.run("init --ci none").exits_with(2).stderr_has("is kept");
    assert!(fs::read_link(dir.path("kits.toml")).is_ok() && !dir.path("elsewhere.toml").exists());
}

#[test]
fn workflows_name_the_manifest_and_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let dir = TestDir::empty();
    dir.run("init ./team/my-kits.toml").exits_with(0).stderr_has("wrote ./team/my-kits.toml");
    let workflow = read_text(&dir, GITHUB);
    assert_eq!(workflow.matches("manifest: \"./team/my-kits.toml\"\n").count(), 2);
    assert_eq!(workflow.matches(&format!("uses: OWNER/interview-kit@v{version}\n")).count(), 3);
    dir.run("init --ci gitlab").arg("a \"b.toml").exits_with(0).stderr_has("`include` in .gitlab-ci.yml");
    let jobs = read_text(&dir, GITLAB);
    assert_eq!(jobs.matches("MANIFEST: \"a \\\"b.toml\"\n").count(), 1);
    assert_eq!(jobs.matches(&format!("interview-kit:{version}\"\n")).count(), 1);
    for text in [workflow, jobs] {
        assert!(!text.contains("TAG") && !text.contains("VERSION"), "{text}");
    }
}

#[test]
fn in_a_folder_of_a_repository_the_workflow_is_at_its_root() {
    let dir = TestDir::empty().file(".git/HEAD", "").file("teams/web/notes.txt", "");
    for (ci, path, named) in [
        ("github", GITHUB, "manifest: \"teams/web/my.toml\"\n"),
        ("gitlab", GITLAB, "MANIFEST: \"teams/web/my.toml\"\n"),
    ] {
        let mut command = dir.run(&format!("init my.toml --ci {ci}")).command();
        let ran = command.current_dir(dir.path("teams/web")).output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(ran.status.success() && said.contains(&format!("wrote ../../{path}: ")), "{said}");
        assert!(said.contains("at the root of the repository"), "{said}");
        assert!(read_text(&dir, path).contains(named));
    }
    assert!(!dir.path("teams/web/.github").exists() && dir.path("teams/web/my.toml").exists());
    // The existing workflow does not name another manifest.
    let dir = dir.file("kits.toml", "");
    dir.run("init other.toml")
        .exits_with(0)
        .stderr_has("interview-kits.yml already exists and is kept; it does not build other.toml\n");
    std::fs::remove_file(dir.path("teams/web/my.toml")).unwrap();
    let ran = dir.run("init teams/web/my.toml").exits_with(0);
    assert!(ran.stderr.ends_with("interview-kits.yml already exists and is kept\n"), "{}", ran.stderr);
    dir.run("init - --ci none").exits_with(2).stderr_has("name a file");
    dir.run("init -").exits_with(2).stderr_has("cannot be written to standard output");
    assert_eq!(dir.names(), [".git", ".github", ".gitlab", "kits.toml", "other.toml", "teams"]);
}

#[test]
fn a_manifest_that_a_workflow_cannot_name_is_refused_before_anything_is_written() {
    let dir = TestDir::empty();
    for name in ["../kits.toml", "${{ github.token }}.toml", "$HOME.toml", "a\nb.toml"] {
        dir.run("init").arg(name).exits_with(2).stderr_has("a workflow cannot name");
    }
    let whole = dir.path("whole.toml");
    dir.run("init --ci gitlab").arg(&whole).exits_with(2).stderr_has("a workflow cannot name");
    assert!(dir.names().is_empty());
    dir.run("init --ci none").arg(&whole).exits_with(0);
    assert_eq!(dir.names(), ["whole.toml"]);
}
