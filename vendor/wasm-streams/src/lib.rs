//! Takes the place of the crate `wasm-streams`.
//!
//! Leptos brings server functions along, and those this crate. The card has no server and calls none of it, but the
//! real crate exports classes to JavaScript, which the linker must keep: 13 KB of WebAssembly that never run, with
//! their glue. This is the part of it that `server_fn` is compiled against, without the classes.

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::{JsCast, JsValue};

/// A stream that is always empty.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes a stream of JavaScript.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Takes a stream of Rust, and drops it.
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        Self(JsValue::UNDEFINED.unchecked_into())
    }

    /// The stream of JavaScript.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream of Rust in which nothing comes.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
