//! Pipelines, stages and other directories.

use super::*;
use call_card::simulator::ItemKind;

fn stages(portal: &mut Portal, directory: &str) -> Vec<(String, String)> {
    let params = json!({ "filter": { "ENTITY_ID": directory }, "order": { "SORT": "ASC" } });
    let list = result(portal, "crm.status.list", params);
    list.items()
        .map(|one| (one["STATUS_ID"].text().unwrap(), one["NAME"].text().unwrap()))
        .collect()
}

#[test]
fn every_pipeline_has_a_directory_of_its_own_and_the_first_one_no_number() {
    let mut portal = open("own-page");
    assert_eq!(stages(&mut portal, "DEAL_STAGE")[0], ("NEW".into(), "New".into()));
    assert_eq!(
        stages(&mut portal, "DEAL_STAGE_7")[0],
        ("C7:NEW".into(), "Request received".into())
    );
    assert_eq!(stages(&mut portal, "DEAL_STAGE_0"), []);
    let partners = stages(&mut portal, "DEAL_STAGE_10");
    assert_eq!(partners[1].0, "C10:PREPAYMENT_INVOIC");
    assert_eq!(partners[1].0.len(), 21);
    assert_eq!(stages(&mut portal, "DYNAMIC_177_STAGE_5").len(), 4);
}

#[test]
fn a_stage_tells_how_it_ends() {
    let mut portal = open("own-page");
    let params = json!({ "filter": { "ENTITY_ID": "DEAL_STAGE_10" } });
    let list = result(&mut portal, "crm.status.list", params);
    let ends: Vec<_> = list.items().map(|one| one["SEMANTICS"].as_str()).collect();
    assert_eq!(ends, [None, None, Some("S"), Some("F"), Some("F")]);
    assert_eq!(list[4]["EXTRA"]["SEMANTICS"], "apology");
    assert_eq!(list[0]["CATEGORY_ID"], "10");
    let rental = json!({ "filter": { "ENTITY_ID": "DYNAMIC_177_STAGE_5" } });
    assert_eq!(
        result(&mut portal, "crm.status.list", rental)[0].get("EXTRA"),
        None
    );
}

#[test]
fn directories_are_asked_for_one_at_a_time() {
    let mut portal = open("own-page");
    let params = json!({ "filter": { "ENTITY_ID": ["DEAL_STAGE", "DEAL_STAGE_7"] } });
    let (status, _, text) = refusal(&mut portal, "crm.status.list", params);
    assert_eq!(
        (status, text.as_str()),
        (400, "Filter by ENTITY_ID must be a string")
    );
}

#[test]
fn names_alone_are_there_for_everybody() {
    let mut portal = open("own-page");
    let items = result(
        &mut portal,
        "crm.status.entity.items",
        json!({ "entityId": "DEAL_STAGE_7" }),
    );
    assert_eq!(
        items[1],
        json!({ "NAME": "Technician on site", "SORT": 20, "STATUS_ID": "C7:EXECUTING" })
    );
    assert_eq!(refusal(&mut portal, "crm.status.entity.items", json!({})).0, 400);
}

#[test]
fn pipelines_are_listed_as_far_as_they_may_be_read() {
    let mut portal = open("own-page");
    let list = |portal: &mut Portal, kind: u64| {
        let answer = result(portal, "crm.category.list", json!({ "entityTypeId": kind }));
        answer["categories"]
            .items()
            .map(|one| (one["id"].as_u64().unwrap(), one["isDefault"] == "Y"))
            .collect::<Vec<_>>()
    };
    assert_eq!(list(&mut portal, 2), [(7, false), (0, true), (10, false)]);
    assert_eq!(list(&mut portal, 177), [(5, true)]);
    portal.crm.hidden_pipelines.push((ItemKind::Deal, 10));
    assert_eq!(list(&mut portal, 2), [(7, false), (0, true)]);
    let leads = refusal(&mut portal, "crm.category.list", json!({ "entityTypeId": 1 }));
    assert_eq!(leads.1, "ENTITY_TYPE_NOT_SUPPORTED");
    let unknown = refusal(&mut portal, "crm.category.list", json!({ "entityTypeId": 1234 }));
    assert_eq!(unknown.1, "NOT_FOUND");
}
