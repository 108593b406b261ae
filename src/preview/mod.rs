//! A picture of the first page of a kit, as PNG, to be looked at beside others.
//!
//! Kits as they were built draw with few words of PDF, and with those alone: paths, lines, text in fonts they
//! carry, circles. `page` reads these, `glyphs` knows the fonts, `canvas` paints, `png` writes. A whole
//! renderer (hayro) draws no better here, takes three minutes to build and draws otherwise on each processor.
//! The canvas counts in one way everywhere: the same file has the same picture.

mod canvas;
mod glyphs;
mod page;
mod png;

use crate::pdf::read::{Kept, ReadError, open, run_sandboxed};

/// Points of the picture from side to side: twice what is shown, for fine screens.
const WIDTH: u32 = 280;

/// The number of the way pictures are drawn: it rises when the same file gets another picture.
const REVISION: u32 = 1;

/// A picture of a first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The bytes of a PNG file.
    pub png: Vec<u8>,
    /// Its size in points.
    pub size: (u32, u32),
    /// How many pages the document has.
    pub pages: usize,
}

/// The picture of a file with this checksum.
pub fn first_page(file: &[u8], checksum: &str) -> Result<Picture, ReadError> {
    let (file, checksum) = (file.to_vec(), checksum.to_owned());
    run_sandboxed(move || {
        let document = open(file, None, Kept::Whole)?.document;
        let pages = document.page_iter().count();
        let page = document.page_iter().next().ok_or(ReadError::Damaged)?;
        let canvas = page::draw(&document, page, WIDTH)?;
        let size = canvas.size();
        let remark = format!("{}{pages}", remark(&checksum));
        let png = png::file(size, &canvas.pixels(), &remark).ok_or(ReadError::Damaged)?;
        Ok(Picture { png, size, pages })
    })
}

/// A picture that was drawn before, if that is what these bytes are: of a file with this checksum, drawn as it
/// would be drawn now.
#[must_use]
pub fn known(png: Vec<u8>, checksum: &str) -> Option<Picture> {
    let (size, said) = png::read(&png)?;
    let pages = said.strip_prefix(&remark(checksum))?.parse().ok()?;
    Some(Picture { png, size, pages })
}

/// Whether a file is a picture that this program drew, of whatever document.
#[must_use]
pub fn is_ours(png: &[u8]) -> bool {
    png::read(png).is_some_and(|(_, said)| said.starts_with(OURS))
}

/// What every picture says of itself.
const OURS: &str = "interview-kit, first page, drawn by ";

/// What a picture says of itself, up to the number of pages.
fn remark(checksum: &str) -> String {
    format!("{OURS}{REVISION}, of {checksum}, pages ")
}
