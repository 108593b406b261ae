//! `build --lock`: the kit of a lock, and the note about a lock beside a kit that is drawn.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::session::Session;
use crate::batch::{BatchLock, LockedKit};
use crate::diag::suggest::{did_you_mean, nearest};
use crate::diag::{Diagnostic, Sources, codes};
use crate::fs::read::read_lock;
use crate::kit::{Blueprint, Kit, LockedQuestion, settings};
use crate::wording::escape::{escape_control, shell_quote};
use crate::wording::plural::plural;

/// The lock that a note looks for in the working folder.
const LOCK: &str = "kits.lock";
/// Kits of a lock that a message lists; the rest are counted.
const MAX_LISTED_KITS: usize = 20;

/// The frozen questions to use.
#[derive(Debug, Args)]
#[command(next_help_heading = "Frozen questions")]
pub(super) struct LockArgs {
    /// Use the questions that a lock froze, instead of choosing: the file that `interview-kit batch` writes
    ///
    /// The questions must be in the bank as they were frozen. A question that was changed or removed is an error.
    #[arg(long, value_name = "LOCK", conflicts_with_all = [
        "role", "role_word", "category", "with", "kind", "seniority", "tag", "exclude", "only",
        "minutes", "opening", "closing", "count", "include", "no_behavioral", "soft_share", "seed", "shuffle", "not_in",
        "swap", "move",
    ])]
    pub(super) lock: Option<PathBuf>,
    /// Name of the kit in the lock [default: its only kit]
    #[arg(long, value_name = "NAME", requires = "lock")]
    pub(super) kit: Option<String>,
}

/// Returns the entry of a lock that the arguments name, if they name a lock. Mistakes of the lock become findings.
pub(super) fn read_locked_kit(args: &LockArgs, session: &mut Session) -> Result<Option<LockedKit>> {
    let Some(path) = &args.lock else { return Ok(None) };
    if path.extension().is_some_and(|ending| ending == "toml") {
        let (path, lock) = (path.display(), path.with_extension("lock"));
        bail!("{path} is a manifest; the lock is {}: write --lock {0}", lock.display());
    }
    let Some(text) = read_lock(path)? else {
        bail!("there is no lock {}: `interview-kit batch` writes it beside the manifest", path.display());
    };
    match BatchLock::read(&path.display().to_string(), text, &mut session.sources) {
        Ok(lock) => find_kit(&lock, path, args.kit.as_deref()).map(Some),
        Err(finding) => {
            session.findings.push(finding);
            Ok(None)
        }
    }
}

/// Returns the kit of a lock with this name, or its only kit.
fn find_kit(lock: &BatchLock, path: &Path, name: Option<&str>) -> Result<LockedKit> {
    let kits = || list_kits(lock);
    match (name, lock.kits()) {
        (Some(name), _) => match lock.kit(name) {
            Some(kit) => Ok(kit.clone()),
            None => bail!(
                "{} has no kit `{name}`{}; it has {}",
                path.display(),
                did_you_mean(nearest(name, lock.names())),
                kits()
            ),
        },
        (None, [kit]) => Ok(kit.clone()),
        (None, []) => bail!("{} has no kit: `interview-kit batch` freezes kits", path.display()),
        (None, [first, ..]) => bail!(
            "{} has {}: name one with --kit, for example --kit {}; it has {}",
            path.display(),
            plural(lock.kits().len() as u32, "kit"),
            shell_quote(&first.name),
            kits()
        ),
    }
}

/// Lists the kits of a lock in a sentence.
pub(super) fn list_kits(lock: &BatchLock) -> String {
    let mut names: Vec<String> = lock.names().take(MAX_LISTED_KITS).map(|name| format!("`{name}`")).collect();
    let rest = lock.kits().len().saturating_sub(MAX_LISTED_KITS);
    if rest > 0 {
        names.push(format!("{rest} more"));
    }
    names.join(", ")
}

/// Returns a note if the lock in the working folder freezes a kit of the same role and levels.
pub(super) fn note_lock_beside(blueprint: &Blueprint, kit: &Kit<'_>) -> Option<Diagnostic> {
    // A file that is no lock has nothing to say here; commands that use it report its mistakes.
    let text = read_lock(Path::new(LOCK)).ok()??;
    let lock = BatchLock::read(LOCK, text, &mut Sources::default()).ok()?;
    let asked = settings::all_settings(blueprint);
    let same =
        |kit: &&LockedKit| ["role", "seniority"].into_iter().all(|key| kit.asked.get(key) == asked.get(key));
    let kits: Vec<&LockedKit> = lock.kits().iter().filter(same).collect();
    let questions: Vec<LockedQuestion> =
        kit.picks.iter().map(|pick| LockedQuestion::from_question(pick.question)).collect();
    let twin = kits.iter().find(|kit| kit.questions == questions);
    let locked = twin.or(kits.first())?;
    let (name, rest) = (&locked.name, kits.len() - 1);
    let others = if rest > 0 { format!(" (and {rest} more)") } else { String::new() };
    let message = if twin.is_some() {
        format!("{LOCK} freezes these questions as kit `{name}`{others}")
    } else {
        format!(
            "{LOCK} freezes other questions for this role and level, as kit `{name}`{others}: scores compare only \
             within one of the two"
        )
    };
    let help = format!(
        "to ask the frozen questions: `interview-kit build --lock {LOCK} --kit {}`",
        shell_quote(name)
    );
    let note = Diagnostic::note(&codes::lock::KIT_EXISTS, escape_control(&message));
    Some(note.help(escape_control(&help)))
}
