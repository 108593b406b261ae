//! Applies changes to a drawn kit.

use super::replace::request_replacements;
use crate::diag::suggest;
use crate::kit::change::Change;
use crate::kit::model::{Kit, PickReason};
use crate::kit::request::Request;
use crate::kit::select_error::ChangeError;

/// Applies the changes of a blueprint, one after the other.
pub(super) fn apply_changes<'b>(request: &Request<'_, 'b>, mut kit: Kit<'b>) -> Result<Kit<'b>, ChangeError> {
    for change in &request.blueprint.changes {
        match change {
            Change::Swap(name) => swap(request, &mut kit, name)?,
            Change::Move { question, to } => move_question(&mut kit, question, *to)?,
        }
    }
    Ok(kit)
}

/// Puts the next question of the same category in the place of a question.
fn swap<'b>(request: &Request<'_, 'b>, kit: &mut Kit<'b>, name: &str) -> Result<(), ChangeError> {
    let index = position(kit, name)?;
    let replaced = kit.picks[index].question;
    if kit.picks[index].reason == PickReason::Pinned {
        return Err(ChangeError::SwapPinned { id: replaced.id.clone() });
    }
    let Some(&next) = request_replacements(request, kit, &replaced.id).first() else {
        let (id, category) = (replaced.id.clone(), replaced.category.clone());
        return Err(ChangeError::NoReplacement { id, category });
    };
    let pick = &mut kit.picks[index];
    let competency = request.bank.competency_of(next);
    pick.question = next;
    pick.competency = competency.map(|competency| competency.name.value.as_str());
    pick.reason = PickReason::Swapped;
    // A question that was swapped twice stands in the place of the one that was drawn.
    pick.replaces.get_or_insert(replaced);
    kit.changes.push(Change::Swap(replaced.id.clone()));
    Ok(())
}

fn move_question(kit: &mut Kit<'_>, name: &str, to: u32) -> Result<(), ChangeError> {
    let from = position(kit, name)?;
    let to = check_number(kit, to)?;
    let pick = kit.picks.remove(from);
    kit.changes.push(Change::Move { question: pick.question.id.clone(), to: to as u32 + 1 });
    kit.picks.insert(to, pick);
    Ok(())
}

/// Returns the index of the question that a name or a number stands for.
fn position(kit: &Kit<'_>, name: &str) -> Result<usize, ChangeError> {
    if let Some(index) = kit.picks.iter().position(|pick| pick.question.id == name) {
        return Ok(index);
    }
    if let Ok(number) = name.parse() {
        return check_number(kit, number);
    }
    let ids = kit.picks.iter().map(|pick| pick.question.id.as_str());
    let similar = suggest::meant(name, ids).map(str::to_owned);
    Err(ChangeError::NotInKit { name: name.to_owned(), similar })
}

/// Returns the index of a question by its number.
fn check_number(kit: &Kit<'_>, number: u32) -> Result<usize, ChangeError> {
    let index = (number as usize).checked_sub(1).filter(|index| *index < kit.picks.len());
    index.ok_or(ChangeError::NumberOutOfRange { number, count: kit.picks.len() })
}
