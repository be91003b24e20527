//! The size of what is on the page, and what follows from a change of it.

use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

/// A directive for what stands above a form: when it grows, the page scrolls by as much if the agent is writing in a field
/// below. So the field stays where it is. A page that is scrolled already is held in its place by the browser.
pub fn hold_field_below(above: Element) {
    let last = Cell::new(None);
    let element = above.clone();
    let observer = SizeObserver::new(&above, move || {
        let height = element.get_bounding_client_rect().height();
        let grown = last.replace(Some(height)).map_or(0.0, |last| height - last);
        let is_scrolled = window().scroll_y().is_ok_and(|top| top > 0.0);
        if grown >= 1.0 && !is_scrolled && is_writing_below(&element) {
            window().scroll_by_with_x_and_y(0.0, grown);
        }
    });
    StoredValue::new_local(observer);
}

/// Whether the agent is writing in a field below an element.
fn is_writing_below(above: &Element) -> bool {
    let document = document();
    let field = document.active_element().filter(|active| {
        document.has_focus() == Ok(true)
            && matches!(active.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
    });
    field.is_some_and(|field| {
        let (above, field) = (above.get_bounding_client_rect(), field.get_bounding_client_rect());
        let is_beside = above.right() <= field.left() || field.right() <= above.left();
        !is_beside && field.top() >= above.bottom()
    })
}

/// Runs a function after the layout when the size of an element is known and each time it has changed, until it is
/// dropped.
pub struct SizeObserver {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl SizeObserver {
    /// Observes an element from now on; nothing where the browser cannot.
    pub fn new(element: &Element, on_resize: impl FnMut() + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut()>::new(on_resize);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _callback: callback,
        })
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
