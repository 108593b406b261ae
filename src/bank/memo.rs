//! What is worked out of a question once and asked for again and again.

/// What is kept with a question by who will not change it any more. It is no part of what the question is: two
/// questions are equal without it, and a copy, which may be changed, starts without it.
#[derive(Debug, Default)]
pub struct Memo {
    /// The hash of what a page can show of it.
    pub hash: Option<[u8; 32]>,
    /// What an excerpt has of it.
    pub excerpt: Option<Box<str>>,
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
