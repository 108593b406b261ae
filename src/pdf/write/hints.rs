//! Strips the hints of TrueType fonts, which are a third of a font. PDF readers ignore them, or draw as well
//! without.
//!
//! The formats are those of the OpenType specification, chapters "OpenType font file", "glyf" and "loca".

use std::collections::BTreeMap;

/// The tables of hints, and of names that no reader needs in an embedded font.
const DROPPED_TABLES: [&[u8; 4]; 5] = [b"cvt ", b"fpgm", b"prep", b"name", b"post"];

// The flags of the components of a composite glyph, by their names in the specification.
const ARG_1_AND_2_ARE_WORDS: u16 = 0x0001;
const WE_HAVE_A_SCALE: u16 = 0x0008;
const MORE_COMPONENTS: u16 = 0x0020;
const WE_HAVE_AN_X_AND_Y_SCALE: u16 = 0x0040;
const WE_HAVE_A_TWO_BY_TWO: u16 = 0x0080;
const WE_HAVE_INSTRUCTIONS: u16 = 0x0100;

/// Returns the font without hints. A font with other outlines, or a damaged one, stays as it is.
pub(super) fn strip_hints(font: Vec<u8>) -> Vec<u8> {
    try_strip_hints(&font).unwrap_or(font)
}

fn try_strip_hints(font: &[u8]) -> Option<Vec<u8>> {
    let mut tables = split_tables(font)?;
    let head = tables.get(b"head")?;
    let is_long = u16_at(head, 50)? == 1;
    let loca = tables.get(b"loca")?;
    let offset = |n: usize| -> Option<usize> {
        Some(if is_long { u32_at(loca, n * 4)? as usize } else { usize::from(u16_at(loca, n * 2)?) * 2 })
    };
    let glyphs = usize::from(u16_at(tables.get(b"maxp")?, 4)?);
    let glyf = tables.get(b"glyf")?;
    let (mut outlines, mut offsets) = (Vec::new(), vec![0_u32]);
    for n in 0..glyphs {
        let data = glyf.get(offset(n)?..offset(n + 1)?)?;
        if !data.is_empty() {
            outlines.extend(strip_glyph(data)?);
            outlines.resize(outlines.len().next_multiple_of(4), 0);
        }
        offsets.push(outlines.len() as u32);
    }
    let mut head = head.clone();
    // Offsets have four bytes; the checksum is not known yet.
    head.get_mut(50..52)?.copy_from_slice(&[0, 1]);
    head.get_mut(8..12)?.fill(0);
    tables.insert(*b"head", head);
    tables.insert(*b"glyf", outlines);
    tables.insert(*b"loca", offsets.into_iter().flat_map(u32::to_be_bytes).collect());
    tables.retain(|tag, _| !DROPPED_TABLES.contains(&tag));
    Some(join_tables(&tables))
}

/// Returns the tables of a font with TrueType outlines.
fn split_tables(font: &[u8]) -> Option<BTreeMap<[u8; 4], Vec<u8>>> {
    if !matches!(font.get(..4)?, [0, 1, 0, 0] | b"true") {
        return None;
    }
    let count = usize::from(u16_at(font, 4)?);
    let mut tables = BTreeMap::new();
    for n in 0..count {
        let entry = font.get(12 + n * 16..28 + n * 16)?;
        let (start, length) = (u32_at(entry, 8)? as usize, u32_at(entry, 12)? as usize);
        tables.insert(*entry.first_chunk::<4>()?, font.get(start..start.checked_add(length)?)?.to_vec());
    }
    Some(tables)
}

/// Returns a glyph without hints.
fn strip_glyph(data: &[u8]) -> Option<Vec<u8>> {
    let contours = u16_at(data, 0)?.cast_signed();
    let Ok(contours) = usize::try_from(contours) else { return strip_composite(data) };
    let length = 10 + contours * 2;
    let hints = usize::from(u16_at(data, length)?);
    let points = data.get(length + 2 + hints..)?;
    Some([data.get(..length)?, &[0, 0], points].concat())
}

