//! `telephony.call.attachTranscription`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-call-attach-transcription.html>

use crate::api::php;
use crate::bx24::{Client, Error};
use crate::call::transcript::Side;
use serde::{Deserialize, Serialize};

/// The method that attaches a transcript.
pub const ATTACH_TRANSCRIPTION: &str = "telephony.call.attachTranscription";

/// The transcript of a finished call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct AttachTranscription {
    /// `CALL_ID`
    pub call_id: String,
    /// `MESSAGES`: in the order in which they were said.
    pub messages: Vec<Message>,
}

/// What one side said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Message {
    /// `SIDE`
    pub side: Side,
    /// `START_TIME`: whole seconds since the call began.
    pub start_time: u64,
    /// `STOP_TIME`: whole seconds since the call began, 1 at least.
    pub stop_time: u64,
    /// `MESSAGE`: not empty.
    pub message: String,
}

/// The answer to a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct TranscriptionAttached {
    /// `TRANSCRIPT_ID`
    #[serde(deserialize_with = "php::required_id")]
    pub transcript_id: u64,
}

/// Attaches a transcript to a finished call; answers its id. What a second one does is not documented.
///
/// # Errors
/// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer has no id. Refusals of the portal
/// mean [`Refusal::CallNotFinished`](crate::api::Refusal::CallNotFinished) or
/// [`Refusal::NoteEmpty`](crate::api::Refusal::NoteEmpty).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-call-attach-transcription.html>
pub async fn attach_transcription(
    client: &Client,
    transcription: &AttachTranscription,
) -> Result<u64, Error> {
    let attached: TranscriptionAttached = client.call(ATTACH_TRANSCRIPTION, transcription).await?;
    Ok(attached.transcript_id)
}
