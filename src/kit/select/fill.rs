//! Fills the minutes that are left with further questions.

use std::collections::{BTreeMap, BTreeSet};

use super::apportion;
use super::pool::{CategoryPool, ChosenQuestion};
use super::share::OpenPools;
use crate::bank::Question;
use crate::kit::draw::DrawKeys;
use crate::kit::model::PickReason;
use crate::kit::request::Request;

/// Adds questions until none fits the `left` minutes. `taken` holds the indices of the questions
/// already drawn from each pool.
///
/// The behavioural part comes first, with a fifth of all minutes for questions. The other pools
/// follow by their shares, then behavioural questions again if the others are used up. If a few minutes
/// are left, one question makes way for a longer one of its category.
pub(super) fn fill_minutes<'b>(
    request: &Request<'_, 'b>,
    pools: &[CategoryPool<'b>],
    taken: &[Vec<usize>],
    left: u64,
    choices: &mut Vec<ChosenQuestion<'b>>,
) {
    let OpenPools { behavioral, others } = OpenPools::new(request, pools);
    let mut remaining = Remaining::new(pools, taken, &request.keys, left);
    remaining.take_behavioral_part(request, &behavioral, choices);
    remaining.take_by_share(&others, choices);
    remaining.take_by_share(&behavioral, choices);
    remaining.exchange_one(choices);
}

/// The questions not drawn yet, and the minutes left for them.
struct Remaining<'a, 'b> {
    pools: &'a [CategoryPool<'b>],
    /// The questions left in each pool, in the order of the draw. A question that does not fit is
    /// dropped for good, since the minutes only get fewer.
    queues: Vec<std::iter::Peekable<std::vec::IntoIter<&'b Question>>>,
    /// The number of questions each pool has given.
    given: Vec<usize>,
    keys: &'a DrawKeys,
    /// The minutes left.
    left: u64,
}

