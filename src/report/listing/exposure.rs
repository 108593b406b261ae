//! The exposure of questions: the number of kits that each stands in.

use std::collections::HashMap;

use serde_json::json;

use super::ListFormat;
use crate::bank::{Bank, Question};
use crate::batch::exposure::ExposureRow;
use crate::wording::table::{Table, TableError};

/// Renders the exposure of questions in `kits` kits.
pub(crate) fn render_exposure(
    bank: &Bank,
    list: &[ExposureRow],
    kits: usize,
    format: ListFormat,
) -> Result<String, TableError> {
    let known: HashMap<&str, &Question> =
        bank.questions.iter().map(|question| (question.id.as_str(), question)).collect();
    let (mut rows, mut values) = (Vec::new(), Vec::new());
    for row in list {
        let question = known.get(row.id.as_str());
        let title = question.map(|question| question.title_text()).unwrap_or_default();
        let category = question.map(|question| question.category.clone()).unwrap_or_default();
        let percent = row.percent(kits);
        rows.push(vec![
            row.id.clone(),
            title.clone(),
            category.clone(),
            row.kits.len().to_string(),
            format!("{percent} %"),
        ]);
        values.push(json!({
            "id": row.id,
            "title": title,
            "category": category,
            "kits": row.kits.len(),
            "of": kits,
            "percent": percent,
            "in": row.kits,
        }));
    }
    let head = ["question", "title", "category", "kits", "share"];
    format.render(Table { head: &head, rows: &rows, right_aligned: &[3, 4] }, values)
}
