//! What happens to a call on the portal's side: the telephone, the agent and colleagues change it.

use super::calls::Call;
use super::card::{Card, Client};
use super::log::Channel;
use super::settings::CALL_CARD;
use super::{Effect, Portal};
use serde_json::json;

/// A failure of the call that is still to come.
#[derive(Debug)]
pub(super) struct Failing {
    code: String,
    after: f64,
    pub(super) at: Option<f64>,
}

impl Portal {
    /// Opens a card on the agent's screen, in place of the one that may be open.
    pub fn open(&mut self, card: Card) {
        let (user, call_id) = (self.settings.user, card.call_id.clone());
        if let Some(user) = self.user_mut(user) {
            user.screen = Some(call_id.clone());
        }
        self.leave_frame(Effect::CardOpened);
        self.card = Some(card);
        self.note(Channel::Portal, "card", json!({ "CALL_ID": call_id }), "opened");
    }

    /// Opens the card of a call that this application registered.
    pub fn open_call(&mut self, id: &str, client: Client) {
        let number = client.number.clone().unwrap_or_default();
        self.add_call(id, &number, 2, &client);
        let mut card = Card::new(id, client);
        "connected".clone_into(&mut card.state);
        self.open(card);
    }

    /// The telephone rings: the call is connecting. Opens a card for the last client if there is none.
    pub fn ring(&mut self) {
        if self.card.is_none() {
            let id = self.next_id();
            self.open(Card::new(
                &format!("E45D40253D1C2D2F.1774588815.{id}"),
                Client::number("+4915112345678"),
            ));
        }
        self.set_state("connecting", None);
    }

    /// The conversation begins.
    pub fn connect(&mut self) {
        self.set_state("connected", None);
    }

    /// The conversation is over.
    pub fn hang_up(&mut self) {
        self.set_state("idle", None);
    }

    /// The call fails with a SIP code.
    pub fn fail(&mut self, code: &str) {
        self.set_state("idle", Some(code));
    }

    /// The call fails with a SIP code, this many milliseconds after the frame has subscribed to its state.
    pub fn fail_later(&mut self, code: &str, after: f64) {
        self.failing = Some(Failing {
            code: code.to_owned(),
            after,
            at: None,
        });
    }

    pub(super) fn fail_if_due(&mut self) {
        let now = self.now;
        if let Some(failing) = self
            .failing
            .take_if(|failing| failing.at.is_some_and(|at| at <= now))
        {
            self.fail(&failing.code);
        }
    }

    pub(super) fn frame_listens(&mut self) {
        if let Some(failing) = &mut self.failing {
            failing.at.get_or_insert(self.now + failing.after);
        }
    }

    /// Changes the state of the call; the frame receives an event only if it really changes.
    pub fn set_state(&mut self, state: &str, failed: Option<&str>) {
        let Some(card) = &mut self.card else { return };
        if card.state == state {
            return;
        }
        let is_dialled = card.state == "idle" && !card.call_list.is_empty();
        state.clone_into(&mut card.state);
        if state == "idle" {
            self.close_at = self.settings.close_after_end.map(|after| self.now + after);
        }
        let extra = failed.map_or_else(|| json!({}), |code| json!({ "failedCode": code }));
        self.emit("CallCard::CallStateChanged", &[state.into(), extra]);
        if is_dialled {
            self.name_dialled_call();
        }
    }

    /// A call that is dialled from a call list has its `CALL_ID` a little later than its state, and then its client is
    /// loaded again.
    fn name_dialled_call(&mut self) {
        let id = self.next_id();
        let Some(card) = &mut self.card else { return };
        card.call_id = format!("E45D40253D1C2D2F.1774588815.{id}");
        card.activity = None;
        let client = card.client.clone();
        self.set_client(client);
    }

    /// Changes the client of the call: number, item and bindings.
    pub fn set_client(&mut self, client: Client) {
        let Some(card) = &mut self.card else { return };
        card.client = client;
        let entity = card.entity();
        self.emit("CallCard::EntityChanged", &[entity]);
    }

    /// Goes on to the next client of the call list, and after the last to the first. `CALL_ID` and state stay those of the
    /// former call until the next one is dialled.
    pub fn next_in_call_list(&mut self) {
        let Some(card) = self.card.as_mut().filter(|card| !card.call_list.is_empty()) else {
            return;
        };
        card.call_list_at = (card.call_list_at + 1) % card.call_list.len();
        let client = card.call_list[card.call_list_at].clone();
        // The list is locked during a call.
        self.set_state("idle", None);
        self.close_at = None;
        self.set_client(client);
    }

    /// The portal tries to close the card, as it does after a call.
    pub fn request_close(&mut self) {
        if self.card.is_some() {
            self.attempt_close();
        }
    }

    /// The agent closes the card: a block does not prevent it, and the frame receives no event.
    pub fn force_close(&mut self) {
        self.close("closed by the agent");
    }

    /// Somebody else finishes the registered call: the card closes whatever is blocked.
    pub fn finish_elsewhere(&mut self) {
        let id = self.card.as_ref().map(|card| card.call_id.clone());
        self.calls.retain(|call| Some(&call.id) != id.as_ref());
        self.close("finished elsewhere");
    }

    /// The call is finished in a colleague's name: it is no longer registered, and this card stays open.
    pub fn finish_for_another(&mut self) {
        let id = self.card.as_ref().map(|card| card.call_id.clone());
        self.calls.retain(|call| Some(&call.id) != id.as_ref());
    }

    /// Adds a call that this application registered, without opening its card.
    pub fn add_call(&mut self, id: &str, number: &str, kind: u64, client: &Client) {
        self.calls.push(Call {
            id: id.to_owned(),
            user: self.settings.user,
            number: number.to_owned(),
            kind,
            line: "reg151083".to_owned(),
            external_id: None,
            entity: client.primary,
            created: Vec::new(),
            start: self.now,
            call_list: None,
        });
    }

    pub(super) fn attempt_close(&mut self) {
        let (now, countdown) = (self.now, self.settings.countdown);
        let Some(card) = &mut self.card else { return };
        if card.closing.attempt(now, countdown) {
            self.close("closed by itself");
        } else {
            self.emit("CallCard::BeforeClose", &[]);
        }
    }

    /// Closes the card. `CallCard::BeforeClose` is posted too, but the frame is removed before it can arrive.
    pub(super) fn close(&mut self, why: &str) {
        let Some(card) = self.card.take() else { return };
        let user = self.settings.user;
        if let Some(user) = self.user_mut(user) {
            user.screen = None;
        }
        self.note(Channel::Event, "CallCard::BeforeClose", json!([]), "frame gone");
        self.note(Channel::Portal, "card", json!({ "CALL_ID": card.call_id }), why);
        self.leave_frame(Effect::CardClosed);
    }

    /// Drops whatever was meant for the former card and its frame. An application that is opened somewhere else keeps
    /// its own frame.
    fn leave_frame(&mut self, effect: Effect) {
        self.close_at = None;
        self.failing = None;
        if self.settings.placement == CALL_CARD {
            self.effects
                .retain(|effect| !matches!(effect, Effect::Answer { .. }));
            self.listeners.clear();
            self.dialogs.clear();
            self.effects.push(effect);
        }
    }
}
