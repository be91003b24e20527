//! Whose drafts they are.
//!
//! Who the user is must not be guessed: on a computer of several people nobody may read what another wrote. The portal's
//! options belong to the user alone, so the id is noted there, and the next page knows it at once. Until the portal has
//! said it for the first time, a draft belongs to an anonymous id. That id is noted in the options, too, and for this
//! very frame in the tab's storage; whoever cannot show it does not get the draft.

use crate::bx24::Client;
use crate::bx24::storage::{self, StorageArea};
use crate::call::fingerprint;
use crate::call::stored_draft::ANONYMOUS;
use std::cell::{Cell, Ref, RefCell};

/// The option of the user that holds their id.
const USER: &str = "call-card.who";

/// The user of this page.
pub(super) struct DraftUser {
    id: RefCell<String>,
    is_noted: Cell<bool>,
    /// Whether the portal's options outlive this frame: a user who had none does not find what is set when the frame is
    /// loaded again, unless it is requested then.
    pub has_lasting_options: Cell<bool>,
}

impl DraftUser {
    /// The user as far as the options of the portal or the storage of this frame name them.
    pub fn of_page(client: &Client) -> Self {
        let has_lasting_options = Cell::new(client.has_lasting_user_options(USER));
        let known = client.user_option(USER);
        let is_known = !known.is_empty();
        let id = if is_known {
            Some(known)
        } else {
            noted_anonymous_id()
        };
        Self {
            has_lasting_options,
            is_noted: Cell::new(id.is_some()),
            id: RefCell::new(id.unwrap_or_else(anonymous_id)),
        }
    }

    /// Their id, as it stands in keys.
    pub fn id(&self) -> Ref<'_, String> {
        self.id.borrow()
    }

    /// Whether it is not known yet who that is.
    pub fn is_unknown(&self) -> bool {
        self.id.borrow().starts_with(ANONYMOUS)
    }

    /// The portal has said who the user is. Returns the id until now.
    pub fn set(&self, client: &Client, id: &str) -> String {
        let before = self.id.replace(id.to_owned());
        if client.user_option(USER) != id {
            client.set_user_option(USER, id);
        }
        if before.starts_with(ANONYMOUS) {
            let _ = storage::remove(StorageArea::Session, USER);
        }
        before
    }

    /// Notes an anonymous id where only this user, or this very frame, finds it.
    pub fn note(&self, client: &Client) {
        let id = self.id.borrow();
        if !self.is_noted.replace(true) {
            client.set_user_option(USER, &id);
            let _ = storage::set(StorageArea::Session, USER, &format!("{} {id}", frame()));
        }
    }
}

/// An id for a user who is not known yet, or for a call that the portal has not named.
pub fn anonymous_id() -> String {
    format!("{ANONYMOUS}{}", random(1e15))
}

/// A random whole number below `limit`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn random(limit: f64) -> u64 {
    (js_sys::Math::random() * limit) as u64
}

/// The anonymous id that was noted earlier in this very frame.
fn noted_anonymous_id() -> Option<String> {
    let noted = storage::get(StorageArea::Session, USER).ok()??;
    let (of, user) = noted.split_once(' ')?;
    (of == frame()).then(|| user.to_owned())
}

/// The frame by the name that the portal gave it, which another one does not have. Only a fingerprint of it: the name
/// itself is the portal's key to the frame.
fn frame() -> String {
    let name = web_sys::window().and_then(|window| window.name().ok());
    fingerprint(&name.unwrap_or_default())
}
