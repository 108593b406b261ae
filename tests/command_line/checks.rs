//! Checks that write nothing agree with builds: both fail on a character that no font has, and blanks are set.

use interview_kit::assets;

use crate::TestDir;
use crate::test_dir::MANIFEST;

const SMALL: &str = include_str!("../cli/banks/small.toml");

/// Returns the small bank with a word that the built-in fonts lack.
fn hebrew_bank() -> String {
    SMALL.replace("How do you name", "שלום: how do you name")
}

/// A manifest of two kits, one of them with the question that has the Hebrew word.
fn two_kits() -> TestDir {
    let kit = |name: &str, only: &str| format!("[[kit]]\nname = \"{name}\"\nonly = [\"{only}\"]\n");
    let manifest = format!(
        "schema = 1\n[defaults]\nbank = \"bank.toml\"\n{}{}",
        kit("good", "test-first"),
        kit("bad", "test-names")
    );
    TestDir::empty().file("bank.toml", hebrew_bank()).file("kits.toml", manifest)
}

/// Returns a font collection of whole font files.
fn collection(fonts: &[&[u8]]) -> Vec<u8> {
    let header = 12 + 4 * fonts.len();
    let mut out = b"ttcf\0\x01\0\0".to_vec();
    out.extend((fonts.len() as u32).to_be_bytes());
    let mut starts = Vec::new();
    let mut at = header.next_multiple_of(4);
    for font in fonts {
        starts.push(at);
        at += font.len().next_multiple_of(4);
    }
    out.extend(starts.iter().flat_map(|start| (*start as u32).to_be_bytes()));
    for (font, start) in fonts.iter().zip(starts) {
        out.resize(start, 0);
        let mut font = font.to_vec();
        // Offsets of tables count from the start of the file.
        let tables = u16::from_be_bytes([font[4], font[5]]);
        for n in 0..usize::from(tables) {
            let field = 12 + n * 16 + 8;
            let offset = u32::from_be_bytes(font[field..field + 4].try_into().unwrap()) + start as u32;
            font[field..field + 4].copy_from_slice(&offset.to_be_bytes());
        }
        out.extend(font);
    }
    out
}

#[test]
fn a_dry_run_of_build_fails_as_the_build_would() {
    let dir = TestDir::empty().file("bank.toml", hebrew_bank());
    let plan = dir.run("build --bank bank.toml --only test-names --dry-run").exits_with(1);
    plan.stdout_has("test-names").stderr_has("kit::missing-character").stderr_has("bank.toml:");
    dir.run("build --bank bank.toml --only test-first --dry-run").exits_with(0);
    let row = dir.run("build --bank bank.toml --only test-first --dry-run --prefill -");
    row.input("candidate\nAda\nשלום\n").exits_with(1).stderr_has("which row 2 uses");
}

#[test]
fn check_judges_every_text_of_a_bank_that_a_kit_shows() {
    let dir = TestDir::with_bank();
    dir.run("check --bank bank.toml").exits_with(0).stdout_is_empty().stderr_has("checked");
    for (text, replacement) in [
        ("How do you name", "שלום how do you name"),
        ("Says what must hold", "שלום"),
        ("name = \"Analyst\"", "name = \"שלום\""),
        ("name = \"Past work\"", "name = \"שלום\""),
        ("label = \"Below\"", "label = \"שלום\""),
    ] {
        let changed = SMALL.replace(text, replacement);
        assert_ne!(changed, SMALL, "{text}");
        let ran = dir.run("check --bank - --findings short").input(changed.clone()).exits_with(1);
        ran.stderr_has("no font has the characters `ש`");
        // `list` reads the same bank and looks at no font.
        dir.run("list roles --bank -").input(changed).exits_with(0);
    }
    dir.run("check --bank bank.toml --font missing.ttf").exits_with(2).stderr_has("missing.ttf");
    let retired = hebrew_bank().replace("id = \"test-names\"", "id = \"test-names\"\nstatus = \"retired\"");
    dir.run("check --bank -").input(retired).exits_with(0);
}

