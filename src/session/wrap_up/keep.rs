//! The wrap-up outlives its card: every change of it is kept at once, and comes back with the next card of its call.
//!
//! What is kept also tells how far a save got, before each request that must not be sent twice. A page that ends in the
//! middle of a save leaves behind what the next one has to ask first.

use super::{Draft, Entry, Step, WrapUp};
use crate::bx24::storage::{on_change, on_window, parse};
use crate::bx24::{Subscription, is_later_here, later, spawn};
use crate::call::{Binding, Unsaved};
use crate::session::drafts::{Drafts, Place};
use crate::session::now;
use crate::value::Value;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// How safe the wrap-up is, and what the agent has to know about it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Safety {
    /// Where it is kept.
    pub place: Place,
    /// The seconds that the portal promises to leave the card open, once it wanted to close it.
    pub seconds: Option<u32>,
    /// Whether that can be extended.
    pub can_extend: bool,
    /// The number of the call that the wrap-up belongs to, where the card went on to another call.
    pub elsewhere: Option<String>,
    /// The item that note and next step stay with, by its key, where the card went on to another client.
    pub stays_with: Option<String>,
    /// What stood here before another page of this app changed it.
    pub replaced: Option<Draft>,
    /// How many wrap-ups of other calls are kept.
    pub others: usize,
}

/// What keeps a wrap-up.
pub(super) struct Keep {
    pub drafts: Drafts,
    number: Box<dyn Fn() -> String>,
    pub unsaved: RefCell<Unsaved>,
    last: RefCell<String>,
    primary: RefCell<String>,
    pinned: RefCell<String>,
    finish: Cell<&'static str>,
    edited_here: Cell<f64>,
    asked_who: Cell<bool>,
    pub following: RefCell<Vec<Subscription>>,
}

/// How long after the last edit an agent counts as still writing, in milliseconds.
const WRITING: f64 = 2_000.0;

/// `finish` was sent, and its answer is not here.
pub(super) const SENT: &str = "sent";
/// The portal has confirmed `finish`.
pub(super) const DONE: &str = "done";

impl Draft {
    /// The entries by the names under which they are kept.
    fn parts(&mut self) -> [(&'static str, &mut String); 10] {
        [
            ("result", &mut self.result),
            ("note", &mut self.note),
            ("target", &mut self.target),
            ("rating", &mut self.rating),
            ("duration", &mut self.duration),
            ("cost", &mut self.cost),
            ("currency", &mut self.currency),
            ("reason", &mut self.reason),
            ("step", &mut self.step),
            ("step-at", &mut self.step_at),
        ]
    }
}

impl WrapUp {
    /// From now on every change is kept, and what was kept of this call earlier is back. `number` is the client's.
    pub fn keep_from(self, number: impl Fn() -> String + 'static) {
        let Some(client) = self.client() else { return };
        let keep = Keep {
            drafts: Drafts::new(client),
            number: Box::new(number),
            unsaved: RefCell::default(),
            last: RefCell::default(),
            primary: RefCell::default(),
            pinned: RefCell::default(),
            finish: Cell::default(),
            edited_here: Cell::default(),
            asked_who: Cell::default(),
            following: RefCell::default(),
        };
        self.inner.with(|inner| drop(inner.keep.set(Box::new(keep))));
        self.follow_call();
        let mut following = on_window(&["pagehide", "visibilitychange"], move || {
            // Before that nothing was typed.
            if is_later_here() {
                self.keep();
            }
        });
        following.extend(on_change(move |key, old, new| self.hear(key, old, new)));
        self.with_keep(|keep| keep.following.borrow_mut().extend(following));
        self.record.on_edit(move || self.keep_edit());
    }

