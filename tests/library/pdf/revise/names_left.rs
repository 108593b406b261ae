//! Names in other forms: parts of names, handles, and words that only look like names.

use interview_kit::pdf::revise::{FilePart, Rest};
use lopdf::text_string;

use super::{field, filled_kit, redacted};

/// Returns what a redaction of the candidate's name reports as left.
fn rest(candidate: &str, notes: &str) -> Vec<Rest> {
    let bytes = filled_kit(|document| {
        field(document, "candidate").set("V", text_string(candidate));
        field(document, "test-first/notes").set("V", text_string(notes));
    });
    redacted(bytes, &[]).unwrap().rest
}

#[track_caller]
fn assert_left(cases: &[(&str, &str)]) {
    let is_in_notes = |rest: &Rest| matches!(rest, Rest::Field(name, _) if name == "test-first/notes");
    let is_missed = |candidate: &str, notes: &str| !rest(candidate, notes).iter().any(is_in_notes);
    let missed: Vec<_> = cases.iter().filter(|(candidate, notes)| is_missed(candidate, notes)).collect();
    assert!(missed.is_empty(), "not reported: {missed:?}");
}

#[track_caller]
fn assert_none_left(cases: &[(&str, &str)]) {
    for (candidate, notes) in cases {
        assert_eq!(rest(candidate, notes), [], "{candidate}: {notes}");
    }
}

#[test]
fn a_name_without_its_apostrophe_or_hyphen_is_reported() {
    assert_left(&[
        ("Pat O'Brien", "mail pat.obrien@x.org"),
        ("Pat O’Brien", "OBrien"),
        ("Pat O'Brien", "see cv obrien.pdf"),
        ("Sam O'Neill", "ONeill said"),
        ("Rosa D'Angelo", "DAngelo"),
        ("Ana Li-Wu", "liwu@x.org"),
        ("Zoë Łukasz-Strauß", "Frau ŁukaszStrauß"),
        ("Ana-Eva Example", "anaeva@x.org"),
        ("Wanda Ehlers", "wandaehlers@x.org"),
        ("Anna de Boer", "deboer@x.org"),
    ]);
}

#[test]
fn a_name_inside_a_handle_is_reported() {
    assert_left(&[
        ("Wanda Lovelace", "linkedin.com/in/wandalovelace42"),
        ("Wanda Lovelace", "Wandalovelace1"),
        ("Wanda Lovelace", "WandaLovelaceCV"),
        ("Wanda Lovelace", "lovelace1985"),
        ("Wanda Lovelace", "wlovelace@corp.com"),
        ("Wanda Lovelace", "wanda1815"),
        ("Wanda Lovelace", "42wanda"),
        ("Ludwig van Beethoven", "vanBeethoven"),
    ]);
    assert_none_left(&[
        ("Ed Baker", "Ed25519 and ed25519, bakery"),
        ("Ruth Porter", "a reporter supported it"),
        ("Wan Bond", "wander, Vagabonds"),
    ]);
}

#[test]
fn a_family_name_of_a_name_without_spaces_is_reported_or_cut() {
    for (candidate, notes) in [
        ("佐藤健", "佐藤さんは"),
        ("長谷川太郎", "長谷川さんは"),
        ("長谷川太郎", "太郎さんは"),
        ("欧阳娜娜", "欧阳说"),
        ("남궁민수", "남궁 씨"),
        ("佐藤さくら", "佐藤さんは"),
    ] {
        let bytes = filled_kit(|document| {
            field(document, "candidate").set("V", text_string(candidate));
            field(document, "test-first/notes").set("V", text_string(notes));
        });
        let less = redacted(bytes, &[]).unwrap();
        assert!(!less.cut_fields.is_empty() || !less.rest.is_empty(), "{candidate}: {notes}");
    }
    assert_none_left(&[("マリア", "リアルなマリン"), ("佐藤さくら", "ほら、くらい")]);
}

#[test]
fn a_name_in_small_letters_in_a_title_is_reported() {
    for title in ["kit-lovelace.pdf", "Microsoft Word - lovelace_final"] {
        let bytes = filled_kit(|document| {
            field(document, "candidate").set("V", text_string("Wanda Lovelace"));
            let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
            let info = document.get_object_mut(info).unwrap().as_dict_mut().unwrap();
            info.set("Title", text_string(title));
        });
        let rest = Rest::Elsewhere(FilePart::Information, "lovelace".to_owned());
        assert_eq!(redacted(bytes, &[]).unwrap().rest, [rest], "{title}");
    }
    let bytes = filled_kit(|document| {
        field(document, "candidate").set("V", text_string("Wanda Lovelace"));
        field(document, "date").set("TU", text_string("for lovelace"));
    });
    assert_eq!(redacted(bytes, &[]).unwrap().rest, [Rest::Field("date".to_owned(), "lovelace".to_owned())]);
}

#[test]
fn a_name_in_small_letters_in_the_metadata_is_reported() {
    let kit = |candidate: &str, title: &str| {
        filled_kit(|document| {
            field(document, "candidate").set("V", text_string(candidate));
            let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
            let metadata = document.get_object_mut(metadata).unwrap().as_stream_mut().unwrap();
            let text = String::from_utf8(metadata.content.clone()).unwrap();
            metadata
                .set_plain_content(text.replace("</dc:title>", &format!("{title}</dc:title>")).into_bytes());
        })
    };
    let rest = Rest::Elsewhere(FilePart::Metadata, "lovelace".to_owned());
    for title in ["lovelace_final", "<rdf:li a:b='lovelace'/>", "<!-- lovelace -->"] {
        let found = redacted(kit("Wanda Lovelace", title), &[]).unwrap().rest;
        assert_eq!(found, std::slice::from_ref(&rest), "{title}");
    }
    // The words of XMP itself are no names.
    for candidate in ["Fritz Lang", "Olga Purl", "Bo About", "Olga Begin", "Olga Default"] {
        assert_eq!(redacted(kit(candidate, ""), &[]).unwrap().rest, [], "{candidate}");
    }
}

#[test]
fn a_name_of_particles_is_found_by_its_words_with_a_capital() {
    assert_left(&[("Van Le", "VAN said it"), ("Al Du", "DU said it"), ("Van Le", "LE too")]);
    assert_none_left(&[("Van Le", "the van of le"), ("Ludwig van Beethoven", "a Van")]);
}

#[test]
fn a_name_after_a_prefix_of_its_language_is_reported() {
    assert_left(&[("שרה כהן", "לשרה"), ("שרה כהן", "ושלכהן"), ("محمد علي", "ومحمد"), ("محمد علي", "لعلي")]);
    assert_none_left(&[("שרה כהן", "נשרה"), ("Wan Bond", "vagabond")]);
}

#[test]
fn a_contraction_is_no_name() {
    let same = "They don't, won’t, DON'T; Don't. Won't!";
    for candidate in ["Don Example", "Won Example"] {
        let bytes = filled_kit(|document| {
            field(document, "candidate").set("V", text_string(candidate));
            field(document, "test-first/notes").set("V", text_string(same));
        });
        let less = redacted(bytes, &[]).unwrap();
        assert_eq!((less.cut, less.rest.as_slice()), (0, [].as_slice()), "{candidate}");
    }
    assert_left(&[("Don Example", "DON'S answer"), ("Don Example", "DON'll do it")]);
}
