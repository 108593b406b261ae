//! No part of the candidate's file gives an answer away.

use crate::support::kits;
use crate::support::pdf_reader::{Reader, without_white_space};
use interview_kit::bank::{QUESTION_FIELDS, Question, QuestionField, QuestionPart, Seniority, inline, plain};
use interview_kit::compose::Face;
use interview_kit::kit::Kit;
use interview_kit::layout::FontSet;

/// Everything that a file says, without white space.
struct Said {
    /// The text of its pages as a reader copies it.
    pages: String,
    /// The outline and the metadata.
    about: String,
    /// Everything else that could hold words: all strings, all streams and the bytes of the file.
    rest: String,
}

impl Said {
    fn tells(&self, secret: &str) -> bool {
        // The numbers of a content stream include every short number.
        let words = secret.contains(char::is_alphabetic);
        self.pages.contains(secret) || self.about.contains(secret) || (words && self.rest.contains(secret))
    }
}

fn read_everything(bytes: &[u8]) -> Said {
    let reader = Reader::open(bytes);
    let outline: String = reader.outline().into_iter().map(|b| b.title + "\n").collect();
    let info: String = reader.info().into_values().collect();
    let everything = String::from_utf8_lossy(&reader.strings_and_streams()).into_owned();
    let raw = String::from_utf8_lossy(bytes).into_owned();
    Said {
        pages: without_white_space(&reader.all_text()),
        about: without_white_space(&(outline + &info)),
        rest: without_white_space(&(everything + &raw)),
    }
}

/// Returns the texts of a question that the candidate must not see, as they would be set.
///
/// A short output such as `None` may also stand in `known`, the text that the candidate may see.
fn secrets(question: &Question, known: &str) -> Vec<String> {
    let is_secret =
        |field: &&QuestionField| [QuestionPart::Rubric, QuestionPart::Answer].contains(&field.part);
    let fields = QUESTION_FIELDS.iter().filter(is_secret);
    let marked = fields.flat_map(|field| (field.value)(question).texts());
    let mut out: Vec<String> = marked
        .map(|text| {
            without_white_space(&inline(&text.value).iter().map(|i| i.text.as_str()).collect::<String>())
        })
        .collect();
    if let Some(snippet) = &question.code
        && let Some(output) = &snippet.output
    {
        let output = without_white_space(&output.value);
        if output.chars().count() > 3 && !known.contains(&output) {
            out.push(output);
        }
    }
    out
}

/// Returns the secrets of a kit that a file gives away.
fn leaked_secrets(kit: &Kit<'_>, bytes: &[u8]) -> Vec<String> {
    let said = read_everything(bytes);
    let code = |q: &Question| q.code.as_ref().map(|c| c.source.value.clone()).unwrap_or_default();
    let seen = kit
        .picks
        .iter()
        .map(|p| without_white_space(&(plain(&p.question.prompt.value) + "\n" + &code(p.question))));
    let known: String = seen.collect::<Vec<_>>().join("\n");
    let secrets = kit.picks.iter().flat_map(|pick| secrets(pick.question, &known));
    // A follow-up such as "What would you change?" may also end the prompt of another question.
    secrets.filter(|secret| !known.contains(secret.as_str()) && said.tells(secret)).collect()
}

fn kits_of(bank: &interview_kit::bank::Bank) -> Vec<Kit<'_>> {
    let mut kits = vec![kits::whole_bank_kit(bank)];
    for (seed, level) in (0..6).zip([None].into_iter().chain(Seniority::ALL.map(Some)).cycle()) {
        kits.push(kits::kit(bank, &kits::blueprint(4 + seed as u32 * 3, level, seed)));
    }
    kits
}

#[test]
fn the_candidate_sees_every_prompt_and_code_and_nothing_of_the_rubric() {
    let bank = kits::built_in_bank();
    let fonts = FontSet::bundled();
    for kit in kits_of(&bank) {
        let bytes = kits::write_kit(&kit, Face::Candidate, &fonts);
        assert_eq!(leaked_secrets(&kit, &bytes), Vec::<String>::new());
        let pages = read_everything(&bytes).pages;
        for pick in &kit.picks {
            let prompt = without_white_space(&plain(&pick.question.prompt.value));
            assert!(pages.contains(&prompt), "the prompt of {} is missing", pick.question.id);
            if let Some(snippet) = &pick.question.code {
                assert!(
                    pages.contains(&without_white_space(&snippet.source.value)),
                    "the code of {} is missing",
                    pick.question.id
                );
            }
        }
    }
}

#[test]
fn the_interviewer_sees_what_the_candidate_must_not() {
    // Shows that the test above finds a leak.
    let bank = kits::built_in_bank();
    let fonts = FontSet::bundled();
    for kit in kits_of(&bank).iter().skip(1) {
        let told = leaked_secrets(kit, &kits::write_kit(kit, Face::Interviewer, &fonts));
        for pick in &kit.picks {
            let flags = pick.question.red_flags.iter().map(|f| without_white_space(&plain(&f.value)));
            for flag in flags {
                assert!(told.contains(&flag), "{}: {flag}", pick.question.id);
            }
        }
    }
}

#[test]
fn the_tests_cover_code_with_an_output() {
    let bank = kits::built_in_bank();
    let outputs = bank.questions.iter().filter_map(|q| q.code.as_ref()?.output.as_ref()).count();
    assert!(outputs > 0, "the built-in bank has no output to keep from the candidate");
}

#[test]
fn sample_answers_are_on_no_face() {
    let bank = kits::built_in_bank();
    let kit = kits::whole_bank_kit(&bank);
    let said = read_everything(&kits::write_kit(&kit, Face::Interviewer, &FontSet::bundled()));
    for question in &bank.questions {
        if let Some(answer) = &question.sample_answer {
            assert!(!said.pages.contains(&without_white_space(&plain(&answer.value))), "{}", question.id);
        }
    }
}
