//! What the parts of the preview page share.

use crate::simulator::portal::Effect;
use crate::simulator::{Portal, Scenario, Simulator};
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use web_sys::UrlSearchParams;

/// The simulated portal, and signals that tell when to look at it again.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    simulator: StoredValue<Simulator, LocalStorage>,
    scenario: &'static Scenario,
    changed: RwSignal<u32>,
    /// Which frame it is: a new number is a new frame.
    pub(super) load: RwSignal<u32>,
    /// What the page around the frame has to say about it: open or closed.
    pub(super) open: RwSignal<bool>,
}

impl Desk {
    pub(super) fn new() -> Self {
        let query = query();
        let name = query.get("scenario").unwrap_or_default();
        let scenario = Scenario::find(&name).unwrap_or(&Scenario::all()[0]);
        let simulator = Simulator::host(scenario);
        if let Some(domain) = query.get("domain") {
            simulator.change(|portal| portal.settings.domain = domain);
        }
        if let Some(lang) = query.get("lang") {
            simulator.change(|portal| portal.settings.lang = lang);
        }
        let open = !simulator.portal().borrow().is_frame_gone();
        let desk = Self {
            simulator: StoredValue::new_local(simulator.clone()),
            scenario,
            changed: RwSignal::new(0),
            load: RwSignal::new(0),
            open: RwSignal::new(open),
        };
        simulator.watch(move |effects| desk.happened(effects));
        // The countdown is shown in seconds.
        let _ = StoredValue::new_local(Interval::new(1000, move || {
            desk.changed.update(|count| *count += 1);
        }));
        desk
    }

    pub(super) const fn scenario(self) -> &'static Scenario {
        self.scenario
    }

    pub(super) fn simulator(self) -> Simulator {
        self.simulator.get_value()
    }

    /// Changes the portal.
    pub(super) fn change<T>(self, change: impl FnOnce(&mut Portal) -> T) -> T {
        self.simulator().change(change)
    }

    /// Looks at the portal, and again whenever it changed.
    pub(super) fn see<T>(self, look: impl FnOnce(&Portal) -> T) -> T {
        self.changed.track();
        self.look(look)
    }

    /// Looks at the portal once.
    pub(super) fn look<T>(self, look: impl FnOnce(&Portal) -> T) -> T {
        let simulator = self.simulator();
        let portal = simulator.portal();
        let portal = portal.borrow();
        look(&portal)
    }

    /// Loads the frame again, as a reload of the portal's page would.
    pub(super) fn reload(self) {
        self.change(Portal::reload_page);
        self.load.update(|load| *load += 1);
    }

    fn happened(self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::CardOpened => {
                    self.load.update(|load| *load += 1);
                    self.open.set(true);
                }
                Effect::CardClosed => self.open.set(false),
                Effect::Reload => self.load.update(|load| *load += 1),
                Effect::Answer { .. } => {}
            }
        }
        self.changed.update(|count| *count += 1);
    }
}

/// The query of this page.
pub(super) fn query() -> UrlSearchParams {
    let search = window().location().search().unwrap_or_default();
    UrlSearchParams::new_with_str(&search).unwrap()
}

/// The address of this page with another scenario.
pub(super) fn address(scenario: &str) -> String {
    let query = query();
    query.set("scenario", scenario);
    format!("?{}", String::from(query.to_string()))
}
