//! The kit as rows of a table.

use super::model::{Kit, Reason};
use crate::bank::Seniority;

/// One question of a kit, as text for a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Its number on the page, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Name of its category.
    pub category: String,
    /// The levels it suits: `mid`, `mid-lead`, `junior, senior`.
    pub levels: String,
    /// Its minutes.
    pub minutes: u32,
    /// When it is due, counted from the start of the interview: `0:05`.
    pub clock: String,
    /// Why it was picked.
    pub why: &'static str,
}

/// The rows of a kit, in the order its questions are asked.
#[must_use]
pub fn rows(kit: &Kit<'_>) -> Vec<PlanRow> {
    kit.picks
        .iter()
        .map(|pick| PlanRow {
            number: pick.number,
            id: pick.question.id.clone(),
            category: pick.category.name.value.clone(),
            levels: levels(&pick.question.seniority),
            minutes: pick.question.minutes,
            clock: clock(pick.starts_at),
            why: why(pick.reason),
        })
        .collect()
}

/// Minutes between the last question and the closing.
#[must_use]
pub fn spare_minutes(kit: &Kit<'_>) -> u32 {
    let asked = kit.picks.iter().fold(0, |sum: u32, pick| sum.saturating_add(pick.question.minutes));
    kit.minutes.saturating_sub(kit.opening).saturating_sub(kit.closing).saturating_sub(asked)
}

/// A minute of the interview as a clock shows it: `0:05`, `1:30`.
#[must_use]
pub fn clock(minute: u32) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// Levels as text: neighbours as a range, others as a list.
#[must_use]
pub fn levels(levels: &[Seniority]) -> String {
    let as_range = |(first, last): (&Seniority, &Seniority)| {
        let span = Seniority::ALL.iter().filter(|level| (first..=last).contains(level)).count();
        (levels.len() > 1 && span == levels.len()).then(|| format!("{first}-{last}"))
    };
    levels
        .first()
        .zip(levels.last())
        .and_then(as_range)
        .unwrap_or_else(|| levels.iter().map(|level| level.key()).collect::<Vec<_>>().join(", "))
}

/// The words for a reason.
#[must_use]
pub fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Pinned => "asked for by id",
        Reason::Quota => "quota of its category",
        Reason::Share => "share of its category",
        Reason::Behavioral => "behavioural part",
        Reason::Filler => "fits the time left",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Seniority::{Junior, Lead, Mid, Senior};

    #[test]
    fn the_clock_counts_hours_and_minutes() {
        assert_eq!([5, 59, 60, 605].map(clock), ["0:05", "0:59", "1:00", "10:05"]);
    }

    #[test]
    fn neighbouring_levels_are_a_range_and_others_a_list() {
        assert_eq!(levels(&[]), "");
        assert_eq!(levels(&[Mid]), "mid");
        assert_eq!(levels(&[Mid, Senior, Lead]), "mid-lead");
        assert_eq!(levels(&[Junior, Senior]), "junior, senior");
    }
}
