//! The difference in a recruiter's words, before it is laid out.

use std::path::PathBuf;

use super::KitChange;
use super::word_diff::{Word, reworded, unchanged};
use crate::bank::Question;
use crate::compare::{
    Asked, Care, Changed, Difference, Effect, KitSnapshot, PartChange, Placed, Verdict, Wordings,
};
use crate::kit::LockedQuestion;
use crate::wording::plural::plural;

/// Characters of a prompt that is shown to tell which question is meant.
const SHOWN: usize = 160;

/// What a line is about; told by a sign as well as by a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    None,
    Added,
    Removed,
    Changed,
    Moved,
}

/// A line, with the lines under it.
pub(crate) struct Line {
    pub(crate) sign: Sign,
    pub(crate) text: String,
    /// Whether its line breaks and spaces mean something: code.
    pub(crate) is_code: bool,
    /// A text of others, which may be long: its words, told apart where only some of them changed. On a terminal
    /// they stand for the line and those under it.
    pub(crate) words: Vec<Word>,
    pub(crate) under: Vec<Line>,
}

/// A kit, and what is said of it.
pub(crate) struct Block {
    pub(crate) sign: Sign,
    pub(crate) name: String,
    pub(crate) verdict: String,
    pub(crate) lines: Vec<Line>,
}

/// The banks that wordings were looked for in, as they were named; nothing where none was.
pub(crate) struct Named {
    old: String,
    new: String,
}

impl Named {
    /// By what was typed. One bank is that of then and now.
    pub(crate) fn of(old: &[PathBuf], new: &[PathBuf]) -> Self {
        let names = |paths: &[PathBuf], others: &[PathBuf]| {
            let paths = if paths.is_empty() { others } else { paths };
            let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            names.join(", ")
        };
        Self { old: names(old, new), new: names(new, old) }
    }

    /// Which of them lacks the wording of a question that changed.
    fn lacking(&self, changed: &Changed<'_>) -> String {
        let Self { old, new } = self;
        match (changed.old.is_none(), changed.new.is_none()) {
            _ if old.is_empty() => "the lock does not say what".to_owned(),
            (true, true) if old == new => format!("{old} has neither its old nor its new wording"),
            (true, true) => format!("{old} does not have its old wording, nor {new} its new one"),
            (true, false) => format!("{old} does not have its old wording"),
            _ => format!("{new} does not have its new wording"),
        }
    }
}

/// All that is said.
pub(crate) struct Words {
    pub(crate) blocks: Vec<Block>,
    pub(crate) summary: String,
}

/// Says it all; of kits that are the same, only how many there are.
pub(crate) fn all<'c>(said: &[KitChange<'c>], wordings: &Wordings<'c>, named: &Named) -> Words {
    let block = |said: &KitChange<'c>| match said {
        KitChange::Added(kit) => {
            whole(Sign::Added, kit, "New: nobody was interviewed with it yet.", wordings)
        }
        KitChange::Removed(kit) => {
            whole(Sign::Removed, kit, "Gone: nobody is interviewed with it any more.", wordings)
        }
        KitChange::Both(difference) => both(difference, wordings, named),
    };
    let blocks = said.iter().filter(|said| !said.is_same()).map(block).collect();
    Words { blocks, summary: summary(said) }
}