    /// The portal told something new about the call on the card. What was typed for another call stays with that.
    pub fn follow_call(self) {
        let (call_id, primary) = untrack(|| {
            let call_id = self.inner.with(|inner| (inner.subject.call_id)());
            let items = self.inner.with(|inner| (inner.subject.items)());
            let primary = items.and_then(|items| items.first().map(Binding::key));
            (call_id.unwrap_or_default(), primary.unwrap_or_default())
        });
        let known = self.with_keep(|keep| {
            let unsaved = keep.unsaved.borrow();
            (unsaved.call_id.clone(), unsaved.is_empty())
        });
        let running = self.progress.try_with_untracked(|progress| progress.running);
        let (Some((known, empty)), Some(running)) = (known, running) else {
            return;
        };
        if known.is_empty() {
            self.begin(call_id, primary);
        } else if known == call_id || call_id.is_empty() {
            self.tell(move |safety| safety.elsewhere = None);
            self.follow_client(primary);
        } else if running {
            // What is under way is about the call that was here when it began.
        } else if empty {
            self.begin(call_id, primary);
        } else if known.starts_with('?') {
            self.rename(&call_id);
        } else {
            let number = self.with_keep(|keep| keep.unsaved.borrow().text("number").to_owned());
            self.tell(move |safety| safety.elsewhere = number);
        }
    }

    /// The client changed under a half-written note: it stays with the one it was written for.
    fn follow_client(self, primary: String) {
        let before = self.with_keep(|keep| keep.primary.replace(primary.clone()));
        let before = before.filter(|before| !before.is_empty() && *before != primary);
        let written = self.draft.try_with_untracked(|draft| {
            let written = !draft.note.is_empty() || !draft.step.is_empty() || !draft.step_at.is_empty();
            (written, draft.target.clone())
        });
        match (before, written) {
            (Some(before), Some((true, target))) if target.is_empty() => {
                self.tell(|safety| safety.stays_with = Some(before.clone()));
                self.with_keep(|keep| keep.pinned.replace(before.clone()));
                self.edit(|draft| draft.target = before);
            }
            // It came back.
            (_, Some((true, target))) if target == primary && !primary.is_empty() => {
                let stays = self
                    .safety
                    .try_with_untracked(|safety| safety.stays_with.is_some());
                if stays == Some(true) {
                    self.send_to_client();
                }
            }
            _ => {}
        }
    }

    /// Note and next step go to the client who is on the card now.
    pub fn send_to_client(self) {
        self.tell(|safety| safety.stays_with = None);
        self.edit(|draft| draft.target.clear());
    }

    /// Note and next step are saved: what is typed now is for the client on the card.
    pub(super) fn unpin(self) {
        let pinned = self.with_keep(|keep| keep.pinned.take()).unwrap_or_default();
        self.draft.update(|draft| {
            if !pinned.is_empty() && draft.target == pinned {
                draft.target.clear();
            }
        });
        self.tell(|safety| safety.stays_with = None);
    }

    /// The agent has read that note and next step stay where they belong.
    pub fn leave_with_client(self) {
        self.tell(|safety| safety.stays_with = None);
    }

    /// What was typed for the call before goes to the one that is on the card now.
    pub fn use_here(self) {
        let Some(mut draft) = self.draft.try_with_untracked(Clone::clone) else {
            return;
        };
        self.forget();
        draft.target.clear();
        self.edit(|new| *new = draft);
    }

    /// What was typed for the call before stays kept, and the form is there for the call on the card.
    pub fn put_aside(self) {
        self.with_keep(|keep| keep.unsaved.take());
        self.draft.set(Draft::default());
        self.follow_call();
        self.count_others();
    }

    /// Forgets all that was typed, because the agent does not want it.
    pub fn discard(self) {
        self.record.clear();
        self.forget();
        spawn(self.release());
    }

    fn forget(self) {
        self.draft.set(Draft::default());
        self.inner.with(|inner| inner.sent.take());
        self.with_keep(|keep| keep.finish.set(""));
        self.wrong.set(Vec::new());
        self.keep();
        self.follow_call();
    }

    /// Brings back what another page of this app replaced.
    pub fn bring_back(self) {
        let replaced = self.safety.try_update(|safety| safety.replaced.take());
        if let Some(Some(replaced)) = replaced {
            self.edit(|draft| *draft = replaced);
        }
    }

