//! The app on a page, seen as a person would: by roles, names and words.

use call_card::bx24::Limits;
use call_card::components::{self, OwnPage};
use call_card::i18n;
use call_card::simulator::{Scenario, Simulator};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::any::Any;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

/// Short enough for tests, long enough for a busy machine to answer what it answers.
pub const QUICK: Limits = Limits {
    start: 1_500,
    command: 1_500,
    request: 4_000,
    pause: 20,
};

/// How long a thing that must happen may take.
const PATIENCE: u32 = 8_000;

/// What keeps the app alive.
type App = RefCell<Option<Box<dyn Any>>>;

thread_local! {
    /// The apps that were opened: a test that fails closes none.
    static OPENED: RefCell<Vec<Weak<App>>> = RefCell::default();
}

/// The app, opened by a portal.
pub struct Page {
    /// The portal.
    pub portal: Simulator,
    root: HtmlElement,
    app: Rc<App>,
}

impl Page {
    /// Opens the app in a scenario.
    pub fn open(scenario: &str) -> Self {
        Self::with(Simulator::here(Scenario::named(scenario)))
    }

    /// Opens the app in a portal that a test has prepared, in a browser that keeps nothing of earlier tests.
    pub fn with(portal: Simulator) -> Self {
        // A test that failed leaves its page behind, and it would store what was typed there.
        for left in OPENED.take().iter().filter_map(Weak::upgrade) {
            left.take();
        }
        let document = web_sys::window().unwrap().document().unwrap();
        while let Some(left) = document.query_selector("body > main").unwrap() {
            left.remove();
        }
        forget_drafts();
        Self::again(portal)
    }

    /// The methods that the portal was asked for, oldest first; a batch is one.
    pub fn asked(&self) -> Vec<String> {
        let log = self.portal.rest_log();
        log.into_iter().map(|entry| entry.name).collect()
    }

    /// Opens the app in a browser that keeps what it kept.
    pub fn again(portal: Simulator) -> Self {
        let (root, app) = mount();
        let app = Rc::new(App::new(Some(app)));
        OPENED.with_borrow_mut(|opened| opened.push(Rc::downgrade(&app)));
        Self { portal, root, app }
    }

    /// Closes the app and leaves the portal as it is.
    pub fn close(&mut self) {
        self.app.take();
    }

    /// Everything there is to read.
    pub fn text(&self) -> String {
        self.root.inner_text()
    }

    /// Waits until there is this to read.
    pub async fn shows(&self, words: &str) {
        until(
            || self.text().contains(words),
            || format!("no {words:?} in:\n{}", self.text()),
        )
        .await;
    }

    /// Waits until this is not to be read any more.
    pub async fn stops_showing(&self, words: &str) {
        until(
            || !self.text().contains(words),
            || format!("still {words:?} in:\n{}", self.text()),
        )
        .await;
    }

    /// What the live region says of the call.
    pub fn status(&self) -> String {
        self.find("header [role=status]")
            .map(|status| text(&status))
            .unwrap_or_default()
    }

    /// Waits until the live region says this of the call.
    pub async fn status_is(&self, words: &str) {
        until(
            || self.status() == words,
            || format!("status {:?} instead of {words:?}", self.status()),
        )
        .await;
    }

    /// The clock of the call; nothing where there is none.
    pub fn clock(&self) -> Option<String> {
        self.find("[role=timer]").map(|clock| text(&clock))
    }

    /// The heading: the number.
    pub fn heading(&self) -> String {
        self.find("h1")
            .map(|heading| heading.text_content().unwrap_or_default())
            .unwrap_or_default()
    }

