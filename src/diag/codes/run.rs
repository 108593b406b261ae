//! Codes of how a run ended.

super::code::family! {
    name: "run",
    title: "How a run ended",
    about: "The closing lines of a run. With `--findings json` they are the last objects of the array, so that \
        standard error stays one JSON document.";

    BUILT = "run::built" {
        meaning: "`build` wrote its kits.",
        example: Commands "interview-kit build --bank bank.toml --role analyst --findings json",
        remedy: "Nothing.",
    }
    REPLACED = "run::replaced" {
        meaning: "`build` wrote a kit over a file that had other content; the message says what it was.",
        example: Commands r"
interview-kit build --bank bank.toml --only test-names --out kit.pdf
interview-kit build --bank bank.toml --only test-slow --out kit.pdf
",
        remedy: "Nothing, if you meant to. To keep the old file next time, name another one with `--out`.",
    }
    WOULD_WRITE = "run::would-write" {
        meaning: "`build --dry-run` would write this file.",
        example: Commands r"
printf 'candidate\nCandidate 7\n' > candidates.csv
interview-kit build --bank bank.toml --prefill candidates.csv --out kits/ --dry-run --format csv
",
        remedy: "Run without `--dry-run` to write it.",
    }
    BATCH_DONE = "run::batch-done" {
        meaning: "`batch` came to its end; the message counts the documents.",
        example: Commands "interview-kit batch --findings json",
        remedy: "Nothing. Other findings of the run say what failed, if anything did.",
    }
    INDEXED = "run::indexed" {
        meaning: "The index page is up to date; the message counts the documents on it.",
        example: Commands r"
interview-kit batch
interview-kit index --findings json
",
        remedy: "Nothing.",
    }
    PRUNED = "run::pruned" {
        meaning: "`--prune` removed documents; the message counts them.",
        example: Commands r#"
interview-kit batch
sed -i.old 's/"mid"/"senior"/' kits.toml
interview-kit batch --prune --findings json
"#,
        remedy: "Nothing.",
    }
    NOT_PRUNED = "run::not-pruned" {
        meaning: "`--prune` removed nothing, because not all documents could be built.",
        example: Commands r"
mkdir -p dist/analyst-mid-interviewer-a4.pdf
interview-kit batch --prune --findings json
",
        remedy: "Correct what kept documents from being built, and run again.",
    }
    MORE_FINDINGS = "run::more-findings" {
        meaning: "The run has more than 100 findings; the message counts those that are not shown.",
        example: Case "A program wrote a bank whose 2,000 questions all lack `minutes`.",
        remedy: "Correct the findings that are shown, which often have one cause, and run again.",
    }
    STOPPED = "run::stopped" {
        meaning: "You stopped the run; all files written so far are complete.",
        example: Case "Ctrl-C was pressed during `batch`.",
        remedy: "Run the same command again: documents that are up to date are skipped.",
    }
    WARNINGS_DENIED = "run::warnings-denied" {
        meaning: "There were warnings, and `--deny warnings` makes them errors.",
        example: Commands r"
interview-kit batch
sed -i.old 's/name a test/name your tests/' bank.toml
interview-kit batch --deny warnings
",
        remedy: "Resolve the warnings, or run without `--deny warnings`.",
    }
}
