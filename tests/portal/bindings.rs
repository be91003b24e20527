//! `crm.activity.binding.*`: what an activity is bound to.

use super::*;

const ADD: &str = "crm.activity.binding.add";
const MOVE: &str = "crm.activity.binding.move";
const DELETE: &str = "crm.activity.binding.delete";

fn to(kind: u64, id: u64) -> Value {
    json!({ "activityId": 912, "entityTypeId": kind, "entityId": id })
}

fn between(source: (u64, u64), target: (u64, u64)) -> Value {
    json!({
        "activityId": 912,
        "sourceEntityTypeId": source.0, "sourceEntityId": source.1,
        "targetEntityTypeId": target.0, "targetEntityId": target.1,
    })
}

fn code(portal: &mut Portal, method: &str, params: Value) -> String {
    let (status, code, _) = refusal(portal, method, params);
    assert_eq!(status, 400);
    code
}

#[test]
fn a_call_is_bound_to_another_item_once() {
    let mut portal = open("incoming-known");
    assert_eq!(result(&mut portal, ADD, to(2, 32)), Value::Bool(true));
    assert_eq!(code(&mut portal, ADD, to(2, 32)), "ACTIVITY_IS_ALREADY_BOUND");
    let list = result(
        &mut portal,
        "crm.activity.binding.list",
        json!({ "activityId": 912 }),
    );
    assert_eq!(
        list,
        json!([{ "entityTypeId": 3, "entityId": 17 }, { "entityTypeId": 2, "entityId": 32 }])
    );
    assert_eq!(code(&mut portal, ADD, to(2, 999)), "OWNER_NOT_FOUND");
    let unknown = json!({ "activityId": 99, "entityTypeId": 2, "entityId": 32 });
    assert_eq!(code(&mut portal, ADD, unknown), "NOT_FOUND");
    assert_eq!(code(&mut portal, ADD, json!({ "activityId": 912 })), "100");
}

#[test]
fn a_binding_moves_within_its_type_only() {
    let mut portal = open("incoming-known");
    assert_eq!(
        code(&mut portal, MOVE, between((3, 17), (2, 32))),
        "SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR"
    );
    assert_eq!(
        code(&mut portal, MOVE, between((3, 17), (3, 17))),
        "SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR"
    );
    assert_eq!(
        code(&mut portal, MOVE, between((3, 51), (3, 52))),
        "BINDING_NOT_FOUND"
    );
    result(&mut portal, MOVE, between((3, 17), (3, 51)));
    let call = portal.activity(912).unwrap();
    assert_eq!(call.bindings, [Item::contact(51)]);
    assert_eq!(call.field("OWNER_ID"), "51");
}

#[test]
fn the_last_binding_stays() {
    let mut portal = open("incoming-known");
    assert_eq!(
        code(&mut portal, DELETE, to(3, 17)),
        "LAST_BINDING_CANNOT_BE_DELETED"
    );
    assert_eq!(code(&mut portal, DELETE, to(3, 51)), "BINDING_NOT_FOUND");
    result(&mut portal, ADD, to(2, 32));
    result(&mut portal, DELETE, to(3, 17));
    let call = portal.activity(912).unwrap();
    assert_eq!(call.bindings, [Item::deal(32)]);
    assert_eq!(call.field("OWNER_TYPE_ID"), "2");
}

#[test]
fn bindings_need_the_right_to_change_both_items() {
    let mut portal = open("incoming-known");
    portal.faults.add(FaultKind::ReadOnly(Item::deal(32)).into());
    assert_eq!(code(&mut portal, ADD, to(2, 32)), "ACCESS_DENIED");
    portal.faults.add(FaultKind::ReadOnly(Item::contact(17)).into());
    assert_eq!(code(&mut portal, ADD, to(2, 33)), "ACCESS_DENIED");
}

#[test]
fn the_list_leaves_out_what_may_not_be_read() {
    let mut portal = open("incoming-known");
    result(&mut portal, ADD, to(2, 32));
    portal
        .faults
        .add(Fault::new(FaultKind::NoRight(Item::contact(17))));
    let list = result(
        &mut portal,
        "crm.activity.binding.list",
        json!({ "activityId": 912 }),
    );
    assert_eq!(list, json!([{ "entityTypeId": 2, "entityId": 32 }]));
}
