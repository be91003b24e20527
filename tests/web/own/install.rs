//! The installation, by an administrator and by somebody else.

use super::*;
use call_card::simulator::LogEntry;

const ADDRESS: &str = "https://apps.example.com/call-card/";
const STEPS: [&str; 3] = ["placement.get", "placement.bind", "setInstallFinish"];

fn installation(change: impl FnOnce(&mut Portal)) -> Page {
    let portal = Simulator::here(Scenario::named("not-installed"));
    portal.change(change);
    Page::with(portal)
}

/// What was asked of the portal for the installation, in the order it was asked.
fn asked(page: &Page) -> Vec<String> {
    let wanted = |entry: &LogEntry| entry.name.starts_with("placement.") || entry.name == "setInstallFinish";
    let log = page.portal.log().into_iter();
    log.filter(wanted).map(|entry| entry.name).collect()
}

fn is_installed(page: &Page) -> bool {
    page.portal.portal().borrow().settings.installed
}

fn tabs(page: &Page) -> Vec<String> {
    page.portal.portal().borrow().card_tabs()
}

#[wasm_bindgen_test]
async fn a_first_run_looks_adds_the_tab_and_finishes() {
    let page = installation(|_| {});
    page.shows("Install the call card").await;
    page.shows(ADDRESS).await;
    assert!(
        asked(&page).is_empty(),
        "nothing before Install: {:?}",
        asked(&page)
    );
    page.press("Install").await;
    page.shows("The call card is installed.").await;
    assert_eq!(asked(&page), STEPS);
    assert_eq!(tabs(&page), [ADDRESS]);
    assert!(is_installed(&page));
    let bind = &sent(&page, "placement.bind")[0].payload;
    let text = |key: &str| bind[key].text().unwrap_or_default();
    assert_eq!(
        [text("PLACEMENT"), text("HANDLER"), text("TITLE")],
        ["CALL_CARD", ADDRESS, "Call card"]
    );
    assert_eq!(bind["LANG_ALL"]["en"]["TITLE"].as_str(), Some("Call card"));
}

#[wasm_bindgen_test]
async fn a_second_run_binds_nothing_twice() {
    let page = installation(|portal| portal.bind_before("CALL_CARD", ADDRESS, "Call card"));
    page.shows("Install the call card").await;
    page.press("Install").await;
    page.shows("The call card is installed.").await;
    assert_eq!(asked(&page), ["placement.get", "setInstallFinish"]);
    assert_eq!(tabs(&page), [ADDRESS]);
}

#[wasm_bindgen_test]
async fn install_pressed_twice_installs_once() {
    let page = installation(|_| {});
    page.shows("Install the call card").await;
    page.press("Install").await;
    page.press("Install").await;
    page.shows("The call card is installed.").await;
    assert_eq!(asked(&page), STEPS);
}

#[wasm_bindgen_test]
async fn a_step_that_fails_once_is_made_good_by_trying_again() {
    for (method, said) in [
        ("placement.get", "nothing was changed"),
        ("placement.bind", "The tab was not added."),
        ("setInstallFinish", "Bitrix24 has not finished the installation"),
    ] {
        let page = installation(|_| {});
        page.shows("Install the call card").await;
        let fault = match method {
            "setInstallFinish" => Fault::new(FaultKind::Silent).commands(),
            _ => Fault::status(400, "ERROR_CORE").rest(),
        };
        page.portal.fault(fault.times(1).only(method));
        page.press("Install").await;
        page.shows(said).await;
        assert!(!is_installed(&page), "{method}");
        page.press("Try again").await;
        page.shows("The call card is installed.").await;
        assert!(is_installed(&page), "{method}");
        assert_eq!(tabs(&page), [ADDRESS], "{method}");
        assert!(!page.text().contains("Failed"), "{}", page.text());
    }
}

#[wasm_bindgen_test]
async fn an_answer_that_got_lost_adds_no_second_tab() {
    for kind in [
        FaultKind::DropAnswer,
        FaultKind::BrokenBody,
        FaultKind::Status503,
        FaultKind::Offline,
    ] {
        let page = installation(|_| {});
        page.shows("Install the call card").await;
        page.portal
            .fault(Fault::new(kind).rest().times(1).only("placement.bind"));
        page.press("Install").await;
        page.shows("It is not known whether that worked.").await;
        page.press("Try again").await;
        page.shows("The call card is installed.").await;
        assert_eq!(tabs(&page), [ADDRESS]);
    }
}

