//! `telephony.call.attachTranscription`

use super::Portal;
use super::answer::{Answer, RestError};
use super::php::{PhpValue, field};
use serde_json::{Value, json};

impl Portal {
    pub(super) fn attach_transcription(&mut self, params: &Value) -> Result<Answer, RestError> {
        let call = field(params, "CALL_ID")
            .text()
            .ok_or_else(|| RestError::core("CALL_ID should be set"))?;
        let messages = field(params, "MESSAGES")
            .as_array()
            .ok_or_else(|| RestError::core("MESSAGES should be an array"))?;
        for (index, message) in messages.iter().enumerate() {
            if let Some(wrong) = wrong(message) {
                return Err(RestError::core(&format!("MESSAGES[{index}]{wrong}")));
            }
        }
        if self.statistic_mut(&call).is_none() {
            return Err(RestError::core(&format!(
                "Call {call} is not found. Is it finished?"
            )));
        }
        let id = self.next_id();
        if let Some(record) = self.statistic_mut(&call) {
            record["TRANSCRIPT_ID"] = id.to_string().into();
        }
        Ok(json!({ "TRANSCRIPT_ID": id }).into())
    }
}

/// What is wrong with a message; none if nothing is.
fn wrong(message: &Value) -> Option<&'static str> {
    let side = field(message, "SIDE");
    let seconds = |name: &str| field(message, name).number().unwrap_or(-1.0);
    if side != "User" && side != "Client" {
        Some("[SIDE] should be either Client or User")
    } else if seconds("START_TIME") < 0.0 {
        Some("[START_TIME] should be greater or equal to zero")
    } else if seconds("STOP_TIME") < 1.0 {
        Some("[STOP_TIME] should be greater than zero")
    } else if field(message, "MESSAGE").text().is_none() {
        Some("[MESSAGE] is empty")
    } else {
        None
    }
}
