//! Codes of the entries of a bank and the names that they refer to.

super::code::codes! {
    DUPLICATE_ID = "bank::duplicate-id" {
        meaning: "Two roles, categories, competencies or questions have the same id.",
        example: Bank r#"
[[competency]]
id = "teamwork"
name = "Teamwork"

[[competency]]
id = "teamwork"
name = "Working in a team"
"#,
        remedy: "Give one of them another id. Ids must be unique across all files of the bank.",
    }
    BAD_ID = "bank::bad-id" {
        meaning: "An id has characters other than `a-z`, `0-9` and `-`, or more than 64 of them.",
        example: Bank r#"
[[role]]
id = "Data Analyst"
"#,
        remedy: "Write the id in lower case with hyphens, for example `data-analyst`.",
    }
    BAD_DATE = "bank::bad-date" {
        meaning: "A date is not a calendar date of the form `2026-11-22`.",
        example: Bank r#"
[[question]]
reviewed = { by = "hiring team", on = "22.11.2026" }
"#,
        remedy: "Write year, month and day in this order, for example `2026-11-22`.",
    }
    BAD_LANGUAGE = "bank::bad-language" {
        meaning: "The language of a bank is not a language tag.",
        example: Bank r#"language = "pt_BR""#,
        remedy: "Write a tag such as `en`, `pl` or `pt-BR`.",
    }
    TWO_LANGUAGES = "bank::two-languages" {
        meaning: "The files of a bank are in different languages.",
        example: Commands r#"
printf 'schema = 1\nlanguage = "de"\n' > one.toml
printf 'schema = 1\nlanguage = "pl"\n' > two.toml
interview-kit list roles --bank bank.toml --bank one.toml --bank two.toml
"#,
        remedy: "Use one bank for each language, and name only the files of one language with `--bank`.",
    }
    UNKNOWN_CATEGORY = "bank::unknown-category" {
        meaning: "A role or question names a category that the bank does not have.",
        example: Bank r#"
[[question]]
category = "pyhton-core"
"#,
        remedy: "Correct the spelling, or add the category with `[[category]]`.",
    }
    UNKNOWN_COMPETENCY = "bank::unknown-competency" {
        meaning: "A question names a competency that the bank does not have.",
        example: Bank r#"
[[question]]
competency = "ownreship"
"#,
        remedy: "Correct the spelling, or add the competency with `[[competency]]`.",
    }
    UNKNOWN_QUESTION = "bank::unknown-question" {
        meaning: "The `never_with` of a question names a question that the bank does not have.",
        example: Bank r#"
[[question]]
id = "list-copy"
never_with = ["list-cpoy-2"]

[[question]]
id = "list-copy-2"
prompt = "When is a copy of a list not enough?"
"#,
        remedy: "Correct the spelling, or remove the id of a question that is gone.",
    }
    NEVER_WITH_ITSELF = "bank::never-with-itself" {
        meaning: "The `never_with` of a question names the question itself.",
        example: Bank r#"
[[question]]
id = "list-copy"
never_with = ["list-copy"]
"#,
        remedy: "Name the other question, or remove the entry. It holds in both directions.",
    }
    CORE_CATEGORY = "bank::core-category" {
        meaning: "The `core` of a role names a category that the role does not list or that is not technical.",
        example: Bank r#"
[[role]]
categories = ["python-core"]
core = ["python-cor"]
"#,
        remedy: "Write an id of the role's `categories`, of a category of the type `technical`. More time for \
            questions of other types is the key `soft_share`.",
    }
    SIMILAR_LEVELS = "bank::similar-levels" {
        meaning: "Fewer than three core questions of a role suit a level and not the one beside it. Half an hour asks \
            three core questions, so kits of the two levels are alike. `check` and `list coverage` say so.",
        example: Case "A role has two core questions for `lead` alone; the others suit `senior`, too.",
        remedy: "Write more core questions with that level as their only `seniority`, or narrow the `seniority` of \
            some.",
    }
    EQUAL_TITLES = "bank::equal-titles" {
        meaning: "Two active questions of a category have the same title, so that a plan does not tell them apart.",
        example: Bank r#"
[[question]]
id = "loops-1"
title = "Loops"

[[question]]
id = "loops-2"
title = "Loops"
prompt = "When does this loop end?"
"#,
        remedy: "Say in each title how the question differs.",
    }
    SINGLE_GROUP = "bank::single-group" {
        meaning: "A group has one active question. A group keeps its questions out of each other's kits, so it needs two.",
        example: Bank r#"
[[question]]
group = "loops"
"#,
        remedy: "Write the same `group` on the other questions about the same thing, or remove the key.",
    }
    MISSING_COMPETENCY = "bank::missing-competency" {
        meaning: "A technical category names no competency, but others of the bank do; one finding counts them all.",
        example: Bank r#"
[[category]]
id = "python-typing"
name = "Typing"
type = "technical"
competency = "ownership"

# a role with this category, and its question:
[[role]]
categories = ["python-core", "python-typing"]

[[question]]
"#,
        remedy: "Write the id of a `[[competency]]` as `competency` of the category.",
    }
    REPLACED = "bank::replaced" {
        meaning: "A file given with `--add` replaces entries of the bank with the same id.",
        example: Commands r#"
printf '[[category]]\nid = "web"\nname = "The web"\ntype = "technical"\n' > mine.toml
interview-kit list roles --bank bank.toml --add mine.toml
"#,
        remedy: "Nothing, if that is what you want. To keep both entries, give yours another id.",
    }
    UNKNOWN_SCORE = "bank::unknown-score" {
        meaning: "A question describes a score that the rating scale does not have.",
        example: Bank r#"
[[question]]
anchors = { 5 = "Names every case" }
"#,
        remedy: "Use the scores of the bank's `[[scale]]` as the keys of `anchors`.",
    }
    UNKNOWN_SENIORITY = "bank::unknown-seniority" {
        meaning: "A level is none of `junior`, `mid`, `senior` and `lead`.",
        example: Bank r#"
[[question]]
seniority = ["medior"]
"#,
        remedy: "Write one of the four levels.",
    }
    UNKNOWN_STATUS = "bank::unknown-status" {
        meaning: "The status of a question is none of `active`, `draft` and `retired`.",
        example: Bank r#"
[[question]]
status = "archived"
"#,
        remedy: "Write one of the three. Without a status a question is active.",
    }
    UNKNOWN_TYPE = "bank::unknown-type" {
        meaning: "The type of a category is none of `technical`, `situational`, `ethics` and `behavioral`.",
        example: Bank r#"
[[category]]
id = "conduct"
name = "Conduct"
type = "moral"
"#,
        remedy: "Write one of the four types.",
    }
    UNUSED_CATEGORY = "bank::unused-category" {
        meaning: "No role uses a category that has questions, so no kit for a role asks them.",
        example: Bank r#"
[[category]]
id = "sql"
name = "SQL"
type = "technical"

[[question]]
category = "sql"
"#,
        remedy: "Add the category to the `categories` of a role.",
    }
}
