//! Parses the levels, types and categories of a blueprint as the command line and manifests write them.

use crate::bank::{QuestionType, Seniority};
use crate::diag::suggest;

/// The words that other scales have for levels.
const LEVEL_SYNONYMS: [(Seniority, &[&str]); 4] = [
    (
        Seniority::Junior,
        &["jr", "jnr", "entry", "beginner", "graduate", "grad", "trainee", "intern", "apprentice"],
    ),
    (Seniority::Mid, &["intermediate", "middle", "medior", "mid-weight", "midweight", "regular"]),
    (Seniority::Senior, &["sr", "snr", "sen", "experienced", "advanced", "expert"]),
    (Seniority::Lead, &["principal", "staff", "leading", "head", "chief"]),
];

/// The British spelling of `behavioral`.
pub const BRITISH_BEHAVIORAL: &str = "behavioural";

/// Parses levels: one (`mid`), several (`mid,senior`), an inclusive range (`junior..senior`) or an open
/// range (`mid..`, `..mid`). Returns them lowest first, without repeats.
pub fn parse_seniority(text: &str) -> Result<Vec<Seniority>, String> {
    let mut levels = Vec::new();
    for part in text.split(',').map(str::trim) {
        match part.split_once("..") {
            Some((from, to)) => levels.extend(level_range(part, from.trim(), to.trim())?),
            None => levels.push(parse_level(part)?),
        }
    }
    Ok(Seniority::ALL.into_iter().filter(|level| levels.contains(level)).collect())
}

fn level_range(part: &str, from: &str, to: &str) -> Result<Vec<Seniority>, String> {
    // Rust users write `junior..=senior`.
    let to = to.strip_prefix('=').unwrap_or(to).trim();
    let from = if from.is_empty() { Seniority::Junior } else { parse_level(from)? };
    let to = if to.is_empty() { Seniority::Lead } else { parse_level(to)? };
    if from > to {
        return Err(format!("the range `{part}` is empty: write `{to}..{from}`"));
    }
    Ok(Seniority::ALL.into_iter().filter(|level| (from..=to).contains(level)).collect())
}

fn parse_level(word: &str) -> Result<Seniority, String> {
    let keys = Seniority::ALL.map(Seniority::key);
    Seniority::from_key(&word.to_lowercase()).ok_or_else(|| {
        let meant = level_meant(word).or_else(|| suggest::nearest(word, keys).map(str::to_owned));
        unknown_word("level", word, &keys, meant.as_deref())
    })
}

/// Returns the levels that a word of another scale means, as they are typed: `mid` for `intermediate`.
#[must_use]
pub fn level_meant(word: &str) -> Option<String> {
    let word = word.trim().to_lowercase();
    if let Some((from, to)) = word.split_once(['-', '–', '/']) {
        let level = |word: &str| Seniority::from_key(word.trim());
        // The plan of a kit prints ranges so.
        if let (Some(from), Some(to)) = (level(from), level(to)) {
            return Some(format!("{}..{}", from.min(to), from.max(to)));
        }
    }
    let word =
        word.strip_suffix("level").map_or(word.as_str(), |rest| rest.trim_end_matches([' ', '-', '_']));
    let meant = Seniority::from_key(word).or_else(|| {
        let is_meant = |(_, words): &&(Seniority, &[&str])| words.contains(&word.trim_end_matches('.'));
        LEVEL_SYNONYMS.iter().find(is_meant).map(|(level, _)| *level)
    });
    meant.map(|level| level.key().to_owned())
}

