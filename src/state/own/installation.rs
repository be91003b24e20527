//! Whether the app is installed. Until its installation is finished nobody sees the tab, whoever has added it.

use super::Tab;
use crate::api::widget;
use crate::bx24::Client;
use crate::state::Opened;
use crate::state::task::PageOwner;
use leptos::prelude::*;

/// What is known of the installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Installed {
    /// The portal is being asked.
    Asking,
    /// It is installed, or the portal did not say: the page itself then tells what fails.
    Yes,
    /// It is not, and an administrator can do it.
    No,
    /// It is not, and the agent is no administrator.
    NoAndMayNot,
}

/// The installation of the app. A small handle: copies are the same one.
#[derive(Clone, Copy)]
pub struct Installation {
    /// Whether the app is installed.
    pub installed: RwSignal<Installed>,
    /// The tab that comes with it.
    pub tab: Tab,
    /// The page, for whoever fills it.
    pub page: Opened,
}

impl Installation {
    /// Asks whether the app is installed. Nothing where the page is gone.
    pub fn of(page: Opened) -> Option<Self> {
        page.create(|client| Self::new(client, page))
    }

    fn new(client: Client, page: Opened) -> Self {
        let this = Self {
            installed: RwSignal::new(Installed::Asking),
            tab: Tab::new(client.clone()),
            page,
        };
        PageOwner::current().spawn(async move {
            let answer = widget::app_info(&client).await;
            let installed = match answer {
                Ok(app) if !app.installed && client.is_admin() => Installed::No,
                Ok(app) if !app.installed => Installed::NoAndMayNot,
                _ => Installed::Yes,
            };
            this.installed.try_set(installed);
        });
        this
    }
}
