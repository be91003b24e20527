//! Calls that an app registers: register, show, hide, finish, attach a record or a transcript, search the CRM by number.
//!
//! All but the search write, so each is sent once and never repeated by itself. After an uncertain failure
//! ([`crate::bx24::Error::is_uncertain`]) the portal may have acted; what the methods themselves give then:
//! [`register`] with the same external id answers the same call, [`finish`] answers *call not found*
//! ([`crate::api::Refusal::CallNotFound`]), [`attach_record`] replaces, [`show`] and [`hide`] only repeat.
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/index.html>

mod finish;
mod record;
mod register;
mod search;
mod show;
mod transcription;

pub use finish::{FINISH, Finish, Finished, FollowUp, finish};
pub use record::{AttachRecord, Attached, Record, attach_record};
pub use register::{REGISTER, Register, Registered, register};
pub use search::{Candidate, Responsible, SearchCrmEntities, Timeman, search_command};
pub use show::{Audience, KnownCall, hide, show};
pub use transcription::{
    ATTACH_TRANSCRIPTION, AttachTranscription, Message, TranscriptionAttached, attach_transcription,
};
