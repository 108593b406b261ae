//! The part of the page for one document, and its labels.

use maud::{Markup, PreEscaped, html};

use super::entry::{IndexEntry, picture_path};
use super::escape::{make_visible, relative_url, visible_file_name};
use crate::bank::Seniority;
use crate::compose::{self, Face};
use crate::fs::folder::strip_pdf_ending;
use crate::geom::Paper;

/// A line break between parts of the page, so that a diff of two pages is readable.
pub(crate) const LINE_END: PreEscaped<&str> = PreEscaped("\n");

/// Renders a document in the list of its role. `needs_name` adds the name of the kit to a heading that others share.
pub(crate) fn render_document(entry: &IndexEntry, role: usize, needs_name: bool) -> Markup {
    let about = &entry.about;
    let face = about.style.face;
    let (address, file) = (relative_url(&entry.path), visible_file_name(&entry.path));
    let levels: Vec<&str> = levels_of(&about.levels).map(Seniority::key).collect();
    let mut facts = facts(entry);
    if needs_name {
        facts.push(format!("kit {}", make_visible(&about.kit)));
    }
    html! {
        li.document data-role=(role) data-level=(levels.join(" ")) data-face=(face.key())
            data-paper=(about.style.paper.key()) data-language=(make_visible(&about.language)) {
            @match &entry.picture {
                Some(picture) => {
                    a.picture href=(address) type="application/pdf" tabindex="-1" aria-hidden="true" {
                        img src=(relative_url(picture_path(&entry.checksum).as_bytes())) width=(picture.size.0)
                            height=(picture.size.1) loading="lazy" decoding="async" alt={ "First page of " (file) };
                    }
                }
                None => { p.blank { "No picture" } }
            }
            div {
                h3 {
                    a href=(address) type="application/pdf" {
                        span.apart { (render_in_language(&about.role, &about.language)) ": " }
                        (level_label(&about.levels)) ", " (face_label(face))
                        @if needs_name { " " bdi { (visible_file_name(kit_name(&entry.path))) } }
                    }
                }
                p { (facts.join(" · ")) }
                p.quiet { (face_purpose(face)) }
                @if let Some(recipient) = &about.style.recipient {
                    p.quiet { "For " bdi { (make_visible(recipient)) } " only." }
                }
                p {
                    a href=(address) type="application/pdf" download { "Download " bdi { (file) } } " "
                    span.whole { "(" (size_label(entry.size)) ")" }
                }
                details {
                    summary { "Checksum" span.apart { " of " (file) } }
                    dl {
                        dt { "SHA-256" } dd { code { (entry.checksum) } }
                        dt { "Kit" } dd { code { (make_visible(&about.kit)) } }
                    }
                }
            }
        }
        (LINE_END)
    }
}

/// Returns the path of a file without its ending, face and paper, which the page states separately.
fn kit_name(path: &[u8]) -> &[u8] {
    let mut name = strip_pdf_ending(path).unwrap_or(path);
    let known = Face::ALL.map(Face::key).into_iter().chain(Paper::ALL.map(Paper::key));
    let known: Vec<String> = known.map(|key| format!("-{key}")).collect();
    // Ends because each round but the last removes an ending.
    while let Some(rest) = known.iter().find_map(|end| name.strip_suffix(end.as_bytes())) {
        if rest.is_empty() || rest.ends_with(b"/") {
            break;
        }
        name = rest;
    }
    name
}

/// Renders a text in the language of its kit.
pub(crate) fn render_in_language(text: &str, language: &str) -> Markup {
    html! { span lang=(make_visible(language)) dir="auto" { (make_visible(text)) } }
}

/// Returns the facts about a document, each in a few words.
fn facts(entry: &IndexEntry) -> Vec<String> {
    let about = &entry.about;
    let mut facts = vec![paper_label(about.style.paper).to_owned()];
    facts.extend(entry.pages.map(|pages| count_label(pages, "page")));
    facts.push(count_label(about.minutes as usize, "minute"));
    facts.push(count_label(about.questions, "question"));
    facts.push(language_label(&about.language));
    if about.style.no_form {
        facts.push("no fields".to_owned());
    }
    if about.style.pdf_a {
        facts.push("PDF/A".to_owned());
    }
    facts
}

