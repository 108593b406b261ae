//! Flattened kits: answers become content of the pages, at their place in the structure tree.

use interview_kit::pdf::read::read;
use interview_kit::pdf::revise::ReviseError;
use lopdf::{Object, ObjectId, StringFormat, decode_text_string, dictionary, text_string};

use super::{NOTES, choose, field, filled_kit, flattened};
use crate::support::pdf_reader::{Reader, without_white_space};
use crate::support::structure_tree::{Element, marked_text, numbers, tree};

/// Opens the flattened kit.
fn open_record() -> Reader {
    Reader::open(&flattened(filled_kit(|_| ())).unwrap().bytes)
}

/// Returns the text of an element on the pages.
fn element_text(reader: &Reader, element: &Element) -> String {
    let marked = element.marked();
    marked.iter().map(|((page, number), _)| marked_text(reader, *page)[number].clone()).collect()
}

#[test]
fn a_flattened_kit_has_no_form_and_all_answers() {
    let record = flattened(filled_kit(|_| ())).unwrap();
    assert_eq!((record.filled, record.fields), (7, 16));
    assert!(record.is_tagged && !record.was_protected && record.in_doubt.is_empty() && record.added == 0);
    let reader = Reader::open(&record.bytes);
    assert!(!reader.catalog().has(b"AcroForm"));
    let everything = reader.strings_and_streams();
    assert!(!everything.windows(6).any(|part| part == b"Widget"), "a place of a field is left");
    let words = without_white_space(&reader.all_text());
    for value in ["Witold Żółć", "Ναυσικά", "REQ-7", NOTES] {
        assert!(words.contains(&without_white_space(value)), "{value}");
    }
    let known = read(&record.bytes).unwrap();
    assert!(known.is_ours && known.fields.len() == 16);
    assert_eq!((known.recorded, known.answers()), (7, 7), "a record holds answers");
}

#[test]
fn answers_are_tagged_at_their_place() {
    let reader = open_record();
    let whole = tree(&reader);
    assert!(whole.all().iter().all(|element| element.kind != "Form"));
    let label = whole
        .all()
        .into_iter()
        .find(|element| element.kind == "P" && element_text(&reader, element).contains("Candidate"));
    let label = label.unwrap();
    assert_eq!(
        without_white_space(&element_text(&reader, label)),
        without_white_space("Candidate Witold Żółć")
    );
    assert_eq!(label.kinds(), ["Span"]);
    let notes = whole.all().into_iter().filter(|element| element.kind == "Span");
    let notes: Vec<String> = notes.map(|element| element_text(&reader, element)).collect();
    let notes: Vec<&String> = notes.iter().filter(|text| text.contains("caller")).collect();
    let [notes] = notes.as_slice() else { panic!("{notes:?}") };
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(notes), words(NOTES), "lines are parted by spaces");
}

#[test]
fn checked_boxes_and_chosen_buttons_are_tagged_with_their_meaning() {
    let reader = open_record();
    let said = |element: &Element| {
        let said = element.dict.get(b"Alt").ok().map(|said| decode_text_string(said).unwrap());
        said.map(|said| (said, element_text(&reader, element).trim().to_owned()))
    };
    let whole = tree(&reader);
    let all: Vec<(String, String)> =
        whole.all().into_iter().filter(|element| element.kind == "Span").filter_map(said).collect();
    let of = |end: &str| all.iter().filter(|(said, _)| said.ends_with(end)).collect::<Vec<_>>();
    assert_eq!(of(": ticked").len(), 1);
    assert!(of(": ticked")[0].0.starts_with("Question 1, listen for: "), "{:?}", of(": ticked"));
    assert_eq!(of(": ticked")[0].1, "[x]");
    assert!(!of(": not ticked").is_empty() && of(": not ticked").iter().all(|(_, text)| text == "[ ]"));
    // The rating at its question and on the score sheet, and the recommendation.
    assert_eq!(of(": chosen").len(), 3, "{all:?}");
    assert!(of(": chosen").iter().all(|(_, text)| text == "(x)"));
    assert_eq!(all.len(), of(": ticked").len() + of(": not ticked").len() + 3);
}

#[test]
fn marked_content_and_tree_refer_to_each_other() {
    let reader = open_record();
    let whole = tree(&reader);
    let root = reader.dict(reader.catalog().get(b"StructTreeRoot").unwrap());
    let parents = numbers(&reader, root.get(b"ParentTree").unwrap());
    let mut found = 0;
    for ((page, number), element) in whole.marked() {
        let dict = reader.document.get_dictionary(reader.pages[page]).unwrap();
        let key = dict.get(b"StructParents").unwrap().as_i64().unwrap();
        let back = parents[&key].as_array().unwrap()[usize::try_from(number).unwrap()].as_reference();
        assert_eq!(back.unwrap(), element);
        found += 1;
    }
    let marked: usize = (0..reader.pages.len()).map(|page| marked_text(&reader, page).len()).sum();
    assert_eq!(found, marked);
    let next = root.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap();
    assert!(parents.keys().all(|key| *key < next));
    for (annotation, element) in whole.annotations() {
        assert_eq!(element.kind, "Link");
        let key = reader.document.get_dictionary(annotation).unwrap().get(b"StructParent").unwrap();
        assert_eq!(parents[&key.as_i64().unwrap()].as_reference().unwrap(), element.id);
    }
}

