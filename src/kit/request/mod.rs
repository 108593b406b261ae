//! The request: a blueprint with every name looked up in the bank.
//!
//! | file | what it holds |
//! |---|---|
//! | `mod` | the categories to draw from, the pinned questions, the filters |
//! | `filter` | the filters a question must pass to be drawn |
//! | `soft_share` | the minutes and places for behavioural, situational and ethics questions |
//! | `lookup` | names to roles, categories, questions and tags, with an error for each unknown name |

mod filter;
mod lookup;
mod soft_share;

use std::collections::{BTreeSet, HashMap};

use super::blueprint::Blueprint;
use super::draw::DrawKeys;
use super::select_error::SelectError;
use crate::bank::{Bank, Category, Question, QuestionType, Role, Status};
pub(super) use filter::{Filter, FilterMismatch};
pub(super) use lookup::Lookup;
pub(super) use soft_share::SoftShare;

/// The minutes from which a kit covers several competencies.
const MIN_MINUTES_TO_SPREAD: u32 = 45;
/// The number of questions from which a kit without a length covers several competencies.
const MIN_QUESTIONS_TO_SPREAD: u32 = 7;

/// A blueprint whose names all exist in the bank.
pub(super) struct Request<'p, 'b> {
    pub(super) bank: &'b Bank,
    pub(super) blueprint: &'p Blueprint,
    pub(super) role: Option<&'b Role>,
    /// The categories to draw from, in the order of the kit.
    pub(super) categories: Vec<RequestedCategory<'b>>,
    /// The questions the user named, in the user's order.
    pub(super) pins: Vec<&'b Question>,
    pub(super) filter: Filter<'p>,
    pub(super) keys: DrawKeys,
    /// True if the time for behavioural, situational and ethics questions is limited, because the user names neither
    /// categories nor types.
    pub(super) limits_soft: bool,
}

/// A category to draw from.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestedCategory<'b> {
    pub(super) category: &'b Category,
    pub(super) demand: Demand,
    pub(super) part: Part,
    /// The number of lots and the share of the category, compared with the other categories of its part.
    pub(super) weight: u32,
    /// True if the user tops the category up.
    pub(super) is_topped_up: bool,
}

/// A part of a kit. Each is drawn by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The core categories of the role.
    Core,
    /// Technical categories outside the core, and all categories that the user names.
    Other,
    /// Behavioural, situational and ethics questions, if their time is limited.
    Soft,
}

/// The number of questions a category must give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// The quota the user set, pins included.
    Exactly(usize),
    /// The least number the user set, pins included: 1 for a category named without a number.
    AtLeast(usize),
    /// A category of the role or the bank: its proportional share.
    Share,
}

impl<'p, 'b> Request<'p, 'b> {
    /// Looks up every name of a blueprint and reports all names and pins that cannot be used.
    pub(super) fn resolve(bank: &'b Bank, blueprint: &'p Blueprint) -> Result<Self, Vec<SelectError>> {
        let mut lookup = Lookup::new(bank);
        let role = blueprint.role.as_deref().and_then(|id| lookup.role(id));
        let mut categories = requested_categories(&mut lookup, blueprint, role);
        top_up(&mut lookup, blueprint, role, &mut categories);
        lookup.tags(&blueprint.tags);
        for id in &blueprint.exclude {
            lookup.question(id);
        }
        let pins = pinned_questions(&mut lookup, blueprint);
        lookup.finish()?;
        Ok(Self {
            bank,
            blueprint,
            role,
            categories,
            pins,
            filter: Filter::new(bank, blueprint),
            keys: DrawKeys::new(blueprint.seed_number(), blueprint.role.as_deref(), &blueprint.seniority),
            limits_soft: !blueprint.names_categories_or_types(),
        })
    }

    /// Returns the minutes of the opening and the closing together.
    pub(super) fn opening_and_closing(&self) -> u64 {
        u64::from(self.blueprint.opening) + u64::from(self.blueprint.closing)
    }

    /// Returns the minutes between opening and closing, or `None` if the questions decide them.
    pub(super) fn question_minutes(&self) -> Option<u64> {
        Some(u64::from(self.blueprint.interview_minutes()?).saturating_sub(self.opening_and_closing()))
    }

    /// Returns true if the interview is long enough to cover several competencies.
    pub(super) fn spreads_competencies(&self) -> bool {
        let has_places = |count| count >= MIN_QUESTIONS_TO_SPREAD;
        let has_minutes = |minutes| minutes >= MIN_MINUTES_TO_SPREAD;
        self.blueprint
            .count
            .map_or_else(|| self.blueprint.interview_minutes().is_some_and(has_minutes), has_places)
    }

    /// Returns the part of the soft questions in minutes or places.
    pub(super) fn soft_share(&self) -> SoftShare {
        SoftShare::new(self.blueprint, self.role)
    }
}

impl<'b> RequestedCategory<'b> {
    fn new(category: &'b Category, demand: Demand, blueprint: &Blueprint, role: Option<&'b Role>) -> Self {
        let is_core = role.is_some_and(|role| role.is_core(&category.id));
        let part = match category.kind {
            _ if !blueprint.categories.is_empty() => Part::Other,
            QuestionType::Technical if is_core => Part::Core,
            QuestionType::Technical => Part::Other,
            _ if blueprint.names_categories_or_types() => Part::Other,
            _ => Part::Soft,
        };
        let weight = role.map_or(1, |role| role.weight(&category.id));
        Self { category, demand, part, weight, is_topped_up: false }
    }
}

