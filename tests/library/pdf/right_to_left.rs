//! Right-to-left kits: mirrored pages, and text in reading order.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::pdf_reader::{Reader, ToUnicode, without_white_space};
use crate::support::structure_tree::{marked_text, tree};
use crate::support::{kits, stories, test_fonts};
use interview_kit::bank::{Bank, plain};
use interview_kit::compose::{Face, compose};
use interview_kit::document::{ColorRole, Direction, Flowable, RichText};
use interview_kit::geom::{Paper, Rect};
use interview_kit::layout::{FontSet, Margins, PageItem, Pages, Typesetter, lay_out};
use interview_kit::pdf;
use lopdf::Object;

const HEBREW: &str = include_str!("../../right_to_left/hebrew.toml");
const ARABIC: &str = include_str!("../../right_to_left/arabic.toml");
const FACES: [Face; 2] = [Face::Interviewer, Face::Candidate];

fn fonts() -> FontSet {
    let mut fonts = FontSet::bundled();
    fonts.add(test_fonts::right_to_left_font()).unwrap();
    fonts
}

/// Lays out a kit of the built-in bank twice: left to right, and as if it were right to left.
fn lay_out_both_ways(face: Face) -> [Pages; 2] {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let kit = kits::kit(&bank, &kits::blueprint(14, None, 3));
    let mut story = compose(&kit, &kits::options(face));
    [Direction::LeftToRight, Direction::RightToLeft].map(|direction| {
        story.meta.direction = direction;
        lay_out(&story, Paper::A4, Margins::default(), &mut Typesetter::new(&fonts)).unwrap()
    })
}

/// Returns the items, links and fields of all pages: page, kind, left and right edge, height.
fn placed_items(pages: &Pages) -> Vec<(usize, &'static str, f32, f32, f32)> {
    let place = |item: &PageItem| match item {
        PageItem::Rule { x, y, width, .. } => Some(("rule", *x, x + width, *y)),
        PageItem::Ruled { x, y, width, .. } => Some(("lines", *x, x + width, *y)),
        PageItem::Fill { rect, .. } => Some(edges("ground", *rect)),
        PageItem::Mark { rect, .. } => Some(edges("mark", *rect)),
        PageItem::Link { rect, .. } => Some(edges("link", *rect)),
        PageItem::Field { rect, .. } => Some(edges("field", *rect)),
        PageItem::Text { .. } | PageItem::PageNumber { .. } => None,
    };
    let items = pages.pages.iter().enumerate().flat_map(|(n, p)| p.items.iter().map(move |i| (n, i)));
    items.filter_map(|(n, item)| place(item).map(|(kind, from, to, y)| (n, kind, from, to, y))).collect()
}

fn edges(kind: &'static str, rect: Rect) -> (&'static str, f32, f32, f32) {
    (kind, rect.x, rect.x + rect.w, rect.y)
}

#[test]
fn a_page_read_from_the_right_is_a_mirror_of_one_read_from_the_left() {
    for face in FACES {
        let [plain, mirrored] = lay_out_both_ways(face);
        let (plain, mirrored, width) = (placed_items(&plain), placed_items(&mirrored), plain.size.0);
        assert!(plain.iter().filter(|item| item.1 == "mark").count() > 0 || face == Face::Candidate);
        assert_eq!(plain.len(), mirrored.len());
        for (one, other) in plain.iter().zip(&mirrored) {
            assert_eq!((one.0, one.1, one.4), (other.0, other.1, other.4));
            // Text may be slightly wider or narrower beside a writing line.
            let off = (width - one.3 - other.2).abs().max((width - one.2 - other.3).abs());
            assert!(off < 0.02, "{one:?} became {other:?}");
        }
    }
}

#[test]
fn the_reading_order_does_not_depend_on_the_direction() {
    for face in FACES {
        let words = |pages: &Pages| -> Vec<(Option<u32>, String)> {
            let text = |item: &PageItem| match item {
                PageItem::Text { run, node: part, .. } => {
                    Some((part.map(|p| p.0), run.words.iter().map(|w| &*w.text).collect::<String>()))
                }
                _ => None,
            };
            pages.pages.iter().flat_map(|p| &p.items).filter_map(text).collect()
        };
        let [plain, mirrored] = lay_out_both_ways(face);
        assert_eq!(words(&plain), words(&mirrored));
        assert_eq!(plain.structure, mirrored.structure);
    }
}

