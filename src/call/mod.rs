//! The domain in plain Rust: what a call is, the phases it goes through, and the words of its end.
//!
//! Nothing here knows JavaScript or the screen; all of it is tested on the host.

pub mod binding;
pub mod call_event;
pub mod call_sequence;
pub mod call_type;
pub mod clock;
pub mod close_countdown;
pub mod draft_subject;
pub mod edited;
pub mod entered;
pub mod left_call;
pub mod moment;
pub mod new_client;
pub mod new_client_record;
pub mod phone;
pub mod phrases;
pub mod portal_text;
pub mod save_plan;
pub mod script;
pub mod setting_list;
pub mod state;
pub mod status;
pub mod status_code;
pub mod stored_draft;
pub mod stored_summary;
pub mod timeline_entry;
pub mod transcript;
pub mod wrap_up;
pub mod wrap_up_form;
pub mod write_once;

pub use binding::{Binding, EntityKind};
pub use call_event::{Asked, Event, Phase};
pub use call_sequence::{CallKey, CallMove, CallSequence};
pub use call_type::CallType;
pub use clock::{Basis, Clock};
pub use close_countdown::CloseCountdown;
pub use draft_subject::{CallChange, ClientChange, NamedDraft};
pub use edited::Edited;
pub use entered::Entered;
pub use left_call::{CallClient, LeftCall};
pub use new_client::{FieldType, NewClientError, NewClientField, NewClientForm, NewKind, RequiredField};
pub use new_client_record::{CreateAttempt, NewClientRecord, StoredNewClient};
pub use phone::Phone;
pub use save_plan::{SavePlan, SaveStep};
pub use script::{Answers, CallLine, ScriptLine};
pub use setting_list::{ListItem, Setting, SettingList};
pub use state::CallState;
pub use status::{CallStatus, Direction, ReportedState, is_external};
pub use status_code::StatusCode;
pub use stored_draft::{FinishProgress, StoredDraft};
pub use stored_summary::{SavedCall, SavedCode, SavedEntries, SavedStep, StoredSummary};
pub use timeline_entry::{SentEntry, TimelineEntry};
pub use wrap_up_form::{FormContext, SaveRequest, WrapUpField, WrapUpForm};
pub use write_once::EntryAttempt;
