//! Pages at the end of a record for answers too long for their fields.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::field_text;
use super::field_text::clean_text;
use super::tree::StructureTree;
use crate::document::{Align, ColorRole, FontStyle, RichText, TextStyle};
use crate::layout::{PageItem, Typesetter};
use crate::pdf::compress::Deflater;
use crate::pdf::read::{ReadError, page_attribute};

/// The font size and the line pitch.
const FONT_SIZE: f32 = 9.5;
const PITCH: f32 = 14.0;
/// The margins of a kit's pages.
const LEFT: f32 = 56.0;
const RIGHT: f32 = 52.0;
const TOP: f32 = 62.0;
const BOTTOM: f32 = 56.0;
/// The most characters of one answer; no field of a kit takes a tenth of them.
pub(super) const ANSWER_MAX_CHARS: usize = 50_000;

/// An answer that is too long for its field.
pub(super) struct LongAnswer<'k> {
    /// The name of the field.
    pub(super) name: &'k str,
    /// The index of its kit in a file of several kits.
    pub(super) kit: usize,
    /// The label of the field.
    pub(super) title: &'k str,
    pub(super) text: &'k str,
    /// The text that is read in place of the drawn one, if they differ.
    pub(super) read: Option<&'k str>,
}

/// Lines that share a page and an element of the structure tree.
pub(super) struct TaggedLines {
    /// The number of the answer, and true for its title; none for the foot of a page.
    pub(super) of: Option<(usize, bool)>,
    pub(super) items: Vec<PageItem>,
}

/// The added pages, and the page number that each answer starts on.
pub(super) struct OverflowPages {
    pub(super) pages: Vec<Vec<TaggedLines>>,
    pub(super) starts: Vec<usize>,
    size: (f32, f32),
}

