//! The names of a kit's fields, and the names that other programs give them.

/// The parts of a question's name that are followed by a number.
const NUMBERED_PARTS: [&str; 2] = ["listen-", "follow-up-"];
/// The fields of the whole interview.
const INTERVIEW_FIELDS: [&str; 9] = [
    "candidate",
    "date",
    "interviewer",
    "reference",
    "mean",
    "takeaways",
    "recommendation",
    "signature",
    "keep-until",
];
/// The start of the mean of a category.
const CATEGORY_MEAN: &str = "mean:";
/// The values of a recommendation.
const RECOMMENDATIONS: [&str; 4] = ["strong-yes", "yes", "no", "strong-no"];
/// The value of a question that was not asked.
const NOT_ASKED: &str = "not-asked";

/// Splits the name of a field into the id of its question and its part, as in `py-core-slicing/rating`.
#[must_use]
pub fn split_question(name: &str) -> Option<(&str, &str)> {
    let (question, part) = name.split_once('/')?;
    let is_numbered = |start: &str| part.strip_prefix(start).is_some_and(is_number);
    let is_part = matches!(part, "rating" | "notes") || NUMBERED_PARTS.into_iter().any(is_numbered);
    (is_part && !question.is_empty()).then_some((question, part))
}

/// Returns the name that a field was built with. Programs that merge or split files put a field under a parent
/// (`form1.candidate`) or number it (`candidate+1`, `candidate [281]`, `candidate#0`). None if no field of a kit has
/// such a name.
pub(super) fn built_name(full_name: &str) -> Option<&str> {
    let last = full_name.rsplit('.').next().unwrap_or(full_name);
    Some(without_number(last)).filter(|name| is_kit_field(name))
}

fn is_kit_field(name: &str) -> bool {
    INTERVIEW_FIELDS.contains(&name) || name.starts_with(CATEGORY_MEAN) || split_question(name).is_some()
}

/// Returns a name without the number that another program added.
fn without_number(name: &str) -> &str {
    let digits = |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if let Some(open) = name.strip_suffix(']') {
        let rest = &open[..open.len() - digits(open)];
        return rest.strip_suffix('[').map_or(name, str::trim_end);
    }
    let rest = &name[..name.len() - digits(name)];
    match rest.strip_suffix(['+', '#']) {
        Some(built) if rest.len() < name.len() => built,
        _ => name,
    }
}

/// Returns true if a value is one of those that a choice of this name was built with.
pub(super) fn is_built_value(name: &str, value: &str) -> bool {
    match split_question(name) {
        Some((_, "rating")) => value == NOT_ASKED || is_number(value),
        _ if name == "recommendation" => RECOMMENDATIONS.contains(&value),
        _ => true,
    }
}

/// Returns true if a field of this name is a choice in every kit.
pub(super) fn is_choice(name: &str) -> bool {
    name == "recommendation" || matches!(split_question(name), Some((_, "rating")))
}

/// Returns true if a kit has this field, on one page only.
pub(super) fn is_on_one_page(name: &str) -> bool {
    let is_repeated =
        matches!(name, "candidate" | "date") || matches!(split_question(name), Some((_, "rating")));
    is_kit_field(name) && !is_repeated
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_given_by_other_programs_are_recognized() {
        for (name, built) in [
            ("candidate", Some("candidate")),
            ("1.candidate", Some("candidate")),
            ("form1.page.py-core/rating", Some("py-core/rating")),
            ("candidate+2", Some("candidate")),
            ("py-core/listen-1+12", Some("py-core/listen-1")),
            ("py-core/rating [310]", Some("py-core/rating")),
            ("mean:practice#0", Some("mean:practice")),
            ("mean:practice+1", Some("mean:practice")),
            ("mean:practice [471]", Some("mean:practice")),
            ("py-core/rating.py-core/rating", Some("py-core/rating")),
            ("dummyFieldName7", None),
            ("candidates", None),
            ("candidate+", None),
            ("py-core/other", None),
            ("/rating", None),
            ("", None),
        ] {
            assert_eq!(built_name(name), built, "{name}");
        }
    }

    #[test]
    fn a_renamed_state_is_no_rating() {
        assert!(["1", "5", "10", "not-asked"].into_iter().all(|value| is_built_value("q/rating", value)));
        assert!(!["Yes", "On", "", "Choice1"].into_iter().any(|value| is_built_value("q/rating", value)));
        assert!(is_built_value("recommendation", "yes") && !is_built_value("recommendation", "Yes"));
        assert!(is_built_value("q/listen-1", "Yes"));
    }
}
