//! Fills the minutes that are left with further questions.

use std::collections::{BTreeSet, VecDeque};

use super::first_round::{MAX_SOFT_COMPETENCIES, MAX_TECHNICAL_COMPETENCIES, MIN_MINUTES_FOR_ETHICS};
use super::pool::{CategoryPool, ChosenQuestion};
use super::turns::{Turn, Turns};
use crate::bank::{Question, QuestionType};
use crate::kit::model::PickReason;
use crate::kit::request::{Part, Request};

/// The most minutes that a kit may end before its time. With more, it asks a further question.
const MAX_SPARE_MINUTES: u64 = 4;
/// The minutes from which an interview asks about past behaviour.
const MIN_MINUTES_FOR_BEHAVIOR: u32 = 45;

/// The least competencies that a long kit covers, if its questions allow it.
const MIN_COMPETENCIES: usize = 5;

/// The most searches of a pool for a competency that it does not have.
const MAX_VAIN_SEARCHES: u32 = 16;

/// Adds questions until at most four of the `left` minutes are left. `taken` holds the indices of the
/// questions already drawn from each pool.
///
/// Behavioural, situational and ethics questions come first, up to their share of the minutes. Then
/// technical pools take turns. A pool gives its next question, whatever its length. If it is too long for the
/// minutes left, the turn passes to a pool of the same part whose next question fits. Only if there is none, the pool
/// gives its first question that fits. So short questions are not preferred for the last place.
pub(super) fn fill_minutes<'b>(
    request: &Request<'_, 'b>,
    pools: &[CategoryPool<'b>],
    taken: &[Vec<usize>],
    left: u64,
    choices: Vec<ChosenQuestion<'b>>,
) -> Vec<ChosenQuestion<'b>> {
    let mut filling = Filling::new(request, pools, taken, left, choices);
    if request.limits_soft {
        filling.take_soft_part();
    }
    filling.take_technical_part();
    // Without technical questions there is nothing that a share could be kept for.
    if filling.choices.iter().all(|choice| choice.question.kind != QuestionType::Technical) {
        while filling.needs_more() {
            let Some(turn) = filling.turns.pop_soft() else { break };
            filling.take(turn, left);
        }
    }
    filling.choices
}

/// A kit in the making, the questions not drawn yet, and the minutes left for them.
struct Filling<'a, 'p, 'b> {
    request: &'a Request<'p, 'b>,
    pools: &'a [CategoryPool<'b>],
    turns: Turns,
    remaining: Vec<Remaining<'b>>,
    choices: Vec<ChosenQuestion<'b>>,
    /// The minutes left.
    left: u64,
    competencies: Competencies<'b>,
    /// True if the kit covers several competencies.
    spreads: bool,
}

