//! `crm.item.get`, `.list`, `.fields`, and the search for a number.

use super::*;

const GET: &str = "crm.item.get";
const LIST: &str = "crm.item.list";

fn ids(answer: &Value) -> Vec<u64> {
    answer["items"]
        .items()
        .filter_map(|item| item["id"].id())
        .collect()
}

#[test]
fn an_item_comes_with_typed_fields_in_camel_case() {
    let mut portal = open("incoming-known");
    let deal = result(&mut portal, GET, json!({ "entityTypeId": 2, "id": 31 }))["item"].clone();
    assert_eq!(deal["title"], "Spring order");
    assert_eq!(deal["opportunity"], 12_500);
    assert_eq!(
        [
            &deal["categoryId"],
            &deal["companyId"],
            &deal["assignedById"],
            &deal["entityTypeId"]
        ],
        [0, 25, 1, 2]
    );
    assert_eq!(
        [&deal["stageId"], &deal["stageSemanticId"], &deal["closed"]],
        ["PREPARATION", "P", "N"]
    );
    assert_eq!(deal["contactIds"], json!([17]));
    assert_eq!(deal.get("fm"), None);

    let contact = result(&mut portal, GET, json!({ "entityTypeId": 3, "id": 17 }))["item"].clone();
    assert_eq!(contact.get("title"), None);
    assert_eq!([&contact["name"], &contact["lastName"]], ["Marta", "Brandt"]);
    assert_eq!(contact["fm"][0]["typeId"], "PHONE");
    assert_eq!(contact["fm"][0]["value"], "+4915112345678");
    assert!(contact["fm"][0]["id"].is_u64());
}

#[test]
fn an_item_of_a_smart_process_has_a_name_and_a_type_with_a_name() {
    let mut portal = open("incoming-known");
    let item = result(&mut portal, GET, json!({ "entityTypeId": 177, "id": 71 }))["item"].clone();
    assert_eq!(
        [&item["title"], &item["stageId"]],
        ["Forklift, two weeks", "DT177_5:CLIENT"]
    );
    let types = result(&mut portal, "crm.enum.ownertype", json!({}));
    let named = types.items().find(|one| one["ID"] == 177).unwrap();
    assert_eq!(
        [&named["NAME"], &named["SYMBOL_CODE"]],
        ["Equipment rental", "DYNAMIC_177"]
    );
}

#[test]
fn an_item_is_refused_by_the_documented_codes() {
    let mut portal = open("no-right");
    let mut refused = |params: Value| {
        let (status, code, _) = refusal(&mut portal, GET, params);
        (status, code)
    };
    assert_eq!(
        refused(json!({ "entityTypeId": 3, "id": 17 })),
        (400, "ACCESS_DENIED".into())
    );
    assert_eq!(
        refused(json!({ "entityTypeId": 3, "id": 999 })),
        (400, "NOT_FOUND".into())
    );
    assert_eq!(
        refused(json!({ "entityTypeId": 1234, "id": 1 })),
        (400, "NOT_FOUND".into())
    );
    assert_eq!(
        refused(json!({ "entityTypeId": 5, "id": 1 })),
        (400, "ENTITY_TYPE_NOT_SUPPORTED".into())
    );
    assert_eq!(refused(json!({ "id": 1 })), (400, "100".into()));
}

#[test]
fn the_open_deals_of_a_client_are_in_several_pipelines() {
    let mut portal = open("incoming-known");
    let params = json!({
        "entityTypeId": 2, "filter": { "contactIds": 17, "closed": "N" }, "order": { "id": "DESC" },
        "select": ["id", "title", "categoryId", "stageId", "nonsense", "fm"],
    });
    let answer = result(&mut portal, LIST, params);
    assert_eq!(ids(&answer), [33, 32, 31]);
    assert_eq!(
        answer["items"][0],
        json!({ "id": 33, "title": "Reseller agreement", "categoryId": 10, "stageId": "C10:PREPAYMENT_INVOIC" })
    );
    let lost = json!({ "entityTypeId": 2, "filter": { "contactIds": [17], "!=stageSemanticId": "P" } });
    assert_eq!(ids(&result(&mut portal, LIST, lost)), [34]);
    let company = json!({ "entityTypeId": 2, "filter": { "companyId": 643 } });
    assert_eq!(ids(&result(&mut portal, LIST, company)), [4615]);
}

