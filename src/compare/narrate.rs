//! Telling a comparison in a recruiter's words.

use super::change::KitChange;
use super::difference::{ChangedQuestion, ChangedRequest, Difference, PlacedQuestion};
use super::narrative::{Block, Narrative, NarrativeLine};
use super::question::{Effect, PartChange};
use super::sign::Sign;
use super::snapshot::{KitSnapshot, Wordings};
use super::verdict_text::{BankNames, describe_verdict};
use super::word_diff::{diff_words, split_words};
use crate::bank::Question;
use crate::kit::LockedQuestion;
use crate::wording::plural::plural;

/// Characters of a prompt, enough to recognize the question.
const PROMPT_MAX_CHARS: usize = 160;

/// Tells the changes of all kits. Unchanged kits are only counted.
pub(crate) fn narrate<'c>(
    changes: &[KitChange<'c>],
    wordings: &Wordings<'c>,
    banks: &BankNames,
) -> Narrative {
    let block = |change: &KitChange<'c>| match change {
        KitChange::Added(kit) => {
            single_block(Sign::Added, kit, "New: nobody was interviewed with it yet.", wordings)
        }
        KitChange::Removed(kit) => {
            single_block(Sign::Removed, kit, "Gone: nobody is interviewed with it any more.", wordings)
        }
        KitChange::Both(difference) => changed_block(difference, wordings, banks),
    };
    let blocks = changes.iter().filter(|change| !change.is_same()).map(block).collect();
    Narrative { blocks, summary: summarize(changes) }
}

fn summarize(changes: &[KitChange<'_>]) -> String {
    let count = |is_counted: &dyn Fn(&KitChange<'_>) -> bool| {
        changes.iter().filter(|change| is_counted(change)).count()
    };
    let counts = [
        (count(&|change| change.is_same()), "the same"),
        (count(&|change| matches!(change, KitChange::Both(_)) && !change.is_same()), "changed"),
        (count(&|change| matches!(change, KitChange::Added(_))), "added"),
        (count(&|change| matches!(change, KitChange::Removed(_))), "removed"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, state)| format!("{count} {state}")).collect();
    let kits = plural(changes.len() as u32, "kit");
    if counts.is_empty() { kits } else { format!("{kits}: {}", counts.join(", ")) }
}

/// Tells of a kit that only one state has.
fn single_block(sign: Sign, kit: &KitSnapshot, verdict: &str, wordings: &Wordings<'_>) -> Block {
    let line = |(locked, number): (&LockedQuestion, usize)| {
        question_line(sign, &PlacedQuestion { id: &locked.id, number, wording: wordings.find(locked) })
    };
    let lines = kit.questions.iter().zip(1..).map(line).collect();
    Block { sign, name: kit.name.clone(), verdict: verdict.to_owned(), lines }
}

/// Tells of a kit that both states have.
fn changed_block<'c>(difference: &Difference<'c>, wordings: &Wordings<'c>, banks: &BankNames) -> Block {
    let Difference { old, new, asked, added, removed, moved, changed, .. } = difference;
    let mut lines = Vec::new();
    if difference.is_of_two_roles() {
        lines.push(NarrativeLine::new(Sign::Changed, format!("compared with {}", old.name)));
    } else if old.name != new.name {
        lines.push(NarrativeLine::new(Sign::Changed, format!("called {} before", old.name)));
    }
    lines.extend(asked.iter().map(request_line));
    lines.extend(minutes_lines(difference, wordings));
    if old.has_other_scale(new) == Some(true) {
        lines.push(NarrativeLine::new(Sign::Changed, "the rating scale was changed".to_owned()));
    }
    lines.extend(removed.iter().map(|question| question_line(Sign::Removed, question)));
    lines.extend(added.iter().map(|question| question_line(Sign::Added, question)));
    lines.extend(changed.iter().map(|question| changed_question_line(question, banks)));
    lines.extend(moved.iter().map(|moved| {
        let text = format!("{}. {}: asked as number {} before", moved.to, moved.id, moved.from);
        NarrativeLine::new(Sign::Moved, text)
    }));
    let verdict = describe_verdict(difference, banks);
    Block { sign: Sign::Changed, name: new.name.clone(), verdict, lines }
}

fn request_line(request: &ChangedRequest<'_>) -> NarrativeLine {
    let value = |value: Option<&str>| value.map_or_else(|| "(not said)".to_owned(), str::to_owned);
    let (old, new) = (value(request.old), value(request.new));
    NarrativeLine::new(Sign::Changed, format!("asked for {}: {old} before, now {new}", request.key))
}

