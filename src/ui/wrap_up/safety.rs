//! The safety line: where the draft is, how long the card stays, and what else happened to what was typed.

use crate::call::Binding;
use crate::i18n::{t, tf};
use crate::state::{DraftStatus, StorageLocation, WrapUp};
use crate::ui::dom::{El, el, when};
use crate::ui::form::button;
use leptos::prelude::*;

/// The line beside the buttons.
pub fn safety(this: WrapUp) -> El {
    el("div")
        .class("safety")
        // Said once. The seconds are for those who look.
        .child(
            el("p")
                .class("safety-words")
                .attr("role", "status")
                .text_of(move || this.safety.with(words)),
        )
        .also(move |line| promise(this, line))
}

/// How long the card stays, and what can be done about it.
fn promise(this: WrapUp, line: El) -> El {
    let sure = RwSignal::new(false);
    let discardable = move || {
        this.safety
            .with(|safety| safety.place != StorageLocation::None || safety.seconds.is_some())
    };
    let left = move || this.safety.with(|safety| safety.seconds).unwrap_or_default();
    line.child(when(
        move || left() > 0,
        move || {
            el("p")
                .attr("role", "timer")
                .attr("aria-live", "off")
                .text_of(move || tf("draft.held", &[("seconds", &left().to_string())]))
                .into()
        },
    ))
    .child(when(
        move || {
            this.safety
                .with(|safety| safety.can_extend && safety.seconds.is_some())
        },
        move || button("draft.extend", || false, move || this.extend()).into(),
    ))
    .child(when(discardable, move || {
        button("draft.discard", || false, move || sure.set(true)).into()
    }))
    .child(when(
        move || sure.get() && discardable(),
        move || {
            let discard = move || {
                sure.set(false);
                this.discard();
            };
            el("div")
                .class("safety-sure")
                .attr("role", "alert")
                .child(el("p").text(t("draft.sure")))
                .child(button("draft.discard-all", || false, discard))
                .child(button("draft.keep", || false, move || sure.set(false)))
                .into()
        },
    ))
}

fn words(safety: &DraftStatus) -> String {
    let place = match safety.place {
        StorageLocation::None => "",
        StorageLocation::Browser => "draft.saved",
        StorageLocation::Portal => "draft.portal",
        StorageLocation::Page => "draft.page",
    };
    let closing = match (safety.seconds, safety.place) {
        (None, _) => "",
        (Some(0), StorageLocation::Browser | StorageLocation::Portal) => "draft.over",
        (Some(0), _) => "draft.over-now",
        (Some(_), _) => "draft.closing",
    };
    let mut words = String::new();
    for key in [place, closing] {
        if !key.is_empty() {
            words.push_str(if words.is_empty() { "" } else { " · " });
            words.push_str(&t(key));
        }
    }
    words
}

/// What happened to the wrap-up besides, above the form: another call, another client, another page, older drafts.
pub fn notices(this: WrapUp, title: impl Fn(&Binding) -> String + Copy + 'static, place: El) -> El {
    let elsewhere = move || this.safety.with(|safety| safety.elsewhere.clone());
    let kept = move || this.safety.with(|safety| safety.place != StorageLocation::Page);
    let item = move || {
        let key = this.safety.with(|safety| safety.stays_with.clone());
        let item = key.as_deref().and_then(crate::call::stored_draft::binding);
        item.map(|item| title(&item)).unwrap_or_default()
    };
    place
        .child(when(
            move || elsewhere().is_some(),
            move || {
                let number = move || match elsewhere().unwrap_or_default() {
                    number if number.is_empty() => t("number.unknown"),
                    number => number,
                };
                notice()
                    .child(el("p").text_of(move || tf("draft.elsewhere", &[("number", &number())])))
                    .child(button("draft.use-here", || false, move || this.use_here()))
                    .child(when(kept, move || {
                        button("draft.put-aside", || false, move || this.put_aside()).into()
                    }))
                    .into()
            },
        ))
        .child(when(
            move || elsewhere().is_none() && this.safety.with(|safety| safety.stays_with.is_some()),
            move || {
                notice()
                    .child(el("p").text_of(move || tf("draft.stays", &[("item", &item())])))
                    .child(button("draft.move", || false, move || this.send_to_client()))
                    .child(button("draft.leave", || false, move || this.leave_with_client()))
                    .into()
            },
        ))
        .child(when(
            move || this.safety.with(|safety| safety.replaced.is_some()),
            move || {
                notice()
                    .child(el("p").text(t("draft.replaced")))
                    .child(button("draft.bring-back", || false, move || this.bring_back()))
                    .child(button("draft.fine", || false, move || this.leave_replaced()))
                    .into()
            },
        ))
        .child(when(
            move || this.is_here() && this.safety.with(|safety| safety.others > 0),
            move || {
                let count = move || this.safety.with(|safety| safety.others).to_string();
                el("p")
                    .class("quiet")
                    .text_of(move || tf("draft.others", &[("count", &count())]))
                    .into()
            },
        ))
}

fn notice() -> El {
    el("div").class("notice").attr("role", "alert")
}
