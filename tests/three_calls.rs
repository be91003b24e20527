//! Three calls on one card, in any order of events, answers, failures, edits and presses: the pure parts of the card,
//! driven as the page drives them, against a portal that executes what it is sent.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use call_card::call::{
    Asked, Binding, CallMove, CallSequence, CallState, CallStatus, Entered, EntityKind, EntryAttempt, Event,
    FinishProgress, LeftCall, Phone, ReportedState, SavePlan, SaveRequest, SaveStep, SentEntry, StoredDraft,
    TimelineEntry, WrapUpForm,
};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Something that happens.
#[derive(Clone, Debug)]
enum Step {
    /// The card goes on to this call. Whether an event says so arrives.
    GoOn(usize, bool),
    /// The call list goes on to this client. The portal names the former call until the next one is dialled.
    Select(usize),
    /// The call of the client on the card is dialled.
    Dial,
    State(ReportedState),
    Ask,
    Answer,
    Type(Entry),
    Press(SaveRequest),
    /// The next request of the save of this call comes to its end.
    Save(usize, Fate),
    PutAside,
    UseHere,
    /// The page ends in the middle of everything, and is opened again.
    Reload,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Executed,
    /// It is executed, and nobody learns of it: what is looked up is not seen either.
    AnswerLost,
    /// It is executed, its answer is lost, and a look finds it.
    Found,
    Refused,
    /// It is not executed, and nobody knows that.
    Lost,
    /// It is not executed, and a look finds that.
    Missing,
}

/// A field that the agent types in.
#[derive(Clone, Copy, Debug)]
enum Entry {
    Note,
    Step,
    Cost,
    Reason,
}

const FIELDS: [Entry; 4] = [Entry::Note, Entry::Step, Entry::Cost, Entry::Reason];

impl Entry {
    fn of(self, form: &mut WrapUpForm) -> &mut String {
        match self {
            Self::Note => &mut form.note,
            Self::Step => &mut form.step,
            Self::Cost => &mut form.cost,
            Self::Reason => &mut form.reason,
        }
    }
}

fn call_id(call: usize) -> String {
    format!("externalCall.{call}")
}

fn phone(call: usize) -> Phone {
    Phone::Known(format!("+4930{call}"))
}

fn client(call: usize) -> Binding {
    Binding::new(EntityKind::Contact, call as u64 + 100)
}

/// What belongs to one call: as the page has it for each.
#[derive(Default)]
struct Call {
    form: WrapUpForm,
    draft: StoredDraft,
    left: Option<LeftCall>,
    save: Option<Save>,
    is_finished: bool,
    /// What the card offers to bring back.
    replaced: Option<WrapUpForm>,
    /// Whose call it is by the number on the card, while the portal has not named it.
    owner: Option<usize>,
}

impl Call {
    fn entered(&self) -> Entered {
        Entered {
            form: self.form.clone(),
            sent_note: self.draft.fields.sent_note.get().clone(),
            sent_step: self.draft.fields.sent_step.get().clone(),
        }
    }
}

/// A save under way.
struct Save {
    request: SaveRequest,
    plan: SavePlan,
    form: WrapUpForm,
}

/// What the portal has executed.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // There are few of them.
enum Written {
    Entry(TimelineEntry),
    Finish { call_id: String, form: Box<WrapUpForm> },
}

struct World {
    /// Whether the calls are those of a call list that names each when it is dialled, after its client.
    names_late: bool,
    on_portal: CallStatus,
    card: CallState,
    calls: CallSequence,
    of: Vec<Call>,
    answers: VecDeque<(CallStatus, Asked)>,
    /// Places of one call that are joined after a save.
    joining: Vec<(usize, usize)>,
    stored: BTreeMap<String, String>,
    written: Vec<Written>,
    finished: BTreeSet<String>,
    /// Every text that was typed and not replaced by the agent, and the call that it belongs to.
    typed: BTreeMap<String, usize>,
    /// Texts that are saved.
    saved: BTreeSet<String>,
    now: f64,
    count: usize,
}

