//! The end of the app's installation.

use super::Client;
use gloo_timers::future::TimeoutFuture;

impl Client {
    /// Reports that the installation is finished. The portal then loads the page anew, or does nothing: where this
    /// returns, the page is still there, and only `app.info` says whether the app is installed now. Returns after a third
    /// of [`Limits::command`](super::Limits::command).
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/system-functions/bx24-install-finish.html>
    pub async fn install_finish(&self) {
        // Where the SDK throws, nothing was reported either.
        let _ = self.sdk.install_finish();
        TimeoutFuture::new(self.limits.command / 3).await;
    }
}
