//! Dialogs and window calls of the SDK, and what the page's own script left for the app.

use super::Client;
use super::callback::Callback;
use super::decode::from_js;
use super::pending::pending;
use super::subscription::Subscription;
use super::task::spawn;
use crate::value::Value;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;

/// What became of opening a page of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenPath {
    /// It was opened beside the card and closed again.
    Closed,
    /// This portal or this device cannot do it: a plain link must serve.
    NotAvailable,
}

/// A person chosen in the portal's dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedUser {
    /// The user's id.
    pub id: u64,
    /// The name as the dialog shows it.
    pub name: String,
}

impl SelectedUser {
    fn read(item: &Value) -> Option<Self> {
        Some(Self {
            id: item.get("id").id()?,
            name: item.get("name").text().unwrap_or_default(),
        })
    }
}

impl Client {
    /// Opens a page of the portal beside the card. `done` hears how that ended, maybe never, or at once.
    pub fn open_path(&self, path: &str, done: impl FnOnce(OpenPath) + 'static) {
        let (settle, mut closed) = pending(None);
        let callback = Callback::new(move |answer, _| {
            let failed = from_js(answer).unwrap_or_default().get("result").as_str() == Some("error");
            settle.settle(Ok(failed.into()));
        });
        let function = callback.function();
        closed.keep = Some(callback);
        if self.sdk.open_path(path, &function).is_err() {
            return done(OpenPath::NotAvailable);
        }
        spawn(async move {
            if let Ok(outcome) = closed.await {
                done(if outcome.flag() {
                    OpenPath::NotAvailable
                } else {
                    OpenPath::Closed
                });
            }
        });
    }

    /// Lets the agent choose people in the portal's dialog. `chosen` hears of them; if the agent cancels, nobody ever
    /// does, so nothing must wait for it. Nothing where the portal has no such dialog.
    ///
    /// The returned value must live as long as an answer is wanted.
    pub fn select_users(&self, mut chosen: impl FnMut(Vec<SelectedUser>) + 'static) -> Option<Subscription> {
        let callback = Callback::new(move |answer, _| {
            let answer = from_js(answer).unwrap_or_default();
            chosen(answer.items().filter_map(SelectedUser::read).collect());
        });
        self.sdk.select_users(&callback.function()).ok()?;
        Some(Subscription::new(callback))
    }

    /// Lets the agent choose one person, like [`Client::select_users`].
    pub fn select_user(&self, mut chosen: impl FnMut(SelectedUser) + 'static) -> Option<Subscription> {
        let callback = Callback::new(move |answer, _| {
            if let Some(user) = from_js(answer).ok().as_ref().and_then(SelectedUser::read) {
                chosen(user);
            }
        });
        self.sdk.select_user(&callback.function()).ok()?;
        Some(Subscription::new(callback))
    }

    /// Tells the portal that the installation is over. It answers by loading the page anew, or not at all: where this
    /// returns, the page is still there, and only `app.info` knows whether the app is installed now.
    pub async fn install_finish(&self) {
        // An SDK that throws here has told nobody either.
        let _ = self.sdk.install_finish();
        let _ = pending(Some(self.limits.command / 3)).1.await;
    }

    /// What an administrator left for all users of the app under this name; nothing where there is none. The portal's
    /// page loads it once: what was set since may be missing.
    pub fn app_option(&self, name: &str) -> Option<String> {
        self.sdk
            .app_option()
            .and_then(|options| options.read(name))
            .ok()?
            .as_string()
    }

    /// Leaves something for all users of the app. Only an administrator can; nobody tells whether it arrived.
    pub fn set_app_option(&self, name: &str, value: &str) {
        let _ = self
            .sdk
            .app_option()
            .and_then(|options| options.write(name, value));
    }
}

/// Leaves a word for the page's own script under `callCard`, where there is such a thing.
pub(crate) fn tell_boot(key: &str, word: &str) {
    let own = Reflect::get(&js_sys::global(), &"callCard".into()).unwrap_or(JsValue::UNDEFINED);
    if own.is_object() {
        let _ = Reflect::set(&own, &key.into(), &word.into());
    }
}

/// What the page's own script left under `callCard`; `undefined` where there is no such thing.
pub(crate) fn boot(key: &str) -> JsValue {
    let own = Reflect::get(&js_sys::global(), &"callCard".into()).unwrap_or(JsValue::UNDEFINED);
    if own.is_object() {
        Reflect::get(&own, &key.into()).unwrap_or(JsValue::UNDEFINED)
    } else {
        JsValue::UNDEFINED
    }
}
