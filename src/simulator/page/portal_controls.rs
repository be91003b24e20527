//! How the simulated portal behaves.

use super::panel::Panel;
use super::setting_switch::SettingSwitch;
use super::state::use_preview;
use crate::components::SelectField;
use crate::simulator::{Portal, StatusForm};
use leptos::prelude::*;

/// The languages of the portal, by its codes.
const LANGUAGES: [&str; 19] = [
    "en", "de", "la", "br", "fr", "it", "pl", "ru", "ua", "tr", "kz", "sc", "tc", "ja", "vn", "id", "ms",
    "th", "ar",
];
/// From the end of a conversation to the portal's attempt to close the card.
const CLOSE_AFTER_MS: f64 = 2000.0;

/// Language, line, and the habits in which portals differ.
#[component]
pub(super) fn PortalControls() -> impl IntoView {
    view! {
        <Panel id="pv-portal" title="Portal">
            <div class="pv-fields">
                <LanguageField />
                <LineField />
            </div>
            <SettingSwitch
                id="pv-two-arguments"
                label="Events with two arguments"
                read=|settings| settings.two_arguments
                write=|settings, on| settings.two_arguments = on
            />
            <SettingSwitch
                id="pv-status-strings"
                label="getStatus answers strings"
                read=|settings| settings.status_form == StatusForm::Strings
                write=|settings, on| settings.status_form = if on { StatusForm::Strings } else { StatusForm::Typed }
            />
            <SettingSwitch
                id="pv-escape-options"
                label="Options escaped for HTML"
                read=|settings| settings.escape_options
                write=|settings, on| settings.escape_options = on
            />
            <SettingSwitch
                id="pv-opens-pages"
                label="Opens pages (openPath)"
                read=|settings| settings.opens_pages
                write=|settings, on| settings.opens_pages = on
            />
            <SettingSwitch
                id="pv-finish-errors"
                label="finish reports a failed follow-up step"
                read=|settings| settings.finish_errors
                write=|settings, on| settings.finish_errors = on
            />
            <SettingSwitch
                id="pv-close-after-end"
                label="Closes two seconds after the call"
                read=|settings| settings.close_after_end.is_some()
                write=|settings, on| settings.close_after_end = on.then_some(CLOSE_AFTER_MS)
            />
            <SettingSwitch
                id="pv-another-call"
                label="Another call is active"
                read=|settings| settings.another_call
                write=|settings, on| settings.another_call = on
            />
        </Panel>
    }
}

/// The language of the agent. The application reads it when it starts, so its frame is loaded again.
#[component]
fn LanguageField() -> impl IntoView {
    let preview = use_preview();
    let options: Vec<_> = LANGUAGES
        .iter()
        .map(|code| ((*code).to_owned(), (*code).to_owned()))
        .collect();
    view! {
        <SelectField
            id="pv-language"
            label="Language"
            options
            value=Signal::derive(move || preview.with(|portal| portal.settings.lang.clone()))
            on_change=move |code: String| {
                preview.simulator().set_lang(&code);
                preview.reload_frame();
            }
        />
    }
}

/// The line of the call, as the application reads it when it starts or asks for the status.
#[component]
fn LineField() -> impl IntoView {
    let preview = use_preview();
    let options: Vec<_> = preview.with_untracked(|portal| {
        let lines = portal.lines.iter();
        lines
            .map(|line| (line.number.clone(), format!("{} {}", line.number, line.name)))
            .collect()
    });
    let line = move || {
        preview.with(|portal| {
            portal
                .card()
                .map(|card| card.line_number.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <SelectField
            id="pv-line"
            label="Line"
            options
            value=Signal::derive(line)
            on_change=move |number: String| preview.update(|portal| set_line(portal, number))
        />
    }
}

fn set_line(portal: &mut Portal, number: String) {
    let line = portal.lines.iter().find(|line| line.number == number);
    let name = line.map(|line| line.name.clone()).unwrap_or_default();
    if let Some(card) = portal.card_mut() {
        card.line_number = number;
        card.line_name = name;
    }
}
