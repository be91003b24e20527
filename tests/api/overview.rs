//! What is asked for and read of a client besides the names.

use super::*;
use call_card::api::activity::BindingAdd;
use call_card::api::overview::{
    ActivityQuery, ClientActivity, Completion, DealAnswer, DealQuery, Postponement, all_calls, merge,
};
use call_card::api::php::List;
use call_card::api::statistics::{EarlierCall, StatisticGet, visible};
use call_card::bx24::Error;
use call_card::simulator::Item;

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
    let is_over = |one: &ClientActivity| one.deadline.map(|deadline| deadline < NOW);
    let overdue: Vec<_> = planned.iter().map(|one| (one.id, is_over(one))).collect();
    // No deadline comes as the end of the year 9999.
    assert_eq!(overdue, [(902, Some(true)), (901, Some(false)), (903, None)]);
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

/// A call in the statistics: its ID, its activity, its start.
fn counted(id: u64, activity: Option<u64>, start: &str) -> EarlierCall {
    let call = j!({
        "ID": id.to_string(), "CALL_ID": format!("externalCall.{id}"), "CALL_START_DATE": start,
        "CRM_ACTIVITY_ID": activity.map(|id| id.to_string()), "CALL_FAILED_CODE": "200",
    });
    read(&call).unwrap()
}

/// A call among the activities of CRM.
fn logged(id: u64, start: &str, origin: &str) -> ClientActivity {
    read(&j!({ "ID": id.to_string(), "START_TIME": start, "ORIGIN_ID": origin })).unwrap()
}

type Calls = Option<Result<Vec<EarlierCall>, Error>>;

/// `ID` and activity of each call.
fn ids(calls: Calls) -> Vec<(u64, Option<u64>)> {
    let calls = calls.unwrap().unwrap();
    calls.iter().map(|call| (call.id, call.crm_activity_id)).collect()
}

#[test]
fn calls_that_the_statistics_leave_out_are_listed_from_crm() {
    let mut portal = open("incoming-known");
    portal.settings.sees_only_own_calls = true;
    portal.record_call(913, &[Item::contact(17)], "+49170999", false, 30.0, 40.0);
    let statistics = ask(
        &mut portal,
        "voximplant.statistic.get",
        &StatisticGet::newest("4915112345678"),
    );
    let statistics = visible(statistics.map(|answer| read(&answer).unwrap()));
    let query = ActivityQuery::calls(&Binding::new(EntityKind::Contact, 17)).unwrap();
    let activities = ask(&mut portal, "crm.activity.list", &sent(&query)).unwrap();
    let List(activities) = read(&activities).unwrap();
    let calls = all_calls(Some(statistics), Some(Ok(activities)), NOW);
    let seconds = calls.unwrap().unwrap().into_iter();
    let seconds: Vec<_> = seconds
        .map(|call| (call.crm_activity_id, call.call_duration))
        .collect();
    // One with another number, one of a colleague, two of the agent.
    assert_eq!(
        seconds,
        [(Some(913), 40), (Some(911), 312), (Some(912), 0), (None, 0)]
    );
}

#[test]
fn a_call_in_the_statistics_and_in_crm_is_listed_once() {
    let start = "2026-03-10T09:00:00+03:00";
    let statistics = vec![
        counted(7, Some(70), start),
        counted(8, None, start),
        counted(9, None, start),
    ];
    let activities = vec![
        logged(70, start, ""),
        logged(80, start, "VI_externalCall.8"),
        logged(9, start, ""),
        logged(7, start, ""),
    ];
    let calls = all_calls(Some(Ok(Some(statistics))), Some(Ok(activities)), NOW);
    // Their IDs alone are not unique.
    assert_eq!(
        ids(calls),
        [(7, Some(70)), (8, None), (9, None), (9, Some(9)), (7, Some(7))]
    );
}