/// Parses question types: one (`technical`) or several (`technical,ethics`), without repeats. British spelling
/// (`behavioural`) is accepted.
pub fn parse_types(text: &str) -> Result<Vec<QuestionType>, String> {
    let keys = QuestionType::ALL.map(QuestionType::key);
    let mut kinds = Vec::new();
    for word in text.split(',').map(str::trim) {
        let key = word.to_lowercase();
        let key = if key == BRITISH_BEHAVIORAL { QuestionType::Behavioral.key() } else { key.as_str() };
        let kind = QuestionType::from_key(key)
            .ok_or_else(|| unknown_word("type", word, &keys, suggest::nearest(word, keys)))?;
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    Ok(kinds)
}

/// Parses a category with an optional number of its questions: `testing` or `testing=3`.
pub fn parse_category(text: &str) -> Result<(String, Option<u32>), String> {
    let (id, quota) = match text.split_once('=') {
        None => (text.trim(), None),
        Some((id, number)) => (id.trim(), Some(parse_quota(text, number.trim())?)),
    };
    if id.is_empty() {
        return Err("a category is missing: write `testing` or `testing=3`".to_owned());
    }
    // Ids are lower case.
    Ok((id.to_lowercase(), quota))
}

/// Parses a category to top up, with the number of its questions, by default one: `sql` or `sql=2`.
pub fn parse_with(text: &str) -> Result<(String, u32), String> {
    parse_category(text).map(|(id, number)| (id, number.unwrap_or(1)))
}

fn parse_quota(text: &str, number: &str) -> Result<u32, String> {
    match number.parse() {
        Ok(0) => Err(format!("`{text}` asks for no questions: leave the category out")),
        Ok(quota) => Ok(quota),
        Err(_) => Err(format!("`{number}` is not a number of questions: write `testing` or `testing=3`")),
    }
}

fn unknown_word(noun: &str, word: &str, keys: &[&str], meant: Option<&str>) -> String {
    let list = keys.join(", ");
    if word.is_empty() {
        return format!("a {noun} is missing: write one or more of {list}");
    }
    let hint = suggest::did_you_mean(meant);
    format!("unknown {noun} `{word}`{hint} (use {list})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Seniority::{Junior, Lead, Mid, Senior};

    #[test]
    fn parses_single_levels_and_ranges() {
        for (text, levels) in [
            ("mid", vec![Mid]),
            ("senior, mid,mid", vec![Mid, Senior]),
            ("junior..senior", vec![Junior, Mid, Senior]),
            ("mid..=mid", vec![Mid]),
            ("senior..", vec![Senior, Lead]),
            ("..mid", vec![Junior, Mid]),
            ("junior,senior..", vec![Junior, Senior, Lead]),
            ("Mid", vec![Mid]),
        ] {
            assert_eq!(parse_seniority(text), Ok(levels), "{text}");
        }
    }

    #[test]
    fn suggests_a_level_for_a_misspelled_one() {
        let error = parse_seniority("mid,senoir").unwrap_err();
        assert_eq!(error, "unknown level `senoir`, did you mean `senior`? (use junior, mid, senior, lead)");
    }

    #[test]
    fn suggests_a_level_for_the_word_of_another_scale() {
        for (word, meant) in [
            ("intermediate", "mid"),
            ("Principal", "lead"),
            ("jr", "junior"),
            ("Sr.", "senior"),
            ("mid-level", "mid"),
            ("entry level", "junior"),
            ("mid-senior", "mid..senior"),
            ("senior/mid", "mid..senior"),
        ] {
            let error = parse_seniority(word).unwrap_err();
            assert!(error.contains(&format!("did you mean `{meant}`?")), "{error}");
        }
        for word in ["developer", "level", "-", ""] {
            assert_eq!(level_meant(word), None, "{word}");
        }
    }

    #[test]
    fn suggests_the_reverse_of_a_descending_range() {
        let error = parse_seniority("senior..junior").unwrap_err();
        assert_eq!(error, "the range `senior..junior` is empty: write `junior..senior`");
    }

    #[test]
    fn rejects_an_empty_level() {
        assert!(parse_seniority("").unwrap_err().starts_with("a level is missing"));
        assert!(parse_seniority("mid,").is_err());
    }

    #[test]
    fn parses_categories_with_and_without_a_number() {
        assert_eq!(parse_category("testing"), Ok(("testing".to_owned(), None)));
        assert_eq!(parse_category("testing = 3"), Ok(("testing".to_owned(), Some(3))));
        assert_eq!(parse_with("testing"), Ok(("testing".to_owned(), 1)));
        assert_eq!(parse_with("testing=3"), Ok(("testing".to_owned(), 3)));
        for wrong in ["testing=", "testing=x", "testing=-1", "testing=0", "=3", ""] {
            assert!(parse_category(wrong).is_err() && parse_with(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn parses_types_without_repeats() {
        let kinds = parse_types("ethics,technical,ethics");
        assert_eq!(kinds, Ok(vec![QuestionType::Ethics, QuestionType::Technical]));
        assert_eq!(parse_types("Behavioural,behavioral"), Ok(vec![QuestionType::Behavioral]));
        assert!(parse_types("tecnical").unwrap_err().contains("did you mean `technical`?"));
    }
}