impl World {
    fn new(is_list: bool) -> Self {
        let on_portal = status(0, is_list);
        let card = CallState::opened(on_portal.clone(), 0.0);
        let mut world = Self {
            names_late: false,
            calls: CallSequence::opened(card.key()),
            card,
            on_portal,
            of: vec![Call::default()],
            answers: VecDeque::new(),
            joining: Vec::new(),
            stored: BTreeMap::new(),
            written: Vec::new(),
            finished: BTreeSet::new(),
            typed: BTreeMap::new(),
            saved: BTreeSet::new(),
            now: 1_000.0,
            count: 0,
        };
        world.begin(0);
        world
    }

    /// A call list that goes on as the portal does it.
    fn of_list() -> Self {
        Self {
            names_late: true,
            ..Self::new(true)
        }
    }

    fn step(&mut self, step: Step) {
        self.now += 500.0;
        match step {
            Step::GoOn(call, _) if self.names_late => {
                self.step(Step::Select(call));
                self.step(Step::Dial);
            }
            Step::GoOn(call, is_heard) => {
                self.on_portal = CallStatus {
                    state: self.on_portal.state.clone(),
                    ..status(call, self.on_portal.call_list_mode)
                };
                if is_heard {
                    let (phone, primary) = (Some(phone(call)), Some(client(call)));
                    self.apply(Event::EntityChanged { phone, primary });
                    self.answers
                        .push_back((self.on_portal.clone(), self.card.asked()));
                }
            }
            Step::Select(call) => {
                let is_locked = self.on_portal.state != ReportedState::Idle;
                if self.names_late && !is_locked {
                    let call_id = self.on_portal.call_id.clone();
                    self.load_client(call, call_id);
                }
            }
            Step::Dial => {
                let call = (0..3).find(|call| phone(*call) == self.on_portal.phone).unwrap();
                if self.names_late && self.on_portal.state == ReportedState::Idle {
                    self.step(Step::State(ReportedState::Connecting));
                    self.load_client(call, call_id(call));
                }
            }
            Step::State(state) => {
                self.on_portal.state = state.clone();
                let failed_code = None;
                self.apply(Event::StateChanged { state, failed_code });
            }
            Step::Ask => self
                .answers
                .push_back((self.on_portal.clone(), self.card.asked())),
            Step::Answer => {
                if let Some((status, asked)) = self.answers.pop_front() {
                    self.apply(Event::Answered { status, asked });
                }
            }
            Step::Type(entry) => self.type_in(entry),
            Step::Press(request) => self.press(request),
            Step::Save(at, fate) => self.save(at % self.of.len(), fate),
            Step::PutAside => {
                self.calls.put_aside();
            }
            Step::UseHere => self.use_here(),
            Step::Reload => self.reload(),
        }
    }

    /// The portal has loaded a client of a call list, and the card asks for the rest.
    fn load_client(&mut self, call: usize, call_id: String) {
        self.on_portal = CallStatus {
            call_id,
            state: self.on_portal.state.clone(),
            ..status(call, true)
        };
        let (phone, primary) = (Some(phone(call)), Some(client(call)));
        self.apply(Event::EntityChanged { phone, primary });
        self.answers
            .push_back((self.on_portal.clone(), self.card.asked()));
    }

    fn apply(&mut self, event: Event) {
        let before = self.card.clone();
        self.card = before.clone().apply(event, self.now);
        let unfinished: Vec<bool> = (0..self.of.len()).map(|at| self.is_unfinished(at)).collect();
        match self.calls.follow(self.card.key(), |at| !unfinished[at]) {
            CallMove::Same => {}
            CallMove::Named => self.name(self.calls.on_card()),
            CallMove::Joined { from } => {
                self.leave(from, &before);
                let to = self.calls.on_card();
                self.of[to].left = None;
                self.join(from, to);
            }
            CallMove::Begun { left } => {
                self.leave(left, &before);
                self.of.push(Call::default());
                self.begin(self.calls.on_card());
            }
            CallMove::Returned { left } => {
                self.leave(left, &before);
                self.of[self.calls.on_card()].left = None;
            }
        }
        if self.card.call_id().is_none() {
            // For whom the agent takes it to be.
            let owner = (0..3).find(|call| phone(*call) == self.card.status.phone);
            self.of[self.calls.on_card()].owner = owner;
        }
        self.show_free();
    }

