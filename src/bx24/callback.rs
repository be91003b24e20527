//! Callbacks that JavaScript may keep forever and call late, twice or never.
//!
//! The SDK never releases a callback. So it gets a number bound to the one closure of this page, and the handler of the
//! number is kept here: when the owner is dropped, a late call finds no handler and is ignored.

use super::sys::Numbered;
use js_sys::Function;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

type Handler = Rc<RefCell<dyn FnMut(JsValue, JsValue)>>;

thread_local! {
    static HANDLERS: RefCell<Handlers> = const { RefCell::new(Handlers { last: 0, list: Vec::new() }) };
    static DISPATCH: Closure<dyn Fn(u32, JsValue, JsValue)> = Closure::new(dispatch);
}

struct Handlers {
    last: u32,
    list: Vec<(u32, Handler)>,
}

/// A function for JavaScript, and its handler for as long as this value lives.
#[must_use = "the handler is gone when this is dropped"]
pub struct Callback(u32);

impl Callback {
    /// A callback whose handler gets the first two arguments, `undefined` where there are fewer.
    pub fn new(handler: impl FnMut(JsValue, JsValue) + 'static) -> Self {
        let handler: Handler = Rc::new(RefCell::new(handler));
        HANDLERS.with_borrow_mut(|handlers| {
            handlers.last = handlers.last.wrapping_add(1);
            handlers.list.push((handlers.last, handler));
            Self(handlers.last)
        })
    }

    /// The function to pass to JavaScript.
    pub fn function(&self) -> Function {
        DISPATCH.with(|dispatch| {
            dispatch
                .as_ref()
                .unchecked_ref::<Numbered>()
                .bind(&JsValue::UNDEFINED, self.0)
        })
    }
}

impl Drop for Callback {
    fn drop(&mut self) {
        // The handler may own callbacks of its own: it is dropped after the list is free again.
        let _handler = HANDLERS.try_with(|handlers| {
            let mut handlers = handlers.borrow_mut();
            let at = handlers.list.iter().position(|(number, _)| *number == self.0)?;
            Some(handlers.list.swap_remove(at))
        });
    }
}

fn dispatch(number: u32, first: JsValue, second: JsValue) {
    let handler = HANDLERS.with_borrow(|handlers| {
        handlers
            .list
            .iter()
            .find(|(known, _)| *known == number)
            .map(|(_, handler)| handler.clone())
    });
    // A handler that is running already was called from inside itself; the SDK never does that with good reason.
    if let Some(handler) = handler
        && let Ok(mut handler) = handler.try_borrow_mut()
    {
        handler(first, second);
    }
}

/// How many handlers are alive, for tests that watch for leaks.
#[cfg(any(debug_assertions, feature = "preview"))]
pub fn alive() -> usize {
    HANDLERS.with_borrow(|handlers| handlers.list.len())
}
