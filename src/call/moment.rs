//! Moments as the portal writes them.

/// The moment that a date and time with an offset means (`2026-03-10T11:19:38+01:00`, `…Z`), in milliseconds since
/// 1970, without the parts of its last second. Nothing for other text, and where the offset is missing.
#[allow(clippy::cast_precision_loss)]
pub fn parse_iso(text: &str) -> Option<f64> {
    let text = text.trim().as_bytes();
    let number = |at: usize, len: usize| digits(text.get(at..at + len)?);
    let (year, month, day) = (number(0, 4)?, number(5, 2)?, number(8, 2)?);
    let (hour, minute, second) = (number(11, 2)?, number(14, 2)?, number(17, 2)?);
    let separated = [4, 7, 10, 13, 16].map(|at| text.get(at).copied().unwrap_or(0)) == *b"--T::";
    let in_range =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    if !separated || !in_range {
        return None;
    }
    let mut at = 19;
    while matches!(text.get(at), Some(b'.' | b'0'..=b'9')) {
        at += 1;
    }
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some((seconds - offset(text.get(at..)?)?) as f64 * 1000.0)
}

/// The date and time of a field (`2026-03-10T11:19`, with or without seconds) with its offset, as ISO 8601.
///
/// `at` is the moment that the browser takes it for, in milliseconds since 1970, and `east` the offset at that moment, in
/// minutes east of Greenwich. Nothing for other text, and for a time that clocks skip: of such a one the browser makes
/// another.
pub fn with_offset(entered: &str, at: f64, east: i32) -> Option<String> {
    let seconds = entered.get(16..19).unwrap_or(":00");
    let sign = if east < 0 { '-' } else { '+' };
    let (hours, minutes) = (east.abs() / 60, east.abs() % 60);
    let text = format!("{}{seconds}{sign}{hours:02}:{minutes:02}", entered.get(..16)?);
    let meant = parse_iso(&text)?;
    (0.0..1000.0).contains(&(at - meant)).then_some(text)
}

/// A whole number in digits and nothing else; the largest there is where it is larger still.
pub(super) fn digits(text: &[u8]) -> Option<i64> {
    let mut number: i64 = 0;
    for byte in text {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        number = number.saturating_mul(10).saturating_add(digit.into());
    }
    (!text.is_empty()).then_some(number)
}

/// Seconds east of Greenwich: `Z`, `+01:00`, `+0100`.
fn offset(zone: &[u8]) -> Option<i64> {
    let (sign, hours, minutes) = match zone {
        b"Z" => return Some(0),
        [sign, hours @ .., b':', tens, ones] | [sign, hours @ .., tens, ones] => {
            (sign, hours, [*tens, *ones])
        }
        _ => return None,
    };
    if hours.len() != 2 {
        return None;
    }
    let seconds = digits(hours)? * 3600 + digits(&minutes)? * 60;
    match sign {
        b'+' => Some(seconds),
        b'-' => Some(-seconds),
        _ => None,
    }
}

/// Days since 1970. The year begins in March here, so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + of_year - 719_468
}
