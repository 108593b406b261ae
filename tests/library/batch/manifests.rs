//! Manifests that name other manifests.

use super::{read_manifest, read_manifests};

const ROOT: &str = "schema = 1\nmanifests = [\"a/kits.toml\", \"b.toml\"]\n[defaults]\nminutes = 45\nseed = 7\n\
    bank = \"q.toml\"\n[[kit]]\nrole = \"own\"\n";

#[test]
fn kits_keep_the_order_in_which_manifests_are_named() {
    let a = "schema = 1\nmanifests = \"c.toml\"\n[[kit]]\nrole = \"a\"\n";
    let c = "schema = 1\n[[kit]]\nrole = \"c\"\n";
    let b = "schema = 1\n[[kit]]\nrole = \"b\"\n";
    let (manifest, said) =
        read_manifests(&[("kits.toml", ROOT), ("a/kits.toml", a), ("a/c.toml", c), ("b.toml", b)]);
    assert_eq!(said, "");
    let names: Vec<&str> = manifest.kits.iter().map(|kit| kit.name.as_str()).collect();
    assert_eq!(names, ["own-any", "a-any", "c-any", "b-any"]);
    assert_eq!(manifest.others, ["a/kits.toml", "a/c.toml", "b.toml"]);
}

#[test]
fn a_named_manifest_has_its_own_defaults_and_beneath_them_those_of_the_one_that_names_it() {
    let a = "schema = 1\n[defaults]\nseed = 8\nfont = [\"f.ttf\", \"/abs.ttf\"]\n[[kit]]\nrole = \"a\"\n\
        [[kit]]\nrole = \"b\"\nbank = \"mine.toml\"\nminutes = 30\n";
    let (manifest, said) =
        read_manifests(&[("kits.toml", ROOT), ("a/kits.toml", a), ("b.toml", "schema = 1\n")]);
    assert_eq!(said, "");
    let [own, first, second] = &manifest.kits[..] else { panic!("{:?}", manifest.kits) };
    let minutes = |kit: &interview_kit::batch::KitPlan| (kit.blueprint.minutes, kit.blueprint.seed_number());
    assert_eq!(
        (minutes(own), minutes(first), minutes(second)),
        ((Some(45), 7), (Some(45), 8), (Some(30), 8))
    );
    // Paths are relative to their own file, and shown from the folder of the first manifest.
    assert_eq!(
        (&own.bank[0][..], &first.bank[0][..], &second.bank[0][..]),
        ("q.toml", "q.toml", "a/mine.toml")
    );
    assert_eq!((first.fonts.len(), own.fonts.len()), (2, 0));
    assert_eq!((&first.fonts[0][..], &first.fonts[1][..]), ("a/f.ttf", "/abs.ttf"));
}

#[test]
fn every_finding_names_the_file_and_line_that_is_wrong() {
    let a = "schema = 1\n[[kit]]\nrole = \"own\"\n\n[[kit]]\nminuts = 3\n";
    let (manifest, said) = read_manifests(&[("kits.toml", ROOT), ("a/kits.toml", a)]);
    assert_eq!(
        said,
        "kits.toml:2:29: error[manifest::unreadable]: cannot read the manifest `b.toml`: there is no such file\n\
         a/kits.toml:2:1: error[manifest::duplicate-name]: two kits have the name `own-any`\n\
         a/kits.toml:6:1: error[manifest::unknown-key]: unknown key `minuts` in a kit\n"
    );
    assert_eq!(manifest.findings[1].labels.len(), 2);
    let (_, said) =
        read_manifests(&[("kits.toml", "schema = 1\nmanifests = [\"a\"]\n"), ("a", "schema = 1\n")]);
    assert_eq!(said, "kits.toml:1:1: error[manifest::no-kit]: the manifest asks for no kit\n");
}

