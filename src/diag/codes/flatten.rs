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
        meaning: "A field holds two answers: the one that is stored differs from the one that is shown.",
        example: Case "A program changed the value of a field without redrawing it.",
        remedy: "Compare the record with the kit. The record has the answer that the kit shows.",
    }
    LOST_TAGS = "flatten::lost-tags" {
        meaning: "The kit lost its tags when another program saved it, so a screen reader cannot read the record as well.",
        example: Case "A program that does not know tags saved the filled-in kit.",
        remedy: "Fill in the kit in another PDF program if the record must be accessible.",
    }
    CONTINUATION_PAGES = "flatten::continuation-pages" {
        meaning: "Answers that are too long for their fields continue on pages at the end of the record.",
        example: Case "The notes on a question are longer than their field.",
        remedy: "Nothing: the record is complete.",
    }
    COMMENTS_KEPT = "flatten::comments-kept" {
        meaning: "Comments or drawings that were added to the pages are kept, and can still be changed.",
        example: Case "The interviewer added a sticky note in a PDF program.",
        remedy: "Remove them in a PDF program before you flatten the kit, if the record must be final.",
    }
}
