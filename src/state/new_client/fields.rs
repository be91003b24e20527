//! The fields that the portal requires of new items: asked for once while the card is open.

use crate::api::item_fields;
use crate::bx24::{Client, Error};
use crate::call::{NewKind, RequiredField};
use crate::state::task::PageOwner;
use leptos::prelude::*;

/// What is known of the required fields of one kind.
#[derive(Clone, Debug, PartialEq)]
enum KindFields {
    Loading,
    Known(Vec<RequiredField>),
    Failed(Error),
}

/// The required fields of each kind. A small handle: copies are the same fields.
#[derive(Clone, Copy)]
pub struct RequiredFields {
    known: RwSignal<Vec<(NewKind, KindFields)>>,
    inner: StoredValue<(Client, PageOwner), LocalStorage>,
}

impl RequiredFields {
    /// The fields of a card that nobody has asked for yet.
    pub fn new(client: &Client) -> Self {
        Self {
            known: RwSignal::default(),
            inner: StoredValue::new_local((client.for_actions(), PageOwner::current())),
        }
    }

    /// Makes sure that the fields for creating this are known or asked for.
    pub fn load(self, kind: NewKind) {
        let wanted = self.known.try_update(|known| {
            let mut wanted = kind.parts().to_vec();
            wanted.retain(|part| {
                let state = known.iter().find(|(kind, _)| kind == part);
                state.is_none_or(|(_, state)| matches!(state, KindFields::Failed(_)))
            });
            for part in &wanted {
                put(known, *part, KindFields::Loading);
            }
            wanted
        });
        for part in wanted.unwrap_or_default() {
            self.request(part);
        }
    }

    /// The fields for creating this, as far as they are known. Tracks them.
    pub fn of(self, kind: NewKind) -> Vec<RequiredField> {
        let of = |part: &NewKind| match self.state(*part) {
            Some(KindFields::Known(fields)) => fields,
            _ => Vec::new(),
        };
        kind.parts().iter().flat_map(of).collect()
    }

    /// Whether fields for creating this are being asked for. Tracks it.
    pub fn is_loading(self, kind: NewKind) -> bool {
        let mut parts = kind.parts().iter();
        parts.any(|part| self.state(*part) == Some(KindFields::Loading))
    }

    /// Why the fields for creating this are not known. Tracks it.
    pub fn trouble(self, kind: NewKind) -> Option<Error> {
        kind.parts().iter().find_map(|part| match self.state(*part) {
            Some(KindFields::Failed(error)) => Some(error),
            _ => None,
        })
    }

    fn state(self, kind: NewKind) -> Option<KindFields> {
        self.known.with(|known| {
            let found = known.iter().find(|(known, _)| *known == kind);
            found.map(|(_, state)| state.clone())
        })
    }

    fn request(self, kind: NewKind) {
        let Some((client, owner)) = self.inner.try_get_value() else {
            return;
        };
        owner.spawn(async move {
            let state = match item_fields::required(&client, kind).await {
                Ok(fields) => KindFields::Known(fields),
                Err(error) => KindFields::Failed(error),
            };
            self.known.try_update(|known| put(known, kind, state));
        });
    }
}

fn put(known: &mut Vec<(NewKind, KindFields)>, kind: NewKind, state: KindFields) {
    known.retain(|(known, _)| *known != kind);
    known.push((kind, state));
}
