//! `telephony.externalCall.attachRecord`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-attach-record.html>

use crate::api::php;
use crate::bx24::{Client, Error};
use serde::{Deserialize, Serialize};

/// A recording for a finished call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct AttachRecord {
    /// `CALL_ID`
    pub call_id: String,
    /// The recording.
    #[serde(flatten)]
    pub record: Record,
}

/// Where the portal gets a recording from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged, rename_all_fields = "SCREAMING_SNAKE_CASE")]
pub enum Record {
    /// From an address it can reach: it downloads the file itself.
    Address {
        /// `RECORD_URL`
        record_url: String,
        /// `FILENAME`: without it the name is taken from the address.
        #[serde(skip_serializing_if = "Option::is_none")]
        filename: Option<String>,
    },
    /// From this request.
    Content {
        /// `FILENAME`: ends in `.wav` or `.mp3`.
        filename: String,
        /// `FILE_CONTENT`: the file in Base64.
        file_content: String,
    },
    /// From a request that follows: the way for large files. The answer says where to.
    Upload {
        /// `FILENAME`: ends in `.wav` or `.mp3`.
        filename: String,
    },
}

/// What became of a recording.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "AttachAnswer")]
pub enum Attached {
    /// `FILE_ID`: it is attached.
    File(u64),
    /// The portal waits for the file: post the file as multipart to `upload_url`, in the field `field_name`.
    Upload {
        /// `uploadUrl`: holds the agent's access; it is never logged.
        upload_url: String,
        /// `fieldName`
        field_name: String,
    },
}

#[derive(Deserialize)]
struct AttachAnswer {
    #[serde(default, rename = "FILE_ID", deserialize_with = "php::id")]
    file_id: Option<u64>,
    #[serde(default, rename = "uploadUrl", deserialize_with = "php::text")]
    upload_url: String,
    #[serde(default, rename = "fieldName", deserialize_with = "php::text")]
    field_name: String,
}

impl TryFrom<AttachAnswer> for Attached {
    type Error = &'static str;

    fn try_from(answer: AttachAnswer) -> Result<Self, Self::Error> {
        match answer {
            AttachAnswer {
                file_id: Some(file), ..
            } => Ok(Self::File(file)),
            AttachAnswer {
                upload_url,
                field_name,
                ..
            } if !upload_url.is_empty() && !field_name.is_empty() => Ok(Self::Upload {
                upload_url,
                field_name,
            }),
            _ => Err("neither a file nor an address to upload it to"),
        }
    }
}

/// Attaches a recording to a finished call; a second one replaces the first.
///
/// # Errors
/// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer has neither a file nor an address
/// to upload it to. Refusals of the portal mean [`Refusal::CallNotFinished`](crate::api::Refusal::CallNotFinished),
/// [`Refusal::RecordMissing`](crate::api::Refusal::RecordMissing),
/// [`Refusal::RecordType`](crate::api::Refusal::RecordType),
/// [`Refusal::RecordContent`](crate::api::Refusal::RecordContent),
/// [`Refusal::RecordUnreachable`](crate::api::Refusal::RecordUnreachable) or
/// [`Refusal::RecordBlocked`](crate::api::Refusal::RecordBlocked).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-attach-record.html>
pub async fn attach_record(client: &Client, record: &AttachRecord) -> Result<Attached, Error> {
    let method = "telephony.externalCall.attachRecord";
    match record.record {
        // The portal answers when it has the file.
        Record::Address { .. } => client.for_downloads().call(method, record).await,
        _ => client.call(method, record).await,
    }
}
