//! The calls of one opened card, and everything that belongs to each of them.
//!
//! Every `CALL_ID` has a [`CardCall`] of its own, which is made when the call comes in: wrap-up, recording, progress of
//! the save, colleagues. So nothing of a call can be taken for the next one's, and a save that is under way keeps its call
//! when the card goes on. What the card shows of them is decided by [`CallSequence`].

use super::names::Names;
use super::settings::Settings;
use super::task::PageOwner;
use super::wrap_up::AutoCloseHold;
use super::{CardCall, Me, RequiredFields, SaveProgress, now};
use crate::bx24::Client;
use crate::call::{CallMove, CallSequence, CallState};
use leptos::prelude::*;

/// The calls of a card. A small handle: copies are the same calls.
#[derive(Clone, Copy)]
pub struct CardCalls {
    pub(super) sequence: RwSignal<CallSequence>,
    // The sequence changes more often than these two: without them each change would draw the forms again.
    on_card_at: Memo<usize>,
    shown_at: Memo<usize>,
    /// The call whose save ended after the card had gone on to another one.
    former: RwSignal<Option<usize>>,
    /// When a step of a save was done last, in milliseconds since 1970.
    pub(super) saved_at: StoredValue<Option<f64>>,
    pub(super) call: ReadSignal<CallState>,
    pub(super) hold: AutoCloseHold,
    pub(super) me: Me,
    pub(super) names: Names,
    pub(super) fields: RequiredFields,
    pub(super) settings: Settings,
    owner: PageOwner,
    client: StoredValue<Client, LocalStorage>,
    made: StoredValue<Vec<CardCall>, LocalStorage>,
    /// Places of one call that are joined when neither is being saved any more: from, to.
    joining: StoredValue<Vec<(usize, usize)>>,
}

impl CardCalls {
    /// The calls of a card that has just been opened. `call` is the state of the call on it.
    pub(super) fn new(
        client: Client,
        me: Me,
        names: Names,
        settings: Settings,
        call: ReadSignal<CallState>,
    ) -> Self {
        let sequence = RwSignal::new(call.with_untracked(|call| CallSequence::opened(call.key())));
        let made = StoredValue::new_local(Vec::<CardCall>::new());
        let hold = AutoCloseHold::new(Some(client.clone()), move || {
            let places = sequence.try_with_untracked(|calls| [calls.shown(), calls.on_card()]);
            made.try_with_value(|made| {
                let mut reason = super::wrap_up::HoldReason::default();
                for call in made {
                    let is_seen = places.is_some_and(|places| places.contains(&call.at));
                    reason.unsaved |= is_seen && (call.wrap_up.needs_card() || call.new_client.is_unsaved());
                    // No other page lists it.
                    reason.unsaved |= untrack(|| call.wrap_up.has_attachment());
                    reason.saving |= call.wrap_up.is_saving() || call.new_client.is_running();
                    let is_on_card = places.is_some_and(|[_, on_card]| on_card == call.at);
                    reason.summary |= is_on_card && call.wrap_up.holds_summary();
                }
                reason
            })
            .unwrap_or_default()
        });
        let this = Self {
            sequence,
            on_card_at: Memo::new(move |_| sequence.with(CallSequence::on_card)),
            shown_at: Memo::new(move |_| sequence.with(CallSequence::shown)),
            former: RwSignal::new(None),
            saved_at: StoredValue::new(None),
            call,
            hold,
            me,
            names,
            fields: RequiredFields::new(&client),
            settings,
            owner: PageOwner::current(),
            client: StoredValue::new_local(client),
            made,
            joining: StoredValue::default(),
        };
        this.add();
        this
    }

    /// The call on the card. Tracks which one that is.
    pub fn on_card(self) -> Option<CardCall> {
        self.call_at(self.on_card_at.try_get()?)
    }

    /// The call whose wrap-up is shown. Tracks which one that is.
    pub fn shown(self) -> Option<CardCall> {
        self.call_at(self.shown_at.try_get()?)
    }

