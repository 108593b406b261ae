//! Font units in thousandths of an em, the unit of widths in PDF.

/// Converts font units, cutting the fraction off: the widths that the PDF file states.
pub(super) fn truncate_to_thousandths(units: i32, em: i32) -> i32 {
    units * 1000 / em
}

/// Converts font units, rounding to the nearest thousandth.
pub(super) fn round_to_thousandths(units: i32, em: i32) -> i32 {
    (units * 2000 + em * units.signum()) / (2 * em)
}

/// Rounds a kern to hundredths of an em, which makes the file smaller.
///
/// The error is at most a fortieth of a millimetre in a title and half of that in text, less than the dot of
/// a printer. Moves of a tenth of an em and more are no kerning and stay exact.
pub(super) fn round_kern(kern: i32) -> i32 {
    if kern.abs() < 100 { (kern + 5 * kern.signum()) / 10 * 10 } else { kern }
}
