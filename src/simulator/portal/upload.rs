//! Files that are posted as a form to an address from an earlier answer, outside REST.
//!
//! For the simulated portal such a post is one more method, `upload`: its params are those of the address, and of the
//! file its `field`, `name` and `size`. The content of the file is not looked at.

use super::Portal;
use super::answer::{Answer, RestError};
use super::finishing::check_ending;
use super::php::{PhpValue, field};
use serde_json::{Value, json};

const FIELD: &str = "file";

/// An upload that was announced.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    token: u64,
    call: String,
}

impl Portal {
    /// Announces an upload and answers its address.
    pub(super) fn expect_upload(&mut self, call: &str) -> Value {
        let token = self.next_id();
        self.uploads.push(Expected {
            token,
            call: call.to_owned(),
        });
        let own = format!("https://{}/rest/upload.json", self.settings.domain);
        let address = self.settings.upload_address.clone().unwrap_or(own);
        let auth = self.access_token();
        json!({ "uploadUrl": format!("{address}?auth={auth}&token={token}"), "fieldName": FIELD })
    }

    /// Accepts a file. An address accepts one only.
    pub(super) fn upload(&mut self, params: &Value) -> Result<Answer, RestError> {
        let token = field(params, "token").id();
        let position = self.uploads.iter().position(|one| Some(one.token) == token);
        let position = position.ok_or_else(|| RestError::new(403, "ACCESS_DENIED", "Access denied!"))?;
        let size = field(params, "size").number().unwrap_or(0.0);
        if field(params, "field").as_str() != Some(FIELD) || size <= 0.0 {
            return Err(RestError::core("File content is empty"));
        }
        let name = field(params, "name").text().unwrap_or_default();
        check_ending(&name)?;
        let Expected { call, .. } = self.uploads.remove(position);
        Ok(self.keep_record(&call, Some(&name), Some(size)).into())
    }
}
