//! Moments as the portal writes and reads them. Time itself is always given from outside, in milliseconds since 1970.

use serde_json::{Value, json};

const DAY: i64 = 86_400;

/// `2026-03-10T11:37:01+00:00`.
#[allow(clippy::cast_possible_truncation)]
pub fn iso(ms: f64) -> String {
    let seconds = (ms / 1000.0).floor() as i64;
    let (year, month, day) = civil(seconds.div_euclid(DAY));
    let rest = seconds.rem_euclid(DAY);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}+00:00",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

/// The moment that ISO 8601 text with an offset means; nothing for other text.
pub fn parse_iso(text: &str) -> Option<f64> {
    let (date, time) = text.split_once('T')?;
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let at = time.find(['+', '-', 'Z'])?;
    let (time, zone) = time.split_at(at);
    let mut parts = time
        .split('.')
        .next()?
        .splitn(3, ':')
        .map(|part| part.parse::<i64>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    let in_range =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    let seconds = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second - offset(zone)?;
    #[allow(clippy::cast_precision_loss)]
    in_range.then_some(seconds as f64 * 1000.0)
}

/// The `time` part of every answer.
pub fn timing(now: f64) -> Value {
    let seconds = now / 1000.0;
    json!({
        "start": seconds,
        "finish": seconds + 0.12,
        "duration": 0.12,
        "processing": 0.05,
        "date_start": iso(now),
        "date_finish": iso(now + 120.0),
        "operating_reset_at": (seconds + 600.0).floor(),
        "operating": 0.05,
    })
}

fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone[1..].chars().filter(|c| *c != ':').collect();
    let number: i64 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    Some(sign * (number / 100 * 3600 + number % 100 * 60))
}

// Days since 1970 and back, with years that begin in March so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days - era * 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = (shifted + 2) % 12 + 1;
    (
        year + era * 400 + i64::from(month <= 2),
        month,
        of_year - (153 * shifted + 2) / 5 + 1,
    )
}
