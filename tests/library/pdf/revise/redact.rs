//! Redacted kits: no part of the file has the names, or the result says which part still has them.

use interview_kit::layout::FontSet;
use interview_kit::pdf::read::{Value, read};
use interview_kit::pdf::revise::{FilePart, NameRisk, Redaction, Rest, ReviseError, redact};
use lopdf::{Document, Object, ObjectId, Stream, decode_text_string, dictionary, text_string};

use super::{field, filled_kit, flattened, redacted, redaction, source};
use crate::support::pdf_reader::Reader;

/// Returns true if a string or stream of the file has the text, in any encoding.
fn has_text(bytes: &[u8], text: &str) -> bool {
    let everything = Reader::open(bytes).strings_and_streams();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [text.as_bytes().to_vec(), wide]
        .iter()
        .any(|text| [&everything, bytes].iter().any(|all| all.windows(text.len()).any(|part| part == text)))
}

fn value(bytes: &[u8], name: &str) -> Value {
    read(bytes).unwrap().fields.into_iter().find(|field| field.name == name).unwrap().value
}

#[test]
fn names_are_gone_and_everything_else_stays() {
    let redacted = redacted(filled_kit(|_| ()), &[]).unwrap();
    assert_eq!(redacted.removed, ["candidate", "interviewer", "reference"]);
    assert_eq!((redacted.cut, redacted.rest.as_slice()), (0, [].as_slice()));
    for name in ["Witold", "Żółć", "Ναυσικά", "REQ-7"] {
        assert!(!has_text(&redacted.bytes, name), "{name}");
    }
    let read = read(&redacted.bytes).unwrap();
    assert_eq!((read.filled(), read.fields.len(), read.is_ours), (4, 16, true));
    assert!(matches!(value(&redacted.bytes, "test-first/notes"), Value::Text(_)));
    let reader = Reader::open(&redacted.bytes);
    assert!(reader.catalog().has(b"StructTreeRoot") && reader.catalog().has(b"AcroForm"));
}

#[test]
fn a_kit_saved_by_other_programs_has_no_older_state_left() {
    for bytes in
        [include_bytes!("../../../filled/pypdf.pdf").as_slice(), include_bytes!("../../../filled/pdfjs.pdf")]
    {
        assert!(has_text(bytes, "Łukasz Żółć"));
        let redacted = redacted(bytes.to_vec(), &[]).unwrap();
        assert_eq!(redacted.removed, ["candidate", "interviewer"]);
        assert!(redacted.rest.is_empty(), "{:?}", redacted.rest);
        assert!(!has_text(&redacted.bytes, "Łukasz") && !has_text(&redacted.bytes, "Ναυσικά"));
        assert_eq!(redacted.bytes.windows(5).filter(|part| *part == b"%%EOF").count(), 1);
        assert_eq!(value(&redacted.bytes, "date"), Value::Text("2026-11-02".to_owned()));
    }
}

#[test]
fn texts_that_repeat_a_name_are_cut_or_removed() {
    let bytes = filled_kit(|document| {
        let drawn = document.add_object(Stream::new(dictionary! {}, b"(Grace Hopper) Tj".to_vec()));
        field(document, "candidate").set("V", text_string("Grace Hopper"));
        field(document, "candidate").set("DV", text_string("Grace Hopper"));
        field(document, "candidate").set("RV", text_string("<p>Grace Hopper</p>"));
        field(document, "candidate").set("AP", dictionary! { "N" => drawn });
        let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = document.get_object_mut(info).unwrap().as_dict_mut().unwrap();
        info.set("Title", text_string("Interview with Grace  Hopper, part 1"));
        let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
        let metadata = document.get_object_mut(metadata).unwrap().as_stream_mut().unwrap();
        let text = String::from_utf8(metadata.content.clone()).unwrap();
        metadata
            .set_plain_content(text.replace("</dc:title>", "</dc:title><!-- Grace Hopper -->").into_bytes());
        let remark = document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "FreeText", "Contents" => text_string("Grace  Hopper laughs"),
            "T" => text_string("someone"), "AP" => dictionary! { "N" => drawn },
            "Rect" => vec![10.into(), 10.into(), 90.into(), 30.into()],
        });
        let page = *document.get_pages().get(&1).unwrap();
        let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        page.get_mut(b"Annots").unwrap().as_array_mut().unwrap().push(remark.into());
        page.set("PieceInfo", dictionary! { "Writer" => text_string("Grace Hopper") });
        let copy = document.add_object(Stream::new(dictionary! {}, b"<xfa>Grace Hopper</xfa>".to_vec()));
        let form = document.catalog().unwrap().get(b"AcroForm").unwrap().as_reference().unwrap();
        document.get_object_mut(form).unwrap().as_dict_mut().unwrap().set("XFA", copy);
        document.add_object(text_string("Grace Hopper, in no page"));
    });
    let redacted = redacted(bytes, &[]).unwrap();
    assert_eq!((redacted.cut, redacted.rest.as_slice()), (2, [].as_slice()));
    assert_eq!((redacted.remarks, redacted.obstacles.as_slice()), (1, [].as_slice()));
    for name in ["Hopper", "hopper", "someone"] {
        assert!(!has_text(&redacted.bytes, name), "{name}");
    }
    let reader = Reader::open(&redacted.bytes);
    assert_eq!(reader.info()["Title"], "Interview with [removed], part 1");
    assert!(!has_text(&redacted.bytes, "laughs") && has_text(&redacted.bytes, "pdfuaid:part"));
}

