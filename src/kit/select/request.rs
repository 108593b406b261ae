//! What a blueprint asks for, with every name looked up.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::RandomState;

use crate::bank::{Bank, Category, Question, QuestionType, Role, Seniority, Status};
use crate::diag::suggest;
use crate::kit::blueprint::Blueprint;
use crate::kit::shortage::{Named, SelectError};

/// A blueprint that speaks of things that exist.
pub(in crate::kit) struct Request<'p, 'b> {
    pub(in crate::kit) bank: &'b Bank,
    pub(in crate::kit) blueprint: &'p Blueprint,
    pub(in crate::kit) role: Option<&'b Role>,
    /// The categories to draw from, in the order of the kit.
    pub(in crate::kit) asked: Vec<(&'b Category, Demand)>,
    pub(in crate::kit) pins: Vec<&'b Question>,
    pub(in crate::kit) filter: Filter<'p>,
    /// Whether a part of the kit is kept for behavioural questions.
    pub(in crate::kit) behavioral: bool,
}

/// What a category must give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kit) enum Demand {
    /// The quota the user set, pins included.
    Exactly(usize),
    /// Named by the user without a quota.
    AtLeastOne,
    /// Of the role or the bank: what its share is.
    Share,
}

/// What a question must be to be drawn.
pub(in crate::kit) struct Filter<'p> {
    pub(in crate::kit) levels: Vec<Seniority>,
    tags: &'p [String],
    kinds: &'p [QuestionType],
    excluded: BTreeSet<&'p str>,
}

/// A filter that a question does not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kit) enum Fault {
    Level,
    Tags,
    Kind,
    Excluded,
}

impl Filter<'_> {
    /// The filters that keep a question out; none for a candidate.
    pub(in crate::kit) fn faults(&self, question: &Question) -> impl Iterator<Item = Fault> {
        let suits = |level: &Seniority| self.levels.contains(level);
        let carries = |tag: &String| self.tags.contains(tag);
        let level = !self.levels.is_empty() && !question.seniority.iter().any(suits);
        let tags = !self.tags.is_empty() && !question.tags.iter().any(carries);
        let kind = !self.kinds.is_empty() && !self.kinds.contains(&question.kind);
        let excluded = self.excluded.contains(question.id.as_str());
        [
            level.then_some(Fault::Level),
            tags.then_some(Fault::Tags),
            kind.then_some(Fault::Kind),
            excluded.then_some(Fault::Excluded),
        ]
        .into_iter()
        .flatten()
    }
}

impl<'p, 'b> Request<'p, 'b> {
    pub(in crate::kit) fn resolve(
        bank: &'b Bank,
        blueprint: &'p Blueprint,
    ) -> Result<Self, Vec<SelectError>> {
        let mut lookup = Lookup::new(bank);
        let role = blueprint.role.as_deref().and_then(|id| lookup.role(id));
        let asked = asked(&mut lookup, blueprint, role);
        lookup.tags(&blueprint.tags);
        for id in &blueprint.exclude {
            lookup.question(id);
        }
        let pins = pins(&mut lookup, blueprint);
        if !lookup.errors.is_empty() {
            return Err(lookup.errors);
        }
        let filter = Filter {
            levels: blueprint.levels(),
            tags: &blueprint.tags,
            kinds: &blueprint.kinds,
            excluded: blueprint.exclude.iter().map(String::as_str).collect(),
        };
        let behavioral = blueprint.behavioral && !blueprint.names_its_parts();
        Ok(Self { bank, blueprint, role, asked, pins, filter, behavioral })
    }

    /// Minutes of the opening and the closing.
    pub(in crate::kit) fn around(&self) -> u64 {
        u64::from(self.blueprint.opening) + u64::from(self.blueprint.closing)
    }
}

