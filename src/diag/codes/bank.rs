//! Codes of mistakes in a bank.

super::code::family! {
    name: "bank",
    title: "Question banks",
    about: "Mistakes in the TOML files of a question bank.";

    SYNTAX = "bank::syntax" {
        meaning: "A line of a bank file is not valid TOML.",
        example: Bank r#"
[[question]]
prompt = "What is a list?
"#,
        remedy: "Correct the marked line. A text needs its closing quote, a list its closing bracket, and a backslash \
            in a text is written twice.",
    }
    DUPLICATE_KEY = "bank::duplicate-key" {
        meaning: "A table gives the same key twice.",
        example: Bank r"
[[question]]
minutes = 5
minutes = 8
",
        remedy: "Keep one of the two lines. If two entries run into each other, start the second with its own header, \
            such as `[[question]]`.",
    }
    UNKNOWN_KEY = "bank::unknown-key" {
        meaning: "A table has a key that banks do not have.",
        example: Bank r#"
[[question]]
folow_ups = ["And if the list is empty?"]
"#,
        remedy: "Correct the spelling, or remove the key. `interview-kit schema bank` prints all keys. Keys of the \
            whole file, such as `language`, belong above the first `[[…]]`.",
    }
    MISSING_KEY = "bank::missing-key" {
        meaning: "A file or an entry of a bank lacks a key that it needs.",
        example: Bank r#"
[[category]]
id = "ethics"
name = "Ethics"
# `type` is missing
"#,
        remedy: "Add the key that the message names. Every file of a bank needs `schema = 1` at its top.",
    }
    UNKNOWN_SCHEMA = "bank::unknown-schema" {
        meaning: "A bank file is written in a version of the format that this program does not know.",
        example: Bank "schema = 2",
        remedy: "Write `schema = 1`, or update the program if the file was written for a newer version.",
    }
    WRONG_TYPE = "bank::wrong-type" {
        meaning: "A value has the wrong type, for example a text instead of a number.",
        example: Bank r#"
[[question]]
minutes = "five"
"#,
        remedy: "Write the value as the type that the message asks for.",
    }
    OUT_OF_RANGE = "bank::out-of-range" {
        meaning: "A number is too small or too large.",
        example: Bank r"
[[question]]
minutes = 500
",
        remedy: "Write a number within the limits that the message names.",
    }
    TOO_MANY_ENTRIES = "bank::too-many-entries" {
        meaning: "A list or the whole bank has more entries than are allowed.",
        example: Case "A question has 61 tags; 60 are allowed.",
        remedy: "Remove entries, or split the bank and build from its parts separately.",
    }
    EMPTY_VALUE = "bank::empty-value" {
        meaning: "A text or a list is empty where it must hold something.",
        example: Bank r#"
[[role]]
id = "data-analyst"
name = " "
"#,
        remedy: "Write the value. An optional key can be removed instead.",
    }
    TOO_LONG = "bank::too-long" {
        meaning: "A text has more characters than its place on the page allows.",
        example: Bank r#"
[[role]]
id = "data-analyst"
name = "Data analyst for the reports of the finance, purchasing and personnel departments"
"#,
        remedy: "Shorten the text to the number of characters that the message names.",
    }
    CONTROL_CHARACTER = "bank::control-character" {
        meaning: "A text holds a character that cannot be printed, or a line break in a text of one line.",
        example: Bank r#"
[[role]]
id = "data-analyst"
name = "Data\nanalyst"
"#,
        remedy: "Remove the character. It often comes from copying out of another program.",
    }
    FILE_TOO_LARGE = "bank::file-too-large" {
        meaning: "A bank file is larger than 64 MiB, one of its entries has more than 100,000 names, values and \
            signs, or the bank inside a kit is larger than 8 MiB.",
        example: Case "A folder given with `--bank` holds a database export that is named `.toml`.",
        remedy: "Split the bank into several files, and check that the right file was named.",
    }
    NOT_TEXT = "bank::not-text" {
        meaning: "A bank file is not text, or it is text in UTF-16.",
        example: Commands r"
printf '\377\376s\000' > bank.toml
interview-kit list roles --bank bank.toml
",
        remedy: "Save the file as UTF-8. Check the name: a PDF or a spreadsheet is not a bank.",
    }
    NOT_TOML = "bank::not-toml" {
        meaning: "A file given as a bank is of another format, such as CSV, Markdown, JSON, YAML or PDF.",
        example: Commands r"
printf 'question,level\nWhat is a list?,mid\n' > questions.csv
interview-kit list roles --bank questions.csv
",
        remedy: "Check the name. Write questions of another format as entries `[[question]]` of a bank.",
    }
    NOT_UTF8 = "bank::not-utf8" {
        meaning: "A bank file holds bytes that are not valid UTF-8.",
        example: Commands r"
printf '# caf\351\n' >> bank.toml
interview-kit list roles --bank bank.toml
",
        remedy: "Save the file as UTF-8 in your editor.",
    }
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
    MISSING_SCALE = "bank::missing-scale" {
        meaning: "The bank has no rating scale.",
        example: Bank r#"
# `[[scale]]` is missing in all files
[[role]]
id = "data-analyst"
"#,
        remedy: "Describe two to seven levels, each in a `[[scale]]`, in one file of the bank.",
    }
    DUPLICATE_SCALE = "bank::duplicate-scale" {
        meaning: "Two files of the bank give a rating scale.",
        example: Commands r#"
printf 'schema = 1\n[[scale]]\nscore = 1\nlabel = "Low"\ndescription = "No answer."\n' > more.toml
interview-kit list roles --bank bank.toml --bank more.toml
"#,
        remedy: "Keep the scale in one file. It holds for all files of the bank.",
    }
    SCALE_SIZE = "bank::scale-size" {
        meaning: "The rating scale has fewer than two or more than seven levels.",
        example: Bank r#"
[[scale]]
score = 1
label = "Meets"
description = "Does it alone."
"#,
        remedy: "Describe two to seven levels.",
    }
    SCALE_ORDER = "bank::scale-order" {
        meaning: "The scores of the rating scale do not rise from level to level.",
        example: Bank r#"
[[scale]]
score = 3
label = "Meets"
description = "Does it alone."

[[scale]]
score = 1
label = "Below"
description = "Needs help."
"#,
        remedy: "Sort the levels by score, lowest first, and use every score once.",
    }
    MISSING_LISTEN_FOR = "bank::missing-listen-for" {
        meaning: "Active questions do not say what to listen for; one finding counts them all.",
        example: Bank r"
[[question]]
listen_for = []
",
        remedy: "List signs of a good answer in `listen_for`: answers are then judged by the same signs. Without them, \
            kits have lines for notes instead of tick boxes.",
    }
    DUPLICATE_PROMPT = "bank::duplicate-prompt" {
        meaning: "Two active questions ask the same, so that a kit may ask it twice.",
        example: Bank r#"
[[question]]
id = "loops-1"
prompt = "When does this loop end?"

[[question]]
id = "loops-2"
prompt = "When does this loop end?"
"#,
        remedy: "Remove one of the two, word it differently, or set `status = \"retired\"`.",
    }
    UNSUPPORTED_MARKUP = "bank::unsupported-markup" {
        meaning: "A text holds Markdown that kits do not set, such as a list, a table, a link or a block of code.",
        example: Bank r#"
[[question]]
prompt = """
Which of these hold?

- A list keeps its order.
- A tuple can change.
"""
"#,
        remedy: "Write the text without it, as the finding suggests. Kits set `*emphasis*`, `**strong**`, `code` between \
            backquotes, and paragraphs between blank lines.",
    }
    REPEATED_ENTRY = "bank::repeated-entry" {
        meaning: "A list holds the same entry twice; the second is ignored.",
        example: Bank r#"
[[question]]
tags = ["sql", "joins", "sql"]
"#,
        remedy: "Remove one of the two.",
    }
}
