//! Calls that the app registers: what goes over the wire.

use super::*;
use call_card::api::external_call::{
    AttachRecord, Attached, Audience, Finish, Finished, KnownCall, Record, Register, Registered,
};

fn every_param_of_register() -> Register {
    Register {
        user_id: Some(1),
        user_phone_inner: Some("101".into()),
        call_start_date: Some("2026-03-10T11:19:38+03:00".into()),
        crm_create: Some(true),
        crm_source: Some("CALL".into()),
        crm_entity: Some(Binding::new(EntityKind::Contact, 797)),
        show: Some(false),
        add_to_chat: Some(false),
        call_list_id: Some(12),
        line_number: Some("3".into()),
        external_call_id: Some("asterisk-1710140185.18441".into()),
        ..Register::new("+7 906", CallType::Incoming)
    }
}

fn every_param_of_finish() -> Finish {
    Finish {
        call_id: CALL.into(),
        user_id: Some(1),
        user_phone_inner: Some("101".into()),
        duration: Some(95),
        cost: Some(3.25),
        cost_currency: Some("EUR".into()),
        status_code: StatusCode::parse("603-s"),
        failed_reason: Some("Declined & gone".into()),
        record_url: Some("https://example.com/a.mp3".into()),
        vote: Some(5),
        add_to_chat: Some(true),
    }
}

#[test]
fn a_registration_is_sent_as_the_documents_show_it() {
    let call = Register {
        user_id: Some(1269),
        crm_entity: Some(Binding::new(EntityKind::Contact, 797)),
        show: Some(true),
        line_number: Some("3".into()),
        external_call_id: Some("asterisk-1710140185.18441".into()),
        ..Register::new("79062195047", CallType::Incoming)
    };
    let documented = j!({
        "USER_ID": 1269, "PHONE_NUMBER": "79062195047", "TYPE": 2, "CRM_ENTITY_TYPE": "CONTACT",
        "CRM_ENTITY_ID": 797, "SHOW": 1, "LINE_NUMBER": "3", "EXTERNAL_CALL_ID": "asterisk-1710140185.18441",
    });
    assert_eq!(sent(&call), documented);
}

#[test]
fn a_registration_sends_every_param_it_was_given_and_no_other() {
    let all = every_param_of_register();
    assert_eq!(
        sent(&all),
        j!({
            "USER_ID": 1, "USER_PHONE_INNER": "101", "PHONE_NUMBER": "+7 906", "TYPE": 2,
            "CALL_START_DATE": "2026-03-10T11:19:38+03:00", "CRM_CREATE": 1, "CRM_SOURCE": "CALL",
            "CRM_ENTITY_TYPE": "CONTACT", "CRM_ENTITY_ID": 797, "SHOW": 0, "ADD_TO_CHAT": 0,
            "CALL_LIST_ID": 12, "LINE_NUMBER": "3", "EXTERNAL_CALL_ID": "asterisk-1710140185.18441",
        })
    );
    assert_eq!(
        form_of(&all),
        fields(
            "USER_ID=1&USER_PHONE_INNER=101&PHONE_NUMBER=%2B7%20906&TYPE=2\
         &CALL_START_DATE=2026-03-10T11%3A19%3A38%2B03%3A00&CRM_CREATE=1&CRM_SOURCE=CALL\
         &CRM_ENTITY_TYPE=CONTACT&CRM_ENTITY_ID=797&SHOW=0&ADD_TO_CHAT=0&CALL_LIST_ID=12&LINE_NUMBER=3\
         &EXTERNAL_CALL_ID=asterisk-1710140185.18441"
        )
    );
    let least = Register::new("123", CallType::Informational);
    assert_eq!(sent(&least), j!({ "PHONE_NUMBER": "123", "TYPE": 5 }));
}

#[test]
fn the_portal_reads_a_registration_as_it_was_meant() {
    let mut portal = open("own-page");
    let read = read_by_php(&mut portal, REGISTER, &sent(&every_param_of_register()));
    assert_eq!(read["PHONE_NUMBER"], "+7 906");
    assert_eq!(read["CALL_START_DATE"], "2026-03-10T11:19:38+03:00");
    assert_eq!(read["SHOW"], "0");
    let call = portal.calls().first().expect("a call");
    assert_eq!((call.kind, call.user, call.call_list), (2, 1, Some(12)));
    assert!(!portal.is_card_open(1));
}

#[test]
fn only_kinds_that_the_method_takes_are_bound() {
    let bound = |kind| {
        let call = Register {
            crm_entity: Some(Binding::new(kind, 7)),
            ..Register::new("1", CallType::Outgoing)
        };
        sent(&call).get("CRM_ENTITY_TYPE").cloned()
    };
    assert_eq!(bound(EntityKind::Lead), Some(j!("LEAD")));
    assert_eq!(bound(EntityKind::Company), Some(j!("COMPANY")));
    assert_eq!(bound(EntityKind::Deal), None);
    assert_eq!(bound(EntityKind::Other("QUOTE".into())), None);
}

