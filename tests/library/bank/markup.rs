//! The inline subset of CommonMark in prompts and bullets.

use interview_kit::bank::markup::{Emphasis, Inline, inline, paragraphs, plain};
use proptest::prelude::*;

/// Renders styled text with one letter per style: `e(…)`, `s(…)`, `c(…)`.
fn shown(parts: &[Inline]) -> String {
    let one = |part: &Inline| match part.style {
        Emphasis::Plain => part.text.clone(),
        Emphasis::Emph => format!("e({})", part.text),
        Emphasis::Strong => format!("s({})", part.text),
        Emphasis::Code => format!("c({})", part.text),
    };
    parts.iter().map(one).collect()
}

#[test]
fn emphasis_and_code_are_read() {
    let cases = [
        ("What is a list?", "What is a list?"),
        ("*one* _two_ **three** __four__", "e(one) e(two) s(three) s(four)"),
        ("*one* at the start", "e(one) at the start"),
        ("_one_", "e(one)"),
        ("`a_b_c` and a_b_c", "c(a_b_c) and a_b_c"),
        ("``a ` b``", "c(a ` b)"),
        ("***both*** *in **and** out*", "s(both) e(in )s(and)e( out)"),
        ("**a `b` c**", "s(a )c(b)s( c)"),
        ("2 * 3 * 4 and a*b", "2 * 3 * 4 and a*b"),
        ("\\*not\\* and C:\\dir", "*not* and C:\\dir"),
        ("a &lt; b & c &copy;", "a < b & c ©"),
        ("*open", "*open"),
        ("``", "``"),
        ("א *ב* ג 🦀", "א e(ב) ג 🦀"),
    ];
    for (source, expected) in cases {
        assert_eq!(shown(&inline(source)), expected, "{source}");
    }
}

#[test]
fn delimiters_that_are_no_emphasis_stay_as_written() {
    let literal = [
        "# Heading",
        "- item",
        "1. first",
        "> quote",
        "a | b",
        "[text](https://example.org/a_b_c \"t\")",
        "![image](a*b*.png)",
        "<b>bold</b> <br/>",
        "<https://a.b/c_d_>",
        "[a]: /url",
        "---",
        "~~~",
        "[x][y]",
        "a \\",
        "<!-- *c* -->",
        "$x_1$ ~~y~~",
        "[*a*](b)",
    ];
    for source in literal {
        assert_eq!(shown(&inline(source)), source);
    }
    assert_eq!(shown(&inline("*see [a](b_c_) and <i>*")), "e(see [a](b_c_) and <i>)");
    assert_eq!(shown(&inline("- *one*")), "- e(one)");
}

#[test]
fn blank_lines_part_paragraphs_and_other_line_breaks_are_spaces() {
    let source = "  One *line\n  and* more  \r\nhard\\\nbreak\n \t\n\n# Two\n    code?\n- a\n- b\n";
    let all: Vec<_> = paragraphs(source).iter().map(|p| shown(p)).collect();
    assert_eq!(all, ["One e(line and) more hard\\ break", "# Two code? - a - b"]);
    assert_eq!(plain(source), "One line and more hard\\ break\n\n# Two code? - a - b");
    assert_eq!(shown(&inline("a\n\nb *c*\n\n*d*")), "a b e(c) e(d)");
    assert!(paragraphs(" \n\t\n").is_empty());
}

/// Returns the text without markup characters and white space.
fn kept(text: &str) -> String {
    text.chars().filter(|c| !"*_`\\".contains(*c) && !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_but_delimiters_is_lost(text in "[a-cé🦀א*_`\\\\<>/\\[\\]()!#>|~=:.1 \t\n-]{0,60}") {
        prop_assert_eq!(kept(&plain(&text)), kept(&text));
        let parts: String = inline(&text).into_iter().map(|p| p.text).collect();
        prop_assert_eq!(kept(&parts), kept(&text));
    }

    #[test]
    fn a_text_without_delimiters_is_unchanged(text in "[a-z#>.!\\[\\]()~|-]{1,40}") {
        prop_assert_eq!(plain(&text), text);
    }

    #[test]
    fn neighbours_differ_in_style_and_none_is_empty(text in "[ab*_`\\\\<>\\[\\]() \n]{0,60}") {
        for paragraph in paragraphs(&text).into_iter().chain([inline(&text)]) {
            prop_assert!(paragraph.iter().all(|p| !p.text.is_empty()));
            prop_assert!(paragraph.windows(2).all(|pair| pair[0].style != pair[1].style));
        }
    }

    #[test]
    fn any_text_never_panics(text in any::<String>()) {
        prop_assert!(plain(&text).len() <= text.len() * 3);
    }
}
