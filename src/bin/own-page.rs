//! The program of the app's own page. It is fetched when the app is opened there, so that a card need not wait for it.

use call_card::components;

fn main() {
    components::crash::catch_panics();
    components::mount(components::own_page);
}
