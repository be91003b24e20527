//! Memos of parts that come and go.

use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};

/// A [`Memo`] for a part that is made and removed many times while the signals that it reads stay.
///
/// Leptos 0.8 leaves a removed memo or effect among the subscribers of each signal that it read, about 200 bytes for
/// each, until the signal goes. This memo unsubscribes when its owner is cleaned up. Effects of the part read only the
/// memo, which goes together with them.
pub fn scoped_memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let memo = ArcMemo::new(move |_| value());
    let subscriber = memo.to_any_subscriber();
    on_cleanup(move || subscriber.clear_sources(&subscriber));
    memo.into()
}