    /// The call whose save ended after the card had gone on, until something is entered or saved for the next one.
    /// Tracks it.
    pub fn former(self) -> Option<CardCall> {
        let is_begun = self.shown()?.wrap_up.is_begun();
        self.call_at(self.former.try_get()?.filter(|_| !is_begun)?)
    }

    /// The call on the card may be another one now. `before` is its state before the latest event.
    pub(super) fn follow(self, before: &CallState) {
        let key = self.call.try_with_untracked(CallState::key);
        // What was saved there is said of its client.
        let is_unused = |call: CardCall| {
            !untrack(|| call.wrap_up.is_begun())
                && !call.wrap_up.is_unfinished()
                && call.new_client.is_blank()
        };
        let unused = |at: usize| self.call_at(at).is_none_or(is_unused);
        let moved = key.and_then(|key| {
            self.sequence.try_maybe_update(|calls| {
                let moved = calls.follow(key, unused);
                (moved != CallMove::Same, moved)
            })
        });
        let is_named = moved == Some(CallMove::Named);
        match moved {
            None => return,
            Some(CallMove::Same | CallMove::Named) => {}
            Some(CallMove::Joined { from }) => {
                // What is being saved there goes on with the client that it began with.
                self.leave(from, before);
                if let Some(to) = untrack(|| self.on_card()) {
                    to.left.try_set(None);
                    self.join(from, to.at);
                    self.join_new_client(from, to);
                }
            }
            Some(CallMove::Begun { left }) => {
                self.leave(left, before);
                self.add();
            }
            Some(CallMove::Returned { left }) => {
                self.leave(left, before);
                if let Some(call) = untrack(|| self.on_card()) {
                    call.left.try_set(None);
                }
            }
        }
        // What became of the former call was there to be read until now.
        if self.show_free().is_some() {
            self.former.try_set(None);
            self.hold.go_on();
        }
        if let Some(call) = untrack(|| self.on_card()) {
            call.wrap_up.follow_call();
            call.colleagues.follow_call();
            if is_named {
                call.wrap_up.restore_summary();
            }
            call.new_client.follow_call();
        }
    }

    /// Stores what is known of the call on the card at this moment.
    pub(super) fn store(self) {
        if let Some(call) = untrack(|| self.on_card()) {
            call.wrap_up.store();
        }
    }

    /// The portal wanted to close the card.
    pub(super) fn before_close(self) {
        for call in self.made.try_with_value(Clone::clone).unwrap_or_default() {
            call.wrap_up.store();
        }
        self.hold.before_close();
    }

    /// A step of a save was done.
    pub(super) fn step_saved(self) {
        self.saved_at.try_set_value(Some(now()));
    }

    /// A save has ended, or a draft was discarded: what is left of the former call may be nothing.
    pub(super) fn after_save(self) {
        for (from, to) in self.joining.try_update_value(core::mem::take).unwrap_or_default() {
            self.join(from, to);
        }
        if let Some(former) = self.show_free() {
            // Nothing became of a draft that was discarded.
            let is_saved = |call: &CardCall| {
                let is_open = |progress: &SaveProgress| *progress == SaveProgress::default();
                call.wrap_up.progress.try_with_untracked(is_open) == Some(false)
            };
            let is_shown = self.call_at(former).as_ref().is_some_and(is_saved);
            self.former.try_set(is_shown.then_some(former));
        }
        if let Some(call) = untrack(|| self.on_card()) {
            call.new_client.restore_target();
        }
    }

    /// What was typed for the call at `from` goes to the one at `to`: both are the same call. While one of them is being
    /// saved it waits: what is on its way would be sent again.
    fn join(self, from: usize, to: usize) {
        if let (Some(other), Some(call)) = (self.call_at(from), self.call_at(to)) {
            if !other.wrap_up.is_unfinished() {
                // Its place may be used for another call that got no name.
            } else if other.wrap_up.is_saving() || call.wrap_up.is_saving() {
                self.joining.try_update_value(|joining| joining.push((from, to)));
            } else {
                call.wrap_up.join(other.wrap_up);
            }
        }
    }

