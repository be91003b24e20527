//! The app's own page: shared phrases, result codes and call scripts.

use super::*;
use crate::support::Later;

const SET: &str = "app.option.set";
const PHRASES: &str = "call-card.phrases";
const CODES: &str = "call-card.result-codes";
const SCRIPTS: &str = "call-card.scripts";
const UNDER_WAY: &str =
    "It is not known whether the list was saved. You can try again safely. It may still be under way";

/// After this time the portal executes no request any more.
const MINUTE: f64 = 62_000.0;

/// Opens the page, and the list of this heading.
async fn opened_list(heading: &str) -> Page {
    let portal = Simulator::here(Scenario::named("settings-own-page"));
    open_list(Page::with(portal), heading).await
}

async fn open_list(page: Page, heading: &str) -> Page {
    page.shows("Register a call").await;
    page.settle().await;
    let list = page.all(".settings details").into_iter().find(|list| {
        let summary = list.query_selector("summary").unwrap().unwrap();
        summary.text_content().unwrap() == heading
    });
    list.unwrap().set_attribute("open", "").unwrap();
    until(|| page.button("Save").is_some(), || page.text()).await;
    page
}

/// The fields with the texts of the entries.
const TEXTS: &str = ".settings-item :is([id$=-title], [id$=-questions])";

/// The texts of the entries.
fn texts(page: &Page) -> Vec<String> {
    let fields = page.all(TEXTS);
    let text = |field: &web_sys::Element| {
        js_sys::Reflect::get(field, &"value".into())
            .unwrap()
            .as_string()
            .unwrap()
    };
    fields.iter().map(text).collect()
}

/// Types into the field of the entry at this place.
async fn edit(page: &Page, at: usize, text: &str) {
    let field = &page.all(TEXTS)[at];
    let id = field.id();
    fill(page, &id, text).await;
}

fn stored(page: &Page, option: &str) -> String {
    page.portal.change(|portal| {
        let stored = portal.app_option(option);
        stored.and_then(Value::as_str).unwrap_or_default().to_owned()
    })
}

fn store(page: &Page, option: &str, text: &str) {
    page.portal
        .change(|portal| portal.set_app_option(option, text.into()));
}

