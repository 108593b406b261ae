//! The date in documents. Without `SOURCE_DATE_EPOCH` there is none, so that the same command always writes the
//! same file (<https://reproducible-builds.org/specs/source-date-epoch/>).

use anyhow::{Result, bail};

use crate::pdf::Date;

/// The environment variable of the date.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// Reads the date of the documents of this run, if the environment gives one. An empty value counts as unset.
pub(super) fn source_date() -> Result<Option<Date>> {
    let Some(value) = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) else { return Ok(None) };
    let number = value.to_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    match number.and_then(|text| text.parse().ok()).and_then(Date::from_seconds) {
        Some(date) => Ok(Some(date)),
        None => bail!(
            "{VARIABLE} is \"{}\": give it whole seconds since 1970, as `date +%s` prints them, up to the year \
             9999, or unset it",
            value.display()
        ),
    }
}