#[test]
fn filters_have_operators_and_groups() {
    let mut portal = open("incoming-known");
    let mut list = |filter: Value| {
        ids(&result(
            &mut portal,
            LIST,
            json!({ "entityTypeId": 2, "filter": filter }),
        ))
    };
    assert_eq!(
        list(json!({ ">=opportunity": 8040, "<opportunity": 98_000 })),
        [31, 34]
    );
    assert_eq!(list(json!({ "%title": "order" })), [31, 34]);
    assert_eq!(list(json!({ "=%title": "Autumn%" })), [34]);
    assert_eq!(list(json!({ "@categoryId": [7, 10] })), [32, 33]);
    assert_eq!(
        list(json!({ "!@categoryId": [7, 10], "closed": "N" })),
        [31, 4615]
    );
    let either =
        json!({ "0": { "logic": "OR", "0": { "id": 31 }, "1": { "categoryId": 7, "closed": "N" } } });
    assert_eq!(list(either), [31, 32]);
}

#[test]
fn unknown_fields_are_refused_in_filter_and_order() {
    let mut portal = open("incoming-known");
    let mut refused = |params: Value| {
        let (_, code, text) = refusal(&mut portal, LIST, params);
        assert_eq!(code, "INVALID_ARG_VALUE");
        text
    };
    assert_eq!(
        refused(json!({ "entityTypeId": 2, "filter": { "!NONSENSE": 1 } })),
        "Invalid filter: field 'NONSENSE' is not allowed in filter"
    );
    assert_eq!(
        refused(json!({ "entityTypeId": 3, "filter": { "0": { "title": "x" } } })),
        "Invalid filter: field 'title' is not allowed in filter"
    );
    assert_eq!(
        refused(json!({ "entityTypeId": 2, "order": { "nonsense": "ASC" } })),
        "Invalid order: field 'nonsense' is not allowed in order"
    );
    assert_eq!(
        refused(json!({ "entityTypeId": 2, "order": { "id": "up" } })),
        "Invalid order: allowed sort directions are `ASC, DESC`. But got 'up' for field 'id'"
    );
}

#[test]
fn a_list_leaves_out_what_may_not_be_read_and_comes_in_pages() {
    let mut portal = open("no-right");
    let contacts = json!({ "entityTypeId": 3 });
    assert!(!ids(&result(&mut portal, LIST, contacts)).contains(&17));
    for id in 5000..5060 {
        portal.crm.deal(id, "One of many", "NEW", 1.0, "EUR");
    }
    let page = |portal: &mut Portal, start: u64| {
        let params = json!({ "entityTypeId": 2, "filter": { "title": "One of many" }, "start": start });
        body(&ask(portal, LIST, params))
    };
    let first = page(&mut portal, 0);
    assert_eq!((first["total"].id(), first["next"].id()), (Some(60), Some(50)));
    let second = page(&mut portal, 50);
    assert_eq!(ids(&second["result"]).len(), 10);
    assert_eq!(second.get("next"), None);
}

#[test]
fn phones_are_listed_with_all_fields_or_by_the_name_of_the_first() {
    let mut portal = open("incoming-known");
    let list = |portal: &mut Portal, select: Value| {
        let params = json!({ "entityTypeId": 3, "filter": { "id": 17 }, "select": select });
        result(portal, LIST, params)["items"][0].clone()
    };
    assert_eq!(list(&mut portal, json!(["*"]))["fm"].items().count(), 1);
    assert_eq!(
        list(&mut portal, json!(["phone", "fm"])),
        json!({ "phone": "+4915112345678" })
    );
}

