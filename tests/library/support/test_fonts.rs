//! Font files made from the bundled ones, for tests of added fonts.

use interview_kit::assets;

/// The first and last Hebrew letter of the fonts made here.
pub(crate) const ALEF: u32 = 0x5D0;
pub(crate) const TAV: u32 = 0x5EA;

/// Makes a font with Hebrew letters only, which look like glyphs of the bundled font.
pub(crate) fn hebrew_font() -> Vec<u8> {
    hebrew_font_from(assets::SANS_REGULAR)
}

pub(crate) fn hebrew_font_from(font: &[u8]) -> Vec<u8> {
    replace_table(font, *b"cmap", &character_map(&[(ALEF, TAV, 40)]))
}

/// Makes a font with the space and the letters of Hebrew and Arabic, which do not join.
pub(crate) fn right_to_left_font() -> Vec<u8> {
    let groups = [(0x20, 0x20, 1), (ALEF, TAV, 40), (0x60C, 0x64A, 80)];
    replace_table(assets::SANS_REGULAR, *b"cmap", &character_map(&groups))
}

/// Makes a character map: ranges of characters, and the first glyph of each.
fn character_map(groups: &[(u32, u32, u32)]) -> Vec<u8> {
    let mut out = Vec::new();
    for word in [0_u16, 1, 3, 10] {
        out.extend(word.to_be_bytes());
    }
    out.extend(12_u32.to_be_bytes());
    out.extend(12_u16.to_be_bytes());
    out.extend(0_u16.to_be_bytes());
    for word in [16 + 12 * groups.len() as u32, 0, groups.len() as u32] {
        out.extend(word.to_be_bytes());
    }
    for (first, last, glyph) in groups {
        for word in [first, last, glyph] {
            out.extend(word.to_be_bytes());
        }
    }
    out
}

/// Returns the tables of a font file: tag, offset, length.
pub(crate) fn font_tables(font: &[u8]) -> Vec<([u8; 4], usize, usize)> {
    let word = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) as usize;
    let count = u16::from_be_bytes([font[4], font[5]]) as usize;
    let entry = |n: usize| {
        let at = 12 + n * 16;
        (font[at..at + 4].try_into().unwrap(), word(at + 8), word(at + 12))
    };
    (0..count).map(entry).collect()
}

/// Replaces a table of a font.
pub(crate) fn replace_table(font: &[u8], tag: [u8; 4], data: &[u8]) -> Vec<u8> {
    let tables = font_tables(font);
    let mut out = font[..12].to_vec();
    let mut body = Vec::new();
    for (name, offset, length) in &tables {
        let bytes = if *name == tag { data } else { &font[*offset..offset + length] };
        out.extend(name);
        out.extend(0_u32.to_be_bytes());
        out.extend(((12 + tables.len() * 16 + body.len()) as u32).to_be_bytes());
        out.extend((bytes.len() as u32).to_be_bytes());
        body.extend(bytes);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    out.extend(body);
    out
}
