//! Memos of rows that come and go.

use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};

/// A [`Memo`] for a part that is made and removed many times while what it reads stays.
///
/// Leptos 0.8 leaves a removed memo or effect in the subscribers of what it read until that changes, and in those of a
/// [`Memo`] for as long as that lives: some 150 bytes for each. This memo unsubscribes when its owner is cleaned up.
pub fn row_memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let memo = ArcMemo::new(move |_| value());
    let subscriber = memo.to_any_subscriber();
    on_cleanup(move || subscriber.clear_sources(&subscriber));
    memo.into()
}
