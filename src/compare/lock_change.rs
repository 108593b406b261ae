//! Why the lock of a kit would have to change.

use super::summarize;
use crate::batch::{LockedKit, changed_requests};

/// Returns in short why the lock of a kit would have to change.
pub(crate) fn explain_lock_change(old: &LockedKit, new: &LockedKit) -> String {
    let asked = changed_requests(&old.asked, &new.asked);
    if !asked.is_empty() {
        return format!("asked otherwise: {}", asked.join(", "));
    }
    let had = |id: &str| old.questions.iter().any(|question| question.id == id);
    let is_other = old.questions.len() != new.questions.len() || !new.questions.iter().all(|q| had(&q.id));
    let is_other = is_other.then(|| "other questions".to_owned());
    is_other.or_else(|| summarize(old, new)).unwrap_or_else(|| "written by an earlier version".to_owned())
}
