//! The HTML index of a folder, rendered from entries that nobody has checked.

use interview_kit::bank::Seniority::{self, Junior, Lead, Mid, Senior};
use interview_kit::batch::checksum::sha256;
use interview_kit::compose::document_settings::Style;
use interview_kit::compose::{self, Face};
use interview_kit::index::{
    EntryPicture, IndexEntry, KitDescription, PageSettings, is_own_checksums, is_own_page, render_checksums,
    render_page, sort_entries,
};
use proptest::prelude::*;

fn entry(path: &str, role: &str, levels: &[Seniority], face: Face) -> IndexEntry {
    let style = Style { face, ..Style::default() };
    let about = KitDescription {
        role_id: role.to_lowercase(),
        role: role.to_owned(),
        levels: levels.to_vec(),
        minutes: 60,
        questions: 9,
        style,
        language: "en".to_owned(),
        kit: "0a1b2c3d".to_owned(),
    };
    let checksum = sha256(path.as_bytes());
    IndexEntry { path: path.into(), size: 70_000, checksum, about, pages: Some(9), picture: None }
}

fn render_index(title: &str, entries: &[IndexEntry]) -> String {
    render_page(&PageSettings { title: title.to_owned(), has_pictures: true }, entries)
}

/// Returns the offset of a file's name in a page.
#[track_caller]
fn offset_of(page: &str, file: &str) -> usize {
    page.find(&format!("<bdi>{file}</bdi>")).unwrap()
}

#[test]
fn documents_stand_by_role_level_and_reader_whatever_their_names() {
    let mut entries = vec![
        entry("1.pdf", "Tester", &[Mid], Face::Candidate),
        entry("2.pdf", "Tester", &[Mid], Face::Interviewer),
        entry("3.pdf", "Analyst", &[Senior, Lead], Face::Interviewer),
        entry("4.pdf", "Analyst", &[Junior], Face::Interviewer),
        entry("5.pdf", "Analyst", &[], Face::Interviewer),
    ];
    sort_entries(&mut entries);
    let page = render_index("Kits", &entries);
    let places = ["5.pdf", "4.pdf", "3.pdf", "2.pdf", "1.pdf"].map(|file| offset_of(&page, file));
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(page.matches("<h2 ").count(), 2);
    for level in ["Any level, ", "Junior level, ", "Senior to lead level, ", "Mid level, "] {
        assert!(page.contains(level), "{level}");
    }
    entries.reverse();
    sort_entries(&mut entries);
    assert_eq!(render_index("Kits", &entries), page);
}

#[test]
fn documents_that_look_alike_are_told_apart_by_their_kits() {
    let mut entries: Vec<IndexEntry> =
        ["t-1-candidate-a4.pdf", "t-2-candidate-a4.pdf", "t-1-interviewer-a4.pdf"]
            .map(|path| {
                entry(
                    path,
                    "Tester",
                    &[Mid],
                    if path.contains('c') { Face::Candidate } else { Face::Interviewer },
                )
            })
            .into();
    entries[1].about.kit = "ffff0000".to_owned();
    sort_entries(&mut entries);
    let page = render_index("Kits", &entries);
    for (name, kit) in [("t-1", "0a1b2c3d"), ("t-2", "ffff0000")] {
        assert_eq!(page.matches(&format!("candidate’s handout <bdi>{name}</bdi></a></h3>")).count(), 1);
        assert_eq!(page.matches(&format!(" · kit {kit}</p>")).count(), 1, "{page}");
    }
    assert!(page.contains("interviewer’s kit</a></h3>"), "no other looks like this one");
    assert!(page.contains("No kit matches. Clear the search to see all."));
}

#[test]
fn roles_of_one_id_in_two_banks_are_two() {
    let other = entry("2.pdf", "Analyst, old", &[Mid], Face::Interviewer);
    let about = KitDescription { role_id: "analyst".to_owned(), ..other.about.clone() };
    let page = render_index(
        "Kits",
        &[entry("1.pdf", "Analyst", &[Mid], Face::Interviewer), IndexEntry { about, ..other }],
    );
    assert_eq!(page.matches("<section ").count(), 2);
}

#[test]
fn the_content_security_policy_allows_exactly_what_the_page_uses() {
    let page = render_index("Kits", &[entry("1.pdf", "Analyst", &[Mid], Face::Interviewer)]);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    for hole in
        ["unsafe", " style=", " onclick", " onload", "http://", "https://", "javascript:", "@import", "url("]
    {
        assert!(!page.contains(hole), "{hole}");
    }
    assert!(page.contains("default-src 'none'; img-src 'self' file: data:; style-src 'sha256-"));
}

#[test]
fn the_title_of_a_kit_gives_its_role() {
    for levels in [&[][..], &[Mid], &[Senior, Lead], &[Junior, Senior]] {
        let name = compose::format_levels(levels);
        for (face, kind) in
            [(Face::Interviewer, "Interview kit"), (Face::Candidate, "Questions for the candidate")]
        {
            let title = format!("{kind}: Head of: X, Y, {name}");
            assert_eq!(compose::role_from_title(&title, face, levels).as_deref(), Some("Head of: X, Y"));
        }
        assert_eq!(compose::role_from_title("Something else", Face::Interviewer, levels), None);
    }
}

proptest! {
    #[test]
    fn no_text_of_a_kit_or_file_opens_a_tag_or_leaves_its_attribute(
        role in "[<>&\"'a-z \u{0}\u{202e}\u{85}]{0,20}",
        path in "[<>&\"'a-z#?%\\\\\n\r\u{202e}é]{1,20}",
        language in "[<>\"' a-z-]{0,8}",
        title in "\\PC{0,20}",
    ) {
        let mut one = entry(&format!("{path}.pdf"), &role, &[Mid], Face::Candidate);
        one.about.language = language;
        one.about.kit.clone_from(&role);
        one.about.style.recipient = Some(role);
        one.picture = Some(EntryPicture { size: (280, 396), checksum: one.checksum.clone() });
        let plain = render_index("Kits", &[entry("a.pdf", "Analyst", &[Mid], Face::Candidate)]);
        let page = render_index(&title, std::slice::from_ref(&one));
        let count = |page: &str, what: &str| page.matches(what).count();
        // A link with a picture instead of a line without one, and the line for the recipient with its name.
        prop_assert_eq!(count(&page, "<"), count(&plain, "<") - 2 + 3 + 4);
        let quotes = |page: &str| count(page, "\"");
        prop_assert_eq!(quotes(&page) - quotes(&plain), 2 * (6 + 5 - 1 + 1));
        let is_turned = page.contains('\u{202e}');
        prop_assert!(!is_turned && is_own_page(page.as_bytes()));
        let sums = render_checksums(&page, &[one]);
        prop_assert!(is_own_checksums(&sums));
        prop_assert_eq!(String::from_utf8_lossy(&sums).lines().count(), 3);
    }
}
