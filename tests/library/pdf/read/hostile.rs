//! Broken and hostile files: reading ends in bounded time, without a panic.

use std::time::{Duration, Instant};

use interview_kit::pdf::read::{ReadError, read};
use lopdf::{Object, Stream, dictionary};
use proptest::prelude::*;

use super::{KIT, changed_kit};

/// Makes a file of these objects, numbered from 1, with a cross-reference table and a trailer.
fn raw_file(objects: &[&str]) -> Vec<u8> {
    let mut text = "%PDF-1.7\n".to_owned();
    let mut entries = String::new();
    for (n, object) in objects.iter().enumerate() {
        entries.extend([format!("{:010} 00000 n \n", text.len())]);
        text.extend([format!("{} 0 obj\n{object}\nendobj\n", n + 1)]);
    }
    let (table, size) = (text.len(), objects.len() + 1);
    let trailer = format!("trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{table}\n%%EOF\n");
    format!("{text}xref\n0 {size}\n0000000000 65535 f \n{entries}{trailer}").into_bytes()
}

/// Makes a file with this cross-reference stream: further entries of its dictionary, and its bytes.
fn file_with_index(dict: &str, before: &str, index: &[u8]) -> Vec<u8> {
    let start = format!("%PDF-1.7\n{before}");
    let mut bytes = start.clone().into_bytes();
    let length = index.len();
    bytes.extend(format!("9 0 obj\n<</Type/XRef/Root 1 0 R/Length {length}{dict}>>\nstream\n").bytes());
    bytes.extend(index);
    bytes.extend(format!("\nendstream\nendobj\nstartxref\n{}\n%%EOF\n", start.len()).bytes());
    bytes
}

#[track_caller]
fn assert_refused(bytes: &[u8], error: &ReadError) {
    let start = Instant::now();
    assert_eq!(read(bytes).as_ref().map(|_| ()), Err(error));
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn a_file_that_is_no_pdf_is_reported_as_such() {
    for bytes in [b"".as_slice(), b"%PDF", b"PK\x03\x04", &[0; 5_000], b"<html>%PDF</html>"] {
        assert_refused(bytes, &ReadError::NotPdf);
    }
}

#[test]
fn a_file_cut_short_is_damaged() {
    assert_refused(b"%PDF-1.7\n", &ReadError::Damaged);
    assert_refused(&KIT[..KIT.len() / 2], &ReadError::Damaged);
    // What is left of these is enough to recover the kit, which is marked.
    let update = [&KIT[..], b"900 0 obj\n<</V(lost)>>\nendobj\nxref\n"].concat();
    for bytes in [&KIT[..KIT.len() - 20], &update] {
        assert!(read(bytes).unwrap().is_recovered);
    }
}

#[test]
fn a_file_with_a_password_is_reported_as_such() {
    let bytes = changed_kit(|document| {
        let id = document.add_object(dictionary! { "Filter" => "Standard", "V" => 2, "R" => 3 });
        document.trailer.set("Encrypt", id);
    });
    assert_refused(&bytes, &ReadError::Protected);
    assert_refused(&raw_file(&["<</Type/Catalog/#45ncrypt 2 0 R>>"]), &ReadError::Protected);
}

#[test]
fn an_index_that_reserves_all_memory_is_refused() {
    assert_refused(&file_with_index("/Size 2/W[1 99999999999999 2]", "", b"\0\0"), &ReadError::Damaged);
    assert_refused(
        &file_with_index("/Size 2/#57 %\n[1 2 9999999999999999999]", "", b"\0\0"),
        &ReadError::Damaged,
    );
    let predictor = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 99999999999>>/W[1 2 1]/Size 2";
    assert_refused(&file_with_index(predictor, "", b"x\x9c\x03\0\0\0\0\x01"), &ReadError::Damaged);
}

#[test]
fn an_index_that_never_ends_is_refused() {
    assert_refused(&file_with_index("/Size 99999999999/W[0 0 0]", "", b""), &ReadError::Damaged);
    assert_refused(&file_with_index("/Size 2/W[0 0 0]/Index[0 99999999]", "", b""), &ReadError::Damaged);
    assert_refused(
        &file_with_index("/Size 2/W[1 1 1]/Index[9223372036854775807 9]", "", b"\x01\x01\x01"),
        &ReadError::Damaged,
    );
}

#[test]
fn a_length_inside_the_stream_it_measures_is_refused() {
    let object = "1 0 obj\n<</Type/ObjStm/N 1/First 4/Length 2 0 R>>\nstream\n2 0 5\nendstream\nendobj\n";
    let at = u8::try_from("%PDF-1.7\n".len()).unwrap();
    // Object 1 stands at `at`, object 2 inside of it.
    let index = [0, 0, 0, 1, at, 0, 2, 1, 0];
    assert_refused(&file_with_index("/Size 3/W[1 1 1]", object, &index), &ReadError::Damaged);
}

#[test]
fn endless_nesting_is_rejected() {
    for (open, close) in [("[", "]"), ("<</A", ">>"), ("(", ")")] {
        let deep = format!("<</Type/Catalog/AcroForm {}{}>>", open.repeat(100_000), close.repeat(100_000));
        assert_refused(&raw_file(&[&deep]), &ReadError::Damaged);
        assert_refused(
            &raw_file(&[&format!("<</Type/Catalog/AcroForm {}", open.repeat(100_000))]),
            &ReadError::Damaged,
        );
    }
}

#[test]
fn decompression_bombs_are_rejected() {
    let bytes = changed_kit(|document| {
        for _ in 0..3 {
            let dict = dictionary! { "Type" => "ObjSt_", "N" => 1, "First" => 4 };
            let mut stream = Stream::new(dict, vec![b' '; 64 << 20]);
            stream.compress().unwrap();
            document.add_object(Object::Stream(stream));
        }
    });
    let mut bytes = bytes;
    // The library would not write such a stream as it is.
    while let Some(at) = bytes.windows(6).position(|part| part == b"ObjSt_") {
        bytes[at + 5] = b'm';
    }
    assert!(bytes.len() < 1 << 20);
    assert_refused(&bytes, &ReadError::TooCostly);
}

#[test]
fn decompression_bombs_in_attachments_are_rejected() {
    let carrying = |times: usize| {
        changed_kit(|document| {
            let mut stream = Stream::new(dictionary! {}, vec![b' '; 15 << 20]);
            stream.compress().unwrap();
            let stream = document.add_object(stream);
            let name = Object::string_literal("interview-kit.lock.json");
            let file = dictionary! { "F" => name.clone(), "EF" => dictionary! { "F" => stream } };
            let file = document.add_object(file);
            let names: Vec<Object> = (0..times).flat_map(|_| [name.clone(), file.into()]).collect();
            let tree = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } };
            document.catalog_mut().unwrap().set("Names", tree);
        })
    };
    assert_eq!(read(&carrying(2)).unwrap().attached.len(), 2);
    assert_refused(&carrying(60), &ReadError::TooCostly);
}

