//! What hears events of the browser.

use leptos::prelude::window;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

/// Listens to an event of the window until the owner is cleaned up.
pub fn listen_to_window(event: &'static str, handler: impl FnMut(Event) + 'static) {
    listen(&window(), event, Box::new(handler), false);
}

/// Listens to an event until the owner is cleaned up: `early` is on its way to what is inside. The browser would free the
/// handler by itself when nothing can call it any more, but much later: it does not know how much memory that holds here.
pub(super) fn listen(target: &EventTarget, event: &'static str, handler: Box<dyn FnMut(Event)>, early: bool) {
    let handler = Closure::wrap(handler);
    let function = handler.as_ref().unchecked_ref();
    // Fails for no event name that we use.
    let _ = target.add_event_listener_with_callback_and_bool(event, function, early);
    StoredValue::new_local(Listening {
        target: target.clone(),
        event,
        handler,
        early,
    });
}

/// A handler that is taken away when this is dropped.
struct Listening {
    target: EventTarget,
    event: &'static str,
    handler: Closure<dyn FnMut(Event)>,
    early: bool,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let function = self.handler.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback_and_bool(self.event, function, self.early);
    }
}
