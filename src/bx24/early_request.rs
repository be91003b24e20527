//! The request that the page's script sends while the program is still loading (`early.js`).

use super::page;
use super::sys::EarlyRequest;
use js_sys::{Function, JSON};
use wasm_bindgen::prelude::*;

impl EarlyRequest {
    /// The request of this page, unless it has failed. It is there once.
    pub fn take() -> Option<Self> {
        let request = page::take("request");
        let request: Option<Self> = request.is_object().then(|| request.unchecked_into());
        request.filter(|request| !request.failed())
    }

    /// Whether it is this request, and may still be answered. `params` must have its keys in the same order.
    pub fn is(&self, method: &str, params: &JsValue) -> bool {
        let same = || JSON::stringify(params).is_ok_and(|params| params == self.params());
        !self.failed() && self.method() == method && same()
    }

    /// Has a function called with what the SDK's callback gets: later, also where the answer is there already.
    pub fn answer_to(&self, callback: &Function) {
        let _ = self.answer().then(callback);
    }
}
