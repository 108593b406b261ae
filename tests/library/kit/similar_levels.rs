//! Notes on neighbouring levels that the core of a role hardly tells apart.

use crate::support::banks::bank_like_the_built_in;
use interview_kit::bank::Seniority::{self, Lead, Senior};
use interview_kit::kit::similar_levels;

/// Returns the notes on a bank whose core has questions for both levels, and `own` for leads alone.
fn notes(own: usize) -> Vec<String> {
    let mut bank = bank_like_the_built_in(10);
    bank.roles[0].core = vec!["tech-00".to_owned()];
    let both: Vec<Seniority> = vec![Senior, Lead];
    bank.questions.iter_mut().for_each(|question| question.seniority.clone_from(&both));
    let of_core = bank.questions.iter_mut().filter(|question| question.category == "tech-00");
    for (number, question) in of_core.enumerate() {
        question.seniority = match number {
            _ if number < own => vec![Lead],
            _ if number < own + 3 => vec![Senior],
            _ => both.clone(),
        };
    }
    similar_levels(&bank, None).iter().map(|note| note.message.clone()).collect()
}

#[test]
fn fewer_than_three_core_questions_for_a_level_alone_are_a_note() {
    assert_eq!(notes(3), [""; 0]);
    let notes = notes(2);
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].starts_with("2 questions of the core of `"), "{notes:?}");
    assert!(notes[0].contains("for lead and not for senior"), "{notes:?}");
}
