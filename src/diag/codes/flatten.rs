//! Codes of `flatten`.

super::code::family! {
    name: "flatten",
    title: "Records",
    about: "What `flatten` reports when it turns a filled-in kit into a record.";

    ANSWER_TOO_LONG = "flatten::answer-too-long" {
        meaning: "An answer is too long for the page, and there is no room to continue it.",
        example: Case "A whole page of text was pasted into the field for the candidate's name.",
        remedy: "Shorten the answer in a PDF program, or move a part of it to a notes field.",
    }
    TWO_ANSWERS = "flatten::two-answers" {
        meaning: "A field holds answers that disagree, or one that is none of the kit's.",
        example: Case "A program changed the value of a field without redrawing it.",
        remedy: "Compare the record with the kit. The record has the answer that the kit shows, if it is one that the kit was \
            built with.",
    }
    LOST_TAGS = "flatten::lost-tags" {
        meaning: "The kit lost its tags when another program saved it, so a screen reader cannot read the record as well.",
        example: Case "A program that does not know tags saved the filled-in kit.",
        remedy: "Fill in the kit in another PDF program if the record must be accessible.",
    }
    ALTERED = "flatten::altered" {
        meaning: "The kit has other pages or fields than it was built with, does not say with which it was built, or was \
            merged with others. The record keeps that mark.",
        example: Commands "interview-kit flatten filled.pdf",
        remedy: "Ask the interviewer for the kit as it was filled in. `inspect` says what was altered, of the kit and of \
            its record.",
    }
    DAMAGED_PAGE = "flatten::damaged-page" {
        meaning: "The content of a page is damaged, so the record would not show the page.",
        example: Case "Some bytes of the file changed on a failing disk.",
        remedy: "Fetch or save the kit once more.",
    }
    STAND_IN = "flatten::stand-in" {
        meaning: "An answer has characters that no font has. The record shows a sign in place of each.",
        example: Case "The interviewer typed an emoji into the notes.",
        remedy: "Name a font file that has them with `--font FILE`. The text itself is complete in the answers that the \
            record carries.",
    }
    CONTINUATION_PAGES = "flatten::continuation-pages" {
        meaning: "Answers that are too long for their fields continue on pages at the end of the record.",
        example: Case "The notes on a question are longer than their field.",
        remedy: "Nothing: the record is complete.",
    }
    COMMENTS_KEPT = "flatten::comments-kept" {
        meaning: "Comments or drawings that were added to the pages are kept, and can still be changed.",
        example: Case "The interviewer added a sticky note in a PDF program.",
        remedy: "Add `--remarks` to make texts, ink, stamps and highlights part of the pages. Notes that open in a window \
            of their own stay: remove them in a PDF program if the record must be final.",
    }
}
