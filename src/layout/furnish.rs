//! Third pass: what needs the finished pages — heads, feet, page numbers.

use std::collections::BTreeMap;

use super::collect::push_line;
use super::page::{Item, Page, Placed};
use super::text::Typesetter;
use crate::document::{Align, ColorRole, DestinationId, Furniture, RichText, TextStyle};

/// Where head and foot stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges {
    pub x: f32,
    pub width: f32,
    pub head: f32,
    pub foot: f32,
}

/// The first third of a line, and the last; in text read from the right, counted from there.
const FIRST: (f32, f32) = (0.0, 0.34);
const LAST: (f32, f32) = (0.66, 1.0);

/// How far the line above the foot stands from it.
const MARK: f32 = 13.0;

/// Adds head and foot to every page and fills in page numbers.
pub(super) fn furnish(
    setter: &mut Typesetter<'_>,
    pages: &mut [Page],
    placed: &[Placed],
    furniture: &Furniture,
    edges: Edges,
) {
    let page_of: BTreeMap<DestinationId, usize> = placed.iter().map(|p| (p.destination.id, p.page)).collect();
    let total = pages.len();
    let mut destinations = placed;
    // The number of what was begun last, which goes on on a page that continues it.
    let mut latest = None;
    for (index, page) in pages.iter_mut().enumerate() {
        number(setter, page, &page_of);
        let here = destinations.partition_point(|p| p.page <= index);
        let (on_page, later) = destinations.split_at(here);
        destinations = later;
        let numbers = || on_page.iter().filter_map(|p| p.destination.number);
        let first = latest.filter(|_| page.continues).or_else(|| numbers().next());
        let last = numbers().next_back().or(latest);
        // After a place without a number, nothing numbered goes on.
        latest = on_page.last().map_or(latest, |p| p.destination.number);
        // Each side of a line has its own part of the width, so that a long text is cut, not overlaid.
        let mut say = |text: &str, align: Align, y: f32, (from, to): (f32, f32)| {
            let (from, to) = if setter.is_mirrored { (1.0 - to, 1.0 - from) } else { (from, to) };
            let text =
                text.replace("{page}", &(index + 1).to_string()).replace("{pages}", &total.to_string());
            let style = TextStyle { align, ..furniture.style };
            let line = setter.first_line(&RichText::from(text.as_str()), &style, edges.width * (to - from));
            if let Some(line) = line {
                push_line(&mut page.items, line, (edges.x + edges.width * from, y), style.size, None, true);
            }
        };
        if index > 0 {
            let room = if first.is_some() { LAST.0 } else { 1.0 };
            say(&furniture.head, Align::Start, edges.head, (0.0, room));
            if let (Some(first), Some(last)) = (first, last) {
                let template = if first == last { &furniture.head_one } else { &furniture.head_many };
                let text =
                    template.replace("{first}", &first.to_string()).replace("{last}", &last.to_string());
                say(&text, Align::End, edges.head, LAST);
            }
        }
        say(&furniture.foot, Align::Start, edges.foot, FIRST);
        say(&furniture.foot_middle, Align::Center, edges.foot, (FIRST.1, LAST.0));
        say(&furniture.foot_page, Align::End, edges.foot, LAST);
        say(&furniture.mark, Align::Center, edges.foot - MARK, (FIRST.0, LAST.1));
        if index > 0 {
            let y = edges.head + 6.0;
            page.items.push(Item::Rule {
                x: edges.x,
                y,
                width: edges.width,
                weight: 0.5,
                ink: ColorRole::Hairline,
            });
        }
    }
}

/// Puts page numbers where they stand in the reading order.
fn number(setter: &mut Typesetter<'_>, page: &mut Page, page_of: &BTreeMap<DestinationId, usize>) {
    if !page.items.iter().any(|item| matches!(item, Item::PageNumber { .. })) {
        return;
    }
    for item in std::mem::take(&mut page.items) {
        let Item::PageNumber { x, y, style, of, part } = item else {
            page.items.push(item);
            continue;
        };
        let Some(index) = page_of.get(&of) else { continue };
        let text = RichText::from((index + 1).to_string().as_str());
        let width = setter.width(&text, &style);
        let x = if setter.is_mirrored { x } else { x - width };
        for line in setter.unmirrored(|setter| setter.lines(&text, &style, width + 1.0)) {
            push_line(&mut page.items, line, (x, y), style.size, part, true);
        }
    }
}
