//! Connects a portal to a window by messages.
//!
//! Commands come as `name:json:callbackId:APP_SID`, answers go as `callbackId:json`. In the preview the application
//! runs in a frame; in browser tests it runs in the same window, so a message that arrives here can be an answer for
//! the SDK. Only a message that ends in this link's own `APP_SID` is a command.

use super::portal::{Effect, Portal};
use core::cell::{Cell, RefCell};
use gloo_timers::callback::Timeout;
use serde_json::Value;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Window};

type Watcher = Rc<dyn Fn(&[Effect])>;
type Listener = Closure<dyn FnMut(MessageEvent)>;

/// The connection between a portal and the window of an application.
pub(super) struct Link {
    portal: Rc<RefCell<Portal>>,
    sid: String,
    window: Window,
    peer: RefCell<Option<Window>>,
    listener: RefCell<Option<Listener>>,
    late: RefCell<Vec<(u32, Timeout)>>,
    held: RefCell<Vec<String>>,
    next_late: Cell<u32>,
    alarm: RefCell<Option<Timeout>>,
    skew: Cell<f64>,
    watchers: RefCell<Vec<Watcher>>,
}

impl Link {
    /// Listens in this window for the application with `sid`.
    pub(super) fn new(portal: Portal, sid: String) -> Rc<Self> {
        let window = web_sys::window().unwrap();
        let link = Rc::new(Self {
            portal: Rc::new(RefCell::new(portal)),
            sid,
            window: window.clone(),
            peer: RefCell::new(None),
            listener: RefCell::new(None),
            late: RefCell::new(Vec::new()),
            held: RefCell::new(Vec::new()),
            next_late: Cell::new(0),
            alarm: RefCell::new(None),
            skew: Cell::new(0.0),
            watchers: RefCell::new(Vec::new()),
        });
        let weak = Rc::downgrade(&link);
        let listener = Closure::new(move |event: MessageEvent| {
            if let Some(link) = weak.upgrade() {
                link.receive(&event);
            }
        });
        window
            .add_event_listener_with_callback("message", listener.as_ref().unchecked_ref())
            .unwrap();
        *link.listener.borrow_mut() = Some(listener);
        link
    }

    pub(super) fn sid(&self) -> &str {
        &self.sid
    }

    pub(super) const fn portal(&self) -> &Rc<RefCell<Portal>> {
        &self.portal
    }

    /// The portal's time: that of the browser, plus what was skipped.
    pub(super) fn now(&self) -> f64 {
        js_sys::Date::now() + self.skew.get()
    }

    /// Puts the portal's clock forward, and does what is due.
    pub(super) fn skip(self: &Rc<Self>, ms: f64) {
        self.skew.set(self.skew.get() + ms);
        self.change(|_| ());
    }

    /// Calls `watcher` whenever something happened.
    pub(super) fn watch(&self, watcher: impl Fn(&[Effect]) + 'static) {
        self.watchers.borrow_mut().push(Rc::new(watcher));
    }

    /// Changes the portal, and performs the effects.
    pub(super) fn change<T>(self: &Rc<Self>, change: impl FnOnce(&mut Portal) -> T) -> T {
        let now = self.now();
        let result = {
            let mut portal = self.portal.borrow_mut();
            portal.tick(now);
            change(&mut portal)
        };
        self.perform_effects();
        result
    }

    fn receive(self: &Rc<Self>, event: &MessageEvent) {
        let Some(text) = event.data().as_string() else {
            return;
        };
        let Some(command) = Command::parse(&text, &self.sid) else {
            return;
        };
        // A window of another origin is not `instanceof Window`, but messages can be posted to it.
        *self.peer.borrow_mut() = event.source().map(JsCast::unchecked_into);
        let now = self.now();
        self.portal
            .borrow_mut()
            .receive(command.name, &command.args, command.callback, now);
        self.perform_effects();
    }

    fn perform_effects(self: &Rc<Self>) {
        let effects = self.portal.borrow_mut().take_effects();
        for effect in &effects {
            match effect {
                Effect::Answer {
                    callback,
                    value,
                    spread,
                    after,
                } => {
                    let json = value.as_ref().map(Value::to_string).unwrap_or_default();
                    let text = format!("{callback}{}:{json}", if *spread { "*" } else { "" });
                    self.post(text, *after);
                }
                Effect::CardOpened | Effect::CardClosed => {
                    self.late.borrow_mut().clear();
                    self.held.borrow_mut().clear();
                }
                Effect::Reload => {}
            }
        }
        self.set_alarm();
        let watchers = self.watchers.borrow().clone();
        for watcher in watchers {
            watcher(&effects);
        }
    }

    fn post(self: &Rc<Self>, text: String, after: f64) {
        if after <= 0.0 {
            self.deliver(&text);
            return;
        }
        if after.is_infinite() {
            self.held.borrow_mut().push(text);
            return;
        }
        let key = self.next_late.replace(self.next_late.get() + 1);
        let weak = Rc::downgrade(self);
        let timeout = Timeout::new(millis(after), move || {
            if let Some(link) = weak.upgrade() {
                link.late.borrow_mut().retain(|(known, _)| *known != key);
                link.deliver(&text);
            }
        });
        self.late.borrow_mut().push((key, timeout));
    }

    /// Delivers the answers that wait to be let go.
    pub(super) fn release(&self) {
        for text in self.held.take() {
            self.deliver(&text);
        }
    }

    fn deliver(&self, text: &str) {
        if let Some(peer) = self.peer.borrow().as_ref() {
            // A frame that was removed meanwhile takes no messages.
            let _ = peer.post_message(&text.into(), "*");
        }
    }

    /// Sets a timer for the next thing that the portal does by itself.
    fn set_alarm(self: &Rc<Self>) {
        let deadline = self.portal.borrow().deadline();
        *self.alarm.borrow_mut() = deadline.map(|deadline| {
            let weak: Weak<Self> = Rc::downgrade(self);
            Timeout::new(millis(deadline - self.now()), move || {
                if let Some(link) = weak.upgrade() {
                    link.change(|_| ());
                }
            })
        });
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.borrow_mut().take() {
            let callback = listener.as_ref().unchecked_ref();
            let _ = self
                .window
                .remove_event_listener_with_callback("message", callback);
        }
    }
}

struct Command<'a> {
    name: &'a str,
    args: Value,
    callback: &'a str,
}

impl<'a> Command<'a> {
    fn parse(text: &'a str, sid: &str) -> Option<Self> {
        let rest = text.strip_suffix(sid)?.strip_suffix(':')?;
        let (name, rest) = rest.split_once(':')?;
        let (json, callback) = rest.rsplit_once(':')?;
        Some(Self {
            name,
            args: parse_json(json),
            callback,
        })
    }
}

/// Reads JSON; null where it is none.
pub(super) fn parse_json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn millis(ms: f64) -> u32 {
    ms.max(0.0).ceil() as u32
}