/// Returns the levels of a kit. A kit for any level is for each of them.
fn levels_of(levels: &[Seniority]) -> impl Iterator<Item = Seniority> {
    let levels = if levels.is_empty() { Seniority::ALL.to_vec() } else { levels.to_vec() };
    levels.into_iter()
}

/// Returns the levels as the start of a line.
fn level_label(levels: &[Seniority]) -> String {
    let name = compose::format_levels(levels);
    let has_noun = name.ends_with(" level");
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase()).into_iter();
    first.chain(chars).chain(if has_noun { "" } else { " level" }.chars()).collect()
}

/// Names a document by its reader.
fn face_label(face: Face) -> &'static str {
    match face {
        Face::Interviewer => "interviewer’s kit",
        Face::Candidate => "candidate’s handout",
    }
}

/// Describes the purpose of a document, so that no interviewer's kit is handed out by mistake.
fn face_purpose(face: Face) -> &'static str {
    match face {
        Face::Interviewer => "Confidential: questions with what to listen for, ratings and notes.",
        Face::Candidate => "To hand out: questions alone.",
    }
}

/// Names a paper size.
pub(crate) fn paper_label(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "A4",
        Paper::Letter => "US Letter",
    }
}

/// Names a language, or returns its tag if it is not a common language of banks.
pub(crate) fn language_label(tag: &str) -> String {
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
        Some((_, name)) => format!("{name} ({})", make_visible(tag)),
        None => make_visible(tag).into_owned(),
    }
}

/// Returns the size of a file in rounded units.
fn size_label(bytes: u64) -> String {
    match bytes {
        0..1_000 => count_label(bytes as usize, "byte"),
        1_000..999_500 => format!("{} KB", (bytes + 500) / 1_000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// Returns a number with commas, and its noun.
pub(crate) fn count_label(number: usize, noun: &str) -> String {
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
    use super::{count_label, kit_name, language_label, level_label, size_label};
    use crate::bank::Seniority::{Junior, Lead, Mid, Senior};

    #[test]
    fn kit_names_have_no_face_and_paper() {
        for (path, kit) in [
            ("python-mid-1-interviewer-a4.pdf", "python-mid-1"),
            ("team/x-candidate.PDF", "team/x"),
            ("team/-a4.pdf", "team/-a4"),
            ("-a4.pdf", "-a4"),
            ("a4.pdf", "a4"),
            ("x", "x"),
        ] {
            assert_eq!(kit_name(path.as_bytes()), kit.as_bytes(), "{path}");
        }
    }

    #[test]
    fn sizes_and_counts_are_rounded_and_grouped() {
        let sizes = [1, 999, 1_000, 71_499, 999_499, 999_500, 1_949_999, 12_000_000].map(size_label);
        assert_eq!(sizes, ["1 byte", "999 bytes", "1 KB", "71 KB", "999 KB", "1.0 MB", "1.9 MB", "12.0 MB"]);
        let counts = [0, 1, 12, 1_000, 1_234_567].map(|n| count_label(n, "page"));
        assert_eq!(counts, ["0 pages", "1 page", "12 pages", "1,000 pages", "1,234,567 pages"]);
    }

    #[test]
    fn levels_and_languages_have_names() {
        let levels: [&[_]; 4] = [&[Mid], &[Senior, Lead], &[Junior, Senior], &[]];
        assert_eq!(
            levels.map(level_label),
            ["Mid level", "Senior to lead level", "Junior, senior level", "Any level"]
        );
        assert_eq!(
            ["en", "pt-BR", "tlh", "x<y"].map(language_label),
            ["English", "Portuguese (pt-BR)", "tlh", "x<y"]
        );
    }
}
