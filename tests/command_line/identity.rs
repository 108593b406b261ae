//! The identity of a kit, the check that it is unchanged, and the kit rebuilt from it.

use lopdf::{Document, Object, text_string};
use serde_json::Value;

use crate::Desk;

/// Builds a kit of the small bank as `kit.pdf`.
fn build_kit(more: &str) -> Desk {
    let desk = Desk::with_bank();
    let words =
        format!("build --bank bank.toml --role analyst --seniority mid --seed 5 --out kit.pdf {more}");
    desk.run(&words).ends_with(0);
    desk
}

fn inspect_json(desk: &Desk, file: &str) -> Value {
    let ran = desk.run("inspect --format json").arg(file).ends_with(0);
    serde_json::from_slice(&ran.printed).unwrap()
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
    let desk = build_kit("--author Panel --exclude test-names");
    desk.run("inspect kit.pdf").ends_with(0).prints("\nas it was built, byte for byte\n").prints("seed 5");
    let told = inspect_json(&desk, "kit.pdf");
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
    let plan = desk.run("build --bank bank.toml --role analyst --seniority mid --seed 5 --exclude test-names --dry-run --format json");
    let plan: Value = serde_json::from_slice(&plan.ends_with(0).printed).unwrap();
    let ids = |list: &Value| list.as_array().unwrap().iter().map(|q| q["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&lock["questions"]), ids(plan.as_array().map_or(&plan["questions"], |_| &plan)));
}

#[test]
fn a_candidate_kit_carries_no_bank_and_no_settings() {
    let desk = build_kit("--face candidate --exclude test-names");
    let told = inspect_json(&desk, "kit.pdf");
    assert_eq!(told["attached"], serde_json::json!(["interview-kit.lock.json"]));
    assert!(told["lock"].get("blueprint").is_none(), "{told}");
    let document = Document::load_mem(&desk.bytes("kit.pdf")).unwrap();
    let mut all = Vec::new();
    for object in document.objects.values().filter_map(|object| object.as_stream().ok()) {
        all.extend(object.decompressed_content().unwrap_or_else(|_| object.content.clone()));
    }
    assert!(!String::from_utf8_lossy(&all).contains("test-names"), "what was left out is told");
}

#[test]
fn a_file_that_was_saved_or_changed_since_says_so() {
    let desk = build_kit("");
    let kit = desk.bytes("kit.pdf");
    let desk = desk
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
        let told = inspect_json(&desk, file);
        let altered = &told["altered"];
        (told["state"].as_str().unwrap().to_owned(), altered["pages"] == true, altered["fields"] == true)
    });
    let state = |name: &str, pages, fields| (name.to_owned(), pages, fields);
    assert_eq!(states[0], state("as-built", false, false));
    assert_eq!(states[1], state("saved-anew", false, false));
    assert_eq!(states[2], state("saved-anew", false, false));
    assert_eq!(states[3], state("altered", true, false));
    assert_eq!(states[4], state("altered", false, true));
    desk.run("inspect cut.pdf").ends_with(0).prints("ALTERED: its pages");
    desk.run("inspect fewer.pdf").ends_with(0).prints("ALTERED: its fields");
}

#[test]
fn a_flattened_kit_is_named_as_such() {
    let desk = build_kit("");
    desk.run("flatten kit.pdf --out record.pdf").ends_with(0);
    assert_eq!(inspect_json(&desk, "record.pdf")["state"], "record");
    desk.run("inspect record.pdf").ends_with(0).prints("made final for the record");
    desk.run("inspect record.pdf --rebuild --out again.pdf").ends_with(0).says("which was made final");
    assert!(desk.bytes("again.pdf") == desk.bytes("kit.pdf"));
}

#[test]
fn one_byte_changed_is_not_as_built() {
    let desk = build_kit("");
    let mut bytes = desk.bytes("kit.pdf");
    let at = bytes.windows(9).rposition(|part| part == b"startxref").unwrap();
    bytes.insert(at, b'\n');
    let desk = desk.file("changed.pdf", bytes);
    assert_eq!(inspect_json(&desk, "changed.pdf")["state"], "saved-anew");
}

