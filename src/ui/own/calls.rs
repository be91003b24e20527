//! The calls that were registered here, and what can be done with each.

use super::closing::{self, closing};
use super::{Own, person, persons};
use crate::i18n::{moment, t, tf};
use crate::ui::dom::{El, View, el, focus, list, nothing, switch, when};
use crate::ui::form::button;
use crate::ui::header::grouped;
use crate::ui::trouble::reason;

use crate::state::WrapUp;
use crate::state::own::{Action, Call, Form, Note, RegisteredCallRow};
use leptos::prelude::*;

/// *RegisteredCalls registered here*, newest first.
pub fn calls(own: Own) -> View {
    let calls = own.calls;
    el("section")
        .class("part")
        .attr("aria-labelledby", "registered-title")
        .child(
            el("h2")
                .attr("id", "registered-title")
                .text(t("registered.title")),
        )
        .child(when(
            move || calls.fleeting.get(),
            || el("p").class("quiet").text(t("registered.fleeting")).into(),
        ))
        .child(switch(
            move || calls.ids().is_empty().to_string(),
            move |none| match none {
                "true" => el("p").class("quiet").text(t("registered.none")).into(),
                _ => el("ul")
                    .class("own-list")
                    .attr("aria-labelledby", "registered-title")
                    .child(list(move || calls.ids(), move |id| row(own, id)))
                    .into(),
            },
        ))
        .into()
}

fn row(own: Own, id: &str) -> View {
    let calls = own.calls;
    let Some(call) = untrack(|| calls.see(id, |row| row.call.clone())) else {
        return nothing();
    };
    let this = This {
        own,
        id: StoredValue::new_local(id.to_owned()),
    };
    let about = format!("{} · {}", t(call.call_type.key()), moment(call.at));
    el("li")
        .class("own-call")
        .attr("id", &row_id(id))
        .attr("tabindex", "-1")
        .child(el("p").child(el("strong").child(grouped(&call.number))))
        .child(el("p").class("own-hint").text(about))
        .child(
            el("p")
                .class("own-hint")
                .child(el("bdi").attr("dir", "ltr").text(&call.call_id)),
        )
        .child(el("p").class("own-hint").text_of({
            let call = call.clone();
            move || for_whom(own, &call)
        }))
        .child(screens(this))
        .child(controls(this, call.user))
        .child(note(this))
        .child(closing(this, &call.number))
        .into()
}

/// Where the keyboard goes when what it was on is gone.
fn row_id(call_id: &str) -> String {
    format!("call {call_id}")
}

/// One call of the list.
#[derive(Clone, Copy)]
pub struct This {
    pub own: Own,
    id: StoredValue<String, LocalStorage>,
}

impl This {
    fn see<T>(self, look: impl FnOnce(&RegisteredCallRow) -> T) -> Option<T> {
        let calls = self.own.calls;
        self.id.try_with_value(|id| calls.see(id, look)).flatten()
    }

    fn is_busy(self) -> bool {
        self.see(|row| row.note.is_running()) == Some(true)
    }

    fn shown(self) -> Vec<u64> {
        self.see(|row| row.call.shown.clone()).unwrap_or_default()
    }

    fn start(self, action: Action) {
        let calls = self.own.calls;
        self.id.try_with_value(|id| calls.start(id, action));
    }

    fn choose(self, action: fn(Vec<u64>) -> Action) {
        let calls = self.own.calls;
        self.id.try_with_value(|id| calls.choose(id, action));
    }

    fn retry(self) {
        let calls = self.own.calls;
        self.focus();
        self.id.try_with_value(|id| calls.retry(id));
    }

    fn focus(self) {
        self.id.try_with_value(|id| focus(&row_id(id)));
    }

    /// Takes the keyboard, if what had it is gone.
    pub fn catch_focus(self) {
        let document = document();
        let body = document.body().map(Into::into);
        if document.active_element().is_none_or(|at| Some(at) == body) {
            self.focus();
        }
    }

    pub fn is_finished(self) -> bool {
        self.see(|row| row.call.finished) == Some(true)
    }

    pub fn wrap_up(self) -> Option<WrapUp> {
        self.id
            .try_with_value(|id| self.own.closings.of_call(id))
            .flatten()
    }

    pub fn is_open(self, form: Form) -> bool {
        self.id.try_with_value(|id| self.own.closings.is_open(form, id)) == Some(true)
    }

