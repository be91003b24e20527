//! The state that the parts of the preview page share.

use super::address::query;
use crate::bx24::storage::{self, StorageArea};
use crate::simulator::{Effect, Portal, Scenario, Simulator};
use crate::state::draft_store::{finished::FINISHED, new_client::NEW_CLIENT, transcript::TRANSCRIPT};
use crate::state::talk_store::TALK;
use gloo_timers::callback::Interval;
use leptos::prelude::*;

/// The simulated portal and the frame of the card, as signals. Provided as context by the preview page.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    simulator: StoredValue<Simulator, LocalStorage>,
    scenario: &'static Scenario,
    /// Notified after each change of the portal.
    changed: RwSignal<()>,
    /// The portal's time in milliseconds since 1970, renewed each second.
    now: RwSignal<f64>,
    /// How often the frame was loaded.
    loads: RwSignal<u32>,
    /// Whether the application has a frame: the card's frame goes when the card closes.
    is_open: RwSignal<bool>,
}

impl Preview {
    /// The portal that this page's address asks for.
    pub(super) fn from_address() -> Self {
        let query = query();
        let scenario = query.get("scenario").and_then(|id| Scenario::find(&id));
        let scenario = scenario.unwrap_or(&Scenario::all()[0]);
        // This portal has had no call yet, whatever the one before it had.
        for key in [FINISHED, TALK] {
            let _ = storage::remove(StorageArea::Session, key);
        }
        let mut keys = storage::keys();
        keys.retain(|key| {
            [TRANSCRIPT, NEW_CLIENT]
                .iter()
                .any(|start| key.starts_with(start))
        });
        for key in keys {
            let _ = storage::remove(StorageArea::Local, &key);
        }
        let simulator = Simulator::host(scenario);
        simulator.change(|portal| {
            if let Some(domain) = query.get("domain") {
                portal.settings.domain = domain;
            }
            if let Some(lang) = query.get("lang") {
                portal.settings.lang = lang;
            }
        });
        let preview = Self {
            scenario,
            changed: RwSignal::new(()),
            now: RwSignal::new(simulator.now()),
            loads: RwSignal::new(0),
            is_open: RwSignal::new(!simulator.portal().borrow().is_frame_gone()),
            simulator: StoredValue::new_local(simulator.clone()),
        };
        simulator.watch(move |effects| preview.apply(effects));
        StoredValue::new_local(Interval::new(1000, move || {
            preview.now.set(preview.simulator().now());
        }));
        preview
    }

    pub(super) const fn scenario(self) -> &'static Scenario {
        self.scenario
    }

    pub(super) fn simulator(self) -> Simulator {
        self.simulator.get_value()
    }

    /// Changes the portal.
    pub(super) fn update<T>(self, change: impl FnOnce(&mut Portal) -> T) -> T {
        self.simulator().change(change)
    }

    /// Reads the portal, and subscribes to its changes.
    pub(super) fn with<T>(self, read: impl FnOnce(&Portal) -> T) -> T {
        self.changed.track();
        self.with_untracked(read)
    }

    /// Reads the portal.
    pub(super) fn with_untracked<T>(self, read: impl FnOnce(&Portal) -> T) -> T {
        let portal = self.simulator().portal();
        let portal = portal.borrow();
        read(&portal)
    }

    /// The portal's time in milliseconds since 1970, renewed each second.
    pub(super) fn now(self) -> f64 {
        self.now.get()
    }

    /// The number of the application's frame; none while the card is closed. A new number is a new frame.
    pub(super) fn frame(self) -> Option<u32> {
        self.is_open.get().then(|| self.loads.get())
    }

    /// Loads the frame again, as a reload of the frame alone does.
    pub(super) fn reload_frame(self) {
        self.loads.update(|loads| *loads += 1);
    }

    /// Loads the portal's page again, and the frame with it.
    pub(super) fn reload_portal(self) {
        self.update(Portal::reload_page);
        self.reload_frame();
    }

    fn apply(self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::CardOpened => {
                    self.reload_frame();
                    self.is_open.set(true);
                }
                Effect::CardClosed => self.is_open.set(false),
                Effect::Reload => self.reload_frame(),
                Effect::Answer { .. } => {}
            }
        }
        self.now.set(self.simulator().now());
        self.changed.notify();
    }
}

/// The state of the preview page.
pub(super) fn use_preview() -> Preview {
    expect_context()
}