/// Tells the changed minutes of the interview, unless they were asked for, and of all questions, if known.
fn minutes_lines(difference: &Difference<'_>, wordings: &Wordings<'_>) -> Vec<NarrativeLine> {
    let Difference { old, new, asked, .. } = difference;
    let question_minutes = |kit: &KitSnapshot| -> Option<u32> {
        kit.questions.iter().map(|locked| wordings.find(locked).map(|question| question.minutes)).sum()
    };
    let is_asked = asked.iter().any(|request| request.key == "minutes");
    let interview = old.minutes.zip(new.minutes).filter(|_| !is_asked);
    let questions = question_minutes(old).zip(question_minutes(new));
    let pairs = [("the interview", interview), ("the questions", questions)];
    let changed =
        pairs.into_iter().filter_map(|(noun, pair)| Some((noun, pair.filter(|(old, new)| old != new)?)));
    changed
        .map(|(noun, (old, new))| {
            NarrativeLine::new(Sign::Changed, format!("minutes of {noun}: {old} before, now {new}"))
        })
        .collect()
}

fn question_line(sign: Sign, question: &PlacedQuestion<'_>) -> NarrativeLine {
    let PlacedQuestion { number, id, wording } = question;
    let minutes = wording.map(|wording| format!(", {}", plural(wording.minutes, "minute")));
    let under = wording.map(|wording| NarrativeLine::from_prose(Sign::None, shorten_prompt(wording)));
    let text = format!("{number}. {id}{}", minutes.unwrap_or_default());
    NarrativeLine { under: under.into_iter().collect(), ..NarrativeLine::new(sign, text) }
}

/// Returns the prompt on one line, shortened.
fn shorten_prompt(question: &Question) -> String {
    let whole = question.prompt.value.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = whole.chars().take(PROMPT_MAX_CHARS).collect();
    if short.len() < whole.len() {
        short.push('…');
    }
    short
}

fn changed_question_line(question: &ChangedQuestion<'_>, banks: &BankNames) -> NarrativeLine {
    let is_asked_otherwise = question.parts.iter().any(PartChange::is_asked_otherwise);
    let change = match question.effect() {
        None => &format!("changed; {}", banks.describe_missing_wording(question)),
        Some(Effect::None) if question.parts.iter().any(PartChange::is_not_shown) => {
            "changed for another seniority; scores on it compare"
        }
        Some(Effect::None) => "changed in layout or filing only; scores on it compare",
        Some(Effect::Care) => "notes for interviewers changed; scores on it compare with care",
        Some(Effect::Breaks) if is_asked_otherwise => "what is asked changed; scores on it do not compare",
        Some(Effect::Breaks) => "what it is rated by changed; scores on it do not compare",
    };
    let text = format!("{}. {}: {change}", question.number, question.id);
    let prompt = |label: &str, wording: Option<&Question>| {
        wording.map(|wording| {
            NarrativeLine::from_prose(Sign::None, format!("{label}: {}", shorten_prompt(wording)))
        })
    };
    let under = if question.parts.is_empty() {
        prompt("it was", question.old).into_iter().chain(prompt("it is", question.new)).collect()
    } else {
        question.parts.iter().map(part_line).collect()
    };
    NarrativeLine { under, ..NarrativeLine::new(Sign::Changed, text) }
}

fn part_line(change: &PartChange) -> NarrativeLine {
    let PartChange { is_code, removed, added, .. } = change;
    let is_code = *is_code;
    let entry = |sign, text: &String| {
        let words = if is_code { Vec::new() } else { split_words(text) };
        NarrativeLine { is_code, words, ..NarrativeLine::new(sign, text.clone()) }
    };
    // Of entries that replace each other one by one, the unchanged words need not be read twice.
    let is_paired = removed.len() == added.len() && !is_code;
    let pairs: Option<Vec<NarrativeLine>> = removed
        .iter()
        .zip(added)
        .filter(|_| is_paired)
        .map(|(old, new)| {
            let under = vec![entry(Sign::Removed, old), entry(Sign::Added, new)];
            Some(NarrativeLine {
                words: diff_words(old, new)?,
                under,
                ..NarrativeLine::new(Sign::Changed, String::new())
            })
        })
        .collect();
    let under = pairs.filter(|pairs| !pairs.is_empty()).unwrap_or_else(|| {
        let removed = removed.iter().map(|text| entry(Sign::Removed, text));
        removed.chain(added.iter().map(|text| entry(Sign::Added, text))).collect()
    });
    NarrativeLine { under, ..NarrativeLine::new(Sign::None, change.label.to_owned()) }
}
