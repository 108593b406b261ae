//! The content streams of pages, of overlays on other pages, and of prefilled texts.

use super::circle;
use super::painter::Painter;
use super::show::begin_actual_text;
use crate::layout::text::GlyphRun;
use crate::layout::{Page, PageItem, PrefilledText, Structure};
use crate::pdf::write::syntax::round_hundredths;
use crate::pdf::write::tags::{Languages, SPAN, is_same_stretch, structure_type, tagged_items};
use crate::pdf::write::used_font_faces::UsedFaces;

/// Returns the content stream of a page. All content is marked: as tagged text or as an artifact.
pub(in crate::pdf::write) fn page_content(
    page: &Page,
    structure: &Structure,
    languages: &Languages,
    height: f32,
    faces: &UsedFaces,
) -> Vec<u8> {
    let mut painter = Painter::new(faces);
    // With the origin at the top, `y` is negative and whole numbers stay whole.
    painter.out.translate(0.0, round_hundredths(height));
    paint_graphics(&mut painter, page);
    // Text comes last, in one text object: most of its state then carries over from line to line.
    painter.out.op([], "BT");
    let mut number = 0;
    for stretch in tagged_items(page).chunk_by(|a, b| is_same_stretch(languages, a, b)) {
        let PageItem::Text { node, .. } = stretch[0] else { continue };
        let role = node.and_then(|node| structure.nodes.get(node.0 as usize)).map(|node| node.role);
        match role {
            Some(_) if languages.is_set_apart(stretch[0]) => painter.out.begin_tagged(SPAN, number),
            Some(role) => painter.out.begin_tagged(structure_type(role), number),
            None => painter.out.begin_marked("Artifact", b"/Type/Pagination"),
        }
        number += usize::from(node.is_some());
        paint_texts(&mut painter, stretch.iter().copied());
        painter.out.op([], "EMC");
    }
    painter.out.op([], "ET");
    painter.out.into_bytes()
}

/// Paints lines, fills and marks as one artifact.
fn paint_graphics(painter: &mut Painter<'_>, page: &Page) {
    let is_graphic = |item: &&PageItem| {
        matches!(
            item,
            PageItem::Rule { .. } | PageItem::Ruled { .. } | PageItem::Fill { .. } | PageItem::Mark { .. }
        )
    };
    let graphics: Vec<&PageItem> = page.items.iter().filter(is_graphic).collect();
    if graphics.is_empty() {
        return;
    }
    painter.out.name_op("Artifact", "BMC");
    let is_circle = |item: &PageItem| circle::circle_color(item).is_some();
    for row in graphics.chunk_by(|a, b| is_circle(a) && is_circle(b)) {
        match circle::circle_color(row[0]) {
            Some(color) => painter.circles(row, color),
            None => painter.graphic(row[0]),
        }
    }
    painter.out.op([], "EMC");
}

/// Paints texts, with a space between two paragraphs.
fn paint_texts<'i>(painter: &mut Painter<'_>, items: impl Iterator<Item = &'i PageItem>) {
    let mut before: Option<&GlyphRun> = None;
    for item in items {
        let PageItem::Text { x, y, size, run, starts_paragraph, .. } = item else { continue };
        if let Some(last) = before.filter(|_| *starts_paragraph) {
            painter.separate_words(last);
        }
        painter.run((*x, *y), *size, run);
        before = Some(run);
    }
}

/// Returns the content that draws texts on an existing page, where `y` counts downward from its bottom. It is
/// not tagged. `actual_text` replaces the text for readers.
pub(crate) fn overlay_content(items: &[PageItem], actual_text: Option<&str>, faces: &UsedFaces) -> Vec<u8> {
    let mut painter = Painter::new(faces);
    painter.out.op([], "q");
    painter.out.op([], "BT");
    if let Some(text) = actual_text {
        begin_actual_text(&mut painter.out, text);
    }
    paint_texts(&mut painter, items.iter());
    if actual_text.is_some() {
        painter.out.op([], "EMC");
    }
    painter.out.op([], "ET");
    painter.out.op([], "Q");
    painter.out.into_bytes()
}

/// Returns the content that draws a prefilled text in a field of this height, marked as programs expect it.
pub(in crate::pdf::write) fn prefilled_content(
    text: &PrefilledText,
    height: f32,
    faces: &UsedFaces,
) -> Vec<u8> {
    let mut painter = Painter::new(faces);
    painter.out.name_op("Tx", "BMC");
    painter.out.op([], "q");
    painter.out.translate(0.0, round_hundredths(height));
    painter.out.op([], "BT");
    for run in &text.runs {
        painter.run((run.x, text.y), text.size * run.scale, run);
    }
    for operator in ["ET", "Q", "EMC"] {
        painter.out.op([], operator);
    }
    painter.out.into_bytes()
}
