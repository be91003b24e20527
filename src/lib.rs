//! A call card for Bitrix24: a tab of the portal's call popup (`CALL_CARD` placement).
//!
//! Calls go downwards only; a room knows the rooms below it:
//!
//! | room | what it holds |
//! |---|---|
//! | [`components`] | what is on screen |
//! | [`state`] | one opened card: its signals and the actions an agent can take |
//! | [`api`] | the portal's vocabulary as typed functions |
//! | [`bx24`] | the BX24 JS SDK made safe; no JS value leaves it |
//! | [`i18n`] | the agent's language |
//! | [`call`] | the domain in plain Rust: status, phases, clock, outcomes, numbers |
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
