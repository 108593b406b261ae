//! Kits of the built-in bank: selected, composed, laid out and written.

use interview_kit::bank::{Bank, Seniority, load};
use interview_kit::compose::{Face, Options, Prefill, Style, compose};
use interview_kit::diag::{FileId, Origin, Sources, Text};
use interview_kit::geom::Paper;
use interview_kit::input::InputFile;
use interview_kit::kit::{Blueprint, Kit, select};
use interview_kit::layout::{FontSet, Margins, Pages, Typesetter, lay_out};
use interview_kit::pdf;

pub(crate) const ROLE: &str = "python-developer";

pub(crate) fn built_in_bank() -> Bank {
    let loaded = load(vec![interview_kit::bank::built_in_file()], &mut Sources::default());
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    loaded.bank
}

/// Loads a bank from text.
pub(crate) fn parse_bank(toml: &str) -> Bank {
    let file = InputFile { name: "bank.toml".to_owned(), bytes: toml.as_bytes().to_vec() };
    let loaded = load(vec![file], &mut Sources::default());
    assert!(!loaded.has_errors(), "{:?}", loaded.findings);
    loaded.bank
}

pub(crate) fn blueprint(count: u32, level: Option<Seniority>, seed: u64) -> Blueprint {
    Blueprint {
        role: Some(ROLE.to_owned()),
        count: Some(count),
        seniority: level.into_iter().collect(),
        seed: seed.into(),
        ..Blueprint::default()
    }
}

pub(crate) fn kit<'b>(bank: &'b Bank, blueprint: &Blueprint) -> Kit<'b> {
    select(bank, blueprint).expect("the bank is large enough")
}

/// Selects every active question of a bank, without a role.
pub(crate) fn whole_bank_kit(bank: &Bank) -> Kit<'_> {
    let only = bank.questions.iter().map(|q| q.id.clone()).collect();
    kit(bank, &Blueprint { only, ..Blueprint::default() })
}

pub(crate) fn lay_out_kit(kit: &Kit<'_>, face: Face, paper: Paper, typesetter: &mut Typesetter<'_>) -> Pages {
    lay_out_kit_with(kit, &options(face), paper, typesetter)
}

/// Returns the options of these kits, which have form fields.
pub(crate) fn options(face: Face) -> Options {
    Options {
        style: Style { face, author: "Ada Łukasz".to_owned(), ..Style::default() },
        ..Options::default()
    }
}

/// Returns values for all fields that can be filled in beforehand.
pub(crate) fn prefill() -> Prefill {
    let text = |value: &str| {
        let origin = Origin::new(FileId(0), &(0..0));
        Some(Text { value: value.to_owned(), origin })
    };
    Prefill {
        candidate: text("Łukasz Żółć"),
        interviewer: text("Ναυσικά"),
        date: text("2026-11-02"),
        reference: text("R-17"),
    }
}

pub(crate) fn lay_out_kit_with(
    kit: &Kit<'_>,
    options: &Options,
    paper: Paper,
    typesetter: &mut Typesetter<'_>,
) -> Pages {
    let story = compose(kit, options);
    lay_out(&story, paper, Margins::default(), typesetter).expect("the fonts have all characters")
}

pub(crate) fn write_kit(kit: &Kit<'_>, face: Face, fonts: &FontSet) -> Vec<u8> {
    let mut typesetter = Typesetter::new(fonts);
    let pages = lay_out_kit(kit, face, Paper::A4, &mut typesetter);
    pdf::write_document(&pages, fonts, &pdf::WriteOptions::default()).expect("the file can be made")
}
