//! Codes of `redact`.

super::code::family! {
    name: "redact",
    title: "Removing names",
    about: "What `redact` reports when it removes names from a filled-in kit.";

    UNKNOWN_FIELD = "redact::unknown-field" {
        meaning: "The kit has no field of this name.",
        example: Commands "interview-kit redact filled.pdf --out nameless.pdf --field comments",
        remedy: "Correct the name. `interview-kit inspect FILE` prints the names of all fields.",
    }
    NAME_LEFT = "redact::name-left" {
        meaning: "A removed name, or a part of it, still stands elsewhere in the file.",
        example: Case "The notes on a question mention the candidate by first name.",
        remedy: "Empty that field too with `--field NAME`, or correct it in a PDF program. If the words are not the \
            name, `--allow-rest` writes the file all the same.",
    }
}
