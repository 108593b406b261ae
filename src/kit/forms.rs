//! Parallel forms: several kits of one request that share no question and match each other.
//!
//! The first form is drawn like any kit. Where the bank has too few questions of a category and level for the others,
//! it is drawn again without them. Each question of the first form then gets a counterpart of the same category and
//! level fit in every other form, so that the minutes of the forms stay close.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::blueprint::Blueprint;
use super::draw::DrawKeys;
use super::model::Kit;
use super::select::{matching_questions, select};
use super::select_error::SelectError;
use crate::bank::{Bank, Question, Seniority, Status};
use crate::diag::{Diagnostic, codes};

/// The most forms of a request: they are named by letters.
pub const MAX_FORMS: usize = 26;
/// The greatest difference between the question minutes of two forms and those of the first.
pub const MINUTES_TOLERANCE: u32 = 2;
/// The most minutes that the forms of a request may be shorter than a single kit of it.
const MAX_LOST_MINUTES: u32 = 4;
/// Cells that a finding lists; the rest are counted.
const MAX_LISTED_CELLS: usize = 6;
/// The most draws of a first form. Each leaves out at least one more question.
const MAX_DRAWS: usize = 200;

/// A category, and how its questions fit the levels asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormCell {
    /// The id of the category.
    pub category: String,
    /// True for questions that suit none but the levels asked for.
    pub is_own_level: bool,
}

/// A cell with too few questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortCell {
    /// The cell.
    pub cell: FormCell,
    /// The number of questions that could be asked, of each group one.
    pub have: usize,
    /// The number that the forms need.
    pub need: usize,
}

/// The reason why forms cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormsError {
    /// Not even one kit can be made.
    Select(Vec<SelectError>),
    /// The bank has too few questions for this many forms.
    TooFew {
        /// The number of forms asked for.
        asked: usize,
        /// The largest number of forms that can be made.
        possible: usize,
        /// The cells with too few questions.
        short: Vec<ShortCell>,
    },
}

/// Selects `count` kits that share no question and no group, and have the same number of questions of each category
/// and level fit. Their minutes differ by at most [`MINUTES_TOLERANCE`] from the first. The same request gives the
/// same forms.
pub fn select_forms<'b>(
    bank: &'b Bank,
    blueprint: &Blueprint,
    count: usize,
) -> Result<Vec<Kit<'b>>, FormsError> {
    let first = select(bank, blueprint).map_err(FormsError::Select)?;
    if count <= 1 {
        return Ok(vec![first]);
    }
    let eligible = matching_questions(bank, blueprint).map_err(FormsError::Select)?;
    let maker = FormMaker::new(bank, blueprint, eligible);
    let short = match maker.make(&first, count) {
        Ok(forms) => return Ok(forms),
        Err(short) => short,
    };
    let possible = (2..count).rev().find(|&fewer| maker.make(&first, fewer).is_ok()).unwrap_or(1);
    Err(FormsError::TooFew { asked: count, possible, short })
}

/// Returns true if a question suits none but these levels.
fn is_own_level(question: &Question, levels: &[Seniority]) -> bool {
    !levels.is_empty() && question.seniority.iter().all(|level| levels.contains(level))
}

/// Returns the cell of a question in a kit for these levels.
#[must_use]
pub fn form_cell(question: &Question, levels: &[Seniority]) -> FormCell {
    FormCell { category: question.category.clone(), is_own_level: is_own_level(question, levels) }
}

/// Returns the name of a form by its position: `a`, `b`, `c`.
#[must_use]
pub fn form_name(position: usize) -> String {
    ('a'..='z').nth(position.min(MAX_FORMS - 1)).map_or_else(String::new, String::from)
}

/// The questions of a form, each beside the question of the first form that it stands for.
type Slots<'b> = Vec<&'b Question>;

/// Makes the forms of one request.
struct FormMaker<'m, 'b> {
    bank: &'b Bank,
    blueprint: &'m Blueprint,
    levels: Vec<Seniority>,
    /// The questions that may be asked, cell by cell, in the order of the draw.
    cells: BTreeMap<FormCell, Vec<&'b Question>>,
}

