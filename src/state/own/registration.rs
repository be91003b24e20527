//! Registering a call: the form, and what became of it.
//!
//! A failure can leave it open whether the portal has the call. The form keeps its `EXTERNAL_CALL_ID` until an answer
//! comes, also over a reload, so that trying again is answered with the same call; only then there is a new one.

use super::registration_form::{RegistrationError, RegistrationField, RegistrationForm, Wrong};
use super::registration_store::{RegistrationStore, Unanswered};
use super::{Lists, People, RegisteredCalls};
use crate::api::external_call::{self, REGISTER, Register, Registered};
use crate::bx24::{Client, Error, ErrorKind};
use crate::call::wrap_up::parse_number;
use crate::state::action::{ActionState, ExclusiveAction};
use crate::state::names::Names;
use crate::state::task::PageOwner;
use crate::state::{FoundClient, Search, now};
use leptos::prelude::*;

/// For how long a press after a success belongs to the one that has registered the call, in milliseconds.
const SAME_GESTURE: f64 = 2_000.0;

/// The form for a call. A small handle: copies are the same form.
#[derive(Clone, Copy)]
pub struct Registration {
    /// What was entered.
    pub draft: ReadSignal<RegistrationForm>,
    set_draft: WriteSignal<RegistrationForm>,
    store: RegistrationStore,
    /// Entries that cannot be sent.
    wrong: RwSignal<Wrong>,
    /// What became of it.
    pub attempt: Signal<Attempt>,
    /// What there is to choose from.
    pub lists: ReadSignal<Lists>,
    set_lists: WriteSignal<Lists>,
    /// The agent, once the portal has named them.
    pub(super) me: RwSignal<Option<u64>>,
    /// Who in CRM has the number.
    pub search: Search,
    searched: RwSignal<String>,
    people: People,
    action: ExclusiveAction<Register, Done>,
    /// When the call was registered that the form still shows, in milliseconds since 1970; nothing once the agent has
    /// changed the form.
    registered_at: StoredValue<Option<f64>>,
    client: StoredValue<Client, LocalStorage>,
    owner: PageOwner,
}

/// Where the registration stands.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Attempt {
    /// Nothing was tried.
    #[default]
    None,
    /// It is on its way.
    Running,
    /// The portal answered.
    Done(Done),
    /// It failed; the form is as it was.
    Failed(Error),
    /// The form was sent, and nothing else is known: a page before this one has ended before the answer came.
    Unanswered,
    /// It is not known whether the portal has registered the call with this number, and it would take the form as it is
    /// now for another call.
    Other {
        /// The number, as it was sent.
        number: String,
        /// Whether the form was changed since. If not, it is too late to repeat it.
        is_changed: bool,
    },
}

/// What the portal answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The call.
    pub registered: Registered,
    /// When this very call was registered here before, in milliseconds since 1970: then this was no new one.
    pub known_since: Option<f64>,
}

impl Registration {
    pub(super) fn empty(client: Client, people: People, calls: RegisteredCalls, names: Names) -> Self {
        let (draft, set_draft) = signal(RegistrationForm::begin());
        let store = RegistrationStore::new(draft);
        let registered_at = StoredValue::new(None);
        let action = ExclusiveAction::new({
            let client = client.clone();
            move |call: Register| {
                let client = client.clone();
                let form = draft.get_untracked();
                async move {
                    let registered = send(&client, store, form.clone(), &call).await?;
                    let known_since = calls.add(&call, &registered);
                    names.load_besides(registered.items());
                    let is_shown = draft.try_with_untracked(|draft| *draft == form) == Some(true);
                    registered_at.try_set_value(is_shown.then(now));
                    set_draft.try_update(|draft| draft.begin_next(&call));
                    store.registered();
                    Ok(Done {
                        registered,
                        known_since,
                    })
                }
            }
        });
        let (lists, set_lists) = signal(Lists::default());
        let me = RwSignal::new(None);
        let unanswered = move || store.unanswered(|sent| unanswered(sent, &draft.get(), me.get()));
        Self {
            draft,
            set_draft,
            store,
            wrong: RwSignal::default(),
            attempt: Signal::derive(move || match action.with(attempt).unwrap_or_default() {
                known @ (Attempt::Running | Attempt::Done(_)) => known,
                Attempt::None => unanswered().unwrap_or_default(),
                failed => match unanswered() {
                    Some(other @ Attempt::Other { .. }) => other,
                    _ => failed,
                },
            }),
            lists,
            set_lists,
            me,
            search: Search::new(&client),
            searched: RwSignal::default(),
            people,
            action,
            registered_at,
            client: StoredValue::new_local(client),
            owner: PageOwner::current(),
        }
    }

