//! *Call card tab* on the app's own page.

use super::*;

const ADDRESS: &str = "https://apps.example.com/call-card/";
const OLD: &str = "https://old.example.com/card/index.html";
const GUIDE: &str = "https://apps.example.com/scripts/";
const UNKNOWN: &str = "It is not known whether the app is installed.";

fn in_scenario(scenario: &str) -> Page {
    Page::with(Simulator::here(Scenario::named(scenario)))
}

/// Opens the page while `app.info` is refused.
fn with_unknown_installation(scenario: &str) -> Page {
    let portal = Simulator::here(Scenario::named(scenario));
    portal.fault(Fault::status(403, "INVALID_CREDENTIALS").rest().only("app.info"));
    Page::with(portal)
}

fn tabs(page: &Page) -> Vec<String> {
    page.portal.portal().borrow().card_tabs()
}

fn addresses(page: &Page, method: &str) -> Vec<String> {
    let log = sent(page, method).into_iter();
    log.map(|entry| entry.payload["HANDLER"].text().unwrap_or_default())
        .collect()
}

#[wasm_bindgen_test]
async fn the_tab_is_added_and_removed() {
    let page = own().await;
    page.shows("The call card does not have the tab yet.").await;
    assert!(page.button("Remove the tab").is_none());
    page.press("Add the tab").await;
    page.shows("The tab is added.").await;
    page.shows("The tab “Call card” has been in the call card").await;
    page.shows("after reloading the page").await;
    assert_eq!(tabs(&page), [ADDRESS]);
    assert!(page.button("Add the tab").is_none());
    page.press("Remove the tab").await;
    page.shows("The tab is removed.").await;
    page.shows("The call card does not have the tab yet.").await;
    assert!(tabs(&page).is_empty());
}

#[wasm_bindgen_test]
async fn the_page_says_since_when_the_tab_is_there_to_others_too() {
    let page = own().await;
    page.press("Add the tab").await;
    page.shows("The tab is added.").await;
    page.portal.change(Portal::reload_page);
    let portal = page.portal.portal();
    drop(page);
    let word = portal.borrow_mut().command("getInitData", &Value::Null).unwrap();
    let word = word["APP_OPTIONS"]["call-card.tab"].text().unwrap();
    assert!(word.ends_with(ADDRESS), "{word}");
    let other = Simulator::here(Scenario::named("own-page-agent"));
    other.change(|portal| {
        portal.settings.is_admin = true;
        portal.command(
            "setAppOption",
            &serde_json::json!({ "name": "call-card.tab", "value": word }),
        );
        portal.settings.is_admin = false;
        portal.reload_page();
    });
    let page = Page::with(other);
    page.shows("The tab “Call card” has been in the call card since ")
        .await;
    page.shows("Only an administrator of this Bitrix24").await;
    assert!(page.button("Add the tab").is_none() && page.button("Remove the tab").is_none());
    page.settle().await;
    assert!(
        sent(&page, "placement.get").is_empty(),
        "asked for what they may not see"
    );
}

#[wasm_bindgen_test]
async fn a_tab_that_moved_is_repaired_and_the_others_stay() {
    let page = in_scenario("tab-moved");
    page.shows(OLD).await;
    page.shows(GUIDE).await;
    page.press("Add the tab").await;
    page.shows("The tab is added.").await;
    assert_eq!(tabs(&page), [GUIDE, ADDRESS]);
    assert_eq!(addresses(&page, "placement.unbind"), [OLD]);
    let order = page.asked();
    let at = |name: &str| order.iter().position(|known| known == name).unwrap();
    assert!(at("placement.bind") < at("placement.unbind"), "{order:?}");
    assert!(!page.text().contains(OLD), "{}", page.text());
    page.shows(GUIDE).await;
    page.press("Remove the tab").await;
    page.shows("The tab is removed.").await;
    assert_eq!(tabs(&page), [GUIDE]);
}

#[wasm_bindgen_test]
async fn a_tab_that_is_there_is_not_added_again() {
    let page = in_scenario("tab-added");
    page.shows("The tab “Call card” is in the call card.").await;
    assert!(page.button("Add the tab").is_none());
}

#[wasm_bindgen_test]
async fn what_another_administrator_added_meanwhile_counts() {
    let page = own().await;
    page.shows("The call card does not have the tab yet.").await;
    page.portal
        .change(|portal| portal.bind_before("CALL_CARD", ADDRESS, "Call card"));
    page.press("Add the tab").await;
    page.shows("The tab is added.").await;
    assert!(sent(&page, "placement.bind").is_empty());
    assert_eq!(tabs(&page), [ADDRESS]);
}

