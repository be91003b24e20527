//! The settings of the simulated portal.

use super::card::StatusForm;
use super::closing::COUNTDOWN;
use serde_json::Value;

/// The placement of the call card.
pub const CALL_CARD: &str = "CALL_CARD";

/// The settings of a portal.
// Each flag is a switch of its own in the preview.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug)]
pub struct Settings {
    /// The domain. One that ends in `.invalid` has no server: its requests go through the message channel.
    pub domain: String,
    /// The address that files are posted to, if it is not one of the domain.
    pub upload_address: Option<String>,
    /// The agent's language, as the portal names it.
    pub lang: String,
    /// Where the application is opened.
    pub placement: String,
    /// The options of `BX24.placement.info()` there. Those of the call card come from the card.
    pub placement_options: Value,
    /// The agent at the card.
    pub user: u64,
    /// Whether that is an administrator.
    pub is_admin: bool,
    /// Whether the agent may see statistics.
    pub sees_statistics: bool,
    /// Whether those show the agent only the agent's own calls.
    pub sees_only_own_calls: bool,
    /// Whether the portal makes texts of calls and lets the agent read them.
    pub call_ai: bool,
    /// The scopes that the application was granted.
    pub scopes: Vec<String>,
    /// Whether the installation was finished.
    pub installed: bool,
    /// Whether this user opens the application for the first time.
    pub first_run: bool,
    /// Whether the strings of the options come escaped for HTML.
    pub escape_options: bool,
    /// How `getStatus` answers.
    pub status_form: StatusForm,
    /// Whether events come with all their arguments, as documented; today's portals send only the first.
    pub two_arguments: bool,
    /// Milliseconds from the end of a conversation to the portal's attempt to close the card; none: it does not try.
    pub close_after_end: Option<f64>,
    /// Milliseconds a blocked card stays after an attempt to close it.
    pub countdown: f64,
    /// Whether another call keeps the card open when the countdown ends.
    pub another_call: bool,
    /// Whether the portal knows `openPath`.
    pub opens_pages: bool,
    /// Whether the answer to `finish` reports that a follow-up step failed (`ERRORS`).
    pub finish_errors: bool,
    /// How many requests are allowed in a burst, and per second after that; none: no limit.
    pub limit: Option<(f64, f64)>,
}

impl Default for Settings {
    fn default() -> Self {
        let scopes = ["telephony", "placement", "crm", "user_brief", "user"];
        Self {
            domain: "preview.invalid".to_owned(),
            upload_address: None,
            lang: "en".to_owned(),
            placement: CALL_CARD.to_owned(),
            placement_options: Value::Null,
            user: 1,
            is_admin: true,
            sees_statistics: true,
            sees_only_own_calls: false,
            call_ai: true,
            scopes: scopes.map(str::to_owned).to_vec(),
            installed: true,
            first_run: false,
            escape_options: false,
            status_form: StatusForm::Typed,
            two_arguments: false,
            close_after_end: None,
            countdown: COUNTDOWN,
            another_call: false,
            finish_errors: false,
            opens_pages: true,
            limit: Some((50.0, 2.0)),
        }
    }
}
