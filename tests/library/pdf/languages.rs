//! The language of tagged text: that of the bank, and English for the words of the program.

use std::collections::BTreeMap;

use crate::support::pdf_reader::Reader;
use crate::support::structure_tree::{Element, Kid, marked_text, tree};
use crate::support::{kits, test_fonts};
use interview_kit::bank::Bank;
use interview_kit::compose::Face;
use interview_kit::layout::FontSet;
use lopdf::{Dictionary, decode_text_string};

const HEBREW: &str = include_str!("../../right_to_left/hebrew.toml");
/// The Latin texts of the Hebrew bank: code, and one sign.
const FOREIGN: [&str; 9] = [
    "DISTINCT",
    "NULL",
    "IS",
    "SELECT",
    "count",
    "FROM",
    "orders",
    "WHERE paid",
    "Knows the word unknown from the SQL standard",
];

/// A text with its language.
#[derive(Debug, PartialEq)]
struct Spoken {
    text: String,
    language: String,
    /// True for the name of a field.
    is_name: bool,
}

fn open_kit(bank: &Bank, face: Face) -> Reader {
    let mut fonts = FontSet::bundled();
    fonts.add(test_fonts::hebrew_font()).unwrap();
    Reader::open(&kits::write_kit(&kits::whole_bank_kit(bank), face, &fonts))
}

fn language(dict: &Dictionary) -> Option<String> {
    dict.get(b"Lang").ok().map(|tag| decode_text_string(tag).unwrap())
}

/// Returns the texts that a screen reader reads, in order.
fn spoken_texts(reader: &Reader) -> Vec<Spoken> {
    let texts: Vec<_> = (0..reader.pages.len()).map(|n| marked_text(reader, n)).collect();
    let mut out = Vec::new();
    collect_spoken(&tree(reader), &language(reader.catalog()).unwrap(), &texts, &mut out);
    out
}

fn collect_spoken(element: &Element, outer: &str, texts: &[BTreeMap<i64, String>], out: &mut Vec<Spoken>) {
    let language = language(&element.dict).unwrap_or_else(|| outer.to_owned());
    if let Ok(name) = element.dict.get(b"Alt") {
        let text = decode_text_string(name).unwrap();
        out.push(Spoken { text, language: language.clone(), is_name: true });
    }
    for kid in &element.kids {
        match kid {
            Kid::Element(inner) => collect_spoken(inner, &language, texts, out),
            Kid::Marked(page, number) => {
                let text = texts[*page][number].trim().to_owned();
                out.push(Spoken { text, language: language.clone(), is_name: false });
            }
            Kid::Annotation(_) => {}
        }
    }
}

fn is_hebrew(text: &str) -> bool {
    text.chars().any(|c| ('\u{5d0}'..='\u{5ea}').contains(&c))
}

#[test]
fn the_bank_is_read_in_its_language_and_the_program_in_english() {
    let bank = kits::parse_bank(HEBREW);
    for face in [Face::Interviewer, Face::Candidate] {
        let all = spoken_texts(&open_kit(&bank, face));
        for Spoken { text, language, is_name } in &all {
            let mut rest = text.clone();
            for word in FOREIGN {
                rest = rest.replace(word, "");
            }
            let is_words = rest.contains(|c: char| c.is_ascii_alphabetic());
            // A name that mixes both languages has that of the bank.
            let is_mixed = *is_name && (is_hebrew(text) || rest != *text);
            let expected = if is_mixed || !is_words { "he" } else { "en" };
            let is_number = !text.contains(char::is_alphabetic);
            assert!(language == expected || is_number, "{language}: {text}");
            assert!(*is_name || !(is_words && is_hebrew(text)), "two languages in one stretch: {text}");
        }
        let in_english: Vec<&str> =
            all.iter().filter(|s| s.language == "en").map(|s| s.text.as_str()).collect();
        let expected: &[&str] = match face {
            Face::Interviewer => {
                &["Listen for", "Rating", "Closing and their questions", "Question 1, notes"]
            }
            Face::Candidate => &["Questions for the candidate", "Candidate", "Question 1, notes"],
        };
        for words in expected {
            assert!(in_english.iter().any(|text| text.starts_with(words)), "{words}: {in_english:?}");
        }
        let names = all.iter().filter(|s| s.is_name && s.language == "he").count();
        assert!(names > 0 || face == Face::Candidate);
    }
}

#[test]
fn a_kit_in_english_says_so_once() {
    for tag in ["en", "en-GB", "EN"] {
        let bank = kits::parse_bank(&HEBREW.replace("language = \"he\"", &format!("language = \"{tag}\"")));
        let reader = open_kit(&bank, Face::Interviewer);
        assert_eq!(language(reader.catalog()).as_deref(), Some(tag));
        let whole = tree(&reader);
        assert!(whole.all().iter().all(|e| !e.dict.has(b"Lang") && e.kind != "Span"));
    }
}

#[test]
fn numbers_are_not_set_apart_from_the_words_around_them() {
    let reader = open_kit(&kits::parse_bank(HEBREW), Face::Interviewer);
    let texts: Vec<_> = (0..reader.pages.len()).map(|n| marked_text(&reader, n)).collect();
    let whole = tree(&reader);
    let spans: Vec<&Element> = whole.all().into_iter().filter(|e| e.kind == "Span").collect();
    assert!(spans.len() >= 3);
    for span in spans {
        let text: String = span.marked().iter().map(|((page, n), _)| texts[*page][n].as_str()).collect();
        assert!(text.contains(char::is_alphabetic), "{text:?}");
    }
}