#[wasm_bindgen_test]
async fn an_end_that_is_not_known_is_not_called_a_failure_and_not_sent_twice() {
    let page = installation(|_| {});
    page.shows("Install the call card").await;
    page.press("Install").await;
    until(|| page.portal.count("setInstallFinish") == 1, || page.text()).await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only("app.info"));
    page.shows("It is not known whether that worked.").await;
    assert!(!page.text().contains("has not finished"), "{}", page.text());
    page.portal.clear_faults();
    page.press("Try again").await;
    page.shows("The call card is installed.").await;
    assert_eq!(page.portal.count("setInstallFinish"), 1);
}

#[wasm_bindgen_test]
async fn an_end_that_takes_the_portal_a_while_is_looked_for_again() {
    let page = installation(|portal| {
        let silent = Fault::new(FaultKind::Silent).commands();
        portal.faults.add(silent.only("setInstallFinish"));
    });
    page.shows("Install the call card").await;
    let hold = || {
        page.portal
            .fault(Fault::new(FaultKind::Held).rest().only("app.info"));
    };
    hold();
    page.press("Install").await;
    until(|| page.portal.count("app.info") == 2, || page.text()).await;
    page.portal.release();
    hold();
    until(|| page.portal.count("app.info") == 3, || page.text()).await;
    // The answer that is held says that the app is not installed.
    page.portal.change(|portal| portal.settings.installed = true);
    page.portal.release();
    page.shows("The call card is installed.").await;
    assert_eq!(page.portal.count("setInstallFinish"), 1);
}

#[wasm_bindgen_test]
async fn without_telephony_the_missing_right_is_named() {
    let page = installation(|portal| portal.settings.scopes.retain(|scope| scope != "telephony"));
    page.shows("Install the call card").await;
    page.press("Install").await;
    page.shows("The app has not been granted Telephony and Widgets.")
        .await;
    assert!(!is_installed(&page));
}

#[wasm_bindgen_test]
async fn somebody_without_rights_reads_whom_to_ask() {
    let page = installation(|portal| portal.settings.is_admin = false);
    page.shows("Ask an administrator of your Bitrix24").await;
    assert!(page.button("Install").is_none());
    assert!(asked(&page).is_empty());
}

#[wasm_bindgen_test]
async fn who_may_install_apps_but_is_no_administrator_reads_whom_to_ask() {
    for method in ["placement.get", "placement.bind"] {
        let page = installation(|portal| {
            let refused = Fault::status(403, "ACCESS_DENIED").rest();
            portal.faults.add(refused.only(method));
        });
        page.shows("Install the call card").await;
        page.press("Install").await;
        page.shows("Ask an administrator of your Bitrix24").await;
        assert!(page.button("Install").is_none(), "{method}");
        assert!(page.button("Try again").is_none(), "{method}");
        assert!(!is_installed(&page), "{method}");
    }
}

#[wasm_bindgen_test]
async fn a_page_that_bitrix24_cannot_open_says_so_and_installs_nothing() {
    for (address, said) in [
        ("http://apps.example.com/card/", "only from an https address"),
        ("https://localhost:8443/card/", "reach from outside"),
    ] {
        let portal = Simulator::here(Scenario::named("not-installed"));
        // One of the cloud: what a portal on an own server can open is not known.
        portal.change(|portal| "company.bitrix24.invalid".clone_into(&mut portal.settings.domain));
        let window = web_sys::window().unwrap();
        window.set_name(&portal.frame_name()).unwrap();
        portal.load_again();
        serve_from(address);
        let page = Page::with(portal);
        page.shows(said).await;
        page.shows(address).await;
        assert!(page.button("Install").is_none());
    }
}

#[wasm_bindgen_test]
async fn the_page_of_an_archive_installs_the_page_beside_it() {
    let portal = Simulator::here(Scenario::named("not-installed"));
    serve_from("https://cdn.example.com/app/7/install.html");
    let page = Page::with(portal);
    page.shows("Install the call card").await;
    page.press("Install").await;
    page.shows("The call card is installed.").await;
    assert_eq!(tabs(&page), ["https://cdn.example.com/app/7/index.html"]);
}