    /// What was entered for a client of the caller goes along. What is being created stays where it is, and is noted there.
    fn join_new_client(self, from: usize, to: CardCall) {
        if let Some(from) = self.call_at(from)
            && !from.new_client.is_blank()
            && !from.new_client.is_running()
        {
            to.new_client.take_over(from.new_client);
        }
    }

    /// What was typed for the former call stays with it, and the wrap-up of the call on the card is shown.
    pub(super) fn put_aside(self) {
        self.sequence.try_update(CallSequence::put_aside);
        self.former.try_set(None);
        self.count_others();
        self.hold.go_on();
    }

    /// What was typed for the former call goes to the one on the card. The recording stays: it is one of the former call.
    pub(super) fn use_here(self) {
        let (shown, on_card) = untrack(|| (self.shown(), self.on_card()));
        if let (Some(shown), Some(on_card)) = (shown, on_card) {
            on_card.wrap_up.take_over(shown.wrap_up);
        }
        self.put_aside();
    }

    /// How many calls the card has left with a client that was entered and not created.
    pub(super) fn left_new_clients(self) -> usize {
        let on_card = self.on_card_at.try_get_untracked();
        let is_left = |call: &&CardCall| Some(call.at) != on_card && call.new_client.is_unsaved();
        let count = self
            .made
            .try_with_value(|made| made.iter().filter(is_left).count());
        count.unwrap_or_default()
    }

    /// The first call that was put aside with a recording or a transcript that is not attached. Tracks it.
    pub(super) fn aside(self) -> Option<CardCall> {
        let places = [self.shown_at.try_get()?, self.on_card_at.try_get()?];
        let mut made = self.made.try_with_value(Clone::clone)?.into_iter();
        made.find(|call| !places.contains(&call.at) && call.wrap_up.has_attachment())
    }

    /// Shows the wrap-up of that call again.
    pub(super) fn show_aside(self) {
        if let Some(call) = untrack(|| self.aside()) {
            self.sequence.try_update(|calls| calls.show(call.at));
            self.former.try_set(None);
            self.count_others();
        }
    }

    /// Whether the wrap-up of the call at this place is shown. Does not track it.
    pub(super) fn is_shown(self, at: usize) -> bool {
        self.shown_at.try_get_untracked() == Some(at)
    }

    /// Whether another call is on the card than the one at this place. Tracks it.
    pub(super) fn is_left(self, at: usize) -> bool {
        self.on_card_at.try_get().is_some_and(|on_card| on_card != at)
    }

    fn leave(self, at: usize, before: &CallState) {
        if let Some(call) = self.call_at(at) {
            call.left.try_set(Some(before.left(now())));
            call.wrap_up.store();
        }
    }

    /// Shows the call on the card, unless the wrap-up that is shown is not finished. Returns the place of the call that
    /// was shown until now, where that changed.
    fn show_free(self) -> Option<usize> {
        let unfinished = untrack(|| self.shown()).is_some_and(|call| call.wrap_up.is_unfinished());
        let before = self.sequence.try_maybe_update(|calls| {
            let before = calls.show_if_free(|_| unfinished);
            (before.is_some(), before)
        })?;
        if before.is_some() {
            self.count_others();
        }
        before
    }

    fn count_others(self) {
        if let Some(call) = untrack(|| self.shown()) {
            call.wrap_up.count_others();
        }
    }

    pub(super) fn call_at(self, at: usize) -> Option<CardCall> {
        self.made.try_with_value(|made| made.get(at).copied())?
    }

    /// Makes what belongs to the call that has come in last.
    fn add(self) {
        let made = self.client.try_get_value().and_then(|client| {
            let at = self.made.try_with_value(Vec::len)?;
            self.owner.with(|| CardCall::new(self, client, at))
        });
        if let Some(call) = made {
            self.made.try_update_value(|made| made.push(call));
            call.wrap_up.keep();
            call.colleagues.follow_call();
            call.new_client.follow_call();
        }
    }
}