#[test]
fn a_name_in_another_field_is_cut_out_of_it() {
    let bytes = filled_kit(|document| {
        field(document, "takeaways").set("V", text_string("Hire Witold  Żółć. Witold asks well, Z\u{301}."));
    });
    let less = redacted(bytes, &[]).unwrap();
    assert_eq!(
        (less.cut_fields.as_slice(), less.rest.as_slice()),
        (["takeaways".to_owned()].as_slice(), [].as_slice())
    );
    let text = "Hire [removed]. [removed] asks well, Ź.";
    assert_eq!(value(&less.bytes, "takeaways"), Value::Text(text.to_owned()));
    assert!(matches!(value(&less.bytes, "test-first/notes"), Value::Text(_)));
    // The drawing is that of the new text.
    let record = flattened(less.bytes).unwrap();
    assert!(Reader::open(&record.bytes).all_text().contains("[removed] asks well"));
}

#[test]
fn a_name_in_another_form_is_reported() {
    let bytes = filled_kit(|document| {
        field(document, "test-first/notes").set("V", text_string("WITOLDA pytano, potem zolc"));
        field(document, "takeaways").set("V", text_string("not witold"));
    });
    let rest = |field: &str, word: &str| Rest::Field(field.to_owned(), word.to_owned());
    let found = redacted(bytes.clone(), &[]).unwrap().rest;
    assert_eq!(found, [rest("takeaways", "witold"), rest("test-first/notes", "WITOLDA")]);
    let less = redacted(bytes, &["test-first/notes"]).unwrap();
    assert_eq!(less.rest, [rest("takeaways", "witold")]);
    assert_eq!(value(&less.bytes, "test-first/notes"), Value::Empty);
    assert_eq!(redacted(filled_kit(|_| ()), &["absent"]), Err(ReviseError::NoSuchField("absent".to_owned())));
}

#[test]
fn the_words_of_an_emptied_prose_field_are_no_names() {
    let bytes = filled_kit(|document| {
        field(document, "takeaways").set("V", text_string("Interview kit: knows python"));
        field(document, "test-first/notes").set("V", text_string("python, and an interview"));
    });
    let less = redacted(bytes, &["takeaways"]).unwrap();
    assert_eq!((less.rest.as_slice(), less.obstacles.as_slice()), ([].as_slice(), [].as_slice()));
    assert_eq!(value(&less.bytes, "takeaways"), Value::Empty);
    assert_eq!(value(&less.bytes, "test-first/notes"), Value::Text("python, and an interview".to_owned()));
}

#[test]
fn a_name_that_is_a_word_of_the_language_is_no_name_in_small_letters() {
    let kit = |notes: &str| {
        filled_kit(|document| {
            field(document, "candidate").set("V", text_string("Will Mark"));
            field(document, "interviewer").set("V", text_string("May Baker"));
            field(document, "test-first/notes").set("V", text_string(notes));
        })
    };
    let same = "may mark it; the bakery will, marked";
    let less = redacted(kit(same), &[]).unwrap();
    assert_eq!(
        (less.rest.as_slice(), value(&less.bytes, "test-first/notes")),
        ([].as_slice(), Value::Text(same.to_owned()))
    );
    let less = redacted(kit("As Will said, WILL said."), &[]).unwrap();
    assert_eq!(less.rest, []);
    let notes = Value::Text("As [removed] said, [removed] said.".to_owned());
    assert_eq!(value(&less.bytes, "test-first/notes"), notes);
}

