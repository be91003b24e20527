//! The app's own page in the program of the card.

use crate::state::{Opened, open_own_page};
use leptos::prelude::*;

/// The app's own page in a program that does not contain it: shows nothing, and the page's script loads the program that
/// does.
#[component]
pub fn OwnPageElsewhere(
    /// The opened page.
    page: Opened,
) -> impl IntoView {
    let _ = page;
    open_own_page();
}
