//! A call whose card is on another page, as its wrap-up on the app's own page knows it.

use super::{Closings, RegisteredCalls};
use crate::call::{Binding, CallClient, StatusCode, StoredDraft};
use crate::state::names::Names;
use crate::state::{CallOwner, CardCalls, Name, Subject, Work};
use leptos::prelude::*;

/// What is known of the call: from the registration where it was registered here, and from the draft that its card has
/// stored.
pub struct AbsentCall {
    closings: Closings,
    calls: RegisteredCalls,
    names: Names,
    call_id: String,
    whose: CallOwner,
    number: String,
    /// What was stored of the items of the call.
    stored_items: RwSignal<Vec<Binding>>,
    seconds: Option<u64>,
    handed_over: bool,
}

impl AbsentCall {
    /// What is known of a call; nothing where nobody knows whose it is. `agent` is the user of this page.
    pub(super) fn new(
        closings: Closings,
        (calls, names): (RegisteredCalls, Names),
        call_id: &str,
        draft: &StoredDraft,
        stored_items: RwSignal<Vec<Binding>>,
        agent: Option<u64>,
    ) -> Option<Self> {
        let registered = untrack(|| calls.see(call_id, |row| row.call.clone()));
        let whose = match &registered {
            Some(call) => match call.user {
                Some(id) => CallOwner::User(id),
                None => CallOwner::Inner(call.inner.clone()),
            },
            None => CallOwner::User(agent?),
        };
        let number = match draft.number() {
            "" => registered.map(|call| call.number).unwrap_or_default(),
            number => number.to_owned(),
        };
        Some(Self {
            closings,
            calls,
            names,
            call_id: call_id.to_owned(),
            whose,
            number,
            stored_items,
            seconds: *draft.fields.seconds.get(),
            handed_over: *draft.fields.handed_over.get(),
        })
    }
}

impl Subject for AbsentCall {
    fn whose(&self) -> &CallOwner {
        &self.whose
    }

    fn card(&self) -> Option<(CardCalls, usize)> {
        None
    }

    fn call_id(&self) -> String {
        self.call_id.clone()
    }

    fn client(&self) -> CallClient {
        let mut items = self.stored_items.try_get().unwrap_or_default();
        let registered = self.calls.see(&self.call_id, |row| row.call.items.clone());
        for item in registered.unwrap_or_default() {
            if !items.contains(&item) {
                items.push(item);
            }
        }
        CallClient {
            number: self.number.clone(),
            items,
        }
    }

    fn is_gone(&self, item: &Binding) -> bool {
        self.names.of(item) == Name::Gone
    }

    fn own_items(&self) -> Vec<Binding> {
        Vec::new()
    }

    fn seconds(&self) -> Option<u64> {
        self.seconds
    }

    fn failed(&self) -> Option<StatusCode> {
        None
    }

    fn handed_over(&self) -> bool {
        self.handed_over
    }

    fn hide_from_others(&self) -> Work {
        Box::pin(self.calls.hide_from_others(self.call_id.clone()))
    }

    fn finished(&self) {
        self.calls.finished(&self.call_id);
    }

    fn saved(&self) {
        self.closings.close(&self.call_id);
    }
}