    /// The rows of the list *CRM bindings*, each as it reads: its parts one after the other.
    pub fn bindings(&self) -> Vec<String> {
        let row = |row: &Element| {
            let parts = (0..row.children().length()).filter_map(|at| row.children().item(at));
            parts
                .map(|part| text(&part))
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        self.all("ul[aria-label='CRM bindings'] > li")
            .iter()
            .map(row)
            .collect()
    }

    /// Waits until the list *CRM bindings* reads like this.
    pub async fn bindings_are(&self, rows: &[&str]) {
        until(
            || self.bindings() == rows,
            || format!("{:#?}\ninstead of\n{rows:#?}", self.bindings()),
        )
        .await;
    }

    /// The button of this name.
    pub fn button(&self, name: &str) -> Option<HtmlElement> {
        let named =
            |button: &Element| button.get_attribute("aria-label").unwrap_or_else(|| text(button)) == name;
        let buttons = self.all("button").into_iter();
        buttons
            .map(JsCast::unchecked_into)
            .find(|button: &HtmlElement| button.offset_width() > 0 && named(button))
    }

    /// Presses the button of this name: at once where it is there, else as soon as it is.
    pub async fn press(&self, name: &str) {
        until(
            || self.button(name).is_some(),
            || format!("no button {name:?} in:\n{}", self.text()),
        )
        .await;
        self.button(name).unwrap().click();
    }

    /// Presses *Close card* in the summary, and waits until the portal has closed the card.
    pub async fn close_card(&self) {
        until(|| self.button("Close card").is_some(), || self.text()).await;
        assert!(self.portal.is_card_open(1), "the summary holds the card");
        self.press("Close card").await;
        until(|| !self.portal.is_card_open(1), || self.text()).await;
    }

    /// Lets everything happen that is on its way, and all of a card be drawn.
    pub async fn settle(&self) {
        settle(&self.portal).await;
        let is_drawn = || self.find(".card > header").is_none() || self.find(".keys").is_some();
        if !is_drawn() {
            until(is_drawn, || self.text()).await;
            settle(&self.portal).await;
        }
    }

    /// The first element of a selector.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    /// All elements of a selector.
    pub fn all(&self, selector: &str) -> Vec<Element> {
        let list = self.root.query_selector_all(selector).unwrap();
        (0..list.length())
            .filter_map(|at| list.get(at))
            .map(JsCast::unchecked_into)
            .collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.app.take();
        self.root.remove();
    }
}

/// What the app keeps of unsaved wrap-ups in this browser.
pub fn kept_drafts() -> Vec<(String, String)> {
    kept("call-card.draft")
}

/// What the app keeps in this browser under keys that begin like this.
pub fn kept(start: &str) -> Vec<(String, String)> {
    // A test may have taken it away.
    let Some(storage) = web_sys::window().unwrap().local_storage().ok().flatten() else {
        return Vec::new();
    };
    let keys = (0..storage.length().unwrap()).filter_map(|at| storage.key(at).unwrap());
    keys.filter(|key| key.starts_with(start))
        .map(|key| (key.clone(), storage.get_item(&key).unwrap().unwrap()))
        .collect()
}

/// Removes all that.
pub fn forget_drafts() {
    drop(BlockedStorage);
    let window = web_sys::window().unwrap();
    let others = ["call-card.transcript", "call-card.new-client"].map(kept);
    for (key, _) in kept_drafts().into_iter().chain(others.into_iter().flatten()) {
        window
            .local_storage()
            .unwrap()
            .unwrap()
            .remove_item(&key)
            .unwrap();
    }
    window.session_storage().unwrap().unwrap().clear().unwrap();
}

/// Takes the browser's storage away until it is dropped, or until the next test.
pub struct BlockedStorage;

impl BlockedStorage {
    /// From now on.
    pub fn now() -> Self {
        js_sys::eval(
            "window.realStorage = Object.getOwnPropertyDescriptor(window, 'localStorage');
            Object.defineProperty(window, 'localStorage', {
                configurable: true, get() { throw new DOMException('', 'SecurityError'); } })",
        )
        .unwrap();
        Self
    }
}

impl Drop for BlockedStorage {
    fn drop(&mut self) {
        js_sys::eval(
            "if (window.realStorage) Object.defineProperty(window, 'localStorage', window.realStorage);
            delete window.realStorage;",
        )
        .unwrap();
    }
}

/// Opens the app without a portal; what is read then is the text of the returned element.
pub fn open_outside() -> (HtmlElement, Box<dyn Any>) {
    mount()
}

fn mount() -> (HtmlElement, Box<dyn Any>) {
    assert!(i18n::install("en", include_str!("../../locales/en.json")));
    let document = web_sys::window().unwrap().document().unwrap();
    let root: HtmlElement = document.create_element("main").unwrap().unchecked_into();
    document.body().unwrap().append_child(&root).unwrap();
    let app = Box::new(components::mount_to(root.clone(), QUICK, |page| {
        view! { <OwnPage page /> }.into_any()
    }));
    (root, app)
}

/// What an element reads, white space folded.
pub fn text(element: &Element) -> String {
    let text = element.unchecked_ref::<HtmlElement>().inner_text();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Waits until something is so, and fails with `otherwise` where it never gets so.
pub async fn until(so: impl Fn() -> bool, otherwise: impl Fn() -> String) {
    let end = clock() + f64::from(PATIENCE);
    while !so() {
        assert!(clock() < end, "{}", otherwise());
        TimeoutFuture::new(5).await;
    }
}

/// A clock that no test changes.
fn clock() -> f64 {
    web_sys::window().unwrap().performance().unwrap().now()
}

/// Lets everything happen that is on its way: messages, promises, effects, the SDK's own 10 ms.
pub async fn settle(portal: &Simulator) {
    let mut quiet = 0;
    let mut seen = portal.log().len();
    while quiet < 10 {
        TimeoutFuture::new(5).await;
        let now = portal.log().len();
        quiet = if now == seen { quiet + 1 } else { 0 };
        seen = now;
    }
}
