//! Laws of layout, checked on generated stories.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::stories::{BODY, CONTINUED, Extent, extent, flowable, paragraph, plain, story, text_of};
use crate::support::{stories, test_fonts};
use interview_kit::document::{Flowable, Group, Paragraph, Story};
use interview_kit::geom::{MM, Paper};
use interview_kit::layout::{
    FontSet, Margins, MissingGlyph, PageItem, Pages, Typesetter, find_missing_glyphs, lay_out,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn lay_out_story(story: &Story, paper: Paper) -> Pages {
    let fonts = FontSet::bundled();
    lay_out(story, paper, Margins::default(), &mut Typesetter::new(&fonts)).unwrap()
}

fn paper() -> impl Strategy<Value = Paper> {
    prop_oneof![Just(Paper::A4), Just(Paper::Letter)]
}

fn any_story() -> impl Strategy<Value = Story> {
    vec(flowable(), 0..24).prop_map(story)
}

/// Returns the upper and lower edge of the area that a story may fill.
fn region(paper: Paper) -> (f32, f32) {
    let margins = Margins::default();
    (margins.top, paper.size().1 - margins.bottom)
}

/// A character of the story and its place on the pages.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    character: char,
    page: usize,
    y: f32,
}

/// Returns the characters between head and foot, in the order of the items, without white space, page numbers
/// and the headings that repeat on further pages of a group.
fn characters(pages: &Pages, paper: Paper) -> Vec<Glyph> {
    let mut out = Vec::new();
    for (page, items) in body(pages, paper).enumerate() {
        for item in items {
            if let PageItem::Text { y, run, .. } = item {
                let text = run.words.iter().flat_map(|w| w.text.chars());
                let kept = text.filter(|c| !c.is_whitespace() && !c.is_ascii_digit() && *c != CONTINUED);
                out.extend(kept.map(|character| Glyph { character, page, y: *y }));
            }
        }
    }
    out
}

/// Returns the items of each page without head and foot.
fn body(pages: &Pages, paper: Paper) -> impl Iterator<Item = Vec<&PageItem>> {
    let (top, bottom) = region(paper);
    pages.pages.iter().map(move |page| {
        let inside = |item: &&PageItem| {
            let (y0, y1) = extent(item).y;
            y1 > top - 10.0 && y0 < bottom + 5.0
        };
        page.items.iter().filter(inside).collect()
    })
}

/// Returns the places of the characters of every top-level flowable.
fn places<'c>(story: &Story, characters: &'c [Glyph]) -> Vec<&'c [Glyph]> {
    let mut rest = characters;
    let of = |flowable: &Flowable| {
        let (own, after) = rest.split_at(text_of(std::slice::from_ref(flowable)).chars().count());
        rest = after;
        own
    };
    story.flow.iter().map(of).collect()
}

