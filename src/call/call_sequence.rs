//! The calls that one opened card has had, and whose wrap-up its form shows.
//!
//! A card can go on to another call: the next client of a call list, or a second call. What was entered for a call stays
//! in the form until it is saved or put aside; it is never taken for that of the call on the card.

/// The calls of a card, by their places in the order in which they came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSequence {
    /// `CALL_ID`s; the one on the card is empty where the portal has not named it yet.
    ids: Vec<String>,
    on_card: usize,
    shown: usize,
}

/// What the `CALL_ID` on the card means for the calls of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallMove {
    /// It is the same call.
    Same,
    /// The portal has named the call on the card.
    Named,
    /// The portal has named the call on the card, and it is one that was on the card before. What was entered since, for
    /// the call at `from`, belongs to it.
    Joined {
        /// The place of the call that had no name.
        from: usize,
    },
    /// Another call is on the card, for the first time.
    Begun {
        /// The place of the call that was on the card until now.
        left: usize,
    },
    /// A call is on the card again.
    Returned {
        /// The place of the call that was on the card until now.
        left: usize,
    },
}

impl CallSequence {
    /// A card that has just been opened for this call; empty where the call is not known yet.
    pub fn opened(call_id: &str) -> Self {
        Self {
            ids: vec![call_id.to_owned()],
            on_card: 0,
            shown: 0,
        }
    }

    /// The place of the call on the card.
    pub fn on_card(&self) -> usize {
        self.on_card
    }

    /// The place of the call whose wrap-up the form shows.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// The `CALL_ID` of the call at a place; empty where it is not known.
    pub fn call_id(&self, at: usize) -> &str {
        self.ids.get(at).map_or("", String::as_str)
    }

    /// The card is about this call from now on; an empty `call_id` is one that the portal has not named yet.
    pub fn follow(&mut self, call_id: &str) -> CallMove {
        let left = self.on_card;
        if self.call_id(left) == call_id {
            return CallMove::Same;
        }
        let known = self.ids.iter().position(|known| known == call_id);
        let known = known.filter(|_| !call_id.is_empty());
        if self.call_id(left).is_empty() {
            let Some(known) = known else {
                call_id.clone_into(&mut self.ids[left]);
                return CallMove::Named;
            };
            self.on_card = known;
            if self.shown == left {
                self.shown = known;
            }
            return CallMove::Joined { from: left };
        }
        if let Some(known) = known {
            self.on_card = known;
            return CallMove::Returned { left };
        }
        self.on_card = self.ids.len();
        self.ids.push(call_id.to_owned());
        CallMove::Begun { left }
    }

    /// Shows the wrap-up of the call on the card, unless the one that is shown is `unfinished`. Returns the place of the
    /// call that was shown until now, where that changed.
    pub fn show_if_free(&mut self, unfinished: impl FnOnce(usize) -> bool) -> Option<usize> {
        if self.shown == self.on_card || unfinished(self.shown) {
            return None;
        }
        Some(self.put_aside())
    }

    /// Shows the wrap-up of the call on the card. Returns the place of the call that was shown until now.
    pub fn put_aside(&mut self) -> usize {
        core::mem::replace(&mut self.shown, self.on_card)
    }
}
