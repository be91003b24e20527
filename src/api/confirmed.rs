//! Methods that confirm with `true`: without it nobody knows whether the portal has done what was asked.

use super::php;
use crate::bx24::{Client, Error};
use serde::{Deserialize, Serialize};

/// The answer of such a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Confirmed(#[serde(deserialize_with = "php::required_flag")] pub bool);

/// Calls such a method.
///
/// # Errors
/// Those of [`Client::call`]; [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the portal accepts
/// the request and does not confirm it.
pub(super) async fn call_confirmed(
    client: &Client,
    method: &str,
    params: &impl Serialize,
) -> Result<(), Error> {
    match client.call(method, params).await? {
        Confirmed(true) => Ok(()),
        Confirmed(false) => Err(Error::not_understood(method)),
    }
}
