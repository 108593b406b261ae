//! The names of fields, also after another program renamed them: the last part says which field it is.

/// The fields of a kit that hold names.
pub const NAME_FIELDS: [&str; 4] = ["candidate", "interviewer", "reference", "signature"];
/// The field that takes the replacement.
pub(super) const CANDIDATE: &str = "candidate";
/// The field that holds a reference, not the name of a person.
pub(super) const REFERENCE: &str = "reference";

/// The other fields of a whole interview.
const INTERVIEW_FIELDS: [&str; 5] = ["date", "takeaways", "recommendation", "keep-until", "mean"];
/// The last words of the fields of a question.
const QUESTION_FIELDS: [&str; 4] = ["notes", "rating", "listen", "follow-up"];

/// Returns the name field that a field is: `candidate` for `form1.candidate`, `candidate+1`, `2_candidate`.
pub(super) fn name_field(name: &str) -> Option<&'static str> {
    let part = last_part(name);
    NAME_FIELDS.into_iter().find(|known| {
        part.strip_suffix(known)
            .is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '/'))
    })
}

/// Returns true if kits have a field of this name that holds no name.
pub(super) fn is_other_kit_field(name: &str) -> bool {
    let part = last_part(name);
    let of_question = part.rsplit_once('/').is_some_and(|(_, field)| QUESTION_FIELDS.contains(&field));
    of_question || part.starts_with("mean:") || INTERVIEW_FIELDS.contains(&part.as_str())
}

/// Returns true if a field was asked for: by its full name, or by its name in the kit.
pub(super) fn is_asked_for(name: &str, asked: &str) -> bool {
    name == asked || last_part(name) == asked
}

/// Returns the last part of a name in small letters, without the number that a program added.
fn last_part(name: &str) -> String {
    let parts = name.rsplit('.').map(|part| {
        part.trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace() || "+_#-()[]".contains(c))
    });
    parts.map(|part| part.trim().to_lowercase()).find(|part| !part.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_name_field_is_known_by_its_last_part() {
        for name in [
            "candidate",
            "form1.candidate",
            "form1[0].#subform[2].Candidate[0]",
            "candidate+1",
            "candidate [493]",
            "candidate.1",
            "candidate (2)",
            "2_candidate",
            "kit-7 candidate",
        ] {
            assert_eq!(name_field(name), Some("candidate"), "{name}");
        }
        for name in ["takeaways", "precandidate", "ask-the/candidate", "candidate/notes", "Text1"] {
            assert_eq!(name_field(name), None, "{name}");
        }
        for name in ["a.test-first/notes+1", "mean:python", "mean", "q/listen-2", "keep-until"] {
            assert!(is_other_kit_field(name), "{name}");
        }
        assert!(!is_other_kit_field("Text1") && !is_other_kit_field("") && !is_other_kit_field("candidate"));
    }
}
