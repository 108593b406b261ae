//! Reading the answers in a kit: as this program writes it, as others save it, and damaged.

mod hostile;
mod recovered;
mod returned;

use std::sync::LazyLock;

use crate::support::kits;
use interview_kit::compose::{Face, Options};
use interview_kit::geom::Paper;
use interview_kit::kit::Blueprint;
use interview_kit::layout::{FontSet, Typesetter};
use interview_kit::pdf;
use interview_kit::pdf::read::{Field, Filled, Kind, ReadError, Value, read};
use lopdf::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, decode_text_string, dictionary, text_string,
};

/// A kit of two questions as built.
static KIT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let bank = kits::parse_bank(include_str!("../../../cli/banks/small.toml"));
    let only = vec!["test-first".to_owned(), "test-names".to_owned()];
    let kit = kits::kit(&bank, &Blueprint { only, ..Blueprint::default() });
    kits::write_kit(&kit, Face::Interviewer, &FontSet::bundled())
});

/// Changes the kit and saves it as another program would.
fn changed_kit(change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(&KIT).unwrap();
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn find(document: &Document, name: &str) -> ObjectId {
    let named = |object: &Object| {
        let text = object.as_dict().and_then(|dict| dict.get(b"T")).and_then(decode_text_string);
        text.is_ok_and(|text| text == name)
    };
    *document.objects.iter().find(|(_, object)| named(object)).unwrap().0
}

fn field<'d>(document: &'d mut Document, name: &str) -> &'d mut Dictionary {
    let id = find(document, name);
    document.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

/// Returns the widgets of a radio button that have a state.
fn widgets_with_state(document: &mut Document, name: &str, state: &str) -> Vec<ObjectId> {
    let kids = field(document, name).get(b"Kids").unwrap().as_array().unwrap().clone();
    let shows = |id: &ObjectId| {
        let looks =
            document.get_dictionary(*id).unwrap().get_deref(b"AP", document).unwrap().as_dict().unwrap();
        looks.get_deref(b"N", document).unwrap().as_dict().unwrap().has(state.as_bytes())
    };
    kids.iter().map(|kid| kid.as_reference().unwrap()).filter(shows).collect()
}

fn show(document: &mut Document, name: &str, state: &str) {
    for id in widgets_with_state(document, name, state) {
        document.get_object_mut(id).unwrap().as_dict_mut().unwrap().set("AS", state);
    }
}

#[track_caller]
fn field_named<'f>(filled: &'f Filled, name: &str) -> &'f Field {
    filled.fields.iter().find(|field| field.name == name).unwrap()
}

/// Changes the kit and returns the value of a field.
#[track_caller]
fn value(name: &str, change: impl FnOnce(&mut Document)) -> Value {
    field_named(&read(&changed_kit(change)).unwrap(), name).value.clone()
}

