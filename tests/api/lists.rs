//! People, lines, sources, currencies and earlier calls: asked for, and read.

use super::*;
use call_card::api::dictionary::{
    commands, currencies_params, decode_currencies, decode_sources, sources_params,
};
use call_card::api::line::decode_lines;
use call_card::api::statistics::{decode_calls, earlier_params, visible};
use call_card::api::users::{decode_user, decode_users, get_params};
use call_card::bx24::Error;
use call_card::object;

#[test]
fn people_are_asked_for_together_and_called_by_their_full_names() {
    assert_eq!(form::encode(&get_params(&[2, 5])), "ID[0]=2&ID[1]=5");
    let mut portal = open("own-page");
    let found = decode_users(&ask(&mut portal, "user.get", &get_params(&[2, 5, 99])).unwrap());
    let names: Vec<_> = found
        .iter()
        .map(|user| (user.id, user.full_name(), user.active))
        .collect();
    assert_eq!(
        names,
        [
            (2, "Björn Lindqvist".into(), true),
            (5, "Edgar Novak".into(), false)
        ]
    );
    let agent = decode_user(&ask(&mut portal, "user.current", &object! {}).unwrap()).expect("a user");
    assert_eq!((agent.id, agent.phone_inner.as_deref()), (1, Some("101")));

    let name = |user| decode_user(&json(&user)).expect("a user").full_name();
    assert_eq!(
        name(j!({ "ID": "3", "NAME": " John ", "LAST_NAME": "Doe" })),
        "John Doe"
    );
    assert_eq!(name(j!({ "ID": 3, "NAME": null, "LAST_NAME": "Doe" })), "Doe");
    assert_eq!(name(j!({ "ID": 3, "NAME": "John" })), "John");
    assert_eq!(name(j!({ "ID": 3 })), "");
    assert_eq!(decode_user(&json(&j!({ "NAME": "Nobody" }))), None);
}

#[test]
fn lines_sources_and_currencies_are_read_from_one_batch() {
    let queries: Vec<_> = commands()
        .iter()
        .map(|command| command.query().to_owned())
        .collect();
    assert_eq!(
        queries,
        [
            "telephony.externalLine.get",
            "crm.status.list?order[SORT]=ASC&filter[ENTITY_ID]=SOURCE",
            "crm.currency.list?order[sort]=asc",
        ]
    );
    let mut portal = open("own-page");
    let mut get = |method, params| ask(&mut portal, method, &params).unwrap();
    let lines = decode_lines(&get("telephony.externalLine.get", object! {}));
    let lines: Vec<_> = lines
        .iter()
        .map(|line| (line.number.as_str(), line.crm_auto_create))
        .collect();
    assert_eq!(lines, [("reg151083", false), ("3", true), ("+4930555000", false)]);
    let sources = decode_sources(&get("crm.status.list", sources_params()));
    assert_eq!((sources[0].code.as_str(), sources.len()), ("CALL", 4));
    let currencies = decode_currencies(&get("crm.currency.list", currencies_params()));
    let currencies: Vec<_> = currencies
        .iter()
        .map(|one| (one.code.as_str(), one.base))
        .collect();
    assert_eq!(currencies, [("EUR", true), ("USD", false), ("JPY", false)]);

    let twice = decode_currencies(&json(
        &j!([{ "CURRENCY": "USD", "BASE": "Y" }, { "CURRENCY": "USD" }, {}]),
    ));
    assert_eq!((twice.len(), twice[0].name.as_str()), (1, "USD"));
}

#[test]
fn earlier_calls_are_read_from_strings() {
    let params = earlier_params("+4915112345678");
    assert_eq!(
        form::encode(&params),
        "FILTER[PHONE_NUMBER]=%2B4915112345678&SORT=CALL_START_DATE&ORDER=DESC"
    );
    let answer = ask(&mut open("incoming-known"), "voximplant.statistic.get", &params);
    let calls = visible(answer).unwrap().expect("calls");
    let durations: Vec<_> = calls.iter().map(|call| call.call_duration).collect();
    assert_eq!(durations, [312, 0, 0]);

    let documented = j!([{
        "ID": "7", "PORTAL_USER_ID": "1269", "PORTAL_NUMBER": "3", "PHONE_NUMBER": "19061234568",
        "CALL_ID": "externalCall.716f", "CALL_DURATION": "95", "CALL_START_DATE": "2026-03-10T11:19:38+01:00",
        "CALL_RECORD_URL": "", "CALL_VOTE": "5", "CALL_FAILED_CODE": "603-S", "CRM_ENTITY_TYPE": "CONTACT",
        "CRM_ENTITY_ID": "797", "CRM_ACTIVITY_ID": "7943", "COMMENT": null, "CALL_TYPE": "2",
    }]);
    let call = decode_calls(&json(&documented)).remove(0);
    assert_eq!(
        (call.id, call.portal_user_id, call.crm_activity_id),
        (7, Some(1269), Some(7943))
    );
    assert_eq!(
        (call.call_type, call.call_vote),
        (Some(CallType::Incoming), Some(5))
    );
    assert_eq!(
        (call.phone_number.as_str(), call.portal_number.as_str()),
        ("19061234568", "3")
    );
    assert_eq!(call.call_start_date.as_deref(), Some("2026-03-10T11:19:38+01:00"));
    assert_eq!(call.call_failed_code, StatusCode::parse("603-S"));
    assert_eq!(call.crm_entity, Some(contact()));
    assert_eq!(
        (call.call_record_url, call.comment, call.call_id.as_str()),
        (None, None, "externalCall.716f")
    );
}

#[test]
fn no_right_to_earlier_calls_is_no_failure() {
    let answer = ask(
        &mut open("no-right"),
        "voximplant.statistic.get",
        &earlier_params("1"),
    );
    assert_eq!(visible(answer), Ok(None));
    for code in ["insufficient_scope", "ERROR_METHOD_NOT_FOUND"] {
        assert_eq!(visible(Err(Error::answered(code, 403, ""))), Ok(None), "{code}");
    }
    let other = Error::answered("PORTAL_DELETED", 403, "");
    assert_eq!(visible(Err(other.clone())), Err(other));
}

proptest! {
    #[test]
    fn no_answer_is_too_strange(answer in any_json()) {
        let answer = json(&answer);
        decode_calls(&answer);
        decode_currencies(&answer);
        decode_lines(&answer);
        decode_sources(&answer);
        decode_user(&answer);
        decode_users(&answer);
    }
}
