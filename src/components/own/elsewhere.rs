//! The app's own page in the program of the card.

use crate::state::{Opened, open_own_page};
use leptos::prelude::*;

/// The view of the app's own page in a program that does not contain it: nothing. The page's script loads the program that
/// does.
pub fn own_page_elsewhere(_page: Opened) -> AnyView {
    open_own_page();
    ().into_any()
}
