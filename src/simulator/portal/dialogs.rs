//! Dialogs of the portal, and the pages it opens on top.

use super::Portal;
use super::log::Channel;
use super::php::PhpValue;
use serde_json::{Value, json};

/// A dialog or page of the portal that is open on top of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The dialog for picking colleagues.
    Users {
        /// More than one may be picked.
        multiple: bool,
        /// The callback that waits for it.
        callback: String,
    },
    /// A page is open in a slider.
    Page {
        /// Its path.
        path: String,
        /// The callback that waits until it is closed.
        callback: String,
    },
}

impl Portal {
    /// What is open on top of the card, the latest last.
    pub fn dialogs(&self) -> &[Dialog] {
        &self.dialogs
    }

    /// Whether the dialog for picking colleagues is open.
    pub fn is_picking_users(&self) -> bool {
        self.dialogs
            .iter()
            .any(|dialog| matches!(dialog, Dialog::Users { .. }))
    }

    /// Picks these colleagues in the open dialog.
    pub fn pick_users(&mut self, ids: &[u64]) {
        let Some(Dialog::Users { multiple, callback }) = self.take_dialog(true) else {
            return;
        };
        let people = ids.iter().filter_map(|id| self.user(*id)).map(|user| {
            json!({
                "id": user.id.to_string(),
                "name": user.full_name(),
                "photo": "",
                "position": "Sales",
                "url": format!("/company/personal/user/{}/", user.id),
            })
        });
        let people: Vec<Value> = people.collect();
        let answer = if multiple {
            Some(Value::Array(people))
        } else {
            people.into_iter().next()
        };
        let Some(answer) = answer else { return };
        self.note(Channel::Dialog, "selectUser", answer.clone(), "picked");
        self.post(&callback, Some(answer), false, 0.0);
    }

    /// Closes the dialog with nobody picked: the callback is never called.
    pub fn cancel_dialog(&mut self) {
        if self.take_dialog(true).is_some() {
            self.note(Channel::Dialog, "selectUser", Value::Null, "cancelled");
        }
    }

    /// Closes the page on top.
    pub fn close_page(&mut self) {
        let Some(Dialog::Page { path, callback }) = self.take_dialog(false) else {
            return;
        };
        self.note(Channel::Dialog, "openPath", path.into(), "closed");
        self.post(&callback, Some(json!({ "result": "close" })), false, 0.0);
    }

    pub(super) fn open_dialog(&mut self, name: &str, args: &Value, callback: &str) {
        let callback = callback.to_owned();
        if name == "selectUser" {
            self.note(Channel::Dialog, name, args.clone(), "opened");
            // Opening it again replaces the first; the callback of that one is never called.
            self.take_dialog(true);
            self.dialogs.push(Dialog::Users {
                multiple: args["mult"].flag(),
                callback,
            });
            return;
        }
        let path = args["path"].as_str().unwrap_or_default().to_owned();
        let refused = if !self.settings.opens_pages {
            Some("METHOD_NOT_SUPPORTED_ON_DEVICE")
        } else if !is_page(&path) {
            Some("PATH_NOT_AVAILABLE")
        } else {
            None
        };
        self.note(Channel::Dialog, name, args.clone(), refused.unwrap_or("opened"));
        match refused {
            Some(code) => self.post(
                &callback,
                Some(json!({ "result": "error", "errorCode": code })),
                false,
                0.0,
            ),
            None => self.dialogs.push(Dialog::Page { path, callback }),
        }
    }

    fn take_dialog(&mut self, users: bool) -> Option<Dialog> {
        let position = self
            .dialogs
            .iter()
            .rposition(|dialog| matches!(dialog, Dialog::Users { .. }) == users)?;
        Some(self.dialogs.remove(position))
    }
}

/// Whether the portal opens such a path in a slider.
fn is_page(path: &str) -> bool {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let number = |text: &str| text.parse::<u64>().is_ok();
    match parts.as_slice() {
        ["crm", "contact" | "company" | "lead" | "deal", "details", id]
        | ["company", "personal", "user", id] => number(id),
        ["crm", "type", kind, "details", id] => number(kind) && number(id),
        _ => false,
    }
}
