//! Parses the length of an interview as people write it: `45`, `90m`, `1h`, `1h30`, `90 min`, `1:30`.

/// The words for minutes that may follow a number.
const MINUTE_UNITS: [&str; 6] = ["", "m", "min", "mins", "minute", "minutes"];
/// The words for hours that may follow a number.
const HOUR_UNITS: [&str; 5] = ["h", "hr", "hrs", "hour", "hours"];

/// Parses a length in minutes (`45`, `90m`, `90 min`), in hours (`1h`, `1.5 hours`) or in both (`1h30`, `1 h 30 min`,
/// `1:30`).
pub fn parse_minutes(text: &str) -> Result<u32, String> {
    let error = || format!("`{text}` is no length: write minutes, such as 45, or hours, such as 1h or 1h30");
    let lower = text.to_lowercase();
    let minutes = match lower.split_once(':') {
        Some((hours, minutes)) => clock_minutes(hours, minutes),
        None => united_minutes(&lower),
    };
    minutes.ok_or_else(error)
}

/// Returns the minutes of a clock time: `1:30`.
fn clock_minutes(hours: &str, minutes: &str) -> Option<u32> {
    let minutes = Some(minutes.trim_end()).filter(|minutes| minutes.len() == 2)?;
    join(whole_number(hours.trim_start())?, whole_number(minutes)?)
}

/// Returns the minutes of numbers with units: `1h30`, `90 min`.
fn united_minutes(text: &str) -> Option<u32> {
    let (number, rest) = split_number(text.trim());
    let (unit, rest) = split_unit(rest);
    if MINUTE_UNITS.contains(&unit) && rest.is_empty() {
        return whole_number(number);
    }
    if !HOUR_UNITS.contains(&unit) {
        return None;
    }
    if rest.is_empty() {
        return hours_in_minutes(number);
    }
    let (minutes, unit) = split_number(rest);
    if !MINUTE_UNITS.contains(&unit.trim()) {
        return None;
    }
    join(whole_number(number)?, whole_number(minutes)?)
}

/// Returns the minutes of hours and the minutes after them.
fn join(hours: u32, minutes: u32) -> Option<u32> {
    let minutes = Some(minutes).filter(|minutes| *minutes < 60)?;
    hours.checked_mul(60)?.checked_add(minutes)
}

/// Returns the minutes of hours that may have one decimal, or two: `1.5`, `0,25`.
fn hours_in_minutes(number: &str) -> Option<u32> {
    let (whole, decimals) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let hundredths = match decimals.len() {
        1 => whole_number(decimals)?.checked_mul(10)?,
        2 => whole_number(decimals)?,
        _ => return None,
    };
    let minutes = hundredths.checked_mul(60)?;
    if minutes % 100 != 0 {
        return None;
    }
    join(whole_number(whole)?, minutes / 100)
}

/// Splits a text after the number at its start.
fn split_number(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && !".,".contains(c)).unwrap_or(text.len());
    text.split_at(end)
}

/// Splits a text after the word at its start, without the blanks around the word.
fn split_unit(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (unit, rest) = text.split_at(end);
    (unit, rest.trim_start())
}

/// Reads digits. A sign is not allowed.
fn whole_number(digits: &str) -> Option<u32> {
    Some(digits).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse_minutes;

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("45", 45),
            ("90m", 90),
            ("90 min", 90),
            ("90 Minutes", 90),
            ("1h", 60),
            ("1 hour", 60),
            ("2 hrs", 120),
            ("1h30", 90),
            ("1H30M", 90),
            ("1 h 05 min", 65),
            ("1hour 30minutes", 90),
            ("1.5h", 90),
            ("0,75 h", 45),
            ("1:30", 90),
            ("0:45", 45),
            (" 60 ", 60),
            ("0", 0),
        ] {
            assert_eq!(parse_minutes(text), Ok(minutes), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_spelling_of_a_length_is_that_length(minutes in 0_u32..100_000) {
            let (hours, rest) = (minutes / 60, minutes % 60);
            for text in [
                format!("{minutes}"),
                format!("{minutes} min"),
                format!("{hours}h{rest}"),
                format!("{hours} hours {rest} minutes"),
                format!("{hours}:{rest:02}"),
            ] {
                prop_assert_eq!(parse_minutes(&text), Ok(minutes), "{}", text);
            }
        }

        #[test]
        fn any_text_is_a_length_or_an_error(text in ".{0,12}|[0-9hm:., ]{0,12}") {
            if let Err(error) = parse_minutes(&text) {
                prop_assert!(error.contains("is no length"));
            }
        }
    }

    #[test]
    fn other_texts_are_no_length() {
        let long = "9".repeat(300);
        for text in [
            "",
            "h",
            "m",
            "x",
            "-5",
            "+5",
            "1.5",
            "1,5m",
            "1h90",
            "1h30h",
            "1:5",
            "1:60",
            "1:30:00",
            "90 s",
            "1.51h",
            "1.h",
            "1h 30 40",
            "1..5h",
            "½h",
            "٤٥",
            &long,
            "99999999h",
            "4294967295:59",
            "one hour",
            "1h30.5",
            "60:",
            ":30",
            ".5",
        ] {
            assert!(parse_minutes(text).is_err(), "{text}");
        }
        assert!(parse_minutes("an hour").unwrap_err().contains("1h30"));
    }
}
