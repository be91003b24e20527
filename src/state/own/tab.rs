//! The tab of the call card: whether it is there, and how it comes and goes.
//!
//! Every way to add or remove it looks first and does only what is missing, so it can be tried again after any failure.

use crate::api::Refusal;
use crate::api::call_card_tab::{BadAddress, FoundTabs, PortalKind, TabAddress, handler, sort};
use crate::api::card::PLACEMENT;
use crate::api::widget::{self, Bind};
use crate::bx24::{Client, Error, ErrorKind, page};
use crate::i18n;
use crate::state::action::{ActionState, ExclusiveAction};
use crate::state::now;
use crate::state::task::PageOwner;
use crate::state::wrap_up::look_up::{LOOKS, Presence, look_up};
use leptos::prelude::*;

/// Under this name the portal keeps since when the tab is there, and at which address: `1773130779000 https://…`.
const OPTION: &str = "call-card.tab";

/// What the last step is called in diagnostics.
const FINISH: &str = "installFinish";

/// What is known of the tab.
#[derive(Clone, Debug, PartialEq)]
pub enum TabLookup {
    /// It is being looked for.
    Asking,
    /// Only an administrator may look. Since when it is there, in milliseconds since 1970, as far as an administrator has
    /// noted it.
    NotAllowed(Option<f64>),
    /// What there is, and since when our tab is there, in milliseconds since 1970, if that is known.
    Found(FoundTabs, Option<f64>),
    /// Looking failed.
    Failed(Error),
}

/// What an administrator can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Add the tab and finish the installation of the app.
    Install,
    /// Add the tab, or repair it, and finish the installation where that is missing.
    Add,
    /// Remove it.
    Remove,
    /// Remove the tab at this address, which has the title of ours.
    RemoveSimilar(String),
}

/// One step to a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabStep {
    /// See what is there.
    Look,
    /// Add the tab.
    Bind,
    /// Remove our tabs that are not wanted any more.
    Unbind,
    /// Finish the installation.
    Finish,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
pub enum TabProgress {
    /// Nothing was started.
    None,
    /// This step runs.
    Running(Goal, TabStep),
    /// This step failed.
    Failed(Goal, TabStep, Error),
    /// The goal is reached.
    Done(Goal),
}

/// The tab. A small handle: copies are the same tab.
#[derive(Clone, Copy)]
pub struct Tab {
    /// What is known of it.
    pub known: ReadSignal<TabLookup>,
    /// How far adding or removing it is.
    pub progress: Signal<TabProgress>,
    set_known: WriteSignal<TabLookup>,
    action: ExclusiveAction<Goal, ()>,
    client: StoredValue<Client, LocalStorage>,
    owner: PageOwner,
}

/// Runs the steps to a goal.
#[derive(Clone)]
struct TabSetup {
    client: Client,
    set_known: WriteSignal<TabLookup>,
    /// The step that runs, or failed.
    set_step: WriteSignal<TabStep>,
}

impl Tab {
    pub(super) fn new(client: Client) -> Self {
        let (known, set_known) = signal(TabLookup::Asking);
        let (step, set_step) = signal(TabStep::Look);
        let setup = TabSetup {
            client: client.clone(),
            set_known,
            set_step,
        };
        let action = ExclusiveAction::new(move |goal| {
            let setup = setup.clone();
            async move { setup.run(goal).await }
        });
        Self {
            known,
            progress: Signal::derive(move || {
                let step = step.get();
                action
                    .with(|state| progress(state, step))
                    .unwrap_or(TabProgress::None)
            }),
            set_known,
            action,
            client: StoredValue::new_local(client),
            owner: PageOwner::current(),
        }
    }

    /// Where this page is served from.
    pub fn page() -> String {
        page::address()
    }

    /// The address that the tab opens; or why the portal cannot open this page.
    pub fn address(self) -> Result<TabAddress, BadAddress> {
        let client = self.client.try_get_value();
        client.map_or(Err(BadAddress::NotHttps), |client| tab_address(&client))
    }