/// Returns a composite glyph without hints.
fn strip_composite(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = data.to_vec();
    let mut at = 10;
    // The loop ends: each turn moves on by at least six bytes.
    loop {
        let flags = u16_at(data, at)?;
        out.get_mut(at..at + 2)?.copy_from_slice(&(flags & !WE_HAVE_INSTRUCTIONS).to_be_bytes());
        at += if flags & ARG_1_AND_2_ARE_WORDS == 0 { 6 } else { 8 };
        at += match flags & (WE_HAVE_A_SCALE | WE_HAVE_AN_X_AND_Y_SCALE | WE_HAVE_A_TWO_BY_TWO) {
            WE_HAVE_A_SCALE => 2,
            WE_HAVE_AN_X_AND_Y_SCALE => 4,
            WE_HAVE_A_TWO_BY_TWO => 8,
            _ => 0,
        };
        if flags & MORE_COMPONENTS == 0 {
            out.truncate(at);
            return (data.len() >= at).then_some(out);
        }
    }
}

/// Joins tables into a font, with its checksums.
fn join_tables(tables: &BTreeMap<[u8; 4], Vec<u8>>) -> Vec<u8> {
    let count = tables.len() as u16;
    let entry_selector = count.checked_ilog2().unwrap_or(0) as u16;
    let search_range = 16_u16 << entry_selector;
    let mut font = vec![0, 1, 0, 0];
    for number in [count, search_range, entry_selector, (count * 16).wrapping_sub(search_range)] {
        font.extend(number.to_be_bytes());
    }
    let mut start = 12 + tables.len() * 16;
    for (tag, table) in tables {
        font.extend(tag);
        for number in [checksum(table), start as u32, table.len() as u32] {
            font.extend(number.to_be_bytes());
        }
        start += table.len().next_multiple_of(4);
    }
    let mut head = 0;
    for (tag, table) in tables {
        if tag == b"head" {
            head = font.len();
        }
        font.extend(table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&font));
    if let Some(place) = font.get_mut(head + 8..head + 12) {
        place.copy_from_slice(&adjustment.to_be_bytes());
    }
    font
}

fn checksum(table: &[u8]) -> u32 {
    let word = |bytes: &[u8]| {
        let mut word = [0; 4];
        word[..bytes.len()].copy_from_slice(bytes);
        u32::from_be_bytes(word)
    };
    table.chunks(4).map(word).fold(0, u32::wrapping_add)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::{DrawSettings, pen::SvgPen};
    use skrifa::raw::{FontRef, TableProvider};
    use skrifa::{GlyphId, MetadataProvider};

    use super::*;
    use crate::assets;

    fn outlines(font: &[u8]) -> Vec<String> {
        let font = FontRef::new(font).unwrap();
        let glyphs = font.outline_glyphs();
        (0..u32::from(font.maxp().unwrap().num_glyphs()))
            .map(|id| {
                let mut pen = SvgPen::new();
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                glyphs.get(GlyphId::new(id)).map(|glyph| glyph.draw(settings, &mut pen).unwrap());
                pen.to_string()
            })
            .collect()
    }

    #[test]
    fn outlines_and_widths_do_not_change() {
        let hinted = assets::SANS_REGULAR.to_vec();
        let font = strip_hints(hinted.clone());
        assert!(font.len() < hinted.len() * 9 / 10);
        assert!(outlines(&font) == outlines(&hinted));
        let (new, old) = (FontRef::new(&font).unwrap(), FontRef::new(&hinted).unwrap());
        assert!(split_tables(&font).unwrap().len() + 5 == split_tables(&hinted).unwrap().len());
        assert_eq!(new.hmtx().unwrap().h_metrics(), old.hmtx().unwrap().h_metrics());
        assert_eq!(checksum(&font), 0xB1B0_AFBA, "the checksum of the whole font");
    }

    #[test]
    fn other_and_broken_fonts_stay_as_they_are() {
        let cff = assets::SANS_ITALIC.to_vec();
        assert!(strip_hints(cff.clone()) == cff);
        let whole = assets::SANS_REGULAR;
        for cut in [0, 3, 11, 30, 500, whole.len() / 2, whole.len() - 5] {
            assert!(strip_hints(whole[..cut].to_vec()).len() <= cut, "{cut}");
        }
        for at in (0..2_000).step_by(7) {
            let mut broken = whole.to_vec();
            broken[at] ^= 0xff;
            // The result may be another font; the program must not panic.
            let _ = strip_hints(broken);
        }
    }
}
