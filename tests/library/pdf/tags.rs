//! The structure tree that screen readers use: all content of the pages, in reading order.

use std::collections::BTreeMap;

use crate::support::pdf_reader::{Reader, without_white_space};
use crate::support::structure_tree::{Element, Kid, marked_text, numbers, tree};
use crate::support::{kits, stories};
use interview_kit::compose::Face;
use interview_kit::geom::Paper;
use interview_kit::layout::{FontSet, Margins, NodeId, PageItem, Pages, Typesetter, lay_out};
use interview_kit::pdf;
use lopdf::{Object, ObjectId, decode_text_string};
use proptest::collection::vec;
use proptest::prelude::*;

/// Makes kits of both faces, short and long, with and without fields.
fn sample_kits() -> Vec<(Pages, Reader)> {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let mut all = Vec::new();
    for (count, face, form) in [
        (3, Face::Interviewer, true),
        (20, Face::Interviewer, true),
        (14, Face::Interviewer, false),
        (8, Face::Candidate, true),
        (8, Face::Candidate, false),
    ] {
        let kit = kits::kit(&bank, &kits::blueprint(count, None, 3));
        let mut options = kits::options(face);
        options.style.no_form = !form;
        let pages = kits::lay_out_kit_with(&kit, &options, Paper::A4, &mut Typesetter::new(&fonts));
        let reader = open_kit(&pages);
        all.push((pages, reader));
    }
    all
}

fn open_kit(pages: &Pages) -> Reader {
    Reader::open(&pdf::write_document(pages, &FontSet::bundled(), &pdf::WriteOptions::default()).unwrap())
}

/// The parts of all that is read, in the order of the pages.
fn parts(pages: &Pages) -> Vec<NodeId> {
    let of = |item: &PageItem| match item {
        PageItem::Text { node, .. } => *node,
        PageItem::Field { node, .. } | PageItem::Link { node, .. } => Some(*node),
        _ => None,
    };
    pages.pages.iter().flat_map(|page| &page.items).filter_map(of).collect()
}

/// Returns the text of all parts, in the order of the pages.
fn words(pages: &Pages) -> String {
    let text = |item: &PageItem| match item {
        PageItem::Text { run, node: Some(_), .. } => run.words.iter().map(|w| &*w.text).collect(),
        _ => String::new(),
    };
    pages.pages.iter().flat_map(|page| &page.items).map(text).collect()
}

/// Checks that each text is in exactly one element, in order, and that links lead there and back.
fn check_text_tags(pages: &Pages, reader: &Reader) {
    let whole = tree(reader);
    let texts: Vec<BTreeMap<i64, String>> = (0..reader.pages.len()).map(|n| marked_text(reader, n)).collect();
    let marked = whole.marked();
    let read: String = marked.iter().map(|((page, number), _)| texts[*page][number].as_str()).collect();
    assert_eq!(without_white_space(&read), without_white_space(&words(pages)));
    let root = reader.dict(reader.catalog().get(b"StructTreeRoot").unwrap());
    let parents = numbers(reader, root.get(b"ParentTree").unwrap());
    let next = root.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap();
    assert!(parents.keys().copied().eq(0..next));
    let found: BTreeMap<(usize, i64), ObjectId> = marked.iter().copied().collect();
    assert_eq!(found.len(), marked.len(), "something is read twice");
    let mut expected = BTreeMap::new();
    for (page, texts) in texts.iter().enumerate() {
        let dict = reader.document.get_dictionary(reader.pages[page]).unwrap();
        let key = dict.get(b"StructParents").unwrap().as_i64().unwrap();
        let of_page = parents[&key].as_array().unwrap();
        assert_eq!(of_page.len(), texts.len());
        for (number, parent) in (0..).zip(of_page) {
            expected.insert((page, number), parent.as_reference().unwrap());
        }
    }
    assert_eq!(found, expected);
    check_annotations(reader, &whole, &parents);
}

