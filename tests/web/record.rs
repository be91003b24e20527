//! The record of a call: chosen, checked, and attached with the request itself. Its upload is in `upload.rs`.

use super::page::{text, until};
use call_card::api::external_call::{Finished, Registered};
use call_card::bx24::{Client, Error, ErrorKind, Limits, Start};
use call_card::components::recording::RecordingField;
use call_card::i18n;
use call_card::simulator::{Portal, Scenario, Simulator};
use call_card::state::RecordUpload;
use futures_channel::oneshot;
use js_sys::Function;
use leptos::mount::mount_to;
use leptos::prelude::*;
use serde_json::{Value, json};
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::*;
use web_sys::{Element, HtmlElement};

const LIMITS: Limits = Limits {
    start: 1_500,
    command: 1_500,
    request: 1_500,
    pause: 20,
};

pub const ATTACH: &str = "telephony.externalCall.attachRecord";

/// The beginning of an MP3 file with a tag, and of a WAV file.
pub const MP3: &[u8] = b"ID3\x04\x00\x00\x00\x00\x00\x00";
pub const WAV: &[u8] = b"RIFF\x24\x00\x00\x00WAVEfmt ";

/// The fields of the record on a page, and a call that is finished.
pub struct Form {
    pub portal: Simulator,
    pub client: Client,
    pub call: String,
    pub record: RecordUpload,
    pub again: Arc<AtomicU32>,
    pub root: HtmlElement,
    view: Option<Box<dyn Any>>,
}

impl Form {
    pub async fn open() -> Self {
        assert!(i18n::install("en", include_str!("../../locales/en.json")));
        let portal = Simulator::here(Scenario::named("own-page"));
        let document = web_sys::window().unwrap().document().unwrap();
        let root: HtmlElement = document.create_element("main").unwrap().unchecked_into();
        document.body().unwrap().append_child(&root).unwrap();
        let (made, again) = (Rc::new(Cell::new(None)), Arc::new(AtomicU32::new(0)));
        let (making, pressed) = (made.clone(), again.clone());
        let view = mount_to(root.clone(), move || {
            let record = RecordUpload::new();
            making.set(Some(record));
            let on_retry = Callback::new(move |()| {
                pressed.fetch_add(1, Ordering::Relaxed);
            });
            view! { <RecordingField recording=record optional=true on_retry /> }
        });
        let client = Start::begin(LIMITS).await.unwrap().ready().await.unwrap();
        let call = json!({ "USER_ID": 1, "PHONE_NUMBER": "79062195047", "TYPE": 2, "SHOW": 0 });
        let call: Registered = client
            .call("telephony.externalCall.register", &call)
            .await
            .unwrap();
        let call = call.call_id;
        let end = json!({ "CALL_ID": call.as_str(), "USER_ID": 1 });
        let _: Finished = client.call("telephony.externalCall.finish", &end).await.unwrap();
        portal.change(Portal::clear_log);
        Self {
            portal,
            client,
            call,
            record: made.get().unwrap(),
            again,
            root,
            view: Some(Box::new(view)),
        }
    }

    pub fn find(&self, selector: &str) -> Element {
        self.root.query_selector(selector).unwrap().unwrap()
    }

    pub fn click(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
    }

    pub fn text(&self) -> String {
        text(&self.root)
    }

    pub async fn shows(&self, words: &str) {
        until(
            || self.text().contains(words),
            || format!("no {words:?} in:\n{}", self.text()),
        )
        .await;
    }

    pub fn type_address(&self, address: &str) {
        self.click("#record-from-address");
        run(
            "field.value = value; for (const name of ['input', 'change']) field.dispatchEvent(new Event(name));",
            &self.find("#record-address"),
            &[("value", address.into())],
        );
    }

    /// Chooses a file of `size` bytes that begins like this.
    pub fn choose_file(&self, name: &str, start: &[u8], size: u32) {
        self.click("#record-from-file");
        choose_file(&self.find("#record-file"), name, start, size);
    }

    /// Waits for the sentence at a field, and finds that nothing can be sent.
    pub async fn is_told(&self, field: &str, words: &str) {
        let sentence = format!("#{field}-wrong");
        until(
            || text(&self.find(&sentence)).contains(words),
            || text(&self.find(&sentence)),
        )
        .await;
        let told = self.root.query_selector_all("[aria-invalid]").unwrap().length();
        assert_eq!(told, 1, "another field is told, too");
        let control = self.find(&format!("#{field}"));
        assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("true"));
        assert_eq!(
            control.get_attribute("aria-describedby"),
            Some(sentence[1..].to_owned())
        );
        assert!(self.record.check().is_some());
        assert_eq!(self.attach().await.unwrap_err().kind, ErrorKind::Refused);
        assert!(self.portal.rest_log().is_empty(), "something was sent");
    }

    pub async fn attach(&self) -> Result<bool, Error> {
        self.record.attach(&self.client, &self.call).await
    }

    /// Attaches beside the test.
    pub fn start(&self) -> oneshot::Receiver<Result<bool, Error>> {
        let (sender, receiver) = oneshot::channel();
        let (record, client, call) = (self.record, self.client.clone(), self.call.clone());
        spawn_local(async move {
            let _ = sender.send(record.attach(&client, &call).await);
        });
        receiver
    }

    /// How far the bar is, in percent; nothing where there is none.
    pub fn percent(&self) -> Option<u32> {
        let bar = self.find("progress");
        let hidden = bar.closest("[hidden]").unwrap().is_some();
        (!hidden).then(|| bar.get_attribute("value").unwrap().parse().unwrap())
    }

    pub async fn is_on_its_way(&self) {
        until(
            || self.percent().is_some_and(|percent| percent > 0),
            || self.text(),
        )
        .await;
    }

    pub async fn is_over(&self) {
        until(|| self.percent().is_none(), || self.text()).await;
    }

    /// What was sent, method by method.
    pub fn sent(&self) -> Vec<(String, Value)> {
        let log = self.portal.rest_log();
        log.into_iter().map(|entry| (entry.name, entry.payload)).collect()
    }

    pub fn records(&self) -> Vec<Value> {
        self.portal.portal().borrow().records().to_vec()
    }

    pub fn close(&mut self) {
        self.view = None;
    }
}

