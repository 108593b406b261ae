//! What stands in a page for one document, and the words for it.

use std::fmt::Write as _;

use super::escape::{address, name, text};
use super::{Entry, picture_path};
use crate::bank::Seniority;
use crate::compose::{self, Face};
use crate::geom::Paper;

/// A document in the list of its role, which has this number. `is_named`: whether others look like it.
pub(crate) fn document(entry: &Entry, role: usize, is_named: bool) -> String {
    let about = &entry.about;
    let (face, paper) = (about.style.face, about.style.paper);
    let (levels, file) = (level(&about.levels), name(&entry.path));
    let keys: Vec<&str> = levels_of(&about.levels).map(Seniority::key).collect();
    let mut out = format!(
        "<li class=\"document\" data-role=\"{role}\" data-level=\"{}\" data-face=\"{}\" data-paper=\"{}\" \
         data-language=\"{}\">\n",
        keys.join(" "),
        face.key(),
        paper.key(),
        text(&about.language),
    );
    match &entry.picture {
        Some(picture) => {
            let _ = writeln!(
                out,
                "<a class=\"picture\" href=\"{}\" type=\"application/pdf\" tabindex=\"-1\" aria-hidden=\"true\">\
                 <img src=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\" \
                 alt=\"First page of {file}\"></a>",
                address(&entry.path),
                address(picture_path(&entry.checksum).as_bytes()),
                picture.size.0,
                picture.size.1,
            );
        }
        None => out.push_str("<p class=\"blank\">No picture</p>\n"),
    }
    let own = if is_named { format!(" <bdi>{}</bdi>", name(kit_of(&entry.path))) } else { String::new() };
    let _ = writeln!(
        out,
        "<div>\n<h3><a href=\"{}\" type=\"application/pdf\"><span class=\"apart\">{}: </span>{levels}, \
         {}{own}</a></h3>",
        address(&entry.path),
        foreign(&about.role, &about.language),
        reader(face),
    );
    let mut facts = what(entry);
    if is_named {
        facts.push(format!("kit {}", text(&about.kit)));
    }
    let _ = writeln!(out, "<p>{}</p>", facts.join(" · "));
    let _ = writeln!(out, "<p class=\"quiet\">{}</p>", purpose(face));
    if let Some(recipient) = &about.style.recipient {
        let _ = writeln!(out, "<p class=\"quiet\">For <bdi>{}</bdi> only.</p>", text(recipient));
    }
    let _ = writeln!(
        out,
        "<p><a href=\"{}\" type=\"application/pdf\" download>Download <bdi>{file}</bdi></a> <span class=\"whole\">({})</span></p>",
        address(&entry.path),
        size(entry.size),
    );
    let _ = writeln!(
        out,
        "<details><summary>Checksum<span class=\"apart\"> of {file}</span></summary>\n<dl><dt>SHA-256</dt>\
         <dd><code>{}</code></dd><dt>Kit</dt><dd><code>{}</code></dd></dl></details>\n</div>\n</li>",
        entry.checksum,
        text(&about.kit),
    );
    out
}

/// What the path of a file says beside its reader and its sheet, which are told in words.
fn kit_of(path: &[u8]) -> &[u8] {
    let is_pdf = path.len() > 4 && path[path.len() - 4..].eq_ignore_ascii_case(b".pdf");
    let mut name = if is_pdf { &path[..path.len() - 4] } else { path };
    let known = Face::ALL.map(Face::key).into_iter().chain(Paper::ALL.map(Paper::key));
    let known: Vec<String> = known.map(|key| format!("-{key}")).collect();
    // Each look takes an end away, or is the last.
    while let Some(rest) = known.iter().find_map(|end| name.strip_suffix(end.as_bytes())) {
        if rest.is_empty() || rest.ends_with(b"/") {
            break;
        }
        name = rest;
    }
    name
}

/// A text in the language of its kit.
pub(crate) fn foreign(words: &str, language: &str) -> String {
    format!("<span lang=\"{}\" dir=\"auto\">{}</span>", text(language), text(words))
}

/// The facts of a document, each a few words.
fn what(entry: &Entry) -> Vec<String> {
    let about = &entry.about;
    let mut facts = vec![sheet(about.style.paper).to_owned()];
    facts.extend(entry.pages.map(|pages| plural(pages, "page")));
    facts.push(plural(about.minutes as usize, "minute"));
    facts.push(plural(about.questions, "question"));
    facts.push(language(&about.language));
    if about.style.no_form {
        facts.push("no fields".to_owned());
    }
    if about.style.pdf_a {
        facts.push("PDF/A".to_owned());
    }
    facts
}

