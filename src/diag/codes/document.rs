//! Codes of what became of single documents of a batch.

super::code::family! {
    name: "document",
    title: "Documents of a batch",
    about: "What became of a document in the output folder: the status of a file, not a mistake in \
        your input.";

    MISSING = "document::missing" {
        meaning: "A document that the manifest asks for does not exist.",
        example: Commands r"
interview-kit batch
rm dist/*.pdf
interview-kit batch --check
",
        remedy: "Run `interview-kit batch` without `--check`.",
    }
    STALE = "document::stale" {
        meaning: "A document is not up to date: its manifest, bank or fonts were changed after it was built.",
        example: Commands r"
interview-kit batch
sed -i.old 's/Past work/Experience/' bank.toml
interview-kit batch --check
",
        remedy: "Run `interview-kit batch` without `--check`. A file with answers is kept: move it where filled-in kits \
            are kept.",
    }
    FAILED = "document::failed" {
        meaning: "A document could not be read or written.",
        example: Commands r"
mkdir -p dist/analyst-mid-interviewer-a4.pdf
interview-kit batch
",
        remedy: "Do what the message says, for example move away a file that is in the way, and run again. The other \
            documents are done.",
    }
    NOT_IN_MANIFEST = "document::not-in-manifest" {
        meaning: "A document in the output folder is no longer asked for by the manifest.",
        example: Commands r#"
interview-kit batch
sed -i.old 's/"mid"/"senior"/' kits.toml
interview-kit batch --prune --dry-run
"#,
        remedy: "Run `interview-kit batch --prune` to remove it, or put its kit back into the manifest.",
    }
    REMOVED = "document::removed" {
        meaning: "`--prune` removed a document that the manifest no longer asks for.",
        example: Commands r#"
interview-kit batch
sed -i.old 's/"mid"/"senior"/' kits.toml
interview-kit batch --prune
"#,
        remedy: "Nothing. To get it back, put its kit back into the manifest and run `batch`.",
    }
    KEPT = "document::kept" {
        meaning: "`--prune` kept a file that the manifest does not ask for, because it was changed after it was built.",
        example: Commands r"
interview-kit batch
cp filled.pdf dist/candidate-7.pdf
interview-kit batch --prune
",
        remedy: "Move filled-in kits out of the output folder. Delete the file yourself if nobody needs it.",
    }
    NOT_REMOVED = "document::not-removed" {
        meaning: "`--prune` could not remove a file.",
        example: Case "The output folder is on a drive that is write-protected.",
        remedy: "Change the permissions of the folder, or delete the file yourself.",
    }
    UNREADABLE_FOLDER = "document::unreadable-folder" {
        meaning: "A folder below the output folder cannot be read, so its files are neither listed nor removed. `index` ends with \
            status 1 then, except for `lost+found`.",
        example: Case "A drive has a folder `lost+found` that only the administrator may open.",
        remedy: "Nothing, if no kits are in it. Otherwise change the permissions of the folder.",
    }
}
