//! Markdown that kits do not set is warned of at its place, and nothing else is.

use std::fmt::Write as _;

use interview_kit::diag::{Severity, Sources};

use super::{GOOD, load_bytes};

/// Returns `line:column first words` of each warning about markup.
fn warnings(bank: impl Into<Vec<u8>>) -> Vec<String> {
    let (loaded, sources) = load_bytes(bank);
    let of_markup = loaded.findings.iter().filter(|f| f.code.id() == "bank::unsupported-markup");
    of_markup
        .map(|f| {
            assert_eq!(f.severity, Severity::Warning);
            assert!(f.help.is_some(), "{f:?}");
            let (line, column) = sources.line_column(f.origin().unwrap());
            let words: Vec<&str> = f.message.split(' ').take(3).collect();
            format!("{line}:{column} {}", words.join(" "))
        })
        .collect()
}

fn with_prompt(prompt: &str) -> String {
    GOOD.replace("\"What is a *list*?\"", prompt)
}

#[test]
fn each_construct_of_a_bank_full_of_markdown_has_its_line_and_column() {
    let found = warnings(include_str!("markdown.toml"));
    #[rustfmt::skip]
    let expected = [
        "26:1 a block of", "41:1 a block of", "56:1 a list is", "59:1 a list is", "71:1 a table is",
        "82:18 a formula is", "82:51 a formula is", "83:16 a formula is",
        "83:39 a superscript or", "83:45 a superscript or",
        "89:15 a picture is", "89:45 a link is", "89:84 a link is", "89:107 HTML is printed",
        "89:128 HTML is printed", "89:141 HTML is printed", "96:61 `*` starts or",
        "96:109 a name between", "96:119 text that is", "97:16 a heading is", "97:29 a block quote",
        "97:40 the mark of", "97:52 the mark of",
    ];
    assert_eq!(found, expected);
    // A footnote, a line break, a heading with a line below, a dividing line.
    let more = with_prompt("'''\nA[^1] b  \nc\n===\n\n---\n\n[^1]: d\n\n[e]: http://f\n'''");
    #[rustfmt::skip]
    let expected = [
        "39:1 a heading is", "39:2 a footnote is", "39:8 a line break", "43:1 a dividing line",
        "45:1 a footnote is", "47:1 a link is",
    ];
    assert_eq!(warnings(more), expected);
}

#[test]
fn texts_of_every_field_are_looked_at() {
    let fields = [
        ("\"Developer\"", "16:8"),
        ("\"Shows it.\"", "12:15"),
        ("\"Core\"", "21:8"),
        ("\"Ownership\"", "31:8"),
        ("\"Ordered\"", "39:15"),
        ("\"Amortised growth\"", "39:35"),
        ("\"Says it is typed\"", "40:14"),
        ("\"And a tuple?\"", "41:15"),
        ("\"A list is an ordered collection.\"", "42:17"),
        ("\"Uses it well.\"", "51:5"),
    ];
    for (field, place) in fields {
        assert_eq!(GOOD.matches(field).count(), 1, "{field}");
        let (line, column) = place.split_once(':').unwrap();
        let column: usize = column.parse().unwrap();
        let expected = format!("{line}:{} a link is", column + 1);
        assert_eq!(warnings(GOOD.replace(field, "\"[a](b)\"")), [expected], "{field}");
    }
    // Code is set as it is.
    assert_eq!(warnings(GOOD.replace("\"print([1])\"", "\"# a [b](c) <br> $x^2$\"")), [""; 0]);
}