#[test]
fn single_lines_start_at_the_right_and_code_at_the_left() {
    let [plain, mirrored] = lay_out_both_ways(Face::Interviewer);
    let right = plain.size.0 - Margins::default().left;
    let end = |item: &PageItem| match item {
        PageItem::Text { x, size, run, .. } => {
            let width: i32 = run.words.iter().map(|w| w.width).sum();
            let width = width - run.words.last().map_or(0, |last| last.trailing);
            x + width as f32 * size / 1000.0
        }
        _ => 0.0,
    };
    // The first page starts with a label and the title.
    for item in mirrored.pages[0].items.iter().filter(|i| matches!(i, PageItem::Text { .. })).take(2) {
        assert!((end(item) - right).abs() < 3.0, "{} is not {right}", end(item));
    }
    let code = |pages: &Pages| -> Vec<f32> {
        let of = |page: &interview_kit::layout::Page| {
            let ground = page.items.iter().filter_map(|item| match item {
                PageItem::Fill { rect, color: ColorRole::Tint } => Some(rect.x),
                _ => None,
            });
            let text = page.items.windows(2).filter_map(|pair| match pair {
                [PageItem::Fill { color: ColorRole::Tint, .. }, PageItem::Text { x, .. }] => Some(*x),
                _ => None,
            });
            ground.zip(text).map(|(ground, text)| text - ground).collect::<Vec<_>>()
        };
        pages.pages.iter().flat_map(of).collect()
    };
    assert!(!code(&plain).is_empty());
    for (one, other) in code(&plain).iter().zip(code(&mirrored)) {
        assert!((one - other).abs() < 0.01);
    }
}

fn banks() -> [Bank; 2] {
    [kits::parse_bank(HEBREW), kits::parse_bank(ARABIC)]
}

