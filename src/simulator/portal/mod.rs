//! The simulated portal itself: people, CRM, calls, one open card, and the rules by which they change.
//!
//! It does not use the browser. Time is a parameter (`now`, milliseconds since 1970), and what has to happen outside is
//! returned as [`Effect`]s, so that tests on the host see all of it.

pub mod activities;
pub mod answer;
mod batch;
mod call_events;
pub mod calls;
pub mod card;
pub mod clock;
pub mod closing;
mod commands;
pub mod crm;
pub mod dialogs;
pub mod dictionaries;
pub mod fault;
mod finishing;
pub mod form;
mod list;
pub mod log;
mod methods;
mod options;
pub mod people;
pub mod php;
mod placements;
pub mod remote;
mod rest;
pub mod settings;
mod start;
mod statistics;
mod timeline;
mod transcripts;
mod upload;

use activities::Activity;
use answer::HttpAnswer;
use calls::{Call, Registration};
use card::Card;
use crm::Crm;
use dialogs::Dialog;
use dictionaries::Line;
use fault::Faults;
use log::{Channel, LogEntry, redact};
use options::Options;
use people::User;
use serde_json::Value;
use settings::Settings;

/// What has to happen outside the portal.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Call a callback of the frame.
    Answer {
        /// The callback's identifier.
        callback: String,
        /// The argument; none calls it without.
        value: Option<Value>,
        /// Pass the items of the list as separate arguments.
        spread: bool,
        /// Milliseconds to wait.
        after: f64,
    },
    /// A card appeared on the agent's screen: there is a new frame.
    CardOpened,
    /// The card was closed, and its frame removed.
    CardClosed,
    /// The portal loads the frame again.
    Reload,
}

/// A simulated portal.
#[derive(Debug)]
pub struct Portal {
    /// Its settings.
    pub settings: Settings,
    /// Its users.
    pub users: Vec<User>,
    /// The CRM.
    pub crm: Crm,
    /// The lines.
    pub lines: Vec<Line>,
    /// The faults that are switched on.
    pub faults: Faults,
    now: f64,
    card: Option<Card>,
    calls: Vec<Call>,
    registrations: Vec<Registration>,
    statistics: Vec<Value>,
    uploads: Vec<upload::Expected>,
    records: Vec<Value>,
    comments: Vec<Value>,
    notes: Vec<timeline::Note>,
    activities: Vec<Activity>,
    bound_placements: Vec<Value>,
    listeners: Vec<(String, String)>,
    dialogs: Vec<Dialog>,
    user_options: Vec<(u64, Options)>,
    app_options: Options,
    log: Vec<LogEntry>,
    effects: Vec<Effect>,
    close_at: Option<f64>,
    failing: Option<call_events::Failing>,
    token: u32,
    serial: u64,
    spent: rest::Spent,
}

impl Portal {
    /// A portal with its people, dictionaries and lines, an empty CRM and no card.
    pub fn new(now: f64) -> Self {
        Self {
            settings: Settings::default(),
            users: people::staff(),
            crm: Crm::default(),
            lines: vec![
                Line::new("reg151083", "Sales hotline", false),
                Line::new("3", "External line", true),
                Line::new("+4930555000", "", false),
            ],
            faults: Faults::default(),
            now,
            card: None,
            calls: Vec::new(),
            registrations: Vec::new(),
            statistics: Vec::new(),
            uploads: Vec::new(),
            records: Vec::new(),
            comments: Vec::new(),
            notes: Vec::new(),
            activities: Vec::new(),
            bound_placements: Vec::new(),
            listeners: Vec::new(),
            dialogs: Vec::new(),
            user_options: Vec::new(),
            app_options: Options::default(),
            log: Vec::new(),
            effects: Vec::new(),
            close_at: None,
            failing: None,
            token: 1,
            serial: 7942,
            spent: rest::Spent::default(),
        }
    }

    /// The portal's time, in milliseconds since 1970.
    pub const fn now(&self) -> f64 {
        self.now
    }

    /// Lets time pass until `now`, and does what is due.
    pub fn tick(&mut self, now: f64) {
        self.now = now.max(self.now);
        if self.close_at.is_some_and(|at| at <= self.now) {
            self.close_at = None;
            self.attempt_close();
        }
        self.fail_if_due();
        let now = self.now;
        if self.card.as_mut().is_some_and(|card| card.closing.ran_out(now)) && !self.settings.another_call {
            self.close("countdown");
        }
    }

    /// When something happens by itself next.
    pub fn deadline(&self) -> Option<f64> {
        let countdown = self.card.as_ref().and_then(|card| card.closing.deadline());
        let failing = self.failing.as_ref().and_then(|failing| failing.at);
        self.close_at
            .into_iter()
            .chain(countdown)
            .chain(failing)
            .min_by(f64::total_cmp)
    }

    /// The effects since the last time this was called.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        core::mem::take(&mut self.effects)
    }

    /// The agent's card.
    pub const fn card(&self) -> Option<&Card> {
        self.card.as_ref()
    }

    /// The agent's card, to be changed without an event for the frame.
    pub const fn card_mut(&mut self) -> Option<&mut Card> {
        self.card.as_mut()
    }

    /// Whether there is a card on the screen of this user.
    pub fn is_card_open(&self, user: u64) -> bool {
        if user == self.settings.user && self.settings.placement == settings::CALL_CARD {
            return self.card.is_some();
        }
        self.user(user).is_some_and(|user| user.screen.is_some())
    }

    /// Whether the frame was removed, because the card was closed.
    pub fn is_frame_gone(&self) -> bool {
        self.settings.placement == settings::CALL_CARD && self.card.is_none()
    }

    /// All messages and requests, oldest first.
    pub fn log(&self) -> &[LogEntry] {
        &self.log
    }

    /// Empties the log.
    pub fn clear_log(&mut self) {
        self.log.clear();
    }

    fn note(&mut self, channel: Channel, name: &str, payload: Value, outcome: &str) {
        let (name, outcome) = (name.to_owned(), outcome.to_owned());
        self.log.push(LogEntry {
            at: self.now,
            channel,
            name,
            payload: redact(payload),
            outcome,
        });
    }

    fn next_id(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// Calls a callback of the frame, if there is one and there is a frame.
    fn post(&mut self, callback: &str, value: Option<Value>, spread: bool, after: f64) {
        if !callback.is_empty() && !self.is_frame_gone() {
            self.effects.push(Effect::Answer {
                callback: callback.to_owned(),
                value,
                spread,
                after,
            });
        }
    }
}
