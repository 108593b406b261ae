//! The kit as rows of a table.

use super::model::{Kit, Pick, PickReason};
use crate::bank::{QuestionType, Seniority};

/// The row of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// The number of the question on the page, from 1.
    pub number: usize,
    /// The id of the question.
    pub id: String,
    /// Its title, or the first words of its prompt.
    pub title: String,
    /// The name of its category.
    pub category: String,
    /// The levels the question suits: `mid`, `mid-lead`, `junior, senior`.
    pub levels: String,
    /// The minutes of the question.
    pub minutes: u32,
    /// The time it starts, counted from the start of the interview: `0:05`.
    pub clock: String,
    /// The reason for the pick.
    pub why: &'static str,
}

/// Returns a row for each question of a kit, in the order they are asked.
#[must_use]
pub fn plan_rows(kit: &Kit<'_>) -> Vec<PlanRow> {
    kit.picks
        .iter()
        .map(|pick| PlanRow {
            number: pick.number,
            id: pick.question.id.clone(),
            title: pick.question.title_text(),
            category: pick.category.name.value.clone(),
            levels: format_levels(&pick.question.seniority),
            minutes: pick.question.minutes,
            clock: format_clock(pick.starts_at),
            why: reason_label(pick),
        })
        .collect()
}

/// Returns the minutes between the last question and the closing.
#[must_use]
pub fn spare_minutes(kit: &Kit<'_>) -> u32 {
    let asked = kit.picks.iter().fold(0, |sum: u32, pick| sum.saturating_add(pick.question.minutes));
    kit.minutes.saturating_sub(kit.opening).saturating_sub(kit.closing).saturating_sub(asked)
}

/// Returns the names of the competencies that a kit covers, in the order of its questions.
#[must_use]
pub fn covered_competencies<'k>(kit: &'k Kit<'_>) -> Vec<&'k str> {
    let mut names: Vec<&str> = Vec::new();
    for name in kit.picks.iter().filter_map(|pick| pick.competency) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Formats a minute of the interview as hours and minutes: `0:05`, `1:30`.
#[must_use]
pub fn format_clock(minute: u32) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// Formats levels: adjacent ones as a range, others as a list.
#[must_use]
pub fn format_levels(levels: &[Seniority]) -> String {
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

fn reason_label(pick: &Pick<'_>) -> &'static str {
    match pick.reason {
        PickReason::Pinned => "asked for by id",
        PickReason::Quota => "quota of its category",
        PickReason::Share => "share of its category",
        PickReason::TopUp => "asked for by number",
        PickReason::Swapped => "swapped in",
        PickReason::Core => "core of the role",
        PickReason::Soft => match pick.question.kind {
            QuestionType::Behavioral => "past behaviour",
            QuestionType::Situational => "a situation",
            QuestionType::Ethics => "ethics",
            QuestionType::Technical => "share of its category",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Seniority::{Junior, Lead, Mid, Senior};

    #[test]
    fn the_clock_shows_hours_and_minutes() {
        assert_eq!([5, 59, 60, 605].map(format_clock), ["0:05", "0:59", "1:00", "10:05"]);
    }

    #[test]
    fn adjacent_levels_are_a_range_and_others_a_list() {
        assert_eq!(format_levels(&[]), "");
        assert_eq!(format_levels(&[Mid]), "mid");
        assert_eq!(format_levels(&[Mid, Senior, Lead]), "mid-lead");
        assert_eq!(format_levels(&[Junior, Senior]), "junior, senior");
    }
}
