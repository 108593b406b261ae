//! Second pass: fills pages with pieces, forward only.

use super::collect::{GroupHead, Piece, height};
use super::notes::{SLACK, shrink_notes, stretch_notes};
use super::page::{Page, PlacedDestination};

/// The area of a page that pieces may fill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub x: f32,
    pub top: f32,
    pub height: f32,
}

/// The smallest space between the repeated head of a group and its continuation.
const MIN_HEAD_GAP: f32 = 8.0;

/// Fills pages with pieces. It ends because every turn of its loops places at least one piece.
pub(super) fn paginate(
    pieces: Vec<Piece>,
    groups: &[GroupHead],
    region: Region,
) -> (Vec<Page>, Vec<PlacedDestination>) {
    let mut filler = PageFiller {
        region,
        groups,
        pieces: Vec::new(),
        continues_group: false,
        used: 0.0,
        pages: Vec::new(),
        destinations: Vec::new(),
    };
    let mut rest = pieces.into_iter();
    while !rest.as_slice().is_empty() {
        let length = chain_length(rest.as_slice());
        filler.add_chain(rest.by_ref().take(length).collect());
    }
    filler.finish_page();
    (filler.pages, filler.destinations)
}

/// Returns the number of pieces at the start that belong together.
fn chain_length(pieces: &[Piece]) -> usize {
    let is_joined =
        |a: &Piece, b: &Piece| !b.page_break && (a.keep || (a.group.is_some() && a.group == b.group));
    1 + pieces.windows(2).take_while(|w| is_joined(&w[0], &w[1])).count()
}

/// Returns the number of pieces at the start that still stand together in a chain taller than a page.
fn link_length(pieces: &[Piece], region_height: f32) -> usize {
    let kept = 1 + pieces.windows(2).take_while(|w| w[0].keep).count();
    let fits = |n: usize| height(&pieces[..n], true) <= region_height;
    if fits(kept) { kept } else { (1..kept).rev().find(|n| fits(*n)).unwrap_or(1) }
}

struct PageFiller<'a> {
    region: Region,
    groups: &'a [GroupHead],
    /// The pieces of the current page.
    pieces: Vec<Piece>,
    continues_group: bool,
    used: f32,
    pages: Vec<Page>,
    destinations: Vec<PlacedDestination>,
}

impl PageFiller<'_> {
    fn add_chain(&mut self, mut chain: Vec<Piece>) {
        shrink_notes(&mut chain, self.region.height, true);
        let fits_a_page = height(&chain, true) <= self.region.height + SLACK;
        if chain[0].page_break || !self.fits(&chain) {
            self.finish_page();
        }
        if fits_a_page {
            self.extend(chain);
            return;
        }
        let mut rest = chain.into_iter();
        while !rest.as_slice().is_empty() {
            let length = link_length(rest.as_slice(), self.region.height);
            let mut link: Vec<Piece> = rest.by_ref().take(length).collect();
            shrink_notes(&mut link, self.region.height - self.used, self.pieces.is_empty());
            if !self.fits(&link) {
                self.finish_page();
                self.continues_group = true;
                self.repeat_group_head(&mut link);
            }
            self.extend(link);
        }
    }

    fn extend(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        for piece in pieces {
            self.push(piece);
        }
    }

    /// Repeats the head of a group at the top of a page, if that leaves room for its continuation.
    fn repeat_group_head(&mut self, link: &mut [Piece]) {
        let Some(group) = link[0].group else { return };
        let head = &self.groups[group].continued;
        let gap = if head.is_empty() { 0.0 } else { (MIN_HEAD_GAP - link[0].before).max(0.0) };
        if height(head, true) + gap + height(link, false) <= self.region.height {
            self.extend(head.iter().cloned());
            link[0].before += gap;
        }
    }

    fn fits(&self, pieces: &[Piece]) -> bool {
        self.used + height(pieces, self.pieces.is_empty()) <= self.region.height + SLACK
    }

    fn push(&mut self, mut piece: Piece) {
        if self.pieces.is_empty() {
            piece.before = 0.0;
        }
        self.used += piece.before + piece.height;
        self.pieces.push(piece);
    }

    /// Gives the rest of the page to its notes, and fixes the position of every item.
    fn finish_page(&mut self) {
        if self.pieces.is_empty() {
            return;
        }
        let mut pieces = std::mem::take(&mut self.pieces);
        stretch_notes(&mut pieces, self.region.height - self.used);
        let index = self.pages.len();
        let continues_group = std::mem::take(&mut self.continues_group);
        let mut page = Page { items: Vec::new(), continues_group };
        let mut y = self.region.top;
        for mut piece in pieces {
            y += piece.before;
            let destinations = std::mem::take(&mut piece.destinations);
            self.destinations.extend(destinations.into_iter().map(|destination| PlacedDestination {
                destination,
                page: index,
                y,
            }));
            let bottom = y + piece.height;
            for mut item in piece.into_items() {
                item.shift(self.region.x, y);
                page.items.push(item);
            }
            y = bottom;
        }
        self.pages.push(page);
        self.used = 0.0;
    }
}
