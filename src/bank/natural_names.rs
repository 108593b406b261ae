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
const TITLE: &str = "write the topic as `title`, in a few words";
const GROUP: &str = "write the same word as `group` on questions about the same thing";
const NEVER_WITH: &str =
    "write the ids of questions that no kit holds together with it as a list `never_with`";
const CORE: &str = "write the ids of the categories that matter most as a list `core`";
const WEIGHT: &str = "write the weight beside the category: `categories = [{ id = \"sql\", weight = 1 }]`";
const SOFT_SHARE: &str = "write the greatest percentage of other than technical questions as `soft_share`";
const CATEGORY_COMPETENCY: &str = "write the id of a `[[competency]]` as `competency`";
const NAME: &str = "write the name on the page as `name`";

/// A name for a key of a role.
const fn role(key: &'static str, meant: &'static str, help: &'static str) -> Misplaced {
    Misplaced { key, table: Some("a role"), help, meant: Some(meant) }
}

/// A name for a key of a category.
const fn category(key: &'static str, meant: &'static str, help: &'static str) -> Misplaced {
    Misplaced { key, table: Some("a category"), help, meant: Some(meant) }
}

/// Natural names of keys.
pub(super) const NATURAL_NAMES: [Misplaced; 82] = [
    question("question", "prompt", PROMPT),
    question("questions", "prompt", PROMPT),
    question("text", "prompt", PROMPT),
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
    question("name", "title", TITLE),
    question("heading", "title", TITLE),
    question("headline", "title", TITLE),
    question("short", "title", TITLE),
    question("summary", "title", TITLE),
    question("family", "group", GROUP),
    question("cluster", "group", GROUP),
    question("variant_of", "group", GROUP),
    question("similar_to", "group", GROUP),
    question("not_with", "never_with", NEVER_WITH),
    question("excludes", "never_with", NEVER_WITH),
    question("exclusive_with", "never_with", NEVER_WITH),
    question("conflicts_with", "never_with", NEVER_WITH),
    question("conflicts", "never_with", NEVER_WITH),
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
    role("title", "name", NAME),
    role("main", "core", CORE),
    role("main_categories", "core", CORE),
    role("core_categories", "core", CORE),
    role("must_have", "core", CORE),
    role("required", "core", CORE),
    role("essential", "core", CORE),
    role("weights", "categories", WEIGHT),
    role("weight", "categories", WEIGHT),
    role("soft", "soft_share", SOFT_SHARE),
    role("soft_skills", "soft_share", SOFT_SHARE),
    role("soft_percent", "soft_share", SOFT_SHARE),
    role("behavioral_share", "soft_share", SOFT_SHARE),
    category("title", "name", NAME),
    category("skill", "competency", CATEGORY_COMPETENCY),
    category("competence", "competency", CATEGORY_COMPETENCY),
    category("competencies", "competency", CATEGORY_COMPETENCY),
    Misplaced {
        key: "weight",
        table: Some("a category"),
        help: "write the weight into the `[[role]]`: `categories = [{ id = \"sql\", weight = 1 }]`",
        meant: None,
    },
    Misplaced {
        key: "core",
        table: Some("a category"),
        help: "name the category in the list `core` of a `[[role]]`",
        meant: None,
    },
    Misplaced { key: "title", table: Some("a competency"), help: NAME, meant: Some("name") },
    Misplaced {
        key: "name",
        table: Some("a level of the scale"),
        help: "write the name of the level as `label`",
        meant: Some("label"),
    },
];
