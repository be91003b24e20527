//! Activities: calls, meetings and to-dos, and what they are bound to.

mod binding;
mod list;
mod todo;

use super::Portal;
use super::answer::{Answer, RestError};
use super::calls::Call;
use super::clock::iso;
use super::crm::Item;
use super::php::PhpValue;
use serde_json::{Value, json};

/// The `DEADLINE` of an activity without one.
const NO_DEADLINE: &str = "9999-12-31T00:00:00+00:00";

/// Outgoing: `DIRECTION` of a call.
const OUTGOING: &str = "2";
const INCOMING: &str = "1";

/// An activity.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Its identifier.
    pub id: u64,
    /// The items it is bound to; the first is its owner.
    pub bindings: Vec<Item>,
    /// The text that the portal made of the conversation.
    pub(super) transcription: Option<String>,
    communications: Vec<Value>,
    fields: Value,
}

impl Activity {
    fn new(id: u64, bindings: Vec<Item>, fields: &Value, now: f64) -> Self {
        let mut all = json!({
            "ID": id.to_string(),
            "PROVIDER_GROUP_ID": null,
            "ASSOCIATED_ENTITY_ID": "0",
            "CREATED": iso(now),
            "LAST_UPDATED": iso(now),
            "COMPLETED": "N",
            "STATUS": "1",
            "PRIORITY": "2",
            "DESCRIPTION": "",
            "DESCRIPTION_TYPE": "1",
            "DIRECTION": "0",
            "SETTINGS": [],
            "ORIGIN_ID": null,
        });
        for (name, value) in fields.entries() {
            all[name] = value.clone();
        }
        let mut activity = Self {
            id,
            bindings,
            transcription: None,
            communications: Vec::new(),
            fields: all,
        };
        activity.name_owner();
        activity
    }

    /// A field by its name in `crm.activity.list`.
    pub fn field(&self, name: &str) -> &Value {
        &self.fields[name]
    }

    pub(super) fn is_completed(&self) -> bool {
        self.fields["COMPLETED"] == "Y"
    }

    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.fields[name] = value.into();
    }

    /// The owner is the first item it is bound to.
    fn name_owner(&mut self) {
        let owner = self.bindings.first().copied();
        self.set("OWNER_ID", owner.map(|item| item.id.to_string()));
        self.set("OWNER_TYPE_ID", owner.map(|item| item.kind.number().to_string()));
    }
}

