//! What an agent chose for the recording of a call.

use crate::call::wrap_up::{FieldError, parse_record_address};

/// Where a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Source {
    /// There is none.
    #[default]
    None,
    /// From an address that the portal downloads it from.
    Address,
    /// From the agent's computer.
    File,
}

/// Where the upload of a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum UploadState {
    /// Nothing is under way, or nothing that can be followed.
    #[default]
    None,
    /// It runs.
    Uploading {
        /// The bytes that were sent.
        sent: f64,
        /// The bytes of the file.
        total: f64,
    },
    /// The agent gave it up.
    Cancelled,
}

/// What the agent chose, and what became of it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Chosen {
    /// Where the record comes from.
    pub source: Source,
    /// The address, as it was typed.
    pub address: String,
    /// The name of the file; empty where none is chosen.
    pub file: String,
    /// What is wrong with the address or the file; nothing where nothing is known to be.
    pub error: Option<FieldError>,
    /// Where the upload stands.
    pub upload: UploadState,
}

impl Chosen {
    /// Whether a file is on its way.
    pub fn is_running(&self) -> bool {
        matches!(self.upload, UploadState::Uploading { .. })
    }
}

/// The address as it is sent.
///
/// # Errors
/// What is wrong with it.
pub(super) fn address(chosen: &Chosen) -> Result<String, FieldError> {
    parse_record_address(&chosen.address)?.ok_or(FieldError::RecordAddress)
}
