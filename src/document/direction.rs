//! The reading direction of a language.

/// The reading direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// The scripts that read from right to left, by ISO 15924 code.
const RTL_SCRIPTS: [&str; 10] =
    ["adlm", "arab", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"];

/// The languages that use such a script unless their tag names another.
const RTL_LANGUAGES: [&str; 22] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd",
    "skr", "syr", "ug", "ur", "yi", "arz",
];

impl Direction {
    /// Returns the reading direction of a language, by its BCP 47 tag.
    #[must_use]
    pub fn from_language(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        // A script has four letters, and precedes region and variants.
        let script = parts.find(|part| part.len() != 3).filter(|part| part.len() == 4);
        let is_rtl =
            script.map_or_else(|| RTL_LANGUAGES.contains(&language), |script| RTL_SCRIPTS.contains(&script));
        if is_rtl { Self::RightToLeft } else { Self::LeftToRight }
    }

    /// Returns true if the language reads from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::RightToLeft
    }
}
