//! One opened card: the state of its call, and how it stays right.

use super::item_pages::ItemPages;
use super::names::Names;
use super::settings::{OwnPhrases, Settings};
use super::task::Task;
use super::{
    CardCalls, Me, Name, Overview, SaveProgress, Search, diagnostics, now, set_if_changed, talk_store,
};
use crate::api::card;
use crate::bx24::{Client, Error, Placement, Subscription};
use crate::call::{Binding, CallState, Event, Phase};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// One opened card. A small handle: copies are the same card.
#[derive(Clone, Copy)]
pub struct Card {
    /// The state of the call.
    pub call: ReadSignal<CallState>,
    /// Why the last request for the state failed, until one succeeds.
    pub trouble: ReadSignal<Option<Error>>,
    /// Names of the bound items.
    pub names: Names,
    /// Whether a request for the state is under way that the agent asked for.
    pub asking: ReadSignal<bool>,
    /// Who the caller may be, where nothing is bound.
    pub search: Search,
    /// What belongs to the call on the card, and to those before it.
    pub calls: CardCalls,
    /// What is known of the client besides the names.
    pub overview: Overview,
    /// Phrases and result codes.
    pub settings: Settings,
    /// Changes of the agent's own phrases.
    pub own_phrases: OwnPhrases,
    /// The pages of CRM items.
    pub pages: ItemPages,
    set_call: WriteSignal<CallState>,
    set_trouble: WriteSignal<Option<Error>>,
    set_asking: WriteSignal<bool>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    client: Client,
    placement: String,
    request: Task,
    naming: Task,
    asking: Cell<bool>,
    ask_again: Cell<bool>,
    asked_at: Cell<f64>,
    history: RefCell<Vec<(f64, Phase)>>,
    subscriptions: RefCell<Vec<Subscription>>,
}

/// How old the call must be before a look at the card checks it again, in milliseconds: an event can be missed, and
/// every question costs the SDK a callback it never frees.
const LOOK_AGAIN: f64 = 15_000.0;

/// Within which time a portal that is not slow answers with the status, in milliseconds.
const STATUS_AT_ONCE: u32 = 250;

/// How many phases are remembered for diagnostics.
const HISTORY: usize = 20;

impl Card {
    /// Opens the card: shows what the placement options say, follows the events, and then asks for the rest.
    pub fn open(client: Client, placement: &Placement) -> Self {
        let call =
            CallState::opened(card::options(placement).status(), now()).with_talks(talk_store::read(), now());
        let inner = Inner {
            placement: placement.name.clone(),
            asking: Cell::default(),
            ask_again: Cell::default(),
            asked_at: Cell::default(),
            request: Task::new(),
            naming: Task::new(),
            history: RefCell::new(vec![(now(), call.phase.clone())]),
            subscriptions: RefCell::default(),
            client: client.clone(),
        };
        let (call, set_call) = signal(call);
        let (trouble, set_trouble) = signal(None);
        let (asking, set_asking) = signal(false);
        let names = Names::new(client.clone());
        let settings = Settings::new(client.clone());
        let calls = CardCalls::new(client.clone(), Me::new(client.clone()), names, settings, call);
        let this = Self {
            call,
            trouble,
            search: Search::new(&client),
            overview: Overview::new(client.clone(), names.session, settings, calls.saved_at),
            calls,
            own_phrases: OwnPhrases::new(client.clone(), settings),
            settings,
            names,
            asking,
            set_call,
            set_trouble,
            set_asking,
            pages: ItemPages::new(client),
            inner: StoredValue::new_local(inner),
        };
        this.follow();
        this.end_with_save();
        // That an item is gone is known with the names.
        Effect::watch(
            move || this.unknown_caller().is_some(),
            move |_, _, _| this.look_for_caller(),
            false,
        );
        // State and names leave together: where the state brings other items, one more request asks for those alone.
        this.ask();
        this.load_names();
        this
    }

    /// Asks again for the state of the call, because the agent wants to know.
    pub fn retry(self) {
        self.set_asking.set(true);
        self.ask();
    }

    /// Asks again if the call is not fresh: the agent looks at the card after having been elsewhere.
    pub fn look_again(self) {
        let old = self.with(|inner| now() - inner.asked_at.get() > LOOK_AGAIN);
        if old == Some(true) {
            self.ask();
        }
    }

    /// Why the names could not be loaded, where none of those of the bound items is known; while they are asked for again, too.
    /// Tracks it.
    pub fn names_trouble(self) -> Option<Error> {
        let items = self.call.with(|call| call.status.items());
        let is_missing = |item: &Binding| matches!(self.names.of(item), Name::Loading | Name::Failed(_));
        let trouble = self.names.trouble.get();
        trouble.filter(|_| items.iter().all(is_missing))
    }

    /// Remembers how long the parties have talked until now: the page may end.
    pub fn remember_talk(self) {
        self.set_call.try_maybe_update(|call| {
            call.remember(now());
            talk_store::write(call.talks(), &[]);
            (false, ())
        });
    }

    /// Asks again for names that could not be loaded.
    pub fn retry_names(self) {
        self.load_names();
    }

    /// What a developer needs to find a fault: versions, placement, phases, the last requests. No token, no name, no
    /// note, no whole number. Empty once the card is closed.
    pub fn diagnostics(self) -> String {
        let signals = (self.call.try_get_untracked(), self.trouble.try_get_untracked());
        let (Some(call), Some(trouble)) = signals else {
            return String::new();
        };
        let shown = untrack(|| self.calls.shown());
        self.with(|inner| {
            diagnostics::report(
                &inner.placement,
                &call,
                &inner.history.borrow(),
                &inner.client.trace(),
                trouble,
                &shown.map_or_else(Vec::new, |call| call.wrap_up.follow_up_errors()),
                shown.map_or("", |call| call.wrap_up.place().as_str()),
            )
        })
        .unwrap_or_default()
    }

