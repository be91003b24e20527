//! The texts of earlier calls, asked for when an agent wants to read one.

use crate::api::Refusal;
use crate::api::overview::transcript;
use crate::bx24::{Client, Error};
use crate::state::task::PageOwner;
use leptos::prelude::*;

/// The texts of earlier calls. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Transcripts {
    known: RwSignal<Vec<(u64, Transcript)>>,
    owner: PageOwner,
    client: StoredValue<Client, LocalStorage>,
}

/// The text of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Transcript {
    /// It is being asked for.
    Loading,
    /// There is none, or none yet.
    None,
    /// The agent may not read it, or the portal makes no texts of calls.
    NotAllowed,
    /// The text.
    Text(String),
    /// It could not be asked for.
    Failed(Error),
}

impl Transcripts {
    /// Nothing was asked for yet.
    pub(super) fn new(client: Client) -> Self {
        Self {
            known: RwSignal::default(),
            owner: PageOwner::current(),
            client: StoredValue::new_local(client.for_actions()),
        }
    }

    /// The text of the call of an activity. Nothing before it was asked for. Tracks it.
    pub fn of(self, activity: u64) -> Option<Transcript> {
        self.known.with(|known| {
            let found = known.iter().find(|(id, _)| *id == activity);
            found.map(|(_, transcript)| transcript.clone())
        })
    }

    /// Asks for the text of a call, unless it is known or being asked for.
    pub fn ask(self, activity: u64) {
        match untrack(|| self.of(activity)) {
            None | Some(Transcript::None | Transcript::Failed(_)) => {}
            Some(_) => return,
        }
        let Some(client) = self.client.try_get_value() else {
            return;
        };
        self.put(activity, Transcript::Loading);
        self.owner.spawn(async move {
            let found = match transcript(&client, activity).await {
                Ok(Some(text)) => Transcript::Text(text),
                Ok(None) => Transcript::None,
                Err(error) => match Refusal::of(&error) {
                    Refusal::NoRight | Refusal::NoScope | Refusal::NoMethod => Transcript::NotAllowed,
                    _ => Transcript::Failed(error),
                },
            };
            self.put(activity, found);
        });
    }

    fn put(self, activity: u64, transcript: Transcript) {
        self.known.try_update(|known| {
            known.retain(|(id, _)| *id != activity);
            known.push((activity, transcript));
        });
    }
}
