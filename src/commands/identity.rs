//! What a kit says of itself: the lock of what it is, and the part of the bank that it was made from.

use anyhow::{Context, Result};

use super::args::{FaceArg, PageArgs, PaperArg};
use crate::bank::{self, Bank};
use crate::compose::{Face, Prefill};
use crate::geom::Paper;
use crate::kit::{Blueprint, Kit, Lock, lock};
use crate::layout::FontSet;
use crate::pdf::read::Filled;
use crate::pdf::{self, Attachment, Relationship, Settings};

/// The names of the files that a kit carries.
pub(super) const LOCK: &str = "interview-kit.lock.json";
pub(super) const BANK: &str = "interview-kit.bank.toml";

/// The setting that names the fields that were filled in beforehand.
pub(super) const PREFILL: &str = "prefill";

/// A kit of more questions says in its metadata only which kit it is, and carries no bank.
const MOST: usize = 1_000;

/// The lock of a kit that is set as these arguments say. A candidate's tells nothing of how it was
/// chosen: what was left out is not for candidates. Nor are names of people in any lock: it says only which fields were filled in beforehand.
pub(super) fn lock(
    kit: &Kit<'_>,
    blueprint: &Blueprint,
    page: &PageArgs,
    (fonts, prefill): (&FontSet, &Prefill),
) -> Lock {
    let is_candidates = Face::from(page.face) == Face::Candidate;
    let mut lock = Lock::of(kit, (!is_candidates).then_some(blueprint), pdf::PROGRAM);
    let fonts: Vec<String> = fonts.added().map(lock::hash).collect();
    let prefilled: Vec<&str> = prefill.shown(page.face.into()).map(|(name, _)| name).collect();
    let settings = [
        ("face", Face::from(page.face).key().to_owned()),
        ("paper", Paper::from(page.paper).key().to_owned()),
        ("author", page.author.clone()),
        ("no-form", yes(page.no_form)),
        ("pdf-a", yes(page.pdf_a)),
        ("font", fonts.join(",")),
        (PREFILL, prefilled.join(",")),
        ("recipient", page.recipient.clone().unwrap_or_default()),
    ];
    lock.document.extend(
        settings.into_iter().filter_map(|(key, value)| (!value.is_empty()).then(|| (key.to_owned(), value))),
    );
    lock
}

/// A flag as a lock holds it: there, or not.
fn yes(flag: bool) -> String {
    if flag { "yes".to_owned() } else { String::new() }
}

/// The arguments that a lock was made of, but for the fonts, of which it knows hashes only.
pub(super) fn page(lock: &Lock) -> Option<PageArgs> {
    let value = |key: &str| lock.document.get(key).map_or("", String::as_str);
    let face = [FaceArg::Interviewer, FaceArg::Candidate];
    let paper = [PaperArg::A4, PaperArg::Letter];
    Some(PageArgs {
        face: face.into_iter().find(|face| Face::from(*face).key() == value("face"))?,
        paper: paper.into_iter().find(|paper| Paper::from(*paper).key() == value("paper"))?,
        no_form: value("no-form") == "yes",
        pdf_a: value("pdf-a") == "yes",
        font: Vec::new(),
        author: value("author").to_owned(),
        recipient: lock.document.get("recipient").cloned(),
    })
}

/// The lock that a file carries, if it does.
pub(super) fn of(filled: &Filled) -> Option<Result<Lock, String>> {
    let file = filled.attached.iter().find(|file| file.name == LOCK)?;
    Some(serde_json::from_slice(&file.bytes).map_err(|error| error.to_string()))
}

/// What the file of a kit is given: its lock, and for the interviewer the part of the bank it needs.
pub(super) fn settings(lock: &Lock, kit: &Kit<'_>, page: &PageArgs, bank: &Bank) -> Result<Settings> {
    let json = serde_json::to_string_pretty(lock).context("cannot write the lock of the kit")?;
    let face = Face::from(page.face);
    let mut identity = vec![("kit", lock.kit.clone()), ("face", face.key().to_owned())];
    let mut attachments = vec![Attachment {
        name: LOCK,
        media_type: "application/json",
        relationship: Relationship::Data,
        description: "What this kit is: its questions, how they were drawn, how it was set".to_owned(),
        bytes: format!("{json}\n").into_bytes(),
    }];
    if kit.picks.len() <= MOST {
        identity.push(("lock", serde_json::to_string(lock).context("cannot write the lock of the kit")?));
        if face == Face::Interviewer {
            let questions: Vec<_> = kit.picks.iter().map(|pick| pick.question).collect();
            attachments.push(Attachment {
                name: BANK,
                media_type: "application/toml",
                relationship: Relationship::Source,
                description: "The questions of this kit, as a bank to build it from".to_owned(),
                bytes: bank::excerpt(bank, lock.role.as_deref(), &questions).into_bytes(),
            });
        }
    }
    Ok(Settings { attachments, identity, archival: page.pdf_a, protection: None })
}