/// The categories to draw from, in the order of the kit.
fn asked<'b>(
    lookup: &mut Lookup<'b>,
    blueprint: &Blueprint,
    role: Option<&'b Role>,
) -> Vec<(&'b Category, Demand)> {
    if !blueprint.categories.is_empty() {
        let mut asked: Vec<(&Category, Demand)> = Vec::new();
        for (id, quota) in &blueprint.categories {
            let Some(category) = lookup.category(id) else { continue };
            if asked.iter().any(|(other, _)| other.id == category.id) {
                lookup.errors.push(SelectError::CategoryTwice { category: id.clone() });
                continue;
            }
            let demand = quota.map_or(Demand::AtLeastOne, |quota| Demand::Exactly(quota as usize));
            asked.push((category, demand));
        }
        let order = ranks(lookup.bank, role);
        asked.sort_by_key(|(category, _)| order.get(category.id.as_str()).copied());
        return asked;
    }
    let wanted = |category: &&Category| {
        blueprint.behavioral || blueprint.names_its_parts() || category.kind != QuestionType::Behavioral
    };
    let scope: Vec<&Category> = match role {
        Some(role) => role.categories.iter().filter_map(|id| lookup.bank.category(id)).collect(),
        None => lookup.bank.categories.iter().collect(),
    };
    scope.into_iter().filter(wanted).map(|category| (category, Demand::Share)).collect()
}

/// The places of the categories in a kit: those of the role in its order, then the others of the bank.
pub(super) fn ranks<'b>(bank: &'b Bank, role: Option<&'b Role>) -> HashMap<&'b str, usize> {
    let mut ranks = HashMap::new();
    let of_role = role.into_iter().flat_map(|role| role.categories.iter().map(String::as_str));
    for id in of_role.chain(bank.categories.iter().map(|category| category.id.as_str())) {
        let next = ranks.len();
        ranks.entry(id).or_insert(next);
    }
    ranks
}

/// The questions named by the user, in the user's order, without repeats.
fn pins<'b>(lookup: &mut Lookup<'b>, blueprint: &Blueprint) -> Vec<&'b Question> {
    if !blueprint.only.is_empty() {
        for id in blueprint.include.iter().filter(|id| !blueprint.only.contains(id)) {
            lookup.errors.push(SelectError::PinNotInOnly { id: id.clone() });
        }
    }
    let named = if blueprint.only.is_empty() { &blueprint.include } else { &blueprint.only };
    let mut seen = BTreeSet::new();
    let mut pins = Vec::new();
    for id in named.iter().filter(|id| seen.insert(id.as_str())) {
        let Some(question) = lookup.question(id) else { continue };
        if blueprint.exclude.contains(id) {
            lookup.errors.push(SelectError::PinnedAndExcluded { id: id.clone() });
        }
        if question.status != Status::Active {
            let (status, origin) = (question.status, question.origin);
            lookup.errors.push(SelectError::PinNotActive { id: id.clone(), status, origin });
        }
        lookup.category(&question.category);
        pins.push(question);
    }
    pins
}

/// Finds what names mean, and gathers the names that mean nothing.
struct Lookup<'b> {
    bank: &'b Bank,
    questions: HashMap<&'b str, &'b Question, RandomState>,
    errors: Vec<SelectError>,
}

impl<'b> Lookup<'b> {
    fn new(bank: &'b Bank) -> Self {
        let questions = bank.questions.iter().map(|question| (question.id.as_str(), question)).collect();
        Self { bank, questions, errors: Vec::new() }
    }

    fn role(&mut self, id: &str) -> Option<&'b Role> {
        let ids = self.bank.roles.iter().map(|role| role.id.as_str());
        self.found(self.bank.role(id), Named::Role, id, ids)
    }

    fn category(&mut self, id: &str) -> Option<&'b Category> {
        let ids = self.bank.categories.iter().map(|category| category.id.as_str());
        self.found(self.bank.category(id), Named::Category, id, ids)
    }

    fn question(&mut self, id: &str) -> Option<&'b Question> {
        let ids = self.bank.questions.iter().map(|question| question.id.as_str());
        self.found(self.questions.get(id).copied(), Named::Question, id, ids)
    }

    fn tags(&mut self, tags: &[String]) {
        if tags.is_empty() {
            return;
        }
        let known: BTreeSet<&'b str> =
            self.bank.questions.iter().flat_map(|question| &question.tags).map(String::as_str).collect();
        for tag in tags {
            self.found(known.get(tag.as_str()), Named::Tag, tag, known.iter().copied());
        }
    }

    fn found<T>(
        &mut self,
        thing: Option<T>,
        what: Named,
        name: &str,
        names: impl Iterator<Item = &'b str>,
    ) -> Option<T> {
        if thing.is_none() {
            let error = SelectError::Unknown {
                what,
                name: name.to_owned(),
                suggestion: suggest::meant(name, names).map(str::to_owned),
            };
            // A name may be met twice, as when it is excluded and pinned.
            if !self.errors.contains(&error) {
                self.errors.push(error);
            }
        }
        thing
    }
}
