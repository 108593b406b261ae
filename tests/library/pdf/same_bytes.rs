//! The same kit has the same bytes, whenever and however it is built.
//!
//! `tests/expected/kits.sha256` has the hashes of three kits, so that no change of a byte goes
//! unnoticed. After an intended change, renew them with
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

fn sample_blueprints() -> Vec<(&'static str, Blueprint, Face)> {
    vec![
        ("mid-12", kits::blueprint(12, Some(Seniority::Mid), 1), Face::Interviewer),
        ("any-20", kits::blueprint(20, None, 7), Face::Interviewer),
        ("lead-6-candidate", kits::blueprint(6, Some(Seniority::Lead), 3), Face::Candidate),
    ]
}

fn kit_bytes(bank: &Bank, blueprint: &Blueprint, face: Face) -> Vec<u8> {
    kits::write_kit(&kits::kit(bank, blueprint), face, &FontSet::bundled())
}

fn all_kits(bank: &Bank) -> Vec<Vec<u8>> {
    sample_blueprints().iter().map(|(_, blueprint, face)| kit_bytes(bank, blueprint, *face)).collect()
}

#[test]
fn a_kit_built_twice_in_one_process_has_the_same_bytes() {
    let bank = kits::built_in_bank();
    assert!(all_kits(&bank) == all_kits(&bank));
    assert!(all_kits(&bank) == all_kits(&kits::built_in_bank()));
}

#[test]
fn a_kit_built_after_others_has_the_same_bytes() {
    let bank = kits::built_in_bank();
    let fonts = FontSet::bundled();
    let mut typesetter = Typesetter::new(&fonts);
    for seed in 100..104 {
        let kit = kits::kit(&bank, &kits::blueprint(10, None, seed));
        let pages = kits::lay_out_kit(&kit, Face::Interviewer, Paper::Letter, &mut typesetter);
        pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).unwrap();
    }
    for (name, blueprint, face) in sample_blueprints() {
        let kit = kits::kit(&bank, &blueprint);
        let warm = pdf::write_document(
            &kits::lay_out_kit(&kit, face, Paper::A4, &mut typesetter),
            &fonts,
            &pdf::WriteOptions::default(),
        )
        .unwrap();
        assert!(warm == kit_bytes(&bank, &blueprint, face), "{name} differs");
    }
}

#[test]
fn a_kit_from_a_reordered_bank_has_the_same_bytes() {
    let bank = kits::built_in_bank();
    let expected = all_kits(&bank);
    let mut reversed = bank.clone();
    reversed.questions.reverse();
    let mut turned = bank.clone();
    turned.questions.rotate_left(bank.questions.len() / 3);
    let mut mixed = bank.clone();
    mixed.questions.sort_by_key(|question| Sha256::digest(&question.id));
    for (name, other) in [("reversed", reversed), ("turned", turned), ("mixed", mixed)] {
        assert_ne!(other.questions, bank.questions);
        assert!(all_kits(&other) == expected, "{name}");
    }
}

#[test]
fn kits_built_on_eight_threads_have_the_same_bytes() {
    let bank = kits::built_in_bank();
    let expected = all_kits(&bank);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8).map(|_| scope.spawn(|| all_kits(&bank))).collect();
        for worker in workers {
            assert!(worker.join().unwrap() == expected);
        }
    });
}

#[test]
fn kits_have_the_recorded_hashes() {
    let bank = kits::built_in_bank();
    let mut found = String::new();
    for ((name, ..), bytes) in sample_blueprints().iter().zip(all_kits(&bank)) {
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