#[test]
fn places_are_right_in_every_kind_of_toml_text() {
    let cases = [
        ("\"é <br>\"", "38:13"),
        ("'é <br>'", "38:13"),
        ("\"\\u00e9\\t\\\"<br>\"", "38:21"),
        ("\"\"\"\nWhat\n  <br>\"\"\"", "40:3"),
        ("'''\nWhat\n  <br>'''", "40:3"),
        ("\"\"\"What \\\n   is <br>\"\"\"", "39:7"),
        ("\"\"\"\n    What\n\n    - is\n    - it\n    \"\"\"", "41:5"),
    ];
    for (prompt, place) in cases {
        let found = warnings(with_prompt(prompt));
        assert_eq!(found.len(), 1, "{prompt}");
        assert!(found[0].starts_with(&format!("{place} ")), "{prompt}: {found:?}");
        let windows = warnings(with_prompt(prompt).replace('\n', "\r\n"));
        assert_eq!(found, windows, "{prompt}");
    }
}

#[test]
fn text_that_only_looks_like_markdown_is_left_alone() {
    let plain = [
        "'What do `[a](b)`, `<br>` and `__init__` mean?'",
        "'Is List<String> or Map<K, V> safer than Box<T>?'",
        "'It costs $5 or $10, at most $20.'",
        "'What do $HOME and $PATH hold?'",
        "'Is a < b and c > d, or 5 * 3 * 2 and snake_case_name?'",
        "'Compare x^2 and y^2, ~5 and ~10.'",
        "'*Which* one is **better**, __this one__ or _that_?'",
        "'a ** b ** c'",
        "'''\n    Indented as the file is.\n\n    And so is this.\n    '''",
        "'Arrays [1] and [x][y], or items[0].'",
        "'See https://example.org/a_b_c.'",
        "'\\*not\\* and &lt;b&gt;'",
        "'C# or F#?'",
        "'What is a[0] and b[i](x), or dict[key](arg)?'",
        "'When is a<b and b>c?'",
        "'What do $a=$b and $i<$n compare? What does `kill $$; echo $$` do?'",
        "'What does kill $$; echo $$ do?'",
        "'10. Dezember: what happens?'",
        "'> 5 rows: which index helps?'",
        "'- dash first'",
        "'1. Why?'",
        "'* star first'",
        "'''\nWhat is it?\n\n- this\n\nAnd then?\n'''",
    ];
    for prompt in plain {
        assert_eq!(warnings(with_prompt(prompt)), [""; 0], "{prompt}");
    }
}

#[test]
fn a_list_of_one_entry_is_warned_of_where_it_is_run_together_or_marked_twice() {
    assert_eq!(warnings(with_prompt("'''\nWhich holds?\n- this\n'''")), ["40:1 a list is"]);
    let sign = |text: &str| GOOD.replace("\"Ordered\"", text);
    assert_eq!(warnings(sign("\"- Ordered\"")), ["39:16 the mark of"]);
    assert_eq!(warnings(sign("\"1. Ordered\"")), ["39:16 the mark of"]);
}

#[test]
fn stars_between_quotes_are_code() {
    for prompt in ["\"'*' is a star, and '*' is another\"", "'What do \"*\" and \"*\" mean?'", "'“*”, “*”'"]
    {
        let found = warnings(with_prompt(prompt));
        assert!(found.len() == 1 && found[0].ends_with("`*` starts or"), "{prompt}: {found:?}");
    }
}

#[test]
fn many_of_one_construct_are_counted_in_one_finding() {
    let mut bank = GOOD.to_owned();
    for n in 0..500 {
        writeln!(bank, "[[question]]\nid = \"q{n}\"\ncategory = \"core\"\nseniority = [\"mid\"]").unwrap();
        writeln!(bank, "minutes = 5\nprompt = \"See [it](q{n}).\"\nlisten_for = [\"x\"]").unwrap();
    }
    let (loaded, _) = load_bytes(bank);
    assert_eq!(loaded.findings.len(), 11);
    let last = &loaded.findings[10];
    assert_eq!(last.message, "a link is printed as it is typed, here and below: 490 more times");
    assert_eq!(last.count, 490);
}

#[test]
fn the_built_in_bank_has_no_unsupported_markup() {
    let mut sources = Sources::default();
    let built_in = interview_kit::bank::built_in_file();
    let loaded = interview_kit::bank::load(vec![built_in], &mut sources);
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
}
