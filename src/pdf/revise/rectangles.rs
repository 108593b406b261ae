//! Arrays of numbers in dictionaries.

use lopdf::{Dictionary, Document, Object};

/// Returns an entry that is an array of so many finite numbers.
pub(super) fn numbers<const N: usize>(
    document: &Document,
    dict: &Dictionary,
    key: &[u8],
) -> Option<[f32; N]> {
    let list = dict.get_deref(key, document).and_then(Object::as_array).ok()?;
    let numbers: Vec<f32> =
        list.iter().filter_map(|number| document.dereference(number).ok()?.1.as_float().ok()).collect();
    let numbers: [f32; N] = numbers.try_into().ok()?;
    numbers.iter().all(|number| number.is_finite()).then_some(numbers)
}
