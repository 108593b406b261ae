//! Folds texts into words that compare equal however a name is written: letter case, accents, composed or
//! decomposed characters, `ß` and `ss`, `ü` and `ue`, `Ł` and `L`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoldedWord {
    /// The folded word.
    pub(super) folded: String,
    /// True if the first letter is a capital, or has no case.
    pub(super) is_capital: bool,
    /// True if the script is written without spaces, so that names run into other words.
    pub(super) runs_on: bool,
    /// The range of bytes in the text.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Vowels that are written as one letter with an accent or as two letters.
const DIGRAPHS: [(&str, &str); 4] = [("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a")];

/// Splits a text into folded words. A change between scripts with and without spaces starts a word.
pub(super) fn fold_words(text: &str) -> Vec<FoldedWord> {
    let mut words: Vec<FoldedWord> = Vec::new();
    let mut is_open = false;
    for (at, c) in text.char_indices() {
        if is_invisible(c) {
            continue;
        }
        if !c.is_alphanumeric() && !is_combining_mark(c) {
            let is_contracted = is_apostrophe(c)
                && words.last().is_some_and(|word| is_contraction(&word.folded, &text[at..]));
            is_open = is_open && is_contracted;
            continue;
        }
        let runs_on = is_spaceless(c);
        let end = at + c.len_utf8();
        let last =
            words.last_mut().filter(|word| is_open && (word.runs_on == runs_on || is_combining_mark(c)));
        if let Some(word) = last {
            word.end = end;
            fold_char(c, &mut word.folded);
            continue;
        }
        let mut word =
            FoldedWord { folded: String::new(), is_capital: !c.is_lowercase(), runs_on, start: at, end };
        fold_char(c, &mut word.folded);
        words.push(word);
        is_open = true;
    }
    for word in &mut words {
        for (two, one) in DIGRAPHS {
            if word.folded.contains(two) {
                word.folded = word.folded.replace(two, one);
            }
        }
    }
    words.retain(|word| !word.folded.is_empty());
    words
}

/// Returns true for the characters that people write as an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | 'ʼ' | '‘' | '’' | '＇')
}

/// Returns true if a word goes on after this apostrophe: `don't`, `won't`.
fn is_contraction(folded: &str, rest: &str) -> bool {
    let mut rest = rest.chars().skip(1);
    folded.ends_with('n')
        && matches!(rest.next(), Some('t' | 'T'))
        && !rest.next().is_some_and(char::is_alphanumeric)
}

/// Folds a text into one word.
pub(super) fn squeeze(text: &str) -> String {
    fold_words(text).into_iter().map(|word| word.folded).collect()
}

/// Folds one character.
fn fold_char(c: char, out: &mut String) {
    if ('\u{ac00}'..='\u{d7a3}').contains(&c) {
        // The letters of a Korean syllable are not searched alone.
        out.push(c);
        return;
    }
    for part in std::iter::once(c).nfkd().filter(|part| !is_accent(*part)) {
        for lower in part.to_lowercase() {
            match lower {
                'ß' => out.push_str("ss"),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'þ' => out.push_str("th"),
                'ø' => out.push('o'),
                'ł' => out.push('l'),
                'đ' | 'ð' => out.push('d'),
                'ħ' => out.push('h'),
                'ı' => out.push('i'),
                'ŋ' => out.push('n'),
                'ŧ' => out.push('t'),
                'ς' => out.push('σ'),
                lower if is_accent(lower) => {}
                lower => out.push(lower),
            }
        }
    }
}

/// Returns true for marks that people leave out: accents, and the points of Hebrew and Arabic.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Returns true for characters that nobody sees inside a word.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1b}')
}

/// Returns true for scripts that put no spaces between words, or that add particles to a name.
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{f00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}' | '\u{3005}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        fold_words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn a_name_folds_alike_however_it_is_written() {
        for (one, other) in [
            ("Zoë", "Zoe\u{308}"),
            ("MÜLLER", "Mueller"),
            ("Müller", "Muller"),
            ("Weiß", "WEISS"),
            ("Łukasz", "lukasz"),
            ("Sørensen", "Soerensen"),
            ("Đorđe", "Dorde"),
            ("Ａｄａ", "ada"),
            ("O’Brien", "o'brien"),
            ("Ha\u{ad}na\u{200b}", "Hana"),
            ("İpek", "ipek"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
    }

    #[test]
    fn a_contraction_is_one_word() {
        assert_eq!(
            folded("Don't, WON’T; don'tx Don's Ada'll"),
            ["dont", "wont", "don", "tx", "don", "s", "ada", "ll"]
        );
    }

    #[test]
    fn words_end_where_the_kind_of_script_changes() {
        assert_eq!(folded("Adaさんは 山田"), ["ada", "さんは", "山田"]);
        assert_eq!(folded("ada_example@host, x9"), ["ada", "example", "host", "x9"]);
    }
}
