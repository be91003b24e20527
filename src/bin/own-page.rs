//! The program of the app's own page. It is fetched when the app is opened there, so that a card need not wait for it.

use call_card::components::{self, OwnPage, crash};
use leptos::prelude::*;

fn main() {
    crash::catch_panics();
    components::mount(|page| view! { <OwnPage page /> }.into_any());
}
