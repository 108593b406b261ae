//! Findings rendered for people, programs and build logs.

use interview_kit::diag::codes;
use interview_kit::diag::{Diagnostic, Origin, Severity, Sources, render};

use super::{GOOD, load_bytes, load_files};

/// Two findings in a file whose name needs escaping, one of them with two places.
fn findings() -> (Vec<Diagnostic>, Sources) {
    let bad = GOOD.replace("minutes = 5", "minutes = 500").replace("\"builtin\"]", "\"a\", \"a\"]");
    let (loaded, sources) = load_files(vec![("a,b:100%.toml", bad.into())]);
    (loaded.findings, sources)
}

#[test]
fn findings_as_text() {
    let (findings, sources) = findings();
    insta::assert_snapshot!("text", render::annotated(&findings, &sources, false));
}

#[test]
fn colour_adds_escapes_and_nothing_else() {
    let (findings, sources) = findings();
    let coloured = render::annotated(&findings, &sources, true);
    assert!(coloured.contains("\u{1b}["));
    let mut plain = String::new();
    for (index, piece) in coloured.split('\u{1b}').enumerate() {
        plain.push_str(if index == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) });
    }
    assert_eq!(plain, render::annotated(&findings, &sources, false));
}

#[test]
fn findings_as_short_lines() {
    let (findings, sources) = findings();
    insta::assert_snapshot!("short", render::short(&findings, &sources));
}

#[test]
fn findings_as_json() {
    let (findings, sources) = findings();
    let text = render::json(&findings, &sources);
    let all: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all[0]["line"], 37);
    assert_eq!(all[1]["labels"][1]["column"], 9);
    insta::assert_snapshot!("json", text);
    assert_eq!(render::json(&[], &sources), "[]\n");
}

#[test]
fn findings_as_annotations_escape_what_the_command_would_read() {
    let (mut findings, sources) = findings();
    findings[0].message.push_str(": 50%\r\nnext, line");
    insta::assert_snapshot!("github", render::github(&findings, &sources));
}

#[test]
fn every_renderer_handles_a_finding_without_a_place() {
    let sources = Sources::default();
    let findings = [Diagnostic::warning(&codes::kit::SPARE_MINUTES, "nothing to do").help("do more")];
    let all = [render::annotated, |d: &[Diagnostic], s: &Sources, _| render::short(d, s)];
    for render in all {
        assert!(
            render(&findings, &sources, false).starts_with("warning[kit::spare-minutes]: nothing to do\n")
        );
    }
    assert_eq!(
        render::github(&findings, &sources),
        "::warning title=kit%3A%3Aspare-minutes::nothing to do%0Ado more\n"
    );
    assert!(render::json(&findings, &sources).contains("\"file\": null"));
}

#[test]
fn a_very_long_line_is_cut_around_the_place_and_its_column_is_right() {
    let line = format!("tags = [\"{}\", 7, \"{}\"]\n", "ä".repeat(100_000), "b".repeat(100_000));
    let (loaded, sources) = load_bytes(GOOD.replace("tags = [\"builtin\"]\n", &line));
    let wrong: Vec<_> = loaded.findings.into_iter().filter(|f| f.code.id() == "bank::wrong-type").collect();
    let text = render::annotated(&wrong, &sources, false);
    assert!(text.contains("bank.toml:43:100013"), "{text}");
    assert!(text.len() < 1_000, "{} bytes", text.len());
}

#[test]
fn control_and_direction_characters_do_not_reach_the_terminal() {
    let (loaded, sources) =
        load_bytes(GOOD.replace("tags =", "\"\\u001b[2J\u{202E}\" = \"\u{202E}\u{9b}2J\"\ntags ="));
    assert!(!loaded.findings.is_empty());
    let text =
        render::annotated(&loaded.findings, &sources, false) + &render::short(&loaded.findings, &sources);
    assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{202E}']), "{text}");
}

#[test]
fn characters_that_reorder_or_break_lines_are_escaped_in_every_form() {
    let odd = [
        '\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{202a}', '\u{202e}', '\u{2066}',
        '\u{2069}',
    ];
    for c in odd {
        let mut sources = Sources::default();
        let file = sources.add(format!("a{c}b.toml"), format!("x{c} = {c}1\n"));
        let start = format!("x{c} = ").len();
        let finding = Diagnostic::error(&codes::bank::SYNTAX, format!("wrong {c} value"))
            .at(Origin::new(file, &(start..start + c.len_utf8() + 1)), format!("this {c} one"))
            .help(format!("write{c}\nanother"));
        let findings = [finding];
        let escape: String = c.escape_default().collect();
        let forms = [
            render::annotated(&findings, &sources, false),
            render::short(&findings, &sources),
            render::github(&findings, &sources),
        ];
        for text in forms {
            assert!(!text.contains(c), "{text:?}");
            assert!(text.contains(&format!("wrong {escape} value")), "{text}");
        }
        let annotated = render::annotated(&findings, &sources, false);
        assert!(annotated.contains(&format!("x{escape} = {escape}1")), "{annotated}");
        assert!(annotated.contains(":1:6"), "the column is that of the file: {annotated}");
        let json = render::json(&findings, &sources);
        assert!(!json.contains(c), "{json:?}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read[0]["message"], format!("wrong {c} value"), "the value stays the same");
        assert_eq!(read[0]["file"], format!("a{c}b.toml"));
    }
}

#[test]
fn findings_sort_by_place_and_keep_their_order_at_one_place() {
    let mut sources = Sources::default();
    let (a, b) = (sources.add("a", "xyz"), sources.add("b", "xyz"));
    let error = |message| Diagnostic::error(&codes::bank::SYNTAX, message);
    let at = |message, file, at: usize| error(message).at(Origin::new(file, &(at..at + 1)), "");
    let mut findings =
        vec![at("b0", b, 0), at("a2", a, 2), at("a0", a, 0), at("a0-again", a, 0), error("none")];
    Diagnostic::sort_by_place(&mut findings);
    let messages: Vec<_> = findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(messages, ["none", "a0", "a0-again", "a2", "b0"]);
    assert_eq!(findings[0].severity, Severity::Error);
}
