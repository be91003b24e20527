//! What belongs to one of the calls of a card.

use super::new_client::NewClientParts;
use super::{CallOwner, CardCalls, Colleagues, Name, NewClient, Subject, WrapUp, now};
use crate::bx24::Client;
use crate::call::{Basis, Binding, CallClient, CallLine, CallState, LeftCall, NewClientRecord, is_external};
use leptos::prelude::*;

/// What belongs to one call. A small handle: copies are the same call.
#[derive(Clone, Copy)]
pub struct CardCall {
    /// Its place in [`CallSequence`](crate::call::CallSequence).
    pub(super) at: usize,
    /// What is kept of the call while another one is on the card; nothing while it is on the card itself.
    pub(super) left: RwSignal<Option<LeftCall>>,
    /// The colleagues who see its card.
    pub colleagues: Colleagues,
    /// Its wrap-up.
    pub wrap_up: WrapUp,
    /// Making a client of its caller, where nobody knows who that is.
    pub new_client: NewClient,
}

impl CardCall {
    /// What belongs to the call that has come in at this place.
    pub(super) fn new(calls: CardCalls, client: Client, at: usize) -> Self {
        let left = RwSignal::new(None::<LeftCall>);
        let on_card = calls.call;
        let call_id = move || {
            let call_id = calls.sequence.try_with(|calls| calls.call_id(at).to_owned());
            call_id.unwrap_or_default()
        };
        let client_of_call = move || client_of_call(left, on_card);
        let is_gone = move |item: &Binding| calls.names.of(item) == Name::Gone;
        let record = RwSignal::new(NewClientRecord::default());
        let colleagues = Colleagues::of_call(client.clone(), calls.me, move || untrack(call_id));
        let subject = Subject {
            whose: CallOwner::Here,
            card: Some((calls, at)),
            call_id: Box::new(call_id),
            client: Box::new(client_of_call),
            is_gone: Box::new(is_gone),
            own_items: Box::new(move || record.try_with(NewClientRecord::targets).unwrap_or_default()),
            seconds: Box::new(move || {
                let seconds = left.with(|left| left.as_ref().map(|left| left.seconds));
                seconds.unwrap_or_else(|| on_card.with(|call| call.clock.map(|clock| clock.seconds(now()))))
            }),
            failed: Box::new(move || {
                let failed = left.with(|left| left.as_ref().map(|left| left.failed.clone()));
                failed.unwrap_or_else(|| on_card.with(CallState::failed_code))
            }),
            handed_over: Box::new(move || colleagues.may_be_handed_over.get()),
            hide_from_others: Box::new(move || Box::pin(colleagues.hide_from_all())),
            finished: Box::new(|| {}),
            saved: Box::new(|| {}),
        };
        let wrap_up = WrapUp::of_call(client.clone(), calls.me, calls.settings, subject, calls.hold);
        // The own page must not offer to finish it: the card may close before anything else is typed.
        Effect::watch(
            move || colleagues.may_be_handed_over.get(),
            move |_, _, _| wrap_up.store(),
            false,
        );
        Self {
            at,
            left,
            colleagues,
            wrap_up,
            new_client: NewClient::of_call(NewClientParts {
                client,
                me: calls.me,
                names: calls.names,
                fields: calls.fields,
                hold: calls.hold,
                record,
                wrap_up,
                call_id: Box::new(call_id),
                is_bound: Box::new(move || {
                    let is_client = |item: &Binding| item.kind.has_timeline() && !is_gone(item);
                    client_of_call().items.iter().any(is_client)
                }),
            }),
        }
    }

    /// Whose call it is. Tracks it.
    pub fn client(self, calls: CardCalls) -> CallClient {
        client_of_call(self.left, calls.call)
    }

    /// What decides which call scripts fit it. Tracks it.
    pub fn line(self, calls: CardCalls) -> CallLine {
        let left = self.left.with(|left| left.as_ref().map(|left| left.line.clone()));
        left.unwrap_or_else(|| calls.call.with(|call| CallLine::of(&call.status)))
    }

    /// What the clock of the call on the card began with; nothing where there is none. Tracks it.
    pub fn basis(self, calls: CardCalls) -> Option<Basis> {
        let clock = calls.call.with(|call| call.clock);
        clock.filter(|_| !calls.is_left(self.at)).map(|clock| clock.basis)
    }

    /// Whether the clock of the call on the card began after the talk did: then it shows only a part of the duration.
    /// Tracks it.
    pub fn is_partial(self, calls: CardCalls) -> bool {
        self.basis(calls).is_some_and(|basis| basis != Basis::Connected)
    }

    /// Whether an app registered the call: only such calls can be shown, hidden and finished over REST. Tracks it.
    pub fn is_external(self, calls: CardCalls) -> bool {
        calls.sequence.with(|calls| is_external(calls.call_id(self.at)))
    }

    /// Whether it is finished here: an app registered it, and no colleague has taken over its card. Tracks it.
    pub fn is_finished_here(self, calls: CardCalls) -> bool {
        self.is_external(calls) && !self.colleagues.is_handed_over.get()
    }
}

/// Whose call it is: that of the call on the card, unless that is another one by now. Tracks it.
fn client_of_call(left: RwSignal<Option<LeftCall>>, on_card: ReadSignal<CallState>) -> CallClient {
    let client = left.with(|left| left.as_ref().map(|left| left.client.clone()));
    client.unwrap_or_else(|| on_card.with(CallState::client))
}
