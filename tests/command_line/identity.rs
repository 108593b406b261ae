//! The identity of a kit, the check that it is unchanged, and the kit rebuilt from it.

use lopdf::{Document, Object, text_string};
use serde_json::Value;

use crate::TestDir;

/// Builds a kit of the small bank as `kit.pdf`.
fn build_kit(more: &str) -> TestDir {
    let dir = TestDir::with_bank();
    let words =
        format!("build --bank bank.toml --role analyst --seniority mid --seed 5 --out kit.pdf {more}");
    dir.run(&words).exits_with(0);
    dir
}

fn inspect_json(dir: &TestDir, file: &str) -> Value {
    let ran = dir.run("inspect --format json").arg(file).exits_with(0);
    serde_json::from_slice(&ran.stdout).unwrap()
}

/// Changes a file and saves it as another program would.
fn save_changed(bytes: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).unwrap();
    change(&mut document);
    let mut saved = Vec::new();
    document.save_to(&mut saved).unwrap();
    saved
}

fn fill(document: &mut Document, field: &str, value: &str) {
    let is_it = |object: &Object| {
        let name =
            object.as_dict().ok().and_then(|dict| dict.get(b"T").ok()).and_then(|name| name.as_str().ok());
        name == Some(field.as_bytes())
    };
    let found = document.objects.values_mut().find(|object| is_it(object)).unwrap();
    found.as_dict_mut().unwrap().set("V", text_string(value));
}

