//! Damaged files that other PDF programs open: their objects are found without the cross-reference table.

use interview_kit::pdf::read::{Filled, ReadError, Value, read, read_with};
use lopdf::{Object, Stream, dictionary, text_string};
use proptest::prelude::*;

use super::{KIT, changed_kit, field, field_named, text_value};
use crate::pdf::revise::protect::{Way, protected_kit};

/// A kit with a name and an update, as PDF.js saves it.
const FILLED: &[u8] = include_bytes!("../../../filled/pdfjs.pdf");
/// The same, written anew with pypdf.
const REWRITTEN: &[u8] = include_bytes!("../../../filled/pypdf.pdf");

/// Returns the kit with a name, its objects in object streams.
fn packed_kit() -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&KIT).unwrap();
    field(&mut document, "candidate").set("V", text_string("Ada Example"));
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).unwrap();
    bytes
}

#[track_caller]
fn recovered(bytes: &[u8], why: &str) -> Filled {
    let filled = read(bytes).unwrap_or_else(|error| panic!("{why}: {error:?}"));
    assert!(filled.is_recovered, "{why}");
    filled
}

/// Returns the damages of a file after which no byte of its objects is lost.
fn damages(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let start = bytes.windows(9).rposition(|part| part == b"startxref").unwrap();
    let off = |by: i64| {
        let text = String::from_utf8_lossy(&bytes[start + 9..]).into_owned();
        let place: i64 = text.split_whitespace().next().unwrap().parse().unwrap();
        [&bytes[..start], format!("startxref\n{}\n%%EOF\n", place + by).as_bytes()].concat()
    };
    let object = bytes.windows(6).position(|part| part == b" 0 obj").unwrap();
    let object = bytes[..object].iter().rposition(|byte| *byte == b'\n').unwrap();
    let noise: Vec<u8> = (0..3_000_u32).map(|n| ((n * n) >> 3) as u8).collect();
    vec![
        ("2 bytes cut", bytes[..bytes.len() - 2].to_vec()),
        ("30 bytes cut", bytes[..bytes.len() - 30].to_vec()),
        ("trailing NUL bytes", [bytes, &[0; 5_000]].concat()),
        ("trailing garbage", [bytes, &noise].concat()),
        ("trailing page", [bytes, b"<html>".repeat(200).as_slice()].concat()),
        ("startxref three bytes off", off(3)),
        ("startxref far off", off(-5_000)),
        ("startxref past the end", off(1_000_000)),
        ("no startxref", [&bytes[..start], b"%%EOF\n"].concat()),
        ("a byte too many", [&bytes[..object], b"\n9 9 9\n", &bytes[object..]].concat()),
    ]
}

#[test]
fn damage_outside_of_objects_loses_no_answer() {
    for (name, file) in
        [("table", FILLED), ("rewritten", REWRITTEN), ("packed", &packed_kit()), ("built", &KIT)]
    {
        let whole = read(file).unwrap();
        assert!(!whole.is_recovered, "{name}");
        for (damage, bytes) in damages(file) {
            let filled = recovered(&bytes, &format!("{name}, {damage}"));
            assert_eq!(filled.fields, whole.fields, "{name}, {damage}");
            assert!(filled.is_ours, "{name}, {damage}");
        }
    }
}

#[test]
fn the_newest_revision_is_read() {
    // The old and the new value are both in object streams; the new stream has the lower number.
    let object = |number: u32, dict: &str, body: &str| {
        format!("{number} 0 obj\n<<{dict}/Length {}>>\nstream\n{body}\nendstream\nendobj\n", body.len())
    };
    let packed = |number: u32, value: &str| {
        let field = format!("<</T(candidate)/FT/Tx/V({value})>>");
        object(number, "/Type/ObjStm/N 1/First 4", &format!("3 0 {field}"))
    };
    let head = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>\nendobj\n\
                2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n";
    let plain = |value: &str| format!("3 0 obj\n<</T(candidate)/FT/Tx/V({value})>>\nendobj\n");
    for (older, newer) in [
        (packed(9, "Old Name"), packed(5, "New Name")),
        (packed(5, "Old Name"), packed(9, "New Name")),
        (plain("Old Name"), packed(9, "New Name")),
        (packed(9, "Old Name"), plain("New Name")),
        (plain("Old Name"), plain("New Name")),
    ] {
        let file = format!("{head}{older}trailer\n<</Root 1 0 R>>\n%%EOF\n{newer}");
        let filled = recovered(file.as_bytes(), &file);
        assert_eq!(field_named(&filled, "candidate").value, text_value("New Name"), "{file}");
    }
}