impl From<&FormsError> for Vec<Diagnostic> {
    fn from(error: &FormsError) -> Self {
        let (asked, possible, short) = match error {
            FormsError::Select(errors) => return errors.iter().map(Diagnostic::from).collect(),
            FormsError::TooFew { asked, possible, short } => (asked, possible, short),
        };
        let describe = |ShortCell { cell, have, need }: &ShortCell| {
            let levels = if cell.is_own_level { " for these levels alone" } else { "" };
            format!("`{}` has {have}{levels} and {need} are needed", cell.category)
        };
        let mut cells: Vec<String> = short.iter().take(MAX_LISTED_CELLS).map(describe).collect();
        if short.len() > MAX_LISTED_CELLS {
            cells.push(format!("{} more are short", short.len() - MAX_LISTED_CELLS));
        }
        let most = if *possible > 1 { format!("at most {possible}") } else { "not even 2".to_owned() };
        let why =
            if cells.is_empty() { "no choice has matching minutes".to_owned() } else { cells.join("; ") };
        let message = format!("the bank has too few questions for {asked} matching forms, {most}: {why}");
        let fewer = if *possible > 1 { format!("ask for --forms {possible}, or ") } else { String::new() };
        let help = format!("{fewer}take a shorter interview, more levels, or fewer topics by name");
        vec![Diagnostic::error(&codes::select::TOO_FEW_FOR_FORMS, message).help(help)]
    }
}

impl<'m, 'b> FormMaker<'m, 'b> {
    fn new(bank: &'b Bank, blueprint: &'m Blueprint, eligible: Vec<&'b Question>) -> Self {
        let levels = blueprint.levels();
        let keys = DrawKeys::new(blueprint.seed_number(), blueprint.role.as_deref(), &blueprint.seniority);
        let mut active: Vec<&Question> =
            eligible.into_iter().filter(|question| question.status == Status::Active).collect();
        active.sort_by_cached_key(|question| (keys.question(&question.id), question.id.as_str()));
        let mut cells: BTreeMap<FormCell, Vec<&Question>> = BTreeMap::new();
        for question in active {
            cells.entry(form_cell(question, &levels)).or_default().push(question);
        }
        Self { bank, blueprint, levels, cells }
    }

