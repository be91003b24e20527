//! On whose screens the cards of registered calls are: showing them, hiding them, and hiding them at the end.

use super::RegisteredCalls;
use super::card_action::{CardAction, after};
use crate::api::external_call::{self, Audience};
use crate::bx24::Error;
use crate::state::colleagues::unknown_call;
use leptos::prelude::*;

impl RegisteredCalls {
    /// Shows or hides the card. Who may see it is noted before the portal is asked: neither a lost answer nor a reload
    /// makes this page forget them.
    pub(super) async fn run(self, call_id: &str, action: &CardAction) -> Result<bool, Error> {
        let mut added = Vec::new();
        if let CardAction::Show(ids) = action {
            self.change_call(call_id, |call| added = call.add_may_see(ids));
            self.save();
        }
        let answer = self.send(call_id, action).await;
        self.change_call(call_id, |call| {
            let is_refused = match &answer {
                Ok(known) => !known,
                Err(error) => !error.is_uncertain(),
            };
            if is_refused {
                call.may_see.retain(|id| !added.contains(id));
            }
            if let Ok(known) = &answer {
                after(call, *known, action);
            }
        });
        self.save();
        answer
    }

    async fn send(self, call_id: &str, action: &CardAction) -> Result<bool, Error> {
        let Some(client) = self.client() else {
            return Ok(false);
        };
        let call_id = call_id.to_owned();
        let user_ids = action.people().to_vec();
        let audience = Audience { call_id, user_ids };
        match action {
            CardAction::Show(_) => external_call::show(&client, &audience).await,
            CardAction::Hide(_) => external_call::hide(&client, &audience).await,
        }
    }

    /// Hides the cards of a call that finishing it leaves open. Returns whether there are any; none are known of a call that
    /// was not registered here.
    ///
    /// # Errors
    /// That of [`unknown_call`] if the portal does not know the call any more: whoever has its card keeps it.
    pub(super) async fn hide_from_others(self, call_id: String) -> Result<bool, Error> {
        // Nobody is shown the card of a call that is over.
        if let Some(card) = self.action(&call_id) {
            card.forget_waiting();
        }
        let others = untrack(|| self.see(&call_id, |row| row.call.others()));
        let Some(others) = others.filter(|others| !others.is_empty()) else {
            return Ok(false);
        };
        let action = CardAction::Hide(others);
        let known = self.send(&call_id, &action).await?;
        self.change_call(&call_id, |call| {
            if known {
                after(call, known, &action);
            } else {
                // The lists stay: another attempt must not find that nobody has the card.
                call.gone = !call.finished;
            }
        });
        self.save();
        if known { Ok(true) } else { Err(unknown_call()) }
    }
}
