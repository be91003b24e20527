//! The preview page: the card in a frame, and the portal's side of the call around it.
//!
//! It is for developers and in English only: components with a text key (`label` of an `ActionButton`) get their English
//! label instead, which [`crate::i18n::t`] returns unchanged.

mod actions;
mod address;
mod banner;
mod call_controls;
mod card_frame;
mod client_controls;
mod colleague_screen;
mod control_panel;
mod fault_controls;
mod frame_toolbar;
mod gallery;
mod log_row;
mod panel;
mod people_controls;
mod portal_controls;
mod portal_dialogs;
mod preview_page;
mod request_log;
mod resize_handle;
mod rights_controls;
mod scenario_list;
mod setting_switch;
mod state;
mod toggle;

use address::wants_gallery;
use gallery::Gallery;
use leptos::prelude::*;
use preview_page::PreviewPage;
use wasm_bindgen::JsCast;

/// Mounts the preview page, or with `?gallery` the list of all scenarios, into the page's `#app`.
pub fn mount() {
    let app = document().get_element_by_id("app").unwrap();
    app.set_inner_html("");
    app.set_attribute("aria-busy", "false").unwrap();
    document().set_title("Call card: preview");
    let app = app.unchecked_into();
    if wants_gallery() {
        mount_to(app, Gallery).forget();
    } else {
        mount_to(app, PreviewPage).forget();
    }
}
