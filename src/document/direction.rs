//! The side reading starts from.

/// The side reading starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From right to left: what comes first stands at the right.
    RightToLeft,
}

/// Scripts that are read from right to left, by their ISO 15924 codes.
const SCRIPTS: [&str; 10] = ["adlm", "arab", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"];

/// Languages that are written in one of them unless their tag names a script.
const LANGUAGES: [&str; 22] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd",
    "skr", "syr", "ug", "ur", "yi", "arz",
];

impl Direction {
    /// That of a language, by its BCP 47 tag.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        // A script has four letters, and stands before region and variants.
        let script = parts.find(|part| part.len() != 3).filter(|part| part.len() == 4);
        let is_rtl = script.map_or_else(|| LANGUAGES.contains(&language), |script| SCRIPTS.contains(&script));
        if is_rtl { Self::RightToLeft } else { Self::LeftToRight }
    }

    /// Whether reading starts at the right.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::RightToLeft
    }
}
