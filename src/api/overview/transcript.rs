//! The text that the portal made of a conversation: `crm.activity.call.getTranscript`.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/index.html>

use crate::api::php::{self, Fitting};
use crate::bx24::{Client, Error};
use serde::{Deserialize, Serialize};

/// What is sent to ask for the text of a call.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TranscriptGet {
    /// `activityId`
    pub activity_id: u64,
}

/// The answer to [`TranscriptGet`]; null where there is no text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct TranscriptAnswer {
    /// `transcription`
    #[serde(deserialize_with = "php::required_text")]
    pub transcription: String,
}

/// The text of the call of an activity; nothing where there is none, or none yet.
///
/// # Errors
/// [`Refusal::NoRight`](crate::api::Refusal::NoRight) also where the portal makes no such texts.
pub async fn transcript(client: &Client, activity_id: u64) -> Result<Option<String>, Error> {
    let params = TranscriptGet { activity_id };
    let answer: Fitting<TranscriptAnswer> = client.query("crm.activity.call.getTranscript", &params).await?;
    Ok(answer.0.map(|answer| answer.transcription))
}
