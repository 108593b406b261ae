//! Third pass: the content that needs the finished pages, which is heads, feet and page numbers.

use std::collections::BTreeMap;

use super::collect::push_line;
use super::page::{Page, PageItem, PlacedDestination};
use super::text::Typesetter;
use crate::document::{Align, ColorRole, DestinationId, Furniture, RichText, TextStyle};

/// The positions of head and foot.
#[derive(Debug, Clone, Copy)]
pub(super) struct FurniturePosition {
    pub x: f32,
    pub width: f32,
    /// The baseline of the head.
    pub head: f32,
    /// The baseline of the foot.
    pub foot: f32,
}

/// The part of a line that a text may take, as fractions of its width from the side where reading starts.
///
/// Each text has a column of its own, so that a long one is cut and never overlaps another.
type Column = (f32, f32);

const START_COLUMN: Column = (0.0, 0.34);
const MIDDLE_COLUMN: Column = (0.34, 0.66);
const END_COLUMN: Column = (0.66, 1.0);
const WHOLE_LINE: Column = (0.0, 1.0);

/// The distance of the marking, a line of its own, above the foot.
const MARKING_GAP: f32 = 13.0;
/// The distance of the rule under the head.
const RULE_GAP: f32 = 6.0;

/// Adds head and foot to every page, and fills in page numbers.
pub(super) fn furnish(
    typesetter: &mut Typesetter<'_>,
    pages: &mut [Page],
    destinations: &[PlacedDestination],
    furniture: &Furniture,
    position: FurniturePosition,
) {
    let page_of: BTreeMap<DestinationId, usize> =
        destinations.iter().map(|p| (p.destination.id, p.page)).collect();
    let page_count = pages.len();
    let mut rest = destinations;
    // The last number so far: a page that continues a group starts with it.
    let mut latest = None;
    for (index, page) in pages.iter_mut().enumerate() {
        set_page_numbers(typesetter, page, &page_of);
        let (on_page, later) = rest.split_at(rest.partition_point(|p| p.page <= index));
        rest = later;
        let numbers = || on_page.iter().filter_map(|p| p.destination.number);
        let first = latest.filter(|_| page.continues_group).or_else(|| numbers().next());
        let last = numbers().next_back().or(latest);
        // A destination without a number ends the numbered content.
        latest = on_page.last().map_or(latest, |p| p.destination.number);
        let mut set = |template: &str, align: Align, y: f32, (from, to): Column| {
            let (from, to) = if typesetter.is_mirrored { (1.0 - to, 1.0 - from) } else { (from, to) };
            let text = template
                .replace("{page}", &(index + 1).to_string())
                .replace("{pages}", &page_count.to_string());
            let style = TextStyle { align, ..furniture.style };
            let width = position.width * (to - from);
            let line = typesetter.set_line(&RichText::from(text.as_str()), &style, width);
            let x = position.x + position.width * from;
            push_line(&mut page.items, line, (x, y), style.size, None, true);
        };
        if index > 0 {
            let column = if first.is_some() { (0.0, END_COLUMN.0) } else { WHOLE_LINE };
            set(&furniture.head, Align::Start, position.head, column);
            if let Some(first) = first
                && let Some(last) = last
            {
                let template = if first == last { &furniture.head_one } else { &furniture.head_many };
                let text =
                    template.replace("{first}", &first.to_string()).replace("{last}", &last.to_string());
                set(&text, Align::End, position.head, END_COLUMN);
            }
        }
        set(&furniture.foot, Align::Start, position.foot, START_COLUMN);
        set(&furniture.foot_middle, Align::Center, position.foot, MIDDLE_COLUMN);
        set(&furniture.foot_page, Align::End, position.foot, END_COLUMN);
        set(&furniture.mark, Align::Center, position.foot - MARKING_GAP, WHOLE_LINE);
        if index > 0 {
            page.items.push(PageItem::Rule {
                x: position.x,
                y: position.head + RULE_GAP,
                width: position.width,
                weight: 0.5,
                color: ColorRole::Hairline,
            });
        }
    }
}

/// Replaces the page numbers of a contents list, in place, by their text.
fn set_page_numbers(
    typesetter: &mut Typesetter<'_>,
    page: &mut Page,
    page_of: &BTreeMap<DestinationId, usize>,
) {
    if !page.items.iter().any(|item| matches!(item, PageItem::PageNumber { .. })) {
        return;
    }
    for item in std::mem::take(&mut page.items) {
        let PageItem::PageNumber { x, y, style, destination, node } = item else {
            page.items.push(item);
            continue;
        };
        let Some(index) = page_of.get(&destination) else { continue };
        let text = RichText::from((index + 1).to_string().as_str());
        let width = typesetter.text_width(&text, &style);
        let x = if typesetter.is_mirrored { x } else { x - width };
        let lines = typesetter.unmirrored(|typesetter| typesetter.break_lines(&text, &style, width + 1.0));
        for line in lines {
            push_line(&mut page.items, line, (x, y), style.size, node, true);
        }
    }
}
