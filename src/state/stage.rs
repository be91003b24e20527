//! From the opened page to a card on screen.

use super::Card;
use crate::api::card;
use crate::bx24::{Client, Error, ErrorKind, Limits, Start, spawn};
use crate::i18n;
use crate::value::concat;
use leptos::prelude::*;

/// What the page is, as far as it knows.
#[derive(Clone)]
pub enum Stage {
    /// It waits for Bitrix24.
    Starting,
    /// It shows a call.
    Card(Card),
    /// The app's own page (`PLACEMENT = DEFAULT`).
    OwnPage(Opened),
    /// A place of the portal that has no call, by its code.
    OtherPlacement(String),
    /// No portal opened it.
    Outside,
    /// The start failed.
    Failed(Error),
}

/// A page that the portal has opened, for whoever fills it.
#[derive(Clone, Copy)]
pub struct Opened(StoredValue<Client, LocalStorage>);

impl Opened {
    /// The portal; nothing where the page is gone.
    pub(super) fn client(self) -> Option<Client> {
        self.0.try_with_value(Clone::clone)
    }
}

impl Stage {
    /// Another key is another page.
    pub fn key(&self) -> String {
        match self {
            Self::Starting => String::new(),
            Self::Card(_) => "card".to_owned(),
            Self::OwnPage(_) => "own".to_owned(),
            Self::OtherPlacement(name) => concat(&["place ", name]),
            Self::Outside => "outside".to_owned(),
            Self::Failed(error) => concat(&["failed ", &error.words()]),
        }
    }
}

/// Starts. The signals follow what the page becomes, and the language its texts are in.
pub fn start(limits: Limits) -> (RwSignal<Stage>, RwSignal<String>) {
    let stage = RwSignal::new(Stage::Starting);
    let lang = RwSignal::new(i18n::lang());
    // What the card owns lives as long as the page that was asked to start it.
    let owner = Owner::current().unwrap_or_default();
    spawn(async move {
        let client = match connect(limits, stage).await {
            Ok(client) => client,
            Err(error) if error.kind == ErrorKind::NotInBitrix24 => return stage.set(Stage::Outside),
            Err(error) => return stage.set(Stage::Failed(error)),
        };
        let place = owner.with(|| place(&client));
        // Another language makes the page anew. A card keeps what was typed; the app's own page would lose it, so it
        // comes in its language from the start.
        let waits = matches!(place, Stage::OwnPage(_));
        if !waits {
            stage.set(place.clone());
        }
        if let Some(portal) = client.lang().filter(|portal| *portal != i18n::lang())
            && i18n::switch(&portal).await
        {
            lang.set(portal);
        }
        if waits {
            stage.set(place);
        }
    });
    (stage, lang)
}

async fn connect(limits: Limits, stage: RwSignal<Stage>) -> Result<Client, Error> {
    let mut start = Start::begin(limits).await?;
    match start.ready().await {
        Err(error) => {
            // Said in words now; and if the portal was only slow, the card still comes.
            stage.set(Stage::Failed(error));
            Ok(start.ready_at_last().await)
        }
        ready => ready,
    }
}

fn place(client: &Client) -> Stage {
    let placement = client.placement();
    match placement.name.as_str() {
        card::PLACEMENT => Stage::Card(Card::open(client.clone(), &placement)),
        // A portal that does not name the place, but tells of a call.
        "" if card::decode_status(&placement.options).is_some() => {
            Stage::Card(Card::open(client.clone(), &placement))
        }
        "DEFAULT" | "" => Stage::OwnPage(Opened(StoredValue::new_local(client.clone()))),
        other => Stage::OtherPlacement(other.to_owned()),
    }
}
