//! Codes of mistakes in a table of candidates.

super::code::family! {
    name: "prefill",
    title: "Tables of candidates",
    about: "Mistakes in the CSV file given with `--prefill`.";

    FILE_TOO_LARGE = "prefill::file-too-large" {
        meaning: "The table is larger than 16 MiB.",
        example: Case "A database export was named instead of a list of candidates.",
        remedy: "Check that the right file was named, or split it.",
    }
    NOT_UTF8 = "prefill::not-utf8" {
        meaning: "The table is not UTF-8 text.",
        example: Commands r"
printf 'candidate\nJos\351\n' > candidates.csv
interview-kit build python-developer --prefill candidates.csv
",
        remedy: "Save it as “CSV UTF-8” in your spreadsheet program.",
    }
    NOBODY = "prefill::nobody" {
        meaning: "A row has neither a candidate nor a reference, although the table has a column for candidates.",
        example: Commands r"
printf 'candidate,date\nCandidate 7,1 December\n,2 December\n' > candidates.csv
interview-kit build python-developer --prefill candidates.csv --dry-run
",
        remedy: "Write the name of the candidate, or remove the row.",
    }
    EMPTY = "prefill::empty" {
        meaning: "The table has no rows, or no row under its column names.",
        example: Commands r"
printf 'candidate,date\n' > candidates.csv
interview-kit build python-developer --prefill candidates.csv
",
        remedy: "Write the column names in the first row, and one row for each interview under it.",
    }
    UNKNOWN_COLUMN = "prefill::unknown-column" {
        meaning: "No column of the table is known, or one is spelled almost like a column that the table lacks.",
        example: Commands r"
printf 'candiate,date\nCandidate 7,1 December\n' > candidates.csv
interview-kit build python-developer --prefill candidates.csv
",
        remedy: "Rename the column, or remove it.",
    }
    IGNORED_COLUMN = "prefill::ignored-column" {
        meaning: "The table has columns that a kit has no place for.",
        example: Commands r"
printf 'name,phone\nCandidate 7,555-0100\n' > candidates.csv
interview-kit build python-developer --prefill candidates.csv --dry-run
",
        remedy: "Nothing, if the columns are not meant for the kits. A kit takes `candidate` (or `name`), `interviewer`, \
            `date` and `reference`.",
    }
    DUPLICATE_COLUMN = "prefill::duplicate-column" {
        meaning: "The first row has the same column name twice, or two names that mean the same.",
        example: Commands r"
printf 'candidate,candidate\nCandidate 7,Candidate 8\n' > candidates.csv
interview-kit build python-developer --prefill candidates.csv
",
        remedy: "Remove or rename one of the two columns.",
    }
    TOO_MANY_VALUES = "prefill::too-many-values" {
        meaning: "A row has more values than the table has columns.",
        example: Commands r"
printf 'candidate,reference\nSeven, Candidate,A-7\n' > candidates.csv
interview-kit build python-developer --prefill candidates.csv
",
        remedy: "Put a value that holds a comma in double quotes.",
    }
    BAD_VALUE = "prefill::bad-value" {
        meaning: "A value is too long for its field, or holds a line break or another control character.",
        example: Commands r#"
printf 'candidate\n"Candidate\n7"\n' > candidates.csv
interview-kit build python-developer --prefill candidates.csv
"#,
        remedy: "Write the value on one line, and shorten it to the length that the message names.",
    }
    TOO_MANY_ROWS = "prefill::too-many-rows" {
        meaning: "The table has more than 10,000 rows.",
        example: Case "A table lists the applicants of ten years.",
        remedy: "Split it into several files.",
    }
    OTHER_KIT = "prefill::other-kit" {
        meaning: "A row names another kit than the one that `build --lock --kit` builds.",
        example: Commands r"
interview-kit batch
printf 'candidate,kit\nCandidate 7,analyst-senior\n' > candidates.csv
interview-kit build --lock kits.lock --kit analyst-mid --bank bank.toml --prefill candidates.csv --out kits/
",
        remedy: "Leave the row out, or let `interview-kit batch --prefill candidates.csv` build the kit of each row.",
    }
    UNUSED_KIT = "prefill::unused-kit" {
        meaning: "The table has a column `kit`, but `build` draws one kit for all rows.",
        example: Commands r"
printf 'candidate,kit\nCandidate 7,analyst-mid\n' > candidates.csv
interview-kit build --bank bank.toml --role analyst --prefill candidates.csv --out kits/
",
        remedy: "Use `interview-kit batch --prefill candidates.csv`, which builds the frozen kit that each row names.",
    }
    UNKNOWN_KIT = "prefill::unknown-kit" {
        meaning: "A row names a kit that the manifest does not have.",
        example: Commands r"
interview-kit batch
printf 'candidate,kit\nCandidate 7,analyst-md\n' > candidates.csv
interview-kit batch --prefill candidates.csv
",
        remedy: "Write the name of a kit of the manifest: the message lists them.",
    }
    NO_KIT = "prefill::no-kit" {
        meaning: "A row names no kit, and the manifest has several.",
        example: Commands r#"
sed -i.old 's/"mid"/["mid", "senior"]/' kits.toml
interview-kit batch
printf 'candidate\nCandidate 7\n' > candidates.csv
interview-kit batch --prefill candidates.csv
"#,
        remedy: "Add a column `kit` with the name of the kit of each row.",
    }
    STOPPED_READING = "prefill::stopped-reading" {
        meaning: "The table has so many mistakes that the rest of it was not read.",
        example: Case "A table in which every row has one value too many, because names hold unquoted commas.",
        remedy: "Correct the mistakes shown; they often have one cause. Then run again.",
    }
}
