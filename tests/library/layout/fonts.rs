//! Missing characters, added fonts and broken font files.

use crate::support::{stories, test_fonts};
use interview_kit::assets;
use interview_kit::diag::{FileId, Origin};
use interview_kit::document::{FontStyle, RichText};
use interview_kit::geom::Paper;
use interview_kit::layout::text::FontFaceId;
use interview_kit::layout::{FontSet, Margins, MissingGlyph, PageItem, Pages, Typesetter, lay_out};
use interview_kit::pdf;
use proptest::prelude::*;

fn lay_out_text(text: RichText, fonts: &FontSet) -> Result<Pages, Vec<MissingGlyph>> {
    let mut flow = vec![stories::plain("")];
    if let interview_kit::document::Flowable::Paragraph(p) = &mut flow[0] {
        p.text = text;
    }
    let story = stories::story(vec![stories::group(flow)]);
    lay_out(&story, Paper::A4, Margins::default(), &mut Typesetter::new(fonts))
}

#[test]
fn a_character_no_font_has_is_named_with_its_subject_and_place() {
    let origin = Origin { file: FileId(0), start: 10, end: 20 };
    let text = RichText { origin: Some(origin), ..RichText::from("shalom ש and ש") };
    let missing = lay_out_text(text, &FontSet::bundled()).unwrap_err();
    let expected = MissingGlyph { character: 'ש', subject: Some("group".to_owned()), origin: Some(origin) };
    assert_eq!(missing, [expected]);
}

#[test]
fn a_failed_layout_leaves_no_finding_for_the_next() {
    let fonts = FontSet::bundled();
    let mut typesetter = Typesetter::new(&fonts);
    let bad = stories::story(vec![stories::plain("א")]);
    let good = stories::story(vec![stories::plain("a")]);
    assert!(lay_out(&bad, Paper::A4, Margins::default(), &mut typesetter).is_err());
    assert!(lay_out(&good, Paper::A4, Margins::default(), &mut typesetter).is_ok());
    assert!(lay_out(&bad, Paper::A4, Margins::default(), &mut typesetter).is_err());
}

#[test]
fn an_added_font_is_asked_for_what_the_others_lack() {
    let mut fonts = FontSet::bundled();
    fonts.add(test_fonts::hebrew_font()).unwrap();
    let pages = lay_out_text(RichText::from("shalom שלום"), &fonts).unwrap();
    let uses = |item: &PageItem| matches!(item, PageItem::Text { run, .. } if run.face == FontFaceId(4));
    assert!(pages.pages[0].items.iter().any(uses));
    assert!(pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).is_ok());
}

#[test]
fn a_font_that_adds_nothing_changes_nothing() {
    let mut fonts = FontSet::bundled();
    fonts.add(assets::SANS_SEMIBOLD.to_vec()).unwrap();
    let text = || RichText::new("Łukasz Ελληνικά Кириллица", FontStyle::Italic);
    let (with, without) =
        (lay_out_text(text(), &fonts).unwrap(), lay_out_text(text(), &FontSet::bundled()).unwrap());
    assert_eq!(format!("{with:?}"), format!("{without:?}"));
    let bytes = pdf::write_document(&with, &fonts, &pdf::WriteOptions::default()).unwrap();
    assert!(
        bytes == pdf::write_document(&without, &FontSet::bundled(), &pdf::WriteOptions::default()).unwrap()
    );
}

#[test]
fn too_many_fonts_are_an_error() {
    let mut fonts = FontSet::bundled();
    for _ in 0..FontSet::MAX_ADDED {
        fonts.add(test_fonts::hebrew_font()).unwrap();
    }
    assert!(fonts.add(test_fonts::hebrew_font()).is_err());
}

/// Adds a font, sets text in it and writes the file. It may fail, but must not
/// panic.
fn use_font(bytes: Vec<u8>) {
    let mut fonts = FontSet::bundled();
    if fonts.add(bytes).is_ok()
        && let Ok(pages) = lay_out_text(RichText::from("אבג דהוז חטיכ, למנסעפ abc קרשת"), &fonts)
    {
        let _ = pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default());
    }
}

#[test]
fn a_font_cut_short_never_panics() {
    let font = test_fonts::hebrew_font();
    let header = 12 + test_fonts::font_tables(&font).len() * 16;
    let ends = (0..header + 16).chain((1..160).map(|n| font.len() * n / 160));
    for end in ends {
        use_font(font[..end].to_vec());
    }
}

#[test]
fn a_file_that_is_no_font_is_rejected() {
    for bytes in [&b""[..], b"OTTO", b"%PDF-1.7", &[0; 4096], assets::BANK.as_bytes()] {
        assert!(FontSet::bundled().add(bytes.to_vec()).is_err());
    }
}

#[test]
fn the_same_bytes_anywhere_in_a_table_never_panic() {
    let font = test_fonts::hebrew_font();
    for (_, offset, length) in test_fonts::font_tables(&font) {
        for value in [0x00, 0x01, 0x7F, 0x80, 0xFF] {
            // The start of a table holds its counts and offsets.
            for (at, span) in [(0, 2), (2, 2), (4, 4), (8, 8), (0, 32), (16, 48), (0, 512)] {
                let mut broken = font.clone();
                let start = offset + at.min(length);
                let end = (start + span).min(offset + length);
                broken[start..end].fill(value);
                use_font(broken);
            }
        }
    }
}

/// Changes to a font: the table, the offset in it, and the new byte.
type Damage = Vec<(prop::sample::Index, prop::sample::Index, u8)>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_font_never_panics(
        mono in any::<bool>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..24),
    ) {
        use_font(damage_font(mono, &damage, usize::MAX));
    }

    #[test]
    fn a_font_damaged_where_its_tables_start_never_panics(
        mono in any::<bool>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        use_font(damage_font(mono, &damage, 64));
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..512), truetype in any::<bool>()) {
        let start: &[u8] = if truetype { &[0, 1, 0, 0] } else { b"OTTO" };
        use_font([start, &bytes].concat());
    }
}

fn damage_font(mono: bool, damage: &Damage, within: usize) -> Vec<u8> {
    let mut font =
        test_fonts::hebrew_font_from(if mono { assets::MONO_REGULAR } else { assets::SANS_REGULAR });
    let tables = test_fonts::font_tables(&font);
    for (table, place, byte) in damage {
        let (_, offset, length) = tables[table.index(tables.len())];
        font[offset + place.index(length.min(within).max(1))] = *byte;
    }
    font
}

#[test]
fn missing_characters_are_reported_for_every_kit() {
    let fonts = FontSet::bundled();
    let mut typesetter = Typesetter::with_paragraph_cache(&fonts);
    let mut set = |text: &str| {
        let flow = vec![stories::group(vec![stories::plain(text), stories::plain(text)])];
        lay_out(&stories::story(flow), Paper::A4, Margins::default(), &mut typesetter)
    };
    for _ in 0..3 {
        assert_eq!(set("a ש").unwrap_err().len(), 1);
        assert!(set("a").is_ok());
    }
}
