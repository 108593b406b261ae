//! Pictures of first pages: of kits, and of other PDF files. `.ci/judges/index` compares them
//! with those of another renderer.

use crate::support::kits;
use interview_kit::compose::Face;
use interview_kit::layout::FontSet;
use interview_kit::preview::{Picture, first_page, is_ours, reuse_picture};
use proptest::prelude::*;

fn build_kit(seed: u64, face: Face) -> Vec<u8> {
    let bank = kits::built_in_bank();
    kits::write_kit(&kits::kit(&bank, &kits::blueprint(6, None, seed)), face, &FontSet::bundled())
}

#[test]
fn the_same_file_has_the_same_picture_and_others_have_others() {
    let file = build_kit(1, Face::Interviewer);
    let picture = first_page(&file, "abc").unwrap();
    assert_eq!(picture, first_page(&file, "abc").unwrap());
    assert_eq!(picture.size, (280, 396));
    assert!(picture.pages > 2 && (2_000..20_000).contains(&picture.png.len()), "{}", picture.png.len());
    for (seed, face) in [(2, Face::Interviewer), (1, Face::Candidate)] {
        assert_ne!(picture.png, first_page(&build_kit(seed, face), "abc").unwrap().png);
    }
}

#[test]
fn a_picture_names_its_file() {
    let Picture { png, size, pages } = first_page(&build_kit(1, Face::Candidate), "abc").unwrap();
    assert!(is_ours(&png));
    assert_eq!(reuse_picture(png.clone(), "abc"), Some(Picture { png: png.clone(), size, pages }));
    assert_eq!(reuse_picture(png.clone(), "abd"), None, "of another file");
    assert_eq!(reuse_picture(png[..png.len() - 1].to_vec(), "abc"), None, "cut short");
    assert!(!is_ours(b"") && !is_ours(b"\x89PNG\r\n\x1a\n"));
}

#[test]
fn files_of_other_programs_have_a_picture_or_an_error() {
    for file in [
        include_bytes!("../../filled/pypdf.pdf").as_slice(),
        include_bytes!("../../filled/pdfjs.pdf"),
        include_bytes!("../../filled/tagged.pdf"),
    ] {
        assert_eq!(first_page(file, "").unwrap().size.0, 280);
    }
    for file in [b"".as_slice(), b"%PDF-1.7\n%%EOF\n"] {
        assert!(first_page(file, "").is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_damaged_file_has_a_picture_or_an_error(at in any::<prop::sample::Index>(), by in prop::collection::vec(any::<u8>(), 0..40), cut in 0_usize..60) {
        let file = include_bytes!("../../filled/pdfjs.pdf");
        let at = at.index(file.len());
        let torn = [&file[..at], &by, &file[(at + cut).min(file.len())..]].concat();
        let _ = first_page(&torn, "");
    }
}
