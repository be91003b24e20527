//! The program of the app's own page. It is fetched when the app is opened there, so that a card need not wait for it.

use call_card::ui;

fn main() {
    ui::crash::catch_panics();
    ui::mount(ui::own_page);
}
