//! The end of a registered call: finish, and the recording that is attached afterwards.

use super::Portal;
use super::answer::{Answer, RestError};
use super::calls::Call;
use super::php::{PhpValue, field, number};
use serde_json::{Value, json};

const CODES: [&str; 13] = [
    "200", "304", "603", "603-S", "403", "404", "486", "484", "503", "480", "402", "423", "OTHER",
];

impl Portal {
    pub(super) fn finish(&mut self, params: &Value) -> Result<Answer, RestError> {
        let id = field(params, "CALL_ID");
        let id = id
            .as_str()
            .ok_or_else(|| RestError::new(400, "INVALID_ARGUMENT", "CALL_ID must be a string"))?;
        let user = self.named_user(params)?;
        let position = self.calls.iter().position(|call| call.id == id).ok_or_else(|| {
            RestError::core("Call is not found (call should be registered prior to finishing)")
        })?;
        // First the card is hidden, then the call is deleted; colleagues keep their cards.
        self.hide_from(id, user);
        let call = self.calls.remove(position);
        let saved = self.save(&call, user, params);
        Ok(saved.into())
    }

    fn save(&mut self, call: &Call, user: u64, params: &Value) -> Value {
        let duration = field(params, "DURATION").number().unwrap_or(0.0);
        let given = field(params, "STATUS_CODE").text();
        let code = given.unwrap_or_else(|| if duration > 0.0 { "200" } else { "304" }.to_owned());
        let code = if CODES.contains(&code.as_str()) {
            code
        } else {
            "OTHER".to_owned()
        };
        // Without an item, and without one that has the number, there is nothing that an activity could belong to.
        let has_client = call.entity.is_some() || !self.crm.by_phone(&call.number).is_empty();
        let activity = has_client.then(|| self.log_activity(call.entity, call, user, code == "304"));
        let vote = field(params, "VOTE").number().unwrap_or(0.0);
        let mut record = json!({
            "CALL_ID": call.id.as_str(),
            "EXTERNAL_CALL_ID": call.external_id.clone(),
            "PORTAL_USER_ID": user,
            "PHONE_NUMBER": call.number.as_str(),
            "PORTAL_NUMBER": call.line.as_str(),
            "INCOMING": call.kind.to_string(),
            "CALL_DURATION": number(duration),
            "CALL_START_DATE": {},
            "CALL_STATUS": i32::from(duration > 0.0),
            "CALL_VOTE": number(vote),
            "COST": number(field(params, "COST").number().unwrap_or(0.0)),
            "COST_CURRENCY": field(params, "COST_CURRENCY").text().unwrap_or_default(),
            "CALL_FAILED_CODE": code,
            "CALL_FAILED_REASON": field(params, "FAILED_REASON").text().unwrap_or_default(),
            "REST_APP_ID": "3",
            "REST_APP_NAME": "Call card",
            "CRM_ACTIVITY_ID": activity.map_or(Value::Bool(false), Value::from),
            "COMMENT": Value::Null,
            "CRM_ENTITY_TYPE": call.entity.map(|item| item.kind.code()),
            "CRM_ENTITY_ID": call.entity.map(|item| item.id),
            "ID": self.next_id(),
        });
        if activity.is_none() {
            let error = "Could not find associated crm entity for the current call";
            record["ERRORS"] = json!({ "ACTIVITY_CREATION": error });
        }
        if self.settings.finish_errors {
            record["ERRORS"] = json!({ "CRM": "Activity owner is not found" });
        }
        // A card that is held open has its activity from now on.
        if let Some(card) = self.card.as_mut().filter(|card| card.call_id == call.id) {
            card.activity = activity;
        }
        self.remember(&record, call.start, field(params, "RECORD_URL").text());
        record
    }

    pub(super) fn attach_record(&mut self, params: &Value) -> Result<Answer, RestError> {
        let (url, name) = (
            field(params, "RECORD_URL").text(),
            field(params, "FILENAME").text(),
        );
        let content = field(params, "FILE_CONTENT").text();
        if url.is_none() && name.is_none() {
            return Err(RestError::core(
                "Required parameters are not set. Request should contain either URL or FILENAME parameter",
            ));
        }
        let id = field(params, "CALL_ID").text().unwrap_or_default();
        if !self
            .statistics
            .iter()
            .any(|record| record["CALL_ID"].as_str() == Some(&id))
        {
            return Err(RestError::core(
                "Call is not found in the statistic table. It looks like it is not finished yet.",
            ));
        }
        if url.is_none() && content.is_none() {
            return Ok(self.expect_upload(&id).into());
        }
        if let Some(name) = name.as_deref().filter(|_| url.is_none()) {
            check_ending(name)?;
        }
        if content.as_deref().is_some_and(|text| !is_base64(text)) {
            return Err(RestError::core("FILE_CONTENT is not a valid Base64 string"));
        }
        let size = content.as_deref().map(size_of_base64);
        Ok(self.keep_record(&id, name.or(url).as_deref(), size).into())
    }

    /// Stores the recording of a call; a second one replaces the first.
    pub(super) fn keep_record(&mut self, call: &str, name: Option<&str>, size: Option<f64>) -> Value {
        let file = self.next_id();
        self.amend(
            call,
            "CALL_RECORD_URL",
            format!("https://{}/disk/{file}/", self.settings.domain),
        );
        self.amend(call, "RECORD_FILE_ID", file);
        self.records
            .retain(|record| record["CALL_ID"].as_str() != Some(call));
        self.records.push(json!({
            "CALL_ID": call, "FILE_ID": file, "NAME": name, "SIZE": size.map(number),
        }));
        json!({ "FILE_ID": file })
    }

    /// The attached recordings, one for each call: `CALL_ID`, `FILE_ID`, `NAME` (or the address), and `SIZE` in
    /// bytes where the portal got the file itself.
    pub fn records(&self) -> &[Value] {
        &self.records
    }
}

/// Refuses a file that is no recording by its name. The portal knows the endings in small letters only.
pub(super) fn check_ending(name: &str) -> Result<(), RestError> {
    match name.rsplit('.').next() {
        Some("mp3" | "wav") => Ok(()),
        _ => Err(RestError::core(
            "Wrong file extension. Only wav and mp3 are allowed",
        )),
    }
}

#[allow(clippy::cast_precision_loss)]
fn size_of_base64(text: &str) -> f64 {
    (text.trim_end_matches('=').len() * 3 / 4) as f64
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
}
