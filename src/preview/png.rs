//! Writes PNG files of sixteen colours, by the PNG specification, second edition. The library that
//! compresses kits gives compression and checksums.

use libdeflater::{CompressionLvl, Compressor, Crc};

/// The start of every PNG file.
const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// The offset of the comment: after the signature and the header of 13 bytes.
const COMMENT_OFFSET: usize = 8 + 12 + 13;
/// The keyword of the comment.
const KEYWORD: &[u8] = b"Comment\0";
/// The end of every PNG file.
const END: [u8; 12] = [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82];

/// The numbers of shades from white to black and from white to the accent colour.
const GREYS: u8 = 10;
const ACCENTS: u8 = 6;
/// The accent colour of kits.
const ACCENT: [u8; 3] = [10, 79, 115];

/// Writes a picture. `pixels` are red, green and blue, line by line.
pub(crate) fn write_png(size: (u32, u32), pixels: &[[u8; 3]], comment: &str) -> Option<Vec<u8>> {
    let palette = palette();
    let (mut lines, mut last) = (Vec::new(), ([255; 3], 0));
    for line in pixels.chunks(size.0 as usize) {
        // No filter: pictures of few colours compress best without one.
        lines.push(0);
        let mut numbers = line.iter().map(|pixel| {
            // Most pixels are white.
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
    // Four bits a pixel, palette colours, no interlacing.
    let head = [&size.0.to_be_bytes()[..], &size.1.to_be_bytes(), &[4, 3, 0, 0, 0]].concat();
    chunk(&mut file, *b"IHDR", &head);
    chunk(&mut file, *b"tEXt", &[KEYWORD, comment.as_bytes()].concat());
    chunk(&mut file, *b"PLTE", palette.as_flattened());
    chunk(&mut file, *b"IDAT", &data[..length]);
    file.extend(END);
    Some(file)
}

/// Returns the size and the comment of a picture that this program wrote; none of other or truncated files.
pub(crate) fn read_png(file: &[u8]) -> Option<((u32, u32), &str)> {
    let number = |at: usize| file.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    if !file.starts_with(&SIGNATURE) || !file.ends_with(&END) {
        return None;
    }
    let length = usize::try_from(number(COMMENT_OFFSET)?).ok()?;
    let body = file.get(COMMENT_OFFSET + 4..)?.strip_prefix(b"tEXt")?.get(..length)?;
    let comment = std::str::from_utf8(body.strip_prefix(KEYWORD)?).ok()?;
    Some(((number(16)?, number(20)?), comment))
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

/// Returns the index of the nearest colour, the first of equals.
fn nearest(palette: &[[u8; 3]], pixel: [u8; 3]) -> u8 {
    let apart = |colour: &[u8; 3]| -> u32 {
        colour.iter().zip(pixel).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    (0_u8..).zip(palette).min_by_key(|(_, colour)| apart(colour)).map_or(0, |(number, _)| number)
}