#[wasm_bindgen_test]
async fn adding_and_removing_that_failed_can_be_tried_again() {
    for (scenario, button, method, said) in [
        ("own-page", "Add the tab", "placement.get", "could not be read"),
        (
            "own-page",
            "Add the tab",
            "placement.bind",
            "The tab was not added.",
        ),
        (
            "tab-moved",
            "Add the tab",
            "placement.unbind",
            "could not be removed",
        ),
        (
            "tab-added",
            "Remove the tab",
            "placement.unbind",
            "could not be removed",
        ),
    ] {
        let page = in_scenario(scenario);
        page.shows(if scenario == "tab-added" {
            "Remove the tab"
        } else {
            "Add the tab"
        })
        .await;
        page.settle().await;
        page.portal
            .fault(Fault::status(400, "ERROR_CORE").rest().times(1).only(method));
        page.press(button).await;
        page.shows(said).await;
        page.press("Try again").await;
        page.shows(if button == "Add the tab" {
            "The tab is added."
        } else {
            "The tab is removed."
        })
        .await;
        page.stops_showing(said).await;
        let expected: &[&str] = match (scenario, button) {
            ("tab-moved", _) => &[GUIDE, ADDRESS],
            (_, "Add the tab") => &[ADDRESS],
            _ => &[],
        };
        assert_eq!(tabs(&page), expected, "{method}");
    }
}

#[wasm_bindgen_test]
async fn where_the_former_tab_could_not_be_removed_the_new_one_is_shown() {
    let page = in_scenario("tab-moved");
    page.shows(OLD).await;
    page.portal.fault(
        Fault::status(400, "ERROR_CORE")
            .rest()
            .times(1)
            .only("placement.unbind"),
    );
    page.press("Add the tab").await;
    page.shows("could not be removed").await;
    page.shows("The tab “Call card” is in the call card.").await;
    page.shows(OLD).await;
    assert_eq!(tabs(&page), [OLD, GUIDE, ADDRESS]);
    page.press("Try again").await;
    page.shows("The tab is added.").await;
    page.stops_showing(OLD).await;
    assert_eq!(tabs(&page), [GUIDE, ADDRESS]);
}

#[wasm_bindgen_test]
async fn a_tab_that_bitrix24_has_not_registered_does_not_count_as_added() {
    let page = own().await;
    page.shows("Add the tab").await;
    page.portal.fault(Fault::new(FaultKind::NotBound).rest().times(1));
    page.press("Add the tab").await;
    page.shows("It is not known whether that worked.").await;
    assert!(!page.text().contains("The tab is added."), "{}", page.text());
    assert!(tabs(&page).is_empty());
    page.press("Try again").await;
    page.shows("The tab is added.").await;
    assert_eq!(tabs(&page), [ADDRESS]);
}

#[wasm_bindgen_test]
async fn looking_that_failed_can_be_tried_again() {
    let portal = Simulator::here(Scenario::named("tab-added"));
    portal.fault(
        Fault::status(400, "ERROR_CORE")
            .rest()
            .times(1)
            .only("placement.get"),
    );
    let page = Page::with(portal);
    page.shows("What is in the call card could not be read").await;
    page.press("Try again").await;
    page.shows("The tab “Call card” is in the call card.").await;
}

#[wasm_bindgen_test]
async fn an_app_that_does_not_say_whether_it_is_installed_still_opens() {
    let page = with_unknown_installation("own-page");
    page.shows("Register a call").await;
    page.shows(UNKNOWN).await;
    fill(&page, "register-number", "+4930111222").await;
    page.portal.clear_faults();
    page.press("Try again").await;
    page.stops_showing(UNKNOWN).await;
    assert_eq!(value(&page, "register-number"), "+4930111222");
}

#[wasm_bindgen_test]
async fn an_app_that_is_not_installed_after_all_can_be_installed() {
    let page = with_unknown_installation("not-installed");
    page.shows(UNKNOWN).await;
    page.portal.clear_faults();
    page.press("Try again").await;
    page.shows("Install the call card").await;
}

#[wasm_bindgen_test]
async fn adding_the_tab_finishes_an_installation_that_was_not_known() {
    let page = with_unknown_installation("not-installed");
    page.shows("Add the tab").await;
    page.portal.clear_faults();
    page.press("Add the tab").await;
    page.shows("The tab is added.").await;
    assert!(page.portal.portal().borrow().settings.installed);
    assert_eq!(page.portal.count("setInstallFinish"), 1);
    assert_eq!(tabs(&page), [ADDRESS]);
    assert!(!page.text().contains(UNKNOWN), "{}", page.text());
}