#[test]
fn a_cyclic_tree_of_attachments_ends() {
    let bytes = changed_kit(|document| {
        let tree = document.new_object_id();
        document.objects.insert(tree, dictionary! { "Kids" => vec![tree.into(), tree.into()] }.into());
        document.catalog_mut().unwrap().set("Names", dictionary! { "EmbeddedFiles" => tree });
    });
    assert!(read(&bytes).unwrap().attached.is_empty());
    // Branches that share their children and lead nowhere.
    let bytes = changed_kit(|document| {
        let mut tree = document.add_object(dictionary! {});
        for _ in 0..30 {
            tree = document.add_object(dictionary! { "Kids" => vec![tree.into(); 60] });
        }
        document.catalog_mut().unwrap().set("Names", dictionary! { "EmbeddedFiles" => tree });
    });
    assert!(read(&bytes).unwrap().attached.is_empty());
}

#[test]
fn objects_with_many_references_are_kept_once() {
    let many = "1 ".repeat(100_000);
    let bytes = raw_file(&["<</Type/Catalog>>", &format!("[{many}]")]);
    let text = String::from_utf8(bytes).unwrap();
    let (body, table) = text.split_once("xref\n0 3\n").unwrap();
    let place = table.lines().nth(2).unwrap();
    let table = format!(
        "xref\n0 2003\n{}",
        table.replace(place, format!("{place}\n").repeat(2_000).trim_end_matches('\n'))
    );
    let bytes = format!("{body}{table}").into_bytes();
    assert_refused(&bytes, &ReadError::TooCostly);
}