#[test]
fn redacting_twice_with_the_same_replacement_changes_nothing() {
    let again = Redaction { replacement: Some("Witness seven".to_owned()), ..redaction(&[]) };
    let kit = filled_kit(|d| field(d, "takeaways").set("V", text_string("Hire Witold, a witness.")));
    let first = redact(source(kit), again.clone(), FontSet::bundled()).unwrap();
    assert!(first.rest.is_empty() && first.obstacles.is_empty());
    let twice = redact(source(first.bytes.clone()), again, FontSet::bundled()).unwrap();
    assert_eq!((twice.rest.as_slice(), twice.obstacles.as_slice()), ([].as_slice(), [].as_slice()));
    assert_eq!(value(&twice.bytes, "takeaways"), Value::Text("Hire Witness seven, a witness.".to_owned()));
    // Only the candidate is replaced.
    assert_eq!(value(&twice.bytes, "interviewer"), Value::Empty);
}

#[test]
fn a_replacement_needs_a_place_and_must_not_hold_the_name() {
    let with = |text: &str, bytes| {
        let redaction = Redaction { replacement: Some(text.to_owned()), ..redaction(&[]) };
        redact(source(bytes), redaction, FontSet::bundled()).unwrap().obstacles
    };
    assert_eq!(with("7, WITOLD", filled_kit(|_| ())), [NameRisk::ReplacementHoldsName("WITOLD".to_owned())]);
    let renamed = filled_kit(|document| field(document, "candidate").set("T", text_string("who")));
    let found = with("7", renamed);
    let expected = [
        NameRisk::FieldsAltered,
        NameRisk::MissingField("candidate".to_owned()),
        NameRisk::StrangeField("who".to_owned()),
        NameRisk::NoPlaceForReplacement,
    ];
    assert_eq!(found, expected);
}

#[test]
fn renamed_name_fields_are_emptied_and_reported() {
    let bytes = filled_kit(|document| {
        field(document, "candidate").set("T", text_string("candidate+1"));
        let parent = document.new_object_id();
        let id = *document.objects.iter().find(|(_, object)| has_name(object, "interviewer")).unwrap().0;
        let parent_dict = dictionary! { "T" => text_string("form1"), "Kids" => vec![id.into()] };
        document.objects.insert(parent, parent_dict.into());
        field(document, "interviewer").set("Parent", parent);
        let form = document.catalog().unwrap().get(b"AcroForm").unwrap().as_reference().unwrap();
        let form = document.get_object_mut(form).unwrap().as_dict_mut().unwrap();
        let fields = form.get_mut(b"Fields").unwrap().as_array_mut().unwrap();
        fields.retain(|field| *field != Object::Reference(id));
        fields.push(parent.into());
    });
    let found = redacted(bytes, &[]).unwrap();
    assert_eq!(found.obstacles, [NameRisk::FieldsAltered]);
    assert_eq!(found.removed, ["candidate", "reference", "interviewer"]);
    for name in ["Witold", "Żółć", "Ναυσικά"] {
        assert!(!has_text(&found.bytes, name), "{name}");
    }
}

fn has_name(object: &Object, name: &str) -> bool {
    let text = object.as_dict().and_then(|dict| dict.get(b"T")).and_then(decode_text_string);
    text.is_ok_and(|text| text == name)
}

#[test]
fn the_person_that_a_copy_is_for_is_an_obstacle_until_accepted() {
    let for_one = |accepts_recipient, notes: &str| {
        let kit = filled_kit(|d| field(d, "test-first/notes").set("V", text_string(notes)));
        let recipient_of = |_: &_| Some("Grace Hopper".to_owned());
        let redaction = Redaction { recipient_of, accepts_recipient, ..redaction(&[]) };
        redact(source(kit), redaction, FontSet::bundled()).unwrap()
    };
    assert_eq!(for_one(false, "x").obstacles, [NameRisk::Recipient("Grace Hopper".to_owned())]);
    assert_eq!(for_one(true, "x").obstacles, []);
    // Only that line is accepted.
    let rest = Rest::Field("test-first/notes".to_owned(), "HOPPER".to_owned());
    assert_eq!(for_one(true, "asks HOPPER").rest, [rest]);
}

fn attach(document: &mut Document, content: &[u8]) -> ObjectId {
    let file = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, content.to_vec()));
    let spec = document.add_object(dictionary! { "Type" => "Filespec", "EF" => dictionary! { "F" => file } });
    let names = dictionary! { "Names" => vec![text_string("file"), spec.into()] };
    document.catalog_mut().unwrap().set("Names", dictionary! { "EmbeddedFiles" => names });
    file
}