    /// Looks whether the tab is there.
    pub fn look(self) {
        let Some(client) = self.client.try_get_value() else {
            return;
        };
        if !client.is_admin() {
            self.set_known.set(not_allowed(&client));
            return;
        }
        self.set_known.set(TabLookup::Asking);
        self.owner.spawn(async move {
            if let Err(error) = find(&client, self.set_known).await {
                self.set_known.try_set(if needs_administrator(&error) {
                    not_allowed(&client)
                } else {
                    TabLookup::Failed(error)
                });
            }
        });
    }

    /// Whether this user may not add or remove the tab. Tracks it.
    pub fn is_not_allowed(self) -> bool {
        self.known
            .try_with(|known| matches!(known, TabLookup::NotAllowed(_)))
            == Some(true)
    }

    /// Runs the steps to a goal. Until they end nothing else is started.
    pub fn start(self, goal: Goal) {
        self.action.start(goal);
    }

    /// Runs the steps again to the goal that was not reached.
    pub fn retry(self) {
        if untrack(|| self.action.error()).is_some() {
            self.action.retry();
        }
    }
}

impl TabSetup {
    /// Runs all steps. Where a step fails, [`TabSetup::set_step`] names it.
    async fn run(&self, goal: Goal) -> Result<(), Error> {
        let client = &self.client;
        let mut was_sent = false;
        if let Err(error) = self.change(&goal, &mut was_sent).await {
            if needs_administrator(&error) {
                self.set_known.try_set(not_allowed(client));
            } else if was_sent {
                // A part of it may be done. Where this look fails as well, the page goes on showing what it knew.
                let _ = find(client, self.set_known).await;
            }
            return Err(error);
        }
        match goal {
            Goal::Install => self.finish().await,
            Goal::Add => {
                self.check(TabStep::Bind, |found| found.here.is_some()).await?;
                self.finish().await
            }
            Goal::Remove => {
                client.set_app_option(OPTION, "");
                self.check(TabStep::Unbind, |found| found.here.is_none()).await
            }
            Goal::RemoveSimilar(address) => {
                self.check(TabStep::Unbind, |found| !found.similar.contains(&address))
                    .await
            }
        }
    }

    /// Looks, and then adds and removes what the goal needs. `was_sent` becomes true before the first request that changes
    /// something.
    async fn change(&self, goal: &Goal, was_sent: &mut bool) -> Result<(), Error> {
        let client = &self.client;
        self.begin(TabStep::Look);
        let found = find(client, self.set_known).await?;
        let unwanted = match goal {
            Goal::RemoveSimilar(address) => {
                let mut similar = found.similar;
                similar.retain(|known| known == address);
                similar
            }
            Goal::Remove => found.old.into_iter().chain(found.here).collect(),
            Goal::Install | Goal::Add => {
                if found.here.is_none() {
                    self.begin(TabStep::Bind);
                    let tab = tab_address(client).map_err(|_| Error::refused("ERROR_WRONG_HANDLER_URL"))?;
                    *was_sent = true;
                    bind(client, &tab.address).await?;
                }
                found.old
            }
        };
        if !unwanted.is_empty() {
            self.begin(TabStep::Unbind);
            *was_sent = true;
            for address in &unwanted {
                widget::unbind(client, PLACEMENT, address).await?;
            }
        }
        // Until now the former address was remembered, so that its tab is found again where removing it fails.
        if matches!(goal, Goal::Install | Goal::Add)
            && let Ok(tab) = tab_address(client)
            && remembered(client).1 != tab.address
        {
            remember(client, &tab.address);
        }
        Ok(())
    }

    /// Finishes the installation of the app where that is missing: until then nobody sees the tab. The portal answers by
    /// loading the page anew; where it does not, the app is looked at a few times.
    async fn finish(&self) -> Result<(), Error> {
        self.begin(TabStep::Finish);
        let client = &self.client;
        if widget::app_info(client).await?.installed {
            return Ok(());
        }
        client.install_finish().await;
        let look = async || {
            let app = widget::app_info(client).await?;
            Ok(if app.installed {
                Presence::There
            } else {
                Presence::NotThere
            })
        };
        match look_up(client, FINISH, LOOKS, look).await? {
            Presence::There => Ok(()),
            // It may be finished later: trying again looks before anything is sent.
            Presence::NotThere | Presence::Unknown => Err(Error::of(ErrorKind::UnderWay, FINISH)),
        }
    }

