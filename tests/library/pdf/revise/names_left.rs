//! Names in other forms: parts of names, handles, and words that only look like names.

use interview_kit::pdf::revise::{FilePart, Rest};
use lopdf::{Stream, dictionary, text_string};

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
    assert_cut(&[
        ("Van Le", "VAN said it", "[removed] said it"),
        ("Al Du", "DU said it", "[removed] said it"),
        ("Van Le", "LE too", "[removed] too"),
    ]);
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

#[track_caller]
fn assert_cut(cases: &[(&str, &str, &str)]) {
    for (candidate, notes, expected) in cases {
        let bytes = filled_kit(|document| {
            field(document, "candidate").set("V", text_string(candidate));
            field(document, "test-first/notes").set("V", text_string(notes));
        });
        let less = redacted(bytes, &[]).unwrap();
        assert_eq!(less.rest, [], "{candidate}: {notes}");
        let filled = interview_kit::pdf::read::read(&less.bytes).unwrap();
        let notes = filled.fields.into_iter().find(|field| field.name == "test-first/notes").unwrap();
        let expected = interview_kit::pdf::read::Value::Text((*expected).to_owned());
        assert_eq!(notes.value, expected, "{candidate}");
    }
}

#[test]
fn a_name_that_is_a_word_of_the_language_is_cut_only_with_a_capital() {
    assert_cut(&[
        ("Max Weber", "uses max() and Math.max(); Max knows", "uses max() and Math.max(); [removed] knows"),
        ("Tom Key", "the key of a PRIMARY KEY, says Key", "the key of a PRIMARY [removed], says [removed]"),
        ("Ray Lock", "holds a lock on the array; a ray", "holds a lock on the array; a ray"),
        ("Won Bin", "won it, put in the bin; Won did", "won it, put in the bin; [removed] did"),
        ("Wei Sun", "after the sun, Sun left", "after the sun, [removed] left"),
        ("Will", "She will say what Will said.", "She will say what [removed] said."),
        ("Mark", "a mark; marks; MARK", "a mark; marks; [removed]"),
        ("Rose", "prices rose; Rose left", "prices rose; [removed] left"),
        ("Guy Sample", "a sample", "a sample"),
        ("Set Data", "a set of data", "a set of data"),
        ("Max Müller", "MAX(salary)", "[removed](salary)"),
        ("Zed Adobe", "by Adobe", "by [removed]"),
    ]);
}

#[test]
fn a_modal_verb_before_a_verb_is_no_name() {
    assert_cut(&[
        ("Can Ozan", "Can explain joins. Can also test.", "Can explain joins. Can also test."),
        ("Can Ozan", "Can Ozan explains", "[removed] explains"),
        ("Can Ozan", "Good.\n- Can explain", "Good.\n- Can explain"),
        ("Can Ozan", "Can said so; Can put it well", "[removed] said so; [removed] put it well"),
        ("Can Ozan", "I saw Can explain it. CAN explain", "I saw [removed] explain it. [removed] explain"),
        ("Will", "Will do. Will was late", "Will do. [removed] was late"),
        ("Will Mark", "Will mark it", "[removed] mark it"),
        ("May Example", "May need help; not May", "May need help; not [removed]"),
    ]);
}

#[test]
fn a_name_in_the_code_of_the_kit_is_found_in_small_letters() {
    let bytes = |notes: &str| {
        filled_kit(|document| {
            field(document, "candidate").set("V", text_string("Wanda Lovelace"));
            field(document, "test-first/notes").set("V", text_string(notes));
        })
    };
    let left = redacted(bytes("wanda was good"), &[]).unwrap().rest;
    assert_eq!(left, [Rest::Field("test-first/notes".to_owned(), "wanda".to_owned())]);
}

#[test]
fn the_names_of_programs_and_character_sets_are_no_names() {
    for candidate in ["Zed Adobe", "Mac Quartz", "Zed Identity"] {
        let bytes = filled_kit(|document| {
            field(document, "candidate").set("V", text_string(candidate));
            let font = dictionary! { "Type" => "Font", "CIDSystemInfo" => dictionary! {
                "Registry" => text_string("Adobe"), "Ordering" => text_string("Identity"),
            } };
            let font = document.add_object(font);
            field(document, "date").set("DR", dictionary! { "Font" => dictionary! { "F" => font } });
            let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
            let info = document.get_object_mut(info).unwrap().as_dict_mut().unwrap();
            info.set("Producer", text_string("Adobe Mac OS X Quartz"));
            let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
            let metadata = document.get_object_mut(metadata).unwrap().as_stream_mut().unwrap();
            let text = String::from_utf8(metadata.content.clone()).unwrap();
            let program = "</dc:title><pdf:Producer>Adobe Quartz</pdf:Producer>\
                <rdf:Description xmp:CreatorTool='Adobe Mac'/>";
            metadata.set_plain_content(text.replace("</dc:title>", program).into_bytes());
        });
        assert_eq!(redacted(bytes, &[]).unwrap().rest, [], "{candidate}");
    }
    let bytes = filled_kit(|document| {
        field(document, "candidate").set("V", text_string("Wanda Lovelace"));
        let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = document.get_object_mut(info).unwrap().as_dict_mut().unwrap();
        info.set("Creator", text_string("the Mac of Wanda Lovelace"));
        info.set("Producer", text_string("wanda  lovelace"));
    });
    let left = redacted(bytes, &[]).unwrap();
    assert!(left.cut == 1 && left.rest.len() <= 1, "{:?}", left.rest);
}

/// Draws a text as the appearance of the notes.
fn with_drawn_notes(candidate: &str, notes: &str, drawn: &str) -> Vec<u8> {
    filled_kit(|document| {
        field(document, "candidate").set("V", text_string(candidate));
        field(document, "test-first/notes").set("V", text_string(notes));
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        };
        let dict = dictionary! {
            "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 90.into(), 30.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
        };
        let content = format!("BT /F 9 Tf ({drawn}) Tj ET").into_bytes();
        let look = document.add_object(Stream::new(dict, content));
        field(document, "test-first/notes").set("AP", dictionary! { "N" => look });
    })
}

#[test]
fn a_name_that_a_field_draws_is_left_in_that_field() {
    let notes = "test-first/notes".to_owned();
    let left = redacted(with_drawn_notes("Wanda Lovelace", "by wanda", "by wanda"), &[]).unwrap().rest;
    assert_eq!(left, [Rest::Field(notes.clone(), "wanda".to_owned())]);
    // `Name` is a word of the kit, and yet a name where a person wrote it.
    for name in ["Name", "Names"] {
        let drawn = with_drawn_notes(&format!("Zed {name}"), "good", &format!("says {name}"));
        assert_eq!(redacted(drawn, &[]).unwrap().rest, [Rest::Field(notes.clone(), name.to_owned())]);
    }
}
