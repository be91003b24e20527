//! When the history is asked for: after the names of the client, and again where the client is another one.

use super::OverviewSubject;
use crate::api::Refusal;
use crate::bx24::{Error, ErrorKind};
use crate::call::CallState;
use crate::state::{Card, Name};
use leptos::prelude::*;

/// How far finding out who is calling is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientLookup {
    /// Something is still to come.
    Pending,
    /// All is known of the client that will be.
    Known,
    /// It failed, and whatever else is asked for now would fail as well.
    Failed,
}

impl Card {
    /// From now on the history is that of the client on the card, and is asked for as soon as the client is known.
    pub fn follow_client(self) {
        let overview = self.overview;
        let subject = Memo::new(move |_| self.call.with(OverviewSubject::of));
        let client = Memo::new(move |_| self.client_lookup());
        let is_settled = Memo::new(move |_| {
            subject.with(OverviewSubject::is_empty) && self.call.with(|call| call.bindings_known)
        });
        let call_key = Memo::new(move |_| self.call.with(CallState::key));
        let is_saving = Memo::new(move |_| {
            let call = self.calls.on_card();
            call.is_some_and(|call| call.wrap_up.progress.with(|progress| progress.running))
        });
        Effect::new(move |_| {
            // The next call may be with the same client, and a note that was saved is among the last notes.
            let _ = (call_key.get(), is_saving.get());
            subject.with(|subject| overview.look_at(subject));
            if client.get() == ClientLookup::Known {
                overview.ask_once();
            }
            // Else they are asked for along with the history.
            if is_settled.get() {
                self.settings.ask_once();
            }
        });
    }

    /// How far finding out who is calling is: requests go one after the other, and this comes before everything else.
    /// Tracks it.
    pub fn client_lookup(self) -> ClientLookup {
        let (items, bindings_known) = self.call.with(|call| (call.status.items(), call.bindings_known));
        if self.unknown_caller().is_some() {
            let found = self.search.found.with(Option::is_some);
            let trouble = self.search.trouble;
            return match trouble.with(|trouble| trouble.as_ref().map(is_of_one_method)) {
                None if !found => ClientLookup::Pending,
                Some(false) if !found => ClientLookup::Failed,
                _ => ClientLookup::Known,
            };
        }
        let has_trouble = || self.trouble.with(Option::is_some);
        if items.is_empty() {
            // The answer to the next request shows it.
            return if has_trouble() {
                ClientLookup::Failed
            } else {
                ClientLookup::Pending
            };
        }
        // So it will where an event has named another client without its bindings.
        if !bindings_known && !has_trouble() {
            return ClientLookup::Pending;
        }
        // Other methods are neither blocked nor missing with that of the names.
        let is_of_names =
            |error: &Error| error.kind == ErrorKind::MethodBlocked || Refusal::of(error) == Refusal::NoMethod;
        if items.iter().any(|item| self.names.of(item) == Name::Loading) {
            return ClientLookup::Pending;
        }
        // What fails for one item may not fail for the others, nor for the history.
        match self.names_trouble() {
            Some(error) if !is_of_names(&error) => ClientLookup::Failed,
            _ => ClientLookup::Known,
        }
    }
}

/// Whether a failure says nothing of other methods: CRM alone refuses, or this method is blocked for some minutes.
fn is_of_one_method(error: &Error) -> bool {
    matches!(
        Refusal::of(error),
        Refusal::NoCrm
            | Refusal::NoRight
            | Refusal::NoScope
            | Refusal::NoMethod
            | Refusal::Failed(ErrorKind::MethodBlocked)
    )
}
