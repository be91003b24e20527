//! `app.option.*` and `user.option.*`.

use super::*;

#[test]
fn administrators_write_the_options_of_the_application_and_everybody_reads_them() {
    let mut portal = open("own-page");
    assert_eq!(result(&mut portal, "app.option.get", json!({})), json!([]));
    let set = json!({ "options": { "phrases": "[]", "codes": { "1": "Busy" } } });
    assert_eq!(
        result(&mut portal, "app.option.set", set.clone()),
        Value::Bool(true)
    );
    portal.settings.is_admin = false;
    assert_eq!(
        result(&mut portal, "app.option.get", json!({ "option": "phrases" })),
        "[]"
    );
    assert_eq!(
        result(&mut portal, "app.option.get", json!({ "option": "other" })),
        Value::Null
    );
    assert_eq!(
        result(&mut portal, "app.option.get", json!({}))["codes"]["1"],
        "Busy"
    );
    assert_eq!(
        refusal(&mut portal, "app.option.set", set),
        (
            400,
            "AccessException".into(),
            "Administrator authorization required".into()
        )
    );
}

#[test]
fn everybody_has_options_of_their_own() {
    let mut portal = open("own-page-agent");
    result(
        &mut portal,
        "user.option.set",
        json!({ "options": { "draft": "Hello" } }),
    );
    assert_eq!(
        result(&mut portal, "user.option.get", json!({ "option": "draft" })),
        "Hello"
    );
    portal.settings.user = 2;
    assert_eq!(result(&mut portal, "user.option.get", json!({})), json!([]));
}

#[test]
fn setting_no_option_is_refused() {
    let mut portal = open("own-page");
    for method in ["app.option.set", "user.option.set"] {
        assert_eq!(
            refusal(&mut portal, method, json!({ "options": {} })),
            (400, "ArgumentNullException".into(), "options is empty".into())
        );
    }
}

#[test]
fn options_need_no_scope() {
    let mut portal = open("own-page");
    portal.settings.scopes = vec!["telephony".to_owned()];
    assert_eq!(result(&mut portal, "user.option.get", json!({})), json!([]));
    assert_eq!(
        refusal(&mut portal, "user.current", json!({})).1,
        "insufficient_scope"
    );
}

#[test]
fn the_sdk_and_rest_share_the_options_but_the_page_has_loaded_them_once() {
    let mut portal = open("own-page");
    portal.command("setAppOption", &json!({ "name": "a", "value": "1" }));
    assert_eq!(
        result(&mut portal, "app.option.get", json!({ "option": "a" })),
        "1"
    );
    result(&mut portal, "app.option.set", json!({ "options": { "b": "2" } }));
    let loaded =
        |portal: &mut Portal| portal.command("getInitData", &json!({})).unwrap()["APP_OPTIONS"].clone();
    assert_eq!(loaded(&mut portal), json!([]));
    portal.reload_page();
    assert_eq!(loaded(&mut portal), json!({ "a": "1", "b": "2" }));
}
