//! Near days by their names, and times of day, in the agent's language and time zone.

use super::intl::format;
use js_sys::{Array, Date};

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// A day. `at` in milliseconds since 1970.
pub fn day(at: f64) -> String {
    date_format(at, &[("dateStyle", "medium")])
}

/// A day and a time of day. `at` in milliseconds since 1970.
pub fn moment(at: f64) -> String {
    date_format(at, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// A time of day. `at` in milliseconds since 1970.
pub fn time_of_day(at: f64) -> String {
    date_format(at, &[("timeStyle", "short")])
}

/// A day and a time of day, in few words where the day is near: *yesterday 11:19*, *today 9:00*, *tomorrow 10:00*. Both in
/// milliseconds since 1970.
pub fn near_moment(at: f64, now: f64) -> String {
    let days = days_between(now, at);
    if days.abs() > 1.0 {
        return moment(at);
    }
    match relative(days, "day") {
        Some(day) => format!("{day} {}", time_of_day(at)),
        None => moment(at),
    }
}

/// How long ago something was, in whole days, months or years: *3 days ago*. Both in milliseconds since 1970.
pub fn ago(at: f64, now: f64) -> String {
    let days = days_between(now, at).min(0.0);
    let (count, unit) = match -days {
        ..45.0 => (days, "day"),
        ..548.0 => ((days / 30.4).round(), "month"),
        _ => ((days / 365.2).round(), "year"),
    };
    relative(count, unit).unwrap_or_else(|| date_format(at, &[("dateStyle", "medium")]))
}

/// The days from one day to another, by the calendar.
fn days_between(from: f64, to: f64) -> f64 {
    let midnight = |at: f64| {
        let date = Date::new(&at.into());
        date.set_hours(0);
        date.set_minutes(0);
        date.set_seconds(0);
        date.set_milliseconds(0)
    };
    // A day on which the clocks change has an hour more or less.
    ((midnight(to) - midnight(from)) / DAY).round()
}

fn date_format(at: f64, options: &[(&'static str, &str)]) -> String {
    let options = options.iter().map(|(key, value)| (*key, (*value).to_owned()));
    format("DateTimeFormat", options.collect(), &Array::of1(&at.into())).unwrap_or_default()
}

/// *yesterday*, *in 3 days*, *2 months ago*.
fn relative(count: f64, unit: &str) -> Option<String> {
    let options = vec![("numeric", "auto".to_owned())];
    format(
        "RelativeTimeFormat",
        options,
        &Array::of2(&count.into(), &unit.into()),
    )
}
