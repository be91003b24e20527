//! The tab of the call card: what belongs to whom, which address the portal can open, and what is sent and read.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/json.rs"]
mod json;
#[path = "support/portal.rs"]
mod portal;

use call_card::api::call_card_tab::{BadAddress, FoundTabs, PortalKind, TabAddress, handler, sort};
use call_card::api::php::List;
use call_card::api::widget::{AppInfo, Bind, Handler, Unbind, Unbound};
use call_card::bx24::protocol::is_https;
use json::{read, sent};
use portal::{ask, open, read_by_php};
use serde_json::json;

const HERE: &str = "https://apps.example.com/call-card/";

fn titles() -> Vec<String> {
    ["Call card", "Anrufkarte"].map(str::to_owned).to_vec()
}

fn tab(placement: &str, handler: &str, titles: &[&str]) -> Handler {
    Handler {
        placement: placement.to_owned(),
        handler: handler.to_owned(),
        titles: titles.iter().map(|title| (*title).to_owned()).collect(),
    }
}

#[test]
fn a_tab_with_our_title_at_an_address_that_is_not_remembered_is_not_taken_for_ours() {
    let handlers = [
        tab("CALL_CARD", "https://old.example/", &["Anrufkarte"]),
        tab("CALL_CARD", "https://other.example/purpose/", &["Call card"]),
    ];
    let found = sort(&handlers, HERE, &titles(), "https://old.example/");
    assert_eq!(found.old, ["https://old.example/"]);
    assert_eq!(found.similar, ["https://other.example/purpose/"]);
    let found = sort(&handlers, HERE, &titles(), "");
    assert!(found.old.is_empty());
    assert_eq!(found.similar.len(), 2);
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let handlers = [
        tab("CALL_CARD", "https://old.example/", &["Anrufkarte"]),
        tab("CALL_CARD", "https://older.example/", &["Renamed by hand"]),
        tab("CALL_CARD", "https://guide.example/", &["Conversation guide"]),
        tab("CALL_CARD", "https://untitled.example/", &[]),
        tab("LEFT_MENU", HERE, &["Call card"]),
    ];
    let found = sort(&handlers, HERE, &titles(), "https://older.example/");
    assert_eq!(found.here, None);
    assert_eq!(found.old, ["https://older.example/"]);
    assert_eq!(found.similar, ["https://old.example/"]);
    assert_eq!(
        found.others,
        ["https://guide.example/", "https://untitled.example/"]
    );
}

#[test]
fn a_folder_and_its_index_are_one_address() {
    for (bound, page) in [
        (HERE.to_owned(), format!("{HERE}index.html")),
        (format!("{HERE}index.html"), HERE.to_owned()),
    ] {
        let found = sort(&[tab("CALL_CARD", &bound, &["Renamed"])], &page, &titles(), "");
        let here = Some(bound);
        assert_eq!(
            found,
            FoundTabs {
                here,
                ..FoundTabs::default()
            }
        );
    }
}

#[test]
fn the_tab_opens_the_apps_page_and_never_the_installation() {
    for (page, tab) in [
        (HERE, HERE),
        (
            "https://a.example/x/install.html",
            "https://a.example/x/index.html",
        ),
        (
            "https://a.example:8443/x/index.html?DOMAIN=p&LANG=en#a",
            "https://a.example:8443/x/index.html",
        ),
        (
            "https://a.example/reinstall.html",
            "https://a.example/reinstall.html",
        ),
        ("https://172.32.0.1/", "https://172.32.0.1/"),
    ] {
        let found = handler(page, PortalKind::Cloud);
        assert_eq!(found, Ok(address(tab, None)));
    }
}

fn address(address: &str, doubt: Option<BadAddress>) -> TabAddress {
    TabAddress {
        address: address.to_owned(),
        doubt,
    }
}

#[test]
fn portals_of_the_cloud_are_known_by_their_domain() {
    for domain in [
        "company.bitrix24.com",
        "company.bitrix24.de",
        "a.bitrix24.com.br",
        "b.bitrix24.ru:443",
        "",
    ] {
        assert_eq!(PortalKind::of(domain, true), PortalKind::Cloud, "{domain}");
    }
    for domain in [
        "bitrix24.example.com",
        "portal.example.com",
        "intranet",
        "10.0.0.5:8080",
        "crm.bitrix24.local",
        "www.bitrix24.example.com",
        "company.bitrix24.example.org",
    ] {
        let own = PortalKind::OwnServer { is_https: false };
        assert_eq!(PortalKind::of(domain, false), own, "{domain}");
    }
}