#[test]
fn a_kit_saved_by_other_programs_becomes_the_same_record() {
    for bytes in
        [include_bytes!("../../../filled/pypdf.pdf").as_slice(), include_bytes!("../../../filled/pdfjs.pdf")]
    {
        let record = flattened(bytes.to_vec()).unwrap();
        // These kits are from a version without tags.
        assert_eq!((record.filled, record.is_tagged), (8, false));
        let words = without_white_space(&Reader::open(&record.bytes).all_text());
        for value in ["Łukasz Żółć", "2026-11-02", "Ναυσικά", "Δεύτερη γραμμή: Щербак, 12 €.", "[x]", "(x)"]
        {
            assert!(words.contains(&without_white_space(value)), "{value}");
        }
    }
}

#[test]
fn a_kit_that_kept_its_tags_becomes_a_record_with_tags() {
    let record = flattened(include_bytes!("../../../filled/tagged.pdf").to_vec()).unwrap();
    assert_eq!((record.filled, record.is_tagged), (10, true));
    let reader = Reader::open(&record.bytes);
    let whole = tree(&reader);
    let read: Vec<String> = whole.all().into_iter().map(|element| element_text(&reader, element)).collect();
    for value in ["Łukasz Żółć", "Ναυσικά", "Δεύτερη γραμμή: Щербак, 12 €."]
    {
        assert!(
            read.iter().any(|text| without_white_space(text).contains(&without_white_space(value))),
            "{value}"
        );
    }
}

#[test]
fn a_long_text_is_set_smaller_until_it_fits() {
    let words = "Names what could go wrong before it does, and says how it would be found. ";
    let sizes = [1, 12, 20, 30].map(|times| {
        let bytes = filled_kit(|d| field(d, "test-first/notes").set("V", text_string(&words.repeat(times))));
        let reader = Reader::open(&flattened(bytes).unwrap().bytes);
        let text = reader.all_text().replace(char::is_whitespace, "");
        assert_eq!(text.matches("beforeitdoes").count(), times, "all of it is there");
        let content = reader.document.get_page_content(reader.pages[1]);
        let content = lopdf::content::Content::decode(&content).unwrap();
        let last = content.operations.iter().rfind(|o| {
            o.operator == "Tf"
                && o.operands[0].as_name().unwrap().starts_with(b"R")
                && o.operands[1].as_float().unwrap() != 9.5
        });
        last.map(|o| o.operands[1].as_float().unwrap()).unwrap()
    });
    assert!(sizes.is_sorted_by(|a, b| a >= b) && sizes[0] > sizes[3] && sizes[3] >= 7.0, "{sizes:?}");
    assert_eq!(sizes[0], 14.0);
}

#[test]
fn answers_too_long_for_their_field_continue_on_pages_at_the_end() {
    let long: Vec<String> = (0..2_000).map(|n| format!("word{n}")).collect();
    let bytes = filled_kit(|document| {
        field(document, "test-first/notes").set("V", text_string(&long.join(" ")));
        field(document, "date").set("V", text_string(&"Monday ".repeat(60)));
    });
    let record = flattened(bytes).unwrap();
    assert_eq!((record.more, record.is_tagged), (4, true));
    let reader = Reader::open(&record.bytes);
    assert_eq!(reader.pages.len(), 7);
    let root = reader.dict(reader.catalog().get(b"Pages").unwrap());
    assert_eq!(root.get(b"Count").unwrap().as_i64().unwrap(), 7);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let whole = tree(&reader);
    let sections: Vec<&Element> =
        whole.elements().filter(|e| e.kind == "Sect" && element_text(&reader, e).contains("word0")).collect();
    let [section] = sections.as_slice() else { panic!("{}", sections.len()) };
    assert_eq!(section.kinds(), ["P", "P"]);
    let parts: Vec<String> = section.elements().map(|element| element_text(&reader, element)).collect();
    assert_eq!(parts[0].trim(), "Question 1, notes");
    assert_eq!(words(&parts[1]), long, "all of it, once and in order");
    for (page, pointer) in [(0, "See page 4 at the end"), (1, "See page 4 at the end")] {
        assert!(
            without_white_space(&reader.page_text(page)).contains(&without_white_space(pointer)),
            "{}",
            reader.page_text(page)
        );
    }
    assert!(
        without_white_space(&reader.page_text(3))
            .contains(&without_white_space("Page 4, added to the record"))
    );
}

