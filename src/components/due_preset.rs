//! The words of the usual times for a due date.

use crate::i18n::time_of_day;
use crate::state::{DuePreset, now};

/// The text key of a usual time for a due date.
pub const fn due_preset_key(preset: DuePreset) -> &'static str {
    match preset {
        DuePreset::Hour => "planned.hour",
        DuePreset::Afternoon => "planned.afternoon",
        DuePreset::Tomorrow => "planned.tomorrow",
        DuePreset::Week => "planned.week",
    }
}

/// The time of day that stands in that text.
pub fn due_preset_time(preset: DuePreset) -> String {
    time_of_day(preset.at(now()))
}