#[test]
fn pages_that_share_their_annotations_cost_no_more_than_the_list() {
    let bytes = changed_kit(|document| {
        let tree = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        let widget = |n: usize| {
            let name = Object::string_literal(format!("a/listen-{n}"));
            dictionary! { "Subtype" => "Widget", "FT" => "Btn", "T" => name, "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()] }
        };
        let widgets: Vec<Object> = (0..2_000).map(|n| document.add_object(widget(n)).into()).collect();
        let list = document.add_object(widgets);
        let inline: Vec<Object> = (0..200).map(|n| widget(n).into()).collect();
        let inline = document.add_object(inline);
        let mut pages = Vec::new();
        for n in 0..2_000 {
            let list = if n % 2 == 0 { list } else { inline };
            pages.push(
                document
                    .add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Annots" => list })
                    .into(),
            );
        }
        let dict = document.get_object_mut(tree).unwrap().as_dict_mut().unwrap();
        dict.set("Count", pages.len() as i64);
        dict.set("Kids", pages);
    });
    let start = Instant::now();
    let filled = read(&bytes).unwrap();
    assert!(filled.fields.len() < 2_300, "{} fields", filled.fields.len());
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn stray_widgets_above_each_other_end() {
    let bytes = changed_kit(|document| {
        let rect = || -> Vec<Object> { vec![0.into(), 0.into(), 9.into(), 9.into()] };
        let ids: Vec<_> = (0..3).map(|_| document.new_object_id()).collect();
        for n in 0..3 {
            let name = Object::string_literal("x".repeat(1_000));
            let widget = dictionary! { "Subtype" => "Widget", "T" => name, "Parent" => ids[(n + 1) % 3], "Rect" => rect() };
            document.set_object(ids[n], widget);
        }
        let page = document.page_iter().next().unwrap();
        let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        page.set("Annots", ids.into_iter().map(Object::from).collect::<Vec<_>>());
    });
    assert!(read(&bytes).is_ok());
}

#[test]
fn remarks_are_read_within_the_limits_of_texts() {
    let with_text = |text: String, times: usize| {
        changed_kit(|document| {
            let text = document.add_object(Object::string_literal(text));
            let rect: Vec<Object> = vec![0.into(), 0.into(), 9.into(), 9.into()];
            let remark = dictionary! { "Subtype" => "Text", "Rect" => rect, "Contents" => text };
            let ids: Vec<Object> = (0..times).map(|_| document.add_object(remark.clone()).into()).collect();
            let page = document.page_iter().next().unwrap();
            document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Annots", ids);
        })
    };
    assert_eq!(read(&with_text("x".repeat(1_000), 10)).unwrap().remarks.len(), 10);
    assert_refused(&with_text("x".repeat(2 << 20), 1), &ReadError::TooMuchText);
    // Remarks that share one text would each hold a copy.
    assert_refused(&with_text("x".repeat(1 << 20), 200), &ReadError::TooMuchText);
}

#[test]
fn a_field_of_many_values_is_compared_within_bounds() {
    let bytes = changed_kit(|document| {
        let rect = || -> Vec<Object> { vec![0.into(), 0.into(), 9.into(), 9.into()] };
        let widget = |n: usize| {
            let value = Object::string_literal(format!("value {n}"));
            dictionary! { "Subtype" => "Widget", "FT" => "Tx", "T" => Object::string_literal("takeaways"), "V" => value, "Rect" => rect() }
        };
        let ids: Vec<Object> = (0..60_000).map(|n| document.add_object(widget(n)).into()).collect();
        let page = document.page_iter().next().unwrap();
        document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Annots", ids);
    });
    let start = Instant::now();
    let filled = read(&bytes).unwrap();
    let takeaways = filled.fields.iter().find(|field| field.name == "takeaways").unwrap();
    assert!(takeaways.is_in_doubt && takeaways.other_values.len() < 1_001);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

/// A filled kit with an incremental update, as another program saved it.
const FILLED: &[u8] = include_bytes!("../../../filled/pdfjs.pdf");

#[track_caller]
fn assert_ends(bytes: &[u8]) {
    let start = Instant::now();
    let _ = read(bytes);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_truncation_hangs_or_reads_as_the_whole(cut in 1..FILLED.len()) {
        assert_ends(&FILLED[..cut]);
        // The kit without its update is whole; anything else is recovered, and marked.
        if let Ok(filled) = read(&FILLED[..cut]) {
            prop_assert!(cut >= FILLED.len() - 4 || filled.filled() == 0 || filled.is_recovered, "{cut}");
        }
    }

    #[test]
    fn no_flipped_bytes_hang(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        from_end in any::<bool>(),
    ) {
        let mut bytes = FILLED.to_vec();
        let length = bytes.len();
        for (index, byte) in flips {
            // The last update has the keywords that steer reading.
            let at = if from_end { length - 1 - index.index(6_000) } else { index.index(length) };
            bytes[at] = byte;
        }
        assert_ends(&bytes);
    }
}
