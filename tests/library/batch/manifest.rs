//! The kits of a manifest, and the findings of a wrong one.

use interview_kit::bank::Seniority::{Mid, Senior};
use interview_kit::compose::Face;
use interview_kit::geom::Paper;

use super::read_manifest;

/// Returns the names of the kits and of the files of a correct manifest.
#[track_caller]
fn kit_and_file_names(text: &str) -> (Vec<String>, Vec<String>) {
    let (manifest, said) = read_manifest(text);
    assert_eq!(said, "", "{text}");
    let files = manifest.kits.iter().flat_map(|kit| &kit.documents).map(|document| document.output.clone());
    (manifest.kits.iter().map(|kit| kit.name.clone()).collect(), files.collect())
}

/// Asserts the findings of a manifest that has this line below a `[[kit]]`.
#[track_caller]
fn assert_findings(line: &str, said: &str) {
    let (_, found) = read_manifest(&format!("schema = 1\n[[kit]]\nrole = \"analyst\"\n{line}\n"));
    assert_eq!(found.trim_end(), said, "{line}");
}

#[test]
fn a_role_is_enough() {
    let (kits, files) = kit_and_file_names("schema = 1\n[[kit]]\nrole = \"analyst\"\n");
    assert_eq!(kits, ["analyst-any"]);
    assert_eq!(files, ["analyst-any-interviewer-a4.pdf"]);
}

#[test]
fn lists_of_roles_and_levels_make_kits_and_lists_of_faces_and_sheets_their_documents() {
    let (kits, files) = kit_and_file_names(
        "schema = 1\n[[kit]]\nrole = [\"a\", \"b\"]\nseniority = [\"junior\", \"mid,senior\"]\n\
         face = [\"interviewer\", \"candidate\"]\npaper = [\"a4\", \"letter\"]\n",
    );
    assert_eq!(kits, ["a-junior", "a-mid-senior", "b-junior", "b-mid-senior"]);
    assert_eq!(files.len(), 16);
    assert_eq!(files[0], "a-junior-interviewer-a4.pdf");
    assert_eq!(files[15], "b-mid-senior-candidate-letter.pdf");
}

#[test]
fn a_kit_says_more_than_the_defaults() {
    let (manifest, said) = read_manifest(
        "schema = 1\n[defaults]\nminutes = 45\nseed = 9\nface = \"candidate\"\nbank = \"q.toml\"\n\
         [[kit]]\nrole = \"analyst\"\nseniority = \"mid..senior\"\nminutes = 30\ncategory = [\"testing=2\", \"web\"]\n\
         no-behavioral = true\noutput = \"{role}/{minutes}-{seed}.pdf\"\npaper = \"letter\"\n",
    );
    assert_eq!(said, "");
    let kit = &manifest.kits[0];
    assert_eq!(
        (kit.blueprint.minutes, kit.blueprint.seed_number(), kit.blueprint.behavioral),
        (Some(30), 9, false)
    );
    assert_eq!(kit.blueprint.seniority, [Mid, Senior]);
    assert_eq!(kit.blueprint.categories, [("testing".to_owned(), Some(2)), ("web".to_owned(), None)]);
    assert_eq!(kit.bank, ["q.toml"]);
    let document = &kit.documents[0];
    assert_eq!((document.style.face, document.style.paper), (Face::Candidate, Paper::Letter));
    assert_eq!(document.output, "analyst/30-9.pdf");
}

#[test]
fn every_mistake_is_reported_with_its_line() {
    let (_, said) = read_manifest(
        "schema = 1\n[defaults]\nminuts = 45\n[[kit]]\nrole = 3\n[[kit]]\nseniority = [\"midd\"]\n\
         [[kit]\nrole = \"analyst\"\nface = \"candidat\"\n",
    );
    assert_eq!(
        said,
        "kits.toml:3:1: error[manifest::unknown-key]: unknown key `minuts` in `[defaults]`\n\
         kits.toml:5:8: error[manifest::wrong-type]: `role` must be a string, not a whole number\n\
         kits.toml:7:14: error[manifest::bad-value]: unknown level `midd`, did you mean `mid`? (use junior, mid, senior, lead)\n\
         kits.toml:8:1: error[manifest::syntax]: a kit starts with `[[kit]]`\n\
         kits.toml:10:8: error[manifest::unknown-face]: unknown face `candidat`\n"
    );
}

