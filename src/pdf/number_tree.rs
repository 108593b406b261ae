//! The shape of a number tree: a root over leaves of bounded size (ISO 32000-1, 7.9.7).

/// The largest number of entries in one leaf, which keeps each object small.
const MAX_LEAF_ENTRIES: usize = 512;

/// A leaf of a number tree.
pub(super) struct Leaf<'e, E> {
    /// The first and the last key, the `/Limits` of the leaf.
    pub(super) limits: [i64; 2],
    /// The entries with their keys, the `/Nums` of the leaf.
    pub(super) entries: &'e [(i64, E)],
}

/// Splits entries, sorted by key, into the leaves of a number tree.
pub(super) fn leaves<E>(entries: &[(i64, E)]) -> impl Iterator<Item = Leaf<'_, E>> {
    entries.chunks(MAX_LEAF_ENTRIES).filter_map(|entries| {
        let limits = [entries.first()?.0, entries.last()?.0];
        Some(Leaf { limits, entries })
    })
}

/// Returns the only key of the root: an empty tree has no leaves to refer to.
pub(super) fn root_key(has_leaves: bool) -> &'static str {
    if has_leaves { "Kids" } else { "Nums" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_are_bounded_and_know_their_limits() {
        let entries: Vec<(i64, ())> = (0..1025).map(|key| (key * 2, ())).collect();
        let limits: Vec<[i64; 2]> = leaves(&entries).map(|leaf| leaf.limits).collect();
        assert_eq!(limits, [[0, 1022], [1024, 2046], [2048, 2048]]);
        assert_eq!(leaves::<()>(&[]).count(), 0);
    }
}
