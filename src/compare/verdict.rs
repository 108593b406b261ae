//! Whether marks compare.

use super::{Changed, Difference, Effect};

/// Whether the marks of candidates interviewed with the old kit compare with those of the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing changed that a kit shows.
    Same,
    /// They do: the same is asked, in the same order, and rated by the same levels.
    Comparable,
    /// They do, but something around the questions changed.
    WithCare(Vec<Care>),
    /// They do on some questions.
    Partly {
        /// So many questions are asked and rated the same.
        on: usize,
        /// So many more changed, and the locks do not say how.
        unclear: usize,
    },
    /// Every question that both have changed, and the locks do not say how.
    Unclear(usize),
    /// They do not: no question is asked and rated the same.
    Not,
    /// They do not: marks are given on another scale.
    OtherScale,
}

/// What to bear in mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Notes for interviewers changed: signs, probes, examples, minutes of a question.
    Notes,
    /// The order of the questions.
    Order,
    /// The length of the interview.
    Length,
    /// The role or the level the kit is for.
    Job,
}

impl Verdict {
    /// Whether all marks given with the old kit hold for the new one.
    #[must_use]
    pub fn is_comparable(&self) -> bool {
        matches!(self, Self::Same | Self::Comparable | Self::WithCare(_))
    }

    /// A stable name, for programs.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Comparable => "comparable",
            Self::WithCare(_) => "with-care",
            Self::Partly { .. } => "partly",
            Self::Unclear(_) => "unclear",
            Self::Not | Self::OtherScale => "not",
        }
    }
}

pub(crate) fn verdict(difference: &Difference<'_>) -> Verdict {
    let Difference { old, new, changed, added, removed, .. } = difference;
    if old.has_other_scale(new) == Some(true) {
        return Verdict::OtherScale;
    }
    let count = |is: &dyn Fn(&Changed<'_>) -> bool| changed.iter().filter(|change| is(change)).count();
    let unclear = count(&|change| change.effect().is_none());
    let broken = count(&|change| change.effect() == Some(Effect::Breaks));
    let on = new.questions.len() - added.len() - unclear - broken;
    if on + unclear == 0 && !(old.questions.is_empty() && new.questions.is_empty()) {
        return Verdict::Not;
    }
    if on == 0 && unclear > 0 {
        return Verdict::Unclear(unclear);
    }
    if unclear + broken + added.len() + removed.len() > 0 {
        return Verdict::Partly { on, unclear };
    }
    let care = care(difference);
    if !care.is_empty() {
        return Verdict::WithCare(care);
    }
    if changed.is_empty() { Verdict::Same } else { Verdict::Comparable }
}

fn care(difference: &Difference<'_>) -> Vec<Care> {
    let Difference { old, new, changed, moved, asked, .. } = difference;
    let has_notes = changed.iter().any(|change| change.effect() == Some(Effect::Care));
    let is_longer = old.minutes.zip(new.minutes).is_some_and(|(old, new)| old != new);
    let is_other = asked.iter().any(|asked| matches!(asked.key, "role" | "seniority"));
    let all = [
        (has_notes, Care::Notes),
        (!moved.is_empty(), Care::Order),
        (is_longer, Care::Length),
        (is_other, Care::Job),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, care)| care).collect()
}
