//! The change to a blueprint that an error proposes.

use crate::bank::Seniority;

/// A change to a blueprint, and the number of questions it brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The change.
    pub change: BlueprintChange,
    /// The number of questions the change adds.
    pub adds: usize,
}

/// A change to the filters of a blueprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlueprintChange {
    /// Allow these levels too.
    Allow(Vec<Seniority>),
    /// Ask for no tags.
    DropTags,
    /// Take back the exclusions.
    DropExclusions,
    /// Allow all types.
    DropTypes,
}

impl std::fmt::Display for Suggestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.change {
            BlueprintChange::Allow(levels) => {
                let levels: Vec<String> = levels.iter().map(|level| format!("`{level}`")).collect();
                write!(f, "allow {}", levels.join(" and "))?;
            }
            BlueprintChange::DropTags => f.write_str("remove the tags")?,
            BlueprintChange::DropExclusions => f.write_str("exclude fewer questions")?,
            BlueprintChange::DropTypes => f.write_str("allow all types")?,
        }
        write!(f, " (adds {})", self.adds)
    }
}
