//! The app's own page.

pub mod closing;
