//! The handle by which tests and the preview page use a simulated portal.

use super::SDK;
use super::link::Link;
use super::portal::card::Client;
use super::portal::fault::{Fault, FaultKind};
use super::portal::log::{Channel, LogEntry};
use super::portal::php::PhpValue;
use super::portal::{Effect, Portal};
use super::scenario::Scenario;
use core::cell::RefCell;
use core::fmt;
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A simulated portal connected to an application. A clone is the same portal.
///
/// When the last clone is dropped, the portal stops listening; one that was made with [`Simulator::here`] also removes
/// `window.BX24`.
#[derive(Clone)]
pub struct Simulator(Rc<Inner>);

struct Inner {
    link: Rc<Link>,
    here: bool,
}

impl Simulator {
    /// A portal and its SDK in this window.
    ///
    /// Afterwards `window.name` holds a new `APP_SID` and `window.BX24` is new. Create it before the application
    /// starts, and keep it until the application has ended.
    pub fn here(scenario: &Scenario) -> Self {
        let simulator = Self::connected(scenario, true);
        web_sys::window()
            .unwrap()
            .set_name(&simulator.frame_name())
            .unwrap();
        evaluate_sdk();
        simulator
    }

    /// A portal in this window, for an application in a frame whose name is [`Simulator::frame_name`].
    pub fn host(scenario: &Scenario) -> Self {
        Self::connected(scenario, false)
    }

    fn connected(scenario: &Scenario, here: bool) -> Self {
        let portal = scenario.portal(js_sys::Date::now());
        Self(Rc::new(Inner {
            link: Link::new(portal, fresh_sid()),
            here,
        }))
    }

    /// Reloads the application's frame: its SDK starts anew, with the data of the portal's page.
    pub fn load_again(&self) {
        evaluate_sdk();
    }

    /// The identifier that this application has on this portal.
    pub fn sid(&self) -> &str {
        self.0.link.sid()
    }

    /// The `window.name` that the application needs: `DOMAIN|PROTOCOL|APP_SID`.
    pub fn frame_name(&self) -> String {
        format!(
            "{}|1|{}",
            self.0.link.portal().borrow().settings.domain,
            self.sid()
        )
    }

    /// The portal, for reading. To change it, see [`Simulator::change`].
    pub fn portal(&self) -> Rc<RefCell<Portal>> {
        Rc::clone(self.0.link.portal())
    }

    /// Changes the portal, and sends the application what follows from it.
    pub fn change<T>(&self, change: impl FnOnce(&mut Portal) -> T) -> T {
        self.0.link.change(change)
    }

    /// Calls `watcher` with the effects of every change, until this portal is dropped.
    pub fn watch(&self, watcher: impl Fn(&[Effect]) + 'static) {
        self.0.link.watch(watcher);
    }

    /// The portal's time in milliseconds since 1970.
    pub fn now(&self) -> f64 {
        self.0.link.now()
    }

    /// Puts the portal's clock forward, so that countdowns run out. The clock of the page is not changed.
    pub fn skip(&self, ms: f64) {
        self.0.link.skip(ms);
    }

    /// The telephone rings: the call is connecting.
    pub fn ring(&self) {
        self.change(Portal::ring);
    }

    /// The conversation begins.
    pub fn connect(&self) {
        self.change(Portal::connect);
    }

    /// The conversation is over. The card stays, see [`Simulator::request_close`].
    pub fn hang_up(&self) {
        self.change(Portal::hang_up);
    }

    /// The call fails with a SIP code. The frame receives the code only where events have two arguments.
    pub fn fail(&self, code: &str) {
        self.change(|portal| portal.fail(code));
    }

    /// The client of the call changes.
    pub fn set_client(&self, client: Client) {
        self.change(|portal| portal.set_client(client));
    }

    /// Goes on to the next client of the call list.
    pub fn next_in_call_list(&self) {
        self.change(Portal::next_in_call_list);
    }

    /// Posts an event with its arguments as documented.
    pub fn emit(&self, name: &str, args: Vec<Value>) {
        self.change(|portal| portal.emit(name, &args));
    }