    fn begin(&self, step: TabStep) {
        self.set_step.try_set(step);
    }

    /// Looks once more: what the portal has now is what is shown. Where the goal is not reached, that is a failure of
    /// `step`.
    async fn check(&self, step: TabStep, is_reached: impl FnOnce(&FoundTabs) -> bool) -> Result<(), Error> {
        match find(&self.client, self.set_known).await {
            Ok(found) if !is_reached(&found) => {
                self.begin(step);
                Err(Error::not_understood("placement.get"))
            }
            Ok(_) => Ok(()),
            Err(_) => {
                // The portal has confirmed each step, and that it does not answer now changes nothing about them.
                let here = tab_address(&self.client).ok().map(|tab| tab.address);
                let now = FoundTabs {
                    here: here.filter(|_| step == TabStep::Bind),
                    ..FoundTabs::default()
                };
                self.set_known.try_set(TabLookup::Found(now, None));
                Ok(())
            }
        }
    }
}

fn tab_address(client: &Client) -> Result<TabAddress, BadAddress> {
    let domain = client.domain().unwrap_or_default();
    handler(&Tab::page(), PortalKind::of(&domain, client.is_https()))
}

fn progress(state: &ActionState<Goal, ()>, step: TabStep) -> TabProgress {
    match (&state.input, &state.result) {
        (Some(goal), _) if state.pending => TabProgress::Running(goal.clone(), step),
        (Some(goal), Some(Ok(()))) => TabProgress::Done(goal.clone()),
        (Some(goal), Some(Err(error))) => TabProgress::Failed(goal.clone(), step, error.clone()),
        _ => TabProgress::None,
    }
}

/// Asks the portal for the tabs, and sorts them.
async fn find(client: &Client, set_known: WriteSignal<TabLookup>) -> Result<FoundTabs, Error> {
    let handlers = widget::get(client).await?;
    let titles: Vec<String> = i18n::titles().into_iter().map(|(_, title)| title).collect();
    let (since, address) = remembered(client);
    let here = tab_address(client).map_or_else(|_| Tab::page(), |tab| tab.address);
    let found = sort(&handlers, &here, &titles, &address);
    let since = since.filter(|_| found.here.as_ref() == Some(&address));
    set_known.try_set(TabLookup::Found(found.clone(), since));
    Ok(found)
}

async fn bind(client: &Client, address: &str) -> Result<(), Error> {
    let bind = Bind {
        placement: PLACEMENT.to_owned(),
        handler: address.to_owned(),
        title: i18n::tab_title(),
        titles: i18n::titles(),
    };
    match widget::bind(client, &bind).await {
        // Another administrator has already added the tab.
        Err(error) if error.detail.contains("already bind") => Ok(()),
        other => other,
    }
}

/// Whether the portal refuses this because the user is no administrator. `BX24.isAdmin` also says yes to users who may
/// only install apps.
fn needs_administrator(error: &Error) -> bool {
    Refusal::of(error) == Refusal::NoRight
}

/// What is known where the user may not look.
fn not_allowed(client: &Client) -> TabLookup {
    TabLookup::NotAllowed(remembered(client).0)
}

/// Notes the tab for users who may not look.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn remember(client: &Client, address: &str) {
    client.set_app_option(OPTION, &format!("{} {address}", now() as u64));
}

/// Since when the tab is there, in milliseconds since 1970, and at which address, as far as an administrator has noted
/// it.
#[allow(clippy::cast_precision_loss)]
fn remembered(client: &Client) -> (Option<f64>, String) {
    let noted = client.app_option(OPTION).unwrap_or_default();
    match noted.split_once(' ') {
        Some((since, address)) => {
            let since = since.parse::<u64>().ok();
            (since.map(|since| since as f64), address.to_owned())
        }
        None => (None, String::new()),
    }
}
