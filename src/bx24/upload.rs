//! Files of the agent's computer, and their way to the portal besides REST: a form posted to an address that the portal
//! handed out. The SDK has no part in it, and the content of a file stays with the browser.

use super::answer::{error_answer, get};
use super::callback::Callback;
use super::pending::{Pending, pending};
use super::trace::outcome;
use super::{Client, Error, ErrorKind};
use js_sys::JSON;
use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, Event, File, FileList, FileReader, FormData, HtmlInputElement, ProgressEvent, XmlHttpRequest,
};

/// How long reading a part of a file may take, in milliseconds: it may lie on a drive of the network.
const READING: u32 = 10_000;

/// A file that the agent chose.
#[derive(Clone, PartialEq)]
pub struct LocalFile(File, FileList);

impl LocalFile {
    /// The file in the file field that an event comes from.
    pub fn chosen(event: &Event) -> Option<Self> {
        let field: HtmlInputElement = event.current_target()?.unchecked_into();
        let files = field.files()?;
        Some(Self(files.get(0)?, files))
    }

    /// What a file field that has it holds as its `files`.
    pub fn files(&self) -> &FileList {
        &self.1
    }

    /// Its name, without a folder and without space around it.
    pub fn name(&self) -> String {
        self.0.name().trim().to_owned()
    }

    /// Its size in bytes.
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// Its first bytes. Nothing where the browser cannot read it, as when it was moved or changed meanwhile.
    pub async fn start(&self, length: f64) -> Option<Vec<u8>> {
        let start = self.0.slice_with_f64_and_f64(0.0, length).ok()?;
        let text = web_sys::window()?.atob(&base64(&start).await?).ok()?;
        text.chars().map(|c| u8::try_from(c).ok()).collect()
    }

    /// The whole file in Base64; nothing where the browser cannot read it. All of it comes into the memory of the page,
    /// which never gets smaller again: for small files only.
    pub async fn base64(&self) -> Option<String> {
        base64(&self.0).await
    }
}

async fn base64(blob: &Blob) -> Option<String> {
    let reader = FileReader::new().ok()?;
    let (settle, mut read) = pending(Some(READING));
    let done = Callback::new(move |_, _| {
        settle.settle(Ok(()));
    });
    reader.set_onloadend(Some(&done.function()));
    read.keep = Some(done);
    reader.read_as_data_url(blob).ok()?;
    read.await.ok()?;
    let mut address = reader.result().ok()?.as_string()?;
    // `data:audio/mpeg;base64,SUQz…`; without a comma for an empty file.
    let comma = address.bytes().position(|byte| byte == b',');
    let start = comma.map_or(address.len(), |comma| comma + 1);
    address.drain(..start);
    Some(address)
}

/// A file on its way. It is given up when this is dropped.
#[must_use = "the file is not sent on after this is dropped"]
pub struct Upload {
    request: XmlHttpRequest,
    _callback: Callback,
}

impl Upload {
    /// Gives it up, if it is not over.
    pub fn cancel(&self) {
        let _ = self.request.abort();
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl Client {
    /// Posts a file under this `name` to an address that the portal handed out, in the form's `field`.
    ///
    /// `progress` receives the bytes that were sent so far and the bytes there are. The future answers whether the file
    /// arrived: `false` where it was cancelled before all of it was sent. The address holds the agent's access and is never
    /// logged.
    ///
    /// # Errors
    /// [`ErrorKind::NotUnderstood`] at once for an address that is not https. The future: [`ErrorKind::NoAnswer`] when
    /// nothing moves for twice the time of a request; [`ErrorKind::Cancelled`] when it is cancelled after all of the file
    /// was sent: the portal may have it; [`ErrorKind::Network`], [`ErrorKind::Refused`] (with the HTTP status for a code
    /// where the portal gave none), [`ErrorKind::NotUnderstood`].
    pub fn upload(
        &self,
        address: &str,
        field: &str,
        file: &LocalFile,
        name: &str,
        progress: Box<dyn FnMut(f64, f64)>,
    ) -> Result<(Upload, impl Future<Output = Result<bool, Error>> + use<>), Error> {
        self.begin(address, field, file, name, progress)
            .ok_or_else(|| Error::not_understood("uploadUrl"))
    }

    fn begin(
        &self,
        address: &str,
        field: &str,
        file: &LocalFile,
        name: &str,
        mut progress: Box<dyn FnMut(f64, f64)>,
    ) -> Option<(Upload, Pending<bool>)> {
        let still = self.limits.request.saturating_mul(2);
        let (settle, ended) = pending(None);
        let request = XmlHttpRequest::new().ok()?;
        let form = FormData::new().ok()?;
        form.append_with_blob_and_filename(field, &file.0, name).ok()?;
        request
            .open("POST", address)
            .ok()
            .filter(|()| is_private(address))?;
        let (trace, traced, began) = (
            self.trace.clone(),
            self.trace.begin("upload"),
            js_sys::Date::now(),
        );
        let asked = request.clone();
        let is_sent = Rc::new(Cell::new(false));
        let callback = Callback::new(move |event, _| {
            let event: ProgressEvent = event.unchecked_into();
            let result = match event.type_().as_str() {
                "progress" => {
                    // Counts from the beginning.
                    asked.set_timeout(millis(js_sys::Date::now() - began) + still);
                    is_sent.set(event.total() > 0.0 && event.loaded() >= event.total());
                    return progress(event.loaded(), event.total());
                }
                "abort" if !is_sent.get() => Ok(false),
                "abort" => Err(Error::of(ErrorKind::Cancelled, "")),
                "timeout" => Err(Error::of(ErrorKind::NoAnswer, "")),
                _ => read(&asked),
            };
            let ended = match &result {
                Ok(false) => "cancelled".to_owned(),
                result => outcome(result),
            };
            trace.end(traced, &ended);
            settle.settle(result);
        });
        let function = callback.function();
        request.upload().ok()?.set_onprogress(Some(&function));
        for end in ["abort", "timeout", "loadend"] {
            let _ = request.add_event_listener_with_callback(end, &function);
        }
        request.set_timeout(still);
        request.send_with_opt_form_data(Some(&form)).ok()?;
        let upload = Upload {
            request,
            _callback: callback,
        };
        Some((upload, ended))
    }
}

/// Whether nobody can read on the way what is sent there. A page that came over http itself has nothing to hide.
fn is_private(address: &str) -> bool {
    let page = || web_sys::window().and_then(|window| window.location().protocol().ok());
    address.starts_with("https://") || address.starts_with("http://") && page().as_deref() == Some("http:")
}

/// What the portal answered to the file: `true`, or why not. What it answers once it has the file is not documented: any
/// `result` counts but one that says no.
fn read(request: &XmlHttpRequest) -> Result<bool, Error> {
    let status = request.status().unwrap_or_default();
    if status == 0 {
        return Err(Error::of(ErrorKind::Network, ""));
    }
    let text = request.response_text().ok().flatten().unwrap_or_default();
    let body = JSON::parse(&text).unwrap_or_default();
    if !get(&body, "error").loose_eq(&JsValue::NULL) {
        Err(error_answer(&body).rest_error(status))
    } else if status >= 400 {
        Err(Error::answered(&status.to_string(), status, ""))
    } else {
        let result = get(&body, "result");
        let is_confirmed = !result.loose_eq(&JsValue::NULL) && result.as_bool() != Some(false);
        is_confirmed
            .then_some(true)
            .ok_or_else(|| Error::not_understood("upload"))
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn millis(ms: f64) -> u32 {
    ms.max(0.0) as u32
}
