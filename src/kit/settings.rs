//! The settings of a selection by the names of their options, as locks record them, and the way back.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::blueprint::{Blueprint, DEFAULT_INTERVIEW_MINUTES, Seed};
use super::change::Change;
use super::parse;

/// The minutes of an interview that a lock may record.
const MINUTES: RangeInclusive<u32> = 1..=1440;
/// The minutes of an opening or a closing that a lock may record.
const OPENING_MINUTES: RangeInclusive<u32> = 0..=240;
/// The numbers of questions that a lock may record.
const COUNT: RangeInclusive<u32> = 1..=20_000;
/// The percentages that a lock may record.
const PERCENT: RangeInclusive<u32> = 0..=100;

/// The value of a flag that is on.
const ON: &str = "yes";

/// A setting of a lock that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("its setting `{key}` has the value {value:?}, which this version does not know")]
pub struct UnknownSetting {
    /// The name of the setting.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// Returns the settings of a selection that differ from the defaults, by the names of their options. Role, levels,
/// opening, closing and seed are not among them.
#[must_use]
pub fn selection_settings(blueprint: &Blueprint) -> BTreeMap<String, String> {
    // Names every field, so that a new one is recorded too.
    let Blueprint {
        role: _,
        categories,
        with,
        kinds,
        seniority: _,
        tags,
        count,
        minutes,
        opening: _,
        closing: _,
        include,
        exclude,
        // The kits that they come from are recorded, so that a lock stays as it is while an earlier one changes.
        used: _,
        not_in,
        only,
        behavioral,
        soft_share,
        seed: _,
        changes,
    } = blueprint;
    let categories = categories.iter().map(|(id, quota)| match quota {
        Some(quota) => format!("{id}={quota}"),
        None => id.clone(),
    });
    let lists = [
        ("category", categories.collect()),
        ("with", with.iter().map(|(id, number)| format!("{id}={number}")).collect()),
        ("type", kinds.iter().map(ToString::to_string).collect()),
        ("tag", tags.clone()),
        ("include", include.clone()),
        ("exclude", exclude.clone()),
        ("not-in", not_in.clone()),
        ("only", only.clone()),
        ("changes", changes.iter().map(ToString::to_string).collect()),
    ];
    let lists = lists.map(|(key, values): (&str, Vec<String>)| (key, values.join(",")));
    // Naming the length that applies anyway must not change the lock.
    let default_minutes = Blueprint { minutes: None, ..blueprint.clone() }.interview_minutes();
    let minutes = minutes.filter(|minutes| Some(*minutes) != default_minutes);
    let numbers = [("minutes", minutes), ("count", *count), ("soft-share", *soft_share)];
    let numbers = numbers.map(|(key, number)| (key, number.map(|n| n.to_string()).unwrap_or_default()));
    let flags = [("no-behavioral", if *behavioral { "" } else { ON }.to_owned())];
    let all = lists.into_iter().chain(numbers).chain(flags);
    all.filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Returns all settings that the choice of a kit depends on, always with the length.
#[must_use]
pub fn all_settings(blueprint: &Blueprint) -> BTreeMap<String, String> {
    let mut settings = selection_settings(blueprint);
    let levels: Vec<&str> = blueprint.levels().iter().map(|level| level.key()).collect();
    let more = [
        ("role", blueprint.role.clone().unwrap_or_default()),
        ("seniority", levels.join(",")),
        ("opening", blueprint.opening.to_string()),
        ("closing", blueprint.closing.to_string()),
        ("seed", blueprint.seed_number().to_string()),
    ];
    let more = more.into_iter().filter(|(_, value)| !value.is_empty());
    settings.extend(more.map(|(key, value)| (key.to_owned(), value)));
    add_default_minutes(&mut settings);
    settings
}

/// Adds the default length to the settings of a selection that leaves it out, so that both
/// spellings compare as equal.
pub fn add_default_minutes(settings: &mut BTreeMap<String, String>) {
    let quotas = settings.get("category").map(|list| list.split(',').all(|category| category.contains('=')));
    let is_settled = settings.contains_key("count") || settings.contains_key("only") || quotas == Some(true);
    if !is_settled {
        settings.entry("minutes".to_owned()).or_insert_with(|| DEFAULT_INTERVIEW_MINUTES.to_string());
    }
}

/// Returns the blueprint with the settings that [`all_settings`] returned. Anybody may have written them.
pub fn parse_settings(settings: &BTreeMap<String, String>) -> Result<Blueprint, UnknownSetting> {
    let mut blueprint = Blueprint::default();
    for (key, value) in settings {
        set(&mut blueprint, key, value)
            .ok_or_else(|| UnknownSetting { key: key.clone(), value: value.clone() })?;
    }
    Ok(blueprint)
}

/// Sets one setting, or returns `None` if the name or the value is unknown.
fn set(blueprint: &mut Blueprint, key: &str, value: &str) -> Option<()> {
    let list = || value.split(',').map(str::to_owned).collect::<Vec<String>>();
    match key {
        "role" => blueprint.role = Some(value.to_owned()),
        "category" => {
            blueprint.categories =
                value.split(',').map(parse::parse_category).collect::<Result<_, _>>().ok()?;
        }
        "with" => blueprint.with = value.split(',').map(quota).collect::<Option<_>>()?,
        "type" => blueprint.kinds = parse::parse_types(value).ok()?,
        "seniority" => blueprint.seniority = parse::parse_seniority(value).ok()?,
        "tag" => blueprint.tags = list(),
        "include" => blueprint.include = list(),
        "exclude" => blueprint.exclude = list(),
        "not-in" => blueprint.not_in = list(),
        "only" => blueprint.only = list(),
        "changes" => {
            blueprint.changes = value.split(',').map(Change::parse).collect::<Result<_, _>>().ok()?;
        }
        "minutes" => blueprint.minutes = Some(number(value, &MINUTES)?),
        "count" => blueprint.count = Some(number(value, &COUNT)?),
        "soft-share" => blueprint.soft_share = Some(number(value, &PERCENT)?),
        "opening" => blueprint.opening = number(value, &OPENING_MINUTES)?,
        "closing" => blueprint.closing = number(value, &OPENING_MINUTES)?,
        "no-behavioral" if value == ON => blueprint.behavioral = false,
        "seed" => blueprint.seed = Seed::Number(value.parse().ok()?),
        _ => return None,
    }
    Some(())
}

/// Parses a category with the number of its questions, such as `sql=2`.
fn quota(value: &str) -> Option<(String, u32)> {
    let (id, quota) = parse::parse_category(value).ok()?;
    Some((id, quota?))
}

fn number(value: &str, range: &RangeInclusive<u32>) -> Option<u32> {
    value.parse().ok().filter(|number| range.contains(number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bank::{QuestionType, Seniority};

    fn ids() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[a-z][a-z0-9-]{0,8}", 0..4)
    }

    fn blueprints() -> impl Strategy<Value = Blueprint> {
        let lists = (ids(), ids(), ids(), ids());
        let categories = prop::collection::vec(("[a-z]{1,6}", prop::option::of(1_u32..9)), 0..4);
        let numbers = (prop::option::of(1_u32..1440), prop::option::of(1_u32..99), 0_u32..60, 0_u32..60);
        let kinds = prop::sample::subsequence(QuestionType::ALL.to_vec(), 0..3);
        let levels = prop::sample::subsequence(Seniority::ALL.to_vec(), 0..4);
        let with = prop::collection::vec(("[a-z]{1,6}", 1_u32..9), 0..3);
        let (seed, soft_share) = (prop::option::of(any::<u64>()), prop::option::of(0_u32..=100));
        let change = ("[a-z0-9-]{1,9}", prop::option::of(1_u32..99)).prop_map(|(question, to)| match to {
            Some(to) => Change::Move { question, to },
            None => Change::Swap(question),
        });
        let changes = prop::collection::vec(change, 0..4);
        let rest = (prop::option::of("[a-z-]{1,9}"), any::<bool>(), seed, soft_share, with, ids(), changes);
        (lists, categories, numbers, kinds, levels, rest).prop_map(
            |(lists, categories, (minutes, count, opening, closing), kinds, seniority, rest)| {
                let (tags, include, exclude, only) = lists;
                let (role, behavioral, seed, soft_share, with, not_in, changes) = rest;
                Blueprint {
                    role,
                    categories,
                    kinds,
                    seniority,
                    tags,
                    count,
                    minutes,
                    opening,
                    closing,
                    include,
                    exclude,
                    only,
                    behavioral,
                    soft_share,
                    seed: seed.map_or(Seed::Derived, Seed::Number),
                    with,
                    used: Vec::new(),
                    not_in,
                    changes,
                }
            },
        )
    }

    proptest! {
        #[test]
        fn settings_that_are_read_back_are_the_same(blueprint in blueprints()) {
            let settings = all_settings(&blueprint);
            let again = parse_settings(&settings).unwrap();
            prop_assert_eq!(all_settings(&again), settings);
            prop_assert_eq!(selection_settings(&again), selection_settings(&blueprint));
            prop_assert_eq!(again.interview_minutes(), blueprint.interview_minutes());
        }
    }

    #[test]
    fn settings_of_strangers_are_refused() {
        for (key, value) in [
            ("minutes", "0"),
            ("minutes", "4294967295"),
            ("opening", "-1"),
            ("seed", "x"),
            ("seniority", "principal"),
            ("category", "a=0"),
            ("with", "sql"),
            ("soft-share", "101"),
            ("changes", "drop a"),
            ("changes", "move a=0"),
            ("no-behavioral", "no"),
            ("colour", "blue"),
        ] {
            let settings = BTreeMap::from([(key.to_owned(), value.to_owned())]);
            let error = parse_settings(&settings).unwrap_err();
            assert_eq!((error.key.as_str(), error.value.as_str()), (key, value));
        }
    }
}