#[wasm_bindgen_test]
async fn the_tab_does_not_count_as_added_while_the_installation_is_not_known() {
    let page = with_unknown_installation("own-page");
    page.shows("Add the tab").await;
    page.press("Add the tab").await;
    page.shows("It is not known whether that worked.").await;
    assert!(!page.text().contains("The tab is added."), "{}", page.text());
    assert_eq!(tabs(&page), [ADDRESS]);
    page.portal.clear_faults();
    page.press("Try again").await;
    page.stops_showing(UNKNOWN).await;
    page.press("Try again").await;
    page.shows("The tab is added.").await;
    assert_eq!(page.portal.count("placement.bind"), 1);
    assert_eq!(page.portal.count("setInstallFinish"), 0);
}

#[wasm_bindgen_test]
async fn who_may_install_apps_but_is_no_administrator_reads_whom_to_ask() {
    const WHOM: &str = "can add or remove the tab";
    let refused = |method: &str| Fault::status(403, "ACCESS_DENIED").rest().only(method);
    let page = own_in(|portal| portal.faults.add(refused("placement.get"))).await;
    page.shows(WHOM).await;
    assert!(page.button("Try again").is_none());
    drop(page);
    for method in ["placement.get", "placement.bind"] {
        let page = own().await;
        page.shows("Add the tab").await;
        page.portal.fault(refused(method));
        page.press("Add the tab").await;
        page.shows(WHOM).await;
        page.settle().await;
        assert!(page.button("Add the tab").is_none(), "{method}");
        assert!(page.button("Try again").is_none(), "{method}");
        assert!(tabs(&page).is_empty(), "{method}");
    }
}

#[wasm_bindgen_test]
async fn why_bitrix24_does_not_add_the_tab_is_said_in_words() {
    for (code, said) in [
        (
            "ERROR_HANDLER_URL_MATCH",
            "does not accept the address of this page",
        ),
        (
            "ERROR_WRONG_HANDLER_URL",
            "does not accept the address of this page",
        ),
        (
            "ERROR_UNSUPPORTED_PROTOCOL",
            "does not accept the address of this page",
        ),
        ("ERROR_ARGUMENT", "refused the request (ERROR_ARGUMENT)"),
        ("ERROR_PLACEMENT_NOT_FOUND", "has not been granted Telephony"),
        ("WRONG_AUTH_TYPE", "as it is installed"),
    ] {
        let page = own().await;
        page.shows("Add the tab").await;
        page.portal
            .fault(Fault::status(400, code).rest().only("placement.bind"));
        page.press("Add the tab").await;
        page.shows(said).await;
        page.shows("The tab was not added.").await;
        assert!(tabs(&page).is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_tab_with_the_same_title_and_another_address_goes_only_when_the_agent_says_so() {
    let page = own_in(|portal| portal.bind_before("CALL_CARD", OLD, "Call card")).await;
    page.shows("another tab with the same title").await;
    page.press("Add the tab").await;
    page.shows("The tab is added.").await;
    assert_eq!(tabs(&page), [OLD, ADDRESS]);
    assert!(sent(&page, "placement.unbind").is_empty());
    page.press(&format!("Remove the tab that opens {OLD}")).await;
    page.shows("The tab is removed.").await;
    assert_eq!(tabs(&page), [ADDRESS]);
    page.stops_showing("another tab with the same title").await;
    page.shows("The tab “Call card” has been in the call card").await;
}

#[wasm_bindgen_test]
async fn an_address_that_a_portal_on_an_own_server_may_take_can_be_tried_and_its_answer_is_shown() {
    let portal = Simulator::here(Scenario::named("own-page"));
    serve_from("https://192.168.0.7/card/");
    portal.fault(
        Fault::status(400, "ERROR_HANDLER_URL_MATCH")
            .rest()
            .times(1)
            .only("placement.bind"),
    );
    let page = Page::with(portal);
    page.shows("company's own server").await;
    assert!(page.button("Add the tab").is_none());
    page.press("Try anyway").await;
    page.shows("The tab was not added. Bitrix24 answered: ERROR_HANDLER_URL_MATCH")
        .await;
    page.press("Try again").await;
    page.shows("The tab is added.").await;
    assert_eq!(tabs(&page), ["https://192.168.0.7/card/"]);
}
