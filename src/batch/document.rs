//! One document of a kit: its pages, and the lock and the part of the bank that its file carries.
//!
//! Every command that makes kits makes them here, so that the same settings give the same bytes.

use super::render_error::LockError;
use crate::bank::{self, Bank, limits};
use crate::compose::document_settings::{DOCUMENT_SETTINGS, Style};
use crate::compose::{self, Face, Prefill};
use crate::document::Story;
use crate::kit::{Blueprint, Kit, KitLock, lock};
use crate::layout::{self, FontSet, Margins, MissingGlyph, Pages, Typesetter};
use crate::pdf::read::Filled;
use crate::pdf::{self, Attachment, Date, Relationship, WriteOptions};

/// The name of the lock that a kit carries.
pub const LOCK: &str = "interview-kit.lock.json";
/// The name of the bank that a kit carries.
pub const BANK: &str = "interview-kit.bank.toml";

/// The setting that names the prefilled fields.
pub const PREFILL: &str = "prefill";

/// The setting that holds the date: seconds since 1970.
const DATE: &str = "source-date-epoch";

/// A kit of more questions says in its metadata only which kit it is, and carries no bank.
const METADATA_MAX_QUESTIONS: usize = 1_000;

/// Returns the laid-out pages, or the characters that no font has.
pub fn lay_out(
    kit: &Kit<'_>,
    style: &Style,
    prefill: &Prefill,
    typesetter: &mut Typesetter<'_>,
) -> Result<Pages, Vec<MissingGlyph>> {
    layout::lay_out(&compose_story(kit, style, prefill), style.paper, Margins::default(), typesetter)
}

/// Returns the characters that no font has, and that [`lay_out`] would fail on. Every command that judges a bank
/// without building its kits asks here.
#[must_use]
pub fn find_missing_glyphs(kit: &Kit<'_>, style: &Style, fonts: &FontSet) -> Vec<MissingGlyph> {
    layout::find_missing_glyphs(&compose_story(kit, style, &Prefill::default()), fonts)
}

fn compose_story(kit: &Kit<'_>, style: &Style, prefill: &Prefill) -> Story {
    compose::compose(kit, &compose::Options { style: style.clone(), prefill: prefill.clone() })
}

/// Returns the lock of a kit in this style. A candidate's lock does not say how the kit was chosen. No lock names
/// people: it only lists the fields that were prefilled.
#[must_use]
pub fn freeze_kit(
    kit: &Kit<'_>,
    blueprint: &Blueprint,
    style: &Style,
    (fonts, prefill): (&FontSet, &Prefill),
) -> KitLock {
    let is_candidates = style.face == Face::Candidate;
    let mut lock = KitLock::from_kit(kit, (!is_candidates).then_some(blueprint), pdf::PROGRAM);
    let fonts = font_digests(fonts).join(",");
    let prefilled: Vec<&str> = prefill.shown(style.face).map(|(name, _)| name).collect();
    let settings = DOCUMENT_SETTINGS.iter().map(|setting| (setting.key, (setting.get)(style)));
    let others = [
        ("font", fonts),
        (PREFILL, prefilled.join(",")),
        (DATE, style.date.map(|date| date.seconds().to_string()).unwrap_or_default()),
    ];
    let shown = settings.chain(others).filter(|(_, value)| !value.is_empty());
    lock.document.extend(shown.map(|(key, value)| (key.to_owned(), value)));
    lock
}

/// Returns the hashes of the added fonts, as a lock states them.
#[must_use]
pub fn font_digests(fonts: &FontSet) -> Vec<String> {
    fonts.added().map(|file| lock::font_digest(file.bytes, file.index)).collect()
}

/// Returns the document settings in a lock, except for the fonts, which the lock knows by hash only.
#[must_use]
pub fn read_style(lock: &KitLock) -> Option<Style> {
    let date = match lock.document.get(DATE) {
        Some(seconds) => Some(Date::from_seconds(seconds.parse().ok()?)?),
        None => None,
    };
    let mut style = Style { date, ..Style::default() };
    for setting in &DOCUMENT_SETTINGS {
        (setting.set)(&mut style, lock.document.get(setting.key).map_or("", String::as_str))?;
    }
    Some(style)
}

/// Returns true if this version of the program made the file, byte for byte, from this lock. A lock holds everything
/// that the bytes depend on, except the prefilled values.
pub fn is_made_of(file: &[u8], lock: &KitLock) -> Result<bool, LockError> {
    Ok(pdf::has_property(file, IN_METADATA, &in_metadata(lock)?) && pdf::is_as_written(file))
}

/// The name of the lock in the metadata.
pub(crate) const IN_METADATA: &str = "lock";

/// Returns the lock as JSON, as the metadata store it.
fn in_metadata(lock: &KitLock) -> Result<String, LockError> {
    Ok(serde_json::to_string(lock)?)
}

/// Returns the lock that a file carries, or `None` if it carries none.
#[must_use]
pub fn attached_lock(filled: &Filled) -> Option<Result<KitLock, String>> {
    let file = filled.attached.iter().find(|file| file.name == LOCK)?;
    Some(KitLock::from_json(&file.bytes).map_err(|error| error.to_string()))
}

/// Returns the attachments and metadata of a file: the lock of the kit, and for the interviewer its part of the bank.
pub fn write_options(
    lock: &KitLock,
    kit: &Kit<'_>,
    style: &Style,
    bank: &Bank,
) -> Result<WriteOptions, LockError> {
    let json = serde_json::to_string_pretty(lock)?;
    let face = style.face;
    let mut identity = vec![("kit", lock.kit.clone()), ("face", face.key().to_owned())];
    let mut attachments = vec![Attachment {
        name: LOCK,
        media_type: "application/json",
        relationship: Relationship::Data,
        description: "What this kit is: its questions, how they were drawn, how it was set".to_owned(),
        bytes: format!("{json}\n").into_bytes(),
    }];
    if kit.picks.len() <= METADATA_MAX_QUESTIONS {
        identity.push((IN_METADATA, in_metadata(lock)?));
        let questions: Vec<_> = kit.picks.iter().map(|pick| pick.question).collect();
        let carried =
            (face == Face::Interviewer).then(|| bank::excerpt(bank, lock.role.as_deref(), &questions));
        // A larger bank could not be read back.
        if let Some(carried) = carried.filter(|carried| carried.len() <= limits::CARRIED_MAX_BYTES) {
            attachments.push(Attachment {
                name: BANK,
                media_type: "application/toml",
                relationship: Relationship::Source,
                description: "The questions of this kit, as a bank to build it from".to_owned(),
                bytes: carried.into_bytes(),
            });
        }
    }
    Ok(WriteOptions { attachments, identity, archival: style.pdf_a, date: style.date, protection: None })
}
