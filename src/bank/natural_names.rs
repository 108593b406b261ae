//! The keys that people write by their natural names, with the key of the bank.

use crate::input::format::Misplaced;

const QUESTION: Option<&str> = Some("a question");

/// A name for a key of a question.
const fn question(key: &'static str, meant: &'static str, help: &'static str) -> Misplaced {
    Misplaced { key, table: QUESTION, help, meant: Some(meant) }
}

const PROMPT: &str = "write what is asked as `prompt`";
const ANSWER: &str = "write a good answer as `sample_answer`, and the signs of one as a list `listen_for`";
const SIGNS: &str = "write signs of a good answer as a list `listen_for`";
const FOLLOW_UPS: &str = "write further questions as a list `follow_ups`";
const LEVELS: &str = "write the levels as `seniority`, a list of `junior`, `mid`, `senior` and `lead`";
const MINUTES: &str = "write the time as `minutes`, a number";
const CATEGORY: &str = "write the id of a `[[category]]` as `category`";
const CODE: &str = "write code as `code = { language = \"…\", source = \"…\" }`";
const TAGS: &str = "write words to filter by as a list `tags`";
const NAME: &str = "write the name on the page as `name`";

/// Natural names of keys.
pub(super) const NATURAL_NAMES: [Misplaced; 52] = [
    question("question", "prompt", PROMPT),
    question("questions", "prompt", PROMPT),
    question("text", "prompt", PROMPT),
    question("title", "prompt", PROMPT),
    question("body", "prompt", PROMPT),
    question("description", "prompt", PROMPT),
    question("ask", "prompt", PROMPT),
    question("q", "prompt", PROMPT),
    question("answer", "sample_answer", ANSWER),
    question("answers", "sample_answer", ANSWER),
    question("solution", "sample_answer", ANSWER),
    question("expected_answer", "sample_answer", ANSWER),
    question("model_answer", "sample_answer", ANSWER),
    question("a", "sample_answer", ANSWER),
    question("signs", "listen_for", SIGNS),
    question("criteria", "listen_for", SIGNS),
    question("rubric", "listen_for", SIGNS),
    question("expected", "listen_for", SIGNS),
    question("keywords", "listen_for", SIGNS),
    question("look_for", "listen_for", SIGNS),
    question("good_answer", "listen_for", SIGNS),
    question("green_flags", "listen_for", SIGNS),
    question("hints", "follow_ups", FOLLOW_UPS),
    question("hint", "follow_ups", FOLLOW_UPS),
    question("probes", "follow_ups", FOLLOW_UPS),
    question("followup", "follow_ups", FOLLOW_UPS),
    question("difficulty", "seniority", LEVELS),
    question("level", "seniority", LEVELS),
    question("levels", "seniority", LEVELS),
    question("experience", "seniority", LEVELS),
    question("grade", "seniority", LEVELS),
    question("time", "minutes", MINUTES),
    question("duration", "minutes", MINUTES),
    question("length", "minutes", MINUTES),
    question("min", "minutes", MINUTES),
    question("topic", "category", CATEGORY),
    question("subject", "category", CATEGORY),
    question("section", "category", CATEGORY),
    question("area", "category", CATEGORY),
    question("skill", "competency", "write the id of a `[[competency]]` as `competency`"),
    question("snippet", "code", CODE),
    question("example", "code", CODE),
    question("tag", "tags", TAGS),
    question("labels", "tags", TAGS),
    question("author", "authored", "write the author as `authored = { by = \"…\" }`"),
    Misplaced {
        key: "image",
        table: QUESTION,
        help: "kits hold no pictures: describe it in `prompt`, or hand it out on a sheet of its own",
        meant: None,
    },
    Misplaced {
        key: "type",
        table: QUESTION,
        help: "a question has the `type` of its category: write it in the `[[category]]`",
        meant: None,
    },
    Misplaced {
        key: "options",
        table: QUESTION,
        help: "write the choices into `prompt`, a paragraph each",
        meant: None,
    },
    Misplaced { key: "title", table: Some("a role"), help: NAME, meant: Some("name") },
    Misplaced { key: "title", table: Some("a category"), help: NAME, meant: Some("name") },
    Misplaced { key: "title", table: Some("a competency"), help: NAME, meant: Some("name") },
    Misplaced {
        key: "name",
        table: Some("a level of the scale"),
        help: "write the name of the level as `label`",
        meant: Some("label"),
    },
];