    fn show_free(&mut self) {
        let unfinished = self.is_unfinished(self.calls.shown());
        self.calls.show_if_free(|_| unfinished);
    }

    fn is_unfinished(&self, at: usize) -> bool {
        let call = &self.of[at];
        call.save.is_some() || !call.form.is_blank() || !call.draft.is_empty()
    }

    fn leave(&mut self, at: usize, before: &CallState) {
        self.of[at].left = Some(before.left(self.now));
        self.store(at);
    }

    fn begin(&mut self, at: usize) {
        let call_id = match self.calls.call_id(at) {
            "" => format!("?{}", self.now),
            call_id => call_id.to_owned(),
        };
        let found = self.read(&call_id);
        let call = &mut self.of[at];
        call.draft = found.unwrap_or_else(|| StoredDraft::of_call(&call_id));
        call.form = call.draft.form();
        call.is_finished = *call.draft.fields.finish.get() == FinishProgress::Done;
    }

    fn name(&mut self, at: usize) {
        let call_id = self.calls.call_id(at).to_owned();
        let known = self.read(&call_id);
        let named = self.of[at].draft.name(&call_id, known.as_ref(), self.now);
        self.stored.remove(&named.unnamed.call_id);
        if !named.unnamed.is_empty() {
            let text = serde_json::to_string(&named.unnamed).unwrap();
            self.stored.insert(named.unnamed.call_id.clone(), text);
        }
        self.of[at].replaced = named.replaced;
        self.of[at].form = self.of[at].draft.form();
        self.store(at);
    }

    fn read(&self, call_id: &str) -> Option<StoredDraft> {
        let text = self.stored.get(call_id)?;
        Some(serde_json::from_str(text).unwrap())
    }

    fn store(&mut self, at: usize) {
        let call = &mut self.of[at];
        let client = call
            .left
            .as_ref()
            .map_or_else(|| self.card.client(), |left| left.client.clone());
        call.draft.set_form(call.form.clone(), self.now);
        if call.draft.is_empty() {
            self.stored.remove(&call.draft.call_id);
            return;
        }
        let items = client.items.iter().map(Binding::key).collect();
        call.draft.fields.items.set(items, self.now);
        let text = serde_json::to_string(&call.draft).unwrap();
        self.stored.insert(call.draft.call_id.clone(), text);
    }

    /// The agent types into the form, for the call that the card says it is about.
    fn type_in(&mut self, entry: Entry) {
        let at = self.calls.shown();
        self.count += 1;
        let text = format!("<{}>", self.count);
        let owner = self.owner(at);
        let replaced = core::mem::replace(entry.of(&mut self.of[at].form), text.clone());
        for token in tokens(&replaced) {
            self.typed.remove(&token);
        }
        self.typed.insert(text, owner);
        self.store(at);
    }

    /// Whose call it is at this place, for somebody who looks at the card.
    fn owner(&self, at: usize) -> usize {
        let id = self.calls.call_id(at);
        let named = (0..3).find(|call| call_id(*call) == id);
        named.or(self.of[at].owner).unwrap()
    }

    fn take(&mut self, from: usize, to: usize, take: fn(&mut Entered, Entered) -> Entered) {
        if from == to || self.of[from].form == WrapUpForm::default() {
            return;
        }
        let mut entered = self.of[to].entered();
        let left = take(&mut entered, self.of[from].entered());
        for (at, entered) in [(to, entered), (from, left)] {
            self.of[at].form = entered.form;
            self.set_sent(at, true, entered.sent_note);
            self.set_sent(at, false, entered.sent_step);
            self.store(at);
        }
    }

    /// As `CardCalls` does it: while one of them is being saved the other waits.
    fn join(&mut self, from: usize, to: usize) {
        if !self.is_unfinished(from) {
            // Its place may be used for another call that got no name.
        } else if self.of[from].save.is_some() || self.of[to].save.is_some() {
            self.joining.push((from, to));
        } else {
            self.take(from, to, Entered::join);
        }
    }