    /// The agent has read that another page changed something.
    pub fn leave_replaced(self) {
        self.tell(|safety| safety.replaced = None);
    }

    /// Whether there is something to save. Where the client is bound to says nothing by itself.
    pub(super) fn is_unsaved(self) -> bool {
        let typed = self.draft.try_with_untracked(|draft| {
            let mut draft = draft.clone();
            draft.target.clear();
            draft != Draft::default()
        });
        typed == Some(true) || !self.record.is_blank()
    }

    /// Keeps what the agent has just changed: at once, or as soon as the part of the program that can do it is here.
    pub(super) fn keep_edit(self) {
        if is_later_here() {
            return self.keep_edit_now();
        }
        spawn(async move {
            match later().await {
                Ok(()) => self.keep_edit_now(),
                // It is fetched again with the next change.
                Err(_) => self.put_place(Place::Page),
            }
        });
    }

    fn keep_edit_now(self) {
        self.with_keep(|keep| keep.edited_here.set(now()));
        self.keep();
    }

    /// Keeps the wrap-up as it is now.
    pub(super) fn keep(self) {
        let Some(mut draft) = self.draft.try_with_untracked(Clone::clone) else {
            return;
        };
        let now = now();
        let sent = self.inner.with(|inner| {
            let sent = inner.sent.borrow();
            sent.each_ref().map(|sent| {
                let sent = sent.as_ref();
                sent.map(|(entry, since)| Value::List(vec![entry.to_value(), (*since).into()]))
            })
        });
        let [note, step] = sent.unwrap_or_default();
        let about = untrack(|| {
            self.with_keep(|keep| {
                let items = self.inner.with(|inner| (inner.subject.items)());
                let items: Vec<String> = items.unwrap_or_default().iter().map(Binding::key).collect();
                ((keep.number)(), items, self.clock_seconds())
            })
        });
        let here = !self.is_elsewhere();
        let kept = self.with_keep(|keep| {
            let mut unsaved = keep.unsaved.borrow_mut();
            for (name, text) in draft.parts() {
                unsaved.put(name, core::mem::take(text).into(), now);
            }
            unsaved.put("record", self.record.address().into(), now);
            unsaved.put("quiet", draft.quiet.into(), now);
            unsaved.put("sent-note", note.into(), now);
            unsaved.put("sent-step", step.into(), now);
            unsaved.put("finish", keep.finish.get().into(), now);
            if let Some((number, items, seconds)) = about.filter(|_| here && !unsaved.is_empty()) {
                unsaved.put("number", number.into(), now);
                unsaved.put("items", items.into(), now);
                unsaved.put("seconds", seconds.into(), now);
            }
            keep.drafts.write(&mut unsaved, &mut keep.last.borrow_mut())
        });
        let Some((place, changed)) = kept else { return };
        self.put_place(place);
        self.take_in(&changed);
        if place != Place::None {
            self.ask_who();
        }
        if self.is_unsaved() {
            self.hold_on();
        }
    }

    /// Notes how far `finish` got.
    pub(super) fn note_finish(self, how: &'static str) {
        self.with_keep(|keep| keep.finish.set(how));
        self.keep();
    }

    /// Whether a page that ends now would leave something to be saved behind.
    pub(super) fn is_kept(self) -> bool {
        self.with_keep(|keep| !keep.unsaved.borrow().is_empty()) == Some(true)
    }

    /// The call that the form is about.
    pub(super) fn call_id(self) -> String {
        let kept = self.with_keep(|keep| keep.unsaved.borrow().call_id.clone());
        kept.filter(|id| !id.is_empty() && !id.starts_with('?'))
            .or_else(|| untrack(|| self.inner.with(|inner| (inner.subject.call_id)())))
            .unwrap_or_default()
    }

