//! What is around the frame: its size, its theme, and loading it again.

use super::state::use_preview;
use crate::components::{ActionButton, SelectField, TextField};
use leptos::prelude::*;

/// The widths to choose from, in pixels: a phone, the portal's call card, a wide window.
pub(super) const WIDTHS: [i32; 3] = [360, 560, 900];
/// What a frame can be wide and high, in pixels.
pub(super) const SIZES: core::ops::RangeInclusive<i32> = 200..=2000;

/// The colours of the card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Theme {
    /// Those that the system asks for.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value of `data-theme`, and of `theme` in the address.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::System => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this code.
    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }

    const fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }
}

/// Chooses the size and the theme of the frame, and loads it again.
#[component]
pub(super) fn FrameToolbar(
    width: RwSignal<i32>,
    height: RwSignal<i32>,
    theme: RwSignal<Theme>,
) -> impl IntoView {
    let preview = use_preview();
    let themes: Vec<_> = Theme::ALL
        .map(|theme| (theme.code().to_owned(), theme.label().to_owned()))
        .into();
    view! {
        <div class="pv-row pv-frame-toolbar">
            <div class="pv-row" role="group" aria-label="Width of the card">
                {WIDTHS.map(|pixels| view! { <WidthButton width pixels /> })}
            </div>
            <PixelField id="pv-width" label="Width, px" pixels=width />
            <PixelField id="pv-height" label="Height, px" pixels=height />
            <SelectField
                id="pv-theme"
                label="Theme"
                options=themes
                value=Signal::derive(move || theme.get().code().to_owned())
                on_change=move |code: String| theme.set(Theme::from_code(&code).unwrap_or_default())
            />
            <ActionButton label="Reload the frame" on_press=move |()| preview.reload_frame() />
            <ActionButton label="Reload the portal" on_press=move |()| preview.reload_portal() />
        </div>
    }
}

/// Chooses one of the usual widths.
#[component]
fn WidthButton(width: RwSignal<i32>, pixels: i32) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            aria-pressed=move || (width.get() == pixels).to_string()
            on:click=move |_| width.set(pixels)
        >
            {format!("{pixels} px")}
        </button>
    }
}

/// A width or a height. What is out of range, as any number is while it is being typed, changes nothing.
#[component]
fn PixelField(id: &'static str, label: &'static str, pixels: RwSignal<i32>) -> impl IntoView {
    let type_in = move |text: String| {
        if let Some(typed) = text.parse().ok().filter(|typed| SIZES.contains(typed)) {
            pixels.set(typed);
        }
    };
    view! {
        <TextField id label kind="number" value=Signal::derive(move || pixels.get().to_string()) on_input=type_in />
    }
}
