//! Links to places in the same document.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

use super::outline::destination_array;
use super::syntax::round_hundredths;
use crate::document::DestinationId;
use crate::geom::Rect;
use crate::layout::{Page, PageItem, PlacedDestination};

/// The flag of printed annotations (ISO 32000-1, table 165).
const PRINT_FLAG: i64 = 1 << 2;

/// The places that links lead to.
pub(super) struct LinkTargets<'p> {
    destinations: BTreeMap<DestinationId, &'p PlacedDestination>,
    page_ids: &'p [ObjectId],
    page_height: f32,
}

impl<'p> LinkTargets<'p> {
    pub(super) fn new(
        destinations: &'p [PlacedDestination],
        page_ids: &'p [ObjectId],
        page_height: f32,
    ) -> Self {
        let destinations = destinations.iter().map(|placed| (placed.destination.id, placed)).collect();
        Self { destinations, page_ids, page_height }
    }

    /// Returns the link annotations of a page in order, `None` for each link without a target.
    pub(super) fn page_links(&self, page: &Page) -> Vec<Option<Dictionary>> {
        let links = page.items.iter().filter_map(|item| match item {
            PageItem::Link { rect, destination, .. } => Some((rect, destination)),
            _ => None,
        });
        links.map(|(rect, destination)| self.link(rect, *destination)).collect()
    }

    fn link(&self, rect: &Rect, destination: DestinationId) -> Option<Dictionary> {
        let target = self.destinations.get(&destination)?;
        let (bottom, top) = (self.page_height - rect.y - rect.h, self.page_height - rect.y);
        let edges = [rect.x, bottom, rect.x + rect.w, top];
        Some(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "F" => PRINT_FLAG,
            "Rect" => edges.map(|edge| Object::Real(round_hundredths(edge))).to_vec(),
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "Contents" => text_string(&target.destination.title),
            "Dest" => destination_array(target, self.page_ids[target.page], self.page_height),
        })
    }
}
