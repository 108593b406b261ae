//! Kits for people who see little or no colour: WCAG contrast, read from the content streams of written
//! kits, and no meaning that only a colour carries.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::kits;
use crate::support::pdf_reader::Reader;
use crate::support::structure_tree::{marked_text, tree};
use interview_kit::compose::Face;
use interview_kit::document::{ColorRole, StructureRole};
use interview_kit::geom::Paper;
use interview_kit::layout::text::FontFaceId;
use interview_kit::layout::{FontSet, PageItem, Pages, Typesetter};
use interview_kit::pdf;
use lopdf::Object;
use lopdf::content::Content;

const FACES: [Face; 2] = [Face::Interviewer, Face::Candidate];
const PAPER: Colour = Colour([255, 255, 255]);
/// The face of headings and labels.
const SEMIBOLD: FontFaceId = FontFaceId(2);

/// A colour in steps of 1/255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Colour([u8; 3]);

impl Colour {
    /// Reads the operands of a colour operator: one number for grey, three for red, green and blue.
    fn of(operands: &[Object]) -> Self {
        let parts: Vec<u8> = operands.iter().map(|o| (o.as_float().unwrap() * 255.0).round() as u8).collect();
        match parts[..] {
            [grey] => Self([grey; 3]),
            [red, green, blue] => Self([red, green, blue]),
            _ => panic!("{operands:?} is no colour this test knows"),
        }
    }

    /// Returns the relative luminance of WCAG 2.2.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns the contrast ratio of two colours, from 1 to 21.
    fn against(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

/// The colours in a content stream: of text, of lines and of filled areas.
#[derive(Debug, Default)]
struct Colours {
    text: BTreeSet<Colour>,
    lines: BTreeSet<Colour>,
    areas: BTreeSet<Colour>,
}

impl Colours {
    fn add(&mut self, content: &[u8]) {
        let black = Colour([0; 3]);
        let (mut fill, mut stroke) = (black, black);
        let mut outer = Vec::new();
        for operation in &Content::decode(content).unwrap().operations {
            match operation.operator.as_str() {
                "q" => outer.push((fill, stroke)),
                "Q" => (fill, stroke) = outer.pop().unwrap(),
                "g" | "rg" => fill = Colour::of(&operation.operands),
                "G" | "RG" => stroke = Colour::of(&operation.operands),
                "k" | "K" | "sc" | "scn" | "SC" | "SCN" | "cs" | "CS" | "sh" | "gs" => {
                    panic!("{} sets a colour this test does not see", operation.operator)
                }
                "TJ" | "Tj" | "'" | "\"" => _ = self.text.insert(fill),
                "f" | "F" | "f*" => _ = self.areas.insert(fill),
                "S" | "s" | "Do" => _ = self.lines.insert(stroke),
                "B" | "B*" | "b" | "b*" => {
                    self.areas.insert(fill);
                    self.lines.insert(stroke);
                }
                _ => {}
            }
        }
    }
}

fn pages(face: Face) -> Pages {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let kit = kits::kit(&bank, &kits::blueprint(20, None, 3));
    kits::lay_out_kit(&kit, face, Paper::A4, &mut Typesetter::new(&fonts))
}

fn open_kit(face: Face) -> Reader {
    Reader::open(
        &pdf::write_document(&pages(face), &FontSet::bundled(), &pdf::WriteOptions::default()).unwrap(),
    )
}

fn colours(reader: &Reader) -> Colours {
    let mut colours = Colours::default();
    for page in &reader.pages {
        colours.add(&reader.document.get_page_content(*page));
    }
    colours
}

#[test]
fn contrast_is_counted_as_wcag_counts_it() {
    let (black, grey) = (Colour([0; 3]), Colour([0x76; 3]));
    assert!((black.against(PAPER) - 21.0).abs() < 0.001);
    // The lightest grey that is 4.5:1 on white.
    assert!(grey.against(PAPER) >= 4.5 && Colour([0x77; 3]).against(PAPER) < 4.5);
}

#[test]
fn text_stands_out_from_paper_and_from_the_ground_of_code() {
    for face in FACES {
        let colours = colours(&open_kit(face));
        // Backgrounds of text are the areas too light to be anything else.
        let grounds: Vec<Colour> =
            colours.areas.iter().copied().filter(|area| area.against(PAPER) < 1.5).collect();
        assert_eq!(grounds.len(), 1, "{:?}", colours.areas);
        assert!(colours.text.len() > 1);
        for text in &colours.text {
            assert!(text.against(PAPER) >= 7.0, "{text:?} on paper: {:.2}", text.against(PAPER));
            assert!(text.against(grounds[0]) >= 4.5, "{text:?} on {:?}", grounds[0]);
        }
    }
}

#[test]
fn boxes_and_rules_have_enough_contrast() {
    for face in FACES {
        let colours = colours(&open_kit(face));
        assert!(colours.lines.len() > 1 || face == Face::Candidate);
        let marks = colours.areas.iter().filter(|area| area.against(PAPER) >= 1.5);
        for drawn in colours.lines.iter().chain(marks) {
            assert!(drawn.against(PAPER) >= 3.0, "{drawn:?}: {:.2}", drawn.against(PAPER));
        }
    }
}

#[test]
fn answers_have_enough_contrast() {
    let reader = open_kit(Face::Interviewer);
    let mut colours = Colours::default();
    let mut looks = 0;
    for object in reader.document.objects.values() {
        if let Ok(stream) = object.as_stream()
            && stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().unwrap() == b"Form")
            && let Ok(content) = stream.get_plain_content()
            // The circles of scales have the colour of the page that places them.
            && content.windows(2).any(|w| w == b" G" || w == b" g")
        {
            looks += 1;
            colours.add(&content);
        }
        // The text that people type.
        if let Ok(look) = object.as_dict().and_then(|dict| dict.get(b"DA")) {
            colours.add(&[look.as_str().unwrap(), b" () Tj"].concat());
        }
    }
    // A tick and a dot, each in every size.
    assert!(looks >= 2 && colours.lines.len() == 1 && colours.areas.len() == 1 && colours.text.len() == 1);
    for colour in colours.lines.iter().chain(&colours.areas).chain(&colours.text) {
        assert!(colour.against(PAPER) >= 7.0, "{colour:?}");
    }
}

/// Returns the texts with letters of each part: face, size, colour role, words.
fn texts(pages: &Pages) -> BTreeMap<u32, Vec<(FontFaceId, f32, ColorRole, String)>> {
    let mut parts: BTreeMap<u32, Vec<_>> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let PageItem::Text { node: Some(part), run, size, .. } = item {
            let words: String = run.words.iter().map(|w| &*w.text).collect();
            if words.contains(char::is_alphabetic) {
                parts.entry(part.0).or_default().push((run.face, *size, run.color, words));
            }
        }
    }
    parts
}