    pub fn toggle(self, form: Form) {
        self.id.try_with_value(|id| self.own.closings.toggle(form, id));
    }
}

fn for_whom(own: Own, call: &Call) -> String {
    match call.user {
        Some(id) => tf("registered.for", &[("name", &person(own, id))]),
        None => tf("registered.for-inner", &[("number", &call.inner)]),
    }
}

/// On whose screens the card is, as far as this page knows.
fn screens(this: This) -> View {
    let keys = move || this.shown().iter().map(ToString::to_string).collect();
    let row = move |key: &str| {
        let Ok(id) = key.parse::<u64>() else {
            return nothing();
        };
        let name = move || person(this.own, id);
        el("li")
            .class("person")
            .child(el("bdi").text_of(name))
            .child(
                button(
                    "colleagues.hide",
                    move || this.is_busy(),
                    move || {
                        // This button goes with its row.
                        this.focus();
                        this.start(Action::Hide(vec![id]));
                    },
                )
                .attr_of("aria-label", move || {
                    Some(tf("colleagues.hide-from", &[("name", &name())]))
                }),
            )
            .into()
    };
    let state = move || {
        let state = this.see(|row| match &row.call {
            call if call.finished => "finished",
            call if call.gone => "gone",
            call if !call.shown.is_empty() => "shown",
            // CallOwner internal number it is nobody told, nor whether they see it.
            call if call.user.is_none() => "",
            _ => "not-shown",
        });
        state.unwrap_or_default()
    };
    switch(
        move || state().to_owned(),
        move |state| match state {
            "gone" => el("p").class("own-gone").text(t("registered.gone")).into(),
            "shown" => el("div")
                .child(el("p").class("own-hint").text(t("registered.shown")))
                .child(
                    el("ul")
                        .class("people")
                        .attr("aria-label", &t("colleagues.list"))
                        .child(list(keys, row)),
                )
                .into(),
            "finished" => el("p").class("good").text(t("registered.finished")).into(),
            "not-shown" => el("p").class("own-hint").text(t("registered.not-shown")).into(),
            _ => nothing(),
        },
    )
}

fn controls(this: This, user: Option<u64>) -> El {
    let shown = switch(
        move || this.is_finished().to_string(),
        move |finished| match finished {
            // Nobody can be shown a call that is over.
            "true" => nothing(),
            _ => screen_buttons(this, user).into(),
        },
    );
    el("div")
        .class("own-controls")
        .child(shown)
        .child(closing::buttons(this, el("div").class("buttons")))
}

fn screen_buttons(this: This, user: Option<u64>) -> El {
    let busy = move || this.is_busy();
    let mut buttons = el("div").class("buttons");
    if let Some(user) = user {
        // The one it was registered for, without asking again who that is.
        let label = move || tf("search.show-to", &[("name", &person(this.own, user))]);
        let show = move || this.start(Action::Show(vec![user]));
        buttons = buttons.child(button("", busy, show).text_of(label));
    }
    buttons
        .child(button("colleagues.show", busy, move || this.choose(Action::Show)))
        .child(button("registered.hide", busy, move || this.choose(Action::Hide)))
}

/// What became of the last action on the call.
fn note(this: This) -> View {
    let own = this.own;
    let said = move || match this.see(|row| row.note.clone()) {
        Some(Note::Running(_)) => t("registered.running"),
        Some(Note::Done(Action::Show(ids))) => tf("colleagues.shown", &[("names", &persons(own, &ids))]),
        Some(Note::Done(Action::Hide(ids))) => tf("colleagues.hidden", &[("names", &persons(own, &ids))]),
        Some(Note::NoDialog) => t("own.no-dialog"),
        _ => String::new(),
    };
    let failed = move || match this.see(|row| row.note.clone()) {
        Some(Note::Failed(_, error)) => format!("{} {}", t("colleagues.failed"), reason(&error)),
        _ => String::new(),
    };
    el("div")
        .child(el("p").class("good").attr("role", "status").text_of(said))
        .child(switch(failed, move |why| {
            if why.is_empty() {
                return nothing();
            }
            el("div")
                .class("trouble")
                .attr("role", "alert")
                .child(el("p").text(why))
                .child(button("trouble.retry", || false, move || this.retry()))
                .into()
        }))
        .into()
}