#[test]
fn a_misspelt_key_is_reported_with_a_suggestion() {
    let (manifest, _) = read_manifest("schema = 1\n[[kit]]\nsenority = \"mid\"\n");
    assert_eq!(manifest.findings[0].help.as_deref(), Some("did you mean `seniority`?"));
    let (manifest, _) = read_manifest("schema = 1\n[[kit]]\noutput = \"{fase}.pdf\"\n");
    assert_eq!(manifest.findings[0].help.as_deref(), Some("did you mean `face`?"));
}

#[test]
fn impossible_values_are_rejected() {
    assert_findings(
        "minutes = 0",
        "kits.toml:4:11: error[manifest::out-of-range]: `minutes` must be between 1 and 1440",
    );
    assert_findings(
        "seed = -1",
        "kits.toml:4:8: error[manifest::out-of-range]: `seed` must be between 0 and 18446744073709551615",
    );
    assert_findings(
        "face = []",
        "kits.toml:4:8: error[manifest::empty-value]: `face` is empty, so no kit would be built",
    );
    assert_findings(
        "name = \"a b\"",
        "kits.toml:4:8: error[manifest::bad-name]: `a b` cannot be the name of a kit",
    );
    assert_findings(
        "name = \"{rol\"",
        "kits.toml:4:8: error[manifest::bad-pattern]: `name` has `{` without a closing `}`",
    );
    assert_findings(
        "output = \"../{name}.pdf\"",
        "kits.toml:4:10: error[manifest::bad-output]: the file name `../analyst-any.pdf` has a part that starts with a dot",
    );
    assert_findings(
        "no-form = \"yes\"",
        "kits.toml:4:11: error[manifest::wrong-type]: `no-form` must be true or false, not a string",
    );
}

#[test]
fn two_kits_with_one_name_are_reported_with_both_lines() {
    let (manifest, said) = read_manifest("schema = 1\n[[kit]]\nrole = \"a\"\n\n[[kit]]\nrole = \"A\"\n");
    assert_eq!(said, "kits.toml:5:1: error[manifest::duplicate-name]: two kits have the name `a-any`\n");
    assert_eq!(manifest.findings[0].labels.len(), 2);
    let (_, said) = read_manifest("schema = 1\n[[kit]]\nname = \"x\"\nseniority = [\"junior\", \"mid\"]\n");
    assert_eq!(said, "kits.toml:2:1: error[manifest::duplicate-name]: two kits have the name `x`\n");
}

#[test]
fn two_documents_with_one_file_name_are_reported() {
    let (_, said) = read_manifest(
        "schema = 1\n[[kit]]\noutput = \"{name}.pdf\"\nface = [\"interviewer\", \"candidate\"]\n",
    );
    assert_eq!(
        said,
        "kits.toml:2:1: error[manifest::duplicate-output]: two documents have the file name `interview-any.pdf`\n"
    );
}

#[test]
fn another_schema_or_no_kits_is_rejected() {
    let (manifest, said) = read_manifest("schema = 2\n[[kit]]\nrole = \"a\"\n");
    assert_eq!(said, "kits.toml:1:10: error[manifest::unknown-schema]: schema `2` is not supported\n");
    assert!(manifest.kits.is_empty());
    assert_eq!(
        read_manifest("schema = 1\n").1,
        "kits.toml:1:1: error[manifest::no-kit]: the manifest asks for no kit\n"
    );
    assert!(read_manifest("[[kit]]\n").1.contains("manifest::missing-key"));
    assert!(read_manifest("\u{0}").1.contains("manifest::not-text"));
}

#[test]
fn the_number_of_documents_has_a_limit() {
    let roles: Vec<String> = (0..60).map(|n| format!("\"r{n}\"")).collect();
    let kit = |n| {
        format!(
            "[[kit]]\nname = \"{n}-{{role}}-{{seniority}}\"\nrole = [{}]\nseniority = [\"junior\", \"mid\", \"senior\", \"lead\"]\nface = [\"interviewer\", \"candidate\"]\npaper = [\"a4\", \"letter\"]\n",
            roles.join(",")
        )
    };
    let text = format!("schema = 1\n{}", (0..120).map(kit).collect::<String>());
    let (_, said) = read_manifest(&text);
    assert!(said.contains("manifest::too-many-documents"), "{said}");
    assert_eq!(said.lines().count(), 1);
}
