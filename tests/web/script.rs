//! The call script on the card: its answers go into the note of its call, once.

use super::page::{Page, until};
use super::support::{fill, kept_text, sent, value};
use call_card::simulator::{Client, Fault, FaultKind, Item, PhpValue, Portal, Scenario, Simulator};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{Element, HtmlElement};

const COMMENT: &str = "crm.timeline.comment.add";
const FINISH: &str = "telephony.externalCall.finish";
const OPTION: &str = "call-card.scripts";
const NOTE: &str = "wrap-up-note";
const FIRST: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";
const SECOND: &str = "externalCall.00000000000000000000000000000002.1773130800";

/// The places of the questions in the script of the line.
const NEED: &str = "script-1";
const URGENT: &str = "script-2";
const DECIDES: &str = "script-4";

/// The card of a call that can be finished, in a portal that a test has changed.
async fn card(change: impl FnOnce(&mut Portal)) -> Page {
    let portal = Simulator::here(Scenario::named("script"));
    portal.change(change);
    ready(Page::with(portal)).await
}

async fn ready(page: Page) -> Page {
    page.shows("Finish call").await;
    page.shows("Ingrid Olsen").await;
    page.settle().await;
    page
}

/// The card is gone, whoever closed it; then it is opened once more.
async fn reopened(mut page: Page) -> Page {
    page.close();
    page.portal.load_again();
    ready(Page::again(page.portal.clone())).await
}