    /// Makes the forms, or returns the cells that have too few questions.
    fn make(&self, first: &Kit<'b>, count: usize) -> Result<Vec<Kit<'b>>, Vec<ShortCell>> {
        let mut request = self.blueprint.clone();
        let mut short: BTreeMap<FormCell, ShortCell> = BTreeMap::new();
        let mut kit = first.clone();
        for _ in 0..MAX_DRAWS {
            let lacking = self.short_cells(&kit, count);
            if lacking.is_empty() {
                match self.fill_forms(&kit, count) {
                    Ok(forms) => return Ok(forms),
                    Err(cell) => {
                        request.exclude.extend(self.drop_last(&kit, &cell.cell, &mut short, cell.clone()));
                    }
                }
            } else {
                for cell in lacking {
                    let kept = cell.have / count;
                    request.exclude.extend(self.unwanted(&kit, &cell.cell, kept));
                    short.entry(cell.cell.clone()).or_insert(cell);
                }
            }
            // A kit that lost more is no interview of this length any more.
            let is_whole = |kit: &Kit<'_>| asked_minutes(kit) + MAX_LOST_MINUTES >= asked_minutes(first);
            match select(self.bank, &request) {
                Ok(next) if is_whole(&next) => kit = next,
                _ => break,
            }
        }
        Err(short.into_values().collect())
    }

    /// Returns the cells that have too few questions for as many forms as the kit has of each.
    fn short_cells(&self, kit: &Kit<'b>, count: usize) -> Vec<ShortCell> {
        let mut picked: BTreeMap<FormCell, usize> = BTreeMap::new();
        for pick in &kit.picks {
            *picked.entry(form_cell(pick.question, &self.levels)).or_default() += 1;
        }
        let short = |(cell, picked): (FormCell, usize)| {
            let (have, need) = (self.capacity(&cell), picked * count);
            (have < need).then_some(ShortCell { cell, have, need })
        };
        picked.into_iter().filter_map(short).collect()
    }

    /// Returns the number of questions of a cell that forms can hold: one of each group.
    fn capacity(&self, cell: &FormCell) -> usize {
        let questions = self.cells.get(cell).map(Vec::as_slice).unwrap_or_default();
        let mut groups = BTreeSet::new();
        questions
            .iter()
            .filter(|question| question.group.as_ref().is_none_or(|group| groups.insert(group.as_str())))
            .count()
    }

    /// Returns the questions of a cell that the first form must not have, so that it keeps `kept` of its own.
    fn unwanted(&self, kit: &Kit<'b>, cell: &FormCell, kept: usize) -> Vec<String> {
        let of_cell = |question: &&Question| form_cell(question, &self.levels) == *cell;
        let keep: BTreeSet<&str> = kit
            .picks
            .iter()
            .map(|pick| pick.question)
            .filter(of_cell)
            .take(kept)
            .map(|question| question.id.as_str())
            .collect();
        let questions = self.cells.get(cell).map(Vec::as_slice).unwrap_or_default();
        let ids = questions.iter().map(|question| question.id.clone());
        ids.filter(|id| !keep.contains(id.as_str())).collect()
    }

    /// Returns one more question of a cell to leave out, after the forms could not be filled.
    fn drop_last(
        &self,
        kit: &Kit<'b>,
        cell: &FormCell,
        short: &mut BTreeMap<FormCell, ShortCell>,
        why: ShortCell,
    ) -> Vec<String> {
        short.entry(cell.clone()).or_insert(why);
        let of_cell = |question: &&Question| form_cell(question, &self.levels) == *cell;
        let mut picks = kit.picks.iter().map(|pick| pick.question).filter(of_cell);
        picks.next_back().map(|question| question.id.clone()).into_iter().collect()
    }

    /// Fills the other forms beside the first, or returns the cell that stands in the way.
    fn fill_forms(&self, first: &Kit<'b>, count: usize) -> Result<Vec<Kit<'b>>, ShortCell> {
        let model: Slots<'b> = first.picks.iter().map(|pick| pick.question).collect();
        let mut taken = Taken::default();
        for question in &model {
            taken.add(question);
        }
        let mut others: Vec<Slots<'b>> = vec![Vec::with_capacity(model.len()); count - 1];
        for slot in &model {
            for form in &mut others {
                let balance = minutes(form) - minutes(&model[..form.len()]);
                let Some(question) = self.counterpart(slot, form, balance, &taken) else {
                    return Err(self.short_at(slot, count));
                };
                taken.add(question);
                form.push(question);
            }
        }
        let room = first.minutes.saturating_sub(first.opening).saturating_sub(first.closing);
        let spare = i64::from(room) - minutes(&model);
        let mut kits = vec![first.clone()];
        // The longest question of the first form is the hardest to match.
        let Some(longest) = model.iter().max_by_key(|question| question.minutes) else { return Ok(kits) };
        for mut form in others {
            self.balance(&model, &mut form, spare, &mut taken);
            let difference = minutes(&form) - minutes(&model);
            let is_close =
                difference.abs() <= i64::from(MINUTES_TOLERANCE) && !self.is_too_long(difference, spare);
            match self.arrange(first, &form) {
                Some(kit) if is_close => kits.push(kit),
                _ => return Err(self.short_at(longest, count)),
            }
        }
        Ok(kits)
    }

    /// Returns the cell of a question that has no counterpart in one of `count` forms.
    fn short_at(&self, question: &Question, count: usize) -> ShortCell {
        let cell = form_cell(question, &self.levels);
        ShortCell { have: self.capacity(&cell), need: count, cell }
    }

    /// Returns true if a form does not fit the minutes of the interview.
    fn is_too_long(&self, difference: i64, spare: i64) -> bool {
        self.blueprint.interview_minutes().is_some() && difference > spare
    }

    /// Returns the free question of the same cell that keeps the minutes of a form closest to the first form. Of equal
    /// ones, a question of the same competency, then the first in the draw.
    fn counterpart(
        &self,
        slot: &Question,
        form: &[&'b Question],
        balance: i64,
        taken: &Taken<'b>,
    ) -> Option<&'b Question> {
        let cell = form_cell(slot, &self.levels);
        let free = self.cells.get(&cell)?.iter().copied().filter(|question| taken.is_free(question, form));
        free.enumerate()
            .min_by_key(|(turn, question)| {
                let off = (balance + i64::from(question.minutes) - i64::from(slot.minutes)).abs();
                (off, question.competency != slot.competency, *turn)
            })
            .map(|(_, question)| question)
    }

    /// Exchanges questions of a form for free ones of the same cell while that brings its minutes closer.
    fn balance(&self, model: &[&'b Question], form: &mut Slots<'b>, spare: i64, taken: &mut Taken<'b>) {
        let cost = |difference: i64| {
            let over = if self.is_too_long(difference, spare) { 1_000 } else { 0 };
            over + difference.abs()
        };
        // Ends, because each exchange lowers the cost.
        loop {
            let difference = minutes(form) - minutes(model);
            let mut best: Option<(i64, usize, &'b Question)> = None;
            for (at, old) in form.iter().enumerate() {
                let others: Slots<'b> = form.iter().copied().filter(|other| other.id != old.id).collect();
                let cell = form_cell(old, &self.levels);
                for new in self.cells.get(&cell).into_iter().flatten() {
                    let now = cost(difference + i64::from(new.minutes) - i64::from(old.minutes));
                    let is_better = best.as_ref().map_or(cost(difference), |(least, ..)| *least) > now;
                    if is_better && taken.is_free(new, &others) {
                        best = Some((now, at, new));
                    }
                }
            }
            let Some((_, at, new)) = best else { return };
            taken.remove(form[at]);
            taken.add(new);
            form[at] = new;
        }
    }

    /// Makes a kit of the questions of a form, in the order of the categories of the first, from easier to harder.
    fn arrange(&self, first: &Kit<'b>, form: &[&'b Question]) -> Option<Kit<'b>> {
        let mut ranks: HashMap<&str, usize> = HashMap::new();
        for (rank, pick) in first.picks.iter().enumerate() {
            ranks.entry(pick.question.category.as_str()).or_insert(rank);
        }
        let mut form = form.to_vec();
        form.sort_by_key(|question| {
            let rank = ranks.get(question.category.as_str()).copied();
            (rank, question.seniority.first().copied(), question.minutes, question.id.as_str())
        });
        let blueprint = Blueprint {
            role: self.blueprint.role.clone(),
            seniority: self.blueprint.seniority.clone(),
            minutes: self.blueprint.interview_minutes(),
            opening: self.blueprint.opening,
            closing: self.blueprint.closing,
            only: form.iter().map(|question| question.id.clone()).collect(),
            seed: self.blueprint.seed.clone(),
            ..Blueprint::default()
        };
        let mut kit = select(self.bank, &blueprint).ok()?;
        // The questions of a category were chosen for the same reasons as their counterparts.
        for (pick, model) in kit.picks.iter_mut().zip(&first.picks) {
            pick.reason = model.reason;
        }
        Some(kit)
    }
}

/// Returns the question minutes of a kit.
fn asked_minutes(kit: &Kit<'_>) -> u32 {
    kit.picks.iter().fold(0, |sum, pick| sum.saturating_add(pick.question.minutes))
}

/// Returns the minutes of questions.
fn minutes(questions: &[&Question]) -> i64 {
    questions.iter().map(|question| i64::from(question.minutes)).sum()
}

/// The questions that the forms have so far, and their groups.
#[derive(Default)]
struct Taken<'b> {
    ids: BTreeSet<&'b str>,
    groups: BTreeSet<&'b str>,
}

impl<'b> Taken<'b> {
    fn add(&mut self, question: &'b Question) {
        self.ids.insert(&question.id);
        self.groups.extend(question.group.as_deref());
    }

    fn remove(&mut self, question: &'b Question) {
        self.ids.remove(question.id.as_str());
        if let Some(group) = &question.group {
            self.groups.remove(group.as_str());
        }
    }

    /// Returns true if no form has the question or its group, and no question of `form` must not stand beside it.
    fn is_free(&self, question: &Question, form: &[&'b Question]) -> bool {
        let is_rival = |other: &&Question| {
            other.never_with.contains(&question.id) || question.never_with.contains(&other.id)
        };
        !self.ids.contains(question.id.as_str())
            && question.group.as_ref().is_none_or(|group| !self.groups.contains(group.as_str()))
            && !form.iter().any(is_rival)
    }
}