#[test]
fn calls_are_ordered_by_their_moments_whatever_the_offset() {
    let statistics = vec![
        counted(1, None, "2026-03-10T09:30:00+03:00"),
        counted(2, None, "2026-03-09T23:59:00-0800"),
        counted(3, None, "yesterday"),
    ];
    let activities = vec![
        logged(11, "2026-03-10T06:00:00Z", ""),
        logged(12, "2026-03-10T08:00:00.500+01:00", ""),
        logged(13, "2026-03-11T06:00:00Z", ""),
    ];
    let calls = ids(all_calls(Some(Ok(Some(statistics))), Some(Ok(activities)), NOW));
    let calls: Vec<_> = calls.into_iter().map(|(id, _)| id).collect();
    assert_eq!(calls, [2, 12, 1, 11, 3], "and none that is planned");
}

#[test]
fn a_planned_call_that_nobody_made_is_no_earlier_call() {
    let call = |id: u64, completed: &str, origin: Option<&str>| -> ClientActivity {
        let call = j!({
            "ID": id.to_string(), "START_TIME": "2026-03-09T09:00:00+01:00", "END_TIME": "2026-03-09T10:00:00+01:00",
            "DIRECTION": "2", "COMPLETED": completed, "ORIGIN_ID": origin,
        });
        read(&call).unwrap()
    };
    let planned = call(1, "N", None);
    let missed = call(2, "N", Some("VI_externalCall.2"));
    let made = call(3, "Y", None);
    let calls = ids(all_calls(None, Some(Ok(vec![planned, missed, made])), NOW));
    assert_eq!(calls, [(2, Some(2)), (3, Some(3))]);
    let asked = form_of(&ActivityQuery::calls(&contact()).unwrap());
    let is_completed = |field: &String| field.starts_with("select[") && field.ends_with("=COMPLETED");
    assert!(asked.iter().any(is_completed), "{asked:?}");
}

#[test]
fn an_earlier_call_without_an_end_has_no_length() {
    let call = j!({
        "ID": "1", "START_TIME": "2026-03-09T09:00:00+01:00", "END_TIME": "9999-12-31T00:00:00+03:00",
        "COMPLETED": "Y", "ORIGIN_ID": null,
    });
    let calls = all_calls(None, Some(Ok(vec![read(&call).unwrap()])), NOW);
    assert_eq!(calls.unwrap().unwrap()[0].call_duration, 0);
}

#[test]
fn where_one_list_of_calls_fails_the_other_stands_alone() {
    let failed = || Error::answered("INTERNAL_SERVER_ERROR", 500, "");
    let denied = || Error::answered("ACCESS_DENIED", 403, "");
    let start = "2026-03-10T06:00:00Z";
    let call = || Ok(Some(vec![counted(1, None, start)]));
    let activity = || Ok(vec![logged(11, start, "")]);
    assert_eq!(
        ids(all_calls(Some(Err(failed())), Some(activity()), NOW)),
        [(11, Some(11))]
    );
    assert_eq!(
        ids(all_calls(Some(Ok(None)), Some(activity()), NOW)),
        [(11, Some(11))]
    );
    assert_eq!(ids(all_calls(None, Some(activity()), NOW)), [(11, Some(11))]);
    for error in [failed(), denied()] {
        assert_eq!(ids(all_calls(Some(call()), Some(Err(error)), NOW)), [(1, None)]);
    }
    assert_eq!(ids(all_calls(Some(call()), None, NOW)), [(1, None)]);
    assert_eq!(all_calls(None, None, NOW), None);
    assert_eq!(
        all_calls(Some(Ok(None)), None, NOW),
        Some(Err(Error::refused("ACCESS_DENIED")))
    );
    assert_eq!(
        all_calls(Some(Ok(None)), Some(Err(failed())), NOW),
        Some(Err(failed()))
    );
    // No call in one of them does not mean that there was none.
    assert_eq!(
        all_calls(Some(Ok(Some(Vec::new()))), Some(Err(failed())), NOW),
        Some(Err(failed()))
    );
    assert_eq!(
        all_calls(Some(Err(failed())), Some(Ok(Vec::new())), NOW),
        Some(Err(failed()))
    );
    assert_eq!(
        ids(all_calls(Some(Ok(Some(Vec::new()))), Some(Err(denied())), NOW)),
        []
    );
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
