//! The wrap-ups of calls whose cards are elsewhere. Each call has one, whichever list it is opened from; it is made when
//! the agent opens it, never while a list is drawn, and lasts as long as the page.

use super::RegisteredCalls;
use super::absent_call::AbsentCall;
use crate::bx24::Client;
use crate::call::wrap_up::parse_number;
use crate::call::{Binding, StoredDraft};
use crate::state::names::Names;
use crate::state::record::Source;
use crate::state::settings::Settings;
use crate::state::task::PageOwner;
use crate::state::wrap_up::{AutoCloseHold, HoldReason};
use crate::state::{Me, Search, Subject, WrapUp};
use leptos::prelude::*;

/// The wrap-ups of this page. A small handle: copies are the same wrap-ups.
#[derive(Clone, Copy)]
pub struct Closings {
    /// The form that is open, and of which call. There is one at a time; what was entered in another stays.
    pub open: ReadSignal<Option<(Form, String)>>,
    set_open: WriteSignal<Option<(Form, String)>>,
    /// The wrap-ups that were opened so far.
    made: RwSignal<Vec<Made>>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// A form that ends a call, and the list that it is opened from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Result, note, rating and the rest, among the registered calls.
    Finish,
    /// The recording alone, of a call that is finished, among the registered calls.
    Record,
    /// Result, note, rating and the rest, among the unsaved wrap-ups.
    Unsaved,
}

/// The wrap-up of a call.
#[derive(Clone)]
struct Made {
    call_id: String,
    wrap_up: WrapUp,
    /// The form that was opened last: its list shows what became of the save.
    form: Form,
    /// What was stored of the items of the call. A card that is open may store others.
    items: RwSignal<Vec<Binding>>,
    /// Who has the number of the call, where the call is bound to nobody, or only to what takes no notes.
    callers: Option<Search>,
}

#[derive(Clone)]
struct Inner {
    client: Client,
    me: Me,
    settings: Settings,
    calls: RegisteredCalls,
    names: Names,
    owner: PageOwner,
}

impl Closings {
    pub(super) fn new(
        client: Client,
        me: Me,
        settings: Settings,
        calls: RegisteredCalls,
        names: Names,
    ) -> Self {
        let (open, set_open) = signal(None);
        Self {
            open,
            set_open,
            made: RwSignal::default(),
            inner: StoredValue::new_local(Inner {
                client,
                me,
                settings,
                calls,
                names,
                owner: PageOwner::current(),
            }),
        }
    }

    /// The wrap-up of a call; nothing where it was not opened yet. Tracks it.
    pub fn wrap_up(self, call_id: &str) -> Option<WrapUp> {
        self.find(call_id, |made| made.wrap_up)
    }

    /// Who has the number of a call that is bound to nobody. Tracks it.
    pub fn callers(self, call_id: &str) -> Option<Search> {
        self.find(call_id, |made| made.callers)?
    }

    /// The call belongs to this item: note and next step go to it.
    pub fn choose(self, wrap_up: WrapUp, item: &Binding) {
        if let Some(names) = self.inner.try_with_value(|inner| inner.names) {
            names.load_besides(vec![item.clone()]);
        }
        wrap_up.choose_call_item(item);
    }

    /// Whether the wrap-up of a call was opened, and last from the list of unsaved ones. Tracks it.
    pub fn is_of_unsaved(self, call_id: &str) -> Option<bool> {
        self.find(call_id, |made| made.form == Form::Unsaved)
    }

    /// Whether this form of this call is open. Tracks it.
    pub fn is_open(self, form: Form, call_id: &str) -> bool {
        self.open.with(|open| {
            open.as_ref()
                .is_some_and(|(known, id)| *known == form && id == call_id)
        })
    }

    /// Opens a form of a call, or closes it. `draft` is what was stored of the call, `agent` the agent of this page.
    /// Returns the wrap-up where it was opened for the first time.
    pub(super) fn toggle(
        self,
        form: Form,
        call_id: &str,
        draft: Option<StoredDraft>,
        agent: Option<u64>,
    ) -> Option<WrapUp> {
        let asked = (form, call_id.to_owned());
        if self.open.with_untracked(|open| open.as_ref() == Some(&asked)) {
            self.set_open.set(None);
            return None;
        }
        let known = untrack(|| self.wrap_up(call_id));
        let wrap_up = match known {
            Some(wrap_up) => {
                self.made.update(|made| {
                    let made = made.iter_mut().filter(|made| made.call_id == call_id);
                    made.for_each(|made| made.form = form);
                });
                wrap_up
            }
            None => self.make(form, call_id, draft, agent)?,
        };
        if let Some(names) = self.inner.try_with_value(|inner| inner.names) {
            names.load_besides(untrack(|| wrap_up.items()));
        }
        let record = wrap_up.record;
        if form == Form::Record && !untrack(|| record.is_chosen()) {
            record.choose(Source::File);
        } else if form != Form::Record && record.is_blank() {
            record.choose(Source::None);
        }
        self.set_open.set(Some(asked));
        known.is_none().then_some(wrap_up)
    }

    /// A page may have stored other items of a call since its wrap-up was opened.
    pub(super) fn set_items(self, call_id: &str, items: Vec<Binding>) {
        let stored = untrack(|| self.find(call_id, |made| made.items));
        if let Some(stored) = stored.filter(|stored| stored.try_get_untracked().as_ref() != Some(&items)) {
            if let Some(names) = self.inner.try_with_value(|inner| inner.names) {
                names.load_besides(items.clone());
            }
            stored.try_set(items);
        }
    }

    fn find<T>(self, call_id: &str, look: impl FnOnce(&Made) -> T) -> Option<T> {
        self.made
            .try_with(|made| made.iter().find(|made| made.call_id == call_id).map(look))?
    }

    /// Makes the wrap-up of a call, with what was stored of it.
    fn make(
        self,
        form: Form,
        call_id: &str,
        draft: Option<StoredDraft>,
        agent: Option<u64>,
    ) -> Option<WrapUp> {
        let inner = self.inner.try_with_value(Clone::clone)?;
        // It outlives the row that asks for it first.
        let (wrap_up, items, callers) = inner.owner.with(|| {
            let draft = draft.unwrap_or_default();
            let items = RwSignal::new(draft.items());
            let subject = AbsentCall::new(self, (inner.calls, inner.names), call_id, &draft, items, agent)?;
            let caller = untrack(|| subject.client());
            let has_client = caller.items.iter().any(|item| item.kind.has_timeline());
            let number = parse_number(&caller.number).ok().filter(|_| !has_client);
            let callers = number.map(|number| {
                let search = Search::new(&inner.client);
                search.look_for(&number);
                search
            });
            let hold = AutoCloseHold::new(None, HoldReason::default);
            let wrap_up = WrapUp::of_call(inner.client.clone(), inner.me, inner.settings, subject, hold);
            Some((wrap_up, items, callers))
        })??;
        wrap_up.keep();
        let call_id = call_id.to_owned();
        self.made.update(|made| {
            made.push(Made {
                call_id,
                wrap_up,
                form,
                items,
                callers,
            });
        });
        Some(wrap_up)
    }

    /// Closes the form of this call, if it is open.
    pub(super) fn close(self, call_id: &str) {
        let here = |open: &Option<(Form, String)>| open.as_ref().is_some_and(|(_, id)| id == call_id);
        if self.open.try_with_untracked(here) == Some(true) {
            self.set_open.set(None);
        }
    }
}