    fn use_here(&mut self) {
        let (from, to) = (self.calls.shown(), self.calls.on_card());
        if from == to || self.of[to].save.is_some() || self.of[from].save.is_some() {
            return;
        }
        self.take(from, to, Entered::take_over);
        let owner = self.owner(to);
        let mut form = self.of[to].form.clone();
        for token in FIELDS.iter().flat_map(|entry| tokens(entry.of(&mut form))) {
            // The agent has said so.
            self.typed.insert(token, owner);
        }
        self.calls.put_aside();
    }

    fn press(&mut self, request: SaveRequest) {
        let at = self.calls.shown();
        let is_finished = self.of[at].is_finished;
        let call = &mut self.of[at];
        // A call without a name cannot be finished.
        let is_named = !self.calls.call_id(at).is_empty();
        if call.save.is_none() && (is_named || request == SaveRequest::Note) {
            call.save = Some(Save {
                request,
                plan: SavePlan::new(request, is_finished),
                form: call.form.clone(),
            });
        }
    }

    /// The next request of a save.
    fn save(&mut self, at: usize, fate: Fate) {
        let Some(mut save) = self.of[at].save.take() else {
            return;
        };
        let step = save.plan.next(false);
        let success = match step {
            None => {
                let is_saved = self.of[at].form.is_saved_by(&save.form);
                if save.request == SaveRequest::Call && save.plan.is_complete() && is_saved {
                    let form = core::mem::take(&mut self.of[at].form);
                    // What was typed after a call was finished cannot be saved with it any more.
                    for token in [form.cost, form.reason].iter().flat_map(|text| tokens(text)) {
                        self.typed.remove(&token);
                    }
                }
                self.store(at);
                for (from, to) in core::mem::take(&mut self.joining) {
                    self.join(from, to);
                }
                return self.show_free();
            }
            Some(SaveStep::Note) => self.add(at, SaveStep::Note, &save.form, fate),
            Some(SaveStep::NextStep) => self.add(at, SaveStep::NextStep, &save.form, fate),
            Some(SaveStep::Finish) => self.finish(at, &save.form, fate),
            Some(_) => true,
        };
        save.plan.report(step.unwrap(), success);
        self.of[at].save = Some(save);
    }

    fn target(&self, at: usize) -> Option<Binding> {
        let items = match &self.of[at].left {
            Some(left) => left.client.items.clone(),
            None => self.card.client().items,
        };
        items.first().cloned()
    }

    fn add(&mut self, at: usize, step: SaveStep, form: &WrapUpForm, fate: Fate) -> bool {
        let is_note = step == SaveStep::Note;
        let text = if is_note { &form.note } else { &form.step };
        let wanted = self.target(at).filter(|_| !text.is_empty()).map(|item| {
            if is_note {
                let text = text.clone();
                TimelineEntry::Note { item, text }
            } else {
                TimelineEntry::NextStep {
                    item,
                    title: text.clone(),
                    deadline: String::new(),
                    responsible: None,
                    remind: Some(15),
                }
            }
        });
        let fields = &self.of[at].draft.fields;
        let sent = if is_note {
            fields.sent_note.get().clone()
        } else {
            fields.sent_step.get().clone()
        };
        let mut attempt = EntryAttempt::first(wanted.clone(), sent);
        if let EntryAttempt::LookUp(sent) = &attempt {
            if matches!(fate, Fate::AnswerLost | Fate::Lost) {
                // It cannot be looked up either.
                return false;
            }
            let is_there = self.written.contains(&Written::Entry(sent.entry.clone()));
            attempt = EntryAttempt::looked_up(wanted, sent, is_there);
            self.set_sent(at, is_note, None);
        }
        let entry = match attempt {
            EntryAttempt::Send(entry) => entry,
            EntryAttempt::Saved => {
                self.remove_saved(at, is_note, form);
                return true;
            }
            EntryAttempt::Nothing | EntryAttempt::LookUp(_) => {
                self.store(at);
                return true;
            }
        };
        let since = self.now;
        let sent = SentEntry {
            entry: entry.clone(),
            since,
        };
        self.set_sent(at, is_note, Some(sent));
        self.store(at);
        let is_executed = matches!(fate, Fate::Executed | Fate::AnswerLost | Fate::Found);
        if is_executed {
            self.write(Written::Entry(entry));
        }
        match fate {
            Fate::Executed | Fate::Found => {
                self.set_sent(at, is_note, None);
                self.remove_saved(at, is_note, form);
            }
            Fate::Refused | Fate::Missing => {
                self.set_sent(at, is_note, None);
                self.store(at);
            }
            Fate::AnswerLost | Fate::Lost => {}
        }
        matches!(fate, Fate::Executed | Fate::Found)
    }

