//! Moments that are over.

use crate::components::scoped_memo;
use crate::state::now;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Whether a moment, in milliseconds since 1970, is over. It changes in that moment, unless that is days away: no card is
/// open so long.
pub fn is_past(moment: Signal<Option<f64>>) -> Memo<bool> {
    const DAY: f64 = 86_400_000.0;
    let passed = Trigger::new();
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let left = moment.get().map(|moment| moment - now());
        let left = left.filter(|left| (0.0..DAY).contains(left));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        timer.set_value(left.map(|left| Timeout::new(left as u32 + 1, move || passed.notify())));
    });
    scoped_memo(move || {
        passed.track();
        moment.get().is_some_and(|moment| moment < now())
    })
}