    /// What stands in a field. Tracks it.
    pub fn get(self, field: RegistrationField) -> String {
        self.draft.with(|draft| draft.get(field).to_owned())
    }

    /// What is wrong with a field; nothing where nothing is. Tracks it.
    pub fn error_of(self, field: RegistrationField) -> Option<RegistrationError> {
        let find = |wrong: &Wrong| {
            let mut wrong = wrong.iter();
            wrong.find(|(at, _)| *at == field).map(|(_, error)| *error)
        };
        self.wrong.with(find)
    }

    /// Puts something into a field.
    pub fn set(self, field: RegistrationField, text: String) {
        self.wrong.update(|wrong| wrong.retain(|(at, _)| *at != field));
        self.edit(|draft| draft.set(field, text));
    }

    /// Ticks a box.
    pub fn tick(self, change: impl FnOnce(&mut RegistrationForm)) {
        self.edit(change);
    }

    /// Whether the form was sent with its `EXTERNAL_CALL_ID`, and it is not known whether the portal has registered the
    /// call. Does not track it.
    pub fn is_unanswered(self) -> bool {
        untrack(|| self.store.unanswered(|_| ())).is_some()
    }

    /// Enters the registration again that was sent, and of which it is not known whether the portal has executed it.
    pub fn restore_unanswered(self) {
        if let Some(form) = untrack(|| self.store.unanswered(|sent| sent.form.clone())) {
            self.wrong.set(Wrong::new());
            self.show(form);
            self.store.edited(false);
        }
    }

    /// Proposes another `EXTERNAL_CALL_ID`: the next registration is another call.
    pub fn renew_external_id(self) {
        self.edit(RegistrationForm::renew_id);
    }

    /// Lets the agent choose for whom the call is.
    pub fn choose_colleague(self) {
        let chosen = move |id: u64| self.set(RegistrationField::Colleague, id.to_string());
        if !self.people.choose_one(chosen) {
            self.wrong
                .set(vec![(RegistrationField::Colleague, RegistrationError::NoDialog)]);
        }
    }

    /// Whether what [`Registration::search`] knows is about the number in the form. Tracks it.
    pub fn is_searched(self) -> bool {
        let number = parse_number(&self.get(RegistrationField::Number));
        self.searched
            .with(|searched| number.as_ref() == Ok(searched) && !searched.is_empty())
    }

    /// Whether it is being looked for. Tracks it.
    pub fn is_searching(self) -> bool {
        self.is_searched()
            && self.search.found.with(Option::is_none)
            && self.search.trouble.with(Option::is_none)
    }

    /// Looks in CRM for the number in the form. Answers whether there is one; if not, its field says so.
    pub fn find(self) -> bool {
        let number = match parse_number(&untrack(|| self.get(RegistrationField::Number))) {
            Ok(number) => number,
            Err(error) => {
                self.wrong.set(vec![(
                    RegistrationField::Number,
                    RegistrationError::Number(error),
                )]);
                return false;
            }
        };
        if self.searched.with_untracked(|searched| *searched == number) {
            self.search.renew();
        } else {
            self.searched.set(number.clone());
            self.search.look_for(&number);
        }
        true
    }

    /// Takes somebody who was found: the CRM item, and the colleague responsible as the one the call is for. Both go when
    /// the number changes, unless the agent has changed them.
    pub fn take(self, found: &FoundClient) {
        let responsible = found.responsible.as_ref();
        if let Some(responsible) = responsible {
            self.people.set_name(responsible.id, &responsible.name);
        }
        let filled = [
            RegistrationField::ItemKind,
            RegistrationField::ItemId,
            RegistrationField::Who,
            RegistrationField::Colleague,
        ];
        self.wrong
            .update(|wrong| wrong.retain(|(at, _)| !filled.contains(at)));
        let item = &found.candidate.crm_entity;
        self.edit(|draft| draft.take(item, responsible.map(|user| user.id)));
    }

    /// Whether what [`Registration::take`] has entered is still in the form. Tracks it.
    pub fn is_taken(self) -> bool {
        self.draft.with(RegistrationForm::is_taken)
    }