impl<'a, 'p, 'b> Filling<'a, 'p, 'b> {
    fn new(
        request: &'a Request<'p, 'b>,
        pools: &'a [CategoryPool<'b>],
        taken: &[Vec<usize>],
        left: u64,
        choices: Vec<ChosenQuestion<'b>>,
    ) -> Self {
        let given: Vec<usize> = taken.iter().map(Vec::len).collect();
        let mut competencies = Competencies::default();
        for choice in &choices {
            competencies.add(request, choice.question);
        }
        Self {
            request,
            pools,
            turns: Turns::new(request, pools, &given),
            remaining: pools
                .iter()
                .zip(taken)
                .map(|(pool, taken)| Remaining::new(pool, taken, left))
                .collect(),
            choices,
            left,
            competencies,
            spreads: request.spreads_competencies(),
        }
    }

    fn needs_more(&self) -> bool {
        self.left > MAX_SPARE_MINUTES || self.choices.is_empty()
    }

    fn take_soft_part(&mut self) {
        let minutes = self.request.question_minutes().unwrap_or(0);
        let offered =
            || self.pools.iter().filter(|pool| pool.part == Part::Soft).flat_map(|pool| &pool.queue);
        let total = offered().map(|question| u64::from(question.minutes)).sum();
        let share = self.request.soft_share();
        let mut places = share.places_within(minutes, offered().count() as u64, total);
        places = places.saturating_sub(self.soft_choices().count());
        let most = share.most_minutes(minutes, MAX_SPARE_MINUTES);
        for kind in self.owed_types() {
            let pools = self.pools;
            let room = most.saturating_sub(self.soft_minutes());
            let turn = self.turns.pop_soft_where(|entry| pools[entry.pool].category.kind == kind);
            if turn.is_some_and(|turn| self.take(turn, room)) {
                places = places.saturating_sub(1);
            }
        }
        while places > 0 && !share.is_used_up(self.soft_minutes(), minutes) {
            let room = most.saturating_sub(self.soft_minutes());
            let Some(turn) = self.next_turn(room, Turns::pop_soft) else { break };
            places -= usize::from(self.take(turn, room));
        }
    }

    /// Takes technical questions by turns. A pool whose next question would add a competency too many waits until the
    /// others are used up. Then its first question that adds none is taken, and if there is none, any.
    fn take_technical_part(&mut self) {
        let mut waiting = VecDeque::new();
        while self.needs_more() {
            if let Some(turn) = self.next_turn(self.left, Turns::pop_technical) {
                if self.next_adds_too_many(turn) {
                    waiting.push_back(turn);
                } else {
                    self.take(turn, self.left);
                }
                continue;
            }
            let has_wanted =
                |turn: &Turn| self.remaining[turn.entry.pool].has_wanted(self.left, |q| self.wants(q));
            let position = waiting.iter().position(has_wanted).unwrap_or(0);
            let Some(turn) = waiting.remove(position) else { return };
            self.take(turn, self.left);
        }
    }

    /// Returns the turn of the first pool of a part whose next question takes at most `room` minutes. If there is none,
    /// returns that of the first pool.
    fn next_turn(&mut self, room: u64, pop: impl Fn(&mut Turns) -> Option<Turn>) -> Option<Turn> {
        let first = pop(&mut self.turns)?;
        let mut turn = first;
        let mut passed = VecDeque::new();
        let found = loop {
            if self.next_fits(turn, room) {
                break Some(turn);
            }
            passed.push_back(turn);
            match pop(&mut self.turns) {
                Some(next) if next.is_beside(first) => turn = next,
                Some(next) => {
                    self.turns.put_back(next);
                    break None;
                }
                None => break None,
            }
        };
        let found = found.or_else(|| passed.pop_front());
        for turn in passed {
            self.turns.put_back(turn);
        }
        found
    }

    /// Returns true if the next question of a pool takes at most `room` minutes.
    fn next_fits(&mut self, turn: Turn, room: u64) -> bool {
        let room = room.min(self.left);
        let remaining = &mut self.remaining[turn.entry.pool];
        let is_wanted = |question: &Question| self.competencies.wants(self.request, question);
        let wanted = if self.spreads { remaining.first_wanted(u64::MAX, is_wanted) } else { None };
        let next = wanted.or_else(|| remaining.first_that_fits(u64::MAX));
        let question = next.and_then(|index| remaining.questions[index]);
        question.is_some_and(|question| u64::from(question.minutes) <= room)
    }

    /// Returns true if the next question of a pool would add a competency to a kit that has enough.
    fn next_adds_too_many(&mut self, turn: Turn) -> bool {
        if !self.spreads || !self.competencies.are_enough() {
            return false;
        }
        let remaining = &mut self.remaining[turn.entry.pool];
        let next = remaining.first_that_fits(self.left).and_then(|index| remaining.questions[index]);
        next.is_some_and(|question| !self.wants(question))
    }

    fn wants(&self, question: &Question) -> bool {
        self.competencies.wants(self.request, question)
    }

    /// Returns the types that an interview of this length asks, and that no choice has.
    fn owed_types(&self) -> Vec<QuestionType> {
        let minutes = self.request.blueprint.interview_minutes().unwrap_or(0);
        let owed = [
            (QuestionType::Behavioral, MIN_MINUTES_FOR_BEHAVIOR),
            (QuestionType::Ethics, MIN_MINUTES_FOR_ETHICS),
        ];
        let is_missing =
            |kind: &QuestionType| self.choices.iter().all(|choice| choice.question.kind != *kind);
        let due = owed.into_iter().filter(|(_, least)| minutes >= *least).map(|(kind, _)| kind);
        due.filter(is_missing).collect()
    }

    fn soft_choices(&self) -> impl Iterator<Item = &ChosenQuestion<'b>> {
        self.choices.iter().filter(|choice| choice.question.kind != QuestionType::Technical)
    }

    fn soft_minutes(&self) -> u64 {
        self.soft_choices().map(|choice| u64::from(choice.question.minutes)).sum()
    }

    /// Takes the first question of at most `room` minutes from the pool whose turn it is, or returns false if the pool
    /// has none. Then its turn is over.
    fn take(&mut self, turn: Turn, room: u64) -> bool {
        let room = room.min(self.left);
        let remaining = &mut self.remaining[turn.entry.pool];
        let Some(first) = remaining.first_that_fits(room) else { return false };
        let index = if self.spreads {
            let is_wanted = |question: &Question| self.competencies.wants(self.request, question);
            remaining.first_wanted(room, is_wanted).unwrap_or(first)
        } else {
            first
        };
        let Some(question) = remaining.take(index) else { return false };
        let reason = match turn.part {
            Part::Core => PickReason::Core,
            Part::Other => PickReason::Share,
            Part::Soft => PickReason::Soft,
        };
        self.left -= u64::from(question.minutes);
        self.competencies.add(self.request, question);
        self.choices.push(ChosenQuestion { question, reason });
        self.turns.give_place(turn, true);
        true
    }
}

