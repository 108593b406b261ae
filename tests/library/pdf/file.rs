//! The PDF file as an independent reader sees it.

use crate::support::pdf_reader::{Reader, ToUnicode, without_white_space};
use crate::support::{kits, test_fonts};
use interview_kit::bank::{Bank, Seniority, plain};
use interview_kit::compose::Face;
use interview_kit::geom::Paper;
use interview_kit::layout::{FontSet, PageItem, Pages, Typesetter};
use interview_kit::pdf;
use lopdf::{Dictionary, Object};

/// Makes the pages of a kit and its file.
fn make_kit(bank: &Bank, count: u32, seed: u64, face: Face, paper: Paper) -> (Pages, Vec<u8>) {
    let fonts = FontSet::bundled();
    let kit = kits::kit(bank, &kits::blueprint(count, None, seed));
    let pages = kits::lay_out_kit(&kit, face, paper, &mut Typesetter::new(&fonts));
    let bytes = pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).unwrap();
    (pages, bytes)
}

fn sample_kits() -> Vec<(Pages, Reader)> {
    let bank = kits::built_in_bank();
    let choices = [
        (1, 1, Face::Interviewer, Paper::A4),
        (8, 2, Face::Interviewer, Paper::Letter),
        (20, 3, Face::Interviewer, Paper::A4),
        (20, 3, Face::Candidate, Paper::Letter),
    ];
    let one = |(count, seed, face, paper)| {
        let (pages, bytes) = make_kit(&bank, count, seed, face, paper);
        (pages, Reader::open(&bytes))
    };
    choices.into_iter().map(one).collect()
}

/// Returns the text of a page as the layout placed it.
fn page_words(pages: &Pages, page: usize) -> String {
    let text = |item: &PageItem| match item {
        PageItem::Text { run, .. } => run.words.iter().map(|w| &*w.text).collect::<String>(),
        _ => String::new(),
    };
    pages.pages[page].items.iter().map(text).collect()
}

#[test]
fn every_page_has_a_size_content_and_fonts_for_it() {
    for (pages, reader) in sample_kits() {
        assert_eq!(reader.pages.len(), pages.pages.len());
        for id in &reader.pages {
            assert!(!reader.document.get_page_content(*id).is_empty());
            let Object::Array(sides) = reader.inherited(*id, b"MediaBox") else { panic!("no size") };
            let sides: Vec<f32> = sides.iter().map(|s| s.as_float().unwrap()).collect();
            assert_eq!(sides, [0.0, 0.0, pages.size.0, pages.size.1]);
            assert!(matches!(reader.inherited(*id, b"Resources"), Object::Dictionary(_)));
        }
    }
}

#[test]
fn every_reference_leads_to_an_object() {
    fn check_references(reader: &Reader, object: &Object) {
        match object {
            Object::Reference(id) => assert!(reader.document.has_object(*id), "{id:?} is missing"),
            Object::Array(items) => items.iter().for_each(|item| check_references(reader, item)),
            Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| check_references(reader, value)),
            Object::Stream(stream) => {
                stream.dict.iter().for_each(|(_, value)| check_references(reader, value));
            }
            _ => {}
        }
    }
    for (_, reader) in sample_kits() {
        reader.document.objects.values().for_each(|object| check_references(&reader, object));
        check_references(&reader, &Object::Dictionary(reader.document.trailer.clone()));
    }
}

/// Checks that a font has a font program, a `ToUnicode` map, and a width for every code of the map.
fn check_font(reader: &Reader, font: &Dictionary) {
    assert_eq!(font.get(b"Subtype").unwrap().as_name().unwrap(), b"Type0");
    assert_eq!(font.get(b"Encoding").unwrap().as_name().unwrap(), b"Identity-H");
    let map = ToUnicode::parse(&reader.stream(font.get(b"ToUnicode").unwrap()));
    assert!(!map.0.is_empty());
    let descendant = reader.dict(&reader.get(font.get(b"DescendantFonts").unwrap()).as_array().unwrap()[0]);
    let descriptor = reader.dict(descendant.get(b"FontDescriptor").unwrap());
    let program = descriptor.get(b"FontFile2").or_else(|_| descriptor.get(b"FontFile3")).unwrap();
    assert!(reader.stream(program).len() > 500, "the font program is empty");
    let name = descriptor.get(b"FontName").unwrap().as_name().unwrap();
    assert_eq!(name.get(6), Some(&b'+'), "the name of a subset starts with six letters");
    assert_eq!(name, font.get(b"BaseFont").unwrap().as_name().unwrap());
    let widths = codes_with_width(reader.get(descendant.get(b"W").unwrap()).as_array().unwrap());
    for code in map.0.keys() {
        assert!(widths.contains(code), "code {code} has no width");
    }
}

