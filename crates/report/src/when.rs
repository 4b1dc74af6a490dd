//! A time with its zone, without anybody's clock or calendar.

/// The last millisecond that a browser can name, before and after 1970
/// (ECMA-262, "Time Values and Time Range").
const LAST: f64 = 8.64e15;

/// No place on earth is farther ahead of UTC, or behind it, in minutes.
const FARTHEST: i32 = 24 * 60;

const DAY_S: i64 = 86_400;

/// `2026-11-22 21:31:19 UTC+01:00`: `ms` since 1970, for a place that is so many
/// minutes ahead of UTC.
pub(crate) fn local(ms: f64, ahead: i32) -> String {
    let (mut text, seconds) = split(ms, ahead);
    let mut mark = ' ';
    for part in [seconds / 3600, seconds / 60 % 60, seconds % 60] {
        text.push(mark);
        two(&mut text, part);
        mark = ':';
    }
    let ahead = ahead.clamp(-FARTHEST, FARTHEST);
    text.push_str(if ahead < 0 { " UTC-" } else { " UTC+" });
    two(&mut text, i64::from(ahead.abs() / 60));
    text.push(':');
    two(&mut text, i64::from(ahead.abs() % 60));
    text
}

/// `2026-11-22`, likewise.
pub(crate) fn day(ms: f64, ahead: i32) -> String {
    split(ms, ahead).0
}

/// The day, and the seconds since it began.
fn split(ms: f64, ahead: i32) -> (String, i64) {
    let ahead = i64::from(ahead.clamp(-FARTHEST, FARTHEST)) * 60;
    // A number that is none becomes 0.
    let seconds = (ms.clamp(-LAST, LAST) / 1000.0).floor() as i64 + ahead;
    let (year, month, day) = civil(seconds.div_euclid(DAY_S));
    let mut text = String::new();
    if year < 0 {
        text.push('-');
    }
    two(&mut text, year.abs() / 100);
    two(&mut text, year.abs() % 100);
    for part in [month, day] {
        text.push('-');
        two(&mut text, part);
    }
    (text, seconds.rem_euclid(DAY_S))
}

/// Year, month and day of a day since 1970, in the Gregorian calendar: an era has
/// 400 years, and a year begins in March, so that a leap day comes last.
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (400 * era + year + i64::from(month <= 2), month, day)
}

/// At least two digits.
fn two(text: &mut String, number: i64) {
    if number < 10 {
        text.push('0');
    }
    text.push_str(&number.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_a_calendar_says() {
        for (ms, ahead, expected) in [
            (0.0, 0, "1970-01-01 00:00:00 UTC+00:00"),
            (951_782_400_000.0, 0, "2000-02-29 00:00:00 UTC+00:00"),
            (1_795_379_479_999.9, 60, "2026-11-22 21:31:19 UTC+01:00"),
            (1_795_379_479_000.0, -210, "2026-11-22 17:01:19 UTC-03:30"),
            (4_107_542_399_000.0, 0, "2100-02-28 23:59:59 UTC+00:00"),
            (4_107_542_400_000.0, 0, "2100-03-01 00:00:00 UTC+00:00"),
            (-1.0, 0, "1969-12-31 23:59:59 UTC+00:00"),
            (-1.0, 1, "1970-01-01 00:00:59 UTC+00:01"),
            (f64::NAN, 0, "1970-01-01 00:00:00 UTC+00:00"),
            (f64::INFINITY, i32::MAX, "275760-09-14 00:00:00 UTC+24:00"),
            (f64::NEG_INFINITY, i32::MIN, "-271821-04-19 00:00:00 UTC-24:00"),
        ] {
            assert_eq!(local(ms, ahead), expected);
        }
    }
}
