//! Dates, in the two notations of a PDF file.

use time::OffsetDateTime;

/// The last second of the year 9999: a year has four digits in a PDF file.
const MAX_SECONDS: u64 = 253_402_300_799;

/// A date and time in UTC, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(OffsetDateTime);

impl Date {
    /// Returns the date that is `seconds` after the start of 1970, or `None` after the year 9999.
    #[must_use]
    pub fn from_seconds(seconds: u64) -> Option<Self> {
        let seconds = i64::try_from(seconds).ok().filter(|_| seconds <= MAX_SECONDS)?;
        OffsetDateTime::from_unix_timestamp(seconds).ok().map(Self)
    }

    /// Returns the number of seconds since the start of 1970.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// Returns the date in the notation of PDF dictionaries.
    pub(super) fn to_pdf_string(self) -> String {
        let [year, month, day, hour, minute, second] = self.parts();
        format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z")
    }

    /// Returns the date in the notation of XMP.
    pub(super) fn to_xmp_string(self) -> String {
        let [year, month, day, hour, minute, second] = self.parts();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    fn parts(self) -> [u32; 6] {
        let date = self.0;
        let (hour, minute, second) = date.to_hms();
        let year = u32::try_from(date.year()).unwrap_or_default();
        let small = [u8::from(date.month()), date.day(), hour, minute, second].map(u32::from);
        let [month, day, hour, minute, second] = small;
        [year, month, day, hour, minute, second]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_both_notations() {
        for (seconds, dictionary, xmp) in [
            (0, "D:19700101000000Z", "1970-01-01T00:00:00Z"),
            (951_782_399, "D:20000228235959Z", "2000-02-28T23:59:59Z"),
            (951_782_400, "D:20000229000000Z", "2000-02-29T00:00:00Z"),
            (MAX_SECONDS, "D:99991231235959Z", "9999-12-31T23:59:59Z"),
        ] {
            let date = Date::from_seconds(seconds).unwrap();
            assert_eq!(date.to_pdf_string(), dictionary);
            assert_eq!(date.to_xmp_string(), xmp);
        }
        assert_eq!(Date::from_seconds(MAX_SECONDS + 1), None);
        assert_eq!(Date::from_seconds(u64::MAX), None);
    }
}
