//! `telephony.externalCall.show` and `telephony.externalCall.hide`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-show.html>

use crate::api::php;
use crate::bx24::{Client, Error};
use serde::{Deserialize, Serialize, Serializer};

const SHOW: &str = "telephony.externalCall.show";
const HIDE: &str = "telephony.externalCall.hide";

/// The card of one call, for whom it is shown or hidden.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Audience {
    /// `CALL_ID`
    pub call_id: String,
    /// `USER_ID`: one user as a number, several as a list. Nobody named means the user of the registration, when
    /// showing. To hide, name those it was shown to.
    #[serde(
        rename = "USER_ID",
        serialize_with = "one_or_several",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub user_ids: Vec<u64>,
}

fn one_or_several<S: Serializer>(ids: &[u64], serializer: S) -> Result<S::Ok, S::Error> {
    match ids {
        [id] => id.serialize(serializer),
        ids => ids.serialize(serializer),
    }
}

/// The answer to `show` and `hide`: whether Bitrix24 knows the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct KnownCall(#[serde(deserialize_with = "php::required_flag")] pub bool);

/// Opens the card for users. `false`: Bitrix24 does not know this call.
///
/// `true` says that the command was sent: somebody who is busy or has a card open may still not see it.
///
/// # Errors
/// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer is neither yes nor no. Refusals of
/// the portal mean [`Refusal::NoAppContext`](crate::api::Refusal::NoAppContext).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-show.html>
pub async fn show(client: &Client, audience: &Audience) -> Result<bool, Error> {
    let sent: KnownCall = client.call(SHOW, audience).await?;
    Ok(sent.0)
}

/// Closes the card for users. `false`: Bitrix24 does not know this call.
///
/// # Errors
/// As [`show`].
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-hide.html>
pub async fn hide(client: &Client, audience: &Audience) -> Result<bool, Error> {
    let sent: KnownCall = client.call(HIDE, audience).await?;
    Ok(sent.0)
}