/// The same on another day: a script *New* with these questions has replaced the others.
async fn reopened_with(page: Page, questions: &str) -> Page {
    page.portal.change(|portal| {
        let scripts = format!(r#"{{"version":1,"items":[{{"text":"New","questions":"{questions}"}}]}}"#);
        portal.set_app_option(OPTION, scripts.into());
        portal.reload_page();
    });
    web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap()
        .clear()
        .unwrap();
    reopened(page).await
}

fn choose(page: &Page, question: &str, choice: &str) {
    let radio = page.find(&format!("[id='{question}-{choice}']")).unwrap();
    radio.unchecked_into::<HtmlElement>().click();
}

/// The chosen answer as its label has it.
fn chosen(page: &Page, question: &str) -> String {
    let label = page.find(&format!("[name='{question}']:checked + label"));
    label.and_then(|label| label.text_content()).unwrap_or_default()
}

/// What the card says will be added to the note.
fn announced(page: &Page) -> String {
    let text = page.find("p.script-note").and_then(|text| text.text_content());
    text.unwrap_or_default()
}

fn questions(page: &Page) -> Vec<String> {
    let text = |label: &Element| label.text_content().unwrap_or_default();
    page.all(".script .form > * > :is(label, legend)")
        .iter()
        .map(text)
        .collect()
}

fn comments(page: &Page) -> Vec<String> {
    let text = |entry: call_card::simulator::LogEntry| entry.payload["fields"]["COMMENT"].text();
    sent(page, COMMENT).into_iter().filter_map(text).collect()
}

fn finished(page: &Page) -> Vec<String> {
    let id = |entry: call_card::simulator::LogEntry| entry.payload["CALL_ID"].text();
    sent(page, FINISH).into_iter().filter_map(id).collect()
}

/// The card goes on to a call of another client.
async fn go_on(page: &Page) {
    page.portal.change(|portal| {
        let client = Client::number("+4930765432").bound(Item::company(25), &[]);
        portal.add_call(SECOND, "+4930765432", 2, &client);
        SECOND.clone_into(&mut portal.card_mut().unwrap().call_id);
        portal.set_client(client);
    });
    until(|| page.heading().contains("765432"), || page.text()).await;
    page.settle().await;
}

#[wasm_bindgen_test]
async fn answers_are_shown_and_go_into_the_note_of_their_call_once() {
    let page = card(|_| {}).await;
    page.shows("Call script · Sales hotline").await;
    assert_eq!(
        questions(&page),
        [
            "Script for this call",
            "What does the client need?",
            "Is it urgent?",
            "Who decides:",
            "Budget:"
        ]
    );
    choose(&page, DECIDES, "1");
    fill(&page, NEED, "A new printer").await;
    choose(&page, URGENT, "0");
    choose(&page, URGENT, "2");
    fill(&page, NOTE, "Calls back").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    let lines =
        "What does the client need? A new printer\nIs it urgent? Within a month\nWho decides: Somebody else";
    until(|| announced(&page) == lines, || announced(&page)).await;
    assert_eq!(value(&page, NOTE), "Calls back");
    page.press("Finish call").await;
    until(|| finished(&page) == [FIRST], || page.text()).await;
    page.settle().await;
    assert_eq!(comments(&page), [format!("{lines}\nCalls back")]);
}

#[wasm_bindgen_test]
async fn an_answer_can_be_taken_back() {
    let page = card(|_| {}).await;
    choose(&page, URGENT, "0");
    until(|| announced(&page) == "Is it urgent? Yes", || announced(&page)).await;
    choose(&page, URGENT, "none");
    until(|| page.find("#script-note").is_none(), || announced(&page)).await;
    page.press("Save note").await;
    page.shows("The note is empty.").await;
    assert_eq!(comments(&page), [""; 0]);
}

#[wasm_bindgen_test]
async fn answers_alone_are_a_note_and_leave_the_form_with_it() {
    let page = card(|_| {}).await;
    choose(&page, URGENT, "1");
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    until(|| chosen(&page, URGENT) == "No answer", || chosen(&page, URGENT)).await;
    assert!(page.find("#script-note").is_none());
    fill(&page, NOTE, "Later").await;
    page.press("Save note").await;
    until(|| comments(&page).len() == 2, || page.text()).await;
    assert_eq!(comments(&page), ["Is it urgent? No", "Later"]);
}

#[wasm_bindgen_test]
async fn answers_are_back_after_a_reload_even_where_the_script_was_changed() {
    let page = card(|_| {}).await;
    fill(&page, NEED, "A new printer").await;
    choose(&page, URGENT, "2");
    choose(&page, DECIDES, "0");
    page.shows("Draft saved").await;
    assert!(kept_text().contains("A new printer"), "{}", kept_text());
    let page = reopened(page).await;
    assert_eq!(value(&page, NEED), "A new printer");
    assert_eq!(chosen(&page, URGENT), "Within a month");
    assert_eq!(chosen(&page, DECIDES), "The client");
    let page = reopened_with(page, r"Who decides:\nIs it urgent? Yes | No").await;
    page.shows("Call script · New").await;
    assert_eq!(
        questions(&page),
        ["Who decides:", "Is it urgent?", "What does the client need?"]
    );
    assert_eq!(value(&page, "script-0"), "The client");
    assert_eq!(chosen(&page, "script-1"), "Within a month");
    assert_eq!(value(&page, "script-other-0"), "A new printer");
    fill(&page, "script-other-0", "Two printers").await;
    choose(&page, "script-1", "1");
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(
        comments(&page),
        ["What does the client need? Two printers\nIs it urgent? No\nWho decides: The client"]
    );
}

#[wasm_bindgen_test]
async fn the_next_call_has_no_answers_and_the_former_keeps_its_own() {
    let page = card(|_| {}).await;
    fill(&page, NEED, "A new printer").await;
    choose(&page, URGENT, "0");
    go_on(&page).await;
    page.press("Put it aside").await;
    page.stops_showing("went on to another call").await;
    assert_eq!((value(&page, NEED).as_str(), announced(&page).as_str()), ("", ""));
    assert_eq!(chosen(&page, URGENT), "No answer");
    choose(&page, URGENT, "1");
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    until(|| finished(&page) == [SECOND], || page.text()).await;
    page.settle().await;
    assert_eq!(comments(&page), ["Is it urgent? No"]);
    assert!(kept_text().contains("A new printer"), "{}", kept_text());
}

#[wasm_bindgen_test]
async fn answers_that_were_left_behind_are_seen_and_saved_on_the_own_page() {
    let mut page = card(|_| {}).await;
    choose(&page, URGENT, "0");
    page.settle().await;
    page.portal.force_close();
    page.close();
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| {
        let client = Client::number("+19999999666").bound(Item::contact(797), &[]);
        portal.add_call(FIRST, "+19999999666", 2, &client);
    });
    let page = Page::again(portal);
    page.shows("Unsaved wrap-ups").await;
    page.settle().await;
    page.press("Finish, save or discard").await;
    until(|| announced(&page) == "Is it urgent? Yes", || page.text()).await;
    assert_eq!(questions(&page), ["Is it urgent?"]);
    fill(&page, "script-other-0", "No").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(comments(&page), ["Is it urgent? No"]);
}

#[wasm_bindgen_test]
async fn answers_of_a_note_that_failed_are_seen_and_changed_after_the_call_is_saved() {
    let page = card(|_| {}).await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(COMMENT).times(1));
    choose(&page, URGENT, "0");
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("The note was not saved.").await;
    until(|| page.find("#summary-title").is_some(), || page.text()).await;
    assert_eq!(announced(&page), "Is it urgent? Yes");
    fill(&page, "script-other-0", "No").await;
    page.press("Save note").await;
    until(|| page.find("#script-note").is_none(), || page.text()).await;
    page.settle().await;
    let tried = comments(&page);
    assert_eq!(
        tried,
        ["Is it urgent? Yes", "Is it urgent? No"],
        "the first was refused"
    );
    assert_eq!(finished(&page), [FIRST]);
}

