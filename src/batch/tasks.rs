//! The documents that one run renders: all of the manifest, or those of one shard.

use std::fmt::Write as _;

use super::freeze::ChosenKit;
use super::{DocumentPlan, Shard, checksum, shard};

/// A document of a chosen kit.
pub(crate) struct Task<'c> {
    /// Position in the manifest, from 1.
    pub(crate) number: usize,
    pub(crate) kit: &'c ChosenKit<'c>,
    pub(crate) document: &'c DocumentPlan,
}

/// Returns the documents of `shard`, or all of them, in the order of the manifest.
pub(crate) fn tasks<'c>(kits: &'c [ChosenKit<'c>], shard: Option<Shard>) -> Vec<Task<'c>> {
    let documents =
        kits.iter().flat_map(|kit| kit.plan.documents.iter().map(move |document| (kit, document)));
    let tasks = (1..).zip(documents).map(|(number, (kit, document))| Task { number, kit, document });
    let Some(wanted) = shard else { return tasks.collect() };
    let cost = |kit: &ChosenKit<'_>| -> Vec<u64> {
        kit.plan.documents.iter().map(|document| shard::estimate_cost(&kit.kit, &document.style)).collect()
    };
    let costs: Vec<Vec<u64>> = kits.iter().map(cost).collect();
    let shards = shard::assign_shards(&costs, wanted.count);
    tasks.zip(shards).filter(|(_, shard)| shard + 1 == wanted.number).map(|(task, _)| task).collect()
}

/// The checksums that tell whether two reports are of the same batch.
pub(crate) struct BatchHashes {
    /// The hash of everything that the manifest asks for, in whichever file.
    pub(crate) plan: String,
    /// The hash of the frozen questions.
    pub(crate) lock: String,
}

impl BatchHashes {
    /// Hashes the kits of a manifest and the text of their lock.
    pub(crate) fn new(kits: &[ChosenKit<'_>], lock: &str) -> Self {
        let mut asked = String::new();
        for ChosenKit { plan, .. } in kits {
            let kit = (&plan.name, &plan.blueprint, &plan.bank, &plan.added, &plan.fonts, &plan.documents);
            let _ = writeln!(asked, "{kit:?}");
        }
        Self { plan: checksum::sha256(asked.as_bytes()), lock: checksum::sha256(lock.as_bytes()) }
    }
}
