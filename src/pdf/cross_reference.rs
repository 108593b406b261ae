//! The cross-reference stream, compressed: the library writes it as it is, seven bytes for every
//! object, and a kit has thousands.

use lopdf::Dictionary;

use super::compress::Deflater;

/// Bytes of an entry: its kind, where it is, its place there.
const WIDTHS: &[u8] = b"/W[1 4 2]";
const ENTRY: usize = 7;
const START: &[u8] = b"startxref\n";
const LENGTH: &[u8] = b"/Length ";
const BODY: &[u8] = b">>stream\n";

/// A file with its last cross-reference stream compressed; as it was, if that is not found where the
/// library writes it.
pub(super) fn packed(mut file: Vec<u8>, deflater: &mut Deflater) -> Vec<u8> {
    let Some((start, packed)) = last_section(&file, deflater) else { return file };
    file.truncate(start);
    file.extend(packed);
    file
}

/// Where the cross-reference stream starts, and the end of the file from there on, anew.
fn last_section(file: &[u8], deflater: &mut Deflater) -> Option<(usize, Vec<u8>)> {
    let end = file.windows(START.len()).rposition(|w| w == START)?;
    let number = |digits: &[u8]| -> Option<usize> {
        let count = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
        std::str::from_utf8(&digits[..count]).ok()?.parse().ok()
    };
    let start = number(&file[end + START.len()..])?;
    let section = file.get(start..end)?;
    let find = |what: &[u8]| section.windows(what.len()).position(|w| w == what);
    let (length, body) = (find(LENGTH)?, find(BODY)? + BODY.len());
    let data = section.get(body..body + number(&section[length + LENGTH.len()..])?)?;
    let (entries, rest) = data.as_chunks::<ENTRY>();
    if length > body || find(WIDTHS)? > body || !rest.is_empty() {
        return None;
    }
    // Each entry less the one before, which is how PNG filters rows ("Up", number 2).
    let mut rows = Vec::with_capacity(entries.len() * (ENTRY + 1));
    let mut above = [0_u8; ENTRY];
    for entry in entries {
        rows.push(2);
        rows.extend(entry.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = *entry;
    }
    let content = deflater.stream(Dictionary::new(), &rows);
    if !content.dict.has(b"Filter") {
        return None;
    }
    let filter = format!(
        "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {ENTRY}>>/Length {}",
        content.content.len()
    );
    let mut out = section[..length].to_vec();
    out.extend([filter.as_bytes(), BODY, &content.content].concat());
    out.extend(&section[body + data.len()..]);
    out.extend(&file[end..]);
    Some((start, out))
}
