//! The edges of the frame, which can be dragged.

use super::frame_toolbar::SIZES;
use leptos::ev::PointerEvent;
use leptos::prelude::*;

/// An edge of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// The right edge: the width.
    End,
    /// The lower edge: the height.
    Bottom,
}

/// Changes the frame's width or height while it is dragged. For the keyboard there are the fields of the toolbar.
#[component]
pub(super) fn ResizeHandle(
    /// Which edge it is.
    edge: Edge,
    /// What it changes, in pixels.
    pixels: RwSignal<i32>,
) -> impl IntoView {
    let handle = NodeRef::new();
    let start = move |event: PointerEvent| {
        if let Some(handle) = handle.get_untracked() {
            let handle: web_sys::HtmlDivElement = handle;
            let _ = handle.set_pointer_capture(event.pointer_id());
        }
    };
    let drag = move |event: PointerEvent| {
        let is_dragged = handle
            .get_untracked()
            .is_some_and(|handle| handle.has_pointer_capture(event.pointer_id()));
        if is_dragged {
            let moved = match edge {
                Edge::End => event.movement_x(),
                Edge::Bottom => event.movement_y(),
            };
            pixels.update(|pixels| *pixels = (*pixels + moved).clamp(*SIZES.start(), *SIZES.end()));
        }
    };
    let class = match edge {
        Edge::End => "pv-handle pv-handle-end",
        Edge::Bottom => "pv-handle pv-handle-bottom",
    };
    view! { <div node_ref=handle class=class aria-hidden="true" on:pointerdown=start on:pointermove=drag></div> }
}
