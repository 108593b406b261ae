//! Links to places of the same document.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};

use super::outline;
use crate::document::DestinationId;
use crate::geom::Rect;
use crate::layout::{Item, Page, PlacedDestination};
use crate::pdf::syntax::round;

/// Where links may lead: places by their ids, the pages they are on, and how high pages are.
pub(crate) struct Targets<'p> {
    places: BTreeMap<DestinationId, &'p PlacedDestination>,
    page_ids: &'p [ObjectId],
    height: f32,
}

impl<'p> Targets<'p> {
    pub(crate) fn of(places: &'p [PlacedDestination], page_ids: &'p [ObjectId], height: f32) -> Self {
        let places = places.iter().map(|place| (place.destination.id, place)).collect();
        Self { places, page_ids, height }
    }

    /// The links of a page, in order; none for one that leads nowhere.
    pub(crate) fn links(&self, page: &Page) -> Vec<Option<Dictionary>> {
        let places = page.items.iter().filter_map(|item| match item {
            Item::Link { rect, destination, .. } => Some((rect, destination)),
            _ => None,
        });
        places.map(|(rect, to)| self.link(rect, *to)).collect()
    }

    fn link(&self, rect: &Rect, to: DestinationId) -> Option<Dictionary> {
        let target = self.places.get(&to)?;
        let hundredths = |v: f32| Object::Real(round(v));
        let (bottom, top) = (self.height - rect.y - rect.h, self.height - rect.y);
        Some(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "F" => 4,
            "Rect" => vec![hundredths(rect.x), hundredths(bottom), hundredths(rect.x + rect.w), hundredths(top)],
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "Contents" => text_string(&target.destination.title),
            "Dest" => outline::place(target, self.page_ids[target.page], self.height),
        })
    }
}