#[wasm_bindgen_test]
async fn changes_that_are_not_saved_are_seen_after_a_reload_and_can_be_discarded() {
    let page = opened_list("Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    let before = texts(&page);
    assert!(page.button("Discard changes").is_none());
    page.press("Delete: Calls back on Monday").await;
    until(|| texts(&page).len() == 3, || page.text()).await;
    let page = loaded_again(page).await;
    // The list is open.
    until(|| texts(&page).len() == 3, || page.text()).await;
    page.press("Discard changes").await;
    page.press("No, keep it").await;
    assert_eq!(texts(&page).len(), 3);
    page.press("Discard changes").await;
    page.press("Yes, discard it").await;
    until(|| texts(&page) == before, || page.text()).await;
    assert!(page.button("Discard changes").is_none());
    assert!(focused().ends_with("add"), "{}", focused());
    let page = loaded_again(page).await;
    assert!(page.find(".settings details[open]").is_none());
    assert_eq!(sent(&page, SET).len(), 0);
}

#[wasm_bindgen_test]
async fn phrases_are_added_moved_deleted_and_saved() {
    let page = opened_list("Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    assert_eq!(page.all("[role=alert]").len(), 0);
    page.press("Move up: Number checked: {number}").await;
    until(
        || texts(&page)[2].starts_with("Number"),
        || format!("{:?}", texts(&page)),
    )
    .await;
    page.press("Delete: Calls back on Monday").await;
    page.press("Add").await;
    until(
        || texts(&page).len() == 4 && texts(&page)[3].is_empty(),
        || page.text(),
    )
    .await;
    let added = page.all(".settings-item textarea")[3].id();
    until(|| focused() == added, focused).await;
    edit(&page, 3, " Sends \"the\" contract 🙂 ").await;
    page.shows("There are changes that are not saved.").await;
    page.press("Save").await;
    page.shows("Saved.").await;
    assert_eq!(
        stored(&page, PHRASES),
        r#"{"version":1,"items":[{"text":"{client} wants an offer by {date}"},{"text":"Number checked: {number}"},{"text":"Asked about the invoice\nWill send a copy"},{"text":"Sends \"the\" contract \ud83d\ude42"}]}"#
    );
    edit(&page, 0, "Changed").await;
    page.shows("There are changes that are not saved.").await;
    page.stops_showing("Saved.").await;
}

#[wasm_bindgen_test]
async fn result_codes_have_groups_and_results() {
    let page = opened_list("Result codes").await;
    until(
        || texts(&page) == ["Order", "Offer sent", "Complaint", "Wrong number"],
        || page.text(),
    )
    .await;
    tick(&page, "settings-required", true).await;
    edit(&page, 1, "Offer requested").await;
    page.press("Delete: Complaint").await;
    let focused_name = || active_element().and_then(|element| element.get_attribute("aria-label"));
    assert_eq!(focused_name().as_deref(), Some("Delete: Wrong number"));
    page.press("Delete: Wrong number").await;
    let is_before = || focused_name().as_deref() == Some("Delete: Offer requested");
    until(is_before, || format!("{:?}", focused_name())).await;
    page.press("Save").await;
    page.shows("Saved.").await;
    assert_eq!(
        stored(&page, CODES),
        r#"{"version":1,"required":true,"items":[{"text":"Order","group":"Sales","code":"200"},{"text":"Offer requested","group":"Sales","code":"200"}]}"#
    );
    edit(&page, 1, "Order").await;
    page.press("Save").await;
    page.shows("Two entries have the same text.").await;
    let second = page.all(".settings-item [id$=-title]")[1].id();
    assert_eq!(focused(), second);
    assert!(
        page.find("[aria-invalid]")
            .is_some_and(|field| field.id() == second)
    );
    assert_eq!(sent(&page, SET).len(), 1);
    // Another text in the first of them is as good.
    edit(&page, 0, "Orders").await;
    page.stops_showing("Two entries have the same text.").await;
}

#[wasm_bindgen_test]
async fn a_call_script_is_written_as_text_and_shown_as_agents_see_it() {
    let page = opened_list("Call scripts").await;
    until(|| texts(&page).len() == 6, || format!("{:?}", texts(&page))).await;
    for delete in page.all(".settings-item button[aria-label^=Delete]") {
        delete.unchecked_into::<web_sys::HtmlElement>().click();
    }
    page.shows("The list is empty.").await;
    page.press("Add").await;
    until(|| texts(&page).len() == 2, || page.text()).await;
    // Without a title: the first line is one.
    edit(&page, 1, "# Need\nIs it urgent? Yes | No\nBudget:").await;
    let preview = || {
        let lines = page.all(".script-preview p");
        let text = |line: &web_sys::Element| line.text_content().unwrap_or_default();
        lines.iter().map(text).collect::<Vec<_>>().join("/")
    };
    let shown = "What agents see/Need/Is it urgent?/○ Yes  ○ No/Budget:/Free text";
    until(|| preview() == shown, preview).await;
    let line = page.find(".settings-item input[list=script-lines]").unwrap();
    until(
        || page.find("#script-lines > [value=reg151083]").is_some(),
        || page.text(),
    )
    .await;
    fill(&page, &line.id(), "Sales hotline").await;
    let direction = page.find(".settings-item select").unwrap();
    fill(&page, &direction.id(), "incoming").await;
    page.press("Save").await;
    page.shows("Saved.").await;
    assert_eq!(
        stored(&page, SCRIPTS),
        r##"{"version":1,"items":[{"text":"Need","line":"Sales hotline","direction":"incoming","questions":"# Need\nIs it urgent? Yes | No\nBudget:"}]}"##
    );
    let theirs = r#"{"version":1,"items":[{"text":"Theirs","direction":"outgoing","questions":"Why?"}]}"#;
    store(&page, SCRIPTS, theirs);
    edit(&page, 0, "Mine").await;
    page.press("Save").await;
    page.shows("Somebody else has changed this list.").await;
    page.shows("Theirs · Outgoing Why?").await;
    assert_eq!(
        (stored(&page, SCRIPTS).as_str(), sent(&page, SET).len()),
        (theirs, 1)
    );
    page.press("Save mine").await;
    page.shows("Saved.").await;
    assert!(stored(&page, SCRIPTS).contains("Mine"));
}

#[wasm_bindgen_test]
async fn of_two_administrators_none_overwrites_the_other_unasked() {
    let theirs = r#"{"version":1,"items":[{"text":"Theirs"}]}"#;
    let page = opened_list("Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    store(&page, PHRASES, theirs);
    edit(&page, 0, "Mine").await;
    page.press("Save").await;
    page.shows("Somebody else has changed this list.").await;
    assert_eq!(
        (stored(&page, PHRASES).as_str(), sent(&page, SET).len()),
        (theirs, 0)
    );
    assert_eq!(texts(&page)[0], "Mine");
    page.press("Save mine").await;
    page.shows("Saved.").await;
    assert!(stored(&page, PHRASES).contains("Mine"));
    store(&page, PHRASES, theirs);
    edit(&page, 0, "Mine again").await;
    page.press("Save").await;
    page.shows("Somebody else has changed this list.").await;
    page.press("Use theirs").await;
    until(|| texts(&page) == ["Theirs"], || page.text()).await;
    page.stops_showing("Somebody else").await;
    assert_eq!(stored(&page, PHRASES), theirs);
}

#[wasm_bindgen_test]
async fn saved_is_only_what_the_portal_has() {
    let page = opened_list("Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(SET).times(1));
    edit(&page, 0, "First").await;
    page.press("Save").await;
    page.shows("Saved.").await;
    assert!(stored(&page, PHRASES).contains("First"));
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only(SET).times(1));
    edit(&page, 0, "Second").await;
    page.press("Save").await;
    page.shows(UNDER_WAY).await;
    assert_eq!(texts(&page)[0], "Second");
    let _later = Later::by(MINUTE);
    page.press("Try again").await;
    page.shows("Saved.").await;
    assert!(stored(&page, PHRASES).contains("Second"));
    page.portal
        .fault(Fault::status(400, "ERROR_CORE").rest().only(SET).times(1));
    edit(&page, 0, "Third").await;
    page.press("Save").await;
    page.shows("The list was not saved.").await;
    page.press("Try again").await;
    page.shows("Saved.").await;
    assert!(stored(&page, PHRASES).contains("Third"));
}

/// Saves this in the first entry, and the connection fails. Returns what was sent.
async fn saved_without_connection(page: &Page, text: &str) -> String {
    until(|| texts(page).len() == 4, || page.text()).await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only(SET).times(1));
    edit(page, 0, text).await;
    page.press("Save").await;
    page.shows(UNDER_WAY).await;
    assert!(
        !page.text().contains("The list was not saved."),
        "{}",
        page.text()
    );
    let sent = &sent(page, SET)[0].payload["options"][PHRASES];
    sent.as_str().unwrap().to_owned()
}

#[wasm_bindgen_test]
async fn a_save_that_the_portal_executes_late_replaces_no_newer_one() {
    let page = opened_list("Shared phrases").await;
    let first = saved_without_connection(&page, "First").await;
    edit(&page, 0, "Second").await;
    page.press("Save").await;
    page.shows(UNDER_WAY).await;
    assert_eq!((sent(&page, SET).len(), texts(&page)[0].as_str()), (1, "Second"));
    // The portal executes the first one now. It is this page's, and nobody else's.
    store(&page, PHRASES, &first);
    page.press("Try again").await;
    page.shows("Saved.").await;
    assert!(stored(&page, PHRASES).contains("Second"));
    assert_eq!(sent(&page, SET).len(), 2);
    assert!(!page.text().contains("Somebody else"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn changes_that_are_taken_back_are_not_saved_while_they_may_still_be_stored() {
    let page = opened_list("Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    let before = texts(&page)[0].clone();
    let first = saved_without_connection(&page, "First").await;
    edit(&page, 0, &before).await;
    page.press("Save").await;
    page.shows(UNDER_WAY).await;
    assert!(!page.text().contains("Saved."), "{}", page.text());
    store(&page, PHRASES, &first);
    page.press("Try again").await;
    page.shows("Saved.").await;
    assert!(stored(&page, PHRASES).contains(&before));
}

#[wasm_bindgen_test]
async fn what_the_page_before_has_sent_is_known_after_a_reload() {
    let mut page = opened_list("Shared phrases").await;
    let first = saved_without_connection(&page, "First").await;
    edit(&page, 0, "Second").await;
    page.close();
    page.portal.load_again();
    let mut page = open_list(Page::again(page.portal.clone()), "Shared phrases").await;
    until(|| texts(&page)[0] == "Second", || page.text()).await;
    page.press("Save").await;
    page.shows(UNDER_WAY).await;
    page.close();
    store(&page, PHRASES, &first);
    page.portal.load_again();
    let page = open_list(Page::again(page.portal.clone()), "Shared phrases").await;
    until(|| texts(&page)[0] == "Second", || page.text()).await;
    page.shows("There are changes that are not saved.").await;
    page.press("Save").await;
    page.shows("Saved.").await;
    assert!(stored(&page, PHRASES).contains("Second"));
}

#[wasm_bindgen_test]
async fn whether_it_is_saved_is_not_known_where_that_cannot_be_read() {
    let page = opened_list("Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(SET).times(1));
    edit(&page, 0, "First").await;
    page.press("Save").await;
    page.shows("It is not known whether the list was saved.").await;
    assert_eq!(texts(&page)[0], "First");
    page.press("Try again").await;
    page.shows(UNDER_WAY).await;
    assert_eq!(sent(&page, SET).len(), 1);
    let _later = Later::by(MINUTE);
    page.press("Try again").await;
    page.shows("Saved.").await;
    assert!(stored(&page, PHRASES).contains("First"));
}

#[wasm_bindgen_test]
async fn changes_that_are_not_saved_are_back_after_a_reload() {
    let mut page = opened_list("Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    edit(&page, 0, "Not saved yet").await;
    page.close();
    store(&page, PHRASES, r#"{"version":1,"items":[{"text":"Theirs"}]}"#);
    page.portal.load_again();
    let page = open_list(Page::again(page.portal.clone()), "Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    assert_eq!(texts(&page)[0], "Not saved yet");
    page.shows("There are changes that are not saved.").await;
    page.press("Save").await;
    page.shows("Somebody else has changed this list.").await;
    page.press("Save mine").await;
    page.shows("Saved.").await;
    page.portal.load_again();
    let page = open_list(Page::again(page.portal.clone()), "Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    assert!(!page.text().contains("There are changes"));
}

#[wasm_bindgen_test]
async fn a_list_beyond_the_limit_is_not_sent_and_not_lost() {
    let page = opened_list("Shared phrases").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    let long = "x".repeat(15_000);
    edit(&page, 0, &long).await;
    page.press("Save").await;
    page.shows("Bitrix24 has no room for a list this long.").await;
    assert_eq!((sent(&page, SET).len(), texts(&page)[0].len()), (0, 15_000));
}

#[wasm_bindgen_test]
async fn what_a_newer_version_has_stored_is_left_alone() {
    let newer = r#"{"version":2,"lists":[]}"#;
    let portal = Simulator::here(Scenario::named("settings-own-page"));
    portal.change(|portal| portal.set_app_option(PHRASES, newer.into()));
    let page = Page::with(portal);
    page.shows("Register a call").await;
    page.find(".settings details")
        .unwrap()
        .set_attribute("open", "")
        .unwrap();
    page.shows("Another version of this app has stored this list.")
        .await;
    assert!(page.button("Save").is_none());
    assert_eq!(stored(&page, PHRASES), newer);
}

#[wasm_bindgen_test]
async fn a_list_that_cannot_be_loaded_can_be_asked_for_again() {
    let portal = Simulator::here(Scenario::named("settings-own-page"));
    portal.fault(Fault::new(FaultKind::Offline).rest().only("app.option.get"));
    let page = Page::with(portal);
    page.shows("Register a call").await;
    page.find(".settings details")
        .unwrap()
        .set_attribute("open", "")
        .unwrap();
    page.shows("The list could not be loaded.").await;
    assert!(page.button("Save").is_none());
    page.portal.clear_faults();
    page.press("Try again").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
}

#[wasm_bindgen_test]
async fn only_administrators_change_them() {
    let page = own_in(|portal| portal.settings.is_admin = false).await;
    page.shows("Only an administrator of this Bitrix24 can change the shared phrases")
        .await;
    assert!(page.find(".settings details").is_none());
}

#[wasm_bindgen_test]
async fn a_result_code_has_a_shortcut_that_no_other_one_has() {
    let page = opened_list("Result codes").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    let type_key = async |at: usize, key: &str| {
        let field = page.all(".settings-item input[maxlength]")[at].id();
        fill(&page, &field, key).await;
    };
    for (first, second) in [("o", "O"), ("1", ""), ("\u{449}", ""), ("+", "")] {
        type_key(0, first).await;
        type_key(1, second).await;
        page.press("Save").await;
        page.shows("A shortcut is one letter from A to Z").await;
        type_key(0, "").await;
        page.stops_showing("A shortcut is one letter from A to Z").await;
    }
    assert!(sent(&page, SET).is_empty());
    type_key(0, "o").await;
    type_key(1, "7").await;
    page.press("Save").await;
    page.shows("Saved.").await;
    assert!(stored(&page, CODES).contains(
        r#"{"text":"Order","group":"Sales","code":"200","key":"O"},{"text":"Offer sent","group":"Sales","code":"200","key":"7"}"#
    ));
}

#[wasm_bindgen_test]
async fn the_field_for_the_result_code_is_a_custom_one() {
    let page = opened_list("Result codes").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    for wrong in ["title", "UF_CRM_", "RESULT"] {
        fill(&page, "settings-code-field", wrong).await;
        page.press("Save").await;
        page.shows("The name of a custom CRM field begins with UF_CRM_.")
            .await;
        fill(&page, "settings-code-field", "").await;
        page.stops_showing("begins with UF_CRM_").await;
    }
    assert!(sent(&page, SET).is_empty());
    fill(&page, "settings-code-field", " UF_CRM_RESULT ").await;
    page.press("Save").await;
    page.shows("Saved.").await;
    assert!(stored(&page, CODES).starts_with(r#"{"version":1,"field":"UF_CRM_RESULT","items":["#));
}

/// The entry at this place is shown as one without a title, with the focus there, and nothing was sent.
async fn title_is_missing(page: &Page, at: usize) {
    page.shows("Enter a title.").await;
    let field = page.all(".settings-item [id$=-title]")[at].clone();
    until(|| focused() == field.id(), focused).await;
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(sent(page, SET).is_empty() && !page.text().contains("Saved."));
}

#[wasm_bindgen_test]
async fn a_result_code_without_a_title_is_neither_deleted_nor_called_saved() {
    let page = opened_list("Result codes").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    edit(&page, 1, " ").await;
    page.press("Save").await;
    title_is_missing(&page, 1).await;
    page.shows("There are changes that are not saved.").await;
    edit(&page, 1, "Offer made").await;
    page.stops_showing("Enter a title.").await;
    page.press("Add").await;
    until(|| texts(&page).len() == 5, || page.text()).await;
    let group = page.find(".settings-item:last-child [id$=-group]").unwrap();
    fill(&page, &group.id(), "Sales").await;
    page.press("Save").await;
    title_is_missing(&page, 4).await;
    edit(&page, 4, "Late").await;
    // A row with nothing in it is no entry.
    page.press("Add").await;
    until(|| texts(&page).len() == 6, || page.text()).await;
    page.press("Save").await;
    page.shows("Saved.").await;
    assert_eq!(
        stored(&page, CODES),
        r#"{"version":1,"items":[{"text":"Order","group":"Sales","code":"200"},{"text":"Offer made","group":"Sales","code":"200"},{"text":"Complaint","group":"Service"},{"text":"Wrong number","code":"404"},{"text":"Late","group":"Sales"}]}"#
    );
}

#[wasm_bindgen_test]
async fn a_call_script_with_only_a_direction_is_neither_deleted_nor_called_saved() {
    let page = opened_list("Call scripts").await;
    until(|| texts(&page).len() == 6, || page.text()).await;
    page.press("Add").await;
    until(|| texts(&page).len() == 8, || page.text()).await;
    let direction = page.find(".settings-item:last-child select").unwrap();
    fill(&page, &direction.id(), "incoming").await;
    page.press("Save").await;
    until(|| page.find("input[aria-invalid]").is_some(), || page.text()).await;
    let at = page.all(".settings-item").len() - 1;
    title_is_missing(&page, at).await;
    // After a reload it is still there.
    let portal = page.portal.clone();
    drop(page);
    portal.load_again();
    let page = open_list(Page::again(portal), "Call scripts").await;
    until(|| texts(&page).len() == 8, || page.text()).await;
}

#[wasm_bindgen_test]
async fn all_that_the_other_administrator_has_changed_is_shown_before_it_is_replaced() {
    let page = opened_list("Result codes").await;
    until(|| texts(&page).len() == 4, || page.text()).await;
    let theirs = || {
        let rows = page.all(".settings-theirs > li");
        let text = |row: &web_sys::Element| row.text_content().unwrap_or_default();
        rows.iter().map(text).collect::<Vec<_>>()
    };
    let conflict = async |stored: &str, shown: &[&str]| {
        store(&page, CODES, stored);
        page.press("Save").await;
        until(|| theirs() == shown, || page.text()).await;
    };
    edit(&page, 0, "Mine").await;
    conflict(
        r#"{"version":1,"required":true,"field":"UF_CRM_A","items":[{"text":"Theirs"}]}"#,
        &[
            "Theirs",
            "A call with a CRM item cannot be finished without a result code",
            "CRM field for the result code: UF_CRM_A",
        ],
    )
    .await;
    page.press("Use theirs").await;
    until(|| texts(&page) == ["Theirs"], || page.text()).await;
    edit(&page, 0, "Mine").await;
    conflict(
        r#"{"version":1,"items":[]}"#,
        &[
            "The list is empty.",
            "A call can be finished without a result code",
            "CRM field for the result code: None",
        ],
    )
    .await;
    page.press("Save mine").await;
    page.shows("Saved.").await;
    assert_eq!(
        stored(&page, CODES),
        r#"{"version":1,"required":true,"field":"UF_CRM_A","items":[{"text":"Mine"}]}"#
    );
}
