//! Sets the text of a field on its lines, with the program's own fonts.

use crate::document::{Align, ColorRole, FontStyle, RichText, TextStyle};
use crate::layout::text::{GlyphRun, Line, may_be_rtl};
use crate::layout::{PageItem, Typesetter};

use super::widgets::Widget;

/// Font sizes and line pitches for ruled lines, the largest first. The last two fit two lines of text
/// between two rules.
const RULED_SIZES: [(f32, f32); 5] = [(14.0, 20.0), (12.0, 20.0), (10.5, 20.0), (8.5, 10.0), (7.5, 10.0)];
/// Font sizes and pitches for a field of one line; the last takes two lines.
const LINE_SIZES: [(f32, f32); 5] = [(12.0, 16.0), (10.5, 16.0), (9.0, 16.0), (8.0, 16.0), (7.0, 8.0)];
/// The margin at the left and right of a field.
const SIDE_MARGIN: f32 = 2.0;
/// The distance by which the first rule is nearer to the top of its field than the pitch.
const FIRST_RULE_SHIFT: f32 = 3.0;
/// The size of the invisible letter of a box, its rise above the bottom, and its reach beyond the box.
const LETTER_SIZE: f32 = 9.5;
const LETTER_RISE: f32 = 0.5;
const LETTER_REACH: f32 = 3.5;
/// The least width of a character, as a part of its size.
const MIN_CHAR_WIDTH: f32 = 0.1;

/// Writes the start of marked content, or of an artifact.
pub(super) fn begin_content(kind: &str, number: Option<i64>) -> Vec<u8> {
    match number {
        None => b"/Artifact BMC\n".to_vec(),
        Some(number) => format!("/{kind} <</MCID {number}>> BDC\n").into_bytes(),
    }
}

/// Returns true if a text is drawn in another order than it is read.
pub(super) fn is_reordered(text: &str) -> bool {
    text.chars().any(may_be_rtl)
}

/// Sets the text of a field; `y` of the items counts down from the bottom of the page. None if the
/// text does not fit.
pub(super) fn set_field_text(
    typesetter: &mut Typesetter<'_>,
    widget: &Widget,
    text: &str,
) -> Option<Vec<PageItem>> {
    let text = clean_text(text, widget.has_lines);
    let (sizes, above) = if widget.has_lines { (RULED_SIZES, FIRST_RULE_SHIFT) } else { (LINE_SIZES, 0.0) };
    let width = widget.width() - 2.0 * SIDE_MARGIN;
    // Skips setting a text that cannot fit in the smallest size.
    let (least, pitch) = sizes[sizes.len() - 1];
    let room = (widget.height() + above) / pitch * width;
    if width <= least || text.chars().count() as f32 * least * MIN_CHAR_WIDTH > room {
        return None;
    }
    sizes.into_iter().find_map(|(size, pitch)| {
        // A thousandth makes up for rounding to two digits.
        let rows = ((widget.height() + above) / pitch + 0.001) as usize;
        let lines = lines(typesetter, &text, size, width);
        (lines.len() <= rows.max(1)).then(|| {
            let shown = if widget.has_lines { rows.max(1) } else { lines.len() };
            items(lines, widget, (size, pitch), shown)
        })
    })
}

/// Sets as much of the text of a field as fits, in the smallest size if it does not fit as a whole.
pub(super) fn set_what_fits(typesetter: &mut Typesetter<'_>, widget: &Widget, text: &str) -> Vec<PageItem> {
    if let Some(items) = set_field_text(typesetter, widget, text) {
        return items;
    }
    let (sizes, above) = if widget.has_lines { (RULED_SIZES, FIRST_RULE_SHIFT) } else { (LINE_SIZES, 0.0) };
    let (size, pitch) = sizes[sizes.len() - 1];
    let width = (widget.width() - 2.0 * SIDE_MARGIN).max(size);
    let rows = ((widget.height() + above) / pitch).max(1.0) as usize;
    let most = (rows as f32 * width / (size * MIN_CHAR_WIDTH)) as usize;
    let text: String = clean_text(text, widget.has_lines).chars().take(most).collect();
    let mut lines = lines(typesetter, &text, size, width);
    lines.truncate(rows);
    items(lines, widget, (size, pitch), rows)
}

/// Breaks paragraphs into lines; true for the first line of a paragraph.
fn lines(typesetter: &mut Typesetter<'_>, text: &str, size: f32, width: f32) -> Vec<(Line, bool)> {
    let style = TextStyle { size, leading: size, color: ColorRole::Text, align: Align::Start };
    let paragraphs = text.split('\n').flat_map(|paragraph| {
        let set = typesetter.break_lines(&RichText::new(paragraph, FontStyle::Regular), &style, width);
        set.into_iter().enumerate().map(|(n, line)| (line, n == 0)).collect::<Vec<_>>()
    });
    paragraphs.collect()
}

/// Places lines in a field of `rows` lines.
fn items(lines: Vec<(Line, bool)>, widget: &Widget, (size, pitch): (f32, f32), rows: usize) -> Vec<PageItem> {
    let mut items = Vec::new();
    // Descenders need a quarter of the size.
    let low = widget.rect[1] + (size * 0.28).max(if rows == 1 { 4.0 } else { pitch * 0.2 });
    for (n, (line, starts)) in lines.into_iter().enumerate() {
        let baseline = low + (rows - 1).saturating_sub(n) as f32 * pitch;
        items.extend(line.runs.into_iter().enumerate().map(|(first, run)| {
            let mut item = text_item(run, widget.rect[0] + SIDE_MARGIN, size, starts && first == 0);
            item.shift(0.0, -baseline);
            item
        }));
    }
    items
}

/// Returns a run on the baseline zero.
pub(super) fn text_item(run: GlyphRun, left: f32, size: f32, starts: bool) -> PageItem {
    PageItem::Text {
        x: left + run.x,
        y: 0.0,
        size: size * run.scale,
        run,
        node: None,
        starts_paragraph: starts,
    }
}

/// Returns an invisible letter that text extraction finds, and its horizontal scaling in hundredths. The
/// scaling lets it end just before the text that follows: words too far apart pass for two columns.
pub(super) fn invisible_letter(
    typesetter: &mut Typesetter<'_>,
    widget: &Widget,
    letter: &str,
) -> (Vec<PageItem>, u32) {
    let style =
        TextStyle { size: LETTER_SIZE, leading: LETTER_SIZE, color: ColorRole::Text, align: Align::Start };
    let text = RichText::new(letter, FontStyle::Regular);
    let wide = typesetter.text_width(&text, &style).max(1.0);
    let lines = typesetter.break_lines(&text, &style, 2.0 * wide);
    let (x, y) = (widget.rect[0], -(widget.rect[1] + LETTER_RISE));
    let runs = lines.into_iter().flat_map(|line| line.runs);
    let items = runs
        .map(|run| PageItem::Text {
            x: x + run.x,
            y,
            size: LETTER_SIZE,
            run,
            node: None,
            starts_paragraph: false,
        })
        .collect();
    (items, ((widget.width() + LETTER_REACH) / wide * 100.0).clamp(100.0, 1_000.0) as u32)
}

/// Removes control characters, and replaces other white space by spaces.
pub(super) fn clean_text(text: &str, has_lines: bool) -> String {
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