#[test]
fn types_of_calls_are_numbers_from_one_to_five_with_words() {
    assert_eq!(CallType::ALL.map(CallType::number), [1, 2, 3, 4, 5]);
    for kind in CallType::ALL {
        assert_eq!(CallType::from_number(kind.number()), Some(kind));
    }
    assert_eq!(
        [0, 6].map(CallType::from_number),
        [None, None],
        "the documents name five"
    );
}

#[test]
fn one_user_is_a_number_and_several_are_a_list() {
    let form = |user_ids: &[u64]| {
        let audience = Audience {
            call_id: "1773".into(),
            user_ids: user_ids.to_vec(),
        };
        (sent(&audience), form_of(&audience))
    };
    assert_eq!(form(&[]), (j!({ "CALL_ID": "1773" }), fields("CALL_ID=1773")));
    assert_eq!(
        form(&[1269]),
        (
            j!({ "CALL_ID": "1773", "USER_ID": 1269 }),
            fields("CALL_ID=1773&USER_ID=1269")
        )
    );
    assert_eq!(
        form(&[2, 3]),
        (
            j!({ "CALL_ID": "1773", "USER_ID": [2, 3] }),
            fields("CALL_ID=1773&USER_ID[0]=2&USER_ID[1]=3")
        )
    );
}

#[test]
fn an_end_is_sent_as_the_documents_show_it() {
    let call = Finish {
        call_id: CALL.into(),
        user_id: Some(1269),
        duration: Some(95),
        status_code: StatusCode::parse("200"),
        vote: Some(5),
        add_to_chat: Some(false),
        ..Finish::default()
    };
    let documented = j!({
        "CALL_ID": CALL, "USER_ID": 1269, "DURATION": 95, "STATUS_CODE": "200", "VOTE": 5, "ADD_TO_CHAT": 0,
    });
    assert_eq!(sent(&call), documented);
}

#[test]
fn an_end_sends_every_param_it_was_given_and_no_other() {
    let all = every_param_of_finish();
    assert_eq!(
        sent(&all),
        j!({
            "CALL_ID": CALL, "USER_ID": 1, "USER_PHONE_INNER": "101", "DURATION": 95, "COST": 3.25,
            "COST_CURRENCY": "EUR", "STATUS_CODE": "603-S", "FAILED_REASON": "Declined & gone",
            "RECORD_URL": "https://example.com/a.mp3", "VOTE": 5, "ADD_TO_CHAT": 1,
        })
    );
    assert_eq!(
        form_of(&all),
        fields(&format!(
            "CALL_ID={CALL}&USER_ID=1&USER_PHONE_INNER=101&DURATION=95&COST=3.25&COST_CURRENCY=EUR\
             &STATUS_CODE=603-S&FAILED_REASON=Declined%20%26%20gone\
             &RECORD_URL=https%3A%2F%2Fexample.com%2Fa.mp3&VOTE=5&ADD_TO_CHAT=1"
        ))
    );
    let digits = Finish {
        call_id: "1773".into(),
        vote: Some(6),
        ..Finish::default()
    };
    assert_eq!(sent(&digits), j!({ "CALL_ID": "1773" }));
}

#[test]
fn a_record_is_sent_in_three_ways() {
    let sent_as = |record| {
        let call_id = CALL.into();
        sent(&AttachRecord { call_id, record })
    };
    let record_url = "https://example.com/a.mp3".to_owned();
    let filename = "call-001.mp3".to_owned();
    let address = Record::Address {
        record_url: record_url.clone(),
        filename: None,
    };
    assert_eq!(
        sent_as(address),
        j!({ "CALL_ID": CALL, "RECORD_URL": "https://example.com/a.mp3" })
    );
    let named = Record::Address {
        record_url,
        filename: Some(filename.clone()),
    };
    assert_eq!(
        sent_as(named),
        j!({ "CALL_ID": CALL, "RECORD_URL": "https://example.com/a.mp3", "FILENAME": "call-001.mp3" })
    );
    let content = Record::Content {
        filename: filename.clone(),
        file_content: "SUQz+/8=".into(),
    };
    assert_eq!(
        sent_as(content),
        j!({ "CALL_ID": CALL, "FILENAME": "call-001.mp3", "FILE_CONTENT": "SUQz+/8=" })
    );
    assert_eq!(
        sent_as(Record::Upload { filename }),
        j!({ "CALL_ID": CALL, "FILENAME": "call-001.mp3" })
    );
}

