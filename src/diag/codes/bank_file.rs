//! Codes of bank files: TOML, keys and values.

super::code::codes! {
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
}
