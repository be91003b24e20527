//! Comments in the timeline, and the notes on activities and comments.

use super::*;

const ADD: &str = "crm.timeline.comment.add";
const LIST: &str = "crm.timeline.comment.list";
const SAVE: &str = "crm.timeline.note.save";
const GET: &str = "crm.timeline.note.get";

fn comment(kind: &str, id: u64, text: &str) -> Value {
    json!({ "fields": { "ENTITY_TYPE": kind, "ENTITY_ID": id, "COMMENT": text } })
}

fn of(kind: &str, id: u64) -> Value {
    json!({ "filter": { "ENTITY_TYPE": kind, "ENTITY_ID": id }, "order": { "ID": "DESC" } })
}

fn on_call(id: u64, text: &str) -> Value {
    json!({ "ownerTypeId": 3, "ownerId": 17, "itemType": 2, "itemId": id, "text": text })
}

#[test]
fn the_comments_of_one_item_are_listed_newest_first_when_asked_so() {
    let mut portal = open("incoming-known");
    result(&mut portal, ADD, comment("contact", 17, "first"));
    result(&mut portal, ADD, comment("contact", 17, "second"));
    result(&mut portal, ADD, comment("dynamic_177", 71, "rental"));
    let texts =
        |list: Value| -> Vec<String> { list.items().filter_map(|one| one["COMMENT"].text()).collect() };
    assert_eq!(
        texts(result(&mut portal, LIST, of("contact", 17))),
        ["second", "first"]
    );
    assert_eq!(
        texts(result(&mut portal, LIST, of("dynamic_177", 71))),
        ["rental"]
    );
    assert_eq!(
        texts(result(
            &mut portal,
            LIST,
            json!({ "filter": { "ENTITY_TYPE": "contact" } })
        )),
        [""; 0],
        "both filters are required"
    );
    let mut selected = of("contact", 17);
    selected["select"] = json!(["ID"]);
    assert_eq!(result(&mut portal, LIST, selected)[0].get("COMMENT"), None);
}

#[test]
fn an_empty_comment_is_refused_and_one_on_a_missing_item_is_nowhere() {
    let mut portal = open("incoming-known");
    assert_eq!(
        refusal(&mut portal, ADD, comment("contact", 17, "")).1,
        "INVALID_ARG_VALUE"
    );
    assert!(
        result(&mut portal, ADD, comment("contact", 999, "lost"))
            .id()
            .is_some()
    );
    assert_eq!(result(&mut portal, LIST, of("contact", 999)), json!([]));
    assert!(portal.comments().is_empty());
}

#[test]
fn comments_need_the_right_to_the_item() {
    let mut portal = open("no-right");
    assert_eq!(
        refusal(&mut portal, ADD, comment("contact", 17, "x")).1,
        "ACCESS_DENIED"
    );
    assert_eq!(
        refusal(&mut portal, LIST, of("contact", 17)),
        (400, String::new(), "Access denied.".into())
    );
}

#[test]
fn a_call_has_one_note_and_a_second_one_replaces_it() {
    let mut portal = open("incoming-known");
    let read = on_call(911, "");
    assert_eq!(refusal(&mut portal, GET, read.clone()).1, "NOT_FOUND");
    assert_eq!(
        result(&mut portal, SAVE, on_call(911, "Asked")),
        Value::Bool(true)
    );
    portal.tick(NOW + 60_000.0);
    portal.settings.user = 2;
    result(&mut portal, SAVE, on_call(911, "Asked twice"));
    let note = result(&mut portal, GET, read);
    assert_eq!(
        note,
        json!({
            "text": "Asked twice",
            "createdById": 1, "createdTime": clock::iso(NOW),
            "updatedById": 2, "updatedTime": clock::iso(NOW + 60_000.0),
        })
    );
}

#[test]
fn a_note_is_refused_by_the_documented_codes() {
    let mut portal = open("incoming-known");
    let mut refused = |params: Value| refusal(&mut portal, SAVE, params).1;
    assert_eq!(refused(on_call(999, "x")), "NOT_FOUND");
    assert_eq!(refused(on_call(911, "")), "100");
    assert_eq!(refused(json!({ "ownerTypeId": 3, "ownerId": 17 })), "100");
    let other_owner = json!({ "ownerTypeId": 3, "ownerId": 51, "itemType": 2, "itemId": 911, "text": "x" });
    assert_eq!(refused(other_owner), "NOT_FOUND");
    portal.faults.add(FaultKind::ReadOnly(Item::contact(17)).into());
    assert_eq!(refusal(&mut portal, SAVE, on_call(911, "x")).1, "ACCESS_DENIED");
}
