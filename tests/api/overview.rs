//! What is asked for and read of a client besides the names.

use super::*;
use call_card::api::activity::BindingAdd;
use call_card::api::overview::{
    ActivityQuery, ClientActivity, Completion, DealAnswer, DealQuery, Postponement, merge,
};
use call_card::api::php::List;
use call_card::bx24::Error;

fn company() -> Binding {
    Binding::new(EntityKind::Company, 25)
}

#[test]
fn deals_are_asked_for_by_contact_or_company() {
    let select = "select[0]=id&select[1]=title&select[2]=categoryId&select[3]=stageId&select[4]=stageSemanticId\
        &select[5]=closed&select[6]=opportunity&select[7]=currencyId&select[8]=assignedById&select[9]=createdTime";
    let expected = |filter: &str| fields(&format!("entityTypeId=2&{filter}&order[id]=DESC&{select}"));
    let contact = DealQuery::of(&contact(), true).unwrap();
    assert_eq!(
        form_of(&contact),
        expected("filter[contactIds]=797&filter[closed]=N")
    );
    let company = DealQuery::of(&company(), false).unwrap();
    assert_eq!(form_of(&company), expected("filter[companyId]=25"));
    assert!(DealQuery::of(&Binding::new(EntityKind::Lead, 1), true).is_none());
}

#[test]
fn deals_that_are_closed_are_left_out() {
    let mut portal = open("incoming-known");
    let query = DealQuery::of(&company(), false).unwrap();
    let answer = ask(&mut portal, "crm.item.list", &sent(&query)).unwrap();
    let deals = read::<DealAnswer>(&answer).unwrap();
    assert_eq!(deals.items.len(), 4);
    let open: Vec<_> = deals.open().into_iter().map(|deal| deal.id).collect();
    assert_eq!(open, [33, 32, 31]);
}

#[test]
fn activities_are_asked_for_by_one_client_at_a_time() {
    let planned = form_of(&ActivityQuery::planned(&contact()).unwrap());
    for field in [
        "filter[BINDINGS][0][OWNER_TYPE_ID]=3",
        "filter[BINDINGS][0][OWNER_ID]=797",
        "filter[COMPLETED]=N",
        "order[DEADLINE]=ASC",
    ] {
        assert!(planned.contains(&field.to_owned()), "{field} in {planned:?}");
    }
    let calls = form_of(&ActivityQuery::calls(&contact()).unwrap());
    assert!(calls.contains(&"filter[TYPE_ID]=2".to_owned()));
    assert!(calls.contains(&"order[START_TIME]=DESC".to_owned()));
    assert!(!calls.iter().any(|field| field.starts_with("filter[COMPLETED]")));
    let unknown = Binding::new(EntityKind::Other("INVOICE".into()), 1);
    assert!(ActivityQuery::planned(&unknown).is_none());
}

#[test]
fn activities_are_read_with_their_deadlines() {
    let mut portal = open("incoming-known");
    let query = ActivityQuery::planned(&Binding::new(EntityKind::Contact, 17)).unwrap();
    let answer = ask(&mut portal, "crm.activity.list", &sent(&query)).unwrap();
    let List(planned) = read::<List<ClientActivity>>(&answer).unwrap();
    let overdue: Vec<_> = planned.iter().map(|one| (one.id, one.is_overdue(NOW))).collect();
    assert_eq!(overdue, [(902, true), (901, false), (903, false)]);
    // No deadline comes as the end of the year 9999.
    assert_eq!(planned[2].deadline, None);
    assert!(planned.iter().all(ClientActivity::is_todo));
    let meeting = j!({ "ID": "7", "OWNER_TYPE_ID": "3", "OWNER_ID": "17", "PROVIDER_ID": "CRM_MEETING" });
    assert!(!read::<ClientActivity>(&meeting).unwrap().is_todo());
    let lost = j!({ "ID": "7", "PROVIDER_ID": "CRM_TODO" });
    assert!(!read::<ClientActivity>(&lost).unwrap().is_todo());
}

#[test]
fn a_to_do_is_completed_and_postponed_as_the_documents_say() {
    assert_eq!(
        form_of(&Completion::of(902)),
        fields("id=902&fields[COMPLETED]=Y")
    );
    let postponement = Postponement {
        id: 902,
        owner_type_id: 3,
        owner_id: 17,
        value: "2026-03-11T09:00:00.000Z",
    };
    assert_eq!(
        form_of(&postponement),
        fields("id=902&ownerTypeId=3&ownerId=17&value=2026-03-11T09%3A00%3A00.000Z")
    );
}

#[test]
fn an_activity_is_bound_as_the_documents_say() {
    let binding = BindingAdd {
        activity_id: 7,
        entity_type_id: 2,
        entity_id: 33,
    };
    assert_eq!(
        form_of(&binding),
        fields("activityId=7&entityTypeId=2&entityId=33")
    );
}

#[test]
fn lists_of_several_clients_are_one_with_each_item_once() {
    let refused = |code: &str| Err::<Vec<u64>, _>(Error::answered(code, 0, ""));
    let id: fn(&u64) -> u64 = |id| *id;
    assert_eq!(
        merge(vec![Ok(vec![1, 2]), Ok(vec![2, 3])], id),
        Some(Ok(vec![1, 2, 3]))
    );
    assert_eq!(
        merge(vec![refused("ACCESS_DENIED"), Ok(vec![2])], id),
        Some(Ok(vec![2]))
    );
    assert!(merge(vec![refused("ACCESS_DENIED")], id).unwrap().is_err());
    // What may pass is not the same as nothing.
    assert!(
        merge(vec![Ok(vec![1]), refused("OVERLOAD_LIMIT")], id)
            .unwrap()
            .is_err()
    );
    assert_eq!(merge(Vec::new(), id), None);
}

#[test]
fn a_call_may_have_no_text() {
    use call_card::api::overview::{TranscriptAnswer, TranscriptGet};
    use call_card::api::php::Fitting;
    assert_eq!(
        form_of(&TranscriptGet { activity_id: 911 }),
        fields("activityId=911")
    );
    let text = |answer: serde_json::Value| {
        let answer = read::<Fitting<TranscriptAnswer>>(&answer).expect("an answer");
        answer.0.map(|answer| answer.transcription)
    };
    let mut portal = open("incoming-known");
    let method = "crm.activity.call.getTranscript";
    let answer = ask(&mut portal, method, &TranscriptGet { activity_id: 911 }).unwrap();
    assert!(text(answer).unwrap().starts_with("Client: When"));
    let none = ask(&mut portal, method, &TranscriptGet { activity_id: 912 }).unwrap();
    assert_eq!(
        (text(none), text(j!({ "transcription": "" })), text(j!([]))),
        (None, None, None)
    );
}
