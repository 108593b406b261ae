//! Records of kits that are altered or damaged, that have remarks, or characters that no font has; and what a record
//! carries to be read back.

use interview_kit::layout::FontSet;
use interview_kit::pdf::read::{Kind, State, Value, read};
use interview_kit::pdf::revise::{Flattening, Record, ReviseError, flatten};
use lopdf::{Dictionary, Document, Object, Stream, decode_text_string, dictionary, text_string};

use super::{NOTES, field, filled_kit, flattened, redacted, source};
use crate::support::pdf_reader::{Reader, without_white_space};

/// Makes a record with the remarks in its pages.
fn burnt(bytes: Vec<u8>) -> Record {
    flatten(source(bytes), Flattening { burns_remarks: true }, FontSet::bundled()).unwrap()
}

#[test]
fn the_record_of_an_altered_kit_keeps_the_mark() {
    let cut = filled_kit(|document| {
        let pages = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        let pages = document.get_object_mut(pages).unwrap().as_dict_mut().unwrap();
        pages.get_mut(b"Kids").unwrap().as_array_mut().unwrap().reverse();
    });
    let state = read(&cut).unwrap().state;
    assert_eq!(state, State::Altered { pages: true, fields: false });
    let record = flattened(cut).unwrap();
    assert_eq!(record.state, state);
    let known = read(&record.bytes).unwrap();
    assert_eq!((known.state, known.record_of), (State::Record, Some(state)));
    let sound = flattened(filled_kit(|_| ())).unwrap();
    assert_eq!(sound.state, State::SavedAnew);
    assert_eq!(read(&sound.bytes).unwrap().record_of, Some(State::SavedAnew));
    let renamed = flattened(filled_kit(|d| field(d, "takeaways").set("T", text_string("other")))).unwrap();
    assert_eq!(renamed.state, State::Altered { pages: false, fields: true });
}

/// Returns the content stream of a page.
fn content(document: &mut Document, page: u32) -> &mut Stream {
    let page = *document.get_pages().get(&page).unwrap();
    let content = document.get_dictionary(page).unwrap().get(b"Contents").unwrap();
    let id = match content {
        Object::Array(parts) => parts[0].as_reference().unwrap(),
        part => part.as_reference().unwrap(),
    };
    document.get_object_mut(id).unwrap().as_stream_mut().unwrap()
}

#[test]
fn a_page_that_cannot_be_decoded_is_no_part_of_a_record() {
    for start in [3, 40, 150] {
        let bytes = filled_kit(|document| {
            let stream = content(document, 2);
            stream.compress().unwrap();
            let end = (start + 20).min(stream.content.len());
            stream.content[start..end].iter_mut().for_each(|byte| *byte ^= 0x5a);
        });
        assert_eq!(flattened(bytes).unwrap_err(), ReviseError::DamagedPage(2), "{start}");
    }
    let cut = filled_kit(|document| {
        let stream = content(document, 1);
        stream.compress().unwrap();
        let half = stream.content.len() / 2;
        stream.content.truncate(half);
        stream.dict.set("Length", half as i64);
    });
    assert_eq!(flattened(cut.clone()).unwrap_err(), ReviseError::DamagedPage(1));
    assert!(redacted(cut, &[]).is_err(), "what cannot be decoded cannot be searched");
}

#[test]
fn a_character_that_no_font_has_is_drawn_as_a_stand_in() {
    let long = format!("{} 👍", "word ".repeat(1_500));
    let bytes = filled_kit(|document| {
        field(document, "takeaways").set("V", text_string("👍 \u{f0b7} fine"));
        field(document, "test-first/notes").set("V", text_string(&long));
    });
    let record = flattened(bytes).unwrap();
    let missing: Vec<(char, Option<&str>)> =
        record.missing.iter().map(|one| (one.character, one.subject.as_deref())).collect();
    let expected = [('👍', "takeaways"), ('\u{f0b7}', "takeaways"), ('👍', "test-first/notes")];
    let expected = expected.map(|(character, field)| (character, format!("the field `{field}`")));
    let mut missing: Vec<_> = missing.into_iter().map(|(c, field)| (c, field.unwrap().to_owned())).collect();
    missing.sort_by(|a, b| a.1.cmp(&b.1));
    assert_eq!(missing, expected);
    let reader = Reader::open(&record.bytes);
    let text = without_white_space(&reader.all_text());
    let drawn = ["\u{fffd}", "\u{25a1}", "\u{25a0}", "?"].map(|sign| format!("{sign}{sign}fine"));
    assert!(drawn.iter().any(|drawn| text.contains(drawn.as_str())), "{text}");
    // Screen readers and search read what was typed.
    let read_aloud = reader.document.objects.values().filter_map(|object| {
        let text = object.as_dict().ok()?.get(b"ActualText").ok()?;
        decode_text_string(text).ok()
    });
    assert!(read_aloud.into_iter().any(|text| text == "👍 \u{f0b7} fine"));
    let known = read(&record.bytes).unwrap();
    let takeaways = known.fields.iter().find(|field| field.name == "takeaways").unwrap();
    assert_eq!(takeaways.value, Value::Text("👍 \u{f0b7} fine".to_owned()));
}

