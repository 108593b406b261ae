//! Making documents on all cores. What they share is made once: the bank, the fonts, and for each thread
//! a typesetter that remembers the words it has set and a foundry that remembers the fonts it has cut.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::document::{self};
use super::render_error::{LockError, RenderError};
use crate::bank::Bank;
use crate::compose::Prefill;
use crate::compose::document_settings::Style;
use crate::kit::{Blueprint, Kit, Lock};
use crate::layout::{FontSet, Typesetter};
use crate::pdf::FontCache;

/// What one thread works with: a typesetter that knows the words it has set, and a foundry that knows the
/// fonts it has cut.
struct Tools<'f> {
    setter: Typesetter<'f>,
    foundry: FontCache<'f>,
}

/// Fonts, and the tools that know them.
pub struct RenderPool<'f> {
    fonts: &'f FontSet,
    idle: Mutex<Vec<Tools<'f>>>,
}

impl<'f> RenderPool<'f> {
    /// A press with these fonts.
    #[must_use]
    pub fn new(fonts: &'f FontSet) -> Self {
        Self { fonts, idle: Mutex::default() }
    }

    /// Works with tools that nobody works with at the time. There are as many as threads.
    fn with_tools<T>(&self, work: impl FnOnce(&mut Tools<'f>) -> T) -> T {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let new = || Tools {
            setter: Typesetter::with_paragraph_cache(self.fonts),
            foundry: FontCache::new(self.fonts),
        };
        let mut tools = idle.unwrap_or_else(new);
        let done = work(&mut tools);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(tools);
        done
    }
}

/// A document to make.
pub struct Job<'j, 'f> {
    /// The kit.
    pub kit: &'j Kit<'j>,
    /// What was asked of the choice, for the lock that the document carries.
    pub blueprint: &'j Blueprint,
    /// How it is set.
    pub style: &'j Style,
    /// The bank of the kit.
    pub bank: &'j Bank,
    /// What it is set with.
    pub press: &'j RenderPool<'f>,
}

/// A document that was made.
#[derive(Debug)]
pub struct Made {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

impl Job<'_, '_> {
    pub(super) fn lock(&self) -> Lock {
        document::lock(self.kit, self.blueprint, self.style, (self.press.fonts, &Prefill::default()))
    }

    /// Whether this file is the document, as far as that can be known without making it.
    pub fn is_made(&self, file: &[u8]) -> Result<bool, LockError> {
        document::is_made_of(file, &self.lock())
    }

    /// Makes the document: the bytes that `build` gives with the same settings.
    pub fn make(&self) -> Result<Made, RenderError> {
        self.press.with_tools(|tools| self.make_with(tools))
    }

    fn make_with(&self, tools: &mut Tools<'_>) -> Result<Made, RenderError> {
        let prefill = Prefill::default();
        let pages = document::set(self.kit, self.style, &prefill, &mut tools.setter);
        let pages = pages.map_err(RenderError::MissingGlyphs)?;
        let settings = document::settings(&self.lock(), self.kit, self.style, self.bank)?;
        let bytes = tools.foundry.write(&pages, &settings)?;
        Ok(Made { bytes, pages: pages.pages.len() })
    }
}

/// Does something with each of some things, on all cores; what comes of it is in their order.
pub fn on_all_cores<'t, T: Sync, R: Send>(
    things: &'t [T],
    work: impl Fn(&'t T) -> R + Sync + Send,
) -> Vec<R> {
    things.par_iter().map(work).collect()
}
