//! The steps of the installation.

use crate::i18n::t;
use crate::state::own::{Tab, TabLookup, TabProgress, TabStep};
use leptos::prelude::*;

/// The steps in their order, each with the text key of what it does.
const STEPS: [(TabStep, &str); 4] = [
    (TabStep::Look, "install.step-look"),
    (TabStep::Bind, "install.step-bind"),
    (TabStep::Unbind, "install.step-unbind"),
    (TabStep::Finish, "install.step-finish"),
];

/// The steps, and how far each is.
#[component]
pub(super) fn InstallSteps(
    /// The tab that is installed.
    tab: Tab,
) -> impl IntoView {
    // Nothing is removed where the app had no tab at another address.
    let has_old = move || {
        tab.known
            .with(|known| matches!(known, TabLookup::Found(found, _) if !found.old.is_empty()))
    };
    let steps = STEPS.map(|(step, label)| {
        view! {
            <Show when=move || step != TabStep::Unbind || has_old()>
                <InstallStep tab step label />
            </Show>
        }
    });
    view! {
        <ol class="own-steps" aria-label=t("install.steps") aria-live="polite">
            {steps.into_iter().collect::<Vec<_>>()}
        </ol>
    }
}

/// One step.
#[component]
fn InstallStep(tab: Tab, step: TabStep, label: &'static str) -> impl IntoView {
    let state = Memo::new(move |_| tab.progress.with(|progress| InstallStepState::of(progress, step)));
    view! {
        <li data-state=move || state.get().name()>
            <span>{t(label)}</span>
            <span class="own-hint">{move || t(state.get().key())}</span>
        </li>
    }
}

/// How far a step is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InstallStepState {
    Waiting,
    Running,
    Failed,
    Done,
}

impl InstallStepState {
    fn of(progress: &TabProgress, step: TabStep) -> Self {
        let place = |step: TabStep| STEPS.iter().position(|(known, _)| *known == step);
        match progress {
            TabProgress::Done(_) => Self::Done,
            TabProgress::Running(_, at) | TabProgress::Failed(_, at, _) if place(step) < place(*at) => {
                Self::Done
            }
            TabProgress::Running(_, at) if *at == step => Self::Running,
            TabProgress::Failed(_, at, _) if *at == step => Self::Failed,
            _ => Self::Waiting,
        }
    }

    /// The value of `data-state`, for the style sheet.
    const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Failed => "failed",
            Self::Done => "done",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "install.waiting",
            Self::Running => "install.running",
            Self::Failed => "install.step-failed",
            Self::Done => "install.step-done",
        }
    }
}