#[test]
fn answers_over_the_limit_are_reported_and_not_cut() {
    let bytes = filled_kit(|document| {
        field(document, "test-first/notes").set("V", text_string(&"word ".repeat(20_000)));
        field(document, "date").set("V", text_string(&"x".repeat(3_000)));
    });
    assert_eq!(flattened(bytes), Err(ReviseError::TooLong(vec!["test-first/notes".to_owned()])));
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_field() {
    let bytes = filled_kit(|d| field(d, "takeaways").set("V", text_string("كتب")));
    let lacking = flattened(bytes).unwrap().missing;
    let named: Vec<(char, Option<&str>)> =
        lacking.iter().map(|one| (one.character, one.subject.as_deref())).collect();
    let subject = Some("the field `takeaways`");
    assert_eq!(named, [('ك', subject), ('ت', subject), ('ب', subject)]);
}

#[test]
fn an_answer_that_cannot_be_shown_is_not_lost() {
    let bytes = filled_kit(|document| {
        let page = *document.get_pages().get(&1).unwrap();
        // The first page no longer lists its widgets.
        document.get_object_mut(page).unwrap().as_dict_mut().unwrap().remove(b"Annots");
    });
    let names = ["interviewer", "reference"].map(str::to_owned).to_vec();
    assert_eq!(
        flattened(bytes),
        Err(ReviseError::NotShown(names)),
        "the candidate is on the score sheet too"
    );
}

#[test]
fn annotations_of_other_programs_stay() {
    let bytes = filled_kit(|document| {
        // Some programs write the annotation into the page itself.
        let remark = dictionary! {
            "Type" => "Annot", "Subtype" => "FreeText", "Contents" => text_string("A remark"),
            "Rect" => vec![10.into(), 10.into(), 90.into(), 30.into()],
        };
        let page = *document.get_pages().get(&2).unwrap();
        let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        page.get_mut(b"Annots").unwrap().as_array_mut().unwrap().push(remark.into());
    });
    let record = flattened(bytes).unwrap();
    assert_eq!(record.added, 1);
    let reader = Reader::open(&record.bytes);
    let left = reader.dict(
        reader
            .document
            .get_dictionary(reader.pages[1])
            .unwrap()
            .get(b"Annots")
            .unwrap()
            .as_array()
            .unwrap()
            .last()
            .unwrap(),
    );
    assert_eq!(left.get(b"Contents").and_then(decode_text_string).unwrap(), "A remark");
}

#[test]
fn conflicting_answers_are_reported() {
    let bytes = filled_kit(|document| {
        choose(document, "test-first/rating", "1");
    });
    assert_eq!(flattened(bytes).unwrap().in_doubt, ["test-first/rating"]);
}

#[test]
fn a_record_is_the_same_each_time_and_keeps_the_first_half_of_its_identifier() {
    let bytes = filled_kit(|_| ());
    let one = flattened(bytes.clone()).unwrap().bytes;
    assert_eq!(one, flattened(bytes.clone()).unwrap().bytes);
    let ids = |bytes: &[u8]| {
        let document = lopdf::Document::load_mem(bytes).unwrap();
        let ids = document.trailer.get(b"ID").unwrap().as_array().unwrap().clone();
        ids.iter().map(|id| id.as_str().unwrap().to_vec()).collect::<Vec<_>>()
    };
    let (before, after) = (ids(&bytes), ids(&one));
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1], after[1]);
    assert!(after[1].iter().any(|byte| *byte != 0));
}

#[test]
fn a_file_that_is_no_filled_kit_is_rejected() {
    let foreign = filled_kit(|document| {
        let id = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = document.get_object_mut(id).unwrap().as_dict_mut().unwrap();
        info.set("Creator", text_string("Writer"));
        info.set("Producer", text_string("Writer"));
        document.binary_mark = vec![0xbb; 4];
    });
    assert_eq!(flattened(foreign), Err(ReviseError::NotAKit));
    let record = flattened(filled_kit(|_| ())).unwrap().bytes;
    assert_eq!(flattened(record), Err(ReviseError::IsRecord));
    let signed = filled_kit(|document| {
        let field = field(document, "signature");
        field.set("FT", "Sig");
        field.set("V", dictionary! { "Type" => "Sig", "Contents" => Object::String(vec![0; 9], StringFormat::Hexadecimal) });
    });
    assert_eq!(flattened(signed), Err(ReviseError::Signed("signature".to_owned())));
}

#[test]
fn scripts_are_removed_and_attachments_stay() {
    let bytes = filled_kit(|document| {
        let script =
            document.add_object(dictionary! { "S" => "JavaScript", "JS" => text_string("app.alert(1)") });
        let file = document
            .add_object(lopdf::Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"the lock".to_vec()));
        let spec =
            document.add_object(dictionary! { "Type" => "Filespec", "EF" => dictionary! { "F" => file } });
        let names = |key: &str, id: ObjectId| dictionary! { "Names" => vec![text_string(key), id.into()] };
        let catalog = document.catalog_mut().unwrap();
        catalog.set("OpenAction", script);
        catalog.set(
            "Names",
            dictionary! { "JavaScript" => names("calc", script), "EmbeddedFiles" => names("lock", spec) },
        );
    });
    let everything = Reader::open(&flattened(bytes).unwrap().bytes).strings_and_streams();
    let has = |text: &[u8]| everything.windows(text.len()).any(|part| part == text);
    assert!(has(b"the lock") && !has(b"app.alert"));
}
