//! One opened page: what stage it is in, the card's signals, and the actions an agent can take.
//!
//! Futures of a page are started here and end with it. Components start none: they read signals and call methods.

pub mod action;
mod card;
mod card_call;
mod card_calls;
mod card_client;
mod colleagues;
mod diagnostics;
pub(crate) mod draft_store;
mod due_preset;
mod item_pages;
mod me;
mod names;
mod new_client;
mod overview;
pub mod own;
pub mod record;
mod record_choice;
mod search;
mod session_names;
mod settings;
mod stage;
pub(crate) mod talk_store;
mod task;
pub mod wrap_up;

pub use crate::bx24::page::{open_own_page, set_report, show_crash};
pub use crate::bx24::{Error, ErrorKind, Limits, LocalFile, SelectedUser};
pub use card::Card;
pub use card_call::CardCall;
pub use card_calls::CardCalls;
pub use colleagues::{ActionOutcome, ColleagueAction, Colleagues};
pub use diagnostics::start_report;
pub use draft_store::{DraftStore, StorageLocation};
pub use due_preset::DuePreset;
pub use item_pages::ItemPages;
pub use me::Me;
pub use names::Name;
pub use new_client::{NewClient, NewClientStage, RequiredFields};
pub use overview::{
    ActivityChange, ActivityChanges, ClientLookup, History, Overview, OverviewSubject, PartState, Transcript,
    Transcripts,
};
pub use record::RecordUpload;
pub use search::{FoundClient, Search};
pub use session_names::SessionNames;
pub use settings::{EditedItem, ListEditor, ListError, ListOutcome, OwnPhrases, PhraseChange, Settings};
pub use stage::{Opened, Stage, start};
pub use wrap_up::{CallOwner, DraftStatus, SaveProgress, StepState, Subject, Work, WrapUp, WrapUpForm};

use leptos::prelude::*;

/// Sets a signal; its subscribers are notified only where the value is another one. Nothing where the page is gone.
fn set_if_changed<T: PartialEq + 'static>(signal: impl Update<Value = T>, value: T) {
    signal.try_maybe_update(|known| {
        let is_new = *known != value;
        *known = value;
        (is_new, ())
    });
}

/// Milliseconds since 1970, by the agent's computer.
pub fn now() -> f64 {
    js_sys::Date::now()
}