    fn set_sent(&mut self, at: usize, is_note: bool, sent: Option<SentEntry>) {
        let fields = &mut self.of[at].draft.fields;
        if is_note {
            fields.sent_note.set(sent, self.now);
        } else {
            fields.sent_step.set(sent, self.now);
        }
    }

    fn remove_saved(&mut self, at: usize, is_note: bool, saved: &WrapUpForm) {
        let form = &mut self.of[at].form;
        if is_note {
            form.remove_saved_note(&saved.note);
        } else if !is_note && form.step == saved.step {
            form.step.clear();
        }
        self.store(at);
    }

    fn finish(&mut self, at: usize, form: &WrapUpForm, fate: Fate) -> bool {
        let call_id = self.calls.call_id(at).to_owned();
        let was_sent = *self.of[at].draft.fields.finish.get() == FinishProgress::Sent;
        self.set_finish(at, FinishProgress::Sent);
        let is_executed = matches!(fate, Fate::Executed | Fate::AnswerLost | Fate::Found);
        let is_known = self.finished.contains(&call_id);
        if is_executed && !is_known {
            let form = Box::new(form.clone());
            self.write(Written::Finish {
                call_id: call_id.clone(),
                form,
            });
            self.finished.insert(call_id);
        }
        // The portal does not know a call any more that it has finished.
        let is_done = match fate {
            Fate::Executed | Fate::Refused => !is_known && fate == Fate::Executed || is_known && was_sent,
            Fate::Found => true,
            Fate::AnswerLost | Fate::Lost | Fate::Missing => false,
        };
        let is_unknown = matches!(fate, Fate::AnswerLost | Fate::Lost) || was_sent;
        self.set_finish(
            at,
            match (is_done, is_unknown) {
                (true, _) => FinishProgress::Done,
                (false, true) => FinishProgress::Sent,
                (false, false) => FinishProgress::NotSent,
            },
        );
        self.of[at].is_finished |= is_done;
        is_done
    }

    fn set_finish(&mut self, at: usize, finish: FinishProgress) {
        self.of[at].draft.fields.finish.set(finish, self.now);
        self.store(at);
    }

    /// The portal executes it. Nothing is executed twice, and no text goes to another call.
    fn write(&mut self, written: Written) {
        assert!(!self.written.contains(&written), "twice: {written:?}");
        let (call, form) = match &written {
            Written::Entry(TimelineEntry::Note { item, text }) => (item.id - 100, text.clone()),
            Written::Entry(TimelineEntry::NextStep { item, title, .. }) => (item.id - 100, title.clone()),
            Written::Finish { call_id, form } => {
                let call = call_id.rsplit('.').next().unwrap().parse().unwrap();
                (call, format!("{} {}", form.cost, form.reason))
            }
        };
        for token in tokens(&form) {
            // What the agent has replaced meanwhile was typed for that call, too.
            if let Some(owner) = self.typed.get(&token) {
                assert_eq!(*owner as u64, call, "{token} in {written:?}");
            }
            self.saved.insert(token);
        }
        self.written.push(written);
    }

