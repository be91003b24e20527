//! Statistics of calls: every value is a string or null, but for the number `RECORD_FILE_ID`.

use super::answer::{Answer, RestError, describe};
use super::clock::iso;
use super::php::{PhpValue, field};
use super::{Portal, list};
use serde_json::{Value, json};

impl Portal {
    /// Adds an earlier call to the statistics.
    pub fn earlier_call(&mut self, number: &str, kind: u64, ago_minutes: f64, duration: u64, code: &str) {
        let id = self.next_id();
        let record = json!({
            "CALL_ID": format!("externalCall.earlier.{id}"),
            "PORTAL_USER_ID": 1,
            "PHONE_NUMBER": number,
            "PORTAL_NUMBER": "reg151083",
            "INCOMING": kind.to_string(),
            "CALL_DURATION": duration,
            "CALL_FAILED_CODE": code,
            "ID": id,
        });
        self.remember(&record, self.now - ago_minutes * 60_000.0, None);
    }

    /// Sets who had the earlier call that was added last, and its comment where that is not empty.
    pub fn talked_then(&mut self, user: u64, comment: &str) {
        let call_id = self.last_earlier_call();
        self.amend(&call_id, "PORTAL_USER_ID", user.to_string());
        if !comment.is_empty() {
            self.amend(&call_id, "COMMENT", comment);
        }
    }

    /// Sets the activity of the earlier call that was added last.
    pub fn logged_then(&mut self, activity: u64) {
        let call_id = self.last_earlier_call();
        self.amend(&call_id, "CRM_ACTIVITY_ID", activity.to_string());
    }

    /// The identifier of the call that was added last.
    pub fn last_earlier_call(&self) -> String {
        let last = self.statistics.last();
        last.and_then(|record| record["CALL_ID"].text())
            .unwrap_or_default()
    }

    pub(super) fn remember(&mut self, saved: &Value, start: f64, record_url: Option<String>) {
        let text = |key: &str| Value::from(saved[key].text());
        self.statistics.push(json!({
            "ID": text("ID"),
            "PORTAL_USER_ID": text("PORTAL_USER_ID"),
            "PORTAL_NUMBER": text("PORTAL_NUMBER"),
            "PHONE_NUMBER": text("PHONE_NUMBER"),
            "CALL_ID": text("CALL_ID"),
            "EXTERNAL_CALL_ID": text("EXTERNAL_CALL_ID"),
            "CALL_CATEGORY": "external",
            "CALL_TYPE": text("INCOMING"),
            "CALL_DURATION": text("CALL_DURATION"),
            "CALL_START_DATE": iso(start),
            "CALL_RECORD_URL": record_url,
            "CALL_VOTE": text("CALL_VOTE"),
            "COST": text("COST"),
            "COST_CURRENCY": text("COST_CURRENCY"),
            "CALL_FAILED_CODE": text("CALL_FAILED_CODE"),
            "CALL_FAILED_REASON": text("CALL_FAILED_REASON"),
            "CRM_ENTITY_TYPE": text("CRM_ENTITY_TYPE"),
            "CRM_ENTITY_ID": text("CRM_ENTITY_ID"),
            "CRM_ACTIVITY_ID": text("CRM_ACTIVITY_ID"),
            "REST_APP_ID": text("REST_APP_ID"),
            "REST_APP_NAME": text("REST_APP_NAME"),
            "TRANSCRIPT_ID": Value::Null,
            "TRANSCRIPT_PENDING": "N",
            "SESSION_ID": Value::Null,
            "REDIAL_ATTEMPT": Value::Null,
            "COMMENT": Value::Null,
            "RECORD_DURATION": Value::Null,
            "RECORD_FILE_ID": Value::Null,
        }));
    }

    /// The record of a call.
    pub(super) fn statistic_mut(&mut self, call_id: &str) -> Option<&mut Value> {
        self.statistics
            .iter_mut()
            .find(|record| record["CALL_ID"] == call_id)
    }

    pub(super) fn amend(&mut self, call_id: &str, key: &str, value: impl Into<Value>) {
        if let Some(record) = self.statistic_mut(call_id) {
            record[key] = value.into();
        }
    }

    pub(super) fn statistic_get(&self, params: &Value) -> Result<Answer, RestError> {
        if !self.settings.sees_statistics {
            return Err(RestError::new(403, "ACCESS_DENIED", describe("ACCESS_DENIED")));
        }
        let filter = field(params, "FILTER");
        // Numbers are texts to the portal: one that was stored without its plus sign is another one.
        let number = field(filter, "PHONE_NUMBER");
        let numbers: Vec<String> = if number.is_array() || number.is_object() {
            number.items().filter_map(PhpValue::text).collect()
        } else {
            Vec::from_iter(number.text())
        };
        let other: Value = filter
            .entries()
            .filter(|(key, _)| !key.eq_ignore_ascii_case("PHONE_NUMBER"))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let is_number = |record: &Value| {
            let stored = record["PHONE_NUMBER"].text().unwrap_or_default();
            numbers.is_empty() || numbers.contains(&stored)
        };
        // It does not say that it leaves something out.
        let is_visible = |record: &Value| {
            !self.settings.sees_only_own_calls || record["PORTAL_USER_ID"].id() == Some(self.settings.user)
        };
        let mut records: Vec<Value> = self
            .statistics
            .iter()
            .filter(|record| is_number(record) && is_visible(record) && list::matches(record, &other))
            .cloned()
            .collect();
        let key = field(params, "SORT").text().unwrap_or_else(|| "ID".to_owned());
        list::sort(
            &mut records,
            &key,
            field(params, "ORDER").as_str().unwrap_or("ASC"),
        );
        Ok(list::page(records, params))
    }
}
