//! What kind of call it is: `TYPE`, `CALL_TYPE` and `INCOMING`.
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/codes-and-types.html>

use serde::{Deserialize, Serialize};

/// The type of a call, by the portal's numbers 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub enum CallType {
    /// 1
    Outgoing,
    /// 2
    Incoming,
    /// 3: incoming with redirection, to a mobile phone for example.
    Redirected,
    /// 4
    Callback,
    /// 5: a recorded or spoken text was played to the client.
    Informational,
}

impl CallType {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 5] = [
        Self::Outgoing,
        Self::Incoming,
        Self::Redirected,
        Self::Callback,
        Self::Informational,
    ];

    /// The portal's number for it, 1 to 5.
    pub const fn number(self) -> u64 {
        self as u64 + 1
    }

    /// The type with this number.
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

impl From<CallType> for u64 {
    fn from(call_type: CallType) -> Self {
        call_type.number()
    }
}

impl TryFrom<u64> for CallType {
    type Error = &'static str;

    fn try_from(number: u64) -> Result<Self, Self::Error> {
        Self::from_number(number).ok_or("not a type of call")
    }
}
