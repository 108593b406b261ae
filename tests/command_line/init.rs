//! `init`: a manifest and a workflow to start from.

use std::collections::BTreeSet;
use std::fs;

use crate::Desk;

const GITHUB: &str = ".github/workflows/interview-kits.yml";
const GITLAB: &str = ".gitlab/interview-kits.yml";

fn read_text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.bytes(name)).unwrap()
}

#[test]
fn its_manifest_works_and_names_every_key() {
    let desk = Desk::empty();
    desk.run("init --ci none").ends_with(0).says("wrote kits.toml");
    assert_eq!(desk.names(), ["kits.toml"]);
    desk.run("batch --dry-run").ends_with(0).says("6 documents of 3 kits");
    // Every key there is stands in it; with all marks of comment taken away, none is unknown.
    let text = read_text(&desk, "kits.toml");
    let (head, rest) = text.split_once("schema").unwrap();
    assert!(head.lines().all(|line| line.is_empty() || line.starts_with('#')));
    let whole = format!("schema{}", rest.replace("\n# ", "\n"));
    let whole = whole.replace("\nFor every kit", "\n# For every kit");
    let tables: toml::Table = whole.parse().unwrap();
    let kits = tables["kit"].as_array().unwrap().iter().chain([&tables["defaults"]]);
    let keys: BTreeSet<&String> = kits.flat_map(|table| table.as_table().unwrap().keys()).collect();
    assert_eq!(keys.len(), 24, "{keys:?}");
    let desk = desk.file("all.toml", whole).file("team-a/kits.toml", "schema = 1\n");
    let said = desk.run("batch all.toml --dry-run --findings short").ends_with(2).heard;
    assert!(said.contains("questions.toml") && !said.contains("manifest::"), "{said}");
}

#[test]
fn existing_files_are_not_overwritten() {
    let desk = Desk::empty().file("kits.toml", "mine").file("folder/mine", "");
    desk.run("init --ci none").ends_with(2).says("kits.toml already exists and is kept");
    desk.run("init folder").ends_with(2).says("folder is a folder");
    assert_eq!(desk.names(), ["folder", "kits.toml"]);
    // What is missing is written beside what is there.
    desk.run("init").ends_with(0).says("kits.toml already exists and is kept").says("wrote .github");
    let desk = desk.file(GITHUB, "mine too");
    desk.run("init --ci github").ends_with(2).says("already exist and are kept");
    desk.run("init other.toml --ci github")
        .ends_with(0)
        .says("interview-kits.yml already exists and is kept");
    assert_eq!(desk.bytes("kits.toml"), b"mine");
    assert_eq!(desk.bytes(GITHUB), b"mine too");
    assert_eq!(desk.names(), [".github", "folder", "kits.toml", "other.toml"]);
}

#[cfg(unix)]
#[test]
fn a_dangling_link_is_kept_as_well() {
    let desk = Desk::empty();
    std::os::unix::fs::symlink("elsewhere.toml", desk.path("kits.toml")).unwrap();
    desk.run("init --ci none").ends_with(2).says("is kept");
    assert!(fs::read_link(desk.path("kits.toml")).is_ok() && !desk.path("elsewhere.toml").exists());
}

#[test]
fn workflows_name_the_manifest_and_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let desk = Desk::empty();
    desk.run("init ./team/my-kits.toml").ends_with(0).says("wrote ./team/my-kits.toml");
    let workflow = read_text(&desk, GITHUB);
    assert_eq!(workflow.matches("manifest: \"./team/my-kits.toml\"\n").count(), 2);
    assert_eq!(workflow.matches(&format!("uses: OWNER/interview-kit@v{version}\n")).count(), 3);
    desk.run("init --ci gitlab").arg("a \"b.toml").ends_with(0).says("`include` in .gitlab-ci.yml");
    let jobs = read_text(&desk, GITLAB);
    assert_eq!(jobs.matches("MANIFEST: \"a \\\"b.toml\"\n").count(), 1);
    assert_eq!(jobs.matches(&format!("interview-kit:{version}\"\n")).count(), 1);
    for text in [workflow, jobs] {
        assert!(!text.contains("TAG") && !text.contains("VERSION"), "{text}");
    }
}

#[test]
fn in_a_folder_of_a_repository_the_workflow_is_at_its_root() {
    let desk = Desk::empty().file(".git/HEAD", "").file("teams/web/notes.txt", "");
    for (ci, path, named) in [
        ("github", GITHUB, "manifest: \"teams/web/my.toml\"\n"),
        ("gitlab", GITLAB, "MANIFEST: \"teams/web/my.toml\"\n"),
    ] {
        let mut command = desk.run(&format!("init my.toml --ci {ci}")).command();
        let ran = command.current_dir(desk.path("teams/web")).output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(ran.status.success() && said.contains(&format!("wrote ../../{path}: ")), "{said}");
        assert!(said.contains("at the root of the repository"), "{said}");
        assert!(read_text(&desk, path).contains(named));
    }
    assert!(!desk.path("teams/web/.github").exists() && desk.path("teams/web/my.toml").exists());
    // Another manifest is not in the workflow that is there.
    let desk = desk.file("kits.toml", "");
    desk.run("init other.toml")
        .ends_with(0)
        .says("interview-kits.yml already exists and is kept; it does not build other.toml\n");
    std::fs::remove_file(desk.path("teams/web/my.toml")).unwrap();
    let ran = desk.run("init teams/web/my.toml").ends_with(0);
    assert!(ran.heard.ends_with("interview-kits.yml already exists and is kept\n"), "{}", ran.heard);
    desk.run("init - --ci none").ends_with(2).says("name a file");
    desk.run("init -").ends_with(2).says("cannot be written to standard output");
    assert_eq!(desk.names(), [".git", ".github", ".gitlab", "kits.toml", "other.toml", "teams"]);
}

#[test]
fn a_manifest_that_a_workflow_cannot_name_is_refused_before_anything_is_written() {
    let desk = Desk::empty();
    for name in ["../kits.toml", "${{ github.token }}.toml", "$HOME.toml", "a\nb.toml"] {
        desk.run("init").arg(name).ends_with(2).says("a workflow cannot name");
    }
    let whole = desk.path("whole.toml");
    desk.run("init --ci gitlab").arg(&whole).ends_with(2).says("a workflow cannot name");
    assert!(desk.names().is_empty());
    desk.run("init --ci none").arg(&whole).ends_with(0);
    assert_eq!(desk.names(), ["whole.toml"]);
}