    /// Registers the call. Answers the first field that cannot be sent; then nothing is sent. While it runs it does
    /// not start again, nor at once after it. In [`Attempt::Other`] nothing is sent: the portal may have one call
    /// already, and would get a second one.
    pub fn register(self, half_a_date: bool) -> Option<RegistrationField> {
        let is_running = self
            .attempt
            .with_untracked(|attempt| *attempt == Attempt::Running);
        if is_running || self.is_just_registered() {
            return None;
        }
        let me = self.me.get_untracked();
        match self.draft.with_untracked(|draft| draft.check(me, half_a_date)) {
            Err(wrong) => {
                // The former result is not about these entries.
                self.action.clear();
                let first = wrong.first().map(|(field, _)| *field);
                self.wrong.set(wrong);
                first
            }
            Ok(call) => {
                self.wrong.set(Wrong::new());
                self.store.check_time();
                if !self.is_other() {
                    self.action.start(call);
                }
                None
            }
        }
    }

    /// Whether the call in the form was registered a moment ago: Enter or a click again is the same gesture, which the
    /// answer has overtaken.
    fn is_just_registered(self) -> bool {
        let at = self.registered_at.try_get_value().flatten();
        at.is_some_and(|at| (now() - at).abs() < SAME_GESTURE)
    }

    /// Whether the agent must decide first, see [`Attempt::Other`]. Does not track it.
    pub fn is_other(self) -> bool {
        self.attempt
            .with_untracked(|attempt| matches!(attempt, Attempt::Other { .. }))
    }

    /// It is known who the agent is: brings back what was entered before the page was loaded again, and stores the form
    /// from now on.
    pub(super) fn open(self, domain: &str, user: u64) {
        if let Some(form) = self.store.open(domain, user) {
            self.show(form);
        }
    }

    fn show(self, form: RegistrationForm) {
        let colleague = form.get(RegistrationField::Colleague).parse::<u64>().ok();
        self.set_draft.try_set(form);
        self.people.look_up(colleague.into_iter().collect());
    }

    pub(super) fn load_choices(self) {
        let Some(client) = self.client.try_get_value() else {
            return;
        };
        self.owner.spawn(async move {
            let lists = Lists::load(&client).await;
            self.set_lists.try_set(lists);
        });
    }

    /// The agent changes the form.
    fn edit(self, change: impl FnOnce(&mut RegistrationForm)) {
        self.registered_at.try_set_value(None);
        let id = || self.draft.with_untracked(RegistrationForm::external_id);
        let before = id();
        self.set_draft.update(change);
        // While it runs nobody knows yet that the answer will be lost.
        let is_renewed = id() != before && !untrack(|| self.action.is_pending());
        if is_renewed && self.is_unanswered() {
            self.action.clear();
        }
        self.store.edited(is_renewed);
    }
}

fn attempt(state: &ActionState<Register, Done>) -> Attempt {
    match &state.result {
        _ if state.pending => Attempt::Running,
        None => Attempt::None,
        Some(Ok(done)) => Attempt::Done(done.clone()),
        Some(Err(error)) => Attempt::Failed(error.clone()),
    }
}

/// Where a registration stands that was sent and not answered; `form` is what is entered now.
fn unanswered(sent: &Unanswered, form: &RegistrationForm, me: Option<u64>) -> Attempt {
    let is_changed = !sent.form.is_same_call(form, me);
    if !is_changed && !sent.is_late {
        return Attempt::Unanswered;
    }
    Attempt::Other {
        number: sent.form.get(RegistrationField::Number).trim().to_owned(),
        is_changed,
    }
}

/// Sends a registration, and stores what is known of it before and afterwards. `form` is what `call` was read from.
async fn send(
    client: &Client,
    store: RegistrationStore,
    form: RegistrationForm,
    call: &Register,
) -> Result<Registered, Error> {
    let external_id = call.external_call_id.as_deref().unwrap_or_default();
    // The portal executes two requests that overlap: the call would be registered twice.
    if store.may_be_executed(external_id, client.is_under_way(REGISTER)) {
        return Err(Error::of(ErrorKind::UnderWay, ""));
    }
    let was_unanswered = store.send(form);
    let registered = external_call::register(client, call).await;
    if let Err(error) = &registered {
        store.failed(external_id, error, was_unanswered);
    }
    registered
}
