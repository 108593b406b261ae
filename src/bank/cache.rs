//! Cached results of a question.

/// Cached results of a question that no longer changes.
///
/// The cache does not count when questions are compared. A copy may change, so it starts without the
/// cache.
#[derive(Debug, Default)]
pub struct QuestionCache {
    /// The hash of everything a page can show of the question.
    pub hash: Option<[u8; 32]>,
    /// The entry of the question in an excerpt.
    pub excerpt: Option<Box<str>>,
}

impl Clone for QuestionCache {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for QuestionCache {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for QuestionCache {}
