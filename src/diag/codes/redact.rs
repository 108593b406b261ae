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
        example: Case "The notes on a question mention the candidate by an inflected first name.",
        remedy: "Empty that field too with `--field NAME`, or correct it in a PDF program. If the words are not the \
            name, `--allow-rest` writes the file all the same. A name that is also a word, such as Mark or Max, is only \
            looked for with a capital, and never in the text that the kit was built with.",
    }
    ALTERED = "redact::altered" {
        meaning: "The kit has other pages or fields than it was built with, or does not say with which it was built, so a \
            name may stand where `redact` does not know to look.",
        example: Commands "interview-kit redact filled.pdf --out nameless.pdf",
        remedy: "Give the kit as the interviewer saved it. If a program saved it so, look at its pages for names and \
            add `--accept-altered`: names are still searched for, in the text of the pages too.",
    }
    RECIPIENT = "redact::recipient" {
        meaning: "The kit was built with `--recipient`: every page names the person that the copy is for.",
        example: Commands r#"
interview-kit build --bank bank.toml --role analyst --recipient "Ada Example" --out kit.pdf
interview-kit redact kit.pdf --out nameless.pdf
"#,
        remedy: "If this person may be known, add `--accept-recipient`: that line stays, and the name is removed \
            everywhere else. Otherwise build the kit without `--recipient`.",
    }
    MISSING_FIELD = "redact::missing-field" {
        meaning: "A field for a name is missing, was renamed beyond recognition, or has no place on a page.",
        example: Case "A program renamed the field `candidate` to `Text1`.",
        remedy: "Give the kit as the interviewer saved it. Or name the renamed field with `--field NAME`: it is emptied, \
            and its name is searched for. `--keep NAME` keeps a field that holds no name. `interview-kit inspect FILE` \
            prints the names of all fields.",
    }
    REPLACEMENT = "redact::replacement" {
        meaning: "The text of `--replace` holds the name that it replaces.",
        example: Commands "interview-kit redact filled.pdf --out nameless.pdf --replace \"No 7, Łukasz\"",
        remedy: "Give a text without the name, such as a number.",
    }
    NOT_SEARCHABLE = "redact::not-searchable" {
        meaning: "A page or field shows a picture, or characters that cannot be read, so no name can be searched in it.",
        example: Case "A page was replaced by a scan of it.",
        remedy: "Remove it in a PDF program, or look at it and add `--allow-rest` if it shows no name.",
    }
}
