//! Texts of any length.

use crate::components::SizeObserver;
use crate::i18n::t;
use leptos::html;
use leptos::prelude::*;

/// A text of several lines. A long one begins with its first lines, and a button shows the rest.
#[component]
pub(super) fn LongText(
    /// The text.
    text: String,
) -> impl IntoView {
    let all = RwSignal::new(false);
    let is_cut = RwSignal::new(false);
    let node = NodeRef::<html::Span>::new();
    let observer = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            let on_resize = {
                let element = element.clone();
                move || {
                    // All of it is there now; how much that was says nothing any more.
                    if all.try_get_untracked() == Some(false) {
                        is_cut.try_set(element.scroll_height() > element.client_height());
                    }
                }
            };
            observer.set_value(SizeObserver::new(&element, on_resize));
        }
    });
    view! {
        <span class="history-text" class:cut=move || !all.get() node_ref=node>
            <bdi>{text}</bdi>
        </span>
        <Show when=move || is_cut.get()>
            <button
                type="button"
                class="button"
                aria-expanded=move || all.get().to_string()
                on:click=move |_| all.update(|all| *all = !*all)
            >
                {move || t(if all.get() { "text.less" } else { "text.all" })}
            </button>
        </Show>
    }
}
