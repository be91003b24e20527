//! A call card for Bitrix24: a tab of the portal's call popup (`CALL_CARD` placement).
//!
//! The layers and their order are in `docs/architecture.md`.
//!
//! `simulator`, in debug builds and with the feature `preview` only, is a simulated portal behind `window.BX24`. What needs
//! Leptos is compiled with the feature `leptos`, which is on by default.

pub mod api;
pub mod bx24;
pub mod call;
#[cfg(feature = "leptos")]
pub mod components;
pub mod i18n;
#[cfg(any(debug_assertions, feature = "preview"))]
pub mod simulator;
#[cfg(feature = "leptos")]
pub mod state;
