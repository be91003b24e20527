//! Work that goes on by itself.

use std::future::Future;
use std::pin::Pin;

/// Starts a future. Boxed, so that the code around it is there once and not for every future.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    boxed(Box::pin(future));
}

fn boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(future);
}