    /// The portal tries to close the card, as it does after a call; a blocked card gets `CallCard::BeforeClose`.
    pub fn request_close(&self) {
        self.change(Portal::request_close);
    }

    /// The agent closes the card, whatever is blocked.
    pub fn force_close(&self) {
        self.change(Portal::force_close);
    }

    /// Somebody else finishes the call, and the card closes whatever is blocked.
    pub fn finish_elsewhere(&self) {
        self.change(Portal::finish_elsewhere);
    }

    /// Switches a fault on.
    pub fn fault(&self, fault: impl Into<Fault>) {
        let fault = fault.into();
        self.change(|portal| portal.faults.add(fault));
    }

    /// Lets the answers go that [`FaultKind::Held`] keeps, and keeps no more.
    pub fn release(&self) {
        self.change(|portal| portal.faults.remove(&FaultKind::Held));
        self.0.link.release();
    }

    /// Switches all faults off.
    pub fn clear_faults(&self) {
        self.change(|portal| portal.faults.clear());
    }

    /// All messages and requests, oldest first.
    pub fn log(&self) -> Vec<LogEntry> {
        self.portal().borrow().log().to_vec()
    }

    /// The REST requests; a batch is one.
    pub fn rest_log(&self) -> Vec<LogEntry> {
        self.log()
            .into_iter()
            .filter(|entry| entry.channel == Channel::Rest)
            .collect()
    }

    /// How often a command, event or method was sent; a method inside a batch counts too.
    pub fn count(&self, name: &str) -> usize {
        let inside = |entry: &LogEntry| {
            let calls = entry.payload["cmd"].items().filter_map(Value::as_str);
            calls.filter(|call| call.split('?').next() == Some(name)).count()
        };
        let log = self.log();
        log.iter()
            .map(|entry| {
                if entry.name == "batch" {
                    inside(entry)
                } else {
                    usize::from(entry.name == name)
                }
            })
            .sum()
    }

    /// The language that the application starts with the next time.
    pub fn set_lang(&self, lang: &str) {
        self.change(|portal| lang.clone_into(&mut portal.settings.lang));
    }

    /// Whether the portal's dialog for picking colleagues is open.
    pub fn is_picking_users(&self) -> bool {
        self.portal().borrow().is_picking_users()
    }

    /// Picks these colleagues in the portal's dialog.
    pub fn pick_users(&self, ids: &[u64]) {
        self.change(|portal| portal.pick_users(ids));
    }

    /// Closes the portal's dialog with nobody picked.
    pub fn cancel_dialog(&self) {
        self.change(Portal::cancel_dialog);
    }

    /// Closes the page that the application opened on top of the card.
    pub fn close_page(&self) {
        self.change(Portal::close_page);
    }

    /// What the application stored for the agent under this name.
    pub fn user_option(&self, name: &str) -> Option<Value> {
        self.portal().borrow().user_option(name).cloned()
    }

    /// Stores an option for the agent and loads the page of the portal, so that the next start sees it.
    pub fn set_user_option(&self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        self.change(|portal| {
            portal.set_user_option(name, value);
            portal.reload_page();
        });
    }

    /// Whether there is a card on this user's screen.
    pub fn is_card_open(&self, user: u64) -> bool {
        self.portal().borrow().is_card_open(user)
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Simulator").field(&self.sid()).finish()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let window = web_sys::window().unwrap();
        let still_ours = window.name().is_ok_and(|name| name.ends_with(self.link.sid()));
        if self.here && still_ours {
            let _ = js_sys::Reflect::delete_property(&window, &"BX24".into());
            let _ = window.set_name("");
        }
    }
}

/// Runs the SDK for the `window.name` of this moment.
pub(super) fn evaluate_sdk() {
    // It throws what the real one throws outside a portal; the application has to handle that.
    let _ = js_sys::Function::new_no_args(SDK).call0(&JsValue::NULL);
}

fn fresh_sid() -> String {
    let part = || format!("{:08x}", random());
    format!("{}{}", part(), part())
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn random() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}