#[test]
fn check_reports_mistakes_and_missing_characters_in_one_run() {
    let dir = TestDir::empty();
    let bank = hebrew_bank().replace("id = \"test-slow\"", "id = \"test-slow\"\nminuts = 3");
    let ran = dir.run("check --bank -").input(bank).exits_with(1);
    ran.stderr_has("bank::unknown-key").stderr_has("kit::missing-character");
    let check = |words: &str| dir.run(words).input(hebrew_bank()).exits_with(1);
    check("check --findings text --bank -").stderr_has("error[kit::missing-character]");
    check("check --findings github --bank -").stderr_has("::error");
    check("check --findings json --bank -").stderr_has("\"kit::missing-character\"");
    dir.run("check --help").exits_with(0).stdout_has("--font <FILE>");
}

#[test]
fn a_dry_run_of_a_batch_fails_as_the_batch_would() {
    let dir = two_kits();
    dir.run("batch --dry-run")
        .exits_with(1)
        .stderr_has("kit::missing-character")
        .stderr_has("bad-interviewer-a4.pdf");
    dir.run("batch").exits_with(1);
    dir.run("batch --dry-run --locked").exits_with(1).stderr_has("kit::missing-character");
    dir.run("batch --check").exits_with(1).stderr_has("kit::missing-character");
}

#[test]
fn a_kit_that_cannot_be_built_is_not_frozen() {
    let dir = two_kits();
    let locked = |dir: &TestDir| String::from_utf8(dir.bytes("kits.lock")).unwrap();
    dir.run("batch").exits_with(1).stderr_has("kit::missing-character");
    assert!(locked(&dir).contains("name = \"good\"") && !locked(&dir).contains("name = \"bad\""));
    assert!(
        dir.path("dist/good-interviewer-a4.pdf").exists()
            && !dir.path("dist/bad-interviewer-a4.pdf").exists()
    );
    let dir = dir.file("bank.toml", SMALL);
    dir.run("batch").exits_with(0);
    let frozen = locked(&dir);
    assert!(frozen.contains("name = \"bad\""));
    // A kit that was frozen keeps its entry, so that the next build asks the same questions.
    let dir = dir.file("bank.toml", hebrew_bank());
    dir.run("batch").exits_with(1);
    assert_eq!(locked(&dir), frozen);
}

#[test]
fn a_batch_without_a_kit_that_can_be_built_writes_no_lock() {
    let dir = TestDir::empty().file("kits.toml", MANIFEST);
    let dir =
        dir.file("bank.toml", SMALL.replace("score = 1\nlabel = \"Below\"", "score = 1\nlabel = \"ש\""));
    dir.run("batch").exits_with(1).stderr_has("kit::missing-character");
    assert_eq!(dir.names(), ["bank.toml", "kits.toml"]);
}

#[test]
fn tabs_and_line_separators_are_blanks() {
    let blanks =
        ["\\t", "\\u000B", "\\u000C", "\\u0085", "\\u2028", "\\u2029", "\\u3000", "\\u1680", "\\u3164"];
    for blank in blanks {
        let bank = SMALL.replace("How do you name", &format!("How do{blank}you{blank}{blank}name"));
        let dir = TestDir::empty().file("bank.toml", bank);
        dir.run("check --bank bank.toml").exits_with(0);
        dir.run("build --bank bank.toml --only test-names --out kit.pdf").exits_with(0);
        dir.run("inspect kit.pdf --rebuild").exits_with(0).stderr_has("byte for byte");
    }
}

#[test]
fn the_faces_of_a_collection_are_numbered_from_one() {
    let dir = TestDir::with_bank().file("both.ttc", collection(&[assets::MONO_REGULAR, assets::SANS_ITALIC]));
    let build = |font: &str| {
        let words =
            format!("build --bank bank.toml --only test-names --out {font}.pdf --font both.ttc{font}");
        dir.run(&words)
    };
    build("").exits_with(0);
    build("#1").exits_with(0);
    build("#2").exits_with(0);
    build("#3").exits_with(2).stderr_has("both.ttc#3: it has 2 faces, so it has no face 3");
    build("#0").exits_with(2).stderr_has("faces are counted from 1");
    assert_eq!(dir.bytes(".pdf"), dir.bytes("#1.pdf"));
    dir.run("inspect #2.pdf --rebuild --font both.ttc#2").exits_with(0).stderr_has("byte for byte");
    dir.run("inspect #2.pdf --rebuild --font both.ttc").exits_with(2).stderr_has("built with other fonts");
    let manifest = format!("{MANIFEST}font = [\"both.ttc#2\"]\n");
    dir.file("kits.toml", manifest).run("batch").exits_with(0);
}
