//! Measures every step from the bank to the PDF file, at four sizes of the kit.
//!
//! `cargo bench` runs every benchmark; `cargo bench -- layout` those with "layout" in their name.
//! The banks repeat the role's questions of the built-in bank. Every repetition has its own ids and
//! prompts, so that equal texts save no step any work.
#![allow(clippy::expect_used, reason = "a benchmark with a broken bank must stop")]

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

const ROLE: &str = "python-developer";

// The allocator of the program, so that the figures are those of users.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The text of a bank with `size` questions, all of them for the role.
fn bank_text(size: usize) -> String {
    let (head, questions) = role_questions();
    let mut text = head.to_owned();
    for (n, question) in questions.iter().cycle().take(size).enumerate() {
        text.push_str(QUESTION_HEADER);
        let own = question.replacen("id = \"", &format!("id = \"r{n}-"), 1);
        text.push_str(&own.replacen("prompt = \"", &format!("prompt = \"Case {n}: "), 1));
    }
    text
}

const QUESTION_HEADER: &str = "[[question]]\n";

/// The start of the built-in bank, before its questions, and the questions of the role.
fn role_questions() -> (&'static str, Vec<&'static str>) {
    let bank = load(interview_kit::assets::BANK);
    let role = bank.roles.iter().find(|r| r.id == ROLE).expect("the built-in bank has the role");
    let categories: Vec<_> = role.categories.iter().map(|c| format!("\ncategory = \"{c}\"\n")).collect();
    let mut parts = interview_kit::assets::BANK.split(QUESTION_HEADER);
    let head = parts.next().unwrap_or_default();
    (head, parts.filter(|part| categories.iter().any(|c| part.contains(c))).collect())
}

fn load(text: &str) -> Bank {
    let file = InputFile { name: "bank.toml".into(), bytes: text.into() };
    let loaded = bank::load(vec![file], &mut Sources::default());
    assert!(!loaded.has_errors(), "the bank is valid");
    loaded.bank
}

fn select(bank: &Bank, size: usize) -> Kit<'_> {
    let blueprint = Blueprint { role: Some(ROLE.into()), count: Some(size as u32), ..Blueprint::default() };
    kit::select(bank, &blueprint).expect("the bank has enough questions")
}

fn story(kit: &Kit<'_>) -> Story {
    compose::compose(kit, &Options::default())
}

fn lay_out(story: &Story, fonts: &FontSet) -> Pages {
    layout::lay_out(story, Paper::A4, Margins::default(), &mut Typesetter::new(fonts))
        .expect("all glyphs are there")
}

/// Few samples, because the largest kit takes seconds.
const SAMPLES: u32 = 3;

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn load_the_bank(bencher: Bencher<'_, '_>, size: usize) {
    let text = bank_text(size);
    bencher.counter(ItemsCount::new(size)).bench(|| load(&text));
}

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn select_questions(bencher: Bencher<'_, '_>, size: usize) {
    let bank = load(&bank_text(size));
    bencher.counter(ItemsCount::new(size)).bench(|| select(&bank, size).picks.len());
}

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn layout_pages(bencher: Bencher<'_, '_>, size: usize) {
    let bank = load(&bank_text(size));
    let story = story(&select(&bank, size));
    let fonts = FontSet::bundled();
    bencher.counter(ItemsCount::new(size)).bench(|| lay_out(&story, &fonts));
}

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn write_the_file(bencher: Bencher<'_, '_>, size: usize) {
    let bank = load(&bank_text(size));
    let fonts = FontSet::bundled();
    let pages = lay_out(&story(&select(&bank, size)), &fonts);
    bencher.counter(ItemsCount::new(size)).bench(|| {
        pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).map(|bytes| bytes.len())
    });
}

#[divan::bench(args = SIZES, sample_count = SAMPLES, sample_size = 1)]
fn whole_kit(bencher: Bencher<'_, '_>, size: usize) {
    let text = bank_text(size);
    bencher.counter(ItemsCount::new(size)).bench(|| {
        let bank = load(&text);
        let fonts = FontSet::bundled();
        let pages = lay_out(&story(&select(&bank, size)), &fonts);
        pdf::write_document(&pages, &fonts, &pdf::WriteOptions::default()).map(|bytes| bytes.len())
    });
}
