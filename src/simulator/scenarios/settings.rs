//! Phrases, result codes and call scripts that administrators and agents have stored.

use super::{calls, own_page};
use crate::simulator::portal::Portal;

/// The option with the shared phrases, and that with the agent's own.
const PHRASES: &str = "call-card.phrases";

const SHARED: &str = r#"{"version":1,"items":[{"text":"Calls back on Monday"},{"text":"{client} wants an offer by {date}"},{"text":"Asked about the invoice\nWill send a copy"},{"text":"Number checked: {number}"}]}"#;

const OWN: &str = r#"{"version":1,"items":[{"text":"Left a message on the mailbox"}]}"#;

const CODES: &str = r#"{"version":1,"items":[{"text":"Order","group":"Sales","code":"200"},{"text":"Offer sent","group":"Sales","code":"200"},{"text":"Complaint","group":"Service"},{"text":"Wrong number","code":"404"}]}"#;

const REQUIRED_CODES: &str = r#"{"version":1,"required":true,"items":[{"text":"Order","group":"Sales","code":"200"},{"text":"Complaint"}]}"#;

const SCRIPTS: &str = r##"{"version":1,"items":[{"text":"Service","questions":"Is it urgent? Yes | No\nWhat is it about?"},{"text":"Sales hotline","line":"Sales hotline","direction":"incoming","questions":"# Need\nWhat does the client need?\nIs it urgent? Yes | No | Within a month\n# Decision\nWho decides: The client | Somebody else\nBudget:"},{"text":"First contact","direction":"outgoing","questions":"Is this a good time? Yes | Later"}]}"##;

fn store(portal: &mut Portal, codes: &str) {
    portal.set_app_option(PHRASES, SHARED.into());
    portal.set_app_option("call-card.result-codes", codes.into());
    portal.set_user_option(PHRASES, OWN.into());
}

/// A call to be finished, with phrases and result codes.
pub(super) fn settings(portal: &mut Portal) {
    store(portal, CODES);
    calls::wrap_up(portal);
}

/// The same where a result code is required.
pub(super) fn settings_required(portal: &mut Portal) {
    store(portal, REQUIRED_CODES);
    calls::wrap_up(portal);
}

/// A call to be finished, with two call scripts that fit it.
pub(super) fn script(portal: &mut Portal) {
    portal.set_app_option("call-card.scripts", SCRIPTS.into());
    calls::wrap_up(portal);
}

/// The application's own page, where they are edited.
pub(super) fn settings_own_page(portal: &mut Portal) {
    store(portal, CODES);
    portal.set_app_option("call-card.scripts", SCRIPTS.into());
    own_page::own_page(portal);
}