#[test]
fn no_words_of_a_part_differ_by_colour_alone() {
    for face in FACES {
        for texts in texts(&pages(face)).values() {
            for (n, (face, size, color, words)) in texts.iter().enumerate() {
                let differs = texts[n + 1..]
                    .iter()
                    .find(|other| (other.0, other.1) == (*face, *size) && other.2 != *color);
                assert!(differs.is_none(), "{words} and {differs:?}");
            }
        }
    }
}

#[test]
fn accented_text_is_bold_or_marked_as_well() {
    for face in FACES {
        let pages = pages(face);
        let mut accents = 0;
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            match item {
                PageItem::Text { run, .. } if run.color == ColorRole::Accent => {
                    accents += 1;
                    assert_eq!(run.face, SEMIBOLD, "{}", run.words[0].text);
                }
                PageItem::Rule { color, .. } | PageItem::Fill { color, .. } => {
                    assert_ne!(*color, ColorRole::Accent);
                }
                _ => {}
            }
        }
        assert!(accents >= 20);
    }
}

#[test]
fn every_list_of_signs_has_a_label() {
    let reader = open_kit(Face::Interviewer);
    let texts: Vec<_> = (0..reader.pages.len()).map(|n| marked_text(&reader, n)).collect();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for part in tree(&reader).all() {
        let elements: Vec<_> = part.elements().collect();
        for pair in elements.windows(2) {
            if let [head, list] = pair
                && (head.kind.as_str(), list.kind.as_str()) == ("H3", "L")
            {
                let words = head.marked().iter().map(|((page, n), _)| texts[*page][n].trim()).collect();
                *found.entry(words).or_default() += 1;
            }
        }
    }
    assert_eq!(found["Listen for"], 20);
    assert!(found["Red flags"] > 0 && found["Follow-ups"] > 0, "{found:?}");
}

#[test]
fn no_text_is_smaller_than_eight_points() {
    for face in FACES {
        for item in pages(face).pages.iter().flat_map(|page| &page.items) {
            if let PageItem::Text { size, run, .. } = item {
                assert!(*size >= 8.0, "{size}: {}", run.words[0].text);
            }
        }
    }
}

/// WCAG 2.5.8 asks for targets of 24 pixels (18 points) or that much room about smaller ones. Rows of a
/// score sheet and of signs are 16 points apart at least, which a zoom of 113 % makes up for.
#[test]
fn click_targets_are_well_apart() {
    for face in FACES {
        let pages = pages(face);
        for page in &pages.pages {
            let small: Vec<(f32, f32)> = page
                .items
                .iter()
                .filter_map(|item| match item {
                    PageItem::Field { rect, .. } if rect.w < 18.0 => {
                        Some((rect.x + rect.w / 2.0, rect.y + rect.h / 2.0))
                    }
                    _ => None,
                })
                .collect();
            for (n, one) in small.iter().enumerate() {
                for other in &small[n + 1..] {
                    let apart = ((one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)).sqrt();
                    assert!(apart > 15.9, "{apart}");
                }
            }
        }
    }
}

#[test]
fn headings_are_told_by_size_or_weight() {
    for face in FACES {
        let pages = pages(face);
        let texts = texts(&pages);
        for (n, part) in pages.structure.nodes.iter().enumerate() {
            let is_heading = matches!(part.role, StructureRole::Heading(_) | StructureRole::Caption);
            if let (true, Some(words)) = (is_heading, texts.get(&(n as u32))) {
                let stands_out = words.iter().any(|(face, size, ..)| *face == SEMIBOLD || *size > 12.0);
                assert!(stands_out, "{words:?}");
            }
        }
    }
}