#[test]
fn fields_are_typed_in_the_font_of_the_script() {
    let fonts = fonts();
    let fields = |bank: &Bank, face| {
        let reader = Reader::open(&kits::write_kit(&kits::whole_bank_kit(bank), face, &fonts));
        let form = reader.dict(reader.document.catalog().unwrap().get(b"AcroForm").unwrap());
        let resources = reader.dict(form.get(b"DR").unwrap());
        let fonts = reader.dict(resources.get(b"Font").unwrap());
        let maps: BTreeMap<String, ToUnicode> = fonts
            .iter()
            .map(|(name, font)| {
                let map = reader.stream(reader.dict(font).get(b"ToUnicode").unwrap());
                (String::from_utf8(name.clone()).unwrap(), ToUnicode::parse(&map))
            })
            .collect();
        let fields = form.get(b"Fields").unwrap().as_array().unwrap().clone();
        let appearance = |field: &Object| {
            let field = reader.dict(field);
            let look = field.get(b"DA").ok()?.as_str().unwrap().to_vec();
            let name = String::from_utf8(field.get(b"T").unwrap().as_str().unwrap().to_vec()).unwrap();
            let look = String::from_utf8(look).unwrap();
            Some((name, look.trim_start_matches('/').split(' ').next().unwrap().to_owned()))
        };
        (fields.iter().filter_map(appearance).collect::<BTreeMap<_, _>>(), maps)
    };
    for face in FACES {
        for (bank, letters) in
            banks().iter().zip(["אבגדהוזחטיךכלםמןנסעףפץצקרשת", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"])
        {
            let (by_field, maps) = fields(bank, face);
            let font = &by_field["candidate"];
            assert_eq!(font, "I4");
            let typed: BTreeSet<char> = maps[font].texts().flat_map(str::chars).collect();
            assert!(letters.chars().all(|letter| typed.contains(&letter)), "{typed:?}");
            // Means are digits, which a font of the script may lack.
            let means = by_field.iter().filter(|(name, _)| name.contains("mean"));
            assert!(means.clone().count() > 0 || face == Face::Candidate);
            assert!(means.into_iter().all(|(_, font)| font == "T0"));
            let numbers: BTreeSet<char> = maps["T0"].texts().flat_map(str::chars).collect();
            assert!("0123456789.,".chars().all(|digit| numbers.contains(&digit)));
        }
        let (by_field, maps) = fields(&kits::built_in_bank(), face);
        assert_eq!((by_field["candidate"].as_str(), maps.len()), ("T0", 1));
    }
}

#[test]
fn all_text_is_written_in_the_order_it_is_read() {
    let fonts = fonts();
    for bank in banks() {
        let kit = kits::whole_bank_kit(&bank);
        let reader = Reader::open(&kits::write_kit(&kit, Face::Interviewer, &fonts));
        let texts: Vec<_> = (0..reader.pages.len()).map(|n| marked_text(&reader, n)).collect();
        let marked = tree(&reader).marked();
        let read: String = marked.iter().map(|((page, number), _)| texts[*page][number].as_str()).collect();
        let mut rest = without_white_space(&read);
        for pick in &kit.picks {
            let question = pick.question;
            let follow_ups = question.red_flags.iter().chain(&question.follow_ups);
            let parts = std::iter::once(&question.prompt)
                .chain(question.listen_for.iter().map(|sign| &sign.text))
                .chain(follow_ups)
                .chain(question.anchors_for(&kit.seniority).into_values());
            for part in parts {
                let part = without_white_space(&plain(&part.value));
                let Some(at) = rest.find(&part) else {
                    panic!("{part} does not come where it should: {rest}")
                };
                rest.drain(..at + part.len());
            }
        }
    }
}

#[test]
fn the_file_says_from_which_side_it_is_read() {
    let fonts = fonts();
    for (bank, is_rtl) in banks().iter().map(|bank| (bank, true)).chain([(&kits::built_in_bank(), false)]) {
        let kit =
            if is_rtl { kits::whole_bank_kit(bank) } else { kits::kit(bank, &kits::blueprint(3, None, 3)) };
        let reader = Reader::open(&kits::write_kit(&kit, Face::Interviewer, &fonts));
        let whole = tree(&reader);
        let mode = whole.dict.get(b"A").and_then(|a| a.as_dict()?.get(b"WritingMode")).ok();
        assert_eq!(mode.map(|m| m.as_name().unwrap()), is_rtl.then_some(b"RlTb".as_slice()));
        let mut texts = 0;
        for field in reader.document.objects.values().filter_map(|o| o.as_dict().ok()) {
            if field.get(b"FT").is_ok_and(|kind| kind.as_name().unwrap() == b"Tx") {
                let side = field.get(b"Q").ok().map(|side| side.as_i64().unwrap());
                assert_eq!(side, is_rtl.then_some(2));
                texts += 1;
            }
        }
        assert!(texts > 5);
    }
}

/// Sets a paragraph in a right-to-left column and returns its words as seen from left to right.
fn visible_words(text: RichText, words: usize) -> Vec<String> {
    let fonts = fonts();
    let mut flowable = stories::plain("");
    if let Flowable::Paragraph(paragraph) = &mut flowable {
        paragraph.text = text;
        paragraph.max_lines = Some(words);
    }
    let mut story = stories::story(vec![flowable]);
    story.meta.direction = Direction::RightToLeft;
    let pages = lay_out(&story, Paper::A4, Margins::default(), &mut Typesetter::new(&fonts)).unwrap();
    let mut runs: Vec<(f32, String)> = Vec::new();
    for item in &pages.pages[0].items {
        if let PageItem::Text { x, run, node: Some(_), .. } = item {
            runs.push((*x, run.words.iter().map(|w| w.text.trim()).collect()));
        }
    }
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    runs.into_iter().map(|(_, text)| text).filter(|text| !text.is_empty()).collect()
}

#[test]
fn a_text_of_the_bank_is_read_from_the_right_even_if_it_starts_with_a_foreign_word() {
    assert_eq!(visible_words(RichText::from("SQL שלום").in_document_language(), 9), ["שלום", "SQL"]);
    // The words of the program take the direction of their first letter.
    assert_eq!(visible_words(RichText::from("SQL שלום"), 9), ["SQL", "שלום"]);
}

#[test]
fn words_of_a_line_are_written_in_one_go() {
    assert_eq!(visible_words(RichText::from("שלום עולם גדול"), 9).len(), 1);
}

#[test]
fn an_ellipsis_stands_at_the_left() {
    let long = "שלום ".repeat(80);
    assert_eq!(visible_words(RichText::from(long.as_str()).in_document_language(), 1)[0], "…");
}

#[test]
fn the_direction_is_that_of_the_language_or_its_script() {
    for (tag, is_rtl) in [
        ("he", true),
        ("AR-eg", true),
        ("fa-IR", true),
        ("ur", true),
        ("yi", true),
        ("az-Arab", true),
        ("zh-yue-Hant", false),
        ("ar-Latn", false),
        ("en-US", false),
        ("pl", false),
        ("de-1996", false),
        ("", false),
    ] {
        assert_eq!(Direction::from_language(tag).is_rtl(), is_rtl, "{tag}");
    }
}

#[test]
fn a_kit_read_from_the_right_is_the_same_twice() {
    let (bank, fonts) = (kits::parse_bank(HEBREW), fonts());
    let kit = kits::whole_bank_kit(&bank);
    let write = || {
        let pages = kits::lay_out_kit(&kit, Face::Interviewer, Paper::Letter, &mut Typesetter::new(&fonts));
        pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).unwrap()
    };
    assert!(write() == write());
}
