//! Draws a number of questions so that they fit the minutes.

/// Draws `need` questions and returns their indices. `minutes` holds the minutes of each question,
/// in the order of the draw, and has at least `need` entries.
///
/// `slack` is the number of minutes that the shortest choice leaves; a longer question uses it up.
/// A question is passed over only if taking it would leave too few minutes for the shortest choice
/// of the rest. With enough slack the first `need` questions are drawn. A question passed over
/// never becomes affordable later: each question taken lowers the slack, and the longest planned
/// question that could be given up for it.
pub(super) fn draw_within_slack(minutes: &[u32], need: usize, slack: &mut u64) -> Vec<usize> {
    // The shortest choice, shortest first. A question drawn instead replaces the longest of these.
    let mut planned = indices_by_minutes(minutes);
    planned.truncate(need);
    let mut is_planned = vec![false; minutes.len()];
    for &index in &planned {
        is_planned[index] = true;
    }
    let mut taken = Vec::with_capacity(need);
    for index in 0..minutes.len() {
        if taken.len() == need {
            break;
        }
        if is_planned[index] {
            taken.push(index);
            continue;
        }
        // Planned questions before this index are taken, and can no longer be given up.
        while planned.last().is_some_and(|&last| last < index) {
            planned.pop();
        }
        let Some(&longest) = planned.last() else { break };
        let extra = u64::from(minutes[index].saturating_sub(minutes[longest]));
        if extra <= *slack {
            *slack -= extra;
            is_planned[longest] = false;
            planned.pop();
            taken.push(index);
        }
    }
    taken
}

/// Returns the minutes of the `need` shortest questions.
pub(super) fn shortest_minutes(minutes: &[u32], need: usize) -> impl Iterator<Item = u64> {
    indices_by_minutes(minutes).into_iter().take(need).map(|index| u64::from(minutes[index]))
}

/// Returns all indices, the shortest question first; equal ones in the order of the draw.
fn indices_by_minutes(minutes: &[u32]) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..minutes.len()).collect();
    indices.sort_by_key(|&index| minutes[index]);
    indices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_first_questions_when_time_is_plenty() {
        let mut slack = u64::MAX;
        assert_eq!(draw_within_slack(&[9, 2, 9, 2, 1], 3, &mut slack), [0, 1, 2]);
    }

    #[test]
    fn passes_over_a_long_question_for_the_next_that_fits() {
        // The two shortest take 3 minutes of 6.
        let mut slack = 3;
        assert_eq!(draw_within_slack(&[9, 4, 5, 2, 1], 2, &mut slack), [1, 3]);
        assert_eq!(slack, 0);
    }

    #[test]
    fn draws_the_shortest_questions_without_slack() {
        let mut slack = 0;
        assert_eq!(draw_within_slack(&[9, 3, 4, 2, 1], 3, &mut slack), [1, 3, 4]);
    }

    #[test]
    fn draws_all_questions_or_none() {
        let mut slack = 7;
        assert_eq!(draw_within_slack(&[9, 3], 2, &mut slack), [0, 1]);
        assert_eq!(draw_within_slack(&[9, 3], 0, &mut slack), [0; 0]);
        assert_eq!(slack, 7);
    }

    /// Compares with an exhaustive search over every set of questions.
    #[test]
    fn draws_the_first_choice_that_fits() {
        let minutes = [4, 1, 3, 3, 2, 5, 1];
        for need in 0..=minutes.len() {
            let least: u64 = shortest_minutes(&minutes, need).sum();
            for budget in least..=20 {
                let mut slack = budget - least;
                let drawn = draw_within_slack(&minutes, need, &mut slack);
                let sum: u64 = drawn.iter().map(|&index| u64::from(minutes[index])).sum();
                assert_eq!(sum + slack, budget);
                let best = (0_u32..1 << minutes.len())
                    .map(|set| (0..minutes.len()).filter(|index| set >> index & 1 == 1).collect::<Vec<_>>())
                    .filter(|set| set.len() == need)
                    .filter(|set| set.iter().map(|&index| u64::from(minutes[index])).sum::<u64>() <= budget)
                    .min();
                assert_eq!(Some(drawn), best, "{need} in {budget}");
            }
        }
    }
}
