//! The change of one kit between two states.

use super::comparison::compare;
use super::difference::Difference;
use super::pairs::KitPair;
use super::snapshot::{KitSnapshot, Wordings};

/// The change of one kit between two states.
pub(crate) enum KitChange<'c> {
    /// The kit is new.
    Added(&'c KitSnapshot),
    /// The kit is gone.
    Removed(&'c KitSnapshot),
    /// The kit stands in both states.
    Both(Difference<'c>),
}

impl<'c> KitChange<'c> {
    /// Compares the two states of a kit.
    pub(crate) fn from_pair(pair: KitPair<'c>, wordings: &Wordings<'c>) -> Self {
        match pair {
            KitPair::Added(kit) => Self::Added(kit),
            KitPair::Removed(kit) => Self::Removed(kit),
            KitPair::Both(old, new) => Self::Both(compare(old, new, wordings)),
        }
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Added(kit) | Self::Removed(kit) => &kit.name,
            Self::Both(difference) => &difference.new.name,
        }
    }

    pub(crate) fn is_same(&self) -> bool {
        matches!(self, Self::Both(difference) if difference.is_none())
    }

    /// Returns true if scores given before do not compare on every question. A removed kit interviews nobody.
    pub(crate) fn is_incomparable(&self) -> bool {
        matches!(self, Self::Both(difference) if !difference.verdict.is_comparable())
    }
}
