//! `telephony.externalCall.attachRecord`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-attach-record.html>

use crate::api::params::Params;
use crate::api::wire;
use crate::bx24::{Client, Error};
use crate::value::Value;

const METHOD: &str = "telephony.externalCall.attachRecord";

/// A record for a finished call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachRecord {
    /// `CALL_ID`
    pub call_id: String,
    /// The record.
    pub record: Record,
}

/// Where the portal gets a record from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// From an address it can reach: it downloads the file itself.
    Address {
        /// `RECORD_URL`
        record_url: String,
        /// `FILENAME`: without it the name is taken from the address.
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

impl AttachRecord {
    /// What is sent.
    pub fn params(&self) -> Value {
        let mut params = Params::new();
        params.text("CALL_ID", Some(&self.call_id));
        let (url, name, content) = match &self.record {
            Record::Address { record_url, filename } => (Some(record_url), filename.as_ref(), None),
            Record::Content {
                filename,
                file_content,
            } => (None, Some(filename), Some(file_content)),
            Record::Upload { filename } => (None, Some(filename), None),
        };
        params.text("RECORD_URL", url.map(String::as_str));
        params.text("FILENAME", name.map(String::as_str));
        params.text("FILE_CONTENT", content.map(String::as_str));
        params.done()
    }
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// `FILE_ID`: it is attached.
    File(u64),
    /// It is waited for: post the file as multipart to `upload_url`, in the field `field_name`.
    Upload {
        /// `uploadUrl`: holds the agent's access; it belongs into no log.
        upload_url: String,
        /// `fieldName`
        field_name: String,
    },
}

/// Attaches a record to a finished call; a second one replaces the first.
///
/// Fails as refused with *call not finished*, *record missing*, *record type*, *record content*, *record unreachable*
/// or *record blocked* ([`crate::api::Refusal`]).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-attach-record.html>
pub async fn attach_record(client: &Client, record: &AttachRecord) -> Result<Attached, Error> {
    let answer = wire::call(client, METHOD, record.params()).await?;
    decode_attached(&answer).ok_or_else(|| Error::not_understood(METHOD))
}

/// Reads the answer to `attachRecord`. Nothing where it has neither a file nor an address to upload it to.
pub fn decode_attached(answer: &Value) -> Option<Attached> {
    if let Some(file) = answer.get("FILE_ID").id() {
        return Some(Attached::File(file));
    }
    Some(Attached::Upload {
        upload_url: answer.get("uploadUrl").text()?,
        field_name: answer.get("fieldName").text()?,
    })
}
