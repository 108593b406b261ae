//! Changes to a drawn kit: a question swapped for the next one, or moved.

use std::fmt;

/// The most changes to one kit.
pub const MAX_CHANGES: usize = 200;

/// A change to a drawn kit. Questions are named by id or by their number in the plan. Each change starts from the kit
/// as the changes before it left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Takes the next question of the same category in its place.
    Swap(String),
    /// Moves a question.
    Move {
        /// The id of the question, or its number.
        question: String,
        /// The number it gets, from 1.
        to: u32,
    },
}

impl Change {
    /// Parses the question of a swap: `web-cache` or `3`.
    pub fn parse_swap(text: &str) -> Result<Self, String> {
        if let Some((place, id)) = text.split_once('=') {
            return Err(format!(
                "a swap takes the next question, not one of your choice: add `--include {id}`, `--exclude` the \
                 question to leave out, and `--move {id}={place}`"
            ));
        }
        Ok(Self::Swap(question_name(text)?))
    }

    /// Returns the question of a swap.
    pub(super) fn swapped_question(&self) -> Option<&str> {
        match self {
            Self::Swap(question) => Some(question),
            Self::Move { .. } => None,
        }
    }

    /// Parses a move: `web-cache=2` or `5=2`.
    pub fn parse_move(text: &str) -> Result<Self, String> {
        let example = "write the id or the number of a question and its new number, such as `web-cache=2`";
        let Some((question, to)) = text.split_once('=') else {
            return Err(format!("`{text}` has no new number: {example}"));
        };
        match to.trim().parse() {
            Ok(to) if to > 0 => Ok(Self::Move { question: question_name(question)?, to }),
            _ => Err(format!("`{}` is not the number of a question: {example}", to.trim())),
        }
    }

    /// Parses a change as manifests and locks write it: `swap web-cache`, `move web-cache=2`.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.trim().split_once(char::is_whitespace) {
            Some(("swap", question)) => Self::parse_swap(question),
            Some(("move", change)) => Self::parse_move(change),
            _ => Err(format!("`{text}` is no change: write `swap web-cache` or `move web-cache=2`")),
        }
    }
}

/// Checks the name of a question: a lock separates changes by commas.
fn question_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() || name.contains([',', '=']) || name.contains(char::is_whitespace) {
        return Err(format!("`{name}` names no question: write the id or the number of one question"));
    }
    Ok(name.to_owned())
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Swap(question) => write!(f, "swap {question}"),
            Self::Move { question, to } => write!(f, "move {question}={to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[test]
    fn a_change_reads_back_as_it_is_written() {
        for text in ["swap web-cache", "swap 3", "move web-cache=2", "move 5=1"] {
            assert_eq!(Change::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_change_without_a_question_or_a_number_is_refused() {
        for text in
            ["", "swap", "swap a,b", "swap a b", "move a", "move a=0", "move =2", "move a=x", "drop a"]
        {
            assert!(Change::parse(text).is_err(), "{text}");
        }
    }
}
