//! The same kit is the same bytes, however, whenever and beside whatever it is made.
//!
//! `tests/expected/kits.sha256` holds the hashes of three kits, so that no change to a file goes
//! unnoticed. After a change that is meant, write them anew with
//! `INTERVIEW_KIT_WRITE_EXPECTED=1 cargo test --test library same_bytes`.

use std::fmt::Write;

use crate::support::kits;
use interview_kit::bank::{Bank, Seniority};
use interview_kit::compose::Face;
use interview_kit::geom::Paper;
use interview_kit::kit::Blueprint;
use interview_kit::layout::{FontSet, Typesetter};
use interview_kit::pdf;
use sha2::{Digest, Sha256};

fn choices() -> Vec<(&'static str, Blueprint, Face)> {
    vec![
        ("mid-12", kits::blueprint(12, Some(Seniority::Mid), 1), Face::Interviewer),
        ("any-20", kits::blueprint(20, None, 7), Face::Interviewer),
        ("lead-6-candidate", kits::blueprint(6, Some(Seniority::Lead), 3), Face::Candidate),
    ]
}

fn bytes(bank: &Bank, blueprint: &Blueprint, face: Face) -> Vec<u8> {
    kits::written(&kits::kit(bank, blueprint), face, &FontSet::bundled())
}

fn all(bank: &Bank) -> Vec<Vec<u8>> {
    choices().iter().map(|(_, blueprint, face)| bytes(bank, blueprint, *face)).collect()
}

#[test]
fn twice_in_one_process() {
    let bank = kits::built_in();
    assert!(all(&bank) == all(&bank));
    assert!(all(&bank) == all(&kits::built_in()));
}

#[test]
fn after_other_kits_in_the_same_faces() {
    let bank = kits::built_in();
    let fonts = FontSet::bundled();
    let mut setter = Typesetter::new(&fonts);
    for seed in 100..104 {
        let kit = kits::kit(&bank, &kits::blueprint(10, None, seed));
        let pages = kits::set(&kit, Face::Interviewer, Paper::Letter, &mut setter);
        pdf::write_document(&pages, &fonts, &pdf::Settings::default()).unwrap();
    }
    for (name, blueprint, face) in choices() {
        let kit = kits::kit(&bank, &blueprint);
        let warm = pdf::write_document(
            &kits::set(&kit, face, Paper::A4, &mut setter),
            &fonts,
            &pdf::Settings::default(),
        )
        .unwrap();
        assert!(warm == bytes(&bank, &blueprint, face), "{name} differs");
    }
}

#[test]
fn from_a_bank_whose_questions_stand_in_another_order() {
    let bank = kits::built_in();
    let expected = all(&bank);
    let mut reversed = bank.clone();
    reversed.questions.reverse();
    let mut turned = bank.clone();
    turned.questions.rotate_left(bank.questions.len() / 3);
    let mut mixed = bank.clone();
    mixed.questions.sort_by_key(|question| Sha256::digest(&question.id));
    for (name, other) in [("reversed", reversed), ("turned", turned), ("mixed", mixed)] {
        assert_ne!(other.questions, bank.questions);
        assert!(all(&other) == expected, "{name}");
    }
}

#[test]
fn on_eight_threads_at_once() {
    let bank = kits::built_in();
    let expected = all(&bank);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8).map(|_| scope.spawn(|| all(&bank))).collect();
        for worker in workers {
            assert!(worker.join().unwrap() == expected);
        }
    });
}

#[test]
fn as_the_hashes_on_record() {
    let bank = kits::built_in();
    let mut found = String::new();
    for ((name, ..), bytes) in choices().iter().zip(all(&bank)) {
        let digest = Sha256::digest(&bytes);
        for byte in digest {
            write!(found, "{byte:02x}").unwrap();
        }
        writeln!(found, "  {name}").unwrap();
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/expected/kits.sha256");
    if std::env::var_os("INTERVIEW_KIT_WRITE_EXPECTED").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap();
    assert_eq!(found, expected, "the files changed; the head of this test says how to record that");
}