#[test]
fn text_that_looks_like_an_object_is_none() {
    let bytes = changed_kit(|document| {
        let fake = "1 0 obj <</Type/Catalog>> endobj trailer <</Root 1 0 R>>";
        field(document, "test-first/notes").set("V", Object::string_literal(fake));
        let attached = Stream::new(dictionary! {}, format!("\n{fake}\n").repeat(50).into_bytes());
        document.add_object(attached.with_compression(false));
    });
    let filled = recovered(&bytes[..bytes.len() - 30], "with a fake object");
    assert!(
        matches!(&field_named(&filled, "test-first/notes").value, Value::Text(text) if text.contains("1 0 obj"))
    );
}

#[test]
fn streams_of_a_wrong_length_are_measured() {
    let page = b"1 0 0 1 0 0 cm";
    let bytes = changed_kit(|document| {
        let stream = Stream::new(dictionary! { "Marked" => true }, page.to_vec()).with_compression(false);
        let id = document.add_object(stream);
        document.catalog_mut().unwrap().set("Extra", id);
    });
    let text = b"/Marked true/Length 14";
    let at = bytes.windows(text.len()).position(|part| part == text).unwrap() + text.len() - 2;
    for length in [b"13", b"99", b"1 ", b"-1", b"x4"] {
        let mut bytes = bytes.clone();
        bytes[at..at + 2].copy_from_slice(length);
        let whole = read(&bytes).unwrap();
        assert!(whole.is_recovered, "{}", String::from_utf8_lossy(length));
    }
}

#[test]
fn an_entry_of_the_table_that_leads_elsewhere_is_noticed() {
    let bytes = REWRITTEN;
    let table = bytes.windows(6).rposition(|part| part == b"\nxref\n").unwrap();
    let mut damaged = 0;
    for line in 3..40 {
        let at = table
            + String::from_utf8_lossy(&bytes[table..])
                .split_inclusive('\n')
                .take(line)
                .map(str::len)
                .sum::<usize>();
        let mut bytes = bytes.to_vec();
        bytes[at + 8] = if bytes[at + 8] == b'9' { b'1' } else { b'9' };
        let Ok(filled) = read(&bytes) else { panic!("line {line}") };
        assert_eq!(field_named(&filled, "candidate").value, text_value("Łukasz Żółć"), "line {line}");
        damaged += usize::from(filled.is_recovered);
    }
    assert!(damaged > 20, "{damaged}");
}

#[test]
fn a_protected_file_is_recovered_with_its_password() {
    for way in [Way::Aes256, Way::Aes128, Way::Rc4] {
        let file = protected_kit(way, "open", "owner");
        let whole = read_with(&file, Some("open")).unwrap();
        for (damage, bytes) in damages(&file) {
            assert_eq!(read(&bytes), Err(ReadError::Protected), "{damage}");
            assert_eq!(read_with(&bytes, Some("wrong")), Err(ReadError::WrongPassword), "{damage}");
            let filled = read_with(&bytes, Some("open")).unwrap();
            assert!(filled.is_recovered && filled.is_protected, "{damage}");
            assert_eq!(filled.fields, whole.fields, "{damage}");
        }
        // Without any trailer, the values must not be shown as they are encrypted.
        let trailer = file.windows(7).rposition(|part| part == b"trailer").unwrap_or(file.len() - 400);
        assert_ne!(read(&file[..trailer]).map(|filled| filled.answers()), Ok(whole.answers()), "{way:?}");
    }
}

#[test]
fn two_files_in_one_are_read_as_the_last() {
    let first = changed_kit(|document| field(document, "candidate").set("V", text_string("Ada Example")));
    let second = changed_kit(|document| field(document, "candidate").set("V", text_string("Grace Sample")));
    let filled = recovered(&[first, second].concat(), "two files");
    assert_eq!(field_named(&filled, "candidate").value, text_value("Grace Sample"));
}

#[test]
fn a_file_without_a_catalog_stays_damaged() {
    for bytes in [&b"%PDF-1.7\n"[..], &KIT[..KIT.len() / 3], b"%PDF-1.7\n1 0 obj\n<</A 1>>\nendobj\n%%EOF"] {
        assert_eq!(read(bytes), Err(ReadError::Damaged));
    }
}

