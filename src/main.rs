//! Starts the app: a panic ends in the crash card of the page, everything else in [`call_card::ui`].

use call_card::ui;

fn main() {
    std::panic::set_hook(Box::new(|panic| ui::crash::show(&panic.to_string())));
    #[cfg(any(debug_assertions, feature = "preview"))]
    if call_card::preview::wants_host() {
        call_card::preview::page::mount();
        return;
    }
    ui::mount();
}
