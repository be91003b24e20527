//! `crm.item.add` and `.update`.

use super::*;
use call_card::simulator::ItemKind;

const ADD: &str = "crm.item.add";
const UPDATE: &str = "crm.item.update";

fn refused(portal: &mut Portal, method: &str, params: Value) -> (String, String) {
    let (status, code, text) = refusal(portal, method, params);
    assert_eq!(status, 400);
    (code, text)
}

#[test]
fn a_contact_is_added_with_its_number_and_found_by_it() {
    let mut portal = open("no-crm");
    let fields = json!({
        "name": "Nora", "fm": [{ "typeId": "PHONE", "valueType": "MOBILE", "value": "+4917000000001" }],
        "nonsense": 1, "id": 3,
    });
    let contact = result(&mut portal, ADD, json!({ "entityTypeId": 3, "fields": fields }))["item"].clone();
    assert_eq!(
        [&contact["assignedById"], &contact["createdBy"]],
        [1, 1],
        "the agent is responsible"
    );
    assert_eq!([&contact["phone"], &contact["hasPhone"]], ["+4917000000001", "Y"]);
    assert_eq!(contact["fm"][0]["valueType"], "MOBILE");
    assert_eq!(contact.get("nonsense"), None);
    assert_ne!(contact["id"], 3);
    let number = json!({ "PHONE_NUMBER": "+4917000000001" });
    let found = result(&mut portal, "telephony.externalCall.searchCrmEntities", number);
    assert_eq!(found[0]["CRM_ENTITY_ID"], contact["id"]);
}

#[test]
fn leads_and_deals_get_a_title_and_a_first_stage() {
    let mut portal = open("own-page");
    let lead = result(
        &mut portal,
        ADD,
        json!({ "entityTypeId": 1, "fields": { "name": "X" } }),
    )["item"]
        .clone();
    assert_eq!(lead["title"], format!("Lead #{}", lead["id"]));
    assert_eq!(lead["stageId"], "NEW");
    let fields = json!({ "categoryId": 7, "contactIds": [17] });
    let deal = result(&mut portal, ADD, json!({ "entityTypeId": 2, "fields": fields }))["item"].clone();
    assert_eq!([&deal["stageId"], &deal["stageSemanticId"]], ["C7:NEW", "P"]);
    assert_eq!([&deal["contactId"], &deal["contactIds"][0]], [17, 17]);
}

#[test]
fn rows_without_a_type_and_text_instead_of_rows_are_dropped() {
    let mut portal = open("own-page");
    for fm in [json!("+491"), json!([{ "valueType": "WORK", "value": "+491" }])] {
        let fields = json!({ "name": "Nora", "fm": fm });
        let contact =
            result(&mut portal, ADD, json!({ "entityTypeId": 3, "fields": fields }))["item"].clone();
        assert_eq!(contact["fm"], json!([]));
        assert_eq!(contact["hasPhone"], "N");
    }
}

#[test]
fn rows_are_changed_and_deleted_by_their_keys_and_added_by_others() {
    let mut portal = open("incoming-known");
    let row = portal.crm.field(Item::contact(17), "fm")[0]["id"].clone();
    let mut update = |fm: Value| {
        let params = json!({ "entityTypeId": 3, "id": 17, "fields": { "fm": fm } });
        let contact = result(&mut portal, UPDATE, params)["item"].clone();
        contact["fm"]
            .items()
            .filter_map(|row| row["value"].text())
            .collect::<Vec<_>>()
    };
    let key = row.to_string();
    assert_eq!(
        update(json!({ key.as_str(): { "value": "+492" } })),
        ["+4915112345678"]
    );
    let changed = json!({ key.as_str(): { "typeId": "PHONE", "value": "+492" } });
    assert_eq!(update(changed), ["+492"]);
    let added = json!({ "n0": { "typeId": "EMAIL", "value": "m@example.com" } });
    assert_eq!(update(added), ["+492", "m@example.com"]);
    let deleted = json!({ key.as_str(): { "typeId": "PHONE", "value": "" } });
    assert_eq!(update(deleted), ["m@example.com"]);
    assert_eq!(
        update(json!([{ "typeId": "PHONE", "value": "+493" }])),
        ["m@example.com", "+493"]
    );
}