fn requested_categories<'b>(
    lookup: &mut Lookup<'b>,
    blueprint: &Blueprint,
    role: Option<&'b Role>,
) -> Vec<RequestedCategory<'b>> {
    if !blueprint.categories.is_empty() {
        return named_categories(lookup, blueprint, role);
    }
    let bank = lookup.bank();
    let takes_soft = !SoftShare::new(blueprint, role).is_zero();
    let is_wanted = |category: &&Category| {
        blueprint.names_categories_or_types()
            || match category.kind {
                QuestionType::Technical => true,
                QuestionType::Behavioral => takes_soft && blueprint.behavioral,
                QuestionType::Situational | QuestionType::Ethics => takes_soft,
            }
    };
    let scope: Vec<&Category> = match role {
        Some(role) => role.categories.iter().filter_map(|id| bank.category(id)).collect(),
        None => bank.categories.iter().collect(),
    };
    let share = |category| RequestedCategory::new(category, Demand::Share, blueprint, role);
    scope.into_iter().filter(is_wanted).map(share).collect()
}

/// Returns the categories the user named, in the order of the kit.
fn named_categories<'b>(
    lookup: &mut Lookup<'b>,
    blueprint: &Blueprint,
    role: Option<&'b Role>,
) -> Vec<RequestedCategory<'b>> {
    let mut requested: Vec<RequestedCategory<'b>> = Vec::new();
    for (id, quota) in &blueprint.categories {
        let Some(category) = lookup.category(id) else { continue };
        if requested.iter().any(|other| other.category.id == category.id) {
            lookup.report(SelectError::DuplicateCategory { category: id.clone() });
            continue;
        }
        let demand = quota.map_or(Demand::AtLeast(1), |quota| Demand::Exactly(quota as usize));
        requested.push(RequestedCategory::new(category, demand, blueprint, role));
    }
    sort_in_kit_order(lookup.bank(), role, &mut requested);
    requested
}

/// Adds the categories of `with`. One that would not be drawn from anyway gives no more than the number asked for.
fn top_up<'b>(
    lookup: &mut Lookup<'b>,
    blueprint: &Blueprint,
    role: Option<&'b Role>,
    requested: &mut Vec<RequestedCategory<'b>>,
) {
    if blueprint.with.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    for (id, number) in &blueprint.with {
        let Some(category) = lookup.category(id) else { continue };
        let number = *number as usize;
        let entry = requested.iter_mut().find(|requested| requested.category.id == category.id);
        match entry {
            Some(RequestedCategory { demand: Demand::Exactly(_), .. }) => {
                lookup.report(SelectError::DuplicateCategory { category: id.clone() });
            }
            _ if !seen.insert(id) => lookup.report(SelectError::DuplicateCategory { category: id.clone() }),
            Some(requested) => {
                requested.demand = Demand::AtLeast(number);
                requested.is_topped_up = true;
            }
            None => {
                let added = RequestedCategory::new(category, Demand::Exactly(number), blueprint, role);
                requested.push(RequestedCategory { is_topped_up: true, ..added });
            }
        }
    }
    sort_in_kit_order(lookup.bank(), role, requested);
}

fn sort_in_kit_order<'b>(bank: &'b Bank, role: Option<&'b Role>, requested: &mut [RequestedCategory<'b>]) {
    let ranks = category_ranks(bank, role);
    requested.sort_by_key(|requested| ranks.get(requested.category.id.as_str()).copied());
}

/// Returns the position of each category in a kit: the categories of the role in its order, then the other
/// categories of the bank.
pub(super) fn category_ranks<'b>(bank: &'b Bank, role: Option<&'b Role>) -> HashMap<&'b str, usize> {
    let mut ranks = HashMap::new();
    let of_role = role.into_iter().flat_map(|role| role.categories.iter().map(String::as_str));
    for id in of_role.chain(bank.categories.iter().map(|category| category.id.as_str())) {
        let next = ranks.len();
        ranks.entry(id).or_insert(next);
    }
    ranks
}

/// Returns the questions named by the user, in the user's order, without repeats.
fn pinned_questions<'b>(lookup: &mut Lookup<'b>, blueprint: &Blueprint) -> Vec<&'b Question> {
    if !blueprint.only.is_empty() {
        for id in blueprint.include.iter().filter(|id| !blueprint.only.contains(id)) {
            lookup.report(SelectError::IncludeNotInOnly { id: id.clone() });
        }
    }
    let named = if blueprint.only.is_empty() { &blueprint.include } else { &blueprint.only };
    let mut seen = BTreeSet::new();
    let mut pins = Vec::new();
    for id in named.iter().filter(|id| seen.insert(id.as_str())) {
        let Some(question) = lookup.question(id) else { continue };
        if blueprint.exclude.contains(id) {
            lookup.report(SelectError::IncludedAndExcluded { id: id.clone() });
        }
        if question.status != Status::Active {
            let (status, origin) = (question.status, question.origin);
            lookup.report(SelectError::InactiveQuestion { id: id.clone(), status, origin });
        }
        lookup.category(&question.category);
        pins.push(question);
    }
    pins
}