impl Drop for Form {
    fn drop(&mut self) {
        self.view = None;
        self.root.remove();
    }
}

/// Chooses a file of `size` bytes in a file field that begins like this.
pub fn choose_file(field: &Element, name: &str, start: &[u8], size: u32) {
    run(
        "const content = new Uint8Array(size); content.set(start.slice(0, size)); const chosen = new DataTransfer();
         chosen.items.add(new File([content], name)); field.files = chosen.files;
         field.dispatchEvent(new Event('change'));",
        field,
        &[
            ("name", name.into()),
            ("start", js_sys::Uint8Array::from(start).into()),
            ("size", size.into()),
        ],
    );
}

/// Runs a script with `field` and other names in it.
fn run(script: &str, field: &Element, names: &[(&str, JsValue)]) {
    let list: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    let function = Function::new_with_args(&format!("field, {}", list.join(", ")), script);
    let values = js_sys::Array::of1(field);
    for (_, value) in names {
        values.push(value);
    }
    function.apply(&JsValue::NULL, &values).unwrap();
}

#[wasm_bindgen_test]
async fn no_record_sends_nothing() {
    let form = Form::open().await;
    assert!(!form.record.is_chosen());
    assert_eq!(form.record.check(), None);
    assert_eq!(form.attach().await, Ok(false));
    assert!(!form.record.is_cancelled());
    assert!(form.sent().is_empty());
}

#[wasm_bindgen_test]
async fn an_address_without_https_is_told_at_the_field() {
    let form = Form::open().await;
    form.type_address("http://pbx.example/record.mp3");
    form.is_told("record-address", "It begins with https://").await;
    form.type_address("");
    form.is_told("record-address", "Enter the whole address").await;
}

#[wasm_bindgen_test]
async fn an_address_is_handed_over_as_it_was_typed() {
    let form = Form::open().await;
    form.type_address(" https://pbx.example/a%20b.mp3?key=1&x ");
    assert!(form.record.is_chosen());
    assert_eq!(form.record.check(), None);
    assert_eq!(form.attach().await, Ok(true));
    let sent = json!({ "CALL_ID": form.call, "RECORD_URL": "https://pbx.example/a%20b.mp3?key=1&x" });
    assert_eq!(form.sent(), [(ATTACH.to_owned(), sent)]);
}

#[wasm_bindgen_test]
async fn a_program_renamed_to_mp3_is_told_at_the_field() {
    let form = Form::open().await;
    form.choose_file(
        "record.mp3",
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00",
        40_000,
    );
    form.is_told("record-file", "not what its name says").await;
    // The next choice is judged by itself.
    form.choose_file("record.mp3", MP3, 40_000);
    until(
        || text(&form.find("#record-file-wrong")).is_empty(),
        || form.text(),
    )
    .await;
    assert_eq!(form.record.check(), None);
}

#[wasm_bindgen_test]
async fn an_empty_file_is_told_at_the_field() {
    let form = Form::open().await;
    form.choose_file("record.wav", WAV, 0);
    form.is_told("record-file", "The file is empty").await;
}

#[wasm_bindgen_test]
async fn a_file_of_another_ending_is_told_at_the_field() {
    let form = Form::open().await;
    form.choose_file("record.ogg", b"OggS\x00\x02\x00\x00\x00\x00\x00\x00", 40_000);
    form.is_told("record-file", "ends in .wav or .mp3").await;
}

#[wasm_bindgen_test]
async fn a_file_that_was_not_chosen_is_told_at_the_field() {
    let form = Form::open().await;
    form.click("#record-from-file");
    assert!(form.record.check().is_some());
    form.is_told("record-file", "Choose a file").await;
}

#[wasm_bindgen_test]
async fn a_small_file_goes_with_the_request() {
    let form = Form::open().await;
    form.choose_file("Gespräch.WAV", WAV, 20);
    assert_eq!(form.attach().await, Ok(true));
    let sent = json!({
        "CALL_ID": form.call, "FILENAME": "Gespräch.wav", "FILE_CONTENT": "UklGRiQAAABXQVZFZm10IAAAAAA=",
    });
    assert_eq!(form.sent(), [(ATTACH.to_owned(), sent)]);
    assert_eq!(form.records()[0]["SIZE"], 20);
}

#[wasm_bindgen_test]
async fn clearing_empties_every_field() {
    let form = Form::open().await;
    form.type_address("https://pbx.example/a.mp3");
    form.choose_file("record.mp3", MP3, 30);
    let value = || {
        let field: web_sys::HtmlInputElement = form.find("#record-file").unchecked_into();
        field.value()
    };
    until(|| value().ends_with("record.mp3"), value).await;
    form.record.clear();
    until(|| value().is_empty(), value).await;
    assert!(!form.record.is_chosen());
    assert_eq!(form.attach().await, Ok(false));
}
