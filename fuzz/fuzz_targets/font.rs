//! Any bytes as a font that a user adds: if it is accepted, a text in several scripts is typeset and written with it.

#![no_main]

use interview_kit::document::{
    Align, ColorRole, Flowable, Furniture, Meta, Paragraph, RichText, Story, TextStyle,
};
use interview_kit::geom::Paper;
use interview_kit::layout::{FontSet, Margins, Typesetter, lay_out};
use interview_kit::pdf::{WriteOptions, write_document};
use libfuzzer_sys::fuzz_target;

const STYLE: TextStyle = TextStyle { size: 10.0, leading: 12.0, color: ColorRole::Text, align: Align::Start };
/// Texts of which the built-in fonts lack all letters but those of the first.
const TEXTS: [&str; 4] = ["office", "שלום", "مرحبا", "नमस्ते"];

fuzz_target!(|bytes: &[u8]| {
    let mut fonts = FontSet::bundled();
    if fonts.add(bytes.to_vec()).is_err() {
        return;
    }
    for text in TEXTS {
        let pages = lay_out(&story(text), Paper::A4, Margins::default(), &mut Typesetter::new(&fonts));
        if let Ok(pages) = pages {
            let _ = write_document(&pages, &fonts, &WriteOptions::default());
        }
    }
});

fn story(text: &str) -> Story {
    let paragraph = Paragraph {
        text: RichText::from(text),
        style: STYLE,
        marker: None,
        before: 0.0,
        keep_with_next: false,
        max_lines: None,
        control: None,
    };
    let furniture = Furniture {
        mark: String::new(),
        head: String::new(),
        head_one: String::new(),
        head_many: String::new(),
        foot: String::new(),
        foot_middle: String::new(),
        foot_page: String::new(),
        style: STYLE,
    };
    Story { meta: Meta::default(), flow: vec![Flowable::Paragraph(paragraph)], furniture }
}