/// The levels of a kit; one for any level is for each of them.
fn levels_of(levels: &[Seniority]) -> impl Iterator<Item = Seniority> {
    let levels = if levels.is_empty() { Seniority::ALL.to_vec() } else { levels.to_vec() };
    levels.into_iter()
}

/// Levels as a line starts.
fn level(levels: &[Seniority]) -> String {
    let name = compose::format_levels(levels);
    let has_noun = name.ends_with(" level");
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase()).into_iter();
    first.chain(chars).chain(if has_noun { "" } else { " level" }.chars()).collect()
}

/// Who a document is for.
fn reader(face: Face) -> &'static str {
    match face {
        Face::Interviewer => "interviewer’s kit",
        Face::Candidate => "candidate’s handout",
    }
}

/// What a document is for, in words that tell the two apart, so that none is handed out by mistake.
fn purpose(face: Face) -> &'static str {
    match face {
        Face::Interviewer => "Confidential: questions with what to listen for, ratings and notes.",
        Face::Candidate => "To hand out: questions alone.",
    }
}

/// A sheet.
pub(crate) fn sheet(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "A4",
        Paper::Letter => "US Letter",
    }
}

/// The name of a language; its tag, if it is none of those people write banks in most.
pub(crate) fn language(tag: &str) -> String {
    const NAMES: [(&str, &str); 24] = [
        ("ar", "Arabic"),
        ("cs", "Czech"),
        ("da", "Danish"),
        ("de", "German"),
        ("el", "Greek"),
        ("en", "English"),
        ("es", "Spanish"),
        ("fa", "Persian"),
        ("fi", "Finnish"),
        ("fr", "French"),
        ("he", "Hebrew"),
        ("hu", "Hungarian"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("ko", "Korean"),
        ("nb", "Norwegian"),
        ("nl", "Dutch"),
        ("pl", "Polish"),
        ("pt", "Portuguese"),
        ("ro", "Romanian"),
        ("ru", "Russian"),
        ("sv", "Swedish"),
        ("tr", "Turkish"),
        ("uk", "Ukrainian"),
    ];
    let (main, rest) = tag.split_once('-').unwrap_or((tag, ""));
    match NAMES.iter().find(|(key, _)| key.eq_ignore_ascii_case(main)) {
        Some((_, name)) if rest.is_empty() => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({})", text(tag)),
        None => text(tag),
    }
}

/// The size of a file as people say it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => plural(bytes as usize, "byte"),
        1_000..999_500 => format!("{} KB", (bytes + 500) / 1_000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// A number, with commas, and its noun.
pub(crate) fn plural(number: usize, noun: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{kit_of, language, level, plural, size};
    use crate::bank::Seniority::{Junior, Lead, Mid, Senior};

    #[test]
    fn a_path_gives_its_kit() {
        for (path, kit) in [
            ("python-mid-1-interviewer-a4.pdf", "python-mid-1"),
            ("team/x-candidate.PDF", "team/x"),
            ("team/-a4.pdf", "team/-a4"),
            ("-a4.pdf", "-a4"),
            ("a4.pdf", "a4"),
            ("x", "x"),
        ] {
            assert_eq!(kit_of(path.as_bytes()), kit.as_bytes(), "{path}");
        }
    }

    #[test]
    fn numbers_are_said_as_people_say_them() {
        let sizes = [1, 999, 1_000, 71_499, 999_499, 999_500, 1_949_999, 12_000_000].map(size);
        assert_eq!(sizes, ["1 byte", "999 bytes", "1 KB", "71 KB", "999 KB", "1.0 MB", "1.9 MB", "12.0 MB"]);
        let counts = [0, 1, 12, 1_000, 1_234_567].map(|n| plural(n, "page"));
        assert_eq!(counts, ["0 pages", "1 page", "12 pages", "1,000 pages", "1,234,567 pages"]);
    }

    #[test]
    fn levels_and_languages_have_names() {
        let levels: [&[_]; 4] = [&[Mid], &[Senior, Lead], &[Junior, Senior], &[]];
        assert_eq!(
            levels.map(level),
            ["Mid level", "Senior to lead level", "Junior, senior level", "Any level"]
        );
        assert_eq!(
            ["en", "pt-BR", "tlh", "x<y"].map(language),
            ["English", "Portuguese (pt-BR)", "tlh", "x&lt;y"]
        );
    }
}
