//! One of the calls that were registered here.

use super::action_message::ActionMessage;
use super::closing::ClosingForm;
use super::controls::Controls;
use super::names::person;
use super::screens::Screens;
use crate::call::RegisteredCall;
use crate::components::{GroupedNumber, focus, scoped_memo};
use crate::i18n::text_keys::call_type_key;
use crate::i18n::{moment, t, tf};
use crate::state::own::{CardAction, Own, RegisteredCallRow};
use leptos::prelude::*;

/// A call of the list: what it is, on whose screens its card is, and what can be done with it.
#[component]
pub(super) fn RegisteredCallItem(own: Own, call_id: String) -> impl IntoView {
    let id = row_id(&call_id);
    let call = untrack(|| own.calls.see(&call_id, |row| row.call.clone()));
    let handle = RowHandle::new(own, call_id);
    call.map(|call| {
        let RegisteredCall {
            call_id,
            number,
            call_type,
            at,
            user,
            inner,
            ..
        } = call;
        let for_whom = move || match user {
            Some(id) => tf("registered.for", &[("name", &person(own, id))]),
            None => tf("registered.for-inner", &[("number", &inner)]),
        };
        view! {
            <li class="own-call" id=id tabindex="-1">
                <p>
                    <strong><GroupedNumber number=number.clone() /></strong>
                </p>
                <p class="own-hint">{format!("{} · {}", t(call_type_key(call_type)), moment(at))}</p>
                <p class="own-hint">
                    <bdi dir="ltr">{call_id.clone()}</bdi>
                </p>
                <p class="own-hint">{for_whom}</p>
                <Screens handle />
                <Controls handle call_id=call_id.clone() user />
                <ActionMessage handle />
                <ClosingForm own call_id number />
            </li>
        }
    })
}

/// The id of a row. It gets the keyboard focus when the element that had it disappears.
fn row_id(call_id: &str) -> String {
    format!("call {call_id}")
}

/// One call of the list, with what became of the last action on it.
#[derive(Clone, Copy)]
pub(super) struct RowHandle {
    pub own: Own,
    id: StoredValue<String>,
    row: Memo<Option<RegisteredCallRow>>,
}

impl RowHandle {
    fn new(own: Own, call_id: String) -> Self {
        let id = StoredValue::new(call_id);
        Self {
            own,
            id,
            row: scoped_memo(move || id.with_value(|id| own.calls.see(id, Clone::clone))),
        }
    }

    /// Looks at the call; nothing once it is no longer in the list. Tracks it.
    pub fn see<T>(self, look: impl FnOnce(&RegisteredCallRow) -> T) -> Option<T> {
        self.row.try_with(|row| row.as_ref().map(look)).flatten()
    }

    /// Whether the card is being shown or hidden. Tracks it.
    pub fn is_busy(self) -> bool {
        self.see(|row| row.outcome.is_running()) == Some(true)
    }

    /// Starts an action.
    pub fn start(self, action: CardAction) {
        self.id.try_with_value(|id| self.own.calls.start(id, action));
    }

    /// Lets the agent choose the people of an action.
    pub fn choose(self, action: fn(Vec<u64>) -> CardAction) {
        self.id.try_with_value(|id| self.own.calls.choose(id, action));
    }

    /// Tries the last action again.
    pub fn retry(self) {
        // *Try again* disappears.
        self.focus();
        self.id.try_with_value(|id| self.own.calls.retry(id));
    }

    /// Puts the keyboard focus on the row.
    pub fn focus(self) {
        self.id.try_with_value(|id| focus(&row_id(id)));
    }

    /// Whether the call was finished here. Tracks it.
    pub fn is_finished(self) -> bool {
        self.see(|row| row.call.finished) == Some(true)
    }
}