fn summary(said: &[KitChange<'_>]) -> String {
    let count = |is: &dyn Fn(&KitChange<'_>) -> bool| said.iter().filter(|said| is(said)).count();
    let counts = [
        (count(&|said| said.is_same()), "the same"),
        (count(&|said| matches!(said, KitChange::Both(_)) && !said.is_same()), "changed"),
        (count(&|said| matches!(said, KitChange::Added(_))), "added"),
        (count(&|said| matches!(said, KitChange::Removed(_))), "removed"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    let kits = plural(said.len() as u32, "kit");
    if counts.is_empty() { kits } else { format!("{kits}: {}", counts.join(", ")) }
}

/// A kit that one of the two has not.
fn whole(sign: Sign, kit: &KitSnapshot, verdict: &str, wordings: &Wordings<'_>) -> Block {
    let line = |(locked, number): (&LockedQuestion, usize)| {
        question(sign, &Placed { id: &locked.id, number, wording: wordings.of(locked) })
    };
    let lines = kit.questions.iter().zip(1..).map(line).collect();
    Block { sign, name: kit.name.clone(), verdict: verdict.to_owned(), lines }
}

fn both<'c>(difference: &Difference<'c>, wordings: &Wordings<'c>, named: &Named) -> Block {
    let Difference { old, new, asked, added, removed, moved, changed, .. } = difference;
    let mut lines = Vec::new();
    if difference.is_of_two_roles() {
        lines.push(line(Sign::Changed, format!("compared with {}", old.name)));
    } else if old.name != new.name {
        lines.push(line(Sign::Changed, format!("called {} before", old.name)));
    }
    lines.extend(asked.iter().map(super::narrate::asked));
    lines.extend(minutes(difference, wordings));
    if old.has_other_scale(new) == Some(true) {
        lines.push(line(Sign::Changed, "the rating scale was changed".to_owned()));
    }
    lines.extend(removed.iter().map(|placed| question(Sign::Removed, placed)));
    lines.extend(added.iter().map(|placed| question(Sign::Added, placed)));
    lines.extend(changed.iter().map(|changed| super::narrate::changed(changed, named)));
    lines.extend(moved.iter().map(|moved| {
        line(Sign::Moved, format!("{}. {}: asked as number {} before", moved.to, moved.id, moved.from))
    }));
    Block { sign: Sign::Changed, name: new.name.clone(), verdict: verdict(difference, named), lines }
}

/// Whether scores compare, in a sentence or two.
pub(crate) fn verdict(difference: &Difference<'_>, named: &Named) -> String {
    let Difference { old, new, verdict, .. } = difference;
    let sentence = match verdict {
        Verdict::Same => "Scores compare: nothing changed that a kit shows.".to_owned(),
        Verdict::Comparable => {
            "Scores compare: the same questions in the same order, rated by the same levels.".to_owned()
        }
        Verdict::WithCare(care) => {
            let care: Vec<&str> = care.iter().map(|care| super::narrate::care(*care)).collect();
            format!(
                "Scores compare with care: the same is asked and rated by the same levels, but {}.",
                care.join(", and ")
            )
        }
        Verdict::Partly { on, unclear } => {
            let (was, is) = (old.questions.len(), new.questions.len());
            let now = if is == was { String::new() } else { format!(" (the new kit has {is})") };
            let more = if *unclear == 0 {
                String::new()
            } else {
                format!(" {}", super::narrate::unclear(*unclear, named))
            };
            let was = plural(was as u32, "question");
            format!("Scores compare on {on} of {was}{now}: compare candidates on these only.{more}")
        }
        Verdict::Unclear(count) => {
            format!("Whether scores compare is not known. {}", super::narrate::unclear(*count, named))
        }
        Verdict::Not => "Scores do not compare: no question is asked and rated the same.".to_owned(),
        Verdict::OtherScale => "Scores do not compare: they are given on another rating scale.".to_owned(),
    };
    let sentence = if difference.is_of_two_roles() {
        format!("Two different kits, for different roles. {sentence}")
    } else {
        sentence
    };
    let is_unknown = old.has_other_scale(new).is_none() && !matches!(verdict, Verdict::Not);
    if is_unknown {
        format!("{sentence} (As far as can be seen: not both say what the rating scale is.)")
    } else {
        sentence
    }
}

fn care(care: Care) -> &'static str {
    match care {
        Care::Notes => "notes for interviewers changed",
        Care::Order => "the order of the questions changed",
        Care::Length => "the interview has another length",
        Care::Job => "the kit is for another role or level",
    }
}

fn unclear(count: usize, named: &Named) -> String {
    let were = if count == 1 { "question was" } else { "questions were" };
    if !named.old.is_empty() {
        return format!("{count} {were} changed, and the banks do not have the wordings of the locks.");
    }
    format!(
        "{count} {were} changed, and a lock does not say how: name the banks of then and now with --bank and --new-bank."
    )
}

fn line(sign: Sign, text: String) -> Line {
    Line { sign, text, is_code: false, words: Vec::new(), under: Vec::new() }
}

/// A text of others.
fn prose(sign: Sign, text: String) -> Line {
    Line { words: unchanged(&text), ..line(sign, text) }
}

fn asked(asked: &Asked<'_>) -> Line {
    let value = |value: Option<&str>| value.map_or_else(|| "(not said)".to_owned(), str::to_owned);
    line(
        Sign::Changed,
        format!("asked for {}: {} before, now {}", asked.key, value(asked.old), value(asked.new)),
    )
}

/// Minutes of the interview, where that was not asked for; and of all questions, where they are known.
fn minutes(difference: &Difference<'_>, wordings: &Wordings<'_>) -> Vec<Line> {
    let Difference { old, new, asked, .. } = difference;
    let all = |kit: &KitSnapshot| -> Option<u32> {
        kit.questions.iter().map(|locked| wordings.of(locked).map(|question| question.minutes)).sum()
    };
    let is_told = asked.iter().any(|asked| asked.key == "minutes");
    let length = old.minutes.zip(new.minutes).filter(|_| !is_told);
    let pairs = [("the interview", length), ("the questions", all(old).zip(all(new)))];
    let changed =
        pairs.into_iter().filter_map(|(what, pair)| Some((what, pair.filter(|(old, new)| old != new)?)));
    changed
        .map(|(what, (old, new))| line(Sign::Changed, format!("minutes of {what}: {old} before, now {new}")))
        .collect()
}

fn question(sign: Sign, placed: &Placed<'_>) -> Line {
    let minutes = placed.wording.map(|question| format!(", {}", plural(question.minutes, "minute")));
    let text = format!("{}. {}{}", placed.number, placed.id, minutes.unwrap_or_default());
    let under = placed.wording.map(|question| prose(Sign::None, prompt(question)));
    Line { under: under.into_iter().collect(), ..line(sign, text) }
}

/// Enough of a prompt to know the question by, on one line.
fn prompt(question: &Question) -> String {
    let whole = question.prompt.value.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = whole.chars().take(SHOWN).collect();
    if shown.len() < whole.len() {
        shown.push('…');
    }
    shown
}

fn changed(changed: &Changed<'_>, named: &Named) -> Line {
    let what = match changed.effect() {
        None => &format!("changed; {}", named.lacking(changed)),
        Some(Effect::None) => "changed in layout or filing only; scores on it compare",
        Some(Effect::Care) => "notes for interviewers changed; scores on it compare with care",
        Some(Effect::Breaks) if asks_otherwise(changed) => {
            "what is asked changed; scores on it do not compare"
        }
        Some(Effect::Breaks) => "what it is rated by changed; scores on it do not compare",
    };
    let text = format!("{}. {}: {what}", changed.number, changed.id);
    let known = |what: &str, question: Option<&Question>| {
        question.map(|question| prose(Sign::None, format!("{what}: {}", prompt(question))))
    };
    let under = if changed.parts.is_empty() {
        known("it was", changed.old).into_iter().chain(known("it is", changed.new)).collect()
    } else {
        changed.parts.iter().map(part).collect()
    };
    Line { under, ..line(Sign::Changed, text) }
}

/// Whether the candidate is given something else.
fn asks_otherwise(changed: &Changed<'_>) -> bool {
    changed.parts.iter().any(PartChange::is_asked_otherwise)
}

fn part(change: &PartChange) -> Line {
    let is_code = change.is_code;
    let under = |sign, text: &String| {
        let words = if is_code { Vec::new() } else { unchanged(text) };
        Line { is_code, words, ..line(sign, text.clone()) }
    };
    let (went, came) = (&change.went, &change.came);
    // One for one: what stayed of each need not be read twice.
    let is_paired = went.len() == came.len() && !is_code;
    let pairs = went.iter().zip(came).filter(|_| is_paired);
    let pairs: Option<Vec<Line>> = pairs
        .map(|(old, new)| {
            let both = vec![under(Sign::Removed, old), under(Sign::Added, new)];
            Some(Line { words: reworded(old, new)?, under: both, ..line(Sign::Changed, String::new()) })
        })
        .collect();
    let lines = pairs.filter(|pairs| !pairs.is_empty()).unwrap_or_else(|| {
        let went = went.iter().map(|text| under(Sign::Removed, text));
        went.chain(came.iter().map(|text| under(Sign::Added, text))).collect()
    });
    Line { under: lines, ..line(Sign::None, change.label.to_owned()) }
}