/// The questions left in a pool, in the order of the draw.
struct Remaining<'b> {
    questions: Vec<Option<&'b Question>>,
    /// The index of the first question that may fit.
    front: usize,
    /// The number of searches in vain so far. Few are made, so that a long queue costs no more than its length.
    vain_searches: u32,
}

impl<'b> Remaining<'b> {
    /// Leaves out questions that are `taken`, and those that never fit.
    fn new(pool: &CategoryPool<'b>, taken: &[usize], left: u64) -> Self {
        let fits = |question: &&Question| u64::from(question.minutes) <= left;
        let mut questions: Vec<_> = pool.queue.iter().map(|question| Some(*question).filter(fits)).collect();
        for &index in taken {
            questions[index] = None;
        }
        Self { questions, front: 0, vain_searches: 0 }
    }

    /// Returns the index of the first question that fits. Questions before it never fit again, since the minutes only
    /// get fewer.
    fn first_that_fits(&mut self, left: u64) -> Option<usize> {
        let fits = |question: Option<&Question>| question.is_some_and(|q| u64::from(q.minutes) <= left);
        self.front += self.questions[self.front..].iter().copied().position(fits)?;
        Some(self.front)
    }

    /// Returns the index of the first question that fits and is wanted.
    fn first_wanted(&mut self, left: u64, is_wanted: impl Fn(&Question) -> bool) -> Option<usize> {
        if self.vain_searches == MAX_VAIN_SEARCHES {
            return None;
        }
        let suits = |question: Option<&Question>| {
            question.is_some_and(|q| u64::from(q.minutes) <= left && is_wanted(q))
        };
        let found =
            self.questions[self.front..].iter().copied().position(suits).map(|step| self.front + step);
        self.vain_searches += u32::from(found.is_none());
        found
    }

    /// Returns true if a question fits and is wanted.
    fn has_wanted(&self, left: u64, is_wanted: impl Fn(&Question) -> bool) -> bool {
        let suits = |question: &&Question| u64::from(question.minutes) <= left && is_wanted(question);
        self.questions[self.front..].iter().flatten().copied().any(|question| suits(&question))
    }

    fn take(&mut self, index: usize) -> Option<&'b Question> {
        self.questions.get_mut(index)?.take()
    }
}

/// The competencies of a kit in the making.
#[derive(Default)]
struct Competencies<'b> {
    all: BTreeSet<&'b str>,
    soft: BTreeSet<&'b str>,
}

impl<'b> Competencies<'b> {
    fn add(&mut self, request: &Request<'_, 'b>, question: &'b Question) {
        let Some(competency) = request.bank.competency_of(question) else { return };
        self.all.insert(&competency.id);
        if question.kind != QuestionType::Technical {
            self.soft.insert(&competency.id);
        }
    }

    /// Returns true if the kit covers as many competencies as it should.
    fn are_enough(&self) -> bool {
        self.all.len() >= MAX_SOFT_COMPETENCIES + MAX_TECHNICAL_COMPETENCIES
    }

    /// Returns true if the question adds a competency that the kit needs, or adds none if there are enough.
    fn wants(&self, request: &Request<'_, 'b>, question: &Question) -> bool {
        let Some(competency) = request.bank.competency_of(question) else { return true };
        let is_new = !self.all.contains(competency.id.as_str());
        let is_soft = question.kind != QuestionType::Technical;
        if self.are_enough() || (is_soft && self.soft.len() >= MAX_SOFT_COMPETENCIES) {
            return !is_new;
        }
        is_new || (!is_soft && self.all.len() >= MIN_COMPETENCIES)
    }
}
