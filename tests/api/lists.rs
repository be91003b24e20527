//! People, lines, sources, currencies and earlier calls: asked for, and read.

use super::*;
use call_card::api::dictionary::{Currency, CurrencyList, Status, StatusList, choices};
use call_card::api::line::Line;
use call_card::api::php::List;
use call_card::api::statistics::{EarlierCall, StatisticGet, visible};
use call_card::api::users::{User, UserGet};
use call_card::bx24::Error;
use serde_json::json;

#[test]
fn people_are_asked_for_together_and_called_by_their_full_names() {
    assert_eq!(form_of(&UserGet { id: &[2, 5] }), fields("ID[0]=2&ID[1]=5"));
    let mut portal = open("own-page");
    let params = &sent(&UserGet { id: &[2, 5, 99] });
    let found = ask(&mut portal, "user.get", &params).unwrap();
    let List(found) = read::<List<User>>(&found).expect("a list");
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
    let agent = ask(&mut portal, "user.current", &json!({})).unwrap();
    let agent = read::<User>(&agent).expect("a user");
    assert_eq!((agent.id, agent.phone_inner.as_deref()), (1, Some("101")));

    let name = |user| read::<User>(&user).expect("a user").full_name();
    assert_eq!(
        name(j!({ "ID": "3", "NAME": " John ", "LAST_NAME": "Doe" })),
        "John Doe"
    );
    assert_eq!(name(j!({ "ID": 3, "NAME": null, "LAST_NAME": "Doe" })), "Doe");
    assert_eq!(name(j!({ "ID": 3, "NAME": "John" })), "John");
    assert_eq!(name(j!({ "ID": 3 })), "");
    assert_eq!(read::<User>(&j!({ "NAME": "Nobody" })), None);
}

#[test]
fn somebody_is_active_unless_the_portal_says_otherwise() {
    let active = |user| read::<User>(&user).expect("a user").active;
    assert!(active(j!({ "ID": 3 })) && active(j!({ "ID": 3, "ACTIVE": null })));
    assert!(active(j!({ "ID": 3, "ACTIVE": true })) && active(j!({ "ID": 3, "ACTIVE": "Y" })));
    assert!(!active(j!({ "ID": 3, "ACTIVE": false })) && !active(j!({ "ID": 3, "ACTIVE": "N" })));
}

#[test]
fn lines_sources_and_currencies_are_read() {
    assert_eq!(
        form_of(&StatusList::SOURCES),
        fields("order[SORT]=ASC&filter[ENTITY_ID]=SOURCE")
    );
    assert_eq!(form_of(&CurrencyList::ALL), fields("order[sort]=asc"));
    let mut portal = open("own-page");
    let mut get = |method, params| ask(&mut portal, method, &params).unwrap();
    let lines = get("telephony.externalLine.get", json!({}));
    let List(lines) = read::<List<Line>>(&lines).expect("a list");
    let lines: Vec<_> = lines
        .iter()
        .map(|line| (line.number.as_str(), line.crm_auto_create))
        .collect();
    assert_eq!(lines, [("reg151083", false), ("3", true), ("+4930555000", false)]);
    let sources = get("crm.status.list", sent(&StatusList::SOURCES));
    let List(sources) = read::<List<Status>>(&sources).expect("a list");
    let sources = choices(sources);
    assert_eq!((sources[0].code.as_str(), sources.len()), ("CALL", 4));
    let currencies = get("crm.currency.list", sent(&CurrencyList::ALL));
    let List(currencies) = read::<List<Currency>>(&currencies).expect("a list");
    let currencies: Vec<_> = choices(currencies)
        .into_iter()
        .map(|one| (one.code, one.base))
        .collect();
    let expected = [("EUR", true), ("USD", false), ("JPY", false)];
    assert_eq!(currencies, expected.map(|(code, base)| (code.to_owned(), base)));

    let twice = j!([{ "CURRENCY": "USD", "BASE": "Y" }, { "CURRENCY": "USD" }, {}]);
    let List(twice) = read::<List<Currency>>(&twice).expect("a list");
    let twice = choices(twice);
    assert_eq!((twice.len(), twice[0].name.as_str()), (1, "USD"));
}

#[test]
fn earlier_calls_are_read_from_strings() {
    let params = StatisticGet::newest("+4915112345678");
    assert_eq!(
        form_of(&params),
        fields(
            "FILTER[PHONE_NUMBER][0]=%2B4915112345678&FILTER[PHONE_NUMBER][1]=4915112345678\
            &SORT=CALL_START_DATE&ORDER=DESC"
        )
    );
    let answer = ask(
        &mut open("incoming-known"),
        "voximplant.statistic.get",
        &sent(&params),
    );
    let answer = answer.map(|answer| read(&answer).expect("a list"));
    let calls = visible(answer).unwrap().expect("calls");
    let durations: Vec<_> = calls.iter().map(|call| call.call_duration).collect();
    assert_eq!(durations, [312, 0, 0]);

    let documented = j!([{
        "ID": "7", "PORTAL_USER_ID": "1269", "PORTAL_NUMBER": "3", "PHONE_NUMBER": "19061234568",
        "CALL_ID": "externalCall.716f", "CALL_DURATION": "95", "CALL_START_DATE": "2026-03-10T11:19:38+01:00",
        "CALL_RECORD_URL": "", "CALL_VOTE": "5", "CALL_FAILED_CODE": "603-S", "CRM_ENTITY_TYPE": "CONTACT",
        "CRM_ENTITY_ID": "797", "CRM_ACTIVITY_ID": "7943", "COMMENT": null, "CALL_TYPE": "2",
    }]);
    let List(mut calls) = read::<List<EarlierCall>>(&documented).expect("a list");
    let call = calls.remove(0);
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
    assert_eq!(call.crm_entity(), Some(contact()));
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
        &sent(&StatisticGet::newest("1")),
    );
    assert_eq!(visible(Err(answer.unwrap_err())), Ok(None));
    for code in ["insufficient_scope", "ERROR_METHOD_NOT_FOUND"] {
        assert_eq!(visible(Err(Error::answered(code, 403, ""))), Ok(None), "{code}");
    }
    let other = Error::answered("PORTAL_DELETED", 403, "");
    assert_eq!(visible(Err(other.clone())), Err(other));
}
