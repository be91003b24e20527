//! One part of a client's history: its heading, its list, and what stands there instead of a list.

use crate::api::overview::Part;
use crate::components::{Trouble, scoped_memo};
use crate::i18n::t;
use crate::state::{Error, History, Overview, PartState};
use leptos::prelude::*;

/// What is shown of a part.
#[derive(Clone, PartialEq)]
pub(super) enum PartView {
    /// Nothing at all.
    Absent,
    /// A sentence, by its text key.
    Sentence(&'static str),
    /// The list.
    List,
    /// An error message.
    Failed(Error),
}

/// The texts of a part.
#[derive(Clone, Copy)]
pub(super) struct PartTexts {
    /// The id of the heading.
    pub id: &'static str,
    /// The key of the heading.
    pub title: &'static str,
    /// The key of the sentence where there is nothing.
    pub none: &'static str,
    /// The key of the sentence where the agent has no access.
    pub no_right: &'static str,
    /// The key of the sentence where it could not be asked for.
    pub trouble: &'static str,
}

impl PartTexts {
    /// What is shown of a part in this state; `shown` says how many of its items are.
    pub fn view<T>(self, state: &PartState<T>, shown: usize) -> PartView {
        match state {
            PartState::Unknown | PartState::Absent => PartView::Absent,
            PartState::NotAllowed => PartView::Sentence(self.no_right),
            PartState::Known(_) if shown == 0 => PartView::Sentence(self.none),
            PartState::Known(_) => PartView::List,
            PartState::Failed(error) => PartView::Failed(error.clone()),
        }
    }
}

/// What is shown of a part of which all items are listed, at first or later.
pub(super) fn part_view<T: 'static>(
    overview: Overview,
    texts: PartTexts,
    part: fn(&History) -> &PartState<T>,
) -> Memo<PartView> {
    scoped_memo(move || {
        overview.known.with(|known| {
            let state = part(known);
            texts.view(state, state.items().len())
        })
    })
}

/// How many items a part has.
pub(super) fn part_count<T: 'static>(overview: Overview, part: fn(&History) -> &PartState<T>) -> Memo<usize> {
    scoped_memo(move || overview.known.with(|known| part(known).items().len()))
}

/// The first items of a part, as many as `most` says.
pub(super) fn part_items<T: Clone + PartialEq + Send + Sync + 'static>(
    overview: Overview,
    part: fn(&History) -> &PartState<T>,
    most: impl Fn() -> usize + Send + Sync + 'static,
) -> Memo<Vec<T>> {
    scoped_memo(move || {
        let most = most();
        overview
            .known
            .with(|known| part(known).items().iter().take(most).cloned().collect())
    })
}

/// A part of a client's history.
#[component]
pub(super) fn HistoryPart(
    /// What is known of the client.
    overview: Overview,
    /// Which part it is.
    part: Part,
    /// Its texts.
    texts: PartTexts,
    /// What is shown of it.
    view: Memo<PartView>,
    /// The list.
    #[prop(into)]
    list: ViewFn,
    /// What follows the list, whatever is shown.
    #[prop(into, optional)]
    after: ViewFn,
) -> impl IntoView {
    let error = move || match view.get() {
        PartView::Failed(error) => Some(error),
        _ => None,
    };
    let content = move || {
        // Another client has another list: `<For>` keeps the owners of rows that are gone for as long as it lives itself.
        overview.subject.track();
        match view.get() {
            PartView::List => Some(list.run()),
            PartView::Sentence(key) => Some(view! { <p class="quiet">{t(key)}</p> }.into_any()),
            PartView::Absent | PartView::Failed(_) => None,
        }
    };
    view! {
        <Show when=move || view.with(|view| *view != PartView::Absent)>
            <section class="history-part" aria-labelledby=texts.id>
                <h3 id=texts.id>{t(texts.title)}</h3>
                <Trouble
                    what=texts.trouble
                    error=Signal::derive(error)
                    busy=move || overview.known.with(|known| known.asking.contains(&part))
                    on_retry=move || overview.part_again(part)
                />
                {content.clone()}
                {after.run()}
            </section>
        </Show>
    }
}
