//! The texts that a kit was built with, which `redact` tells apart from what people wrote.

use crate::bank;
use crate::batch::document;
use crate::compose::Prefill;
use crate::compose::document_settings::Style;
use crate::diag::Sources;
use crate::fs::read::read_banks;
use crate::input::InputFile;
use crate::kit::{Kit, KitLock};
use crate::layout::{FontSet, Typesetter};
use crate::pdf;
use crate::pdf::read::{Filled, State};
use crate::pdf::revise::KitSource;

/// Returns the texts of the bank that a kit carries, as far as its lock has the hashes of the questions, and the kit
/// rebuilt from them if its pages are altered.
pub(super) fn kit_source(filled: &Filled, fonts: &FontSet) -> KitSource {
    read_source(filled, fonts).unwrap_or_default()
}

fn read_source(filled: &Filled, fonts: &FontSet) -> Option<KitSource> {
    let lock = document::attached_lock(filled)?.ok()?;
    let carried = filled.attached.iter().find(|file| file.name == document::BANK);
    let mut sources = Sources::default();
    let loaded = match carried {
        Some(file) => {
            let file = InputFile { name: document::BANK.to_owned(), bytes: file.bytes.clone() };
            bank::load_carried(file, &mut sources)
        }
        None => bank::load(read_banks(&[]).ok()?, &mut sources),
    };
    // The lock has the hash of every question.
    let kit = lock.rebuild(&loaded.bank).ok()?;
    let questions: Vec<_> = kit.picks.iter().map(|pick| pick.question).collect();
    let mut texts = vec![bank::excerpt(&loaded.bank, lock.role.as_deref(), &questions)];
    texts.extend(lock.questions.iter().map(|question| question.id.clone()));
    let are_pages_known =
        matches!(filled.state, State::AsBuilt | State::SavedAnew | State::Altered { pages: false, .. });
    let rebuilt = (!are_pages_known).then(|| rebuild_pages(&kit, &lock, fonts)).flatten();
    Some(KitSource { texts, rebuilt })
}

/// Builds the pages of a kit, without attachments and without what was filled in beforehand.
fn rebuild_pages(kit: &Kit<'_>, lock: &KitLock, fonts: &FontSet) -> Option<Vec<u8>> {
    let style = Style { recipient: None, ..document::read_style(lock)? };
    let pages = document::lay_out(kit, &style, &Prefill::default(), &mut Typesetter::new(fonts)).ok()?;
    pdf::write_document(&pages, fonts, &pdf::WriteOptions::default()).ok()
}
