//! Broken and hostile files: `flatten` and `redact` end in bounded time, without a panic.

use std::time::{Duration, Instant};

use interview_kit::layout::FontSet;
use interview_kit::pdf::read::{ReadError, State, read, read_with};
use interview_kit::pdf::revise::{Flattening, ReviseError, SavedKit, flatten, redact};
use lopdf::{Object, dictionary};
use proptest::prelude::*;

use super::protect::{WAYS, protected_kit};
use super::{field, filled_kit, flattened, redacted, redaction};

#[track_caller]
fn assert_ends(bytes: &[u8], password: Option<&str>) {
    let start = Instant::now();
    let source = || SavedKit { bytes: bytes.to_vec(), password: password.map(str::to_owned) };
    let _ = read_with(bytes, password);
    if let Ok(record) = flatten(source(), Flattening { burns_remarks: true }, FontSet::bundled()) {
        assert_eq!(read(&record.bytes).unwrap().state, State::Record);
    }
    if let Ok(redacted) = redact(source(), redaction(&[]), FontSet::bundled()) {
        read(&redacted.bytes).unwrap();
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn a_cyclic_tree_ends() {
    let bytes = filled_kit(|document| {
        let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        let dict = document.get_object_mut(root).unwrap().as_dict_mut().unwrap();
        let whole = dict.get(b"K").unwrap().as_reference().unwrap();
        dict.set("ParentTree", dictionary! { "Kids" => vec![root.into(), root.into()] });
        dict.set("Kids", vec![root.into()]);
        let whole = document.get_object_mut(whole).unwrap().as_dict_mut().unwrap();
        whole.set("K", vec![root.into(), Object::Reference((9_999, 0))]);
    });
    assert!(!flattened(bytes).unwrap().is_tagged);
}

#[test]
fn widgets_far_away_or_without_size_are_rejected() {
    for rect in [[0.0, 0.0, 0.0, 0.0], [1e30, 0.0, 1e38, 10.0], [f32::NAN, 0.0, 1.0, 1.0]] {
        let rect: Vec<Object> = rect.into_iter().map(Object::Real).collect();
        let bytes = filled_kit(|document| field(document, "interviewer").set("Rect", rect));
        assert!(flattened(bytes).is_err());
    }
}

#[test]
fn a_stream_shared_by_many_pages_costs_nothing() {
    let bytes = filled_kit(|document| {
        let pages: Vec<_> = document.get_pages().into_values().collect();
        let content = document.get_dictionary(pages[0]).unwrap().get(b"Contents").unwrap().clone();
        for page in pages {
            let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
            page.set("Contents", vec![content.clone(); 10_000]);
        }
    });
    assert_ends(&bytes, None);
}

#[test]
fn a_decompression_bomb_in_an_attachment_is_rejected() {
    let bytes = filled_kit(|document| {
        let mut stream = lopdf::Stream::new(dictionary! { "Type" => "EmbeddedFile" }, vec![b' '; 64 << 20]);
        stream.compress().unwrap();
        let file = document.add_object(stream);
        document.catalog_mut().unwrap().set("PageLabels", file);
    });
    assert!(redacted(bytes.clone(), &[]).is_err(), "what cannot be searched may hold a name");
    assert!(flattened(bytes).is_ok(), "what is not looked into costs nothing");
}

#[test]
fn streams_that_share_their_bytes_are_not_kept_again_and_again() {
    // Their length is an object of another generation than the index says, so it is found late.
    const STREAMS: usize = 400;
    const LENGTH: usize = 1 << 20;
    let mut text = "%PDF-1.7\n".to_owned();
    let mut places = vec![text.len()];
    text.push_str("1 0 obj\n<</Type/Catalog>>\nendobj\n");
    places.push(text.len());
    text.extend([format!("2 1 obj\n{LENGTH}\nendobj\n")]);
    for number in 3..STREAMS + 3 {
        places.push(text.len());
        text.extend([format!("{number} 0 obj\n<</Length 2 1 R>>stream\n")]);
    }
    text.push_str(&"x".repeat(LENGTH));
    let table = text.len();
    let size = places.len() + 1;
    text.extend([format!("xref\n0 {size}\n0000000000 65535 f \n")]);
    text.extend(places.iter().map(|place| format!("{place:010} 00000 n \n")));
    text.extend([format!("trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{table}\n%%EOF\n")]);
    assert_eq!(read(text.as_bytes()), Err(ReadError::TooCostly));
    assert_eq!(flattened(text.into_bytes()), Err(ReviseError::Read(ReadError::TooCostly)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_flipped_bytes_hang(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        way in 0..4_usize,
    ) {
        let mut bytes = WAYS.get(way).map_or_else(|| filled_kit(|_| ()), |way| protected_kit(*way, "p", "o"));
        let length = bytes.len();
        for (index, byte) in flips {
            bytes[index.index(length)] = byte;
        }
        assert_ends(&bytes, Some("p"));
    }

    #[test]
    fn no_dictionary_of_encryption_hangs(
        key in prop::sample::select(vec!["V", "R", "Length", "O", "U", "OE", "UE", "P", "Perms", "CF", "StmF", "Filter"]),
        value in prop_oneof![
            any::<i64>().prop_map(Object::Integer),
            prop::collection::vec(any::<u8>(), 0..80).prop_map(|bytes| Object::String(bytes, lopdf::StringFormat::Literal)),
            Just(Object::Null),
            Just(Object::Name(b"Identity".to_vec())),
            Just(Object::Dictionary(dictionary! { "StdCF" => dictionary! { "CFM" => "V2" } })),
        ],
        way in 0..3_usize,
    ) {
        let bytes = protected_kit(WAYS[way], "p", "o");
        // The library decrypts what it loads, so the dictionary is changed in the text of the file.
        let mut written = Vec::new();
        let mut document = lopdf::Document::new();
        let id = document.add_object(dictionary! { key => value });
        document.trailer.set("Root", id);
        document.save_to(&mut written).unwrap();
        let from = written.windows(6).position(|part| part == b"obj\n<<").unwrap() + 6;
        let to = from + written[from..].windows(8).position(|part| part == b">>\nendob").unwrap();
        let at = bytes.windows(17).position(|part| part == b"/Filter/Standard/").unwrap();
        // The length stays the same: the new text overwrites the old one.
        let mut changed = bytes.clone();
        let end = (at + (to - from)).min(changed.len());
        changed[at..end].copy_from_slice(&written[from..from + (end - at)]);
        assert_ends(&changed, Some("p"));
    }
}
