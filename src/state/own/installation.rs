//! Whether the app is installed. Until its installation is finished nobody sees the tab, whoever has added it.

use super::Tab;
use crate::api::widget::{self, AppInfo};
use crate::bx24::{Client, Error};
use crate::state::Opened;
use crate::state::action::ExclusiveAction;
use leptos::prelude::*;

/// What is known of the installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Installed {
    /// The portal is being asked.
    Asking,
    /// It is installed, or the portal did not say ([`Installation::trouble`]).
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
    pub installed: Signal<Installed>,
    /// Why that is not known, where the portal did not say.
    pub trouble: Signal<Option<Error>>,
    /// Whether the portal is being asked.
    pub asking: Signal<bool>,
    /// The tab that comes with it.
    pub tab: Tab,
    /// The page, for whoever fills it.
    pub page: Opened,
    question: ExclusiveAction<(), AppInfo>,
}

impl Installation {
    /// Asks whether the app is installed. Nothing where the page is gone.
    pub fn of(page: Opened) -> Option<Self> {
        page.create(|client| Self::new(client, page))
    }

    fn new(client: Client, page: Opened) -> Self {
        let tab = Tab::new(client.clone());
        let is_admin = client.is_admin();
        let question = ExclusiveAction::new(move |()| {
            let client = client.clone();
            async move { widget::app_info(&client).await }
        });
        let this = Self {
            installed: Signal::derive(move || {
                let may_install = is_admin && !tab.is_not_allowed();
                let installed = question.with(|asked| match &asked.result {
                    None => Installed::Asking,
                    Some(Ok(app)) if app.installed => Installed::Yes,
                    Some(Ok(_)) if may_install => Installed::No,
                    Some(Ok(_)) => Installed::NoAndMayNot,
                    Some(Err(_)) => Installed::Yes,
                });
                installed.unwrap_or(Installed::Asking)
            }),
            trouble: Signal::derive(move || question.error()),
            asking: Signal::derive(move || question.is_pending()),
            tab,
            page,
            question,
        };
        this.ask();
        this
    }

    /// Asks whether the app is installed. What was known stays until the answer is there.
    pub fn ask(self) {
        if !self.question.repeat() {
            self.question.start(());
        }
    }
}