    /// What note and next step can go to. Follows it.
    pub fn items(self) -> Vec<Binding> {
        let elsewhere = self.safety.with(|safety| safety.elsewhere.is_some());
        let mut items = if elsewhere {
            self.with_keep(|keep| keep.unsaved.borrow().items())
        } else {
            self.inner.with(|inner| (inner.subject.items)())
        }
        .unwrap_or_default();
        // What was chosen stays a choice, even where the call is not bound to it any more.
        let chosen = self
            .draft
            .with(|draft| crate::call::unsaved::binding(&draft.target));
        if let Some(chosen) = chosen.filter(|chosen| !items.contains(chosen)) {
            items.push(chosen);
        }
        items
    }

    /// The seconds that the clock of the call shows. Follows it.
    pub(super) fn clock_seconds(self) -> Option<u64> {
        if self.safety.with(|safety| safety.elsewhere.is_some()) {
            let kept = self.with_keep(|keep| keep.unsaved.borrow().get("seconds").id());
            return kept.flatten();
        }
        self.inner.with(|inner| (inner.subject.seconds)()).flatten()
    }

    pub(super) fn with_keep<T>(self, look: impl FnOnce(&Keep) -> T) -> Option<T> {
        self.inner
            .with(|inner| inner.keep.get().map(|keep| look(keep)))
            .flatten()
    }

    pub(super) fn tell(self, change: impl FnOnce(&mut Safety)) {
        self.safety.try_maybe_update(|safety| {
            let before = safety.clone();
            change(safety);
            (*safety != before, ())
        });
    }

    fn put_place(self, place: Place) {
        self.tell(|safety| safety.place = place);
    }

    fn is_elsewhere(self) -> bool {
        self.safety
            .try_with_untracked(|safety| safety.elsewhere.is_some())
            == Some(true)
    }

    /// The form is about this call from now on, and shows what was kept of it.
    fn begin(self, call_id: String, primary: String) {
        self.with_keep(|keep| {
            let call_id = if call_id.is_empty() { made_up() } else { call_id };
            let found = keep.drafts.read(&call_id, &mut keep.last.borrow_mut());
            keep.primary.replace(primary);
            keep.unsaved
                .replace(found.unwrap_or_else(|| Unsaved::of_call(&call_id)));
            if keep.drafts.is_unknown() && keep.drafts.is_somewhere(&call_id) {
                self.ask_who();
            }
        });
        self.progress.update(|progress| {
            progress.finish = Step::Open;
            progress.activity = None;
            progress.errors = false;
        });
        self.tell(|safety| {
            safety.elsewhere = None;
            safety.stays_with = None;
            safety.replaced = None;
        });
        self.show();
        self.count_others();
    }

    /// The call has an identifier now.
    fn rename(self, call_id: &str) {
        self.with_keep(|keep| {
            let mut nameless = keep.unsaved.take();
            let mut named = nameless.clone();
            call_id.clone_into(&mut named.call_id);
            nameless.empty(now());
            keep.drafts.write(&mut nameless, &mut keep.last.borrow_mut());
            if let Some(known) = keep.drafts.read(call_id, &mut keep.last.borrow_mut()) {
                named.merge(&known);
            }
            keep.unsaved.replace(named);
        });
        self.show();
        self.keep();
    }

    /// Puts what is kept into the form.
    fn show(self) {
        let Some(unsaved) = self.with_keep(|keep| keep.unsaved.borrow().clone()) else {
            return;
        };
        self.draft.try_maybe_update(|draft| {
            let before = draft.clone();
            for (name, text) in draft.parts() {
                unsaved.text(name).clone_into(text);
            }
            draft.quiet = unsaved.get("quiet").flag();
            (*draft != before, ())
        });
        let record = unsaved.text("record");
        if record != self.record.address() {
            self.record.put_address(record);
        }
        let sent = ["sent-note", "sent-step"].map(|name| {
            let mut parts = unsaved.get(name).items();
            Some((Entry::from_value(parts.next()?)?, parts.next()?.number()?))
        });
        let running = self.progress.try_with_untracked(|progress| progress.running);
        if running == Some(false) {
            let finish = unsaved.text("finish");
            self.inner.with(|inner| {
                inner.sent.replace(sent);
                inner.finish_uncertain.set(finish == SENT);
            });
            let known = [SENT, DONE].into_iter().find(|known| *known == finish);
            self.with_keep(|keep| keep.finish.set(known.unwrap_or_default()));
            if finish == DONE {
                self.progress.update(|progress| progress.finish = Step::Done);
            }
        }
        if !unsaved.is_empty() {
            self.keep();
        }
    }

