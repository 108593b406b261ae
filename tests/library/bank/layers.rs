//! Files that are laid over a bank.

use interview_kit::bank::{BankFiles, Loaded, built_in_file, limits, load_layers};
use interview_kit::diag::{Severity, Sources, render};
use interview_kit::input::InputFile;
use proptest::prelude::*;

const BASE: &str = r#"schema = 1
[[scale]]
score = 1
label = "Below"
description = "Needs help."
[[scale]]
score = 3
label = "Meets"
description = "Does it alone."
[[role]]
id = "dev"
name = "Developer"
categories = ["web", "past"]
core = ["web"]
[[category]]
id = "web"
name = "Web"
type = "technical"
[[category]]
id = "past"
name = "Past"
type = "behavioral"
[[competency]]
id = "care"
name = "Care"
[[question]]
id = "one"
category = "web"
seniority = ["mid"]
minutes = 5
prompt = "What is one?"
listen_for = ["It"]
[[question]]
id = "two"
category = "past"
seniority = ["mid"]
minutes = 5
prompt = "What is two?"
listen_for = ["It"]
"#;

fn file(name: &str, text: &str) -> InputFile {
    InputFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// Loads [`BASE`] with layers of one file each.
fn load(layers: &[&str]) -> (Loaded, Sources) {
    let mut sources = Sources::default();
    let layers = (1..).zip(layers).map(|(n, text)| vec![file(&format!("layer-{n}.toml"), text)]).collect();
    let files = BankFiles { base: vec![file("base.toml", BASE)], layers };
    (load_layers(files, &mut sources), sources)
}

/// Returns `severity code message` for each finding.
fn findings(loaded: &Loaded) -> Vec<String> {
    loaded.findings.iter().map(|f| format!("{:?} {} {}", f.severity, f.code.id(), f.message)).collect()
}

fn ids(loaded: &Loaded) -> Vec<&str> {
    loaded.bank.questions.iter().map(|question| question.id.as_str()).collect()
}

/// Returns a question with a prompt, as a whole file.
fn question(id: &str, prompt: &str) -> String {
    format!(
        "[[question]]\nid = \"{id}\"\ncategory = \"web\"\nseniority = [\"mid\"]\nminutes = 5\nprompt = \"{prompt}\"\nlisten_for = [\"It\"]\n"
    )
}

#[test]
fn a_file_with_one_question_adds_it() {
    let (loaded, _) = load(&[&question("three", "What is three?")]);
    assert_eq!(findings(&loaded), [""; 0]);
    assert_eq!(ids(&loaded), ["one", "two", "three"]);
}

#[test]
fn a_question_replaces_that_with_its_id_in_its_place_and_a_note_names_both() {
    let (loaded, sources) = load(&[&question("one", "What is the new one?")]);
    assert_eq!(findings(&loaded), ["Note bank::replaced the question `one` is replaced"]);
    let places: Vec<String> = loaded.findings[0]
        .labels
        .iter()
        .map(|label| {
            format!("{}:{}", sources.file(label.origin.file).name, sources.line_column(label.origin).0)
        })
        .collect();
    assert_eq!(places, ["layer-1.toml:2", "base.toml:27"]);
    assert_eq!(ids(&loaded), ["one", "two"]);
    assert_eq!(loaded.bank.questions[0].prompt.value, "What is the new one?");
}

#[test]
fn a_layer_may_replace_what_the_layer_below_it_added() {
    let (loaded, _) = load(&[&question("three", "First?"), &question("three", "Second?")]);
    assert_eq!(findings(&loaded), ["Note bank::replaced the question `three` is replaced"]);
    assert_eq!(loaded.bank.questions[2].prompt.value, "Second?");
}

#[test]
fn the_same_entry_again_is_no_replacement() {
    let (loaded, _) = load(&[BASE, BASE]);
    assert_eq!(findings(&loaded), [""; 0]);
    let (base, _) = load(&[]);
    assert_eq!(ids(&loaded), ids(&base));
    assert_eq!(loaded.bank.roles[0].categories, base.bank.roles[0].categories);
}

#[test]
fn an_id_twice_in_one_layer_is_an_error_as_in_any_bank() {
    let twice = question("three", "A?") + &question("three", "B?");
    let (loaded, _) = load(&[&twice]);
    assert_eq!(findings(&loaded), ["Error bank::duplicate-id the question id `three` is used twice"]);
    let replaced_twice = question("one", "A?") + &question("one", "B?");
    let (loaded, _) = load(&[&replaced_twice]);
    assert!(
        findings(&loaded)
            .contains(&"Error bank::duplicate-id the question id `one` is used twice".to_owned())
    );
}

#[test]
fn a_role_grows_by_the_categories_that_a_layer_names() {
    let layer = r#"
[[role]]
id = "dev"
categories = [{ id = "sql", weight = 2 }, "web"]
core = ["sql"]
soft_share = 50
[[category]]
id = "sql"
name = "SQL"
type = "technical"
[[role]]
id = "lead"
name = "Lead"
categories = ["sql"]
"#;
    let (loaded, _) = load(&[layer]);
    assert_eq!(findings(&loaded), [""; 0]);
    let role = loaded.bank.role("dev").unwrap();
    assert_eq!(role.name.value, "Developer");
    assert_eq!(role.categories, ["web", "past", "sql"]);
    assert_eq!((role.core.as_slice(), role.weight("sql")), (&["web".to_owned(), "sql".to_owned()][..], 2));
    assert_eq!(role.soft_share, Some(50));
    assert_eq!(loaded.bank.role("lead").unwrap().categories, ["sql"]);
}

#[test]
fn a_role_that_no_file_describes_whole_is_an_error() {
    let (loaded, _) = load(&["[[role]]\nid = \"devv\"\ncategories = [\"web\"]\n"]);
    assert_eq!(findings(&loaded), ["Error bank::missing-key a role (`devv`) needs the key `name`"]);
    let (loaded, _) = load(&["[[role]]\nid = \"new\"\nname = \"New\"\n"]);
    assert_eq!(findings(&loaded), ["Error bank::missing-key a role (`new`) needs the key `categories`"]);
    let (loaded, _) = load(&["[[role]]\nid = \"dev\"\ncore = [\"wbe\"]\n"]);
    assert_eq!(
        findings(&loaded),
        ["Error bank::core-category the core category `wbe` is not among the `categories` of the role"]
    );
}

#[test]
fn categories_competencies_and_the_scale_are_replaced_with_a_note() {
    let layer = r#"
[[scale]]
score = 1
label = "No"
description = "Needs help."
[[scale]]
score = 5
label = "Yes"
description = "Does it alone."
[[category]]
id = "web"
name = "The web"
type = "technical"
competency = "care"
[[competency]]
id = "care"
name = "Great care"
"#;
    let (loaded, _) = load(&[layer]);
    let mut told = findings(&loaded);
    told.sort();
    assert_eq!(
        told,
        [
            "Note bank::replaced the category `web` is replaced",
            "Note bank::replaced the competency `care` is replaced",
            "Note bank::replaced the rating scale is replaced",
        ]
    );
    assert_eq!(loaded.bank.category("web").unwrap().name.value, "The web");
    assert_eq!(loaded.bank.scale.levels.len(), 2);
    assert_eq!(loaded.bank.scale.levels[1].score, 5);
    assert_eq!(loaded.bank.competency_of(&loaded.bank.questions[0]).unwrap().name.value, "Great care");
}

#[test]
fn a_layer_without_a_scale_keeps_that_of_the_base() {
    let (loaded, _) = load(&[&question("three", "A?"), &question("four", "B?")]);
    assert_eq!(findings(&loaded), [""; 0]);
    assert_eq!(loaded.bank.scale.levels.len(), 2);
}

#[test]
fn many_replacements_of_a_layer_are_one_note() {
    let layer: String = ["one", "two"].map(|id| question(id, &format!("New {id}?"))).concat();
    let (loaded, _) = load(&[&layer]);
    assert_eq!(
        findings(&loaded),
        ["Note bank::replaced 2 entries `[[question]]` are replaced; the first is `one`"]
    );
}

#[test]
fn a_mistake_in_a_layer_names_its_line_and_keeps_the_rest() {
    let (loaded, sources) = load(&[&question("one", "What?").replace("minutes = 5", "minutes = 0")]);
    let place = sources.line_column(loaded.findings[0].origin().unwrap());
    assert_eq!((findings(&loaded).len(), place.0), (1, 5));
    assert_eq!(loaded.findings[0].severity, Severity::Error);
    assert_eq!(ids(&loaded), ["two"]);
    let (loaded, _) = load(&["[[question]]\nid = \"x\"\nprompt = \"\n"]);
    assert!(loaded.has_errors());
    assert_eq!(ids(&loaded), ["one", "two"]);
}

#[test]
fn the_limit_of_questions_holds_for_all_layers_together() {
    let half: String =
        (0..limits::MAX_QUESTIONS / 2).map(|n| question(&format!("q{n}"), &format!("P{n}"))).collect();
    let other = half.replace("id = \"q", "id = \"r").replace("\"P", "\"Q");
    let (loaded, _) = load(&[&half, &other]);
    assert_eq!(loaded.bank.questions.len(), limits::MAX_QUESTIONS);
    assert_eq!(
        findings(&loaded),
        ["Error bank::too-many-entries the bank has more than 20000 `[[question]]`"]
    );
}

/// Pieces of a layer, some of them wrong.
const PIECES: [&str; 14] = [
    "[[question]]\n",
    "[[role]]\n",
    "[[category]]\n",
    "[[competency]]\n",
    "[[scale]]\n",
    "id = \"one\"\n",
    "id = \"dev\"\n",
    "id = \"web\"\n",
    "categories = [\"web\", { id = \"sql\", weight = 3 }]\n",
    "core = [\"past\"]\n",
    "never_with = [\"two\"]\n",
    "score = 1\n",
    "name = \"X\"\n",
    "prompt = \"\n",
];

proptest! {
    #[test]
    fn any_layer_gives_findings_and_leaves_the_questions_that_it_does_not_name(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)
    ) {
        let text = pieces.concat();
        let (loaded, sources) = load(&[&text, &text]);
        let _ = render::annotated(&loaded.findings, &sources, false);
        prop_assert!(loaded.has_errors() || loaded.bank.questions.len() == 2);
        prop_assert!(ids(&loaded).contains(&"two"));
    }
}

#[test]
fn the_built_in_bank_over_itself_is_the_built_in_bank() {
    let mut sources = Sources::default();
    let files = BankFiles { base: vec![built_in_file()], layers: vec![vec![built_in_file()]] };
    let loaded = load_layers(files, &mut sources);
    assert_eq!(findings(&loaded), [""; 0]);
}
