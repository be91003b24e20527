//! From the opened page to a card on screen.

use super::Card;
use super::task::PageOwner;
use crate::api::card;
use crate::bx24::{Client, Error, ErrorKind, Limits, Start};
use crate::i18n;
use leptos::prelude::*;
use std::time::Duration;

/// What the page is, as far as it knows.
#[derive(Clone)]
// A page has one stage at a time.
#[allow(clippy::large_enum_variant)]
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

/// A page that the portal has opened. A small handle: copies are the same page.
#[derive(Clone, Copy)]
pub struct Opened {
    client: StoredValue<Client, LocalStorage>,
    owner: PageOwner,
}

impl Opened {
    fn new(client: &Client) -> Self {
        Self {
            client: StoredValue::new_local(client.clone()),
            owner: PageOwner::current(),
        }
    }

    /// Creates a state that lives as long as the page; nothing where the page is gone.
    pub(super) fn create<T>(self, create: impl FnOnce(Client) -> T) -> Option<T> {
        let client = self.client.try_get_value()?;
        self.owner.with(|| create(client))
    }
}

/// Starts. The signals follow what the page becomes, and the language of its texts.
pub fn start(limits: Limits) -> (ReadSignal<Stage>, ReadSignal<String>) {
    let stage = RwSignal::new(Stage::Starting);
    let lang = RwSignal::new(i18n::lang());
    // The state of the card lives as long as the component that starts it.
    let owner = PageOwner::current();
    owner.spawn(async move {
        let client = match connect(limits, stage).await {
            Ok(client) => client,
            Err(error) if error.kind == ErrorKind::NotInBitrix24 => {
                return drop(stage.try_set(Stage::Outside));
            }
            Err(error) => return drop(stage.try_set(Stage::Failed(error))),
        };
        let Some(place) = owner.with(|| place(&client)) else {
            return;
        };
        // Another language makes the page anew. A card keeps what was typed; the app's own page would lose it, so it
        // comes in its language from the start.
        let waits = matches!(place, Stage::OwnPage(_));
        if !waits {
            let place = place.clone();
            // A task of its own: what the card asks for leaves before it is drawn.
            set_timeout(move || drop(stage.try_set(place)), Duration::ZERO);
        }
        if let Some(portal) = client.lang().filter(|portal| *portal != i18n::lang())
            && i18n::switch(&portal).await
        {
            lang.try_set(portal);
        }
        if waits {
            stage.try_set(place);
        }
    });
    (stage.read_only(), lang.read_only())
}

async fn connect(limits: Limits, stage: RwSignal<Stage>) -> Result<Client, Error> {
    let mut start = match Start::begin(limits).await {
        Err(error) if error.kind == ErrorKind::NoAnswer => {
            // Shown now; and if the script was only slow, the card still comes.
            stage.try_set(Stage::Failed(error));
            Start::begin_at_last(limits).await?
        }
        start => start?,
    };
    match start.ready().await {
        Err(error) => {
            // The same where the portal was only slow.
            stage.try_set(Stage::Failed(error));
            Ok(start.ready_at_last().await)
        }
        ready => ready,
    }
}

fn place(client: &Client) -> Stage {
    let placement = client.placement();
    match placement.name.as_str() {
        card::PLACEMENT => Stage::Card(Card::open(client.clone(), &placement)),
        // A portal that does not name the placement, but gives the options of a call.
        "" if card::options(&placement).is_call() => Stage::Card(Card::open(client.clone(), &placement)),
        "DEFAULT" | "" => Stage::OwnPage(Opened::new(client)),
        other => Stage::OtherPlacement(other.to_owned()),
    }
}