fn pages_of(glyphs: &[Glyph]) -> usize {
    glyphs.chunk_by(|a, b| a.page == b.page).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn all_text_appears_once_and_in_order(story in any_story(), paper in paper()) {
        let found: String = characters(&lay_out_story(&story, paper), paper).iter().map(|g| g.character).collect();
        prop_assert_eq!(found, text_of(&story.flow));
    }

    #[test]
    fn every_item_stays_between_the_margins(story in any_story(), paper in paper()) {
        let (top, bottom) = region(paper);
        let margins = Margins::default();
        let (left, right) = (margins.left, paper.size().0 - margins.right);
        let pages = lay_out_story(&story, paper);
        for item in body(&pages, paper).flatten() {
            let Extent { x, y } = extent(item);
            prop_assert!(x.0 >= left - 0.05 && x.1 <= right + 0.05, "{left}..{right}: {item:?}");
            prop_assert!(y.0 >= top - 0.05 && y.1 <= bottom + 0.05, "{top}..{bottom}: {item:?}");
        }
    }

    #[test]
    fn heads_and_feet_stay_on_the_paper_and_off_the_text(story in any_story(), paper in paper()) {
        let pages = lay_out_story(&story, paper);
        let margins = Margins::default();
        for page in &pages.pages {
            for item in &page.items {
                let Extent { x, y } = extent(item);
                prop_assert!(x.0 >= margins.left - 0.05 && x.1 <= pages.size.0 - margins.right + 0.05);
                prop_assert!(y.0 > 5.0 * MM && y.1 < pages.size.1 - 5.0 * MM);
            }
        }
    }

    #[test]
    fn text_never_overlaps_text_nor_a_rule(story in any_story(), paper in paper()) {
        let pages = lay_out_story(&story, paper);
        for page in &pages.pages {
            let mut lines: BTreeMap<i64, Vec<Extent>> = BTreeMap::new();
            for item in page.items.iter().filter(|i| matches!(i, PageItem::Text { .. })) {
                let PageItem::Text { y, .. } = item else { continue };
                lines.entry((y * 64.0).round() as i64).or_default().push(extent(item));
            }
            let lines: Vec<(f32, Vec<Extent>)> = lines.into_iter().map(|(y, e)| (y as f32 / 64.0, e)).collect();
            for (n, (y, runs)) in lines.iter().enumerate() {
                for (m, run) in runs.iter().enumerate() {
                    prop_assert!(runs[m + 1..].iter().all(|other| !overlap(run.x, other.x)), "{runs:?}");
                    for (below, others) in &lines[n + 1..] {
                        let near = below - y < BODY.leading - 0.05;
                        prop_assert!(!near || others.iter().all(|o| !overlap(run.x, o.x)), "{y} and {below}");
                    }
                    for item in page.items.iter().filter(|i| matches!(i, PageItem::Rule { .. } | PageItem::Ruled { .. })) {
                        let rule = extent(item);
                        let crosses = overlap(rule.x, run.x) && overlap(rule.y, (y - 6.0, y + 1.5));
                        prop_assert!(!crosses || matches!(item, PageItem::Ruled { .. }), "{item:?} crosses {run:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_group_or_row_is_split_only_when_no_page_holds_it(story in any_story(), paper in paper()) {
        let pages = lay_out_story(&story, paper);
        let characters = characters(&pages, paper);
        for (flowable, glyphs) in story.flow.iter().zip(places(&story, &characters)) {
            if matches!(flowable, Flowable::Group(_) | Flowable::Row(_)) && pages_of(glyphs) > 1 {
                let tall = is_taller_than_a_page(flowable, paper);
                prop_assert!(tall, "split over {} pages: {flowable:?}", pages_of(glyphs));
            }
        }
    }

    #[test]
    fn no_paragraph_leaves_a_line_alone(
        flow in vec(prop_oneof![3 => paragraph(1..160), 1 => flowable()], 8..30),
        paper in paper(),
    ) {
        let story = story(flow);
        let pages = lay_out_story(&story, paper);
        let characters = characters(&pages, paper);
        for (flowable, glyphs) in story.flow.iter().zip(places(&story, &characters)) {
            if !matches!(flowable, Flowable::Paragraph(_)) || pages_of(glyphs) == 1 {
                continue;
            }
            for on_page in glyphs.chunk_by(|a, b| a.page == b.page) {
                let lines = on_page.chunk_by(|a, b| a.y == b.y).count();
                prop_assert!(lines > 1, "a line alone on page {}: {on_page:?}", on_page[0].page + 1);
            }
        }
    }

    #[test]
    fn a_kept_paragraph_stands_on_the_page_of_what_follows(
        flow in vec(paragraph(1..60), 4..40),
        paper in paper(),
    ) {
        let heads = flow.into_iter().enumerate().map(|(n, f)| match f {
            Flowable::Paragraph(p) if n % 3 == 0 => {
                Flowable::Paragraph(Paragraph { keep_with_next: true, ..p })
            }
            other => other,
        });
        let story = story(heads.collect());
        let characters = characters(&lay_out_story(&story, paper), paper);
        let places = places(&story, &characters);
        for pair in places.chunks(3).filter(|c| c.len() > 1 && !c[0].is_empty() && !c[1].is_empty()) {
            prop_assert_eq!(pair[0].last().map(|g| g.page), pair[1].first().map(|g| g.page));
        }
    }

    #[test]
    fn the_same_story_is_set_the_same_twice(story in any_story(), paper in paper()) {
        let fonts = FontSet::bundled();
        let mut typesetter = Typesetter::new(&fonts);
        let one = lay_out(&story, paper, Margins::default(), &mut typesetter).unwrap();
        let warm = lay_out(&story, paper, Margins::default(), &mut typesetter).unwrap();
        prop_assert_eq!(format!("{one:?}"), format!("{warm:?}"));
        prop_assert_eq!(format!("{one:?}"), format!("{:?}", lay_out_story(&story, paper)));
    }

    #[test]
    fn notes_fill_the_rest_of_the_page(
        flow in vec(prop_oneof![2 => paragraph(1..80), 1 => stories::notes()], 1..16),
        paper in paper(),
    ) {
        let story = story(flow);
        let pages = lay_out_story(&story, paper);
        let (_, bottom) = region(paper);
        for items in body(&pages, paper) {
            let pitch = items.iter().find_map(|i| if let PageItem::Ruled { pitch, .. } = i { Some(*pitch) } else { None });
            let Some(pitch) = pitch else { continue };
            let low = |item: &&PageItem| extent(item).y.1 + if matches!(item, PageItem::Text { .. }) { DEPTH } else { 0.0 };
            let used = items.iter().map(low).fold(0.0, f32::max);
            // Heights are whole steps of the grid, so up to four points may be left.
            prop_assert!(bottom - used < pitch + 4.0, "{} points are left", bottom - used);
        }
    }

    #[test]
    fn every_destination_has_a_place_and_every_entry_a_page_number(
        story in any_story(),
        paper in paper(),
    ) {
        let pages = lay_out_story(&story, paper);
        prop_assert_eq!(pages.destinations.len(), stories::destinations(&story.flow));
        prop_assert!(pages.destinations.iter().all(|d| d.page < pages.pages.len()));
        let left = pages.pages.iter().flat_map(|p| &p.items).any(|i| matches!(i, PageItem::PageNumber { .. }));
        prop_assert!(!left, "a page number is missing");
    }

    #[test]
    fn the_search_for_missing_characters_agrees_with_layout(
        mut flow in vec(flowable(), 0..6),
        texts in vec("[a-zא-ד七\\t\u{2028}\u{3000}😀 ]{0,12}", 0..4),
    ) {
        let stray = texts.iter().map(|text| plain(text));
        flow.push(stories::group(stray.clone().collect()));
        flow.push(stories::row(vec![stray.collect()]));
        let (story, fonts) = (story(flow), FontSet::bundled());
        let mut setter = Typesetter::new(&fonts);
        let laid_out = lay_out(&story, Paper::A4, Margins::default(), &mut setter);
        let sorted = |glyphs: &[MissingGlyph]| -> BTreeSet<(char, Option<String>)> {
            glyphs.iter().map(|glyph| (glyph.character, glyph.subject.clone())).collect()
        };
        let expected = laid_out.err().unwrap_or_default();
        prop_assert_eq!(sorted(&find_missing_glyphs(&story, &fonts)), sorted(&expected));
    }

    #[test]
    fn text_read_from_the_right_keeps_its_characters_and_its_margins(
        words in vec("[a-zא-ת]{1,14}", 1..80),
        paper in paper(),
    ) {
        let mut fonts = FontSet::bundled();
        fonts.add(test_fonts::hebrew_font()).unwrap();
        let story = story(vec![plain(&words.join(" "))]);
        let pages = lay_out(&story, paper, Margins::default(), &mut Typesetter::new(&fonts)).unwrap();
        let mut found: Vec<char> = characters(&pages, paper).iter().map(|g| g.character).collect();
        let mut expected: Vec<char> = text_of(&story.flow).chars().collect();
        found.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
        let margins = Margins::default();
        for item in body(&pages, paper).flatten() {
            let Extent { x, .. } = extent(item);
            // White space at the end of a line hangs out at the left.
            prop_assert!(x.0 >= margins.left - 4.0 && x.1 <= pages.size.0 - margins.right + 0.05, "{item:?}");
        }
    }
}

/// Returns true if a flowable is taller than a page when set alone.
fn is_taller_than_a_page(flowable: &Flowable, paper: Paper) -> bool {
    let story = stories::story(vec![flowable.clone()]);
    if matches!(flowable, Flowable::Group(_)) {
        return lay_out_story(&story, paper).pages.len() > 1;
    }
    // A row too tall for a page is laid out in another way, so it is measured on a longer page.
    let fonts = FontSet::bundled();
    let margins = Margins { bottom: -5_000.0, ..Margins::default() };
    let pages = lay_out(&story, paper, margins, &mut Typesetter::new(&fonts)).unwrap();
    let (top, bottom) = region(paper);
    let low = |item: &PageItem| extent(item).y.1 + DEPTH;
    let items = pages.pages[0].items.iter().filter(|item| extent(item).y.1 < 5_000.0);
    items.map(low).fold(0.0, f32::max) - top > bottom - top - 4.0
}

/// The descent of a line of text below its baseline.
const DEPTH: f32 = BODY.leading / 2.0 - BODY.size * 0.32;

fn overlap(a: (f32, f32), b: (f32, f32)) -> bool {
    a.0 < b.1 - 0.1 && b.0 < a.1 - 0.1
}

fn page_count(flow: Vec<Flowable>) -> usize {
    lay_out_story(&story(flow), Paper::A4).pages.len()
}

#[test]
fn an_empty_story_is_laid_out() {
    assert!(page_count(Vec::new()) <= 1);
    assert!(page_count(vec![Flowable::Space(10_000.0), Flowable::PageBreak, Flowable::PageBreak]) <= 1);
}

#[test]
fn texts_without_anything_to_see_take_a_line_at_most() {
    for text in ["", " ", "          ", "\u{200b}\u{200d}\u{2060}", "\u{ad}", "\u{a0}\u{a0}"] {
        assert_eq!(page_count(vec![plain(text)]), 1, "{text:?}");
    }
}

#[test]
fn code_of_only_newlines_is_set() {
    for text in ["", "\n", "\n\n\n\n", "\t\n \n"] {
        assert_eq!(page_count(vec![stories::code(text)]), 1, "{text:?}");
    }
}

#[test]
fn a_paragraph_taller_than_three_pages_takes_four() {
    let pages = page_count(vec![plain(&"word ".repeat(3 * 62 * 22))]);
    assert!((3..=5).contains(&pages), "{pages}");
}

#[test]
fn a_row_taller_than_a_page_becomes_a_stack() {
    let tall = || vec![plain(&"word ".repeat(1500))];
    let row = stories::row(vec![tall(), tall()]);
    let story = story(vec![plain("before"), row, plain("after")]);
    let pages = lay_out_story(&story, Paper::A4);
    assert!((2..=6).contains(&pages.pages.len()), "{}", pages.pages.len());
    let found: String = characters(&pages, Paper::A4).iter().map(|g| g.character).collect();
    assert_eq!(found, text_of(&story.flow));
}

#[test]
fn a_group_of_a_hundred_rows_is_headed_on_each_further_page() {
    let flow = (0..100).map(|_| stories::row(vec![vec![plain("left")], vec![plain("right")]])).collect();
    let pages = lay_out_story(&story(vec![stories::group(flow)]), Paper::A4);
    let headed = |items: Vec<&PageItem>| {
        items.iter().any(|i| matches!(i, PageItem::Text { run, .. } if run.words[0].text.contains(CONTINUED)))
    };
    assert_eq!(body(&pages, Paper::A4).map(headed).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn notes_never_ask_for_more_than_a_page() {
    for lines in [0, 1, 500, u32::MAX] {
        let notes = Flowable::Notes(interview_kit::document::Notes {
            min_lines: lines,
            weight: 1.0,
            pitch: 20.0,
            control: None,
        });
        assert_eq!(page_count(vec![notes]), 1, "{lines}");
    }
}

#[test]
fn a_word_of_five_hundred_characters_is_cut() {
    let story = story(vec![plain(&"w".repeat(500))]);
    let pages = lay_out_story(&story, Paper::A4);
    let lines: std::collections::BTreeSet<u32> =
        characters(&pages, Paper::A4).iter().map(|g| g.y.to_bits()).collect();
    assert!((5..=12).contains(&lines.len()), "{}", lines.len());
}

#[test]
fn a_line_after_a_cut_word_starts_with_a_word() {
    // Every length, so that some words end exactly where their line does.
    for length in 60..400 {
        let story = story(vec![plain(&format!("{} next", "il".repeat(length)))]);
        let pages = lay_out_story(&story, Paper::A4);
        for page in &pages.pages {
            for item in &page.items {
                if let PageItem::Text { run, .. } = item {
                    assert!(!run.words[0].text.starts_with(' '), "{length}: {:?}", run.words[0].text);
                }
            }
        }
    }
}

#[test]
fn groups_inside_a_group_too_tall_for_a_page_stay_whole() {
    let block = |n: usize| {
        let lines = (0..n).map(|_| plain("line")).collect();
        Flowable::Group(Group { flow: lines, continued: Vec::new(), subject: None, before: 0.0 })
    };
    let inner: Vec<Flowable> = (0..12).map(|_| block(10)).collect();
    let story = story(vec![stories::group(inner.clone())]);
    let characters = characters(&lay_out_story(&story, Paper::A4), Paper::A4);
    for (n, glyphs) in places(&stories::story(inner), &characters).iter().enumerate() {
        assert_eq!(pages_of(glyphs), 1, "block {n}");
    }
}

#[test]
fn a_running_head_leaves_its_other_side_alone() {
    let mut story = story(vec![
        plain("one"),
        Flowable::PageBreak,
        Flowable::Destination(stories::destination(1, Some(7))),
        plain("two"),
    ]);
    story.furniture.head = "A very long name of a role ".repeat(12);
    story.furniture.foot = "A very long foot ".repeat(12);
    let pages = lay_out_story(&story, Paper::A4);
    for page in &pages.pages {
        let texts: Vec<Extent> =
            page.items.iter().filter(|i| matches!(i, PageItem::Text { .. })).map(extent).collect();
        for (n, one) in texts.iter().enumerate() {
            for other in &texts[n + 1..] {
                assert!(!(overlap(one.x, other.x) && one.y == other.y), "{one:?} {other:?}");
            }
        }
    }
}

#[test]
fn notes_give_way_where_a_group_would_be_split() {
    let notes = || {
        Flowable::Notes(interview_kit::document::Notes {
            min_lines: 30,
            weight: 1.0,
            pitch: 20.0,
            control: None,
        })
    };
    let group = stories::group(vec![plain(&"word ".repeat(300)), notes()]);
    assert_eq!(page_count(vec![group]), 1);
    // A group that is split anyway leaves no page empty for its notes.
    for words in [1400, 1500, 1600] {
        let group = stories::group(vec![plain(&"word ".repeat(words)), notes()]);
        assert_eq!(page_count(vec![group]), 2, "{words} words");
    }
}