/// Sets the answers on pages that follow `before` pages.
pub(super) fn set_long_answers(
    typesetter: &mut Typesetter<'_>,
    long: &[LongAnswer<'_>],
    size: (f32, f32),
    before: usize,
) -> OverflowPages {
    let mut overflow = OverflowPages { pages: Vec::new(), starts: Vec::new(), size };
    let mut y = f32::INFINITY;
    for (number, answer) in long.iter().enumerate() {
        typesetter.subject = Some(format!("the field `{}`", answer.name));
        // Keeps a title with the first lines of its answer.
        y += PITCH;
        if y > size.1 - BOTTOM - 3.0 * PITCH {
            y = overflow.start_page(typesetter, before);
        }
        overflow.starts.push(before + overflow.pages.len());
        y = overflow.set_text(
            typesetter,
            (answer.title, FontStyle::Semibold, ColorRole::Accent),
            (number, true),
            y,
            before,
        );
        y = overflow.set_text(
            typesetter,
            (&clean_text(answer.text, true), FontStyle::Regular, ColorRole::Text),
            (number, false),
            y,
            before,
        );
    }
    overflow
}

impl OverflowPages {
    /// Starts a page and returns the baseline of its first line.
    fn start_page(&mut self, typesetter: &mut Typesetter<'_>, before: usize) -> f32 {
        let number = before + self.pages.len() + 1;
        let foot = format!("Page {number}, added to the record");
        let y = self.size.1 - BOTTOM / 2.0 + 4.0;
        let items =
            self.break_text(typesetter, (&foot, FontStyle::Regular, ColorRole::Muted)).into_iter().next();
        self.pages.push(vec![TaggedLines { of: None, items: self.shift_to(items.unwrap_or_default(), y) }]);
        TOP + PITCH
    }

    /// Sets a text from a baseline on; returns the baseline after it.
    fn set_text(
        &mut self,
        typesetter: &mut Typesetter<'_>,
        text: (&str, FontStyle, ColorRole),
        of: (usize, bool),
        mut y: f32,
        before: usize,
    ) -> f32 {
        let mut is_new = true;
        for line in self.break_text(typesetter, text) {
            if y > self.size.1 - BOTTOM {
                y = self.start_page(typesetter, before);
                is_new = true;
            }
            let items = self.shift_to(line, y);
            if let Some(page) = self.pages.last_mut() {
                match page.last_mut().filter(|_| !is_new) {
                    Some(chunk) => chunk.items.extend(items),
                    None => page.push(TaggedLines { of: Some(of), items }),
                }
            }
            is_new = false;
            y += PITCH;
        }
        y
    }

    /// Breaks a text into lines.
    fn break_text(
        &self,
        typesetter: &mut Typesetter<'_>,
        (text, font_style, color): (&str, FontStyle, ColorRole),
    ) -> Vec<Vec<PageItem>> {
        let style = TextStyle { size: FONT_SIZE, leading: PITCH, color, align: Align::Start };
        let width = self.size.0 - LEFT - RIGHT;
        let mut all = Vec::new();
        for paragraph in text.split('\n') {
            for (n, line) in typesetter
                .break_lines(&RichText::new(paragraph, font_style), &style, width)
                .into_iter()
                .enumerate()
            {
                let runs = line.runs.into_iter().enumerate();
                all.push(
                    runs.map(|(first, run)| {
                        field_text::text_item(run, LEFT, FONT_SIZE, n == 0 && first == 0)
                    })
                    .collect(),
                );
            }
        }
        all
    }

    /// Moves a line to its baseline, counted from the top of the page.
    fn shift_to(&self, mut line: Vec<PageItem>, y: f32) -> Vec<PageItem> {
        let low = self.size.1 - y;
        for item in &mut line {
            item.shift(0.0, -low);
        }
        line
    }
}

/// Returns the size of the first page.
pub(super) fn page_size(document: &Document) -> (f32, f32) {
    const A4: (f32, f32) = (595.28, 841.89);
    let first = document.page_iter().next();
    let sheet = first.and_then(|page| page_attribute(document, page, b"MediaBox")?.as_array().ok());
    let edges: Vec<f32> = sheet.into_iter().flatten().filter_map(|edge| edge.as_float().ok()).collect();
    match edges.as_slice() {
        [left, low, right, high]
            if (200.0..5_000.0).contains(&(right - left)) && (200.0..5_000.0).contains(&(high - low)) =>
        {
            (right - left, high - low)
        }
        _ => A4,
    }
}

/// Adds the pages to a document.
pub(super) fn add_pages(
    document: &mut Document,
    (overflow, long): (&OverflowPages, &[LongAnswer<'_>]),
    contents: &[Vec<u8>],
    fonts: &Dictionary,
    tree: Option<&mut StructureTree>,
    deflater: &mut Deflater,
) -> Result<(), ReadError> {
    let damaged = |_| ReadError::Damaged;
    let mut tree = tree;
    let root =
        document.catalog().and_then(|catalog| catalog.get(b"Pages")?.as_reference()).map_err(damaged)?;
    let resources = document.add_object(dictionary! { "Font" => fonts.clone() });
    let mut sections: Vec<[ObjectId; 2]> = Vec::new();
    let mut contents = contents.iter();
    let mut ids: Vec<Object> = Vec::new();
    for page in &overflow.pages {
        let id = document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => root,
            "MediaBox" => vec![0.into(), 0.into(), overflow.size.0.into(), overflow.size.1.into()],
            "Resources" => resources,
        });
        ids.push(id.into());
        let mut drawn = Vec::new();
        for (chunk, content) in page.iter().zip(contents.by_ref()) {
            let number = match (chunk.of, tree.as_deref_mut()) {
                (Some((answer, is_title)), Some(tree)) => {
                    if sections.len() <= answer {
                        let read = long.get(answer).and_then(|long| long.read);
                        sections.extend(tree.add_section(document, read));
                    }
                    let section = sections.get(answer).copied();
                    section.and_then(|[title, text]| {
                        tree.add_content(document, id, if is_title { title } else { text })
                    })
                }
                _ => None,
            };
            drawn.extend(field_text::begin_content("P", number));
            drawn.extend(content);
            drawn.extend(b"\nEMC\n");
        }
        let content = document.add_object(deflater.stream(Dictionary::new(), &drawn));
        let dict = document.get_object_mut(id).and_then(Object::as_dict_mut).map_err(damaged)?;
        dict.set("Contents", content);
    }
    let dict = document.get_dictionary(root).map_err(damaged)?;
    let mut kids = dict.get_deref(b"Kids", document).and_then(Object::as_array).cloned().map_err(damaged)?;
    let count = dict.get_deref(b"Count", document).and_then(Object::as_i64).unwrap_or(0);
    let count = count.saturating_add(ids.len() as i64);
    kids.extend(ids);
    let dict = document.get_object_mut(root).and_then(Object::as_dict_mut).map_err(damaged)?;
    dict.set("Kids", kids);
    dict.set("Count", count);
    Ok(())
}