#[test]
fn cycles_and_repeats_are_reported_at_their_line() {
    let naming = |what: &str| format!("schema = 1\nmanifests = [{what}]\n[[kit]]\nname = \"x\"\n");
    let (_, said) = read_manifests(&[("kits.toml", &naming("\"x/../kits.toml\""))]);
    assert_eq!(
        said,
        "kits.toml:2:14: error[manifest::cycle]: the manifest `x/../kits.toml` names itself, directly or through others\n"
    );
    let (_, said) = read_manifests(&[
        ("kits.toml", "schema = 1\nmanifests = \"a\"\n"),
        ("a", "schema = 1\nmanifests = \"b\"\n"),
        ("b", "schema = 1\n\nmanifests = \"a\"\n"),
    ]);
    assert_eq!(
        said,
        "b:3:13: error[manifest::cycle]: the manifest `a` names itself, directly or through others\n"
    );
    let (manifest, said) =
        read_manifests(&[("kits.toml", &naming("\"a\", \"x/../a\"")), ("a", "schema = 1\n")]);
    assert_eq!(
        said,
        "kits.toml:2:19: error[manifest::duplicate-manifest]: the manifest `x/../a` is named twice\n"
    );
    assert_eq!(manifest.findings[0].labels.len(), 2);
}

#[test]
fn the_depth_and_number_of_manifests_have_limits() {
    let chain: Vec<(String, String)> = (0..12)
        .map(|n| {
            (format!("{n}"), format!("schema = 1\nmanifests = \"{}\"\n[[kit]]\nname = \"k{n}\"\n", n + 1))
        })
        .collect();
    let files: Vec<(&str, &str)> = chain.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (manifest, said) = read_manifests(&files);
    assert_eq!(
        said,
        "8:2:13: error[manifest::too-deep]: manifests name each other more than 8 levels deep\n"
    );
    assert_eq!(manifest.kits.len(), 9);
    // Two files that name a thousand each.
    let list =
        |start: usize| (start..start + 600).map(|n| format!("\"f{n}\"")).collect::<Vec<_>>().join(", ");
    let naming = |start| format!("schema = 1\nmanifests = [{}]\n", list(start));
    let (root, other) = (naming(0), naming(600));
    let names: Vec<String> = (0..1_200).map(|n| format!("f{n}")).collect();
    let mut files = vec![("kits.toml", root.as_str())];
    files.extend(names.iter().map(|name| (name.as_str(), "schema = 1\n")));
    files[1].1 = &other;
    let (_, said) = read_manifests(&files);
    assert!(said.contains("manifest::too-many-manifests"), "{said}");
    let (_, said) = read_manifest(&format!("schema = 1\nmanifests = [{}, {}]\n", list(0), list(600)));
    assert!(said.contains("`manifests` has 1200 entries; at most 1000 are allowed"), "{said}");
}

#[test]
fn the_key_stands_at_the_top_and_is_not_that_of_a_kit() {
    let (manifest, said) = read_manifest("schema = 1\n[[kit]]\nrole = \"a\"\nmanifests = \"b.toml\"\n");
    assert_eq!(said, "kits.toml:4:1: error[manifest::unknown-key]: unknown key `manifests` in a kit\n");
    let help = manifest.findings[0].help.as_deref();
    assert_eq!(help, Some("`manifests` belongs at the top of the file, before the first `[[…]]`"));
    let (manifest, _) = read_manifest("schema = 1\ninclude = \"b.toml\"\n[[kit]]\nrole = \"a\"\n");
    let help = manifest.findings[0].help.as_deref();
    assert_eq!(help, Some("use `manifests` to name other manifests; `include` is a key of a `[[kit]]`"));
    for (key, table, meant) in [
        ("out", "kit", "use `output` for file names"),
        ("out", "defaults", "use `output` for file names"),
        ("prefill", "kit", "`prefill` works with `build` only: it fills in the details of one interview"),
    ] {
        let table = if table == "kit" { "[[kit]]" } else { "[defaults]" };
        let (manifest, _) = read_manifest(&format!("schema = 1\n{table}\n{key} = \"x\"\n"));
        assert_eq!(manifest.findings[0].help.as_deref(), Some(meant), "{key} {table}");
    }
}
