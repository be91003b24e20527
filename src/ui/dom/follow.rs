//! What follows signals.

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};

/// A closure without arguments. Behind `dyn Fn` the compiler keeps two more ways to call it, and each is code.
pub(super) trait Read<T> {
    fn read(&self) -> T;
}

impl<T, F: Fn() -> T> Read<T> for F {
    fn read(&self) -> T {
        self()
    }
}

/// What shows a text, or its absence.
type Show = Box<dyn Fn(Option<&str>)>;

/// Tells `set` of the value now and when it is another one.
pub(super) fn follow(value: Box<dyn Read<Option<String>>>, set: Show) {
    let mut shown = None;
    run(Box::new(move || {
        let value = value.read();
        if shown != value {
            set(value.as_deref());
            shown = value;
        }
    }));
}

/// Runs this now, and again when a signal that it read changes, until the owner is cleaned up.
pub(super) fn run(mut effect: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| effect());
    on_cleanup(move || {
        // Else every signal that it read would remember it for as long as the page lives.
        let subscriber = effect.to_any_subscriber();
        subscriber.clear_sources(&subscriber);
    });
}
