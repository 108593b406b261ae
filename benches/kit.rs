//! What each step of the way from the bank to the file costs, at four sizes of the kit.
//!
//! `cargo bench` runs all; `cargo bench -- layout` only what has "layout" in its name. The banks
//! are the built-in one repeated, with ids and words of their own, so that no step is spared work
//! by texts that are the same.
#![allow(clippy::expect_used, reason = "a benchmark that cannot go on must stop")]

use divan::{Bencher, counter::ItemsCount};
use interview_kit::bank;
use interview_kit::bank::Bank;
use interview_kit::compose::{self, Options};
use interview_kit::diag::Sources;
use interview_kit::document::Story;
use interview_kit::geom::Paper;
use interview_kit::input::InputFile;
use interview_kit::kit::{self, Blueprint, Kit};
use interview_kit::layout::{self, FontSet, Margins, Pages, Typesetter};
use interview_kit::pdf;

const SIZES: [usize; 4] = [20, 120, 1_200, 12_000];

// The program's own allocator: what is measured is what users get.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The text of a bank with so many questions.
fn text(size: usize) -> String {
    let (head, questions) = bank_parts();
    let mut text = head.to_owned();
    for n in 0..size {
        let question = questions[n % questions.len()];
        text.push_str("[[question]]\n");
        // Every round has ids and prompts of its own.
        let own = question.replacen("id = \"", &format!("id = \"r{n}-"), 1);
        text.push_str(&own.replacen("prompt = \"", &format!("prompt = \"Case {n}: "), 1));
    }
    text
}

/// What stands before the built-in questions, and the questions.
fn bank_parts() -> (&'static str, Vec<&'static str>) {
    let mut parts = interview_kit::assets::BANK.split("[[question]]\n");
    (parts.next().unwrap_or_default(), parts.collect())
}

fn load(text: &str) -> Bank {
    let file = InputFile { name: "bank.toml".into(), bytes: text.into() };
    let loaded = bank::load(vec![file], &mut Sources::default());
    assert!(!loaded.has_errors(), "the repeated bank is valid");
    loaded.bank
}

fn select(bank: &Bank, size: usize) -> Kit<'_> {
    let blueprint =
        Blueprint { role: Some("python-developer".into()), count: Some(size as u32), ..Blueprint::default() };
    kit::select(bank, &blueprint).expect("the bank has enough questions")
}

fn story(kit: &Kit<'_>) -> Story {
    compose::compose(kit, &Options::default())
}

fn lay_out(story: &Story, fonts: &FontSet) -> Pages {
    layout::lay_out(story, Paper::A4, Margins::default(), &mut Typesetter::new(fonts))
        .expect("all glyphs are there")
}

/// Few samples, since the largest kit takes seconds.
const SAMPLES: u32 = 3;

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn load_the_bank(bencher: Bencher<'_, '_>, size: usize) {
    let text = text(size);
    bencher.counter(ItemsCount::new(size)).bench(|| load(&text));
}

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn select_questions(bencher: Bencher<'_, '_>, size: usize) {
    let bank = load(&text(size));
    bencher.counter(ItemsCount::new(size)).bench(|| select(&bank, size).picks.len());
}

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn layout_pages(bencher: Bencher<'_, '_>, size: usize) {
    let bank = load(&text(size));
    let story = story(&select(&bank, size));
    let fonts = FontSet::bundled();
    bencher.counter(ItemsCount::new(size)).bench(|| lay_out(&story, &fonts));
}

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn write_the_file(bencher: Bencher<'_, '_>, size: usize) {
    let bank = load(&text(size));
    let fonts = FontSet::bundled();
    let pages = lay_out(&story(&select(&bank, size)), &fonts);
    bencher.counter(ItemsCount::new(size)).bench(|| {
        pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).map(|bytes| bytes.len())
    });
}

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn whole_kit(bencher: Bencher<'_, '_>, size: usize) {
    let text = text(size);
    bencher.counter(ItemsCount::new(size)).bench(|| {
        let bank = load(&text);
        let fonts = FontSet::bundled();
        let pages = lay_out(&story(&select(&bank, size)), &fonts);
        pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).map(|bytes| bytes.len())
    });
}