    /// What is not stored is gone. What was sent stays sent. What the agent could have brought back is not stored.
    fn reload(&mut self) {
        let is_theirs = |call: &usize| call_id(*call) == self.on_portal.call_id;
        if (0..3).find(is_theirs).map(phone) != Some(self.on_portal.phone.clone()) {
            // Between two calls a page that is opened cannot know that the portal names the former one.
            return;
        }
        let stored: Vec<String> = self.stored.values().flat_map(|text| form_tokens(text)).collect();
        for replaced in self.of.iter_mut().filter_map(|call| call.replaced.as_mut()) {
            for token in FIELDS.iter().flat_map(|entry| tokens(entry.of(replaced))) {
                if !stored.contains(&token) {
                    self.typed.remove(&token);
                }
            }
        }
        self.card = CallState::opened(self.on_portal.clone(), self.now);
        self.calls = CallSequence::opened(self.card.key());
        self.of = vec![Call::default()];
        self.answers.clear();
        self.joining.clear();
        self.begin(0);
    }

    /// Whatever was typed and is not saved is on the page or stored, and for the call that it was typed for.
    fn check(&mut self) {
        let mut there: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for at in 0..self.of.len() {
            let id = self.calls.call_id(at).to_owned();
            let call = (0..3).find(|call| call_id(*call) == id).or(self.of[at].owner);
            let mut form = self.of[at].form.clone();
            for token in FIELDS.iter().flat_map(|entry| tokens(entry.of(&mut form))) {
                there.entry(token).or_default().extend(call);
            }
            // It comes back only if the agent says so.
            let mut replaced = self.of[at].replaced.clone().unwrap_or_default();
            for token in FIELDS.iter().flat_map(|entry| tokens(entry.of(&mut replaced))) {
                there.entry(token).or_default();
            }
        }
        for (id, text) in &self.stored {
            let call = (0..3).find(|call| call_id(*call) == *id);
            for token in form_tokens(text) {
                there.entry(token).or_default().extend(call);
            }
        }
        for (token, owner) in &self.typed {
            if self.saved.contains(token) {
                continue;
            }
            let calls = there.get(token);
            assert!(calls.is_some(), "{token} of call {owner} is gone");
            let is_theirs = calls.is_some_and(|calls| calls.iter().all(|call| call == owner));
            assert!(is_theirs, "{token} of call {owner} is with {calls:?}");
        }
    }
}

fn status(call: usize, call_list_mode: bool) -> CallStatus {
    CallStatus {
        call_id: call_id(call),
        phone: phone(call),
        primary: Some(client(call)),
        state: ReportedState::Connected,
        call_list_mode,
        ..CallStatus::default()
    }
}

/// The texts in a text.
fn tokens(text: &str) -> Vec<String> {
    text.match_indices('<')
        .filter_map(|(at, _)| {
            let end = text[at..].find('>')?;
            Some(text[at..=at + end].to_owned())
        })
        .collect()
}

/// The texts in the form of a stored draft.
fn form_tokens(text: &str) -> Vec<String> {
    let draft: StoredDraft = serde_json::from_str(text).unwrap();
    let mut form = draft.form();
    FIELDS
        .iter()
        .flat_map(|entry| tokens(entry.of(&mut form)))
        .collect()
}

fn any_step() -> impl Strategy<Value = Step> {
    let states = vec![
        ReportedState::Idle,
        ReportedState::Connecting,
        ReportedState::Connected,
    ];
    let fates = vec![
        Fate::Executed,
        Fate::AnswerLost,
        Fate::Found,
        Fate::Refused,
        Fate::Lost,
        Fate::Missing,
    ];
    prop_oneof![
        3 => (0_usize..3, any::<bool>()).prop_map(|(call, is_heard)| Step::GoOn(call, is_heard)),
        2 => (0_usize..3).prop_map(Step::Select),
        1 => Just(Step::Dial),
        1 => select(states).prop_map(Step::State),
        1 => Just(Step::Ask),
        4 => Just(Step::Answer),
        5 => select(FIELDS.to_vec()).prop_map(Step::Type),
        3 => select(vec![SaveRequest::Note, SaveRequest::Call]).prop_map(Step::Press),
        8 => (0_usize..4, select(fates)).prop_map(|(at, fate)| Step::Save(at, fate)),
        1 => Just(Step::PutAside),
        1 => Just(Step::UseHere),
        1 => Just(Step::Reload),
    ]
}

