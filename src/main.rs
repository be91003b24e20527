//! The program of the call card. A panic ends in the crash card of the page, everything else in
//! [`call_card::components`].

use call_card::components::{self, crash, own_page_elsewhere};

fn main() {
    crash::catch_panics();
    #[cfg(any(debug_assertions, feature = "preview"))]
    if call_card::simulator::wants_host() {
        call_card::simulator::page::mount();
        return;
    }
    components::mount(own_page_elsewhere);
}
