//! The walk over a story: dispatches each flowable, and keeps what the next piece needs.

use super::piece::{GroupHead, Piece, keep_inner_groups};
use crate::document::{Destination, Flowable, Group, Tagged};
use crate::layout::page::PageItem;
use crate::layout::structure::StructureBuilder;
use crate::layout::text::Typesetter;

/// Turns flowables into pieces.
pub(in crate::layout) struct Collector<'t, 'f> {
    pub typesetter: &'t mut Typesetter<'f>,
    /// The height of the region of a page; no piece may be taller.
    pub region_height: f32,
    pub groups: Vec<GroupHead>,
    pub structure: StructureBuilder,
    /// The space, destinations and page break met since the last piece.
    pub(super) pending: Pending,
}

/// Space, destinations and a page break that belong to the next piece.
#[derive(Debug, Default)]
pub(super) struct Pending {
    pub space: f32,
    pub destinations: Vec<Destination>,
    pub page_break: bool,
}

impl<'t, 'f> Collector<'t, 'f> {
    pub(in crate::layout) fn new(typesetter: &'t mut Typesetter<'f>, region_height: f32) -> Self {
        Self {
            typesetter,
            region_height,
            groups: Vec::new(),
            structure: StructureBuilder::default(),
            pending: Pending::default(),
        }
    }

    /// Returns the pieces of a whole story, set in a column `width` points wide.
    pub(in crate::layout) fn collect(&mut self, flow: &[Flowable], width: f32) -> Vec<Piece> {
        let mut pieces = self.flow(flow, width);
        // A destination at the very end has no content, but links may lead there.
        if !self.pending.destinations.is_empty() {
            self.push(&mut pieces, 0.0, Piece::default());
        }
        pieces
    }

    pub(super) fn flow(&mut self, flow: &[Flowable], width: f32) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for flowable in flow {
            match flowable {
                Flowable::Paragraph(p) => self.paragraph(p, width, &mut pieces),
                Flowable::Row(row) => self.row(row, width, &mut pieces),
                Flowable::Notes(notes) => self.notes(notes, width, &mut pieces),
                Flowable::Field(field) => self.field(field, width, &mut pieces),
                Flowable::Code(code) => self.code(code, width, &mut pieces),
                Flowable::Entry(entry) => self.contents_entry(entry, width, &mut pieces),
                Flowable::Rule { color, weight, before } => {
                    let item = PageItem::Rule { x: 0.0, y: 0.0, width, weight: *weight, color: *color };
                    let piece = Piece { items: vec![item], keep: true, ..Piece::default() };
                    self.push(&mut pieces, *before, piece);
                }
                Flowable::Space(height) => self.pending.space += height,
                Flowable::Group(group) => self.group(group, width, &mut pieces),
                Flowable::Tagged(tagged) => self.tagged(tagged, width, &mut pieces),
                Flowable::PageBreak => self.pending.page_break = true,
                Flowable::Destination(destination) => self.pending.destinations.push(destination.clone()),
            }
        }
        pieces
    }

    /// Adds a piece, with everything that was pending.
    pub(super) fn push(&mut self, pieces: &mut Vec<Piece>, before: f32, piece: Piece) {
        let Pending { space, destinations, page_break } = std::mem::take(&mut self.pending);
        pieces.push(Piece { before: before + space, destinations, page_break, ..piece });
    }

    fn tagged(&mut self, tagged: &Tagged, width: f32, pieces: &mut Vec<Piece>) {
        let outer = self.structure.open(tagged.role);
        pieces.append(&mut self.flow(&tagged.flow, width));
        self.structure.close(outer);
    }

    fn group(&mut self, group: &Group, width: f32, pieces: &mut Vec<Piece>) {
        let outer_subject = self.typesetter.subject.clone();
        if group.subject.is_some() {
            self.typesetter.subject.clone_from(&group.subject);
        }
        self.pending.space += group.before;
        let index = self.groups.len();
        self.groups.push(GroupHead::default());
        let mut inner = self.flow(&group.flow, width);
        keep_inner_groups(&mut inner, self.region_height);
        for piece in &mut inner {
            piece.group = Some(index);
        }
        if !inner.is_empty() {
            pieces.append(&mut inner);
            let outer = self.structure.open_repeat();
            let continued = self.collect(&group.continued, width);
            self.structure.close(outer);
            self.groups[index].continued = continued;
        }
        self.typesetter.subject = outer_subject;
    }
}