#[test]
fn bytes_of_a_stream_are_no_names() {
    // Bytes that are rejected outside of streams, and the encryption of an attached file.
    let samples = [
        "/W%",
        "/W[9 99999999 1]",
        "/Columns 99999999999",
        "/Encrypt 5 0 R",
        "/Length 77 0 R",
        "/W[0 0 0]/Size 99999999",
    ];
    for sample in samples {
        let image = [b"\x01\x02(".as_slice(), sample.as_bytes(), &[b' '; 400], b")\xff"].concat();
        let bytes = changed_kit(|document| {
            field(document, "candidate").set("V", text_string("Ada Example"));
            let image = Stream::new(dictionary! {}, image.clone()).with_compression(false);
            let id = document.add_object(image);
            let file = document.add_object(dictionary! {
                "F" => Object::string_literal("image"), "EF" => dictionary! { "F" => id }
            });
            let names = vec![Object::string_literal("image"), file.into()];
            document
                .catalog_mut()
                .unwrap()
                .set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
        });
        let filled = read(&bytes).unwrap_or_else(|error| panic!("{sample}: {error:?}"));
        assert!(!filled.is_recovered && !filled.is_protected, "{sample}");
        assert_eq!(field_named(&filled, "candidate").value, text_value("Ada Example"), "{sample}");
        assert_eq!(filled.attached[0].bytes, image, "{sample}: its bytes are changed");
    }
}

#[test]
fn an_attachment_of_20_mebibytes_is_no_reason_to_refuse() {
    for (name, is_compressed) in [("report.bin", false), ("report.txt", true)] {
        let bytes = changed_kit(|document| {
            field(document, "candidate").set("V", text_string("Ada Example"));
            let mut stream = Stream::new(dictionary! {}, vec![b'x'; 20 << 20]);
            if is_compressed {
                stream.compress().unwrap();
            }
            let id = document.add_object(stream.with_compression(false));
            let file = document.add_object(dictionary! {
                "F" => Object::string_literal(name), "EF" => dictionary! { "F" => id }
            });
            let names = vec![Object::string_literal(name), file.into()];
            document
                .catalog_mut()
                .unwrap()
                .set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
        });
        let filled = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(field_named(&filled, "candidate").value, text_value("Ada Example"));
        assert!(filled.attached.iter().any(|file| file.name == name), "{name} is not listed");
    }
}

#[test]
fn scanning_is_linear() {
    // Strings, dictionaries, streams and comments without an end, each of which invites a search to the end.
    for part in [
        "(",
        "1 0 obj<<",
        "1 0 obj<</A(",
        "1 0 obj<<>>stream\n",
        "1 0 obj<</Length 2 0 R>>stream\nendstream ",
        "%",
        "<",
        "1 0 obj [",
        "trailer<<",
        "\nendobj(",
        "1 0 obj<<>>stream\nendstream\n",
    ] {
        let bytes = [b"%PDF-1.7\n".as_slice(), &part.repeat((1 << 20) / part.len()).into_bytes()].concat();
        let start = std::time::Instant::now();
        let _ = read(&bytes);
        assert!(start.elapsed().as_secs() < 20, "{part}: {:?}", start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flips_between_objects_lose_no_answer(
        flips in prop::collection::vec((0_usize..1_500, any::<u8>()), 1..6),
    ) {
        // The table and the trailer; a flip never forges another trailer.
        let mut bytes = REWRITTEN.to_vec();
        let table = bytes.windows(5).rposition(|part| part == b"\nxref").unwrap();
        let trailer = bytes.windows(7).rposition(|part| part == b"trailer").unwrap();
        for (at, byte) in flips {
            bytes[table + at % (trailer - table)] = byte;
        }
        let filled = read(&bytes).unwrap();
        prop_assert_eq!(filled.filled(), 8);
    }

    #[test]
    fn any_bytes_after_the_header_end(bytes in prop::collection::vec(prop::sample::select(
        b"()<>[]{}/% \n\\0 12 obj endobj stream endstream trailer /Length R".to_vec()), 0..600))
    {
        let _ = read(&[b"%PDF-1.7\n".as_slice(), &bytes].concat());
    }
}