#[test]
fn inspect_names_the_role_levels_and_origin_of_a_kit() {
    let dir = build_kit("--author Panel --exclude test-names");
    dir.run("inspect kit.pdf")
        .exits_with(0)
        .stdout_has("\nas it was built, byte for byte\n")
        .stdout_has("seed 5");
    let told = inspect_json(&dir, "kit.pdf");
    let lock = &told["lock"];
    assert_eq!(told["state"], "as-built");
    assert_eq!(lock["made_by"], format!("interview-kit {}", env!("CARGO_PKG_VERSION")));
    assert_eq!((&lock["role"], &lock["seed"]), (&"analyst".into(), &5.into()));
    assert_eq!(lock["document"]["face"], "interviewer");
    assert_eq!(lock["document"]["author"], "Panel");
    assert_eq!(lock["blueprint"]["exclude"], "test-names");
    let attached: Vec<&str> =
        told["attached"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
    assert_eq!(attached, ["interview-kit.bank.toml", "interview-kit.lock.json"]);
    let plan = dir.run("build --bank bank.toml --role analyst --seniority mid --seed 5 --exclude test-names --dry-run --format json");
    let plan: Value = serde_json::from_slice(&plan.exits_with(0).stdout).unwrap();
    let ids = |list: &Value| list.as_array().unwrap().iter().map(|q| q["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&lock["questions"]), ids(plan.as_array().map_or(&plan["questions"], |_| &plan)));
}

#[test]
fn a_candidate_kit_carries_no_bank_and_no_settings() {
    let dir = build_kit("--face candidate --exclude test-names");
    let told = inspect_json(&dir, "kit.pdf");
    assert_eq!(told["attached"], serde_json::json!(["interview-kit.lock.json"]));
    assert!(told["lock"].get("blueprint").is_none(), "{told}");
    let document = Document::load_mem(&dir.bytes("kit.pdf")).unwrap();
    let mut all = Vec::new();
    for object in document.objects.values().filter_map(|object| object.as_stream().ok()) {
        all.extend(object.decompressed_content().unwrap_or_else(|_| object.content.clone()));
    }
    assert!(!String::from_utf8_lossy(&all).contains("test-names"), "what was left out is told");
}

#[test]
fn a_file_that_was_saved_or_changed_since_says_so() {
    let dir = build_kit("");
    let kit = dir.bytes("kit.pdf");
    let dir = dir
        .file("saved.pdf", save_changed(&kit, |_| {}))
        .file("filled.pdf", save_changed(&kit, |document| fill(document, "candidate", "Nobody Real")))
        .file("cut.pdf", save_changed(&kit, |document| document.delete_pages(&[1])))
        .file(
            "fewer.pdf",
            save_changed(&kit, |document| {
                let form = document.catalog().unwrap().get(b"AcroForm").unwrap().as_reference().unwrap();
                let form = document.get_object_mut(form).unwrap().as_dict_mut().unwrap();
                form.get_mut(b"Fields").unwrap().as_array_mut().unwrap().pop();
            }),
        );
    let states = ["kit.pdf", "saved.pdf", "filled.pdf", "cut.pdf", "fewer.pdf"].map(|file| {
        let told = inspect_json(&dir, file);
        let altered = &told["altered"];
        (told["state"].as_str().unwrap().to_owned(), altered["pages"] == true, altered["fields"] == true)
    });
    let state = |name: &str, pages, fields| (name.to_owned(), pages, fields);
    assert_eq!(states[0], state("as-built", false, false));
    assert_eq!(states[1], state("saved-anew", false, false));
    assert_eq!(states[2], state("saved-anew", false, false));
    assert_eq!(states[3], state("altered", true, false));
    assert_eq!(states[4], state("altered", false, true));
    dir.run("inspect cut.pdf").exits_with(0).stdout_has("ALTERED: its pages");
    dir.run("inspect fewer.pdf").exits_with(0).stdout_has("ALTERED: its fields");
}

#[test]
fn a_flattened_kit_is_named_as_such() {
    let dir = build_kit("");
    dir.run("flatten kit.pdf --out record.pdf").exits_with(0);
    assert_eq!(inspect_json(&dir, "record.pdf")["state"], "record");
    dir.run("inspect record.pdf").exits_with(0).stdout_has("made final for the record");
    dir.run("inspect record.pdf --rebuild --out again.pdf").exits_with(0).stderr_has("which was made final");
    assert!(dir.bytes("again.pdf") == dir.bytes("kit.pdf"));
}

#[test]
fn one_byte_changed_is_not_as_built() {
    let dir = build_kit("");
    let mut bytes = dir.bytes("kit.pdf");
    let at = bytes.windows(9).rposition(|part| part == b"startxref").unwrap();
    bytes.insert(at, b'\n');
    let dir = dir.file("changed.pdf", bytes);
    assert_eq!(inspect_json(&dir, "changed.pdf")["state"], "saved-anew");
}

#[test]
fn a_kit_is_rebuilt_byte_for_byte() {
    for more in
        ["", "--face candidate", "--no-form --paper letter", "--pdf-a", "--author Somebody --minutes 30"]
    {
        let dir = build_kit(more);
        let kit = dir.bytes("kit.pdf");
        // From its bank, from reordered files, and from the bank that the kit carries.
        let from_bank = dir.run("inspect kit.pdf --rebuild --bank bank.toml --out again.pdf").exits_with(0);
        from_bank.stderr_has("byte for byte").stdout_is_empty();
        assert!(dir.bytes("again.pdf") == kit, "{more}");
        if !more.contains("candidate") {
            dir.run("inspect kit.pdf --rebuild")
                .exits_with(0)
                .stderr_has("the rebuilt kit is the same as kit.pdf, byte for byte");
        }
        let filled = if more.contains("--no-form") {
            kit.clone()
        } else {
            save_changed(&kit, |document| fill(document, "candidate", "Nobody Real"))
        };
        let dir = dir.file("filled.pdf", filled);
        let again = dir.run("inspect filled.pdf --rebuild --bank bank.toml --out -").exits_with(0);
        assert!(again.stdout == kit, "{more}, after it was filled in");
    }
}

#[test]
fn a_kit_set_with_other_fonts_needs_them_again() {
    let font = include_bytes!("../../assets/fonts/SourceSans3-It.otf");
    let dir = TestDir::with_bank().file("face.otf", font);
    dir.run("build --bank bank.toml --font face.otf --out kit.pdf").exits_with(0);
    dir.run("inspect kit.pdf --rebuild").exits_with(2).stderr_has("--font");
    dir.run("inspect kit.pdf --rebuild --font face.otf").exits_with(0).stderr_has("byte for byte");
}

#[test]
fn reasons_against_a_rebuild_are_reported() {
    let dir = build_kit("");
    let bank = include_str!("../cli/banks/small.toml");
    let id = inspect_json(&dir, "kit.pdf")["lock"]["questions"][0]["id"].as_str().unwrap().to_owned();
    let gone = bank.replace(&format!("id = \"{id}\""), "id = \"another-one\"");
    let dir = dir
        .file("gone.toml", gone)
        .file("reworded.toml", bank.replace("prompt = \"", "prompt = \"Well: "))
        .file("around.toml", bank.replace("label = \"", "label = \"Rather "))
        .file("old.pdf", include_bytes!("../filled/pypdf.pdf"));
    let again = |bank: &str| dir.run("inspect kit.pdf --rebuild --bank").arg(bank).exits_with(1);
    again("gone.toml").stderr_has(&format!("question `{id}` is no longer in the bank")).stderr_has("help: ");
    again("reworded.toml").stderr_has(&format!("the text of question `{id}` has changed"));
    again("around.toml").stderr_has("the names, the rating scale or the language of the bank have changed");
    dir.run("inspect old.pdf --rebuild").exits_with(1).stderr_has("it carries no lock");
    dir.run("inspect kit.pdf --rebuild --out bank.toml --bank bank.toml")
        .exits_with(2)
        .stderr_has("did not write it");
    dir.run("inspect kit.pdf --rebuild --bank bank.toml --out bank.toml --force").exits_with(0);
    assert!(dir.bytes("bank.toml").starts_with(b"%PDF-"));
    let answered = save_changed(&dir.bytes("kit.pdf"), |document| fill(document, "candidate", "Nobody Real"));
    let dir = dir.file("answered.pdf", answered);
    dir.run("inspect kit.pdf --rebuild --out answered.pdf --force")
        .exits_with(2)
        .stderr_has("1 field filled in");
    dir.run("inspect kit.pdf --rebuild --out answered.pdf --discard-answers").exits_with(0);
    dir.run("inspect kit.pdf --out x.pdf").exits_with(2).stderr_has("--rebuild");
}