#[wasm_bindgen_test]
async fn another_script_can_be_chosen_and_no_answer_is_lost() {
    let page = card(|_| {}).await;
    fill(&page, NEED, "A new printer").await;
    choose(&page, URGENT, "0");
    fill(&page, "script-choice", "Service").await;
    page.shows("Call script · Service").await;
    assert_eq!(
        questions(&page)[1..],
        ["Is it urgent?", "What is it about?", "What does the client need?"]
    );
    assert_eq!(chosen(&page, "script-0"), "Yes");
    fill(&page, "script-1", "Paper").await;
    let lines = "What does the client need? A new printer\nIs it urgent? Yes\nWhat is it about? Paper";
    until(|| announced(&page) == lines, || announced(&page)).await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(comments(&page), [lines]);
}

#[wasm_bindgen_test]
async fn a_note_that_was_changed_after_a_lost_answer_does_not_repeat_what_was_answered() {
    let page = card(|_| {}).await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(COMMENT).times(1));
    page.portal.fault(
        Fault::new(FaultKind::Offline)
            .rest()
            .only("crm.timeline.comment.list"),
    );
    choose(&page, URGENT, "0");
    fill(&page, NOTE, "Calls back").await;
    page.press("Save note").await;
    until(|| page.button("Check again").is_some(), || page.text()).await;
    page.portal.clear_faults();
    fill(&page, NOTE, "Calls back on Monday").await;
    fill(&page, NEED, "Paper").await;
    page.press("Save note").await;
    until(|| comments(&page).len() == 2, || page.text()).await;
    page.settle().await;
    assert_eq!(
        comments(&page),
        [
            "Is it urgent? Yes\nCalls back",
            "What does the client need? Paper\non Monday"
        ]
    );
}

#[wasm_bindgen_test]
async fn a_script_that_was_opened_is_open_on_the_next_card() {
    let page = card(|_| {}).await;
    let is_open = |page: &Page| page.find("details.script").unwrap().has_attribute("open");
    assert!(!is_open(&page));
    page.find(".script > summary")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    page.shows("What does the client need?").await;
    page.settle().await;
    let page = reopened(page).await;
    assert!(is_open(&page));
}

#[wasm_bindgen_test]
async fn without_a_script_for_the_call_the_card_is_as_before() {
    let page = card(|portal| {
        let scripts = r#"{"version":1,"items":[{"text":"Other","line":"reg8","questions":"Why?"}]}"#;
        portal.set_app_option(OPTION, scripts.into());
        portal.reload_page();
    })
    .await;
    assert!(page.find(".script").is_none() && page.find("#script-note").is_none());
    assert_eq!(sent(&page, "app.option.get").len(), 0, "inside a batch");
    assert_eq!(page.portal.count("app.option.get"), 3);
}

#[wasm_bindgen_test]
async fn a_script_stays_while_its_only_answer_is_cleared() {
    let page = card(|_| {}).await;
    fill(&page, "script-choice", "Service").await;
    page.shows("Call script · Service").await;
    fill(&page, "script-1", "Paper").await;
    page.shows("Draft saved").await;
    let page = reopened(page).await;
    page.shows("Call script · Service").await;
    assert_eq!(value(&page, "script-1"), "Paper");
    let field = page.find("#script-1").unwrap();
    fill(&page, "script-1", "").await;
    until(|| announced(&page).is_empty(), || announced(&page)).await;
    page.settle().await;
    assert!(field.is_connected());
    page.shows("Call script · Service").await;
}

#[wasm_bindgen_test]
async fn the_field_of_an_answer_that_no_script_asks_for_stays_while_it_is_cleared() {
    let page = card(|_| {}).await;
    fill(&page, NEED, "A new printer").await;
    page.shows("Draft saved").await;
    let page = reopened_with(page, "Who decides:").await;
    until(|| page.find("#script-other-0").is_some(), || page.text()).await;
    let field = page.find("#script-other-0").unwrap();
    fill(&page, "script-other-0", "").await;
    until(|| announced(&page).is_empty(), || announced(&page)).await;
    page.settle().await;
    assert!(field.is_connected());
    fill(&page, "script-other-0", "Paper").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(comments(&page), ["What does the client need? Paper"]);
    until(|| page.find("#script-other-0").is_none(), || page.text()).await;
}
