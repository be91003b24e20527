//! `crm.activity.list`

use super::super::answer::Answer;
use super::super::crm::Item;
use super::super::php::{PhpValue, field};
use super::super::{Portal, list};
use super::Activity;
use serde_json::Value;

/// Fields that only come when `select` names them.
const ON_REQUEST: [&str; 2] = ["COMMUNICATIONS", "FILES"];

impl Portal {
    pub(in crate::simulator::portal) fn activity_list(&self, params: &Value) -> Answer {
        let filter = field(params, "filter");
        let bindings = field(filter, "BINDINGS");
        let rest: Value = filter
            .entries()
            .filter(|(key, _)| !key.eq_ignore_ascii_case("BINDINGS"))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let mut found = Vec::new();
        for activity in self.activities.iter().filter(|activity| self.may_read(activity)) {
            // An activity that matches two entries comes twice.
            let times = if bindings.is_null() {
                1
            } else {
                matching(activity, bindings)
            };
            if list::matches(&activity.fields, &rest) {
                found.extend((0..times).map(|_| record(activity)));
            }
        }
        list::sort(&mut found, "START_TIME", "ASC");
        for (name, direction) in field(params, "order").entries().rev() {
            list::sort(&mut found, name, direction.as_str().unwrap_or_default());
        }
        let mut answer = list::page(found, params);
        let select = list::selected_names(params);
        answer.result = answer
            .result
            .items()
            .map(|record| selected(record, &select))
            .collect();
        answer
    }
}

/// How many entries of the filter the activity is bound to.
fn matching(activity: &Activity, bindings: &Value) -> usize {
    let is = |item: &Item, entry: &Value| {
        let kind = entry["OWNER_TYPE_ID"].id();
        let id = entry["OWNER_ID"].id();
        kind.is_none_or(|kind| kind == item.kind.number()) && id.is_none_or(|id| id == item.id)
    };
    let entries = bindings.items().filter(|entry| entry.is_object());
    entries
        .filter(|entry| activity.bindings.iter().any(|item| is(item, entry)))
        .count()
}

fn record(activity: &Activity) -> Value {
    let mut record = activity.fields.clone();
    record["COMMUNICATIONS"] = activity.communications.clone().into();
    record["FILES"] = Value::Array(Vec::new());
    record
}

fn selected(record: &Value, select: &[String]) -> Value {
    let all = select.is_empty() || select.iter().any(|name| name == "*");
    list::select(record, |name| {
        select.iter().any(|one| one == name) || (all && !ON_REQUEST.contains(&name))
    })
}