impl Portal {
    /// The activities, oldest first.
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// An activity by its identifier.
    pub fn activity(&self, id: u64) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == id)
    }

    fn activity_mut(&mut self, id: u64) -> Option<&mut Activity> {
        self.activities.iter_mut().find(|activity| activity.id == id)
    }

    /// Plans a to-do of the agent. Its deadline is in so many minutes, or was; there may be none.
    pub fn plan_todo(&mut self, id: u64, bindings: &[Item], title: &str, minutes: Option<f64>) {
        let deadline = minutes.map_or(NO_DEADLINE.to_owned(), |minutes| {
            iso(self.now + minutes * 60_000.0)
        });
        let fields = todo::fields(title, &deadline, self.settings.user);
        self.activities
            .push(Activity::new(id, bindings.to_vec(), &fields, self.now));
    }

    /// Records an earlier call as an activity of these items. It began so many minutes ago and took so many seconds.
    pub fn record_call(
        &mut self,
        id: u64,
        bindings: &[Item],
        number: &str,
        outgoing: bool,
        ago_minutes: f64,
        seconds: f64,
    ) {
        let start = self.now - ago_minutes * 60_000.0;
        let call = CallTime {
            start,
            end: start + seconds * 1000.0,
        };
        let activity = self.call_activity(id, bindings.to_vec(), number, outgoing, call, 1);
        self.activities.push(activity);
    }

    /// Gives the activity of a call the text that the portal made of the conversation.
    pub fn transcribe(&mut self, id: u64, text: &str) {
        if let Some(activity) = self.activity_mut(id) {
            activity.transcription = Some(text.to_owned());
        }
    }

    /// The activity that a finished call leaves, bound to the item of the call, if there is one.
    ///
    /// A call that was missed is left to be done.
    pub(super) fn log_activity(
        &mut self,
        item: Option<Item>,
        call: &Call,
        user: u64,
        is_missed: bool,
    ) -> u64 {
        let id = self.next_id();
        let time = CallTime {
            start: call.start,
            end: self.now,
        };
        let outgoing = matches!(call.kind, 1 | 4 | 5);
        let mut activity = self.call_activity(id, Vec::from_iter(item), &call.number, outgoing, time, user);
        activity.set("ORIGIN_ID", format!("VI_{}", call.id));
        if is_missed && !outgoing {
            activity.set("COMPLETED", "N");
        }
        self.activities.push(activity);
        id
    }

    fn call_activity(
        &self,
        id: u64,
        bindings: Vec<Item>,
        number: &str,
        outgoing: bool,
        time: CallTime,
        user: u64,
    ) -> Activity {
        let fields = json!({
            "TYPE_ID": "2",
            "PROVIDER_ID": "VOXIMPLANT_CALL",
            "PROVIDER_TYPE_ID": "CALL",
            "SUBJECT": format!("Call {number}"),
            "DIRECTION": if outgoing { OUTGOING } else { INCOMING },
            "START_TIME": iso(time.start),
            "END_TIME": iso(time.end),
            "DEADLINE": iso(time.start),
            "COMPLETED": "Y",
            "STATUS": "2",
            "RESPONSIBLE_ID": user.to_string(),
            "AUTHOR_ID": user.to_string(),
            "CREATED": iso(time.end),
        });
        let mut activity = Activity::new(id, bindings, &fields, self.now);
        activity.communications = activity
            .bindings
            .iter()
            .take(1)
            .map(|owner| {
                json!({
                    "ID": id.to_string(),
                    "TYPE": "PHONE",
                    "VALUE": number,
                    "ENTITY_ID": owner.id.to_string(),
                    "ENTITY_TYPE_ID": owner.kind.number().to_string(),
                    "ENTITY_SETTINGS": {},
                })
            })
            .collect();
        activity
    }

    /// `crm.activity.update`: completes an activity, or changes its text.
    pub(super) fn activity_update(&mut self, params: &Value) -> Result<Answer, RestError> {
        let id = params["id"].id().unwrap_or(0);
        let activity = self
            .activity(id)
            .ok_or_else(|| RestError::crm("Activity is not found"))?;
        if !self.may_change(activity) {
            return Err(RestError::crm("Access denied"));
        }
        let now = iso(self.now);
        let Some(activity) = self.activity_mut(id) else {
            return Ok(false.into());
        };
        for name in ["SUBJECT", "DESCRIPTION", "RESPONSIBLE_ID"] {
            if let Some(text) = params["fields"][name].text() {
                activity.set(name, text);
            }
        }
        if let Some(completed) = params["fields"]["COMPLETED"].text() {
            let completed = completed.eq_ignore_ascii_case("Y");
            activity.set("COMPLETED", if completed { "Y" } else { "N" });
            activity.set("STATUS", if completed { "2" } else { "1" });
        }
        activity.set("LAST_UPDATED", now);
        Ok(true.into())
    }

    /// `crm.activity.call.getTranscript`: null while there is none.
    pub(super) fn transcript(&self, params: &Value) -> Result<Answer, RestError> {
        let id = params["activityId"]
            .id()
            .ok_or_else(|| RestError::missing("activityId"))?;
        let found = self
            .activity(id)
            .filter(|activity| activity.fields["TYPE_ID"] == "2");
        let activity = found.ok_or_else(not_found)?;
        if !self.settings.call_ai || !self.may_read(activity) {
            return Err(RestError::new(403, "ACCESS_DENIED", "Access denied"));
        }
        let text = activity.transcription.as_ref();
        Ok(text
            .map_or(Value::Null, |text| json!({ "transcription": text }))
            .into())
    }

    /// Whether the agent may read one of the items that the activity is bound to.
    fn may_read(&self, activity: &Activity) -> bool {
        let mut bindings = activity.bindings.iter();
        activity.bindings.is_empty() || bindings.any(|item| !self.faults.denies_reading(*item))
    }

    /// Whether the agent may change the owner; a call that is bound to nothing belongs to the agent.
    pub(super) fn may_change(&self, activity: &Activity) -> bool {
        activity
            .bindings
            .first()
            .is_none_or(|item| !self.faults.denies_changing(*item))
    }
}

/// When a call began and ended, in milliseconds since 1970.
#[derive(Clone, Copy)]
struct CallTime {
    start: f64,
    end: f64,
}

pub(super) fn not_found() -> RestError {
    RestError::new(400, "NOT_FOUND", "Element not found")
}

pub(super) fn access_denied() -> RestError {
    RestError::new(400, "ACCESS_DENIED", "Access denied")
}