    /// Another page of this app has changed what is kept.
    fn hear(self, key: &str, old: &str, new: &str) {
        let ours = self.with_keep(|keep| keep.drafts.is_key_of(key, &keep.unsaved.borrow().call_id));
        if ours != Some(true) {
            return;
        }
        let told = self.with_keep(|keep| {
            let mut unsaved = keep.unsaved.borrow_mut();
            new.clone_into(&mut keep.last.borrow_mut());
            match Unsaved::from_value(&parse(new)) {
                Some(mut other) => {
                    let changed = unsaved.merge(&other);
                    (changed, !other.merge(&unsaved).is_empty())
                }
                // Saved or given up there. Who is still writing here is not done.
                None if now() - keep.edited_here.get() < WRITING || keep.drafts.is_unknown() => {
                    (Vec::new(), true)
                }
                None => {
                    let mut gone = Unsaved::from_value(&parse(old)).unwrap_or_default();
                    gone.empty(now());
                    (unsaved.merge(&gone), false)
                }
            }
        });
        let Some((changed, more)) = told else { return };
        self.take_in(&changed);
        if more {
            self.keep();
        } else if new.is_empty() && !self.is_unsaved() {
            self.put_place(Place::None);
            spawn(self.release());
        }
    }

    /// Shows what another page has changed, and says so.
    fn take_in(self, changed: &[String]) {
        if changed.is_empty() {
            return;
        }
        let before = self.draft.try_with_untracked(Clone::clone).unwrap_or_default();
        self.show();
        let after = self.draft.try_with_untracked(Clone::clone).unwrap_or_default();
        if before != after {
            self.tell(|safety| safety.replaced = Some(before));
        }
    }

    /// Asks who the agent is, once: what is kept belongs to them alone.
    fn ask_who(self) {
        if self.with_keep(|keep| keep.asked_who.replace(true)) != Some(false) {
            return;
        }
        spawn(async move {
            match self.my_id().await {
                Ok(id) => self.learn(id),
                // The next change asks again.
                Err(_) => drop(self.with_keep(|keep| keep.asked_who.set(false))),
            }
        });
    }

    fn learn(self, id: u64) {
        let empty = self.with_keep(|keep| {
            if keep.drafts.learn(id) && keep.edited_here.get() == 0.0 {
                // What came back is somebody else's.
                keep.unsaved.take();
                return true;
            }
            let mut unsaved = keep.unsaved.borrow_mut();
            if let Some(found) = keep.drafts.read(&unsaved.call_id, &mut keep.last.borrow_mut()) {
                unsaved.merge(&found);
            }
            false
        });
        match empty {
            Some(true) => {
                self.draft.set(Draft::default());
                self.follow_call();
            }
            Some(false) => self.show(),
            None => {}
        }
    }

    /// Counts the wrap-ups of other calls.
    fn count_others(self) {
        if self.with_keep(|keep| keep.drafts.is_any()) != Some(true) {
            return self.tell(|safety| safety.others = 0);
        }
        spawn(async move {
            // Without it the hint is missing, and the app's own page tells all the same.
            if later().await.is_ok() {
                self.count_others_now();
            }
        });
    }

    fn count_others_now(self) {
        let others = self.with_keep(|keep| {
            let call_id = keep.unsaved.borrow().call_id.clone();
            let all = keep.drafts.all();
            all.iter().filter(|one| one.call_id != call_id).count()
        });
        self.tell(|safety| safety.others = others.unwrap_or_default());
    }
}

/// A name for a call that the portal has not named yet.
fn made_up() -> String {
    format!(
        "?{}",
        crate::value::decimal((js_sys::Math::random() * 1e15).floor())
    )
}
