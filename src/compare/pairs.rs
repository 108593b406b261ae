//! Pairing the kits of two states.

use std::collections::HashMap;

use super::snapshot::KitSnapshot;

/// The kits of one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The kits, each with a name of its own.
    pub kits: Vec<KitSnapshot>,
    /// True for the lock in the file of one kit, whose name is not that of a manifest.
    pub is_single: bool,
}

/// A kit of either state, or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KitPair<'c> {
    /// Only the new state has it.
    Added(&'c KitSnapshot),
    /// Only the old state has it.
    Removed(&'c KitSnapshot),
    /// Both states have it.
    Both(&'c KitSnapshot, &'c KitSnapshot),
}

impl KitPair<'_> {
    /// Returns the newest name of the kit.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Added(kit) | Self::Removed(kit) | Self::Both(_, kit) => &kit.name,
        }
    }
}

/// Pairs the kits of two states by their names. A kit with another name but the same questions counts as renamed.
/// Returns `None` if one state is a single kit and no kit of the other is for its role and levels.
#[must_use]
pub fn pair_kits<'c>(old: &'c Side, new: &'c Side) -> Option<Vec<KitPair<'c>>> {
    match (old.is_single, old.kits.as_slice(), new.is_single, new.kits.as_slice()) {
        (true, [one], true, [other]) => Some(vec![KitPair::Both(one, other)]),
        (true, [one], false, others) => Some(vec![KitPair::Both(one, most_similar(one, others)?)]),
        (false, others, true, [one]) => Some(vec![KitPair::Both(most_similar(one, others)?, one)]),
        (_, old, _, new) => Some(pair_by_name(old, new)),
    }
}

/// Returns the kit for the same role and levels that shares the most questions. A candidate's kit states neither,
/// so all kits are considered.
fn most_similar<'c>(one: &KitSnapshot, others: &'c [KitSnapshot]) -> Option<&'c KitSnapshot> {
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

fn pair_by_name<'c>(old: &'c [KitSnapshot], new: &'c [KitSnapshot]) -> Vec<KitPair<'c>> {
    let names = |kits: &'c [KitSnapshot]| -> HashMap<&'c str, &'c KitSnapshot> {
        kits.iter().map(|kit| (kit.name.as_str(), kit)).collect()
    };
    let (old_names, new_names) = (names(old), names(new));
    let mut removed: HashMap<_, Vec<&KitSnapshot>> = HashMap::new();
    for kit in old.iter().rev().filter(|kit| !new_names.contains_key(kit.name.as_str())) {
        let identity: Vec<_> = kit.questions.iter().map(|q| (q.id.as_str(), q.hash.as_str())).collect();
        removed.entry((identity, &kit.asked)).or_default().push(kit);
    }
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    for kit in new {
        let identity: Vec<_> = kit.questions.iter().map(|q| (q.id.as_str(), q.hash.as_str())).collect();
        let before = old_names.get(kit.name.as_str()).copied();
        let before = before.or_else(|| removed.get_mut(&(identity, &kit.asked)).and_then(Vec::pop));
        pairs.push(before.map_or(KitPair::Added(kit), |before| KitPair::Both(before, kit)));
    }
    pairs.extend(removed.into_values().flatten().map(KitPair::Removed));
    pairs.sort_by(|a, b| a.name().cmp(b.name()));
    pairs
}
