//! Codes of what an answer is compared with, and of texts as they are printed.

super::code::codes! {
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
    UNREPLACED_ANCHOR = "bank::unreplaced-anchor" {
        meaning: "A question describes a score for some levels of seniority only.",
        example: Bank r#"
[[question]]
seniority = ["junior", "mid", "senior"]
anchors = { 1 = "Guesses.", senior = { 3 = "Names every case." } }
"#,
        remedy: "Describe the score in `[question.anchors]` as well. The texts of a level replace those.",
    }
    IDLE_ANCHORS = "bank::idle-anchors" {
        meaning: "Described levels are for a seniority that the question does not suit, or for its lowest.",
        example: Bank r#"
[[question]]
seniority = ["junior", "mid"]
anchors = { 3 = "Names a case.", senior = { 3 = "Names every case." } }
"#,
        remedy: "Add the level to `seniority`. Texts for the lowest level belong in `[question.anchors]`.",
    }
    EQUAL_ANCHOR = "bank::equal-anchor" {
        meaning: "A described level for a seniority says the same as the one that it replaces.",
        example: Bank r#"
[[question]]
seniority = ["junior", "mid", "senior"]
anchors = { 3 = "Names a case.", senior = { 3 = "Names a case." } }
"#,
        remedy: "Remove the text, or say what differs at this level.",
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