    fn follow(self) {
        self.with(|inner| {
            let state = card::on_state_changed(&inner.client, move |event| {
                // Only its status names another call in this card, and no other event reports it. What an event says in a
                // way that nobody documented, the status says as documented.
                let is_open = |call: &CallState| call.begins_with(&event) || event.is_unclear();
                let is_open = self.call.try_with_untracked(is_open);
                self.apply(event);
                if is_open == Some(true) {
                    self.ask();
                }
            });
            let entity = card::on_entity_changed(&inner.client, move |event| {
                self.apply(event);
                self.names.note_change();
                // Those with the former number must not stand under the new one until the portal has answered.
                self.look_for_caller();
                self.ask();
                self.load_names_soon();
            });
            let closing = card::on_before_close(&inner.client, move || {
                let call = untrack(|| self.calls.on_card());
                // A card that the agent has hidden says nothing of the call.
                if !call.is_some_and(|call| call.colleagues.is_hidden_here()) {
                    self.apply(Event::CloseBlocked);
                }
                self.calls.before_close();
            });
            inner.subscriptions.borrow_mut().extend([state, entity, closing]);
        });
    }

    /// A call that was finished here is over, although the portal calls it connected as long as its card is open.
    fn end_with_save(self) {
        // Saving goes on after that: each call ends once.
        let finished = Memo::new(move |_| {
            let call = self.calls.on_card()?;
            let is_finished = call.wrap_up.progress.with(SaveProgress::is_finished);
            is_finished.then_some(call.at)
        });
        Effect::new(move |_| {
            if finished.get().is_some() {
                self.apply(Event::Finished);
            }
        });
    }

    fn apply(self, event: Event) {
        let changed = self.set_call.try_maybe_update(|call| {
            let next = call.clone().apply(event, now());
            let before = core::mem::replace(call, next);
            talk_store::write(call.talks(), before.talks());
            let new_phase = (before.phase != call.phase).then(|| call.phase.clone());
            (true, (before, new_phase))
        });
        let Some((before, new_phase)) = changed else {
            return;
        };
        self.calls.follow(&before);
        if let Some(phase) = new_phase {
            // The end of the talk is the end of its duration.
            self.calls.store();
            self.with(|inner| {
                let mut history = inner.history.borrow_mut();
                if history.len() == HISTORY {
                    history.remove(0);
                }
                history.push((now(), phase));
            });
        }
    }

    /// Asks for the state. At most one question is under way; what is asked meanwhile is asked once, after it.
    fn ask(self) {
        let free = self.with(|inner| {
            let busy = inner.asking.replace(true);
            inner.ask_again.set(busy);
            (!busy).then_some(inner.request)
        });
        if let Some(Some(request)) = free {
            request.start(self.ask_until_sure());
        }
    }

    async fn ask_until_sure(self) {
        while let (Some(client), Some(asked)) = (
            self.with(|inner| {
                inner.ask_again.set(false);
                inner.asked_at.set(now());
                inner.client.clone()
            }),
            self.call.try_with_untracked(CallState::asked),
        ) {
            match card::get_status(&client).await {
                Ok(status) => {
                    self.apply(Event::Answered { status, asked });
                    self.settle(None);
                }
                Err(error) => {
                    self.apply(Event::NotAnswered);
                    self.settle(Some(error));
                }
            }
            self.load_names();
            let outran = self
                .call
                .try_with_untracked(|call| call.outran(asked))
                .unwrap_or(false);
            let again = outran || self.with(|inner| inner.ask_again.get()).unwrap_or(false);
            if !again {
                break;
            }
        }
        self.with(|inner| inner.asking.set(false));
        self.set_asking.try_set(false);
    }

    fn settle(self, trouble: Option<Error>) {
        set_if_changed(self.set_trouble, trouble);
    }

    /// Loads the name of a client whom an event has named, although the status is not answered yet. Mostly it is at once, and
    /// then one request asks for the names of all items.
    fn load_names_soon(self) {
        if let Some(task) = self.with(|inner| inner.naming) {
            task.start(async move {
                TimeoutFuture::new(STATUS_AT_ONCE).await;
                if self.call.try_with_untracked(|call| call.bindings_known) == Some(false) {
                    self.load_names();
                }
            });
        }
    }

    fn load_names(self) {
        let known = self.call.try_with_untracked(|call| call.status.items());
        if let Some(mut items) = known {
            // What was created, and what something was saved to, before the page was loaded again.
            let own = untrack(|| self.own_items()).into_iter().map(|(item, _)| item);
            let saved = untrack(|| self.calls.on_card()).map(|call| call.wrap_up.saved_items());
            for item in own.chain(saved.into_iter().flatten()) {
                if !items.contains(&item) {
                    items.push(item);
                }
            }
            self.names.load(items);
        }
        self.look_for_caller();
    }

    /// Asks who has the number of the call, where it is bound to nobody.
    fn look_for_caller(self) {
        if self.call.try_with_untracked(|_| ()).is_none() {
            return;
        }
        if let Some(number) = untrack(|| self.unknown_caller()) {
            self.search.look_for(&number);
        }
    }

    /// The card may be closed by now; then there is nothing to do.
    fn with<T>(self, f: impl FnOnce(&Inner) -> T) -> Option<T> {
        self.inner.try_with_value(f)
    }
}
