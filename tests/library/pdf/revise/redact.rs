//! Redacted kits: no part of the file has the names, or the result says which part still has them.

use interview_kit::layout::FontSet;
use interview_kit::pdf::read::{Value, read};
use interview_kit::pdf::revise::{FilePart, NAME_FIELDS, Redaction, Rest, ReviseError, redact};
use lopdf::{Document, Object, ObjectId, Stream, decode_text_string, dictionary, text_string};

use super::{field, filled_kit, flattened, redacted, source};
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
        info.set("Title", text_string("Interview with grace hopper, part 1"));
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
    assert_eq!((redacted.cut, redacted.rest.as_slice()), (3, [].as_slice()));
    for name in ["Hopper", "hopper"] {
        assert!(!has_text(&redacted.bytes, name), "{name}");
    }
    let reader = Reader::open(&redacted.bytes);
    assert_eq!(reader.info()["Title"], "Interview with [removed], part 1");
    assert!(has_text(&redacted.bytes, "[removed] laughs") && has_text(&redacted.bytes, "pdfuaid:part"));
}

#[test]
fn a_name_in_another_field_is_reported() {
    let bytes = filled_kit(|document| {
        field(document, "test-first/notes").set("V", text_string("WITOLDA pytano"));
        field(document, "takeaways").set("V", text_string("Hire Witold  Żółć."));
    });
    let rest = |field: &str, word: &str| Rest::Field(field.to_owned(), word.to_owned());
    let found = redacted(bytes.clone(), &[]).unwrap().rest;
    assert_eq!(found, [rest("takeaways", "Witold  Żółć"), rest("test-first/notes", "WITOLD")]);
    let less = redacted(bytes, &["test-first/notes"]).unwrap();
    assert_eq!(less.rest, [rest("takeaways", "Witold  Żółć")]);
    assert_eq!(value(&less.bytes, "test-first/notes"), Value::Empty);
    assert_eq!(redacted(filled_kit(|_| ()), &["absent"]), Err(ReviseError::NoSuchField("absent".to_owned())));
}

fn attach(document: &mut Document, content: &[u8]) -> ObjectId {
    let file = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, content.to_vec()));
    let spec = document.add_object(dictionary! { "Type" => "Filespec", "EF" => dictionary! { "F" => file } });
    let names = dictionary! { "Names" => vec![text_string("file"), spec.into()] };
    document.catalog_mut().unwrap().set("Names", dictionary! { "EmbeddedFiles" => names });
    file
}

#[test]
fn a_name_in_an_attachment_or_drawing_is_reported() {
    let bytes = filled_kit(|document| {
        field(document, "candidate").set("V", text_string("Grace Hopper"));
        let id = attach(document, b"{\"candidate\": \"Grace Hopper\"}");
        document.get_object_mut(id).unwrap().as_stream_mut().unwrap().compress().unwrap();
        let page = *document.get_pages().get(&1).unwrap();
        document.add_page_contents(page, b"(by Grace Hopper) Tj".to_vec()).unwrap();
    });
    let found = redacted(bytes, &[]).unwrap().rest;
    let rest = |part| Rest::Elsewhere(part, "Grace Hopper".to_owned());
    assert_eq!(found, [rest(FilePart::Attachment), rest(FilePart::Drawing)]);
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
    let redaction = Redaction {
        fields: NAME_FIELDS.map(str::to_owned).to_vec(),
        asked_for: Vec::new(),
        replacement: Some("Candidate 7".to_owned()),
    };
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
    assert_eq!(redacted(record, &[]), Err(ReviseError::NoFields));
}

#[test]
fn the_same_kit_makes_the_same_file() {
    let bytes = filled_kit(|_| ());
    assert_eq!(redacted(bytes.clone(), &[]).unwrap(), redacted(bytes, &[]).unwrap());
}
