//! The people of the portal: their names, and the portal's dialog to choose among them.

use crate::api::users;
use crate::bx24::{Client, SelectedUser, Subscription};
use crate::state::task::PageOwner;
use leptos::prelude::*;
use std::cell::RefCell;

/// The people this page has to do with. A small handle: copies are the same people.
#[derive(Clone, Copy)]
pub struct People {
    known: RwSignal<Vec<SelectedUser>>,
    owner: PageOwner,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    client: Client,
    dialog: RefCell<Option<Subscription>>,
    /// Who was asked for: those whom the portal does not name are not asked for again and again.
    asked: RefCell<Vec<u64>>,
}

impl People {
    pub(super) fn new(client: Client) -> Self {
        Self {
            known: RwSignal::default(),
            owner: PageOwner::current(),
            inner: StoredValue::new_local(Inner {
                client,
                dialog: RefCell::default(),
                asked: RefCell::default(),
            }),
        }
    }

    /// Somebody's name; empty while it is not known. Tracks it.
    pub fn name(self, id: u64) -> String {
        let find = |known: &Vec<SelectedUser>| {
            known
                .iter()
                .find(|user| user.id == id)
                .map(|user| user.name.clone())
        };
        self.known.try_with(find).flatten().unwrap_or_default()
    }

    pub(super) fn set_name(self, id: u64, name: &str) {
        if name.is_empty() || untrack(|| self.name(id)) == name {
            return;
        }
        let name = name.to_owned();
        let _ = self.known.try_update(|known| {
            known.retain(|user| user.id != id);
            known.push(SelectedUser { id, name });
        });
    }

    /// Asks for the names that are not known, in one request, once. Who may not be read stays without one.
    pub(super) fn look_up(self, mut ids: Vec<u64>) {
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| untrack(|| self.name(*id)).is_empty());
        let client = self.inner.try_with_value(|inner| {
            let mut asked = inner.asked.borrow_mut();
            ids.retain(|id| !asked.contains(id));
            asked.extend_from_slice(&ids);
            inner.client.clone()
        });
        let Some(client) = client.filter(|_| !ids.is_empty()) else {
            return;
        };
        self.owner.spawn(async move {
            for user in users::get(&client, &ids).await.unwrap_or_default() {
                self.set_name(user.id, &user.full_name());
            }
        });
    }

    /// Lets the agent choose people in the portal's dialog. If the agent cancels nobody is notified, so nothing waits; the
    /// dialog that was opened before has no effect any more. Returns whether the portal has such a dialog.
    pub(super) fn choose(self, chosen: impl Fn(Vec<u64>) + 'static) -> bool {
        let open = |client: &Client| {
            client.select_users(move |users| {
                for user in &users {
                    self.set_name(user.id, &user.name);
                }
                if !users.is_empty() {
                    chosen(users.iter().map(|user| user.id).collect());
                }
            })
        };
        self.set_dialog(open)
    }

    /// The same for one person.
    pub(super) fn choose_one(self, chosen: impl Fn(u64) + 'static) -> bool {
        let open = |client: &Client| {
            client.select_user(move |user| {
                self.set_name(user.id, &user.name);
                chosen(user.id);
            })
        };
        self.set_dialog(open)
    }

    fn set_dialog(self, open: impl FnOnce(&Client) -> Option<Subscription>) -> bool {
        let opened = self.inner.try_with_value(|inner| {
            let opened = open(&inner.client);
            let there = opened.is_some();
            inner.dialog.replace(opened);
            there
        });
        opened.unwrap_or(false)
    }
}
