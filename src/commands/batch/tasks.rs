//! The documents that are dealt with: all of the manifest, or those of one shard.

use std::fmt::Write as _;

use super::freeze::Chosen;
use crate::batch::{BatchLock, DocumentPlan, Shard, checksum, shard};

/// A document of a chosen kit.
pub(super) struct Task<'c> {
    /// Its number in the manifest, from 1.
    pub(super) number: usize,
    pub(super) chosen: &'c Chosen<'c>,
    pub(super) document: &'c DocumentPlan,
}

/// The documents of a shard, or all, in the order of the manifest.
pub(super) fn tasks<'c>(chosen: &'c [Chosen<'c>], part: Option<Shard>) -> Vec<Task<'c>> {
    let all = chosen.iter().flat_map(|c| c.plan.documents.iter().map(move |document| (c, document)));
    let tasks = (1..).zip(all).map(|(number, (chosen, document))| Task { number, chosen, document });
    let Some(part) = part else { return tasks.collect() };
    let cost = |c: &Chosen<'_>| -> Vec<u64> {
        c.plan.documents.iter().map(|document| shard::cost(&c.kit, &document.style)).collect()
    };
    let costs: Vec<Vec<u64>> = chosen.iter().map(cost).collect();
    let of_all = shard::cut(&costs, part.of);
    tasks.zip(of_all).filter(|(_, shard)| shard + 1 == part.number).map(|(task, _)| task).collect()
}

/// By what a batch is known again: what is asked for, and with which questions. Where in the manifest it stands
/// does not count.
pub(super) fn hashes(chosen: &[Chosen<'_>], lock: &BatchLock) -> anyhow::Result<(String, String)> {
    let mut plan = String::new();
    for c in chosen {
        let asked = (&c.plan.name, &c.plan.blueprint, &c.plan.bank, &c.plan.fonts, &c.plan.documents);
        let _ = writeln!(plan, "{asked:?}");
    }
    Ok((checksum::sha256(plan.as_bytes()), checksum::sha256(lock.text()?.as_bytes())))
}
