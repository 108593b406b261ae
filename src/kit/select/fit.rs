//! Drawing a number of questions so that they fit the minutes.

/// Draws `need` of the questions with these minutes, which stand in the order of the draw. Returns
/// their places.
///
/// `slack` is what the shortest choice leaves of the minutes, and is used up by choosing longer ones.
/// The questions are offered in the order of the draw, and one is passed over only when taking it
/// would leave too few minutes for the shortest choice of the rest. With slack enough these are the
/// first `need`. A question passed over never becomes affordable later: each question taken lowers
/// the slack and the longest that could still be given up for it.
///
/// There are at least `need` questions.
pub(super) fn draw(minutes: &[u32], need: usize, slack: &mut u64) -> Vec<usize> {
    // The shortest choice, shortest first; what is drawn in its place replaces its longest.
    let mut planned = by_minutes(minutes);
    planned.truncate(need);
    let mut is_planned = vec![false; minutes.len()];
    for &place in &planned {
        is_planned[place] = true;
    }
    let mut taken = Vec::with_capacity(need);
    for place in 0..minutes.len() {
        if taken.len() == need {
            break;
        }
        if is_planned[place] {
            taken.push(place);
            continue;
        }
        // Planned questions before this place are taken and cannot be given up any more.
        while planned.last().is_some_and(|&last| last < place) {
            planned.pop();
        }
        let Some(&longest) = planned.last() else { break };
        let extra = u64::from(minutes[place].saturating_sub(minutes[longest]));
        if extra <= *slack {
            *slack -= extra;
            is_planned[longest] = false;
            planned.pop();
            taken.push(place);
        }
    }
    taken
}

/// The minutes of the `need` shortest.
pub(super) fn shortest(minutes: &[u32], need: usize) -> impl Iterator<Item = u64> {
    by_minutes(minutes).into_iter().take(need).map(|place| u64::from(minutes[place]))
}

/// All places, the shortest question first, equal ones in the order of the draw.
fn by_minutes(minutes: &[u32]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..minutes.len()).collect();
    places.sort_by_key(|&place| minutes[place]);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_time_enough_the_first_are_drawn() {
        let mut slack = u64::MAX;
        assert_eq!(draw(&[9, 2, 9, 2, 1], 3, &mut slack), [0, 1, 2]);
    }

    #[test]
    fn a_question_too_long_is_passed_over_for_the_next_that_fits() {
        // The two shortest take 3 minutes; 6 are there.
        let mut slack = 3;
        assert_eq!(draw(&[9, 4, 5, 2, 1], 2, &mut slack), [1, 3]);
        assert_eq!(slack, 0);
    }

    #[test]
    fn without_slack_the_shortest_are_drawn() {
        let mut slack = 0;
        assert_eq!(draw(&[9, 3, 4, 2, 1], 3, &mut slack), [1, 3, 4]);
    }

    #[test]
    fn all_questions_can_be_needed_or_none() {
        let mut slack = 7;
        assert_eq!(draw(&[9, 3], 2, &mut slack), [0, 1]);
        assert_eq!(draw(&[9, 3], 0, &mut slack), [0; 0]);
        assert_eq!(slack, 7);
    }

    /// Against trying every set: the draw always fits, and is the first in the draw's order that does.
    #[test]
    fn the_draw_is_the_first_choice_that_fits() {
        let minutes = [4, 1, 3, 3, 2, 5, 1];
        for need in 0..=minutes.len() {
            let least: u64 = shortest(&minutes, need).sum();
            for budget in least..=20 {
                let mut slack = budget - least;
                let drawn = draw(&minutes, need, &mut slack);
                let sum: u64 = drawn.iter().map(|&place| u64::from(minutes[place])).sum();
                assert_eq!(sum + slack, budget);
                let best = (0_u32..1 << minutes.len())
                    .map(|set| (0..minutes.len()).filter(|place| set >> place & 1 == 1).collect::<Vec<_>>())
                    .filter(|set| set.len() == need)
                    .filter(|set| set.iter().map(|&place| u64::from(minutes[place])).sum::<u64>() <= budget)
                    .min();
                assert_eq!(Some(drawn), best, "{need} in {budget}");
            }
        }
    }
}
