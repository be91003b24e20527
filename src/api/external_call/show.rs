//! `telephony.externalCall.show` and `telephony.externalCall.hide`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-show.html>

use crate::api::params::Params;
use crate::api::wire;
use crate::bx24::{Client, Error};
use crate::value::Value;

const SHOW: &str = "telephony.externalCall.show";
const HIDE: &str = "telephony.externalCall.hide";

/// The card of one call, for whom it is shown or hidden.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Audience {
    /// `CALL_ID`
    pub call_id: String,
    /// `USER_ID`: nobody named means the user of the registration, when showing. To hide, name those it was shown to.
    pub user_ids: Vec<u64>,
}

impl Audience {
    /// What is sent: one user as a number, several as a list.
    pub fn params(&self) -> Value {
        let mut params = Params::new();
        params.text("CALL_ID", Some(&self.call_id));
        match self.user_ids.as_slice() {
            [] => {}
            [user] => params.number("USER_ID", Some(*user)),
            users => params.numbers("USER_ID", users),
        }
        params.done()
    }
}

/// Opens the card for users. `false`: Bitrix24 does not know this call.
///
/// `true` says that the command was sent: somebody who is busy or has a card open may still not see it.
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-show.html>
pub async fn show(client: &Client, audience: &Audience) -> Result<bool, Error> {
    send(client, SHOW, audience).await
}

/// Closes the card for users. `false`: Bitrix24 does not know this call.
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-hide.html>
pub async fn hide(client: &Client, audience: &Audience) -> Result<bool, Error> {
    send(client, HIDE, audience).await
}

async fn send(client: &Client, method: &str, audience: &Audience) -> Result<bool, Error> {
    let answer = wire::call(client, method, audience.params()).await?;
    decode_sent(&answer).ok_or_else(|| Error::not_understood(method))
}

/// Reads the answer to `show` and `hide`. Nothing where it is neither yes nor no.
pub fn decode_sent(answer: &Value) -> Option<bool> {
    match answer {
        Value::Null | Value::List(_) | Value::Map(_) => None,
        word => Some(word.flag()),
    }
}
