//! PNG files of sixteen colours. Format: the PNG specification, second edition; its compression and its
//! checksum are those of the library that compresses kits.

use libdeflater::{CompressionLvl, Compressor, Crc};

/// What every file starts with.
const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// Where the remark stands: after the signature and the head, which has 13 bytes.
const REMARK: usize = 8 + 12 + 13;
/// What a remark is called.
const KEYWORD: &[u8] = b"Comment\0";
/// What every file ends with.
const END: [u8; 12] = [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82];

/// Shades of the page from white to black, and from white to the accent: what is between the paper and an
/// ink. Two are enough for what kits are drawn with.
const GREYS: u8 = 10;
const ACCENTS: u8 = 6;
/// The accent of kits at its strongest.
const ACCENT: [u8; 3] = [10, 79, 115];

/// The file of a picture. `pixels` are red, green and blue, line by line.
pub(crate) fn file(size: (u32, u32), pixels: &[[u8; 3]], remark: &str) -> Option<Vec<u8>> {
    let palette = palette();
    let (mut lines, mut last) = (Vec::new(), ([255; 3], 0));
    for line in pixels.chunks(size.0 as usize) {
        // No filter: few colours compress best as they are.
        lines.push(0);
        let mut numbers = line.iter().map(|pixel| {
            // Most of a page is paper.
            if last.0 != *pixel {
                last = (*pixel, nearest(&palette, *pixel));
            }
            last.1
        });
        while let Some(left) = numbers.next() {
            lines.push(left << 4 | numbers.next().unwrap_or(0));
        }
    }
    let mut compressor = Compressor::new(CompressionLvl::new(9).unwrap_or_default());
    let mut data = vec![0; compressor.zlib_compress_bound(lines.len())];
    let length = compressor.zlib_compress(&lines, &mut data).ok()?;
    let mut file = SIGNATURE.to_vec();
    // Four bits for the number of a colour, colours by a palette, the one way to compress, filter and order.
    let head = [&size.0.to_be_bytes()[..], &size.1.to_be_bytes(), &[4, 3, 0, 0, 0]].concat();
    chunk(&mut file, *b"IHDR", &head);
    chunk(&mut file, *b"tEXt", &[KEYWORD, remark.as_bytes()].concat());
    chunk(&mut file, *b"PLTE", palette.as_flattened());
    chunk(&mut file, *b"IDAT", &data[..length]);
    file.extend(END);
    Some(file)
}

/// The size and the remark of a file as it is written above; none of any other, or of one that is cut short.
pub(crate) fn read(file: &[u8]) -> Option<((u32, u32), &str)> {
    let number = |at: usize| file.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    if !file.starts_with(&SIGNATURE) || !file.ends_with(&END) {
        return None;
    }
    let length = usize::try_from(number(REMARK)?).ok()?;
    let body = file.get(REMARK + 4..)?.strip_prefix(b"tEXt")?.get(..length)?;
    let remark = std::str::from_utf8(body.strip_prefix(KEYWORD)?).ok()?;
    Some(((number(16)?, number(20)?), remark))
}

fn chunk(file: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    let start = file.len();
    file.extend(name);
    file.extend(data);
    let mut sum = Crc::new();
    sum.update(&file[start..]);
    file.extend(sum.sum().to_be_bytes());
}

fn palette() -> Vec<[u8; 3]> {
    let greys = (0..GREYS).map(|n| [255 - (u16::from(n) * 255 / u16::from(GREYS - 1)) as u8; 3]);
    let shade = |strong: u8, n: u8| 255 - (u16::from(255 - strong) * u16::from(n) / u16::from(ACCENTS)) as u8;
    let accents = (1..=ACCENTS).map(|n| ACCENT.map(|strong| shade(strong, n)));
    greys.chain(accents).collect()
}

/// The number of the colour that is nearest; of two that are, the first.
fn nearest(palette: &[[u8; 3]], pixel: [u8; 3]) -> u8 {
    let apart = |colour: &[u8; 3]| -> u32 {
        colour.iter().zip(pixel).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    (0_u8..).zip(palette).min_by_key(|(_, colour)| apart(colour)).map_or(0, |(number, _)| number)
}
