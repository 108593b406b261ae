//! Kits for people: the frozen kit of each row of a table of interviews.

use super::manifest::KitPlan;
use super::prefill::InterviewRow;
use super::{BatchLock, LockedKit};
use crate::diag::codes;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::diag::{Diagnostic, Text};
use crate::wording::escape::escape_control;

/// Kits that a finding lists; the rest are counted.
const MAX_LISTED_KITS: usize = 20;

/// Returns the position of the kit of each row: the one it names, or the only one. Reports the rows without a kit.
pub(crate) fn assign_kits(rows: &[InterviewRow], kits: &[KitPlan]) -> Result<Vec<usize>, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let mut assigned = Vec::with_capacity(rows.len());
    let mut unnamed = 0_u32;
    for row in rows {
        match (&row.kit, kits) {
            (Some(name), _) => match kits.iter().position(|plan| plan.name == name.value) {
                Some(kit) => assigned.push(kit),
                None => errors.push(report_unknown_kit(name, kits)),
            },
            (None, [_]) => assigned.push(0),
            (None, _) => unnamed += 1,
        }
    }
    if unnamed > 0 {
        let rows = if unnamed == 1 { "1 row names".to_owned() } else { format!("{unnamed} rows name") };
        let message = format!("{rows} no kit, but the manifest has {}", kits.len());
        let help = format!("add a column `kit` with one of {}", list_kits(kits));
        errors.push(Diagnostic::error(&codes::prefill::NO_KIT, message).help(escape_control(&help)));
    }
    if errors.is_empty() { Ok(assigned) } else { Err(errors) }
}

fn report_unknown_kit(name: &Text, kits: &[KitPlan]) -> Diagnostic {
    let meant = did_you_mean(nearest(&name.value, kits.iter().map(|plan| plan.name.as_str())));
    let message = format!("the manifest has no kit `{}`{meant}", name.value);
    let help = format!("the kits are {}", list_kits(kits));
    let finding = Diagnostic::error(&codes::prefill::UNKNOWN_KIT, escape_control(&message));
    finding.at(name.origin, "").help(escape_control(&help))
}

fn list_kits(kits: &[KitPlan]) -> String {
    let mut names: Vec<String> =
        kits.iter().take(MAX_LISTED_KITS).map(|plan| format!("`{}`", plan.name)).collect();
    if kits.len() > MAX_LISTED_KITS {
        names.push(format!("{} more", kits.len() - MAX_LISTED_KITS));
    }
    names.join(", ")
}

/// Returns the lock entry of a kit, or an error if the lock does not freeze what the manifest asks for. `command`
/// freezes it.
pub(crate) fn find_frozen<'l>(
    plan: &KitPlan,
    lock: &'l BatchLock,
    command: &str,
) -> Result<&'l LockedKit, Diagnostic> {
    let stale = |why: &str| {
        let message = format!("the questions of kit `{}` are not frozen: {why}", plan.name);
        let help = format!("run `{command}` first, and commit the lock");
        let finding = Diagnostic::error(&codes::lock::STALE, escape_control(&message));
        finding.at(plan.origin, "asked for here").help(escape_control(&help))
    };
    let locked = lock.kit(&plan.name).ok_or_else(|| stale("the lock does not have it"))?;
    match locked.changed_requests(&plan.blueprint).as_slice() {
        [] => Ok(locked),
        changed => Err(stale(&format!("the manifest asks for something else ({})", changed.join(", ")))),
    }
}
