//! Faults that the simulated portal shows on demand.

use super::crm::Item;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// The answer comes this many milliseconds later.
    Slow(f64),
    /// The answer waits until the test lets it go.
    Held,
    /// Nothing happens and nothing is answered.
    Silent,
    /// REST: the portal is too busy, `QUERY_LIMIT_EXCEEDED`; nothing happens.
    Status503,
    /// REST: refused with this HTTP status and error code; nothing happens.
    Status {
        /// The HTTP status.
        status: u16,
        /// The portal's `error`.
        code: String,
    },
    /// `placement.bind`: the portal does not register the address, and answers `false`.
    NotBound,
    /// REST: the portal acts, and what comes back is a page of HTML.
    BrokenBody,
    /// REST: the portal acts, and nothing comes back: the SDK takes that for an empty result.
    EmptyBody,
    /// REST: no connection; nothing happens.
    Offline,
    /// REST: the token is refused as expired; the next one, from `refreshAuth`, is taken.
    ExpiredToken,
    /// The portal acts, and the answer is lost: silence for a command, a broken connection for REST.
    DropAnswer,
    /// The callback is called twice. For REST the answer is only posted twice.
    DoubleAnswer,
    /// The portal acts at once and answers this many milliseconds later, after the caller has given up.
    LateAnswer(f64),
    /// The event `CallCard::BeforeClose` is posted twice.
    DoubleBeforeClose,
    /// Events are not delivered.
    LostEvent,
    /// The portal never answers with the data that the SDK starts with.
    InitSilent,
    /// Commands answer as if there were no card: `[{"result":"error","errorCode":"Call card is undefined"}]`.
    CardUndefined,
    /// The agent has no right to the item: neither to read nor to change it.
    NoRight(Item),
    /// The agent may read the item, but not change it.
    ReadOnly(Item),
}

impl FaultKind {
    /// How much later the answer comes, in milliseconds; infinite where it waits to be let go.
    pub(super) const fn delay(&self) -> Option<f64> {
        match self {
            Self::Slow(ms) | Self::LateAnswer(ms) => Some(*ms),
            Self::Held => Some(f64::INFINITY),
            _ => None,
        }
    }
}

/// What a fault applies to: commands or REST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Commands of the card only.
    Commands,
    /// REST only.
    Rest,
    /// Both.
    Both,
}

/// A fault, how often it happens, and what it applies to.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// What it applies to.
    pub scope: Scope,
    /// How many times it happens; none: until it is cleared.
    pub times: Option<u32>,
    /// Only for this command, event or method. A batch counts as every method inside it.
    pub only: Option<String>,
}

impl Fault {
    /// A fault of commands and REST, until it is cleared.
    pub const fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            scope: Scope::Both,
            times: None,
            only: None,
        }
    }

    /// Shorthand for a refusal with `status` and `code`.
    pub fn status(status: u16, code: &str) -> Self {
        Self::new(FaultKind::Status {
            status,
            code: code.to_owned(),
        })
    }

    /// For commands only.
    #[must_use]
    pub const fn commands(mut self) -> Self {
        self.scope = Scope::Commands;
        self
    }

    /// For REST only.
    #[must_use]
    pub const fn rest(mut self) -> Self {
        self.scope = Scope::Rest;
        self
    }

    /// For the next `times` only.
    #[must_use]
    pub const fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// For this command, event or method only.
    #[must_use]
    pub fn only(mut self, name: &str) -> Self {
        self.only = Some(name.to_owned());
        self
    }

    fn is_for(&self, scope: Scope, names: &[&str]) -> bool {
        let scoped = self.scope == Scope::Both || self.scope == scope;
        let meant = self.only.as_deref().is_none_or(|only| names.contains(&only));
        scoped && meant && self.times != Some(0)
    }
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Self {
        Self::new(kind)
    }
}

/// The faults that are switched on.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Switches one more on.
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Switches those of one kind off.
    pub fn remove(&mut self, kind: &FaultKind) {
        self.0.retain(|fault| fault.kind != *kind);
    }

    /// Switches all off.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The faults that are on.
    pub fn all(&self) -> &[Fault] {
        &self.0
    }

    /// Counts down every fault of one of the `kinds` that applies here, and returns their kinds.
    pub(super) fn take(
        &mut self,
        scope: Scope,
        names: &[&str],
        kinds: impl Fn(&FaultKind) -> bool,
    ) -> Vec<FaultKind> {
        let mut taken = Vec::new();
        for fault in &mut self.0 {
            if kinds(&fault.kind) && fault.is_for(scope, names) {
                fault.times = fault.times.map(|times| times - 1);
                taken.push(fault.kind.clone());
            }
        }
        self.0.retain(|fault| fault.times != Some(0));
        taken
    }

    /// The same for commands, of those faults only that name the command.
    pub(super) fn take_named(
        &mut self,
        names: &[&str],
        kinds: impl Fn(&FaultKind) -> bool,
    ) -> Vec<FaultKind> {
        let unnamed: Vec<Fault> = self.0.extract_if(.., |fault| fault.only.is_none()).collect();
        let taken = self.take(Scope::Commands, names, kinds);
        self.0.extend(unnamed);
        taken
    }

    /// Counts down the first such fault only.
    pub(super) fn take_first(
        &mut self,
        scope: Scope,
        names: &[&str],
        kinds: impl Fn(&FaultKind) -> bool,
    ) -> Option<FaultKind> {
        let fault = self
            .0
            .iter_mut()
            .find(|fault| kinds(&fault.kind) && fault.is_for(scope, names))?;
        fault.times = fault.times.map(|times| times - 1);
        let kind = fault.kind.clone();
        self.0.retain(|fault| fault.times != Some(0));
        Some(kind)
    }

    /// Whether the agent may not read this item.
    pub(super) fn denies_reading(&self, item: Item) -> bool {
        self.0.iter().any(|fault| fault.kind == FaultKind::NoRight(item))
    }

    /// Whether the agent may not change this item.
    pub(super) fn denies_changing(&self, item: Item) -> bool {
        let read_only = FaultKind::ReadOnly(item);
        self.denies_reading(item) || self.0.iter().any(|fault| fault.kind == read_only)
    }
}