#[test]
fn a_kit_is_rebuilt_byte_for_byte() {
    for more in
        ["", "--face candidate", "--no-form --paper letter", "--pdf-a", "--author Somebody --minutes 30"]
    {
        let desk = build_kit(more);
        let kit = desk.bytes("kit.pdf");
        // From the bank it was built from, in another order of files, and from what it carries.
        let from_bank = desk.run("inspect kit.pdf --rebuild --bank bank.toml --out again.pdf").ends_with(0);
        from_bank.says("byte for byte").prints_nothing();
        assert!(desk.bytes("again.pdf") == kit, "{more}");
        if !more.contains("candidate") {
            desk.run("inspect kit.pdf --rebuild")
                .ends_with(0)
                .says("the rebuilt kit is the same as kit.pdf, byte for byte");
        }
        let filled = if more.contains("--no-form") {
            kit.clone()
        } else {
            save_changed(&kit, |document| fill(document, "candidate", "Nobody Real"))
        };
        let desk = desk.file("filled.pdf", filled);
        let again = desk.run("inspect filled.pdf --rebuild --bank bank.toml --out -").ends_with(0);
        assert!(again.printed == kit, "{more}, after it was filled in");
    }
}

#[test]
fn a_kit_set_with_other_fonts_needs_them_again() {
    let font = include_bytes!("../../assets/fonts/SourceSans3-It.otf");
    let desk = Desk::with_bank().file("face.otf", font);
    desk.run("build --bank bank.toml --font face.otf --out kit.pdf").ends_with(0);
    desk.run("inspect kit.pdf --rebuild").ends_with(2).says("--font");
    desk.run("inspect kit.pdf --rebuild --font face.otf").ends_with(0).says("byte for byte");
}

#[test]
fn reasons_against_a_rebuild_are_reported() {
    let desk = build_kit("");
    let bank = include_str!("../cli/banks/small.toml");
    let id = inspect_json(&desk, "kit.pdf")["lock"]["questions"][0]["id"].as_str().unwrap().to_owned();
    let gone = bank.replace(&format!("id = \"{id}\""), "id = \"another-one\"");
    let desk = desk
        .file("gone.toml", gone)
        .file("reworded.toml", bank.replace("prompt = \"", "prompt = \"Well: "))
        .file("around.toml", bank.replace("label = \"", "label = \"Rather "))
        .file("old.pdf", include_bytes!("../filled/pypdf.pdf"));
    let again = |bank: &str| desk.run("inspect kit.pdf --rebuild --bank").arg(bank).ends_with(1);
    again("gone.toml").says(&format!("question `{id}` is no longer in the bank")).says("help: ");
    again("reworded.toml").says(&format!("the text of question `{id}` has changed"));
    again("around.toml").says("the names, the rating scale or the language of the bank have changed");
    desk.run("inspect old.pdf --rebuild").ends_with(1).says("it carries no lock");
    desk.run("inspect kit.pdf --rebuild --out bank.toml --bank bank.toml")
        .ends_with(2)
        .says("did not write it");
    desk.run("inspect kit.pdf --rebuild --bank bank.toml --out bank.toml --force").ends_with(0);
    assert!(desk.bytes("bank.toml").starts_with(b"%PDF-"));
    let answered =
        save_changed(&desk.bytes("kit.pdf"), |document| fill(document, "candidate", "Nobody Real"));
    let desk = desk.file("answered.pdf", answered);
    desk.run("inspect kit.pdf --rebuild --out answered.pdf --force").ends_with(2).says("1 field filled in");
    desk.run("inspect kit.pdf --rebuild --out answered.pdf --discard-answers").ends_with(0);
    desk.run("inspect kit.pdf --out x.pdf").ends_with(2).says("--rebuild");
}
