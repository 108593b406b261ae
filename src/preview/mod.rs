//! Draws the first page of a kit as a PNG picture.
//!
//! Kits use few PDF operators: paths, lines, circles, text in embedded fonts. `page` interprets them,
//! `glyphs` reads the fonts, `canvas` paints, `png` writes. A full renderer (hayro) draws no better here,
//! takes three minutes to build, and draws differently on each processor. The same file has the same
//! picture on every machine.

mod canvas;
mod glyphs;
mod page;
mod png;

use crate::pdf::read::{Kept, ReadError, open, run_sandboxed};

/// The width of the picture in pixels: twice the width shown, for fine screens.
const PICTURE_WIDTH: u32 = 280;

/// The revision of the drawing: raise it when the same file gets another picture.
const DRAWING_REVISION: u32 = 1;

/// A picture of a first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The bytes of a PNG file.
    pub png: Vec<u8>,
    /// The width and height in pixels.
    pub size: (u32, u32),
    /// The number of pages of the document.
    pub pages: usize,
}

/// Draws the first page of a file with this checksum.
pub fn first_page(file: &[u8], checksum: &str) -> Result<Picture, ReadError> {
    let (file, checksum) = (file.to_vec(), checksum.to_owned());
    run_sandboxed(move || {
        let document = open(&file, None, Kept::Whole)?.document;
        let pages = document.page_iter().count();
        let page = document.page_iter().next().ok_or(ReadError::Damaged)?;
        let canvas = page::draw_page(&document, page, PICTURE_WIDTH)?;
        let size = canvas.size();
        let comment = format!("{}{pages}", comment_start(&checksum));
        let png = png::write_png(size, &canvas.pixels(), &comment).ok_or(ReadError::Damaged)?;
        Ok(Picture { png, size, pages })
    })
}

/// Returns a picture drawn before, if these bytes are a current picture of the file with this checksum.
#[must_use]
pub fn reuse_picture(png: Vec<u8>, checksum: &str) -> Option<Picture> {
    let (size, comment) = png::read_png(&png)?;
    let pages = comment.strip_prefix(&comment_start(checksum))?.parse().ok()?;
    Some(Picture { png, size, pages })
}

/// Returns true if this program drew the picture.
#[must_use]
pub fn is_ours(png: &[u8]) -> bool {
    png::read_png(png).is_some_and(|(_, comment)| comment.starts_with(COMMENT_START))
}

/// The start of the comment in every picture.
const COMMENT_START: &str = "interview-kit, first page, drawn by ";

/// Returns the comment of a picture, up to the number of pages.
fn comment_start(checksum: &str) -> String {
    format!("{COMMENT_START}{DRAWING_REVISION}, of {checksum}, pages ")
}
