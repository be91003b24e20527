//! An event that is followed until its subscription is dropped.

use super::callback::Callback;
use js_sys::Function;
use web_sys::EventTarget;

/// Follows an event for as long as it lives. The SDK cannot unbind: calls after that are ignored.
#[must_use = "nothing is followed after this is dropped"]
pub struct Subscription {
    _callback: Callback,
    listener: Option<Listener>,
}

struct Listener {
    target: EventTarget,
    name: &'static str,
    function: Function,
}

impl Subscription {
    pub(super) fn new(callback: Callback) -> Self {
        Self {
            _callback: callback,
            listener: None,
        }
    }

    /// Follows a browser event.
    pub(super) fn listen(target: EventTarget, name: &'static str, callback: Callback) -> Self {
        let function = callback.function();
        // Fails for no event name that we use.
        let _ = target.add_event_listener_with_callback(name, &function);
        Self {
            _callback: callback,
            listener: Some(Listener {
                target,
                name,
                function,
            }),
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(Listener {
            target,
            name,
            function,
        }) = self.listener.take()
        {
            let _ = target.remove_event_listener_with_callback(name, &function);
        }
    }
}