#[test]
fn a_deal_moves_to_a_stage_of_its_pipeline_or_of_the_pipeline_sent_with_it() {
    let mut portal = open("own-page");
    let update = |fields: Value| json!({ "entityTypeId": 2, "id": 31, "fields": fields });
    let won = result(&mut portal, UPDATE, update(json!({ "stageId": "WON" })))["item"].clone();
    assert_eq!([&won["stageSemanticId"], &won["closed"]], ["S", "Y"]);
    let wrong = (
        "CRM_FIELD_ERROR_VALUE_NOT_VALID".into(),
        "Invalid value for field \"stageId\"".into(),
    );
    assert_eq!(
        refused(&mut portal, UPDATE, update(json!({ "stageId": "C7:NEW" }))),
        wrong
    );
    let moved = update(json!({ "categoryId": 7, "stageId": "C7:EXECUTING" }));
    let moved = result(&mut portal, UPDATE, moved)["item"].clone();
    assert_eq!(
        (moved["categoryId"].id(), moved["closed"].as_str()),
        (Some(7), Some("N"))
    );
}

#[test]
fn wrong_values_are_refused_and_nothing_is_changed() {
    let mut portal = open("own-page");
    let update = |fields: Value| json!({ "entityTypeId": 2, "id": 31, "fields": fields });
    for field in ["assignedById", "opportunity", "categoryId"] {
        let (code, text) = refused(
            &mut portal,
            UPDATE,
            update(json!({ "title": "Changed", field: "many" })),
        );
        assert_eq!(code, "CRM_FIELD_ERROR_VALUE_NOT_VALID");
        assert_eq!(text, format!("Invalid value for field \"{field}\""));
    }
    assert_eq!(
        refused(&mut portal, UPDATE, update(json!({ "contactIds": 17 }))),
        (
            "100".into(),
            "Expected iterable value for multiple field, but got `string` instead".into()
        )
    );
    assert_eq!(portal.crm.name(Item::deal(31)), "Spring order");
}

#[test]
fn changing_needs_the_item_and_the_right() {
    let mut portal = open("own-page");
    portal.faults.add(FaultKind::ReadOnly(Item::deal(31)).into());
    let update = |id: u64| json!({ "entityTypeId": 2, "id": id, "fields": { "title": "Changed" } });
    assert_eq!(refused(&mut portal, UPDATE, update(31)).0, "ACCESS_DENIED");
    assert_eq!(refused(&mut portal, UPDATE, update(999)).0, "NOT_FOUND");
    let read = json!({ "entityTypeId": 2, "id": 31 });
    assert_eq!(
        result(&mut portal, "crm.item.get", read)["item"]["title"],
        "Spring order"
    );
}

#[test]
fn a_portal_can_require_more_fields() {
    let mut portal = open("own-page");
    portal.crm.required.push((ItemKind::Contact, "post".to_owned()));
    let add = |fields: Value| json!({ "entityTypeId": 3, "fields": fields });
    assert_eq!(
        refused(&mut portal, ADD, add(json!({ "name": "Nora" }))),
        (
            "CRM_FIELD_ERROR_REQUIRED".into(),
            "The \"Position\" field is required".into()
        )
    );
    result(&mut portal, ADD, add(json!({ "name": "Nora", "post": "Buyer" })));
}

#[test]
fn a_new_identifier_is_passed_on_inside_a_batch() {
    let mut portal = open("own-page");
    let cmd = "cmd[a]=crm.item.add?entityTypeId%3D3%26fields[name]%3DNora\
        &cmd[b]=crm.item.add?entityTypeId%3D2%26fields[contactIds][0]%3D$result[a][item][id]";
    let batch = format!("{cmd}&auth={}", portal.access_token());
    let answer = &body(&portal.rest("batch", &batch, NOW))["result"]["result"];
    assert_eq!(answer["b"]["item"]["contactIds"][0], answer["a"]["item"]["id"]);
    assert!(answer["a"]["item"]["id"].is_u64());
}
