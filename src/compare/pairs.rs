//! Which kit of the one state is which of the other.

use std::collections::HashMap;

use super::snapshot::KitSnapshot;

/// The kits of one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The kits, which have a name each.
    pub kits: Vec<KitSnapshot>,
    /// Whether this is the lock that one kit carries: its name says nothing of a manifest.
    pub is_alone: bool,
}

/// A kit of either state, or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair<'c> {
    /// It came.
    Added(&'c KitSnapshot),
    /// It went.
    Removed(&'c KitSnapshot),
    /// It is in both.
    Both(&'c KitSnapshot, &'c KitSnapshot),
}

impl Pair<'_> {
    /// The name it goes by.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Added(kit) | Self::Removed(kit) | Self::Both(_, kit) => &kit.name,
        }
    }
}

/// The kits of two states, by their names. A kit with another name and the same questions was given another
/// name. Nothing if a single kit is to be found among those of a manifest, and none is for its role and
/// levels.
#[must_use]
pub fn pairs<'c>(old: &'c Side, new: &'c Side) -> Option<Vec<Pair<'c>>> {
    match (old.is_alone, old.kits.as_slice(), new.is_alone, new.kits.as_slice()) {
        (true, [one], true, [other]) => Some(vec![Pair::Both(one, other)]),
        (true, [one], false, others) => Some(vec![Pair::Both(one, likest(one, others)?)]),
        (false, others, true, [one]) => Some(vec![Pair::Both(likest(one, others)?, one)]),
        (_, old, _, new) => Some(by_name(old, new)),
    }
}

/// The kit for the same role and levels that has the most questions of this one. A candidate's kit does not
/// say what it is for, so there all are looked at.
fn likest<'c>(one: &KitSnapshot, others: &'c [KitSnapshot]) -> Option<&'c KitSnapshot> {
    let is_for_the_same = |other: &&KitSnapshot| {
        let is_same = |key| one.asked_for(key) == other.asked_for(key);
        one.asked.is_none() || is_same("role") && is_same("seniority")
    };
    let ids: std::collections::HashSet<&str> = one.questions.iter().map(|q| q.id.as_str()).collect();
    let shared = |other: &KitSnapshot| other.questions.iter().filter(|q| ids.contains(q.id.as_str())).count();
    let best = others.iter().filter(is_for_the_same).map(|other| (shared(other), other));
    let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.filter(|(shared, _)| *shared > 0 || one.asked.is_some()).map(|(_, other)| other)
}

fn by_name<'c>(old: &'c [KitSnapshot], new: &'c [KitSnapshot]) -> Vec<Pair<'c>> {
    let names = |kits: &'c [KitSnapshot]| -> HashMap<&'c str, &'c KitSnapshot> {
        kits.iter().map(|kit| (kit.name.as_str(), kit)).collect()
    };
    let (was, is) = (names(old), names(new));
    let mut went: HashMap<_, Vec<&KitSnapshot>> = HashMap::new();
    for kit in old.iter().rev().filter(|kit| !is.contains_key(kit.name.as_str())) {
        let what: Vec<_> = kit.questions.iter().map(|q| (q.id.as_str(), q.hash.as_str())).collect();
        went.entry((what, &kit.asked)).or_default().push(kit);
    }
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    for kit in new {
        let what: Vec<_> = kit.questions.iter().map(|q| (q.id.as_str(), q.hash.as_str())).collect();
        let before = was.get(kit.name.as_str()).copied();
        let before = before.or_else(|| went.get_mut(&(what, &kit.asked)).and_then(Vec::pop));
        pairs.push(before.map_or(Pair::Added(kit), |before| Pair::Both(before, kit)));
    }
    pairs.extend(went.into_values().flatten().map(Pair::Removed));
    pairs.sort_by(|a, b| a.name().cmp(b.name()));
    pairs
}
