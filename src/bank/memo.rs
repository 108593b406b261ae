//! What is worked out of a question once and asked for again and again.

/// A hash of a question, kept with it by who will not change the question any more. It is no part of what the
/// question is: two questions are equal without it, and a copy, which may be changed, starts without it.
#[derive(Debug, Default)]
pub struct Memo(Option<[u8; 32]>);

impl Memo {
    /// Keeps a hash.
    pub fn keep(&mut self, hash: [u8; 32]) {
        self.0 = Some(hash);
    }

    /// What is kept.
    #[must_use]
    pub fn kept(&self) -> Option<[u8; 32]> {
        self.0
    }
}

impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Memo {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Memo {}
