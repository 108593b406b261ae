//! Dividing a batch into shards.

use std::collections::BTreeMap;

use interview_kit::bank;
use interview_kit::batch::Shard;
use interview_kit::batch::shard::{MAX_SHARDS, assign_shards, estimate_cost};
use interview_kit::compose::Face;
use interview_kit::compose::document_settings::Style;
use interview_kit::diag::Sources;
use interview_kit::kit::{self, Blueprint};
use proptest::prelude::*;

/// Returns the total cost of each shard.
fn shard_costs(kits: &[Vec<u64>], of: usize) -> Vec<u64> {
    let mut loads = vec![0; of];
    for (cost, shard) in kits.concat().into_iter().zip(assign_shards(kits, of)) {
        loads[shard] += cost;
    }
    loads
}

/// Returns the shards of the documents of each kit.
fn shards_by_kit(kits: &[Vec<u64>], of: usize) -> Vec<Vec<usize>> {
    let mut shards = assign_shards(kits, of).into_iter();
    kits.iter().map(|documents| shards.by_ref().take(documents.len()).collect()).collect()
}

#[test]
fn a_shard_is_read_as_it_is_written() {
    for text in ["1/1", "2/5", "1000/1000"] {
        assert_eq!(text.parse::<Shard>().unwrap().to_string(), text);
    }
    for text in
        ["", "2", "a/b", "2/", "/5", "0/5", "6/5", "2/0", "-1/5", "+1/5", "1/1001", "1/2/3", " 1/2", "9e9/2"]
    {
        let error = text.parse::<Shard>().unwrap_err();
        assert!(error.contains("shard"), "{text}: {error}");
    }
    assert!(format!("1/{}", "9".repeat(40)).parse::<Shard>().is_err());
    assert!(serde_json::from_str::<Shard>("\"6/5\"").is_err());
}

/// Returns the costs of the documents of an interview: the interviewer's, the same without fields, and the
/// candidate's.
fn costs(minutes: u32) -> [u64; 3] {
    let mut sources = Sources::default();
    let bank = bank::load(vec![bank::built_in_file()], &mut sources).bank;
    let role = Some("python-developer".to_owned());
    let blueprint = Blueprint { role, minutes: Some(minutes), ..Blueprint::default() };
    let kit = kit::select(&bank, &blueprint).unwrap();
    [(Face::Interviewer, false), (Face::Interviewer, true), (Face::Candidate, false)]
        .map(|(face, no_form)| estimate_cost(&kit, &Style { face, no_form, ..Style::default() }))
}

#[test]
fn more_content_costs_more() {
    let (short, long) = (costs(30), costs(90));
    assert!(
        short.iter().zip(&long).all(|(short, long)| short * 2 < *long || long - short > 500),
        "{short:?} {long:?}"
    );
    for [interviewers, without_fields, candidates] in [short, long] {
        assert!(interviewers > without_fields && without_fields > candidates, "{short:?} {long:?}");
    }
}

#[test]
fn costly_documents_are_shared_out_by_cost_not_number() {
    // One document that costs as much as all others stands alone.
    let kits: Vec<Vec<u64>> = std::iter::once(vec![100]).chain((0..100).map(|_| vec![1])).collect();
    assert_eq!(shard_costs(&kits, 2), [100, 100]);
}

#[test]
fn documents_of_a_kit_stay_together_where_shards_stay_even() {
    let many = vec![vec![5, 3, 5, 3]; 200];
    assert!(shards_by_kit(&many, 5).iter().all(|shards| shards.windows(2).all(|pair| pair[0] == pair[1])));
    // Two kits on four machines would leave two of them idle.
    let few = vec![vec![5, 5, 5, 5]; 2];
    assert_eq!(shard_costs(&few, 4), [10, 10, 10, 10]);
}

#[test]
fn shards_without_a_document_are_the_last() {
    assert_eq!(shard_costs(&[vec![2], vec![3]], 4), [3, 2, 0, 0]);
    assert_eq!(assign_shards(&[], 3), Vec::<usize>::new());
}

proptest! {
    #[test]
    fn the_fullest_shard_is_near_the_mean(
        kits in prop::collection::vec(prop::collection::vec(1_u64..100_000, 1..5), 1..60),
        of in 1_usize..12,
    ) {
        let loads = shard_costs(&kits, of);
        let (sum, dearest): (u64, u64) = (loads.iter().sum(), kits.concat().into_iter().max().unwrap());
        prop_assert_eq!(sum, kits.concat().into_iter().sum::<u64>());
        // The bound of assigning the costliest first, and the hundredth that keeping kits together may cost.
        let fullest = *loads.iter().max().unwrap();
        prop_assert!(fullest * 100 <= (sum / of as u64 + dearest + 1) * 101, "{:?}", loads);
    }

    #[test]
    fn equal_kits_are_assigned_in_their_order(
        kits in prop::collection::vec(prop::collection::vec(1_u64..5, 1..4), 1..40),
        of in 1_usize..=MAX_SHARDS,
    ) {
        prop_assert_eq!(assign_shards(&kits, of), assign_shards(&kits.clone(), of));
        let counts: BTreeMap<usize, usize> = assign_shards(&kits, of).into_iter().fold(BTreeMap::new(), |mut counts, shard| {
            *counts.entry(shard).or_default() += 1;
            counts
        });
        // No shard is idle while another has two documents.
        prop_assert!(counts.len() == of || counts.values().all(|count| *count == 1) || counts.len() == kits.len());
    }
}
