//! A ready situation with an address of its own.

use super::portal::Portal;
use super::{fixtures, scenarios};

/// A situation to look at and to test in: a portal, perhaps a call, and where the application is opened.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Its name in addresses: `?scenario=incoming-known`.
    pub id: &'static str,
    /// What it shows, in one line.
    pub title: &'static str,
    pub(super) set_up: fn(&mut Portal),
}

impl Scenario {
    /// All scenarios, in the order they are listed.
    pub const fn all() -> &'static [Self] {
        scenarios::ALL
    }

    /// The scenario with this name.
    pub fn find(id: &str) -> Option<&'static Self> {
        Self::all().iter().find(|scenario| scenario.id == id)
    }

    /// The scenario with this name, for tests. Panics if there is none.
    pub fn named(id: &str) -> &'static Self {
        Self::find(id).unwrap_or_else(|| panic!("no scenario is called {id}"))
    }

    /// A portal in this situation, at the moment `now` (milliseconds since 1970).
    pub fn portal(&self, now: f64) -> Portal {
        let mut portal = Portal::new(now);
        fixtures::fill(&mut portal);
        (self.set_up)(&mut portal);
        portal.reload_page();
        portal.take_effects();
        portal.clear_log();
        portal
    }
}
