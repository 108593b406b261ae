//! The minutes and places for behavioural, situational and ethics questions.

use crate::bank::Role;
use crate::kit::blueprint::Blueprint;

/// The greatest percentage of the minutes for soft questions, unless their share is larger.
const MOST_SOFT_PERCENT: u64 = 45;
/// The percentage of the minutes by which whole questions may pass a larger share.
const ROUNDING_PERCENT: u64 = 12;

/// The greatest part of the questions of a kit that is not technical: a fraction.
#[derive(Debug, Clone, Copy)]
pub(in crate::kit) struct SoftShare {
    part: u64,
    whole: u64,
}

impl SoftShare {
    /// Returns the share that the blueprint sets, or else the role; without either a third.
    pub(super) fn new(blueprint: &Blueprint, role: Option<&Role>) -> Self {
        let percent = blueprint.soft_share.or_else(|| role?.soft_share);
        percent.map_or(Self { part: 1, whole: 3 }, |percent| Self {
            part: u64::from(percent.min(100)),
            whole: 100,
        })
    }

    pub(super) fn is_zero(self) -> bool {
        self.part == 0
    }

    /// Returns the places of a kit of `count` questions. A place counts if at least three quarters of it are within
    /// the share, so that a kit of two questions has none.
    pub(in crate::kit) fn places(self, count: u64) -> usize {
        self.places_within(count, 1, 1)
    }

    /// Returns the places within `minutes` for questions of which `number` take `total` minutes together. Lengths of
    /// single questions do not matter, so that short and long ones are equally likely.
    pub(in crate::kit) fn places_within(self, minutes: u64, number: u64, total: u64) -> usize {
        let [minutes, number, total, part, whole] =
            [minutes, number, total.max(1), self.part, self.whole].map(u128::from);
        let quarters = 4 * minutes * part * number / (whole * total);
        usize::try_from((quarters + 1) / 4).unwrap_or(usize::MAX)
    }

    /// Returns the most minutes that soft questions may take together, so that 55 % of a kit of `minutes` stay technical
    /// even if it ends `spare` minutes early. A share beyond 45 % leaves fewer.
    pub(in crate::kit) fn most_minutes(self, minutes: u64, spare: u64) -> u64 {
        let asked = 100 * self.part / self.whole;
        let most = if asked <= MOST_SOFT_PERCENT { MOST_SOFT_PERCENT } else { asked + ROUNDING_PERCENT };
        if most >= 100 { u64::MAX } else { minutes.saturating_sub(spare) * most / 100 }
    }

    /// Returns true if `used` minutes are the whole share of `minutes`, or more.
    pub(in crate::kit) fn is_used_up(self, used: u64, minutes: u64) -> bool {
        u128::from(used) * u128::from(self.whole) >= u128::from(minutes) * u128::from(self.part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THIRD: SoftShare = SoftShare { part: 1, whole: 3 };

    #[test]
    fn a_third_of_the_places_rounded_to_whole_questions() {
        let places = [1, 2, 3, 4, 5, 6, 8, 9, 10, 15].map(|count| THIRD.places(count));
        assert_eq!(places, [0, 0, 1, 1, 1, 2, 2, 3, 3, 5]);
    }

    #[test]
    fn a_third_of_the_minutes_in_whole_questions() {
        // Questions of five and a half minutes, in interviews of 15, 20, 25, 30, 45, 60 and 90 minutes.
        let places = [5, 10, 15, 20, 35, 50, 80].map(|minutes| THIRD.places_within(minutes, 2, 11));
        assert_eq!(places, [0, 0, 1, 1, 2, 3, 5]);
    }

    #[test]
    fn a_share_of_two_fifths_leaves_55_percent_to_technical_questions() {
        let share = |part| SoftShare { part, whole: 100 };
        assert_eq!(THIRD.most_minutes(50, 4), 20);
        assert_eq!(share(40).most_minutes(50, 4), 20);
        assert_eq!(share(50).most_minutes(50, 4), 28);
        assert_eq!(share(100).most_minutes(50, 4), u64::MAX);
    }

    #[test]
    fn the_share_is_used_up_at_its_last_minute() {
        assert!(!THIRD.is_used_up(6, 20));
        assert!(THIRD.is_used_up(7, 20));
    }
}
