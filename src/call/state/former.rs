//! The next client of a call list: another client whose call the portal has not named yet.

use crate::call::{Binding, CallState, Clock, Phase, Phone};

/// Where the call stood when another client of the call list came in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FormerClient {
    pub phase: Phase,
    pub clock: Option<Clock>,
    /// What had been received about the state.
    pub state: u32,
    pub is_finished: bool,
}

impl FormerClient {
    /// Whether the call went on: then its number may have changed, and the client is the same. A call list goes on only
    /// between two calls.
    pub fn is_under_way(&self) -> bool {
        matches!(self.phase, Phase::Connecting | Phase::Talking)
    }
}

impl CallState {
    pub(super) fn apply_client(&mut self, phone: Option<Phone>, primary: Option<Binding>) {
        let phone = phone.filter(|phone| *phone != self.status.phone);
        if self.status.call_list_mode && self.is_next_client(phone.is_some(), primary.as_ref()) {
            self.leave_call();
        }
        if let Some(phone) = phone {
            self.status.phone = phone;
        }
        if primary != self.status.primary {
            // What the last client was bound to must not stand beside the new one.
            self.status.bindings.clear();
            self.bindings_known = false;
            self.status.primary = primary;
        }
    }

    /// Whether a client of a call list with another number (`is_other_number`) or item is the next one.
    pub(super) fn is_next_client(&self, is_other_number: bool, primary: Option<&Binding>) -> bool {
        let has_ended = |phase: &Phase| matches!(phase, Phase::Ended(_));
        let former = self.former.as_ref().map(|former| &former.phase);
        if has_ended(former.unwrap_or(&self.phase)) {
            // Two clients can have the same number. The item of a client can change, too: as soon as they are dialled, and
            // where a lead becomes a contact. A call list has items of one kind.
            let is_dialled = matches!(self.phase, Phase::Connecting | Phase::Talking);
            let items = self.status.primary.as_ref().zip(primary).filter(|_| !is_dialled);
            let is_other =
                |(before, now): (&Binding, &Binding)| before.kind == now.kind && before.id != now.id;
            return is_other_number || items.is_some_and(is_other);
        }
        // A number that was unknown until now may be that of the same client.
        is_other_number && self.status.phone.number().is_some()
    }

    /// The next client of a call list is on the card. The portal names their call only when it is dialled; until then it
    /// goes on to answer with the former call, and what became of that one is not theirs.
    pub(super) fn leave_call(&mut self) {
        let phase = core::mem::replace(&mut self.phase, Phase::NotStarted);
        let clock = self.clock.take();
        let state = self.received.state;
        self.former.get_or_insert(FormerClient {
            phase,
            clock,
            state,
            is_finished: self.is_finished,
        });
        self.is_finished = false;
        self.unnamed = self.unnamed.wrapping_add(1);
    }
}
