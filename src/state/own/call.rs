//! A call that was registered here, as it is kept: no name in it, of nobody.

use crate::bx24::Scalar;
use crate::call::{Binding, CallType, EntityKind};

/// How many calls are kept. What is more is removed: calls that are over first, the oldest of them before the others.
pub const LIMIT: usize = 50;

/// How long they are kept, in milliseconds: 14 days.
pub const AGE: f64 = 14.0 * 86_400_000.0;

/// A call that was registered here.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// `CALL_ID`
    pub call_id: String,
    /// The client's number.
    pub number: String,
    /// What kind of call it is.
    pub call_type: CallType,
    /// When it was registered, in milliseconds since 1970.
    pub at: f64,
    /// For whom, by id.
    pub user: Option<u64>,
    /// For whom, by internal number; empty where the id is given.
    pub inner: String,
    /// To whom the card was sent and from whom it was not hidden since, as far as this page knows.
    pub shown: Vec<u64>,
    /// Who else may see the card: Bitrix24 was asked to show it to them, and it is not known whether it did.
    pub may_see: Vec<u64>,
    /// Whether Bitrix24 said that it does not know the call.
    pub gone: bool,
    /// Whether it was finished here.
    pub finished: bool,
    /// What it belongs to in CRM, the primary item first.
    pub items: Vec<Binding>,
}

impl Call {
    /// One line of the list as it is kept.
    pub fn to_line(&self) -> String {
        let mut line = String::new();
        let mut put = |text: &str| {
            line.push_str(text);
            line.push('\t');
        };
        put(&self.call_id);
        put(&self.number);
        put(&self.call_type.number().to_string());
        put(&self.at.to_string());
        put(&self.user.map(|id| id.to_string()).unwrap_or_default());
        put(&self.inner);
        put(match self {
            Self { finished: true, .. } => "finished",
            Self { gone: true, .. } => "gone",
            _ => "",
        });
        for id in &self.shown {
            put(&id.to_string());
        }
        for id in &self.may_see {
            // Earlier versions skip these.
            put(&format!("?{id}"));
        }
        for item in &self.items {
            put(&item.key());
        }
        line
    }

    /// Reads such a line. Nothing for one that another version wrote, or nobody.
    pub fn parse(line: &str) -> Option<Self> {
        let scalar = |text: &str| Scalar::Text(text.to_owned());
        let number = |text: &str| scalar(text).id();
        let mut parts = line.split('\t');
        let mut call = Self {
            call_id: parts.next().filter(|id| !id.is_empty())?.to_owned(),
            number: parts.next()?.to_owned(),
            call_type: CallType::from_number(number(parts.next()?)?)?,
            at: scalar(parts.next()?).number()?,
            user: number(parts.next()?),
            inner: parts.next()?.to_owned(),
            gone: false,
            finished: false,
            shown: Vec::new(),
            may_see: Vec::new(),
            items: Vec::new(),
        };
        match parts.next()? {
            "gone" => call.gone = true,
            "finished" => call.finished = true,
            _ => {}
        }
        for part in parts {
            if let Some((kind, id)) = part.split_once(' ') {
                let item = EntityKind::parse(kind).zip(number(id));
                call.items.extend(item.map(|(kind, id)| Binding::new(kind, id)));
            } else if let Some(id) = part.strip_prefix('?') {
                call.may_see.extend(number(id));
            } else {
                call.shown.extend(number(part));
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
        now - self.at > AGE
    }
}
