//! The questions on the pages of a kit, by the places of their fields.

use std::collections::HashMap;

use lopdf::{Dictionary, Document};

use super::annotations::middle;
use super::field_name::split_question;

/// The questions on each page: the heights of their widgets, from low to high.
#[derive(Debug, Default)]
pub(super) struct QuestionPlaces(HashMap<usize, Vec<(f32, String)>>);

impl QuestionPlaces {
    /// Finds the questions by the widgets of their fields: the page, the widget and the name of each.
    pub(super) fn find<'d>(
        document: &Document,
        widgets: impl Iterator<Item = (usize, &'d Dictionary, &'d str)>,
    ) -> Self {
        let mut pages: HashMap<usize, Vec<(f32, String)>> = HashMap::new();
        for (page, dict, name) in widgets {
            if let Some((question, _)) = split_question(name)
                && let Some(height) = middle(document, dict)
            {
                pages.entry(page).or_default().push((height, question.to_owned()));
            }
        }
        for places in pages.values_mut() {
            places.sort_by(|a, b| a.0.total_cmp(&b.0));
            if places.iter().all(|(_, question)| *question == places[0].1) {
                places.truncate(1);
            }
        }
        Self(pages)
    }

    /// Returns the question of a page that has only one.
    pub(super) fn only_question(&self, page: usize) -> Option<&str> {
        match self.0.get(&page)?.as_slice() {
            [(_, question)] => Some(question),
            _ => None,
        }
    }

    /// Returns the question that a place on a page belongs to: the only one of the page, or that of the nearest widget
    /// within `reach` points above or below.
    pub(super) fn question_at(&self, page: usize, height: Option<f32>, reach: f32) -> Option<&str> {
        self.only_question(page).or_else(|| self.question_in_row(page, height?, reach))
    }

    /// Returns the question of the nearest widget within `reach` points above or below.
    pub(super) fn question_in_row(&self, page: usize, height: f32, reach: f32) -> Option<&str> {
        let places = self.0.get(&page)?;
        let above = places.partition_point(|(place, _)| *place < height);
        let near = [above.checked_sub(1), Some(above)].into_iter().flatten().filter_map(|n| places.get(n));
        let distance = |place: &(f32, String)| (place.0 - height).abs();
        let nearest = near.min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        (distance(nearest) <= reach).then_some(nearest.1.as_str())
    }
}
