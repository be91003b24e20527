//! A call that was registered on the app's own page, as it is stored there. It has no names in it.

use super::{Binding, CallType, EntityKind};
use serde::{Deserialize, Serialize};

/// A call that was registered on the app's own page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisteredCall {
    /// `CALL_ID`
    pub call_id: String,
    /// The client's number.
    pub number: String,
    /// What kind of call it is.
    pub call_type: CallType,
    /// When it was registered, in milliseconds since 1970.
    pub at: f64,
    /// For whom, by id.
    #[serde(default)]
    pub user: Option<u64>,
    /// For whom, by internal number; empty where the id is given.
    #[serde(default)]
    pub inner: String,
    /// To whom the card was sent and from whom it was not hidden since, as far as this page knows.
    #[serde(default)]
    pub shown: Vec<u64>,
    /// Who else may see the card: Bitrix24 was asked to show it to them, and it is not known whether it did.
    #[serde(default)]
    pub may_see: Vec<u64>,
    /// Whether Bitrix24 said that it does not know the call.
    #[serde(default)]
    pub gone: bool,
    /// Whether it was finished here.
    #[serde(default)]
    pub finished: bool,
    /// What it belongs to in CRM, the primary item first.
    #[serde(default)]
    pub items: Vec<Binding>,
}

impl RegisteredCall {
    /// How many calls are stored. What is more is removed: calls that are over first, the oldest of them before the others.
    pub const LIMIT: usize = 50;

    /// How long they are stored, in milliseconds: 14 days.
    pub const AGE: f64 = 14.0 * 86_400_000.0;

    /// Reads a call as version 0.1 has stored it: a line with tabs. Nothing for other text.
    pub fn from_line(line: &str) -> Option<Self> {
        let id = |text: &str| text.parse::<u64>().ok();
        let mut parts = line.split('\t');
        let call_id = parts.next().filter(|id| !id.is_empty())?.to_owned();
        let number = parts.next()?.to_owned();
        let call_type = CallType::from_number(id(parts.next()?)?)?;
        #[allow(clippy::cast_precision_loss)]
        let at = id(parts.next()?)? as f64;
        let user = id(parts.next()?);
        let inner = parts.next()?.to_owned();
        let state = parts.next()?;
        let mut call = Self {
            call_id,
            number,
            call_type,
            at,
            user,
            inner,
            shown: Vec::new(),
            may_see: Vec::new(),
            gone: state == "gone",
            finished: state == "finished",
            items: Vec::new(),
        };
        for part in parts {
            if let Some((kind, item)) = part.split_once(' ') {
                let item = EntityKind::parse(kind).zip(id(item));
                call.items.extend(item.map(|(kind, id)| Binding::new(kind, id)));
            } else if let Some(part) = part.strip_prefix('?') {
                call.may_see.extend(id(part));
            } else {
                call.shown.extend(id(part));
            }
        }
        Some(call)
    }

    /// Who sees its card, or may see it, besides the one it is for, as far as this page knows.
    pub fn others(&self) -> Vec<u64> {
        let others = self.shown.iter().chain(&self.may_see);
        others.copied().filter(|id| Some(*id) != self.user).collect()
    }

    /// Notes that these people may see the card from now on. Returns those of whom that is new.
    pub fn add_may_see(&mut self, ids: &[u64]) -> Vec<u64> {
        let mut added = Vec::new();
        for id in ids {
            if !self.shown.contains(id) && !self.may_see.contains(id) {
                self.may_see.push(*id);
                added.push(*id);
            }
        }
        added
    }

    /// The card of these people is hidden.
    pub fn remove_viewers(&mut self, ids: &[u64]) {
        self.shown.retain(|id| !ids.contains(id));
        self.may_see.retain(|id| !ids.contains(id));
    }

    /// The portal has finished the call, and closed the card of the user it is for. Everybody else in the lists still has
    /// the card.
    pub fn set_finished(&mut self) {
        self.finished = true;
        self.gone = false;
        let own = self.user;
        self.shown.retain(|id| Some(*id) != own);
        self.may_see.retain(|id| Some(*id) != own);
    }

    /// Whether nothing can be done with it any more: it was finished here, or Bitrix24 does not know it.
    pub fn is_over(&self) -> bool {
        self.finished || self.gone
    }

    /// Whether it is too old to be kept. One from the future (the computer's time was set back) is not.
    pub fn is_old(&self, now: f64) -> bool {
        now - self.at > Self::AGE
    }
}