// The same sequences on every run.
proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, rng_seed: RngSeed::Fixed(20_261_121), ..ProptestConfig::default() })]

    #[test]
    fn no_text_goes_to_another_call_nothing_typed_is_lost_and_nothing_is_sent_twice(
        is_list in any::<bool>(),
        steps in prop::collection::vec(any_step(), 0..80),
    ) {
        let mut world = World::new(is_list);
        for step in steps {
            world.step(step);
            world.check();
        }
    }

    #[test]
    fn nor_does_that_happen_in_a_call_list_that_names_a_call_after_its_client(
        steps in prop::collection::vec(any_step(), 0..80),
    ) {
        let mut world = World::of_list();
        for step in steps {
            world.step(step);
            world.check();
        }
    }
}

#[test]
fn what_is_typed_for_the_next_client_of_a_call_list_does_not_go_to_the_former_call() {
    use Step::{Answer, Dial, Select, State, Type};
    let mut world = World::of_list();
    for step in [
        Type(Entry::Note),
        State(ReportedState::Idle),
        Select(1),
        Answer,
        Step::PutAside,
        Type(Entry::Note),
        Dial,
        Answer,
    ] {
        world.step(step);
        world.check();
    }
    assert_eq!(world.calls.call_id(world.calls.shown()), call_id(1));
    assert_eq!(world.of[world.calls.shown()].form.note, "<2>");
}

/// What random steps have found once.
#[test]
fn steps_that_lost_or_doubled_a_text_once_do_so_no_more() {
    use Fate::{AnswerLost, Executed};
    use Step::{Answer, Ask, GoOn, Press, PutAside, Reload, Save, Type, UseHere};
    let note = || Type(Entry::Note);
    let found = [
        // Named while its note is on its way.
        vec![
            GoOn(1, false),
            Reload,
            Answer,
            GoOn(0, true),
            Answer,
            Ask,
            GoOn(0, true),
            GoOn(1, true),
            note(),
            Answer,
            note(),
            GoOn(0, true),
            PutAside,
            Answer,
            Answer,
            note(),
            Press(SaveRequest::Note),
            Answer,
            Save(3, Executed),
            Press(SaveRequest::Note),
            Save(1, Executed),
        ],
        // Named while its note is on its way, and then another call comes.
        vec![
            GoOn(1, false),
            Ask,
            Answer,
            GoOn(0, true),
            GoOn(1, true),
            note(),
            Press(SaveRequest::Note),
            Answer,
            Answer,
            GoOn(0, true),
            Save(2, Executed),
        ],
        // The place of a call without a name is used again.
        vec![
            Press(SaveRequest::Call),
            GoOn(1, true),
            Save(0, Executed),
            Save(0, Executed),
            Answer,
            GoOn(0, true),
            Answer,
            Save(0, Executed),
            GoOn(1, true),
            PutAside,
            Save(0, AnswerLost),
            note(),
            Save(3, Executed),
        ],
        // Emptied before the portal names the call, of which a draft is stored.
        vec![
            note(),
            GoOn(2, false),
            Reload,
            GoOn(0, true),
            note(),
            note(),
            Save(0, Executed),
            GoOn(1, true),
            Answer,
            Answer,
            GoOn(1, false),
            UseHere,
            Answer,
            Answer,
            GoOn(0, true),
            Answer,
        ],
        // Moved to a call without a name and back, while nobody knows whether it was sent.
        vec![
            note(),
            Press(SaveRequest::Note),
            Save(0, AnswerLost),
            GoOn(0, false),
            GoOn(0, false),
            GoOn(1, true),
            Save(0, Executed),
            Save(2, Executed),
            UseHere,
            GoOn(0, true),
            UseHere,
            Press(SaveRequest::Note),
            Save(2, Executed),
        ],
    ];
    for steps in found {
        let mut world = World::new(true);
        for step in steps {
            world.step(step);
            world.check();
        }
    }
}
