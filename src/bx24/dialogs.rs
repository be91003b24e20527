//! Dialogs and pages that the portal opens beside the card.

use super::answer::error_answer;
use super::callback::Callback;
use super::pending::pending;
use super::subscription::Subscription;
use super::{Answer, Client, Scalar};
use js_sys::Object;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// What became of opening a page of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenPath {
    /// It was opened beside the card and closed again.
    Closed,
    /// This portal or this device cannot do it: use a plain link instead.
    NotAvailable,
}

/// A person chosen in the portal's dialog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectedUser {
    /// `id`: the user's id, above zero.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    /// `name`: as the dialog shows it; may be empty.
    #[serde(default, deserialize_with = "name")]
    pub name: String,
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let id = Scalar::deserialize(deserializer)?.id();
    id.ok_or_else(|| D::Error::custom("no id"))
}

fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.text().unwrap_or_default())
}

impl Client {
    /// Opens a page of the portal beside the card. `path` begins with a slash. `done` is called when the page is closed
    /// or cannot be opened, which may be at once, or never.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/additional-functions/bx24-open-path.html>
    pub fn open_path(&self, path: &str, done: impl FnOnce(OpenPath) + 'static) {
        let (settle, mut closed) = pending(None);
        let callback = Callback::new(move |answer, _| {
            let failed = error_answer(&answer).command_error().is_some();
            settle.settle(Ok(if failed {
                OpenPath::NotAvailable
            } else {
                OpenPath::Closed
            }));
        });
        let function = callback.function();
        closed.keep = Some(callback);
        if self.sdk.open_path(path, &function).is_err() {
            return done(OpenPath::NotAvailable);
        }
        spawn_local(async move {
            if let Ok(outcome) = closed.await {
                done(outcome);
            }
        });
    }

    /// Lets the agent choose people in the portal's dialog. `chosen` receives them; if the agent cancels, it is never
    /// called, so nothing must wait for it. Nothing where the portal has no such dialog.
    ///
    /// The returned value must live as long as an answer is wanted.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/system-dialogues/bx24-select-users.html>
    pub fn select_users(&self, mut chosen: impl FnMut(Vec<SelectedUser>) + 'static) -> Option<Subscription> {
        let callback = Callback::new(move |answer, _| chosen(read_users(&answer)));
        self.sdk.select_users(&callback.function()).ok()?;
        Some(Subscription::new(callback))
    }

    /// Lets the agent choose one person, like [`Client::select_users`].
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/system-dialogues/bx24-select-user.html>
    pub fn select_user(&self, mut chosen: impl FnMut(SelectedUser) + 'static) -> Option<Subscription> {
        let callback = Callback::new(move |answer, _| {
            if let Ok(user) = Answer::new(answer).read() {
                chosen(user);
            }
        });
        self.sdk.select_user(&callback.function()).ok()?;
        Some(Subscription::new(callback))
    }
}

/// Who was chosen; an entry without an id is left out. PHP makes an object of a list with gaps.
fn read_users(answer: &JsValue) -> Vec<SelectedUser> {
    if !answer.is_object() {
        return Vec::new();
    }
    let users = Object::values(answer.unchecked_ref()).into_iter();
    users.filter_map(|user| Answer::new(user).read().ok()).collect()
}