#[test]
fn what_a_portal_on_an_own_server_may_open_is_a_doubt_and_not_a_refusal() {
    let own = |is_https| PortalKind::OwnServer { is_https };
    let local = "https://192.168.0.7/card/";
    let plain = "http://192.168.0.7/card/";
    for (page, portal, found) in [
        (local, PortalKind::Cloud, Err(BadAddress::Local)),
        (local, own(true), Ok(address(local, Some(BadAddress::Local)))),
        (local, own(false), Ok(address(local, Some(BadAddress::Local)))),
        (plain, PortalKind::Cloud, Err(BadAddress::NotHttps)),
        // A page on https shows no frame that is not.
        (plain, own(true), Err(BadAddress::NotHttps)),
        (plain, own(false), Ok(address(plain, Some(BadAddress::NotHttps)))),
        (HERE, own(false), Ok(address(HERE, None))),
        (
            "file:///C:/card/index.html",
            own(false),
            Err(BadAddress::NotHttps),
        ),
    ] {
        assert_eq!(handler(page, portal), found, "{page} {portal:?}");
    }
}

#[test]
fn an_address_that_bitrix24_cannot_open_is_refused_before_it_is_sent() {
    for page in [
        "http://apps.example.com/",
        "",
        "file:///C:/card/index.html",
        "about:srcdoc",
    ] {
        assert_eq!(
            handler(page, PortalKind::Cloud),
            Err(BadAddress::NotHttps),
            "{page}"
        );
    }
    for host in [
        "localhost",
        "localhost:8443",
        "127.0.0.1",
        "[::1]:8443",
        "10.1.2.3",
        "192.168.0.7",
        "172.16.0.1",
        "172.31.9.9:444",
        "169.254.1.1",
        "intranet",
        "pc.local",
        "app.localhost",
    ] {
        assert_eq!(
            handler(&format!("https://{host}/card/"), PortalKind::Cloud),
            Err(BadAddress::Local),
            "{host}"
        );
    }
}

#[test]
fn the_tab_is_sent_with_its_title_in_every_language() {
    let bind = Bind {
        placement: "CALL_CARD".to_owned(),
        handler: HERE.to_owned(),
        title: "Call card".to_owned(),
        titles: vec![
            ("en".to_owned(), "Call card".to_owned()),
            ("de".to_owned(), "Anrufkarte".to_owned()),
        ],
    };
    let mut portal = open("own-page");
    let php = read_by_php(&mut portal, "placement.bind", &sent(&bind));
    assert_eq!(
        php,
        json!({
            "PLACEMENT": "CALL_CARD", "HANDLER": "https://apps.example.com/call-card/", "TITLE": "Call card",
            "LANG_ALL": { "en": { "TITLE": "Call card" }, "de": { "TITLE": "Anrufkarte" } },
        })
    );
    let found = ask(&mut portal, "placement.get", &json!({})).unwrap();
    let List(found) = read::<List<Handler>>(&found).expect("a list");
    assert_eq!(found, [tab("CALL_CARD", HERE, &["Anrufkarte", "Call card"])]);
    let twice = ask(&mut portal, "placement.bind", &sent(&bind)).unwrap_err();
    assert!(twice.detail.contains("already bind"), "{}", twice.detail);
}

#[test]
fn only_one_address_is_taken_away() {
    let mut portal = open("tab-moved");
    let unbind = Unbind {
        placement: "CALL_CARD",
        handler: "https://old.example.com/card/index.html",
    };
    let answer = ask(&mut portal, "placement.unbind", &sent(&unbind)).unwrap();
    assert_eq!(read(&answer), Some(Unbound { count: 1 }));
    assert_eq!(portal.card_tabs(), ["https://apps.example.com/scripts/"]);
}

#[test]
fn the_portal_says_whether_the_app_is_installed() {
    for (scenario, installed) in [("own-page", true), ("not-installed", false)] {
        let answer = ask(&mut open(scenario), "app.info", &json!({})).unwrap();
        assert_eq!(read::<AppInfo>(&answer).unwrap().installed, installed);
    }
    assert_eq!(read::<AppInfo>(&json!([])), None);
}

#[test]
fn no_address_of_a_page_is_too_strange() {
    use proptest::prelude::*;
    proptest!(|(page in any::<String>())| {
        let _ = PortalKind::of(&page, true);
        for portal in [PortalKind::Cloud, PortalKind::OwnServer { is_https: false }] {
            let _ = handler(&page, portal);
            let _ = handler(&format!("https://{page}"), portal);
        }
    });
}

#[test]
fn a_portal_on_http_is_not_taken_for_one_on_https() {
    for (frame_name, query, is) in [
        ("b24.company.example|1|sid", "?PROTOCOL=0", true),
        ("b24.company.example|0|sid", "?PROTOCOL=1", false),
        ("", "?DOMAIN=b24.company.example&PROTOCOL=0&LANG=en", false),
        ("", "?DOMAIN=b24.company.example&PROTOCOL=1", true),
        ("", "", true),
    ] {
        assert_eq!(is_https(frame_name, query), is, "{frame_name} {query}");
    }
}
