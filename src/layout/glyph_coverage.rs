//! The characters of a story that no face has, found without laying the story out.

use super::text::{FontSet, MissingGlyph};
use crate::diag::Origin;
use crate::document::{Flowable, Furniture, RichText, Story};

/// Returns the characters that [`lay_out`](super::lay_out) would fail on, in the order of the story.
#[must_use]
pub fn find_missing_glyphs(story: &Story, fonts: &FontSet) -> Vec<MissingGlyph> {
    let mut search = GlyphSearch { fonts, subject: None, missing: Vec::new() };
    search.flow(&story.flow);
    search.furniture(&story.furniture);
    search.missing
}

/// Returns the characters of a text that no face has.
pub(crate) fn find_missing_in(text: &RichText, subject: Option<&str>, fonts: &FontSet) -> Vec<MissingGlyph> {
    let mut search = GlyphSearch { fonts, subject, missing: Vec::new() };
    search.rich_text(text);
    search.missing
}

/// Walks over a story as the first pass of layout does.
struct GlyphSearch<'s> {
    fonts: &'s FontSet,
    subject: Option<&'s str>,
    missing: Vec<MissingGlyph>,
}

impl<'s> GlyphSearch<'s> {
    fn flow(&mut self, flow: &'s [Flowable]) {
        for flowable in flow {
            match flowable {
                Flowable::Paragraph(paragraph) => self.rich_text(&paragraph.text),
                Flowable::Row(row) => row.cells.iter().for_each(|cell| self.flow(&cell.flow)),
                Flowable::Field(field) => {
                    self.rich_text(&field.label);
                    field.value.iter().for_each(|value| self.rich_text(value));
                }
                Flowable::Code(code) => self.rich_text(&code.text),
                Flowable::Entry(entry) => self.rich_text(&entry.text),
                Flowable::Tagged(tagged) => self.flow(&tagged.flow),
                Flowable::Group(group) => {
                    let outer = self.subject;
                    self.subject = group.subject.as_deref().or(outer);
                    self.flow(&group.flow);
                    self.flow(&group.continued);
                    self.subject = outer;
                }
                Flowable::Notes(_)
                | Flowable::Rule { .. }
                | Flowable::Space(_)
                | Flowable::PageBreak
                | Flowable::Destination(_) => {}
            }
        }
    }

    fn furniture(&mut self, furniture: &Furniture) {
        let Furniture { head, head_one, head_many, foot, foot_middle, foot_page, mark, style: _ } = furniture;
        for text in [head, head_one, head_many, foot, foot_middle, foot_page, mark] {
            self.characters(text, None);
        }
    }

    fn rich_text(&mut self, text: &RichText) {
        text.spans.iter().for_each(|span| self.characters(&span.text, text.origin));
    }

    fn characters(&mut self, text: &str, origin: Option<Origin>) {
        for character in text.chars().filter(|c| !self.fonts.can_set(*c)) {
            let subject = self.subject;
            let is_known =
                |known: &MissingGlyph| known.character == character && known.subject.as_deref() == subject;
            if !self.missing.iter().any(is_known) {
                self.missing.push(MissingGlyph { character, subject: subject.map(str::to_owned), origin });
            }
        }
    }
}
