//! The request: a blueprint with every name looked up in the bank.
//!
//! | file | what it holds |
//! |---|---|
//! | `mod` | the categories to draw from, the pinned questions, the filters |
//! | `filter` | the filters a question must pass to be drawn |
//! | `lookup` | names to roles, categories, questions and tags, with an error for each unknown name |

mod filter;
mod lookup;

use std::collections::{BTreeSet, HashMap};

use super::blueprint::Blueprint;
use super::draw::DrawKeys;
use super::select_error::SelectError;
use crate::bank::{Bank, Category, Question, QuestionType, Role, Status};
pub(super) use filter::{Filter, FilterMismatch};
pub(super) use lookup::Lookup;

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
    /// True if a part of the kit is kept for behavioural questions.
    pub(super) has_behavioral_part: bool,
}

/// A category to draw from.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestedCategory<'b> {
    pub(super) category: &'b Category,
    pub(super) demand: Demand,
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
            filter: Filter::new(blueprint),
            keys: DrawKeys::new(blueprint.seed_number(), blueprint.role.as_deref(), &blueprint.seniority),
            has_behavioral_part: blueprint.behavioral && !blueprint.names_categories_or_types(),
        })
    }

    /// Returns the minutes of the opening and the closing together.
    pub(super) fn opening_and_closing(&self) -> u64 {
        u64::from(self.blueprint.opening) + u64::from(self.blueprint.closing)
    }

    /// Returns the pinned behavioural questions.
    pub(super) fn behavioral_pins(&self) -> impl Iterator<Item = &'b Question> {
        self.pins.iter().copied().filter(|pin| pin.kind == QuestionType::Behavioral)
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
    let is_wanted = |category: &&Category| {
        blueprint.behavioral
            || blueprint.names_categories_or_types()
            || category.kind != QuestionType::Behavioral
    };
    let scope: Vec<&Category> = match role {
        Some(role) => role.categories.iter().filter_map(|id| bank.category(id)).collect(),
        None => bank.categories.iter().collect(),
    };
    let share = |category| RequestedCategory { category, demand: Demand::Share };
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
        requested.push(RequestedCategory { category, demand });
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
            Some(requested) => requested.demand = Demand::AtLeast(number),
            None => requested.push(RequestedCategory { category, demand: Demand::Exactly(number) }),
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
