//! The program of the call card. A panic ends in the crash card of the page, everything else in [`call_card::ui`].

use call_card::ui;

fn main() {
    ui::crash::catch_panics();
    #[cfg(any(debug_assertions, feature = "preview"))]
    if call_card::simulator::wants_host() {
        call_card::simulator::page::mount();
        return;
    }
    ui::mount(ui::own_page_elsewhere);
}
