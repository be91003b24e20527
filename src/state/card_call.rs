//! What belongs to one of the calls of a card.

use super::new_client::NewClientParts;
use super::{CallOwner, CardCalls, Colleagues, Name, NewClient, Subject, Work, WrapUp, now};
use crate::bx24::Client;
use crate::call::{
    Basis, Binding, CallClient, CallLine, CallState, LeftCall, NewClientRecord, StatusCode, is_external,
};
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
        let place = CallPlace { calls, at, left };
        let record = RwSignal::new(NewClientRecord::default());
        let colleagues = Colleagues::of_call(client.clone(), calls.me, move || untrack(|| place.call_id()));
        let subject = CardSubject {
            place,
            record,
            colleagues,
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
                call_id: Box::new(move || place.call_id()),
                is_bound: Box::new(move || !subject.items().is_empty()),
            }),
        }
    }

    /// Whose call it is. Tracks it.
    pub fn client(self, calls: CardCalls) -> CallClient {
        self.place(calls)
            .of(|left| left.client.clone(), CallState::client)
    }

    /// What decides which call scripts fit it. Tracks it.
    pub fn line(self, calls: CardCalls) -> CallLine {
        let line = |call: &CallState| CallLine::of(&call.status);
        self.place(calls).of(|left| left.line.clone(), line)
    }

    const fn place(self, calls: CardCalls) -> CallPlace {
        CallPlace {
            calls,
            at: self.at,
            left: self.left,
        }
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

/// One of the calls of a card, by its place among them.
#[derive(Clone, Copy)]
struct CallPlace {
    calls: CardCalls,
    at: usize,
    left: RwSignal<Option<LeftCall>>,
}

impl CallPlace {
    fn call_id(self) -> String {
        let sequence = self.calls.sequence;
        let call_id = sequence.try_with(|calls| calls.call_id(self.at).to_owned());
        call_id.unwrap_or_default()
    }

    /// What is known of the call: of the one on the card, unless that is another one by now. Tracks it.
    fn of<T>(self, left: impl FnOnce(&LeftCall) -> T, on_card: impl FnOnce(&CallState) -> T) -> T {
        let left = self.left.with(|call| call.as_ref().map(left));
        left.unwrap_or_else(|| self.calls.call.with(on_card))
    }
}

/// What the wrap-up of a call of the card has to know of it.
#[derive(Clone, Copy)]
struct CardSubject {
    place: CallPlace,
    /// What the agent has created or chosen for the call.
    record: RwSignal<NewClientRecord>,
    colleagues: Colleagues,
}

impl Subject for CardSubject {
    fn whose(&self) -> &CallOwner {
        &CallOwner::Here
    }

    fn card(&self) -> Option<(CardCalls, usize)> {
        Some((self.place.calls, self.place.at))
    }

    fn call_id(&self) -> String {
        self.place.call_id()
    }

    fn client(&self) -> CallClient {
        self.place.of(|left| left.client.clone(), CallState::client)
    }

    fn is_gone(&self, item: &Binding) -> bool {
        self.place.calls.names.of(item) == Name::Gone
    }

    fn own_items(&self) -> Vec<Binding> {
        self.record.try_with(NewClientRecord::targets).unwrap_or_default()
    }

    fn seconds(&self) -> Option<u64> {
        self.place.of(
            |left| left.seconds,
            |call| call.clock.map(|clock| clock.seconds(now())),
        )
    }

    fn failed(&self) -> Option<StatusCode> {
        self.place.of(|left| left.failed.clone(), CallState::failed_code)
    }

    fn handed_over(&self) -> bool {
        self.colleagues.may_be_handed_over.get()
    }

    fn hide_from_others(&self) -> Work {
        Box::pin(self.colleagues.hide_from_all())
    }

    fn finished(&self) {}

    fn saved(&self) {}
}
