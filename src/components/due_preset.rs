//! The words of the usual times for a due date.

use crate::state::DuePreset;

/// The text key of a usual time for a due date.
pub const fn due_preset_key(preset: DuePreset) -> &'static str {
    match preset {
        DuePreset::Hour => "planned.hour",
        DuePreset::Afternoon => "planned.afternoon",
        DuePreset::Tomorrow => "planned.tomorrow",
        DuePreset::Week => "planned.week",
    }
}
