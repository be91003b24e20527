//! The tab of the call card: whether it is there, and how it comes and goes.
//!
//! Every way to add or remove it looks first and does only what is missing, so it can be tried again after any failure.

use super::plan::{BadAddress, FoundTabs, handler, sort};
use crate::api::card::PLACEMENT;
use crate::api::widget::{self, Bind};
use crate::bx24::{Client, Error, ErrorKind, boot, spawn};
use crate::i18n;
use crate::state::now;
use crate::value::{Value, decimal};
use leptos::prelude::*;

/// Under this name the portal keeps since when the tab is there, and at which address: `1773130779000 https://…`.
const OPTION: &str = "call-card.tab";

/// What is known of the tab.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// It is being looked for.
    Asking,
    /// Only an administrator may look. Since when it is there, as far as an administrator left word.
    NotAllowed(Option<f64>),
    /// What there is, and since when our tab is there, if that is known.
    Found(FoundTabs, Option<f64>),
    /// Looking failed.
    Failed(Error),
}

/// What an administrator can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Add the tab and finish the installation of the app.
    Install,
    /// Add the tab, or repair it.
    Add,
    /// Remove it.
    Remove,
}

/// One step on the way to a goal.
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
    pub known: RwSignal<Known>,
    /// How far adding or removing it is.
    pub progress: RwSignal<TabProgress>,
    inner: StoredValue<Client, LocalStorage>,
}

impl Tab {
    pub(super) fn new(client: Client) -> Self {
        Self {
            known: RwSignal::new(Known::Asking),
            progress: RwSignal::new(TabProgress::None),
            inner: StoredValue::new_local(client),
        }
    }

    /// Where this page is served from.
    pub fn page() -> String {
        boot("page").as_string().unwrap_or_default()
    }

    /// The address that the tab opens; or why Bitrix24 cannot open this page.
    pub fn address() -> Result<String, BadAddress> {
        handler(&Self::page())
    }

    /// Looks whether the tab is there.
    pub fn look(self) {
        let Some(client) = self.inner.try_with_value(Clone::clone) else {
            return;
        };
        if !client.is_admin() {
            self.known.set(Known::NotAllowed(remembered(&client).0));
            return;
        }
        self.known.set(Known::Asking);
        spawn(async move {
            if let Err(error) = self.find(&client).await {
                self.known.try_set(Known::Failed(error));
            }
        });
    }

    /// Sets out for a goal. While one is under way nothing else is started.
    pub fn start(self, goal: Goal) {
        let Some(client) = self.inner.try_with_value(Clone::clone) else {
            return;
        };
        if matches!(self.progress.get_untracked(), TabProgress::Running(..)) {
            return;
        }
        self.progress.set(TabProgress::Running(goal, TabStep::Look));
        spawn(async move {
            let end = match self.walk(&client, goal).await {
                Ok(()) => TabProgress::Done(goal),
                Err((step, error)) => TabProgress::Failed(goal, step, error),
            };
            self.progress.try_set(end);
        });
    }

    /// Sets out once more for the goal that was not reached.
    pub fn retry(self) {
        if let TabProgress::Failed(goal, ..) = self.progress.get_untracked() {
            self.start(goal);
        }
    }

    async fn walk(self, client: &Client, goal: Goal) -> Result<(), (TabStep, Error)> {
        let at = |step: TabStep| {
            self.progress.try_set(TabProgress::Running(goal, step));
            move |error: Error| (step, error)
        };
        let failed = at(TabStep::Look);
        let found = self.find(client).await.map_err(failed)?;
        let mut unwanted = found.old;
        if goal == Goal::Remove {
            unwanted.extend(found.here.clone());
        } else if found.here.is_none() {
            let failed = at(TabStep::Bind);
            let address = Self::address().map_err(|_| failed(Error::refused("ERROR_ARGUMENT")))?;
            bind(client, &address).await.map_err(failed)?;
            remember(client, &address);
        }
        if !unwanted.is_empty() {
            let failed = at(TabStep::Unbind);
            for address in &unwanted {
                widget::unbind(client, PLACEMENT, address).await.map_err(failed)?;
            }
        }
        match goal {
            Goal::Install => finish(client).await.map_err(at(TabStep::Finish)),
            Goal::Add => self
                .check(client, true)
                .await
                .map_err(|error| (TabStep::Bind, error)),
            Goal::Remove => {
                client.set_app_option(OPTION, "");
                self.check(client, false)
                    .await
                    .map_err(|error| (TabStep::Unbind, error))
            }
        }
    }

    /// Looks once more: what the portal has now is what is said.
    async fn check(self, client: &Client, wanted: bool) -> Result<(), Error> {
        match self.find(client).await {
            Ok(found) if found.here.is_some() != wanted => Err(Error::not_understood("placement.get")),
            Ok(_) => Ok(()),
            Err(_) => {
                // The portal has confirmed each step, and that it does not answer now changes nothing about them.
                let here = Self::address().ok().filter(|_| wanted);
                let now = FoundTabs {
                    here,
                    ..FoundTabs::default()
                };
                self.known.try_set(Known::Found(now, None));
                Ok(())
            }
        }
    }

    async fn find(self, client: &Client) -> Result<FoundTabs, Error> {
        let handlers = widget::get(client).await?;
        let titles: Vec<String> = i18n::titles().into_iter().map(|(_, title)| title).collect();
        let (since, address) = remembered(client);
        let here = Self::address().unwrap_or_else(|_| Self::page());
        let found = sort(&handlers, &here, &titles, &address);
        let since = since.filter(|_| found.here.as_ref() == Some(&address));
        self.known.try_set(Known::Found(found.clone(), since));
        Ok(found)
    }
}

async fn bind(client: &Client, address: &str) -> Result<(), Error> {
    let bind = Bind {
        placement: PLACEMENT.to_owned(),
        handler: address.to_owned(),
        title: i18n::t("tab.title"),
        titles: i18n::titles(),
    };
    match widget::bind(client, &bind).await {
        // Another administrator was quicker.
        Err(error) if crate::value::contains(&error.detail, "already bind") => Ok(()),
        other => other,
    }
}

/// The portal answers by loading the page anew. Where it did not, the app is asked for.
async fn finish(client: &Client) -> Result<(), Error> {
    client.install_finish().await;
    if widget::app_info(client).await?.installed {
        return Ok(());
    }
    Err(Error::of(ErrorKind::NoAnswer, "installFinish"))
}

/// Leaves word of the tab for whoever may not look.
fn remember(client: &Client, address: &str) {
    client.set_app_option(OPTION, &format!("{} {address}", decimal(now())));
}

/// Since when the tab is there, in milliseconds since 1970, and at which address, as far as an administrator left word.
fn remembered(client: &Client) -> (Option<f64>, String) {
    let word = client.app_option(OPTION).unwrap_or_default();
    match word.split_once(' ') {
        Some((since, address)) => (Value::from(since).number(), address.to_owned()),
        None => (None, String::new()),
    }
}
