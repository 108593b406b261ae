//! Codes of mistakes in a manifest.

super::code::family! {
    name: "manifest",
    title: "Manifests",
    about: "Mistakes in the manifest of a batch (`kits.toml`) or in a manifest that it names.";

    SYNTAX = "manifest::syntax" {
        meaning: "A line of a manifest is not valid TOML.",
        example: Manifest r#"
[[kit]]
role = "analyst
"#,
        remedy: "Correct the marked line. A text needs its closing quote, a list its closing bracket, and a backslash \
            in a text is written twice.",
    }
    DUPLICATE_KEY = "manifest::duplicate-key" {
        meaning: "A table gives the same key twice.",
        example: Manifest r"
[[kit]]
minutes = 45
minutes = 60
",
        remedy: "Keep one of the two lines. If two kits run into each other, start the second with its own `[[kit]]`.",
    }
    UNKNOWN_KEY = "manifest::unknown-key" {
        meaning: "A table has a key that manifests do not have.",
        example: Manifest r#"
[[kit]]
senority = "mid"
"#,
        remedy: "Correct the spelling, or remove the key. Keys are named like the options of `build`, without the \
            hyphens in front. `interview-kit schema manifest` prints all of them.",
    }
    MISSING_KEY = "manifest::missing-key" {
        meaning: "A manifest lacks a key that it needs.",
        example: Manifest r#"
# `schema = 1` is missing
[[kit]]
role = "analyst"
"#,
        remedy: "Add the key that the message names. Every manifest needs `schema = 1` at its top.",
    }
    UNKNOWN_SCHEMA = "manifest::unknown-schema" {
        meaning: "A manifest is written in a version of the format that this program does not know.",
        example: Manifest "schema = 2",
        remedy: "Write `schema = 1`, or update the program if the file was written for a newer version.",
    }
    WRONG_TYPE = "manifest::wrong-type" {
        meaning: "A value has the wrong type, for example a text instead of a number.",
        example: Manifest r#"
[[kit]]
count = "6"
"#,
        remedy: "Write the value as the type that the message asks for.",
    }
    OUT_OF_RANGE = "manifest::out-of-range" {
        meaning: "A number is too small or too large.",
        example: Manifest r"
[[kit]]
minutes = 0
",
        remedy: "Write a number within the limits that the message names.",
    }
    TOO_MANY_ENTRIES = "manifest::too-many-entries" {
        meaning: "A list has more entries than are allowed, or the manifest has more than 20,000 `[[kit]]`.",
        example: Case "The list `tag` of a kit has 61 entries; 60 are allowed.",
        remedy: "Remove entries, or split the manifest in two and run `batch` for each.",
    }
    EMPTY_VALUE = "manifest::empty-value" {
        meaning: "A text or a list is empty where it must hold something.",
        example: Manifest r"
[[kit]]
role = []
",
        remedy: "Write a value, or remove the key.",
    }
    TOO_LONG = "manifest::too-long" {
        meaning: "A text has more characters than its place allows.",
        example: Manifest r#"
[[kit]]
author = "The hiring team of the finance, purchasing and personnel departments of both offices"
"#,
        remedy: "Shorten the text to the number of characters that the message names.",
    }
    CONTROL_CHARACTER = "manifest::control-character" {
        meaning: "A text holds a character that cannot be printed, or a line break in a text of one line.",
        example: Manifest r#"
[[kit]]
author = "Hiring\nteam"
"#,
        remedy: "Remove the character. It often comes from copying out of another program.",
    }
    FILE_TOO_LARGE = "manifest::file-too-large" {
        meaning: "A manifest is larger than 64 MiB, or one of its entries has more than 100,000 names, values and signs.",
        example: Case "A database export was named instead of `kits.toml`.",
        remedy: "Check that the right file was named. Split a manifest that is really so large.",
    }
    NOT_TEXT = "manifest::not-text" {
        meaning: "A manifest is not text, or it is text in UTF-16.",
        example: Commands r"
printf '\377\376s\000' > kits.toml
interview-kit batch
",
        remedy: "Save the file as UTF-8. Check the name: a PDF or a spreadsheet is not a manifest.",
    }
    NOT_TOML = "manifest::not-toml" {
        meaning: "A file given as a manifest is of another format, such as CSV, Markdown, JSON, YAML or PDF.",
        example: Commands r"
printf 'role,level\nanalyst,mid\n' > kits.csv
interview-kit batch kits.csv
",
        remedy: "Check the name. A manifest asks for each kit with an entry `[[kit]]`.",
    }
    NOT_UTF8 = "manifest::not-utf8" {
        meaning: "A manifest holds bytes that are not valid UTF-8.",
        example: Commands r"
printf '# caf\351\n' >> kits.toml
interview-kit batch
",
        remedy: "Save the file as UTF-8 in your editor.",
    }
    NO_KIT = "manifest::no-kit" {
        meaning: "The manifest and the manifests it names ask for no kit.",
        example: Manifest "# `[[kit]]` is missing",
        remedy: "Write a `[[kit]]` with a `role` for each kit. `interview-kit init` writes a manifest to start from.",
    }
    BAD_NAME = "manifest::bad-name" {
        meaning: "The name of a kit has characters other than letters, digits and `-_.`, or more than 100 of them.",
        example: Manifest r#"
[[kit]]
name = "analyst/{seniority}"
"#,
        remedy: "Change `name`. To put documents in folders, write the folder in `output`.",
    }
    DUPLICATE_NAME = "manifest::duplicate-name" {
        meaning: "Two kits have the same name.",
        example: Manifest r#"
[[kit]]
name = "analyst"
seniority = ["mid", "senior"]
"#,
        remedy: "Give each kit its own `name`. For lists, use a pattern such as `{role}-{seniority}`.",
    }
    BAD_OUTPUT = "manifest::bad-output" {
        meaning: "The file name of a document is not allowed, because some system could not write it or it leaves the \
            output folder.",
        example: Manifest r#"
[[kit]]
output = "../{name}.pdf"
"#,
        remedy: "Change `output` to a relative path of letters, digits, spaces and `-_.+,()` that ends in `.pdf`.",
    }
    DUPLICATE_OUTPUT = "manifest::duplicate-output" {
        meaning: "Two documents have the same file name, so one would overwrite the other.",
        example: Manifest r#"
[[kit]]
output = "{name}.pdf"
face = ["interviewer", "candidate"]
"#,
        remedy: "Use `{name}`, `{face}` and `{paper}` in `output` so that each document gets its own name.",
    }
    BAD_PATTERN = "manifest::bad-pattern" {
        meaning: "A name pattern has a placeholder that does not exist, or an opening brace without a closing one.",
        example: Manifest r#"
[[kit]]
name = "{rolle}-{seniority}"
"#,
        remedy: "Use the placeholders that the help lists, each in its own pair of braces.",
    }
    BAD_VALUE = "manifest::bad-value" {
        meaning: "A category, type or level cannot be understood.",
        example: Manifest r#"
[[kit]]
category = "testing=three"
"#,
        remedy: "Write the value as for the option of `build`: `testing`, `testing=3`, `technical`, `mid..lead`.",
    }
    UNKNOWN_FACE = "manifest::unknown-face" {
        meaning: "The face of a document is neither `interviewer` nor `candidate`.",
        example: Manifest r#"
[[kit]]
face = "recruiter"
"#,
        remedy: "Write `interviewer` for the kit with notes and ratings, `candidate` for the handout.",
    }
    UNKNOWN_PAPER = "manifest::unknown-paper" {
        meaning: "The paper size of a document is neither `a4` nor `letter`.",
        example: Manifest r#"
[[kit]]
paper = "a5"
"#,
        remedy: "Write `a4` or `letter`.",
    }
    UNREADABLE = "manifest::unreadable" {
        meaning: "A manifest that another one names cannot be read.",
        example: Manifest r#"manifests = ["absent.toml"]"#,
        remedy: "Correct the path. It starts from the folder of the manifest that names it.",
    }
    CYCLE = "manifest::cycle" {
        meaning: "A manifest names itself, directly or through others.",
        example: Manifest r#"manifests = ["kits.toml"]"#,
        remedy: "Remove the entry from `manifests`.",
    }
    WRONG_FILE = "manifest::wrong-file" {
        meaning: "A manifest names a file as a bank or a manifest that is neither. Nothing of the file is shown, \
            because whoever wrote the manifest may not be allowed to read it.",
        example: Commands r#"
printf 'password = "hunter2"\n' > settings.toml
printf 'schema = 1\n[[kit]]\nbank = "settings.toml"\nrole = "analyst"\n' > kits.toml
interview-kit batch --dry-run
"#,
        remedy: "Correct the path. A bank has entries such as `[[question]]`, a manifest has `[[kit]]`. \
            `interview-kit check --bank FILE` shows the mistakes of a bank.",
    }
    DUPLICATE_MANIFEST = "manifest::duplicate-manifest" {
        meaning: "The same manifest is named twice.",
        example: Manifest r#"manifests = ["team.toml", "team.toml"]"#,
        remedy: "Remove one of the two entries; two paths can lead to the same file.",
    }
    TOO_DEEP = "manifest::too-deep" {
        meaning: "Manifests name manifests more than eight levels deep.",
        example: Case "`kits.toml` names `a.toml`, which names `b.toml`, and so on for nine files.",
        remedy: "Name the last manifests in one further up.",
    }
    TOO_MANY_MANIFESTS = "manifest::too-many-manifests" {
        meaning: "A manifest names more than 1,000 others, counted through all levels.",
        example: Case "A script wrote one manifest for each of 1,200 teams, and one that names them all.",
        remedy: "Put several kits in one manifest, or run `batch` for parts of them.",
    }
    TOO_MANY_DOCUMENTS = "manifest::too-many-documents" {
        meaning: "A manifest asks for more than 100,000 documents.",
        example: Case "Lists of 60 roles, 60 levels and both faces in each of 20 kits ask for 144,000 documents.",
        remedy: "Shorten the lists of roles, levels, faces and papers, or split the manifest.",
    }
    EXPOSURE_BOUND = "manifest::exposure-bound" {
        meaning: "`max-exposure` lets a question stand in too few kits: one of them finds too few questions.",
        example: Commands r#"
printf 'schema = 1\nmax-exposure = 1\n[[kit]]\nbank = "bank.toml"\nrole = "analyst"\nseniority = "mid"\nname = "k-{seed}"\nseed = 1\n[[kit]]\nbank = "bank.toml"\nrole = "analyst"\nseniority = "mid"\nname = "k-{seed}"\nseed = 2\n' > kits.toml
interview-kit batch
"#,
        remedy: "Raise `max-exposure`, write more questions for the categories that the message names, or ask for \
            fewer of them.",
    }
}