impl<'a, 'b> Remaining<'a, 'b> {
    fn new(pools: &'a [CategoryPool<'b>], taken: &[Vec<usize>], keys: &'a DrawKeys, left: u64) -> Self {
        let queue = |(pool, taken): (&CategoryPool<'b>, &Vec<usize>)| {
            let mut is_taken = vec![false; pool.queue.len()];
            for &index in taken {
                is_taken[index] = true;
            }
            let rest = pool.queue.iter().zip(is_taken).filter(|(_, taken)| !taken);
            rest.map(|(question, _)| *question).collect::<Vec<_>>().into_iter().peekable()
        };
        let queues = pools.iter().zip(taken).map(queue).collect();
        let given = taken.iter().map(Vec::len).collect();
        Self { pools, queues, given, keys, left }
    }

    /// Returns the next question of a pool that fits.
    fn peek_fitting(&mut self, pool: usize) -> Option<&'b Question> {
        let left = self.left;
        let queue = &mut self.queues[pool];
        while queue.next_if(|question| u64::from(question.minutes) > left).is_some() {}
        queue.peek().copied()
    }

    fn take(&mut self, pool: usize, choice: ChosenQuestion<'b>, choices: &mut Vec<ChosenQuestion<'b>>) {
        self.queues[pool].next();
        self.given[pool] += 1;
        self.left -= u64::from(choice.question.minutes);
        choices.push(choice);
    }

    /// Takes behavioural questions as long as one more comes nearer to a fifth of the minutes.
    fn take_behavioral_part(
        &mut self,
        request: &Request<'_, 'b>,
        group: &[usize],
        choices: &mut Vec<ChosenQuestion<'b>>,
    ) {
        let total = request.blueprint.interview_minutes().map_or(0, u64::from);
        let target = total.saturating_sub(request.opening_and_closing()) / 5;
        let mut has_one = request.behavioral_pins().next().is_some();
        let mut used: u64 = request.behavioral_pins().map(|pin| u64::from(pin.minutes)).sum();
        let mut entries = apportion::entries(self.pools, group, &self.given, self.keys);
        while let Some(entry) = entries.pop() {
            let Some(question) = self.peek_fitting(entry.pool) else { continue };
            let minutes = u64::from(question.minutes);
            if has_one && 2 * used + minutes > 2 * target {
                return;
            }
            self.take(entry.pool, ChosenQuestion { question, reason: PickReason::Behavioral }, choices);
            entries.push(entry.with_one_more_place());
            used += minutes;
            has_one = true;
        }
    }

    /// Takes questions by the shares of the pools.
    fn take_by_share(&mut self, group: &[usize], choices: &mut Vec<ChosenQuestion<'b>>) {
        let offered = group.iter().flat_map(|&pool| self.queues[pool].clone());
        let shortest = offered.map(|question| u64::from(question.minutes)).min().unwrap_or(0);
        let mut entries = apportion::entries(self.pools, group, &self.given, self.keys);
        // Ends, because every round removes a question from a queue or an entry from the heap.
        while self.left >= 2 * shortest {
            let Some(entry) = entries.pop() else { return };
            if let Some(question) = self.peek_fitting(entry.pool) {
                let reason = self.pools[entry.pool].reason;
                self.take(entry.pool, ChosenQuestion { question, reason }, choices);
                entries.push(entry.with_one_more_place());
            }
        }
        // There is room for one more at most: the longest that fits. Of equally long ones the pool
        // whose turn comes first gives it.
        let mut longest: Option<&'b Question> = None;
        while let Some(entry) = entries.pop() {
            let fits = |question: &&'b Question| u64::from(question.minutes) <= self.left;
            for question in self.queues[entry.pool].clone().filter(fits) {
                if longest.is_none_or(|longest| question.minutes > longest.minutes) {
                    longest = Some(question);
                }
            }
        }
        if let Some(question) = longest {
            self.left -= u64::from(question.minutes);
            choices.push(ChosenQuestion { question, reason: PickReason::Filler });
        }
    }

    /// Exchanges one question, unless it was asked for by id or quota, for a longer one of its pool.
    ///
    /// The exchange that uses most of the minutes left wins; of equal ones the exchange of the
    /// latest choice.
    fn exchange_one(&mut self, choices: &mut [ChosenQuestion<'b>]) {
        if self.left == 0 {
            return;
        }
        let spare = self.spare_by_minutes(choices);
        let mut best: Option<(u32, &mut ChosenQuestion<'b>, &'b Question)> = None;
        for choice in choices.iter_mut().rev() {
            let now = choice.question.minutes;
            let most = now.saturating_add(u32::try_from(self.left).unwrap_or(u32::MAX));
            let is_free = !matches!(choice.reason, PickReason::Pinned | PickReason::Quota);
            let Some(spare) = spare.get(choice.question.category.as_str()).filter(|_| is_free) else {
                continue;
            };
            let Some((minutes, longer)) = spare.range(now..=most).next_back() else { continue };
            if best.as_ref().map_or(0, |(gain, ..)| *gain) < minutes - now {
                best = Some((minutes - now, choice, longer));
            }
        }
        if let Some((gain, choice, longer)) = best {
            self.left -= u64::from(gain);
            *choice = ChosenQuestion { question: longer, reason: PickReason::Filler };
        }
    }

    /// Returns, for each category and number of minutes, the first question in the draw that is not chosen.
    fn spare_by_minutes(
        &self,
        choices: &[ChosenQuestion<'b>],
    ) -> BTreeMap<&'b str, BTreeMap<u32, &'b Question>> {
        let chosen: BTreeSet<&str> = choices.iter().map(|choice| choice.question.id.as_str()).collect();
        let mut spare: BTreeMap<&str, BTreeMap<u32, &Question>> = BTreeMap::new();
        for question in self.pools.iter().flat_map(|pool| pool.queue.iter().copied()) {
            if !chosen.contains(question.id.as_str()) {
                spare.entry(&question.category).or_default().entry(question.minutes).or_insert(question);
            }
        }
        spare
    }
}