fn codes_with_width(array: &[Object]) -> Vec<u16> {
    let mut codes = Vec::new();
    let mut at = 0;
    while at < array.len() {
        let first = array[at].as_i64().unwrap() as u16;
        if let Object::Array(widths) = &array[at + 1] {
            codes.extend((0..widths.len() as u16).map(|n| first + n));
            at += 2;
        } else {
            codes.extend(first..=array[at + 1].as_i64().unwrap() as u16);
            at += 3;
        }
    }
    codes
}

#[test]
fn every_font_is_embedded_with_widths_and_a_map_to_characters() {
    for (_, reader) in sample_kits() {
        let fonts = reader.fonts();
        assert!(!fonts.is_empty());
        for (_, font) in &fonts {
            check_font(&reader, font);
        }
    }
}

#[test]
fn the_text_of_every_page_copies_out_as_it_was_placed() {
    for (pages, reader) in sample_kits() {
        for page in 0..reader.pages.len() {
            assert_eq!(
                without_white_space(&reader.page_text(page)),
                without_white_space(&page_words(&pages, page)),
                "page {}",
                page + 1
            );
        }
    }
}

#[test]
fn the_outline_nests_questions_in_categories() {
    let bank = kits::built_in_bank();
    let kit = kits::kit(&bank, &kits::blueprint(20, None, 5));
    let reader = Reader::open(&kits::write_kit(&kit, Face::Interviewer, &FontSet::bundled()));
    let outline = reader.outline();
    let mut category = String::new();
    let mut numbers = Vec::new();
    for entry in &outline {
        match entry.level {
            1 => category.clone_from(&entry.title),
            2 => {
                let number: usize = entry.title.split('.').next().unwrap().parse().unwrap();
                let pick = &kit.picks[number - 1];
                assert_eq!(plain(&pick.category.name.value), category);
                let words = reader.page_text(entry.page);
                let start: String =
                    without_white_space(&plain(&pick.question.prompt.value)).chars().take(25).collect();
                assert!(
                    without_white_space(&words).contains(&start),
                    "question {number} is not on page {}",
                    entry.page + 1
                );
                numbers.push(number);
            }
            level => panic!("level {level}: {entry:?}"),
        }
    }
    assert_eq!(numbers, (1..=kit.picks.len()).collect::<Vec<_>>());
    assert_eq!(reader.catalog().get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
}

#[test]
fn links_of_the_contents_go_to_the_page_whose_number_is_printed() {
    let bank = kits::built_in_bank();
    let (pages, bytes) = make_kit(&bank, 30, 1, Face::Interviewer, Paper::A4);
    let reader = Reader::open(&bytes);
    let mut links = 0;
    for (n, id) in reader.pages.iter().enumerate() {
        let annotations = reader.document.get_page_annotations(*id).unwrap();
        for link in annotations.into_iter().filter(|a| a.has(b"Dest")) {
            let rect: Vec<f32> = link
                .get(b"Rect")
                .unwrap()
                .as_array()
                .unwrap()
                .iter()
                .map(|v| v.as_float().unwrap())
                .collect();
            let (bottom, top) = (pages.size.1 - rect[1], pages.size.1 - rect[3]);
            let mut on_line = pages.pages[n].items.iter().filter_map(|item| match item {
                PageItem::Text { y, run, .. } if *y > top && *y < bottom => Some(run),
                _ => None,
            });
            let printed = on_line.next_back().unwrap().words.iter().map(|w| &*w.text).collect::<String>();
            let page = reader.page_of_destination(link.get(b"Dest").unwrap());
            assert_eq!(printed, (page + 1).to_string());
            let heading = lopdf::decode_text_string(link.get(b"Contents").unwrap()).unwrap();
            let title = heading.split_once(". ").map_or(&*heading, |(_, title)| title);
            let asked = bank.questions.iter().find(|question| question.title_text() == title);
            let text = asked.map_or_else(|| title.to_owned(), |question| plain(&question.prompt.value));
            let start: String = without_white_space(&text).chars().take(20).collect();
            assert!(
                without_white_space(&reader.page_text(page)).contains(&start),
                "{heading:?} is not on page {}",
                page + 1
            );
            links += 1;
        }
    }
    assert_eq!(links, 31);
}

#[test]
fn the_file_names_its_title_author_and_program() {
    for (_, reader) in sample_kits() {
        let info = reader.info();
        assert!(info["Title"].contains("Python developer"), "{info:?}");
        assert_eq!(info["Author"], "Ada Łukasz");
        assert!(info["Subject"].contains("question"), "{info:?}");
        assert!(info["Producer"].starts_with("interview-kit"), "{info:?}");
        let language = lopdf::decode_text_string(reader.catalog().get(b"Lang").unwrap()).unwrap();
        assert_eq!(language, "en");
        let shown = reader.dict(reader.catalog().get(b"ViewerPreferences").unwrap());
        assert!(shown.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    }
}

#[test]
fn the_identifier_follows_from_the_content_alone() {
    let bank = kits::built_in_bank();
    let id = |count, seed| {
        let (_, bytes) = make_kit(&bank, count, seed, Face::Interviewer, Paper::A4);
        let trailer = Reader::open(&bytes).document.trailer;
        let ids = trailer.get(b"ID").unwrap().as_array().unwrap();
        assert_eq!(ids[0], ids[1]);
        assert_eq!(ids[0].as_str().unwrap().len(), 16);
        ids[0].as_str().unwrap().to_vec()
    };
    assert_eq!(id(4, 1), id(4, 1));
    assert_ne!(id(4, 1), id(4, 2));
    assert_ne!(id(4, 1), id(5, 1));
}

#[test]
fn the_file_has_no_date_and_no_path() {
    for (_, reader) in sample_kits() {
        let info = reader.info();
        assert!(!info.keys().any(|key| key.contains("Date")), "{info:?}");
        let all = String::from_utf8_lossy(&reader.strings_and_streams()).into_owned();
        assert!(!all.contains("D:20") && !all.contains("Date>") && !all.contains("Date="), "a date");
        for place in [env!("CARGO_MANIFEST_DIR"), "/tmp/", "/home/", "C:\\"] {
            assert!(!all.contains(place), "{place}");
        }
    }
}

#[test]
fn the_file_carries_the_mark_of_the_program() {
    let (_, bytes) = make_kit(&kits::built_in_bank(), 1, 1, Face::Interviewer, Paper::A4);
    assert!(pdf::is_ours(&bytes));
    assert!(pdf::is_ours(&bytes[..64]));
    assert!(!pdf::is_ours(&bytes[..10]));
    assert!(!pdf::is_ours(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
    assert!(bytes.ends_with(b"%%EOF\n"));
}

#[test]
fn a_kit_of_twenty_questions_is_small() {
    let bank = kits::built_in_bank();
    let fonts = FontSet::bundled();
    let kit = kits::kit(&bank, &kits::blueprint(20, None, 1));
    let size = |form: bool| {
        let mut options = kits::options(Face::Interviewer);
        options.style.no_form = !form;
        let pages = kits::lay_out_kit_with(&kit, &options, Paper::A4, &mut Typesetter::new(&fonts));
        pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).unwrap().len()
    };
    let (plain, fillable) = (size(false), size(true));
    println!("20 questions: {plain} bytes, {fillable} with fields");
    assert!(plain <= 88_000, "{plain} bytes");
    // The font of the fields has all of Latin, Greek and Cyrillic, and every field has its tip twice.
    assert!(fillable <= plain + 64_000, "{plain} bytes, {fillable} with fields");
}

const HARD: [&str; 13] = [
    "ﬁ office affluent fi ffi ffl fl ﬂ",
    "Łukasz Żółć",
    "Ελληνικά ΐ ώ",
    "Кириллица Ё й",
    "Tiếng Việt",
    "cafe\u{301} nai\u{308}ve e\u{323}\u{302}",
    "co\u{ad}operate",
    "non\u{a0}breaking\u{a0}spaces",
    "“double” ‘single’ „low“ «guillemets»",
    "en – em — dots …",
    "100 € ± 5 % × 2 → 3",
    "fi\u{200c}fi f\u{200b}i",
    "A\u{2060}B ½ ² № ™",
];

/// Makes a bank with a question for each prompt.
#[allow(clippy::format_push_string, reason = "as the text stands in a file")]
fn bank_of(prompts: &[&str]) -> Bank {
    let mut toml = "schema = 1\n".to_owned();
    for score in [1, 5] {
        toml.push_str(&format!("[[scale]]\nscore = {score}\nlabel = \"L\"\ndescription = \"D\"\n"));
    }
    toml += "[[category]]\nid = \"one\"\nname = \"One\"\ntype = \"technical\"\n";
    toml += "[[role]]\nid = \"dev\"\nname = \"Dev\"\ncategories = [\"one\"]\n";
    for (n, prompt) in prompts.iter().enumerate() {
        toml.push_str(&format!(
            "[[question]]\nid = \"q{n}\"\ncategory = \"one\"\nseniority = [\"mid\"]\nminutes = 4\n"
        ));
        toml.push_str(&format!("prompt = '''{prompt}'''\n"));
        let prompt = if prompt.len() < 400 { prompt } else { "long" };
        toml.push_str(&format!("listen_for = ['''{prompt}''']\n"));
        toml.push_str(&format!("follow_ups = ['''**{prompt}**''', '''*{prompt}*''']\n"));
    }
    kits::parse_bank(&toml)
}

#[test]
fn ligatures_accents_and_scripts_copy_out() {
    let bank = bank_of(&HARD);
    let fonts = FontSet::bundled();
    let kit = kits::whole_bank_kit(&bank);
    let reader = Reader::open(&kits::write_kit(&kit, Face::Interviewer, &fonts));
    let all = without_white_space(&reader.all_text());
    for prompt in HARD {
        // The prompt, the sign, and the follow-ups in the two other faces.
        let count = all.matches(&without_white_space(prompt)).count();
        assert!(count >= 4, "{prompt:?} copies out {count} times");
    }
}

#[test]
fn spaces_copy_out_between_words() {
    let bank = bank_of(&["one two\u{a0}three four"]);
    let reader =
        Reader::open(&kits::write_kit(&kits::whole_bank_kit(&bank), Face::Candidate, &FontSet::bundled()));
    let all = reader.all_text();
    assert!(all.contains("one two three four") || all.contains("one two\u{a0}three four"), "{all}");
}

#[test]
fn one_glyph_for_two_characters_says_which_it_is() {
    // Ohm and omega, micro and mu, increment and delta.
    for (one, other) in [("\u{2126}", "\u{3a9}"), ("\u{b5}", "\u{3bc}"), ("\u{2206}", "\u{394}")] {
        let bank = bank_of(&[one, other, one]);
        let reader = Reader::open(&kits::write_kit(
            &kits::whole_bank_kit(&bank),
            Face::Candidate,
            &FontSet::bundled(),
        ));
        let all = reader.all_text();
        assert_eq!((all.matches(one).count(), all.matches(other).count()), (2, 1), "{one} {other}: {all}");
    }
}

#[test]
fn a_space_that_does_not_break_costs_other_spaces_nothing() {
    // The first space character of a font must not decide the text of its glyph.
    for odd in ["a\u{a0}b", "a\u{ad}b", "a\u{200b}b", "a\u{2060}b"] {
        let bank = bank_of(&[&format!("{odd}{}", " word".repeat(600))]);
        let bytes = kits::write_kit(&kits::whole_bank_kit(&bank), Face::Candidate, &FontSet::bundled());
        let reader = Reader::open(&bytes);
        let content: Vec<u8> =
            reader.pages.iter().flat_map(|p| reader.document.get_page_content(*p)).collect();
        let marked = String::from_utf8_lossy(&content).matches("/ActualText").count();
        assert!(marked <= 2, "{odd:?}: {marked} words are spelled out");
    }
}

#[test]
fn text_read_from_the_right_copies_out() {
    let mut fonts = FontSet::bundled();
    fonts.add(test_fonts::hebrew_font()).unwrap();
    let prompt = "שלום abc עולם";
    let bank = bank_of(&[prompt]);
    let kit = kits::whole_bank_kit(&bank);
    let reader = Reader::open(&kits::write_kit(&kit, Face::Candidate, &fonts));
    let all = reader.all_text();
    for word in prompt.split(' ') {
        let reversed: String = word.chars().rev().collect();
        assert!(all.contains(word) || all.contains(&reversed), "{word}: {all}");
    }
}

#[test]
fn a_kit_for_every_level_can_be_read_back() {
    let bank = kits::built_in_bank();
    for (seed, level) in Seniority::ALL.into_iter().enumerate() {
        let kit = kits::kit(&bank, &kits::blueprint(10, Some(level), seed as u64));
        let reader = Reader::open(&kits::write_kit(&kit, Face::Interviewer, &FontSet::bundled()));
        let all = without_white_space(&reader.all_text());
        for pick in &kit.picks {
            assert!(
                all.contains(&without_white_space(&plain(&pick.question.prompt.value).replace("\n\n", ""))),
                "{}",
                pick.question.id
            );
        }
    }
}

#[test]
fn only_archived_files_name_associated_files() {
    let pages = sample_kits().remove(0).0;
    for archival in [false, true] {
        let attachment = pdf::Attachment {
            name: "a.json",
            media_type: "application/json",
            relationship: pdf::Relationship::Data,
            description: "Data".to_owned(),
            bytes: b"{}".to_vec(),
        };
        let options =
            pdf::WriteOptions { archival, attachments: vec![attachment], ..pdf::WriteOptions::default() };
        let reader = Reader::open(&pdf::write_document(&pages, &FontSet::bundled(), &options).unwrap());
        let has_key = |object: &Object| match object {
            Object::Dictionary(dict) => dict.has(b"AFRelationship") || dict.has(b"AF"),
            _ => false,
        };
        // PDF 1.7 does not know the keys; PDF/A-3 asks for them.
        assert_eq!(
            reader.document.objects.values().filter(|object| has_key(object)).count(),
            if archival { 2 } else { 0 }
        );
    }
}