#[test]
fn a_record_carries_its_answers() {
    let kit = filled_kit(|d| field(d, "test-first/rating").set("V", "1"));
    let before = read(&kit).unwrap();
    let record = flattened(kit).unwrap();
    let known = read(&record.bytes).unwrap();
    assert_eq!(known.fields, before.fields);
    assert!(known.fields.iter().any(|field| field.is_in_doubt), "doubt is carried too");
    assert_eq!((known.recorded, known.answers()), (before.filled(), before.answers()));
    let notes = known.fields.iter().find(|field| field.name == "test-first/notes").unwrap();
    assert_eq!((&notes.kind, &notes.value), (&Kind::Text, &Value::Text(NOTES.to_owned())));
    let names: Vec<&str> = known.attached.iter().map(|file| file.name.as_str()).collect();
    assert!(names.contains(&"interview-kit.answers.json"), "{names:?}");
    let json = known.attached.iter().find(|file| file.name == "interview-kit.answers.json").unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json.bytes).unwrap();
    assert_eq!((json["schema"].as_u64(), json["state"].as_str()), (Some(1), Some("unchanged")));
    // A record has no fields that could be filled in or emptied.
    assert_eq!(redacted(record.bytes.clone(), &[]).unwrap_err(), ReviseError::IsRecord);
    assert_eq!(flattened(record.bytes).unwrap_err(), ReviseError::IsRecord);
}

#[test]
fn answers_that_a_stranger_attached_are_no_fields_of_a_kit() {
    let kit = filled_kit(|document| {
        let json = br#"{"schema": 1, "state": "unchanged", "fields": [], "remarks": []}"#;
        let file = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, json.to_vec()));
        let spec = document.add_object(dictionary! {
            "Type" => "Filespec", "F" => text_string("interview-kit.answers.json"), "EF" => dictionary! { "F" => file },
        });
        let names = dictionary! { "Names" => vec![text_string("interview-kit.answers.json"), spec.into()] };
        document.catalog_mut().unwrap().set("Names", dictionary! { "EmbeddedFiles" => names });
    });
    assert_eq!(read(&kit).unwrap().fields.len(), 16);
    // The attachment of a record takes its place; `redact` removes it.
    let record = read(&flattened(kit.clone()).unwrap().bytes).unwrap();
    assert_eq!((record.fields.len(), record.attached.len()), (16, 1));
    assert_eq!(redacted(kit, &[]).unwrap().attachments, 1);
}

/// Adds an annotation to the first page.
fn annotate(document: &mut Document, annotation: Dictionary) {
    let id = document.add_object(annotation);
    let page = *document.get_pages().get(&1).unwrap();
    let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.get_mut(b"Annots").unwrap().as_array_mut().unwrap().push(id.into());
}

fn annotation(kind: &str) -> Dictionary {
    let rect: Vec<Object> = [100, 100, 300, 140].into_iter().map(Object::from).collect();
    dictionary! { "Type" => "Annot", "Subtype" => kind, "Rect" => rect, "F" => 4 }
}

#[test]
fn remarks_become_part_of_the_pages() {
    let kit = filled_kit(|document| {
        let mut text = annotation("FreeText");
        text.set("Contents", text_string("Strong on lists"));
        annotate(document, text);
        let mut ink = annotation("Ink");
        let line: Vec<Object> = [101, 101, 120, 139, 150, 101].into_iter().map(Object::from).collect();
        ink.set("InkList", vec![Object::Array(line)]);
        annotate(document, ink);
        let mut stamp = annotation("Stamp");
        let bounds: Vec<Object> = [0, 0, 100, 20].into_iter().map(Object::from).collect();
        let form = dictionary! { "Subtype" => "Form", "BBox" => bounds };
        let look = document.add_object(Stream::new(form, b"0 0 100 20 re f".to_vec()));
        stamp.set("AP", dictionary! { "N" => look });
        annotate(document, stamp);
        let mut note = annotation("Text");
        note.set("Contents", text_string("opens in a window"));
        annotate(document, note);
        let mut hidden = annotation("Ink");
        hidden.set("F", 2);
        annotate(document, hidden);
    });
    let record = burnt(kit.clone());
    assert_eq!((record.burnt, record.added), (3, 2));
    let reader = Reader::open(&record.bytes);
    assert!(without_white_space(&reader.all_text()).contains("Strongonlists"));
    let page = String::from_utf8_lossy(&reader.document.get_page_content(reader.pages[0])).into_owned();
    assert!(page.contains("101 101 m\n120 139 l\n150 101 l\nS"), "the ink is drawn");
    assert!(page.contains("q 2 0 0 2 100 100 cm /InterviewKitRemark"), "the stamp fills its place: {page}");
    let kept = read(&record.bytes).unwrap().remarks;
    assert_eq!(kept.iter().map(|remark| remark.kind.as_str()).collect::<Vec<_>>(), ["Text", "Ink"]);
    // Without the option they stay as they are.
    assert_eq!((flattened(kit.clone()).unwrap().burnt, flattened(kit).unwrap().added), (0, 5));
}
