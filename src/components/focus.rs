//! The keyboard focus: where it is, where it goes, and where it goes on when the element that had it is removed.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, FocusEvent, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

/// Puts the keyboard focus on the element of this id, if there is one. Opens the `<details>` that hides it.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        focus_element(&element);
    }
}

/// The same, unless the portal around this page has the keyboard focus.
pub fn focus_in_page(id: &str) {
    if document().has_focus() == Ok(true) {
        focus(id);
    }
}

/// Whether the element of this id has the keyboard focus.
pub fn has_focus(id: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.id() == id)
}

/// Whether the element, or something in it, has the keyboard focus. Where that is in the portal around this page, it is
/// not.
pub fn has_focus_within(element: &Element) -> bool {
    let document = document();
    document.has_focus() == Ok(true) && element.contains(document.active_element().as_deref())
}

/// A directive: when its element is removed with the keyboard focus in it, the focus moves to the element that has the id
/// of the focused one by then, else to the element of the id `to`, if there is one. An element that is hidden or folded
/// does not count: what comes next is what the agent sees.
pub fn pass_focus(from: Element, to: &'static str) {
    let from = StoredValue::new_local(from);
    // Runs before the element is removed from the page.
    on_cleanup(move || {
        if from.try_with_value(has_focus_within) == Some(true) {
            let id = active_element().map(|active| active.id()).unwrap_or_default();
            queue_microtask(move || match by_id(&id).filter(is_reachable) {
                Some(same) => focus_element(&same),
                None => focus(to),
            });
        }
    });
}

/// A directive: when its element is removed with the keyboard focus in it, the focus moves to the element before it.
pub fn pass_focus_back(from: Element) {
    let from = StoredValue::new_local(from);
    // Runs before the element is removed from the page.
    on_cleanup(move || {
        let before =
            from.try_with_value(|from| from.previous_element_sibling().filter(|_| has_focus_within(from)));
        if let Some(Some(Ok(before))) = before.map(|before| before.map(JsCast::dyn_into::<HtmlElement>)) {
            focus_element(&before);
        }
    });
}

/// Keeps the keyboard focus on the page when the element that has it is removed or made anew.
///
/// A browser drops the focus then, and the next Tab starts at the top of the page. Here it goes to the element of the
/// same id, or to the section that the element was in, or to `root`. Nothing happens while the focus is outside the
/// page, or where something else has it by then. Everything is released when the owner is cleaned up.
pub fn use_focus_recovery(root: HtmlElement) {
    let last = StoredValue::new_local(None);
    let focused = window_event_listener(ev::focusin, {
        let root = root.clone();
        move |event| last.set_value(LastFocus::of(&event).filter(|focus| root.contains(Some(&focus.element))))
    });
    let blurred = window_event_listener(ev::focusout, move |_| {
        // Only after the event it is known whether the agent left the element or the element was removed.
        queue_microtask(move || {
            last.try_update_value(|last| last.take_if(|focus| focus.was_left()));
        });
    });
    let is_lost =
        move || last.try_with_value(|last| last.as_ref().is_some_and(LastFocus::is_lost)) == Some(true);
    let recover = {
        let root = root.clone();
        move || {
            if !is_lost() {
                return;
            }
            let root = root.clone();
            // `pass_focus` goes first.
            queue_microtask(move || {
                if is_lost() {
                    let taken = last.try_update_value(Option::take).flatten();
                    if let Some(target) = taken.map(|focus| focus.successor().unwrap_or(root)) {
                        focus_element(&target);
                    }
                }
            });
        }
    };
    StoredValue::new_local(RemovalObserver::new(&root, recover));
    on_cleanup(move || {
        focused.remove();
        blurred.remove();
    });
}

/// The element that had the keyboard focus last, and the section it was in.
struct LastFocus {
    element: HtmlElement,
    section: Option<HtmlElement>,
}

impl LastFocus {
    fn of(event: &FocusEvent) -> Option<Self> {
        let element: HtmlElement = event.target()?.dyn_into().ok()?;
        let section = element.closest("section").ok().flatten();
        Some(Self {
            section: section.and_then(|section| section.dyn_into().ok()),
            element,
        })
    }

    /// Whether the element still stands on the page and the focus is elsewhere.
    fn was_left(&self) -> bool {
        let active = document().active_element();
        self.element.is_connected() && active.as_ref() != Some(&self.element)
    }

    /// Whether the element is gone and nothing else has the focus.
    fn is_lost(&self) -> bool {
        !self.element.is_connected() && document().has_focus() == Ok(true) && active_element().is_none()
    }

    /// What takes the place of the element.
    fn successor(&self) -> Option<HtmlElement> {
        by_id(&self.element.id()).or_else(|| {
            let section = self.section.as_ref()?;
            if section.is_connected() {
                return Some(section.clone());
            }
            // The whole section was made anew: the other one has the same heading.
            let heading = section.get_attribute("aria-labelledby")?;
            by_id(&heading)?.closest("section").ok()??.dyn_into().ok()
        })
    }
}

/// Runs a function after each change of an element's descendants until it is dropped.
struct RemovalObserver {
    observer: Option<MutationObserver>,
    _callback: Closure<dyn FnMut()>,
}

impl RemovalObserver {
    fn new(root: &HtmlElement, on_change: impl FnMut() + 'static) -> Self {
        let callback = Closure::<dyn FnMut()>::new(on_change);
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok();
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        if let Some(observer) = &observer {
            // Fails for no options that are used here.
            let _ = observer.observe_with_options(root, &options);
        }
        Self {
            observer,
            _callback: callback,
        }
    }
}

impl Drop for RemovalObserver {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// The element that has the keyboard focus; nothing where none has.
fn active_element() -> Option<Element> {
    document()
        .active_element()
        .filter(|active| active.tag_name() != "BODY")
}

fn by_id(id: &str) -> Option<HtmlElement> {
    if id.is_empty() {
        return None;
    }
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Whether an element is neither hidden nor folded.
fn is_reachable(element: &HtmlElement) -> bool {
    element.closest("[hidden], details:not([open]) > :not(summary)") == Ok(None)
}

fn focus_element(element: &HtmlElement) {
    if let Ok(Some(details)) = element.closest("details") {
        let _ = details.set_attribute("open", "");
    }
    let options = FocusOptions::new();
    // A section takes the focus only from a script. Nothing scrolls then: another button would come under the pointer.
    if matches!(element.tag_name().as_str(), "SECTION" | "MAIN" | "BODY") {
        let _ = element.set_attribute("tabindex", "-1");
        options.set_prevent_scroll(true);
    }
    let _ = element.focus_with_options(&options);
}
