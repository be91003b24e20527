//! The pages of CRM items on the portal.

use crate::bx24::{Client, OpenPath};
use crate::call::Binding;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

/// Opens the pages of CRM items. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct ItemPages(StoredValue<Inner, LocalStorage>);

struct Inner {
    client: Client,
    /// Whether the portal opens pages beside this one, as far as it is known.
    opens_beside: Cell<bool>,
}

impl ItemPages {
    /// The pages on this portal.
    pub fn new(client: Client) -> Self {
        Self(StoredValue::new_local(Inner {
            client,
            opens_beside: Cell::new(true),
        }))
    }

    /// The address of an item's page, for a link. Nothing for a kind that has no known page.
    pub fn link(self, item: &Binding) -> Option<String> {
        let path = item.path()?;
        self.0.try_with_value(|inner| inner.client.address(&path))?
    }

    /// Opens an item's page beside this one. Returns whether that is tried: if not, the link itself must serve.
    /// `failed` is called where the portal refuses later.
    pub fn open(self, item: &Binding, failed: impl Fn() + 'static) -> bool {
        let Some(path) = item.path() else { return false };
        let tried = self.0.try_with_value(|inner| {
            if !inner.opens_beside.get() {
                return false;
            }
            let is_later = Rc::new(Cell::new(false));
            let done = {
                let is_later = is_later.clone();
                move |outcome| {
                    if outcome == OpenPath::NotAvailable {
                        self.0.try_with_value(|inner| inner.opens_beside.set(false));
                        if is_later.get() {
                            failed();
                        }
                    }
                }
            };
            inner.client.open_path(&path, done);
            is_later.set(true);
            // The SDK of an older portal refuses at once.
            inner.opens_beside.get()
        });
        tried.unwrap_or(false)
    }
}
