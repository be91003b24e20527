//! Usual times for a due date.

use js_sys::Date;

/// A usual time for something to be due, on the agent's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DuePreset {
    /// An hour from now.
    Hour,
    /// Today at three.
    Afternoon,
    /// Tomorrow at ten.
    Tomorrow,
    /// In a week at ten.
    Week,
}

/// The hour of a preset on another day.
const MORNING: u32 = 10;

/// The hour of the afternoon.
const AFTERNOON: u32 = 15;

impl DuePreset {
    /// Those that make sense at `now` (milliseconds since 1970), the nearest first: the afternoon until an hour before
    /// it.
    pub fn offered(now: f64) -> impl Iterator<Item = Self> {
        let is_early = Date::new(&now.into()).get_hours() < AFTERNOON - 1;
        let all = [Self::Hour, Self::Afternoon, Self::Tomorrow, Self::Week];
        all.into_iter()
            .filter(move |preset| is_early || *preset != Self::Afternoon)
    }

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
        let (days, hour) = match self {
            Self::Hour => {
                date.set_time(now + 3_600_000.0);
                return date;
            }
            Self::Afternoon => (0, AFTERNOON),
            Self::Tomorrow => (1, MORNING),
            Self::Week => (7, MORNING),
        };
        date.set_date(date.get_date() + days);
        date.set_hours(hour);
        date.set_minutes(0);
        date.set_seconds(0);
        date.set_milliseconds(0);
        date
    }
}
