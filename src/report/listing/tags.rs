//! The tags of a bank.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::ListFormat;
use crate::bank::{Bank, Question};
use crate::wording::table::{Table, TableError};

/// The word for every role of a bank in a table.
const EVERY_ROLE: &str = "every role";

/// The questions that carry a tag, and the roles that can draw them.
#[derive(Default)]
struct TagUse<'b> {
    questions: usize,
    categories: BTreeSet<&'b str>,
}

/// Renders the tags of some questions, in alphabetical order.
pub(crate) fn render_tags(bank: &Bank, list: &[&Question], format: ListFormat) -> Result<String, TableError> {
    let mut tags: BTreeMap<&str, TagUse<'_>> = BTreeMap::new();
    for question in list {
        // A question may carry a tag twice.
        for tag in question.tags.iter().map(String::as_str).collect::<BTreeSet<_>>() {
            let tag = tags.entry(tag).or_default();
            tag.questions += 1;
            tag.categories.insert(&question.category);
        }
    }
    let (mut rows, mut values) = (Vec::new(), Vec::new());
    for (tag, TagUse { questions, categories }) in tags {
        let draws = |category: &String| categories.contains(category.as_str());
        let roles = bank.roles.iter().filter(|role| role.categories.iter().any(draws));
        let roles: Vec<&str> = roles.map(|role| role.id.as_str()).collect();
        let is_in_every_role = bank.roles.len() > 1 && roles.len() == bank.roles.len();
        let named = if is_in_every_role { EVERY_ROLE.to_owned() } else { roles.join(", ") };
        rows.push(vec![tag.to_owned(), questions.to_string(), named]);
        values.push(json!({ "tag": tag, "questions": questions, "roles": roles }));
    }
    format.render(Table { head: &["tag", "questions", "roles"], rows: &rows, right_aligned: &[1] }, values)
}
