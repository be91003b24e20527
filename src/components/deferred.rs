//! Parts of a page that are drawn after the first paint.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::time::Duration;

/// How long to wait for a paint, in milliseconds: a browser does not paint a page that is not visible. A slow computer
/// needs several hundred for the first paint.
const LONGEST_WAIT: u32 = 500;

/// Whether what was drawn so far has been painted: it turns true after the next paint, or after half a second at most.
///
/// What an agent looks for first stands on the screen before the rest is built.
pub fn use_painted() -> ReadSignal<bool> {
    let (painted, set_painted) = signal(false);
    let paint = move || {
        set_painted.try_set(true);
    };
    // A frame's callbacks run before it is painted, a task after it.
    let frame = request_animation_frame_with_handle(move || set_timeout(paint, Duration::ZERO));
    let timeout = StoredValue::new_local(Some(Timeout::new(LONGEST_WAIT, paint)));
    on_cleanup(move || {
        if let Ok(frame) = frame {
            frame.cancel();
        }
        timeout.dispose();
    });
    painted
}

/// Turns true in the task after `before` does: what is drawn then is not drawn in the same task, and the page answers in
/// between.
pub fn use_next_task(before: ReadSignal<bool>) -> ReadSignal<bool> {
    let (reached, set_reached) = signal(false);
    let reach = move || {
        set_reached.try_set(true);
    };
    Effect::new(move |_| {
        if before.get() {
            set_timeout(reach, Duration::ZERO);
        }
    });
    reached
}
