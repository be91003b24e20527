//! The start of the SDK: there, null, blocked, or never answering.

use super::callback::Callback;
use super::client::{Client, Limits};
use super::pending::{Pending, pending};
use super::sys::Sdk;
use super::{Error, ErrorKind, page};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// An SDK that is starting.
pub struct Start {
    sdk: Sdk,
    limits: Limits,
    answered: Option<Pending<()>>,
    _callback: Callback,
}

impl Start {
    /// Waits for the SDK and starts it.
    ///
    /// # Errors
    /// [`ErrorKind::NotInBitrix24`] where the page was not opened by a portal; [`ErrorKind::Network`] and
    /// [`ErrorKind::NoAnswer`] with the code `SDK` where the script of the SDK could not be loaded, or not in time. Waiting
    /// can then go on with [`Start::begin_at_last`].
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/system-functions/bx24-init.html>
    pub async fn begin(limits: Limits) -> Result<Self, Error> {
        Self::init(find(Some(limits.start)).await?, limits)
    }

    /// Waits for the SDK as long as it takes, and starts it: for a script that has not come in time.
    ///
    /// # Errors
    /// Those of [`Start::begin`], without [`ErrorKind::NoAnswer`].
    pub async fn begin_at_last(limits: Limits) -> Result<Self, Error> {
        Self::init(find(None).await?, limits)
    }

    fn init(sdk: Sdk, limits: Limits) -> Result<Self, Error> {
        let (answer, answered) = pending(None);
        let callback = Callback::new(move |_, _| {
            answer.settle(Ok(()));
        });
        sdk.init(&callback.function())
            .map_err(|_| Error::not_understood("init threw"))?;
        Ok(Self {
            sdk,
            limits,
            answered: Some(answered),
            _callback: callback,
        })
    }

    /// Waits until the portal has answered.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`] after [`Limits::start`]. Waiting can then go on with [`Start::ready_at_last`]: the portal
    /// may just be slow.
    pub async fn ready(&mut self) -> Result<Client, Error> {
        let (settle, within) = pending(Some(self.limits.start));
        if let Some(answered) = self.answered.take() {
            let (back, again) = pending(None);
            self.answered = Some(again);
            spawn_local(async move {
                if answered.await.is_ok() {
                    settle.settle(Ok(()));
                    back.settle(Ok(()));
                }
            });
        }
        within.await.map(|()| Client::new(self.sdk.clone(), self.limits))
    }

    /// Waits for the portal as long as it takes.
    pub async fn ready_at_last(mut self) -> Client {
        if let Some(answered) = self.answered.take()
            && answered.await.is_err()
        {
            core::future::pending::<()>().await;
        }
        Client::new(self.sdk.clone(), self.limits)
    }
}

async fn find(within: Option<u32>) -> Result<Sdk, Error> {
    if let Some(found) = look() {
        return found;
    }
    let missing = || Error::of(ErrorKind::NotInBitrix24, "no BX24");
    let promise = page::sdk_script().ok_or_else(missing)?;
    let (settle, script) = pending(within);
    spawn_local(async move {
        let result = JsFuture::from(promise).await;
        settle.settle(Ok(result.ok().and_then(|state| state.as_string())));
    });
    let state = script
        .await
        .map_err(|error| Error::new(error.kind, SCRIPT, 0, ""))?;
    if state.as_deref() == Some("failed") {
        return Err(Error::new(ErrorKind::Network, SCRIPT, 0, ""));
    }
    look().unwrap_or_else(|| Err(missing()))
}

/// The code of errors about the script of the SDK itself.
const SCRIPT: &str = "SDK";

/// The SDK, if it is there. Outside a portal its script leaves null behind.
fn look() -> Option<Result<Sdk, Error>> {
    let found = Reflect::get(&js_sys::global(), &"BX24".into()).unwrap_or_default();
    if found.is_undefined() {
        return None;
    }
    let is_sdk =
        found.is_object() && Reflect::get(&found, &"init".into()).is_ok_and(|init| init.is_function());
    Some(if is_sdk {
        Ok(found.unchecked_into())
    } else {
        Err(Error::of(ErrorKind::NotInBitrix24, "BX24 is null"))
    })
}
