//! Rendering documents on all cores. They share the bank and the fonts. Each thread has a typesetter that remembers
//! shaped words, and a cache of embedded fonts.

use std::sync::{Mutex, PoisonError};

use super::document::{self};
use super::render_error::{LockError, RenderError};
use crate::bank::Bank;
use crate::compose::Prefill;
use crate::compose::document_settings::Style;
use crate::kit::{Blueprint, Kit, KitLock};
use crate::layout::{FontSet, MissingGlyph, Typesetter};
use crate::pdf::FontCache;

/// The tools of one thread.
struct Tools<'f> {
    typesetter: Typesetter<'f>,
    font_cache: FontCache<'f>,
}

/// A set of fonts, and the tools that use them.
pub struct RenderPool<'f> {
    fonts: &'f FontSet,
    idle: Mutex<Vec<Tools<'f>>>,
}

impl<'f> RenderPool<'f> {
    /// Creates a pool for these fonts.
    #[must_use]
    pub fn new(fonts: &'f FontSet) -> Self {
        Self { fonts, idle: Mutex::default() }
    }

    /// Runs `work` with idle tools. There are at most as many tools as threads.
    fn with_tools<T>(&self, work: impl FnOnce(&mut Tools<'f>) -> T) -> T {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let new = || Tools {
            typesetter: Typesetter::with_paragraph_cache(self.fonts),
            font_cache: FontCache::new(self.fonts),
        };
        let mut tools = idle.unwrap_or_else(new);
        let result = work(&mut tools);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(tools);
        result
    }
}

/// A document to render.
pub struct RenderJob<'j, 'f> {
    /// The kit.
    pub kit: &'j Kit<'j>,
    /// The settings of the choice, for the lock in the document.
    pub blueprint: &'j Blueprint,
    /// The settings of the document.
    pub style: &'j Style,
    /// The values that are filled in beforehand.
    pub prefill: &'j Prefill,
    /// The bank of the kit.
    pub bank: &'j Bank,
    /// The fonts and tools.
    pub pool: &'j RenderPool<'f>,
}

/// A rendered document.
#[derive(Debug)]
pub struct RenderedDocument {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// The number of its pages.
    pub pages: usize,
}

impl RenderJob<'_, '_> {
    pub(super) fn lock(&self) -> KitLock {
        document::freeze_kit(self.kit, self.blueprint, self.style, (self.pool.fonts, self.prefill))
    }

    /// Returns true if `file` is this document, as far as can be seen without rendering it. The values that are filled
    /// in beforehand are not compared.
    pub fn is_up_to_date(&self, file: &[u8]) -> Result<bool, LockError> {
        document::is_made_of(file, &self.lock())
    }

    /// Returns the characters that keep the document from being rendered.
    #[must_use]
    pub fn find_missing_glyphs(&self) -> Vec<MissingGlyph> {
        document::find_missing_glyphs(self.kit, self.style, self.pool.fonts)
    }

    /// Renders the document to the same bytes as `build` with the same settings.
    pub fn render(&self) -> Result<RenderedDocument, RenderError> {
        self.pool.with_tools(|tools| self.render_with(tools))
    }

    fn render_with(&self, tools: &mut Tools<'_>) -> Result<RenderedDocument, RenderError> {
        let pages = document::lay_out(self.kit, self.style, self.prefill, &mut tools.typesetter);
        let pages = pages.map_err(RenderError::MissingGlyphs)?;
        let settings = document::write_options(&self.lock(), self.kit, self.style, self.bank)?;
        let bytes = tools.font_cache.write(&pages, &settings)?;
        Ok(RenderedDocument { bytes, pages: pages.pages.len() })
    }
}
