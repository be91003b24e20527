//! What else happened to what was typed, above the form.

use super::is_running;
use crate::call::Binding;
use crate::components::{ActionButton, SentenceWithNumber, scoped_memo};
use crate::i18n::{t, tf};
use crate::state::{StorageLocation, WrapUp};
use leptos::prelude::*;

/// The card went on to another call or client, another page changed the form, or older drafts exist.
#[component]
pub fn DraftNotices(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// What a CRM item is called.
    title: Callback<Binding, String>,
) -> impl IntoView {
    let status = wrap_up.draft_status;
    let stays_with = scoped_memo(move || {
        status.with(|status| match &status.elsewhere {
            None => status.stays_with.clone(),
            Some(_) => None,
        })
    });
    let item = move || {
        let item = stays_with.with(|key| key.as_deref().and_then(Binding::parse));
        item.map(|item| title.run(item)).unwrap_or_default()
    };
    let others = scoped_memo(move || status.with(|status| status.others));
    let is_elsewhere = scoped_memo(move || status.with(|status| status.elsewhere.is_some()));
    let aside = scoped_memo(move || wrap_up.aside());
    let aside_number = move || aside.get().unwrap_or_default();
    let is_saving = is_running(wrap_up);
    let is_replaced = scoped_memo(move || status.with(|status| status.replaced.is_some()));
    view! {
        <Show when=move || is_elsewhere.get()>
            <ElsewhereNotice wrap_up />
        </Show>
        <Show when=move || stays_with.with(Option::is_some)>
            <div class="notice" role="alert">
                <p>{move || tf("draft.stays", &[("item", &item())])}</p>

                // What is being saved stays with its client.
                <Show when=move || wrap_up.has_client() && !is_saving.get()>
                    <ActionButton label="draft.move" on_press=move |()| wrap_up.send_to_client() />
                </Show>
                <ActionButton label="draft.leave" on_press=move |()| wrap_up.leave_with_client() />
            </div>
        </Show>
        <Show when=move || is_replaced.get()>
            <div class="notice" role="alert">
                <p>{t("draft.replaced")}</p>
                <ActionButton label="draft.bring-back" on_press=move |()| wrap_up.bring_back() />
                <ActionButton label="draft.fine" on_press=move |()| wrap_up.leave_replaced() />
            </div>
        </Show>
        <Show when=move || wrap_up.is_here() && others.get() != 0>
            <p class="quiet">{move || tf("draft.others", &[("count", &others.get().to_string())])}</p>
        </Show>
        <Show when=move || aside.with(Option::is_some)>
            <div class="notice" role="alert">
                <p>
                    <SentenceWithNumber text="draft.aside" number=Signal::derive(aside_number) />
                </p>
                <Show when=move || !is_saving.get()>
                    <ActionButton label="draft.show-aside" on_press=move |()| wrap_up.show_aside() />
                </Show>
            </div>
        </Show>
    }
}

/// What was typed belongs to the call that was on the card before.
#[component]
fn ElsewhereNotice(wrap_up: WrapUp) -> impl IntoView {
    let number = scoped_memo(move || {
        wrap_up
            .draft_status
            .with(|status| status.elsewhere.clone().unwrap_or_default())
    });
    let is_stored = move || {
        wrap_up
            .draft_status
            .with(|status| status.place != StorageLocation::Page)
    };
    // A recording and a transcript are of their call.
    let can_use = scoped_memo(move || wrap_up.form.with(|form| !form.is_blank()));
    // What is being saved stays with its call.
    let is_saving = is_running(wrap_up);
    view! {
        <div class="notice" role="alert">
            <p>
                <SentenceWithNumber text="draft.elsewhere" number />
            </p>
            <Show when=move || !is_saving.get()>
                <Show when=move || can_use.get()>
                    <ActionButton label="draft.use-here" on_press=move |()| wrap_up.use_here() />
                </Show>
                <Show when=is_stored>
                    <ActionButton label="draft.put-aside" on_press=move |()| wrap_up.put_aside() />
                </Show>
            </Show>
        </div>
    }
}