fn text_value(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn a_fresh_kit_has_all_its_fields_and_nothing_in_them() {
    let filled = read(&KIT).unwrap();
    assert!(filled.is_ours && filled.creator.starts_with("interview-kit "), "{}", filled.creator);
    assert_eq!((filled.pages, filled.filled(), filled.answers()), (3, 0, 0));
    assert!(!filled.title.is_empty());
    let names: Vec<&str> = filled.fields.iter().map(|field| field.name.as_str()).collect();
    for name in
        ["candidate", "test-first/listen-1", "test-first/rating", "test-names/notes", "recommendation"]
    {
        assert!(names.contains(&name), "{names:?}");
    }
    assert_eq!(field_named(&filled, "test-first/listen-1").kind, Kind::Check);
    assert_eq!(field_named(&filled, "test-first/notes").kind, Kind::Text);
    let Kind::Choice(states) = &field_named(&filled, "test-first/rating").kind else { panic!() };
    assert_eq!(*states, ["1", "3", "not-asked"]);
}

#[test]
fn a_kit_filled_in_by_other_programs_is_read_as_it_was_filled_in() {
    for (program, bytes) in [
        ("pypdf", include_bytes!("../../../filled/pypdf.pdf").as_slice()),
        ("PDF.js", include_bytes!("../../../filled/pdfjs.pdf").as_slice()),
    ] {
        let filled = read(bytes).unwrap();
        assert!(filled.is_ours, "{program}");
        let found: Vec<(&str, Value)> = filled
            .fields
            .iter()
            .filter(|f| f.is_filled())
            .map(|f| (f.name.as_str(), f.value.clone()))
            .collect();
        let expected = [
            ("candidate", text_value("Łukasz Żółć")),
            ("date", text_value("2026-11-02")),
            ("interviewer", text_value("Ναυσικά")),
            ("test-first/listen-1", Value::Set),
            ("test-first/rating", text_value("3")),
            ("test-first/notes", text_value("Begins with the caller.\nΔεύτερη γραμμή: Щербак, 12 €.")),
            ("test-names/rating", text_value("not-asked")),
            ("recommendation", text_value("strong-yes")),
        ];
        assert_eq!(found, expected, "{program}");
        assert!(filled.fields.iter().all(|field| !field.is_in_doubt), "{program}");
    }
}

#[test]
fn texts_are_read_in_every_encoding() {
    let literal = |bytes: &[u8]| Object::String(bytes.to_vec(), StringFormat::Literal);
    for (written, expected) in [
        (text_string("Łódź, Щербак"), "Łódź, Щербак"),
        (literal(b"caf\xe9, 12 \xa0"), "café, 12 €"),
        (literal("\u{feff}Ναυσικά".as_bytes()), "Ναυσικά"),
        (literal(b"one\r\ntwo\rthree\nfour"), "one\ntwo\nthree\nfour"),
        (Object::Name(b"name".to_vec()), "name"),
        (Object::Stream(Stream::new(dictionary! {}, b"of a stream".to_vec())), "of a stream"),
    ] {
        let found = value("test-first/notes", |document| {
            let id = document.add_object(written);
            field(document, "test-first/notes").set("V", id);
        });
        assert_eq!(found, text_value(expected));
    }
    for blank in ["", " \r\n\t "] {
        let found = value("test-first/notes", |d| field(d, "test-first/notes").set("V", text_string(blank)));
        assert_eq!(found, Value::Empty);
    }
    let stray = value("candidate", |document| field(document, "candidate").set("AS", "Yes"));
    assert_eq!(stray, Value::Empty, "a text has no states");
}

#[test]
fn a_choice_is_the_state_of_its_widgets() {
    let name = "test-first/rating";
    assert_eq!(value(name, |document| show(document, name, "3")), text_value("3"));
    for said in [Object::Name(b"1".to_vec()), text_string("/1"), text_string("1")] {
        let found = value(name, |document| {
            field(document, name).set("V", said.clone());
            show(document, name, "3");
        });
        assert_eq!(found, text_value("3"), "{said:?}");
        // Without states of widgets, only the value counts.
        let found = value(name, |document| {
            field(document, name).set("V", said.clone());
            for id in ["1", "3", "not-asked"].map(|state| widgets_with_state(document, name, state)).concat()
            {
                document.get_object_mut(id).unwrap().as_dict_mut().unwrap().remove(b"AS");
            }
        });
        assert_eq!(found, text_value("1"), "{said:?}");
    }
    let bytes = changed_kit(|document| {
        field(document, name).set("V", "1");
        show(document, name, "3");
        show(document, name, "1");
    });
    let filled = read(&bytes).unwrap();
    assert_eq!(field_named(&filled, name).value, text_value("1"), "the value decides between two places");
    assert!(field_named(&filled, name).is_in_doubt);
}

#[test]
fn an_answer_that_no_widget_shows_is_not_ignored() {
    for name in ["test-first/rating", "test-first/listen-1"] {
        let filled = read(&changed_kit(|document| field(document, name).set("V", "3"))).unwrap();
        assert_eq!((filled.filled(), filled.answers()), (0, 1), "{name}");
    }
}

#[test]
fn a_tick_is_any_state_but_off() {
    let name = "test-first/listen-1";
    for state in ["Yes", "On", "1"] {
        assert_eq!(value(name, |document| field(document, name).set("AS", state)), Value::Set);
    }
    let found = value(name, |document| field(document, name).set("AS", "Off"));
    assert_eq!(found, Value::Empty);
}

#[test]
fn fields_inherit_from_their_parents() {
    let bytes = changed_kit(|document| {
        let kid = document.add_object(dictionary! { "T" => text_string("kid") });
        let place = document.add_object(dictionary! { "Subtype" => "Widget" });
        let other = document.add_object(dictionary! { "T" => text_string("other"), "Kids" => vec![place.into()], "V" => text_string("own") });
        let above = document.add_object(dictionary! {
            "T" => text_string("above"),
            "FT" => "Tx",
            "V" => text_string("of all"),
            "Kids" => vec![kid.into(), other.into()],
        });
        form(document).set("Fields", vec![above.into()]);
    });
    let filled = read(&bytes).unwrap();
    // The widgets of the kit are still on its pages.
    let of_form = filled.fields.iter().filter(|field| !field.is_reassembled);
    let found: Vec<(&str, &Value)> = of_form.map(|f| (f.name.as_str(), &f.value)).collect();
    assert_eq!(found, [("above.kid", &text_value("of all")), ("above.other", &text_value("own"))]);
}

fn form(document: &mut Document) -> &mut Dictionary {
    let id = document.catalog().unwrap().get(b"AcroForm").unwrap().as_reference().unwrap();
    document.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

#[test]
fn cyclic_fields_end_and_fields_too_deep_are_rejected() {
    let circle = changed_kit(|document| {
        let id = find(document, "candidate");
        field(document, "candidate").set("Kids", vec![id.into()]);
        form(document).set("Fields", vec![id.into(), id.into()]);
    });
    let circle = read(&circle).unwrap();
    assert!(circle.fields.iter().filter(|field| field.name == "candidate").count() <= 1);
    let deep = |levels: usize| {
        changed_kit(|document| {
            let mut kid = document.add_object(dictionary! { "T" => text_string("a"), "FT" => "Tx" });
            for _ in 0..levels {
                kid =
                    document.add_object(dictionary! { "T" => text_string("a"), "Kids" => vec![kid.into()] });
            }
            form(document).set("Fields", vec![kid.into()]);
        })
    };
    let found = read(&deep(32)).unwrap().fields;
    assert_eq!(found.iter().filter(|field| !field.is_reassembled).count(), 1);
    assert_eq!(read(&deep(33)), Err(ReadError::TooDeep));
}

#[test]
fn a_missing_field_is_not_an_empty_one() {
    let without = changed_kit(|document| {
        let id = find(document, "test-first/notes");
        document.objects.remove(&id);
    });
    assert_eq!(read(&without), Err(ReadError::Damaged));
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let bytes = changed_kit(|d| field(d, "candidate").set("V", text_string(&"x".repeat(2 << 20))));
    assert_eq!(read(&bytes), Err(ReadError::TooMuchText));
}

#[test]
fn a_file_without_a_form_has_no_fields() {
    let bytes = changed_kit(|document| {
        document.catalog_mut().unwrap().remove(b"AcroForm");
        let pages: Vec<ObjectId> = document.page_iter().collect();
        for page in pages {
            document.get_object_mut(page).unwrap().as_dict_mut().unwrap().remove(b"Annots");
        }
    });
    let filled = read(&bytes).unwrap();
    assert!(filled.is_ours && filled.fields.is_empty());
}

#[test]
fn a_kit_of_another_program_is_recognized() {
    let bytes = changed_kit(|document| {
        let id = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = document.get_object_mut(id).unwrap().as_dict_mut().unwrap();
        info.set("Creator", text_string("Writer"));
        info.set("Producer", text_string("Writer"));
        document.binary_mark = vec![0xbb; 4];
    });
    assert!(!read(&bytes).unwrap().is_ours);
}

/// Changes a prefilled kit and reads it.
fn changed_prefilled_kit(change: impl FnOnce(&mut Document)) -> Filled {
    let bank = kits::parse_bank(include_str!("../../../cli/banks/small.toml"));
    let kit = kits::kit(&bank, &Blueprint { only: vec!["test-first".to_owned()], ..Blueprint::default() });
    let fonts = FontSet::bundled();
    let options = Options { prefill: kits::prefill(), ..kits::options(Face::Interviewer) };
    let pages = kits::lay_out_kit_with(&kit, &options, Paper::A4, &mut Typesetter::new(&fonts));
    let mut document =
        Document::load_mem(&pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).unwrap())
            .unwrap();
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    read(&bytes).unwrap()
}

#[test]
fn prefilled_values_are_no_answers() {
    let filled = changed_prefilled_kit(|_| ());
    assert_eq!((filled.filled(), filled.answers()), (4, 0));
    assert_eq!(field_named(&filled, "candidate").value, text_value("Łukasz Żółć"));
    assert!(
        field_named(&filled, "candidate").is_prefilled
            && !field_named(&filled, "test-first/notes").is_prefilled
    );
    // Another encoding of the same text is the same text.
    let utf8 = Object::String("\u{feff}Łukasz Żółć".as_bytes().to_vec(), StringFormat::Literal);
    assert_eq!(changed_prefilled_kit(|document| field(document, "candidate").set("V", utf8)).answers(), 0);
}

#[test]
fn changed_prefilled_values_are_answers() {
    for (name, written) in
        [("candidate", "Łukasz Żółć "), ("reference", "R-18"), ("test-first/notes", "R-17")]
    {
        let filled = changed_prefilled_kit(|document| field(document, name).set("V", text_string(written)));
        assert_eq!(filled.answers(), 1, "{name}");
        assert!(!field_named(&filled, name).is_prefilled);
    }
    // A program that writes the text to a widget and leaves the field unchanged.
    let filled = changed_prefilled_kit(|document| {
        let kids = field(document, "date").get(b"Kids").unwrap().as_array().unwrap().clone();
        let place = document.get_object_mut(kids[1].as_reference().unwrap()).unwrap();
        place.as_dict_mut().unwrap().set("V", text_string("tomorrow"));
    });
    assert_eq!((field_named(&filled, "date").value.clone(), filled.answers()), (text_value("tomorrow"), 1));
    // A program that splits a field into two of the same name.
    let filled = changed_prefilled_kit(|document| {
        let other = dictionary! { "T" => text_string("reference"), "FT" => "Tx", "V" => text_string("R-18") };
        let id = document.add_object(other);
        form(document).get_mut(b"Fields").unwrap().as_array_mut().unwrap().push(id.into());
    });
    assert_eq!((field_named(&filled, "reference").value.clone(), filled.answers()), (text_value("R-18"), 1));
    // A value that the user deletes stays deleted.
    assert_eq!(
        changed_prefilled_kit(|document| field(document, "date").set("V", text_string(""))).answers(),
        0
    );
}

#[test]
fn the_largest_kits_are_read_back() {
    let bank = kits::built_in_bank();
    let fonts = FontSet::bundled();
    let bytes = kits::write_kit(&kits::whole_bank_kit(&bank), Face::Interviewer, &fonts);
    let filled = read(&bytes).unwrap();
    assert!(filled.fields.len() > 5_000, "{} fields", filled.fields.len());
    assert_eq!((filled.answers(), filled.state), (0, pdf::read::State::AsBuilt));
    assert!(!filled.is_merged() && filled.unnamed_boxes == 0, "{:?}", filled.kit_pages);
    assert!(filled.fields.iter().all(|field| field.page.is_some() && !field.is_reassembled));
}

#[test]
fn every_markup_annotation_is_a_remark() {
    // ISO 32000-1, table 169: the annotation types that are markup, except pop-ups and sound.
    let markup = [
        "Text",
        "FreeText",
        "Line",
        "Square",
        "Circle",
        "Polygon",
        "PolyLine",
        "Highlight",
        "Underline",
        "Squiggly",
        "StrikeOut",
        "Stamp",
        "Caret",
        "Ink",
        "FileAttachment",
    ];
    for subtype in markup {
        let bytes = changed_kit(|document| {
            let rect = vec![10.into(), 10.into(), 30.into(), 30.into()];
            document.add_object(dictionary! { "Type" => "Annot", "Subtype" => subtype, "Rect" => rect });
        });
        assert_eq!(read(&bytes).unwrap().remarks.len(), 1, "{subtype}");
    }
    assert!(read(&KIT).unwrap().remarks.is_empty());
}
