//! Moments as the portal writes them.

/// The moment that a date and time with an offset means (`2026-03-10T11:19:38+01:00`, `…Z`), in milliseconds since
/// 1970. Nothing for other text, and where the offset is missing.
#[allow(clippy::cast_precision_loss)]
pub fn parse_iso(text: &str) -> Option<f64> {
    let (date, time) = text.trim().split_once('T')?;
    let [year, month, day] = numbers(date, '-')?;
    let (clock, zone) = time.split_at(time.find(['+', '-', 'Z'])?);
    let [hour, minute, second] = numbers(clock.split('.').next()?, ':')?;
    let in_range =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset(zone)?;
    in_range.then_some(seconds as f64 * 1000.0)
}

fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = text.split(separator).map(number);
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

/// At most four digits: more would be no part of a date.
fn number(digits: &str) -> Option<i64> {
    let only = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| only)
}

/// Seconds east of Greenwich: `Z`, `+01:00`, `+0100`.
fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = match zone.len() {
        5 => (zone.get(1..3)?, zone.get(3..5)?),
        6 if zone.as_bytes()[3] == b':' => (zone.get(1..3)?, zone.get(4..6)?),
        _ => return None,
    };
    Some(sign * (number(hours)? * 3600 + number(minutes)? * 60))
}

/// Days since 1970. The year begins in March here, so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + of_year - 719_468
}
