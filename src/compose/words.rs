//! The catalogue: every word the program itself puts on a page.

use crate::bank::{QuestionType, Seniority};

/// The words of one language. `{…}` are replaced.
pub(super) struct Words {
    pub kit: &'static str,
    pub handout: &'static str,
    pub interview: &'static str,
    pub title: &'static str,
    pub subject: &'static str,
    pub handout_subject: &'static str,
    pub minutes: &'static str,
    pub minute_unit: &'static str,
    pub question_one: &'static str,
    pub question_many: &'static str,
    pub any_level: &'static str,
    pub range: &'static str,
    pub candidate: &'static str,
    pub interviewer: &'static str,
    pub date: &'static str,
    pub reference: &'static str,
    pub plan: &'static str,
    pub opening: &'static str,
    pub closing: &'static str,
    pub how_to_rate: &'static str,
    pub not_asked_rule: &'static str,
    pub rate_alone: &'static str,
    pub opening_script_label: &'static str,
    pub opening_script: &'static str,
    pub errors_label: &'static str,
    pub errors: [(&'static str, &'static str); 3],
    pub contents: &'static str,
    pub score_sheet: &'static str,
    pub listen_for: &'static str,
    pub red_flags: &'static str,
    pub follow_ups: &'static str,
    pub output: &'static str,
    pub rating: &'static str,
    pub not_asked: &'static str,
    pub notes: &'static str,
    pub continued: &'static str,
    pub subtotal: &'static str,
    pub overall: &'static str,
    pub mean: &'static str,
    pub mean_note: &'static str,
    pub takeaways: &'static str,
    pub recommendation: &'static str,
    pub recommendations: [&'static str; 4],
    pub signature: &'static str,
    pub keep_until: &'static str,
    pub retention: &'static str,
    pub head_one: &'static str,
    pub head_many: &'static str,
    pub foot_fingerprint: &'static str,
    pub confidential: &'static str,
    pub page: &'static str,
    pub handout_intro: &'static str,
}

impl Words {
    /// A level as it stands on the page.
    pub(super) fn seniority(level: Seniority) -> &'static str {
        match level {
            Seniority::Junior => "junior",
            Seniority::Mid => "mid",
            Seniority::Senior => "senior",
            Seniority::Lead => "lead",
        }
    }

    /// A type as it stands on the page.
    pub(super) fn kind(kind: QuestionType) -> &'static str {
        match kind {
            QuestionType::Technical => "technical",
            QuestionType::Behavioral => "past behaviour",
            QuestionType::Situational => "situation",
            QuestionType::Ethics => "ethics",
        }
    }
}

/// English, the only language so far.
pub(super) fn english() -> &'static Words {
    &ENGLISH
}

static ENGLISH: Words = Words {
    kit: "Interview kit",
    handout: "Questions for the candidate",
    interview: "Interview",
    title: "{kit}: {role}, {level}",
    subject: "Structured interview, {minutes} minutes, {questions}",
    handout_subject: "Questions to read and think about, {questions}",
    minutes: "{n} minutes",
    minute_unit: "min",
    question_one: "1 question",
    question_many: "{n} questions",
    any_level: "any level",
    range: "to",
    candidate: "Candidate",
    interviewer: "Interviewer",
    date: "Date",
    reference: "Reference",
    plan: "Plan",
    opening: "Opening",
    closing: "Closing and the candidate’s questions",
    how_to_rate: "How to rate",
    not_asked_rule: "Mark “not asked” when a question was left out. It is not a low rating and does not count.",
    rate_alone: "Rate each answer right after it, alone, before you speak to the panel.",
    opening_script_label: "To say at the start",
    opening_script: "Thank you for your time today. I am going to ask every candidate for this role the same questions, \
        in the same order, and I will take notes so that I remember your answers fairly. Take a moment to think \
        whenever you like, and ask me to repeat anything. At the end there is time for your questions.",
    errors_label: "Three errors to avoid",
    errors: [
        ("Halo.", "One strong or weak answer colours the next. Rate every answer by its own signs."),
        ("Similarity.", "A shared school, hobby or way of speaking is no evidence. Rate what was said."),
        ("Contrast.", "The last candidate is not the measure. The described levels are."),
    ],
    contents: "Contents",
    score_sheet: "Score sheet",
    listen_for: "Listen for",
    red_flags: "Red flags",
    follow_ups: "Follow-ups",
    output: "Prints",
    rating: "Rating",
    not_asked: "not asked",
    notes: "Notes",
    continued: "{n} continued",
    subtotal: "{category}: mean of the ratings",
    overall: "All questions: mean of the ratings",
    mean: "Mean",
    mean_note: "The mean sums up the ratings; it decides nothing. Leave out what was not asked.",
    takeaways: "Key takeaways",
    recommendation: "Recommendation",
    recommendations: ["Strong yes", "Yes", "No", "Strong no"],
    signature: "Signature",
    keep_until: "Keep until",
    retention: "This sheet holds personal data. Keep it only as long as your retention rule says, then destroy it.",
    head_one: "Question {first}",
    head_many: "Questions {first}–{last}",
    foot_fingerprint: "Kit {fingerprint}",
    confidential: "Confidential",
    page: "Page {page} of {pages}",
    handout_intro: "You will talk about these questions in the interview. Use the lines to think; nothing you write here is rated.",
};
