//! The calls that one opened card has had, and whose wrap-up its form shows.
//!
//! A card can go on to another call: the next client of a call list, or a second call. What was entered for a call stays
//! in the form until it is saved or put aside; it is never taken for that of the call on the card.

/// What a call is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallKey {
    /// `CALL_ID`
    Named(String),
    /// The portal has not named the call yet. Another one has another number.
    Unnamed(u32),
}

/// The calls of a card, by their places in the order in which they came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSequence {
    keys: Vec<CallKey>,
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
    /// A card that has just been opened for this call.
    pub fn opened(key: CallKey) -> Self {
        Self {
            keys: vec![key],
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
        match self.keys.get(at) {
            Some(CallKey::Named(call_id)) => call_id,
            Some(CallKey::Unnamed(_)) | None => "",
        }
    }

    /// The card is about this call from now on. `unused` tells whether nothing was entered for the call at a place: the
    /// place of one that got no name is used again.
    pub fn follow(&mut self, key: CallKey, unused: impl Fn(usize) -> bool) -> CallMove {
        let left = self.on_card;
        if self.keys.get(left) == Some(&key) {
            return CallMove::Same;
        }
        let known = self.keys.iter().position(|known| *known == key);
        let is_name = matches!(key, CallKey::Named(_));
        if is_name && matches!(self.keys.get(left), Some(CallKey::Unnamed(_))) {
            let Some(known) = known else {
                self.keys[left] = key;
                return CallMove::Named;
            };
            self.on_card = known;
            if self.shown == left {
                self.shown = known;
            }
            return CallMove::Joined { from: left };
        }
        let free = || {
            let is_free = |at: &usize| matches!(self.keys[*at], CallKey::Unnamed(_)) && unused(*at);
            (0..self.keys.len()).find(is_free)
        };
        if let Some(known) = known.or_else(|| free().filter(|_| !is_name)) {
            self.keys[known] = key;
            self.on_card = known;
            return if known == left {
                CallMove::Same
            } else {
                CallMove::Returned { left }
            };
        }
        self.on_card = self.keys.len();
        self.keys.push(key);
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

    /// Shows the wrap-up of the call at a place again.
    pub fn show(&mut self, at: usize) {
        if at < self.keys.len() {
            self.shown = at;
        }
    }

    /// Shows the wrap-up of the call on the card. Returns the place of the call that was shown until now.
    pub fn put_aside(&mut self) -> usize {
        core::mem::replace(&mut self.shown, self.on_card)
    }
}
