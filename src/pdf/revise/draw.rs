//! What is filled in, set anew with fonts of our own: text on the lines of its field.

use crate::document::{Align, ColorRole, FontStyle, RichText, TextStyle};
use crate::layout::text::{Line, Run, may_be_rtl};
use crate::layout::{Item, Typesetter};

use super::places::Place;

/// Sizes and distances of lines that text on ruled lines is tried in, the largest first: what is typed
/// stands on every line; where that is too much, twice as many lines stand there.
const ON_LINES: [(f32, f32); 5] = [(14.0, 20.0), (12.0, 20.0), (10.5, 20.0), (8.5, 10.0), (7.5, 10.0)];
/// Sizes that text on one line is tried in; at last it takes two.
const ON_ONE: [(f32, f32); 5] = [(12.0, 16.0), (10.5, 16.0), (9.0, 16.0), (8.0, 16.0), (7.0, 8.0)];
/// Space at the left and right of a field.
const SIDE: f32 = 2.0;
/// How far the first of the lines to write on is from the top of its field, less than their distance.
const ABOVE_LINE: f32 = 3.0;
/// The size of letters beside running text, how far they stand above the bottom of their box, and how far
/// they reach out of it.
const LETTER: f32 = 9.5;
const LETTER_RISE: f32 = 0.5;
const LETTER_REACH: f32 = 3.5;
/// No text is narrower than this part of its size for each character.
const NARROWEST: f32 = 0.1;

/// The beginning of marked content, or of decoration.
pub(super) fn tagged(kind: &str, number: Option<i64>) -> Vec<u8> {
    match number {
        None => b"/Artifact BMC\n".to_vec(),
        Some(number) => format!("/{kind} <</MCID {number}>> BDC\n").into_bytes(),
    }
}

/// Whether a text is drawn in another order than it is read.
pub(super) fn is_reordered(text: &str) -> bool {
    text.chars().any(may_be_rtl)
}

/// The text of a field, as items whose `y` is counted from the bottom of the page, down. None if there
/// is more of it than there is room for.
pub(super) fn text(setter: &mut Typesetter<'_>, place: &Place, text: &str) -> Option<Vec<Item>> {
    let text = clean(text, place.has_lines);
    let (sizes, above) = if place.has_lines { (ON_LINES, ABOVE_LINE) } else { (ON_ONE, 0.0) };
    let width = place.width() - 2.0 * SIDE;
    // What cannot fit in the smallest size is not set to find that out.
    let (least, pitch) = sizes[sizes.len() - 1];
    let room = (place.height() + above) / pitch * width;
    if width <= least || text.chars().count() as f32 * least * NARROWEST > room {
        return None;
    }
    sizes.into_iter().find_map(|(size, pitch)| {
        // A thousandth for what is lost when numbers are written with two digits.
        let rows = ((place.height() + above) / pitch + 0.001) as usize;
        let lines = lines(setter, &text, size, width);
        (lines.len() <= rows.max(1)).then(|| {
            let shown = if place.has_lines { rows.max(1) } else { lines.len() };
            items(lines, place, (size, pitch), shown)
        })
    })
}

/// Each paragraph as lines, with whether each starts one.
fn lines(setter: &mut Typesetter<'_>, text: &str, size: f32, width: f32) -> Vec<(Line, bool)> {
    let style = TextStyle { size, leading: size, color: ColorRole::Text, align: Align::Start };
    let paragraphs = text.split('\n').flat_map(|paragraph| {
        let set = setter.break_lines(&RichText::new(paragraph, FontStyle::Regular), &style, width);
        set.into_iter().enumerate().map(|(n, line)| (line, n == 0)).collect::<Vec<_>>()
    });
    paragraphs.collect()
}

/// Places lines, `rows` of them being the height of the field.
fn items(lines: Vec<(Line, bool)>, place: &Place, (size, pitch): (f32, f32), rows: usize) -> Vec<Item> {
    let mut items = Vec::new();
    // Letters that reach down need a quarter of the size.
    let low = place.rect[1] + (size * 0.28).max(if rows == 1 { 4.0 } else { pitch * 0.2 });
    for (n, (line, starts)) in lines.into_iter().enumerate() {
        let baseline = low + (rows - 1).saturating_sub(n) as f32 * pitch;
        items.extend(line.runs.into_iter().enumerate().map(|(first, run)| {
            let mut item = item(run, place.rect[0] + SIDE, size, starts && first == 0);
            item.shift(0.0, -baseline);
            item
        }));
    }
    items
}

/// Words on the baseline zero.
pub(super) fn item(run: Run, left: f32, size: f32, starts: bool) -> Item {
    Item::Text { x: left + run.x, y: 0.0, size: size * run.scale, run, node: None, starts_paragraph: starts }
}

/// A letter at a place that is not seen but found by what reads the text of a page, and by how many parts
/// in a hundred it must be stretched to end before the text that follows: words too far apart are taken
/// for those of two columns.
pub(super) fn letter(setter: &mut Typesetter<'_>, place: &Place, letter: &str) -> (Vec<Item>, u32) {
    let style = TextStyle { size: LETTER, leading: LETTER, color: ColorRole::Text, align: Align::Start };
    let text = RichText::new(letter, FontStyle::Regular);
    let wide = setter.text_width(&text, &style).max(1.0);
    let lines = setter.break_lines(&text, &style, 2.0 * wide);
    let (x, y) = (place.rect[0], -(place.rect[1] + LETTER_RISE));
    let runs = lines.into_iter().flat_map(|line| line.runs);
    let items = runs
        .map(|run| Item::Text { x: x + run.x, y, size: LETTER, run, node: None, starts_paragraph: false })
        .collect();
    (items, ((place.width() + LETTER_REACH) / wide * 100.0).clamp(100.0, 1_000.0) as u32)
}

/// Text without what no font can have: what steers, and white space that is no space.
pub(super) fn clean(text: &str, has_lines: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim_end().chars() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => out.push(if has_lines { '\n' } else { ' ' }),
            '\t' => out.push_str("    "),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