/// Checks that each annotation is in exactly one element, is linked both ways, and has a name.
fn check_annotations(reader: &Reader, whole: &Element, parents: &BTreeMap<i64, Object>) {
    let inside = whole.annotations();
    let by_id: BTreeMap<ObjectId, &Element> = inside.iter().copied().collect();
    assert_eq!(by_id.len(), inside.len());
    let mut count = 0;
    for page in &reader.pages {
        let dict = reader.document.get_dictionary(*page).unwrap();
        let Ok(annotations) = dict.get(b"Annots") else { continue };
        assert_eq!(dict.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
        for annotation in reader.get(annotations).as_array().unwrap() {
            count += 1;
            let id = annotation.as_reference().unwrap();
            let dict = reader.dict(annotation);
            let element = by_id[&id];
            let key = dict.get(b"StructParent").unwrap().as_i64().unwrap();
            assert_eq!(parents[&key].as_reference().unwrap(), element.id);
            let (kind, name) = match dict.get(b"Subtype").unwrap().as_name().unwrap() {
                b"Widget" => ("Form", element.dict.get(b"Alt")),
                _ => ("Link", dict.get(b"Contents")),
            };
            assert_eq!(element.kind, kind);
            assert!(!decode_text_string(name.unwrap()).unwrap().is_empty());
        }
    }
    assert_eq!(count, inside.len());
}

#[test]
fn all_text_of_a_kit_is_tagged_once_and_in_order() {
    for (pages, reader) in sample_kits() {
        check_text_tags(&pages, &reader);
        assert!(
            reader
                .dict(reader.catalog().get(b"MarkInfo").unwrap())
                .get(b"Marked")
                .unwrap()
                .as_bool()
                .unwrap()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn parts_of_a_story_are_tagged_in_its_order(flow in vec(stories::flowable(), 0..16)) {
        let fonts = FontSet::bundled();
        let story = stories::story(flow);
        let pages = lay_out(&story, Paper::A4, Margins::default(), &mut Typesetter::new(&fonts)).unwrap();
        prop_assert!(parts(&pages).is_sorted());
        let mut read = words(&pages);
        read.retain(|c| !c.is_whitespace() && !c.is_ascii_digit());
        prop_assert_eq!(read, stories::text_of(&story.flow));
    }

    #[test]
    fn all_text_of_a_story_is_tagged_once_and_in_order(flow in vec(stories::flowable(), 1..10)) {
        let fonts = FontSet::bundled();
        let story = stories::story(flow);
        let pages = lay_out(&story, Paper::A4, Margins::default(), &mut Typesetter::new(&fonts)).unwrap();
        if !words(&pages).is_empty() {
            check_text_tags(&pages, &open_kit(&pages));
        }
    }
}

#[test]
fn headings_begin_with_the_title_and_skip_no_level() {
    for (_, reader) in sample_kits() {
        let whole = tree(&reader);
        let level =
            |element: &&Element| element.kind.strip_prefix('H').and_then(|level| level.parse::<u8>().ok());
        let levels: Vec<u8> = whole.all().iter().filter_map(level).collect();
        assert!(levels[0] == 1 && !levels[1..].contains(&1), "{levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }
}

#[test]
fn lists_tables_and_contents_have_the_right_children() {
    for (_, reader) in sample_kits() {
        let whole = tree(&reader);
        for element in whole.all() {
            let kinds = element.kinds();
            let only = |allowed: &[&str]| assert!(kinds.iter().all(|k| allowed.contains(k)), "{element:?}");
            match element.kind.as_str() {
                "L" => only(&["LI"]),
                "LI" => assert_eq!(kinds, ["LBody"]),
                "TOC" => only(&["Caption", "TOCI"]),
                "TOCI" => assert_eq!(kinds, ["Reference"]),
                "Table" => {
                    only(&["TR"]);
                    check_table(element);
                }
                "TR" => only(&["TH", "TD"]),
                "Sect" | "Document" => assert!(element.kids.len() == kinds.len() && !kinds.is_empty()),
                _ => only(&["Form", "Code", "Link"]),
            }
        }
    }
}

/// Checks that all rows have the same number of columns, and that each row has a header with a scope.
fn check_table(table: &Element) {
    let attribute =
        |cell: &Element, key: &[u8]| cell.dict.get(b"A").and_then(|a| a.as_dict()?.get(key)).ok().cloned();
    let columns = |row: &Element| -> i64 {
        row.elements().map(|cell| attribute(cell, b"ColSpan").map_or(1, |n| n.as_i64().unwrap())).sum()
    };
    let widths: Vec<i64> = table.elements().map(columns).collect();
    assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
    for row in table.elements() {
        let headers: Vec<&Element> = row.elements().filter(|cell| cell.kind == "TH").collect();
        assert!(!headers.is_empty());
        for header in headers {
            let scope = attribute(header, b"Scope").unwrap();
            assert!([b"Row".as_slice(), b"Column"].contains(&scope.as_name().unwrap()));
        }
    }
}

#[test]
fn the_columns_of_a_score_sheet_have_headers() {
    let (_, reader) = &sample_kits()[1];
    let whole = tree(reader);
    let tables = whole.all().into_iter().filter(|e| e.kind == "Table");
    let scopes = |row: &Element| -> Vec<Option<Vec<u8>>> {
        let scope = |cell: &Element| {
            let scope = cell.dict.get(b"A").and_then(|a| a.as_dict()?.get(b"Scope")?.as_name()).ok();
            scope.filter(|_| cell.kind == "TH").map(<[u8]>::to_vec)
        };
        row.elements().map(scope).collect()
    };
    let mut found = 0;
    for table in tables {
        let rows: Vec<_> = table.elements().map(scopes).collect();
        if rows[0].len() < 4 {
            continue;
        }
        found += 1;
        // The column of question names has no header, and every column of circles has its level.
        assert!(rows[0][0].is_none() && rows[0].len() == 7);
        assert!(rows[0][1..].iter().all(|scope| scope.as_deref() == Some(b"Column")), "{:?}", rows[0]);
        assert!(rows[1..].iter().all(|row| row[0].as_deref() == Some(b"Row")));
    }
    assert_eq!(found, 1);
}

/// Screen readers announce the fields in the order of the pages, with the names shown there.
#[test]
fn fields_are_reached_in_the_order_of_the_page_and_say_what_they_are() {
    for (pages, reader) in sample_kits() {
        let control = |item: &PageItem| match item {
            PageItem::Field { control, .. } => Some(control.tip.clone()),
            _ => None,
        };
        let tips: Vec<String> = pages.pages.iter().flat_map(|p| &p.items).filter_map(control).collect();
        let whole = tree(&reader);
        let forms: Vec<&Element> = whole.all().into_iter().filter(|e| e.kind == "Form").collect();
        let text = |dict: &lopdf::Dictionary, key: &[u8]| decode_text_string(dict.get(key).unwrap()).unwrap();
        assert_eq!(forms.iter().map(|form| text(&form.dict, b"Alt")).collect::<Vec<_>>(), tips);
        for (form, tip) in forms.iter().zip(&tips) {
            let [Kid::Annotation(id)] = form.kids[..] else { panic!("{form:?}") };
            let widget = reader.document.get_dictionary(id).unwrap();
            let own = widget.has(b"TU").then(|| text(widget, b"TU"));
            let name = own.unwrap_or_else(|| text(&reader.dict(widget.get(b"Parent").unwrap()), b"TU"));
            assert_eq!(name, *tip);
        }
    }
}

#[test]
fn heads_and_feet_are_decoration() {
    for (pages, reader) in sample_kits() {
        let mut read = String::new();
        for number in 0..reader.pages.len() {
            assert!(reader.page_text(number).contains(&format!(
                "Page {} of {}",
                number + 1,
                pages.pages.len()
            )));
            read.extend(marked_text(&reader, number).into_values());
        }
        assert!(!read.contains("Page 1 of") && !read.contains("Confidential"));
    }
}

#[test]
fn every_element_is_of_a_type_of_the_standard() {
    const TYPES: [&str; 23] = [
        "Document",
        "Sect",
        "H1",
        "H2",
        "H3",
        "P",
        "L",
        "LI",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "TOC",
        "TOCI",
        "Caption",
        "Reference",
        "Link",
        "Code",
        "Form",
        "Span",
        "Lbl",
        "Note",
    ];
    for (_, reader) in sample_kits() {
        let root = reader.dict(reader.catalog().get(b"StructTreeRoot").unwrap());
        assert!(!root.has(b"RoleMap"));
        for element in tree(&reader).all() {
            assert!(TYPES.contains(&element.kind.as_str()), "{}", element.kind);
        }
    }
}

#[test]
fn each_question_is_a_part_with_a_heading() {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let kit = kits::kit(&bank, &kits::blueprint(20, None, 3));
    for face in [Face::Interviewer, Face::Candidate] {
        let reader = Reader::open(&kits::write_kit(&kit, face, &fonts));
        let whole = tree(&reader);
        let texts: Vec<_> = (0..reader.pages.len()).map(|n| marked_text(&reader, n)).collect();
        let heads = whole.elements().filter_map(|part| part.elements().find(|e| e.kind == "H2"));
        let heads: Vec<String> = heads
            .map(|head| head.marked().iter().map(|((page, n), _)| texts[*page][n].as_str()).collect())
            .collect();
        for pick in &kit.picks {
            let prompt = interview_kit::bank::plain(&pick.question.prompt.value);
            let start: String = without_white_space(&prompt).chars().take(25).collect();
            let number = pick.number.to_string();
            let found = heads.iter().filter(|h| {
                without_white_space(h).starts_with(&number) && without_white_space(h).contains(&start)
            });
            assert_eq!(found.count(), 1, "{number}: {start}");
        }
    }
}

#[test]
fn words_are_separated_by_spaces_in_the_text() {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let kit = kits::kit(&bank, &kits::blueprint(3, None, 3));
    let reader = Reader::open(&kits::write_kit(&kit, Face::Interviewer, &fonts));
    let texts = marked_text(&reader, 0);
    let whole = tree(&reader);
    let read = |kind: &str| -> Vec<String> {
        let of_kind = whole.all().into_iter().filter(|element| element.kind == kind);
        let marked = of_kind.flat_map(Element::marked).filter(|((page, _), _)| *page == 0);
        marked.map(|((_, number), _)| texts[&number].replace('\n', "")).collect()
    };
    assert_eq!(read("H1"), ["Interview kit Python developer"]);
    assert!(read("LBody")[0].starts_with("1 Far below Does not"), "{:?}", read("LBody"));
}

#[test]
fn the_metadata_names_the_standard_and_the_title() {
    let bank = kits::built_in_bank();
    let kit = kits::kit(&bank, &kits::blueprint(2, None, 3));
    let mut options = kits::options(Face::Interviewer);
    options.style.author = "A < B & \u{1}C".to_owned();
    let fonts = FontSet::bundled();
    let pages = kits::lay_out_kit_with(&kit, &options, Paper::A4, &mut Typesetter::new(&fonts));
    let reader = open_kit(&pages);
    let metadata = reader.get(reader.catalog().get(b"Metadata").unwrap()).as_stream().unwrap();
    assert!(!metadata.dict.has(b"Filter"));
    let text = String::from_utf8(metadata.content.clone()).unwrap();
    assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>"), "{text}");
    assert!(text.contains(&format!("\">{}</rdf:li>", reader.info()["Title"])), "{text}");
    assert!(text.contains("<rdf:li>A &lt; B &amp; C</rdf:li>"), "{text}");
}