#[test]
fn a_whole_call_goes_through_the_portal() {
    let mut portal = open("own-page");
    let call = Register {
        user_id: Some(1),
        show: Some(false),
        line_number: Some("3".into()),
        crm_create: Some(true),
        external_call_id: Some("card-1".into()),
        ..Register::new("+4912345", CallType::Incoming)
    };
    let registered = ask(&mut portal, REGISTER, &sent(&call)).unwrap();
    let registered = read::<Registered>(&registered).expect("a call");
    assert_eq!(
        registered.crm_created_entities,
        registered.crm_entity.clone().into_iter().collect::<Vec<_>>()
    );
    let lead = registered.crm_created_lead.expect("a lead");
    assert_eq!(registered.crm_entity, Some(Binding::new(EntityKind::Lead, lead)));

    let mut audience = Audience {
        call_id: registered.call_id.clone(),
        user_ids: vec![2, 3],
    };
    let shown = ask(&mut portal, SHOW, &sent(&audience)).unwrap();
    assert_eq!(read(&shown), Some(KnownCall(true)));
    assert!(portal.is_card_open(2) && portal.is_card_open(3));
    audience.user_ids = vec![3];
    ask(&mut portal, HIDE, &sent(&audience)).unwrap();
    assert!(portal.is_card_open(2) && !portal.is_card_open(3));

    let end = Finish {
        call_id: registered.call_id.clone(),
        user_id: Some(2),
        duration: Some(95),
        cost: Some(0.35),
        vote: Some(4),
        ..Finish::default()
    };
    let finished = ask(&mut portal, FINISH, &sent(&end)).unwrap();
    let finished = read::<Finished>(&finished).expect("a record");
    assert_eq!(finished.call_duration, 95);
    assert_eq!((finished.cost, finished.call_vote), (Some(0.35), Some(4)));
    assert_eq!(finished.crm_entity(), registered.crm_entity);
    assert!(finished.talked && finished.crm_activity_id.is_some());

    let mut attach = AttachRecord {
        call_id: registered.call_id,
        record: Record::Content {
            filename: "a.mp3".into(),
            file_content: "SUQz".into(),
        },
    };
    let attached = ask(&mut portal, ATTACH, &sent(&attach)).unwrap();
    assert!(matches!(read(&attached), Some(Attached::File(_))));
    attach.record = Record::Upload {
        filename: "a.wav".into(),
    };
    let attached = ask(&mut portal, ATTACH, &sent(&attach)).unwrap();
    assert!(matches!(read(&attached), Some(Attached::Upload { .. })));
}

#[test]
fn a_flag_is_one_or_zero_and_nothing_is_not_sent() {
    let all = sent(&every_param_of_register());
    let nothing = |value: &serde_json::Value| value.is_null() || value.is_boolean() || *value == j!([]);
    assert!(!all.as_object().unwrap().values().any(nothing), "{all}");
}

proptest! {
    #[test]
    fn the_portal_reads_back_every_text_it_was_sent(number in any::<String>(), reason in any::<String>()) {
        let call = Register { external_call_id: Some(reason.clone()), ..Register::new(&number, CallType::Callback) };
        let read = form::parse(&form::encode(&sent(&call)));
        prop_assert_eq!(read["PHONE_NUMBER"].as_str(), Some(number.as_str()));
        prop_assert_eq!(read["EXTERNAL_CALL_ID"].as_str(), Some(reason.as_str()));
    }
}

#[test]
fn a_transcript_is_sent_as_the_documents_show_it() {
    use call_card::api::external_call::{AttachTranscription, Message, TranscriptionAttached};
    use call_card::call::transcript::Side;
    let message = |side, start_time, message: &str| Message {
        side,
        start_time,
        stop_time: start_time + 4,
        message: message.into(),
    };
    let transcription = AttachTranscription {
        call_id: CALL.into(),
        messages: vec![
            message(Side::User, 0, "Good morning"),
            message(Side::Client, 4, "Hello"),
        ],
    };
    let documented = j!({
        "CALL_ID": CALL,
        "MESSAGES": [
            { "SIDE": "User", "START_TIME": 0, "STOP_TIME": 4, "MESSAGE": "Good morning" },
            { "SIDE": "Client", "START_TIME": 4, "STOP_TIME": 8, "MESSAGE": "Hello" },
        ],
    });
    assert_eq!(sent(&transcription), documented);
    for answer in [j!({ "TRANSCRIPT_ID": 5 }), j!({ "TRANSCRIPT_ID": "5" })] {
        let attached = read::<TranscriptionAttached>(&answer);
        assert_eq!(attached.map(|attached| attached.transcript_id), Some(5));
    }
    assert!(read::<TranscriptionAttached>(&j!({})).is_none());
}
