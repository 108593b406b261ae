//! Titles of questions on the pages: in the plan, the contents, the outline and the score sheet.

use crate::support::pdf_reader::{Reader, without_white_space};
use crate::support::{banks, kits, stories, test_fonts};
use interview_kit::bank::{Bank, Question};
use interview_kit::compose::{Face, Options, Style, compose};
use interview_kit::geom::Paper;
use interview_kit::kit::Kit;
use interview_kit::layout::{FontSet, Margins, PageItem, Typesetter, lay_out};

/// Gives every question of a bank a title.
fn with_titles(bank: Bank, title: impl Fn(usize) -> String) -> Bank {
    let titled = |(number, question)| Question { title: Some(banks::bank_text(&title(number))), ..question };
    let questions = bank.questions.into_iter().enumerate().map(titled).collect();
    Bank { questions, ..bank }
}

fn read_kit(kit: &Kit<'_>, face: Face) -> Reader {
    Reader::open(&kits::write_kit(kit, face, &FontSet::bundled()))
}

#[test]
fn the_plan_of_a_short_kit_the_outline_and_the_score_sheet_name_questions_by_title() {
    let bank = with_titles(kits::built_in_bank(), |number| format!("Topic {number} of the talk"));
    let kit = kits::kit(&bank, &kits::blueprint(8, None, 3));
    let reader = read_kit(&kit, Face::Interviewer);
    let outline = reader.outline();
    let (cover, score_sheet) = (reader.page_text(0), reader.page_text(reader.pages.len() - 1));
    for pick in &kit.picks {
        let title = pick.question.title_text();
        assert!(outline.iter().any(|entry| entry.title == format!("{}. {title}", pick.number)), "{title}");
        for text in [&cover, &score_sheet] {
            assert!(without_white_space(text).contains(&without_white_space(&title)), "{title} in {text}");
        }
    }
}

#[test]
fn a_long_kit_has_its_titles_in_the_contents_instead_of_the_plan() {
    let bank = with_titles(kits::built_in_bank(), |number| format!("Topic {number} of the talk"));
    let kit = kits::kit(&bank, &kits::blueprint(14, None, 3));
    let reader = read_kit(&kit, Face::Interviewer);
    let (cover, contents) =
        (without_white_space(&reader.page_text(0)), without_white_space(&reader.page_text(1)));
    for pick in &kit.picks {
        let title = without_white_space(&pick.question.title_text());
        assert!(contents.contains(&title) && !cover.contains(&title), "{title}");
    }
}

#[test]
fn no_part_of_the_candidates_file_has_a_title() {
    let bank = with_titles(kits::built_in_bank(), |number| format!("Giveaway{number}"));
    let kit = kits::kit(&bank, &kits::blueprint(6, None, 3));
    let bytes = kits::write_kit(&kit, Face::Candidate, &FontSet::bundled());
    let reader = Reader::open(&bytes);
    let outline: String = reader.outline().into_iter().map(|entry| entry.title).collect();
    let said =
        [reader.all_text(), outline, String::from_utf8_lossy(&reader.strings_and_streams()).into_owned()];
    assert!(said.iter().all(|text| !text.contains("Giveaway")));
}

/// The widest titles that a bank may hold stay between the margins and off the rating circles.
#[test]
fn titles_of_the_greatest_length_stay_on_their_page_in_both_directions() {
    let mut fonts = FontSet::bundled();
    fonts.add(test_fonts::right_to_left_font()).unwrap();
    for (language, title) in
        [("en", "W".repeat(48)), ("en", "Wide Words ".repeat(4)), ("he", "שאלה ".repeat(9))]
    {
        let bank = with_titles(kits::built_in_bank(), |_| title.trim().to_owned());
        let bank = Bank { language: language.to_owned(), ..bank };
        for count in [8, 14] {
            let kit = kits::kit(&bank, &kits::blueprint(count, None, 3));
            let options = Options { style: Style::default(), ..Options::default() };
            let story = compose(&kit, &options);
            let pages = lay_out(&story, Paper::A4, Margins::default(), &mut Typesetter::new(&fonts)).unwrap();
            let width = Paper::A4.size().0;
            for item in pages.pages.iter().flat_map(|page| &page.items) {
                let (left, right) = stories::extent(item).x;
                let is_inside = left >= 51.5 && right <= width - 51.5;
                assert!(is_inside || !matches!(item, PageItem::Text { .. }), "{item:?}");
            }
        }
    }
}
