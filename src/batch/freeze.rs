//! Freezing the questions of every kit of a manifest, and the findings about kits that enter or leave the lock.

use std::collections::HashSet;
use std::path::Path;

use super::choose::choose_without;
use super::{BatchLock, KitPlan, LockedKit, QuestionSource, on_all_cores};
use crate::bank::Bank;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::kit::Kit;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// A kit whose questions are to be chosen.
pub(crate) struct KitRequest<'c, 'l> {
    pub(super) plan: &'c KitPlan,
    pub(super) bank: &'c Bank,
    choice: QuestionSource<'l>,
}

impl<'c, 'l> KitRequest<'c, 'l> {
    /// Asks for the questions of the lock, unless it has none for the kit or `is_update` asks for new ones.
    pub(crate) fn new(
        plan: &'c KitPlan,
        bank: &'c Bank,
        lock: Option<&'l BatchLock>,
        is_update: bool,
    ) -> Self {
        let choice = match lock.and_then(|lock| lock.kit(&plan.name)) {
            Some(locked) if is_update => QuestionSource::Redraw(locked),
            Some(locked) => QuestionSource::Locked(locked),
            None => QuestionSource::Draw,
        };
        Self { plan, bank, choice }
    }

    /// Returns true if the kit keeps the questions of the lock.
    pub(super) fn keeps_questions(&self) -> bool {
        matches!(self.choice, QuestionSource::Locked(locked) if !locked.asks_for_other(&self.plan.blueprint))
    }

    /// Chooses the questions of the kit; a draw leaves out `left_out`.
    pub(super) fn choose(&self, left_out: &[String]) -> ChoiceOutcome<'c> {
        let (plan, bank) = (self.plan, self.bank);
        match choose_without(plan, bank, self.choice, left_out) {
            Ok((kit, findings)) => {
                ChoiceOutcome { kit: Some(ChosenKit { plan, bank, kit, is_refused: false }), findings }
            }
            Err(findings) => ChoiceOutcome { kit: None, findings },
        }
    }
}

/// A kit of the manifest with its questions.
pub(crate) struct ChosenKit<'c> {
    pub(crate) plan: &'c KitPlan,
    pub(crate) bank: &'c Bank,
    pub(crate) kit: Kit<'c>,
    /// True if a document of the kit cannot be built, so that the kit is not frozen and gets no other document.
    pub(crate) is_refused: bool,
}

/// The outcome of choosing the questions of one kit.
pub(crate) struct ChoiceOutcome<'c> {
    /// The kit, unless an error is among the findings.
    pub(crate) kit: Option<ChosenKit<'c>>,
    pub(crate) findings: Vec<Diagnostic>,
}

/// Chooses the questions of every kit on all cores. Returns `None` if `is_stopped` interrupts it.
pub(crate) fn choose_kits<'c>(
    requests: &[KitRequest<'c, '_>],
    is_stopped: impl Fn() -> bool + Sync,
) -> Option<Vec<ChoiceOutcome<'c>>> {
    let choices = on_all_cores(requests, |request| (!is_stopped()).then(|| request.choose(&[])));
    choices.into_iter().collect()
}

/// Returns the lock that freezes these kits.
pub(crate) fn freeze(kits: &[ChosenKit<'_>]) -> BatchLock {
    let locked =
        |ChosenKit { plan, kit, .. }: &ChosenKit<'_>| LockedKit::new(&plan.name, &plan.blueprint, kit);
    BatchLock::new(kits.iter().map(locked).collect())
}

/// Returns the lock that freezes these kits. A kit that `can_be_built` refuses is marked and not frozen: it keeps its
/// entry in the old lock, if it has one. Kits that the old lock has as they are need no check.
pub(crate) fn freeze_buildable(
    kits: &mut [ChosenKit<'_>],
    old: Option<&BatchLock>,
    can_be_built: impl Fn(&ChosenKit<'_>) -> bool + Sync,
) -> BatchLock {
    let new = freeze(kits);
    let is_refused = on_all_cores(kits, |kit| {
        let locked = old.and_then(|old| old.kit(&kit.plan.name));
        let is_frozen = locked.is_some() && new.kit(&kit.plan.name) == locked;
        !is_frozen && !can_be_built(kit)
    });
    for (kit, is_refused) in kits.iter_mut().zip(is_refused) {
        kit.is_refused = is_refused;
    }
    let refused = kits.iter().filter(|kit| kit.is_refused);
    let refused: Vec<&str> = refused.map(|kit| kit.plan.name.as_str()).collect();
    if refused.is_empty() { new } else { new.with_kits_of(old, &refused) }
}

/// Returns the kits that `lock` does not freeze.
pub(crate) fn unfrozen_kits<'k, 'c>(
    lock: Option<&BatchLock>,
    kits: &'k [ChosenKit<'c>],
) -> impl Iterator<Item = &'k ChosenKit<'c>> {
    kits.iter().filter(move |kit| lock.is_none_or(|lock| lock.kit(&kit.plan.name).is_none()))
}

/// Reports the first lock of a manifest.
pub(crate) fn report_created(path: &Path, lock: &BatchLock) -> Diagnostic {
    let kits = plural(lock.kits().len() as u32, "kit");
    let message =
        format!("wrote {}: the questions of {kits} are frozen; commit it to version control", path.display());
    Diagnostic::note(&codes::lock::CREATED, escape_control(&message))
}

/// Reports an existing document of a kit that no lock freezes any more: the kit gets other questions.
pub(crate) fn report_missing_kit(plan: &KitPlan, document: &Path, lock: &Path) -> Diagnostic {
    let (name, file, lock) = (&plan.name, document.display(), lock.display());
    let message = format!(
        "kit `{name}`: {file} was built before, but the lock has no entry for it, so its questions are chosen again"
    );
    let help = format!(
        "to ask the same questions as before, restore {lock} from version control: \
         `git log -- {lock}` lists its versions, `git checkout COMMIT -- {lock}` restores one"
    );
    let finding = Diagnostic::warning(&codes::lock::MISSING_KIT, escape_control(&message));
    finding.at(plan.origin, "").help(escape_control(&help))
}

/// Reports the frozen kits that the manifest does not ask for, because their questions leave the lock.
pub(crate) fn report_unused_kits(lock: &BatchLock, kits: &[ChosenKit<'_>]) -> Vec<Diagnostic> {
    let asked: HashSet<&str> = kits.iter().map(|kit| kit.plan.name.as_str()).collect();
    let finding = |name: &str| {
        let message = format!("the manifest no longer asks for kit `{name}`, so it is removed from the lock");
        let help = "if you renamed the kit, give it its old name to keep its questions";
        Diagnostic::warning(&codes::lock::UNUSED_KIT, escape_control(&message)).help(help)
    };
    lock.names().filter(|name| !asked.contains(name)).map(finding).collect()
}
