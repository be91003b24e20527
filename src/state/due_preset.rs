//! Usual times for a due date.

use js_sys::Date;

/// A usual time for something to be due, on the agent's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuePreset {
    /// An hour from now.
    Hour,
    /// Tomorrow at ten.
    Tomorrow,
    /// In a week at ten.
    Week,
}

impl DuePreset {
    /// All of them, the nearest first.
    pub const ALL: [Self; 3] = [Self::Hour, Self::Tomorrow, Self::Week];

    /// The moment that it means at `now`, both in milliseconds since 1970.
    pub fn at(self, now: f64) -> f64 {
        self.date(now).get_time()
    }

    /// The moment that it means at `now` (milliseconds since 1970) as a field for date and time has it:
    /// `2026-03-10T10:00`.
    pub fn local_text(self, now: f64) -> String {
        let date = self.date(now);
        let day = format!(
            "{:04}-{:02}-{:02}",
            date.get_full_year(),
            date.get_month() + 1,
            date.get_date()
        );
        format!("{day}T{:02}:{:02}", date.get_hours(), date.get_minutes())
    }

    fn date(self, now: f64) -> Date {
        let date = Date::new(&now.into());
        let days = match self {
            Self::Hour => {
                date.set_time(now + 3_600_000.0);
                return date;
            }
            Self::Tomorrow => 1,
            Self::Week => 7,
        };
        date.set_date(date.get_date() + days);
        date.set_hours(10);
        date.set_minutes(0);
        date.set_seconds(0);
        date.set_milliseconds(0);
        date
    }
}