#[test]
fn attachments_go_and_a_name_on_a_page_is_reported() {
    let bytes = filled_kit(|document| {
        field(document, "candidate").set("V", text_string("Grace Hopper"));
        let id = attach(document, b"{\"candidate\": \"Grace Hopper\"}");
        document.get_object_mut(id).unwrap().as_stream_mut().unwrap().compress().unwrap();
        let page = *document.get_pages().get(&1).unwrap();
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        };
        let resources = document.get_dictionary(page).unwrap().get_deref(b"Resources", document).unwrap();
        let mut resources = resources.as_dict().unwrap().clone();
        resources.set("Font", dictionary! { "F" => font });
        document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Resources", resources);
        document
            .add_page_contents(page, b"BT /F 9 Tf [(by Gr) 20 (ace H)] TJ (opper) Tj ET".to_vec())
            .unwrap();
    });
    let found = redacted(bytes, &[]).unwrap();
    assert_eq!(found.attachments, 1);
    assert_eq!(found.rest, [Rest::Elsewhere(FilePart::Page(1), "Grace Hopper".to_owned())]);
    assert!(found.obstacles.contains(&NameRisk::PagesAltered), "{:?}", found.obstacles);
    let document = Document::load_mem(&found.bytes).unwrap();
    assert!(!document.catalog().unwrap().has(b"Names"));
}

#[test]
fn scripts_and_actions_are_dropped() {
    let bytes = filled_kit(|document| {
        let script = dictionary! { "S" => "JavaScript", "JS" => text_string("app.alert('hello')") };
        let script = document.add_object(script);
        let names = dictionary! { "Names" => vec![text_string("a"), script.into()] };
        let catalog = document.catalog_mut().unwrap();
        catalog.set("OpenAction", script);
        catalog.set("AA", dictionary! { "WC" => script });
        catalog.set("Names", dictionary! { "JavaScript" => names });
        let page = *document.get_pages().get(&1).unwrap();
        let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        page.set("AA", dictionary! { "O" => script });
        let notes = field(document, "test-first/notes");
        notes.set("AA", dictionary! { "K" => script });
        notes.set("A", dictionary! { "S" => "URI", "URI" => text_string("https://example.org") });
    });
    let found = redacted(bytes, &[]).unwrap();
    for name in ["JavaScript", "OpenAction", "app.alert", "example.org", "/AA"] {
        assert!(!has_text(&found.bytes, name), "{name}");
    }
    assert!(found.obstacles.is_empty() && found.rest.is_empty());
}

#[test]
fn a_name_that_is_a_word_of_a_question_stays_in_the_question() {
    let bytes = filled_kit(|d| field(d, "candidate").set("V", text_string("Listen")));
    let redacted = redacted(bytes, &[]).unwrap();
    assert!(redacted.rest.is_empty(), "{:?}", redacted.rest);
    assert!(has_text(&redacted.bytes, "Question 1, listen for"));
}

#[test]
fn another_name_is_written_in_its_place() {
    let redaction = Redaction { replacement: Some("Candidate 7".to_owned()), ..redaction(&[]) };
    let made = redact(source(filled_kit(|_| ())), redaction.clone(), FontSet::bundled()).unwrap();
    assert_eq!(value(&made.bytes, "candidate"), Value::Text("Candidate 7".to_owned()));
    assert!(!has_text(&made.bytes, "Witold"));
    // Both widgets have an appearance, for programs that draw none themselves.
    let document = Document::load_mem(&made.bytes).unwrap();
    let mut found = 0;
    for object in document.objects.values() {
        let Ok(dict) = object.as_dict() else { continue };
        let parent = dict.get_deref(b"Parent", &document).and_then(Object::as_dict);
        let name = parent.and_then(|parent| parent.get(b"T").and_then(decode_text_string));
        if name.is_ok_and(|name| name == "candidate") {
            let looks = dict.get(b"AP").unwrap().as_dict().unwrap();
            let looks = looks.get_deref(b"N", &document).unwrap().as_stream().unwrap();
            assert!(looks.content.windows(2).any(|part| part == b"TJ"));
            found += 1;
        }
    }
    assert_eq!(found, 2);
    let record = flattened(made.bytes).unwrap();
    assert!(Reader::open(&record.bytes).all_text().contains("Candidate 7"));
    let arabic = Redaction { replacement: Some("مرشح".to_owned()), ..redaction };
    let error = redact(source(filled_kit(|_| ())), arabic, FontSet::bundled());
    assert!(matches!(error, Err(ReviseError::Missing(_))), "{error:?}");
}

#[test]
fn a_record_has_no_names_to_be_found_by_their_fields() {
    let record = flattened(filled_kit(|_| ())).unwrap().bytes;
    assert_eq!(redacted(record, &[]), Err(ReviseError::IsRecord));
}

#[test]
fn the_same_kit_makes_the_same_file() {
    let bytes = filled_kit(|_| ());
    assert_eq!(redacted(bytes.clone(), &[]).unwrap(), redacted(bytes, &[]).unwrap());
}