#[test]
fn fields_tell_what_is_required_and_where_values_come_from() {
    let mut portal = open("own-page");
    portal
        .crm
        .required
        .push((call_card::simulator::ItemKind::Contact, "post".to_owned()));
    let contact = result(&mut portal, "crm.item.fields", json!({ "entityTypeId": 3 }))["fields"].clone();
    assert_eq!(contact["post"]["isRequired"], true);
    assert_eq!(contact["name"]["isRequired"], false);
    assert_eq!(contact["id"]["isReadOnly"], true);
    assert_eq!(contact["fm"]["isMultiple"], true);
    assert_eq!(contact["assignedById"]["upperName"], "ASSIGNED_BY_ID");
    let deal = result(&mut portal, "crm.item.fields", json!({ "entityTypeId": 2 }))["fields"].clone();
    assert_eq!(deal["stageId"]["statusType"], "DEAL_STAGE");
    assert_eq!(deal["contactId"]["isDeprecated"], true);
    assert_eq!(deal.get("fm"), None);
}

#[test]
fn a_number_is_found_as_it_is_stored() {
    let mut portal = open("several-clients");
    let mut find = |params: Value| result(&mut portal, "crm.duplicate.findbycomm", params);
    let all = json!({ "type": "PHONE", "values": ["+4940111222"] });
    assert_eq!(find(all), json!({ "CONTACT": [51, 52], "COMPANY": [53] }));
    let contacts = json!({ "type": "PHONE", "values": ["+4940111222"], "entity_type": "COMPANY" });
    assert_eq!(find(contacts), json!({ "COMPANY": [53] }));
    assert_eq!(
        find(json!({ "type": "PHONE", "values": ["+49 40 111222"] })),
        json!([])
    );
    let empty = json!({ "type": "PHONE", "values": [] });
    assert_eq!(
        refusal(&mut portal, "crm.duplicate.findbycomm", empty).2,
        "Communication values is not defined"
    );
}

#[test]
fn twenty_hits_in_one_type_hide_the_types_after_it() {
    let mut portal = open("several-clients");
    for id in 6000..6020 {
        portal.crm.contact(id, "Somebody", "", "+4940111222", 1);
    }
    let find = |portal: &mut Portal, params: Value| result(portal, "crm.duplicate.findbycomm", params);
    let all = find(&mut portal, json!({ "type": "PHONE", "values": ["+4940111222"] }));
    assert_eq!(all.get("COMPANY"), None);
    let companies = json!({ "type": "PHONE", "values": ["+4940111222"], "entity_type": "COMPANY" });
    assert_eq!(find(&mut portal, companies), json!({ "COMPANY": [53] }));
}

#[test]
fn a_type_that_may_not_be_read_is_refused() {
    let mut portal = open("no-deals");
    let get = refusal(
        &mut portal,
        "crm.item.get",
        json!({ "entityTypeId": 2, "id": 31 }),
    );
    assert_eq!((get.0, get.1.as_str()), (400, "ACCESS_DENIED"));
    let list = refusal(&mut portal, "crm.item.list", json!({ "entityTypeId": 2 }));
    assert_eq!((list.0, list.1.as_str()), (400, "ACCESS_DENIED"));
    let contact = result(
        &mut portal,
        "crm.item.get",
        json!({ "entityTypeId": 3, "id": 17 }),
    );
    assert_eq!(contact["item"]["lastName"], "Brandt");
}

#[test]
fn much_is_known_of_the_busy_client() {
    let mut portal = open("busy-client");
    let deals = json!({ "entityTypeId": 2, "filter": { "companyId": 2002, "closed": "N" } });
    let deals = result(&mut portal, "crm.item.list", deals);
    assert_eq!(deals["items"].items().count(), 12);
    let mut activities = |filter: Value| {
        let list = result(&mut portal, "crm.activity.list", json!({ "filter": filter }));
        list.items().count()
    };
    let contact = json!([{ "OWNER_TYPE_ID": 3, "OWNER_ID": 2001 }]);
    assert_eq!(activities(json!({ "BINDINGS": contact, "COMPLETED": "N" })), 30);
    assert_eq!(activities(json!({ "BINDINGS": contact, "TYPE_ID": 2 })), 40);
}
