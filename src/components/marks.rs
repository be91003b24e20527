//! Performance marks for the developer tools of a browser; `boot.js` lists those of the start.

use leptos::prelude::*;

/// Marks this moment in the browser's performance timeline.
pub fn mark(step: &str) {
    if let Some(performance) = window().performance() {
        // Only a name that the browser reserves is refused.
        let _ = performance.mark(step);
    }
}
