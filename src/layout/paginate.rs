//! Second pass: pieces fill pages, forward only.

use super::collect::{GroupHead, Piece, drawn};
use super::page::{Page, Placed};

/// The part of a page that pieces may fill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub x: f32,
    pub top: f32,
    pub height: f32,
}

/// Fills pages with pieces. Ends because every turn of its loops places at least one piece.
pub(super) fn paginate(pieces: Vec<Piece>, groups: &[GroupHead], region: Region) -> (Vec<Page>, Vec<Placed>) {
    let mut filler = Filler {
        region,
        groups,
        page: Vec::new(),
        continues: false,
        used: 0.0,
        pages: Vec::new(),
        placed: Vec::new(),
    };
    let mut rest = pieces.into_iter();
    while !rest.as_slice().is_empty() {
        let length = chain_length(rest.as_slice());
        filler.add_chain(rest.by_ref().take(length).collect());
    }
    filler.finish_page();
    (filler.pages, filler.placed)
}

/// How many of the first pieces stand together.
fn chain_length(pieces: &[Piece]) -> usize {
    let bound = |a: &Piece, b: &Piece| !b.page_break && (a.keep || (a.group.is_some() && a.group == b.group));
    1 + pieces.windows(2).take_while(|w| bound(&w[0], &w[1])).count()
}

/// How many of the first pieces of a chain that no page holds still stand together.
fn link_length(pieces: &[Piece], region: f32) -> usize {
    let kept = 1 + pieces.windows(2).take_while(|w| w[0].keep).count();
    let fits = |n: usize| height(&pieces[..n], true) <= region;
    if fits(kept) { kept } else { (1..kept).rev().find(|n| fits(*n)).unwrap_or(1) }
}

fn height(pieces: &[Piece], at_top: bool) -> f32 {
    let sum: f32 = pieces.iter().map(|p| p.before + p.height).sum();
    sum - if at_top { pieces.first().map_or(0.0, |p| p.before) } else { 0.0 }
}

struct Filler<'a> {
    region: Region,
    groups: &'a [GroupHead],
    page: Vec<Piece>,
    continues: bool,
    used: f32,
    pages: Vec<Page>,
    placed: Vec<Placed>,
}

impl Filler<'_> {
    fn add_chain(&mut self, mut chain: Vec<Piece>) {
        give_way(&mut chain, self.region.height, true);
        let whole = height(&chain, true) <= self.region.height + SLACK;
        if chain[0].page_break || !self.fits(&chain) {
            self.finish_page();
        }
        if whole {
            self.extend(chain);
            return;
        }
        let mut rest = chain.into_iter();
        while !rest.as_slice().is_empty() {
            let length = link_length(rest.as_slice(), self.region.height);
            let mut link: Vec<Piece> = rest.by_ref().take(length).collect();
            give_way(&mut link, self.region.height - self.used, self.page.is_empty());
            if !self.fits(&link) {
                self.finish_page();
                self.continues = true;
                self.head(&mut link);
            }
            self.extend(link);
        }
    }

    fn extend(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        for piece in pieces {
            self.push(piece);
        }
    }

    /// Says at the top of a page what goes on there, when that leaves room for what goes on.
    fn head(&mut self, link: &mut [Piece]) {
        let Some(group) = link[0].group else { return };
        let continued = &self.groups[group].continued;
        let gap = if continued.is_empty() { 0.0 } else { (HEAD_GAP - link[0].before).max(0.0) };
        if height(continued, true) + gap + height(link, false) <= self.region.height {
            self.extend(continued.iter().cloned());
            link[0].before += gap;
        }
    }

    fn fits(&self, pieces: &[Piece]) -> bool {
        self.used + height(pieces, self.page.is_empty()) <= self.region.height + SLACK
    }

    fn push(&mut self, mut piece: Piece) {
        if self.page.is_empty() {
            piece.before = 0.0;
        }
        self.used += piece.before + piece.height;
        self.page.push(piece);
    }

    /// Gives the notes what the page has left, and fixes where everything stands.
    fn finish_page(&mut self) {
        if self.page.is_empty() {
            return;
        }
        let mut pieces = std::mem::take(&mut self.page);
        stretch(&mut pieces, self.region.height - self.used);
        let index = self.pages.len();
        let mut page = Page { items: Vec::new(), continues: std::mem::take(&mut self.continues) };
        let mut y = self.region.top;
        for mut piece in pieces {
            y += piece.before;
            let destinations = std::mem::take(&mut piece.destinations);
            self.placed.extend(destinations.into_iter().map(|destination| Placed {
                destination,
                page: index,
                y,
            }));
            let below = y + piece.height;
            for mut item in drawn(piece) {
                item.shift(self.region.x, y);
                page.items.push(item);
            }
            y = below;
        }
        self.pages.push(page);
        self.used = 0.0;
    }
}

/// What rounding may add up to on a page.
const SLACK: f32 = 0.01;

/// Space at least between what says that a group goes on and what goes on.
const HEAD_GAP: f32 = 8.0;
/// Lines to write on that notes keep when they give way.
const LEAST_LINES: u32 = 3;

/// Takes lines from the notes of pieces for which there is not enough room, when that makes it
/// enough: lines to write on matter less than that a group stands together.
fn give_way(chain: &mut [Piece], room: f32, at_top: bool) {
    let mut over = height(chain, at_top) - room;
    let spare = |p: &Piece| p.notes.map_or(0, |n| n.number.saturating_sub(LEAST_LINES));
    let most: f32 = chain.iter().map(|p| spare(p) as f32 * p.notes.map_or(0.0, |n| n.pitch)).sum();
    if over <= SLACK || over > most {
        return;
    }
    for piece in chain {
        let lines = spare(piece);
        if let (Some(notes), true) = (&mut piece.notes, over > SLACK) {
            let lines = lines.min((over / notes.pitch) as u32 + 1);
            notes.number -= lines;
            piece.height -= lines as f32 * notes.pitch;
            over -= lines as f32 * notes.pitch;
        }
    }
}

/// Hands what is left of a page to its notes: whole lines, by weight, the rest one each from the top.
fn stretch(pieces: &mut [Piece], left: f32) {
    let total: f32 = pieces.iter().filter_map(|p| p.notes).map(|n| n.weight).sum();
    let Some(first) = pieces.iter().find_map(|p| p.notes) else { return };
    let mut lines = ((left + SLACK) / first.pitch) as u32;
    let spare = lines as f32;
    let mut give = |piece: &mut Piece, n: u32| {
        if let Some(notes) = &mut piece.notes {
            let n = n.min(lines);
            notes.number += n;
            piece.height += n as f32 * notes.pitch;
            lines -= n;
        }
    };
    for piece in &mut *pieces {
        let weight = piece.notes.map_or(0.0, |n| n.weight);
        give(piece, (spare * weight / total) as u32);
    }
    for piece in pieces {
        give(piece, 1);
    }
}
