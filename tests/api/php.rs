//! PHP's habits: the same fact in every type, and answers nobody would expect.

use super::*;
use call_card::api::activity::{Activity, TodoAdded};
use call_card::api::card::{EntityChanged, StateChanged, StateDetails, StatusAnswer};
use call_card::api::crm::ItemAnswer;
use call_card::api::dictionary::{Currency, Status};
use call_card::api::directory::DirectoryEntry;
use call_card::api::external_call::{Attached, Candidate, Finished, KnownCall, Registered, Responsible};
use call_card::api::line::Line;
use call_card::api::overview::{ClientActivity, DealAnswer};
use call_card::api::php::{First, List};
use call_card::api::statistics::EarlierCall;
use call_card::api::timeline::{Comment, CommentId};
use call_card::api::users::User;
use call_card::api::widget::{AppInfo, Handler, Unbound};
use call_card::bx24::{ErrorAnswer, Scalar, SelectedUser};

fn scalar(value: serde_json::Value) -> Scalar {
    read(&value).expect("a scalar")
}

#[test]
fn an_id_is_a_whole_number_above_zero_in_any_type() {
    for same in [j!(17), j!(17.0), j!("17"), j!(" 17 ")] {
        assert_eq!(scalar(same.clone()).id(), Some(17), "{same}");
    }
    for none in [
        j!(0),
        j!("0"),
        j!(""),
        j!(null),
        j!("undefined"),
        j!("null"),
        j!(-1),
        j!("-1"),
        j!(1.5),
        j!("1.5"),
        j!(true),
        j!([17]),
        j!({ "ID": 17 }),
        j!("17a"),
        j!(9_007_199_254_740_992_u64),
        j!("9007199254740992"),
    ] {
        assert_eq!(scalar(none.clone()).id(), None, "{none}");
    }
}

#[test]
fn a_text_may_be_a_number_and_nothing_is_empty() {
    let text = |value| scalar(value).text();
    assert_eq!(text(j!("3")).as_deref(), Some("3"));
    assert_eq!(text(j!(3)).as_deref(), Some("3"));
    assert_eq!(text(j!(-3)).as_deref(), Some("-3"));
    assert_eq!(text(j!(3.25)).as_deref(), Some("3.25"));
    assert_eq!(text(j!(19_999_999_666_u64)).as_deref(), Some("19999999666"));
    for none in [j!(""), j!(null), j!(false), j!([]), j!({})] {
        assert_eq!(text(none.clone()), None, "{none}");
    }
}

#[test]
fn a_number_is_written_in_plain_digits() {
    let number = |value| scalar(value).number();
    assert_eq!(number(j!("12000.50")), Some(12_000.5));
    assert_eq!(number(j!("-3.5")), Some(-3.5));
    assert_eq!(number(j!(0.35)), Some(0.35));
    assert_eq!(number(j!("0")), Some(0.0));
    for odd in ["", "-", ".", "1e3", "abc", "1.2.3", "1,5", "NaN", "inf"] {
        assert_eq!(number(j!(odd)), None, "{odd}");
    }
}

#[test]
fn a_flag_is_written_in_many_ways() {
    for yes in [j!(true), j!(1), j!("1"), j!("Y"), j!("y"), j!("true")] {
        assert!(scalar(yes.clone()).flag(), "{yes}");
    }
    for no in [
        j!(false),
        j!(0),
        j!("0"),
        j!("N"),
        j!("false"),
        j!(""),
        j!(null),
        j!([]),
        j!({}),
    ] {
        assert!(!scalar(no.clone()).flag(), "{no}");
    }
}

#[test]
fn a_list_may_be_an_object_with_gaps_and_hold_what_does_not_fit() {
    let ids = |value: serde_json::Value| -> Vec<u64> {
        let List(users) = read::<List<User>>(&value).expect("a list");
        users.iter().map(|user| user.id).collect()
    };
    let (one, two) = (j!({ "ID": "1" }), j!({ "ID": 2 }));
    assert_eq!(ids(j!([one, two])), [1, 2]);
    assert_eq!(ids(j!({ "0": one, "5": two })), [1, 2]);
    assert_eq!(ids(j!([null, one, "x", {}, [], 7, { "ID": "0" }, two])), [1, 2]);
    for none in [j!([]), j!({}), j!(null), j!(""), j!(false), j!(0), j!("text")] {
        assert!(ids(none.clone()).is_empty(), "{none}");
    }
}

#[test]
fn chosen_people_have_ids_in_any_type() {
    let chosen = |value: serde_json::Value| read::<SelectedUser>(&value).map(|user| (user.id, user.name));
    assert_eq!(chosen(j!({ "id": "5", "name": "Ada" })), Some((5, "Ada".into())));
    assert_eq!(chosen(j!({ "id": 5, "name": null })), Some((5, String::new())));
    assert_eq!(chosen(j!({ "name": "Ada" })), None);
}

/// Reads an answer as every type there is.
fn read_as_everything(answer: &serde_json::Value) {
    fn one<T: serde::de::DeserializeOwned>(answer: &serde_json::Value) {
        let _ = read::<T>(answer);
        let list: Option<List<T>> = read(answer);
        assert!(list.is_some(), "a list can always be read");
    }
    macro_rules! all {
        ($($answer:ty),* $(,)?) => { $(one::<$answer>(answer);)* };
    }
    all!(
        Activity,
        AppInfo,
        Attached,
        Candidate,
        ClientActivity,
        Comment,
        CommentId,
        Currency,
        DealAnswer,
        DirectoryEntry,
        EarlierCall,
        EntityChanged,
        ErrorAnswer,
        Finished,
        First<EntityChanged>,
        Handler,
        ItemAnswer,
        Line,
        Registered,
        Responsible,
        Scalar,
        SelectedUser,
        KnownCall,
        StateChanged,
        StateDetails,
        Status,
        StatusAnswer,
        TodoAdded,
        Unbound,
        User,
    );
}

proptest! {
    #[test]
    fn no_answer_is_too_strange(answer in any_json()) {
        read_as_everything(&answer);
    }

    #[test]
    fn no_value_of_a_known_key_is_too_strange(
        values in prop::collection::vec(any_json(), 12),
    ) {
        let keys = [
            "ID", "CALL_ID", "CRM_ENTITY_TYPE", "CRM_ENTITY_ID", "CRM_BINDINGS", "CRM_CREATED_ENTITIES", "ERRORS",
            "ASSIGNED_BY", "langAll", "INSTALLED", "placement", "handler",
        ];
        let answer: serde_json::Map<_, _> = keys.iter().map(ToString::to_string).zip(values).collect();
        read_as_everything(&serde_json::Value::Object(answer));
    }

    #[test]
    fn a_well_formed_id_always_survives(
        id in 1_u64..=9_007_199_254_740_991,
        as_text in any::<bool>(),
        others in prop::collection::btree_map("[A-Z_]{0,14}", any_json(), 0..8),
    ) {
        let written = if as_text { j!(id.to_string()) } else { j!(id) };
        let mut answer: serde_json::Map<_, _> = others.into_iter().collect();
        for key in ["ID", "CRM_ENTITY_ID", "CRM_ACTIVITY_ID", "FILE_ID", "id"] {
            answer.insert(key.to_owned(), written.clone());
        }
        answer.insert("CRM_ENTITY_TYPE".to_owned(), j!("CONTACT"));
        let answer = serde_json::Value::Object(answer);
        prop_assert_eq!(read::<User>(&answer).map(|user| user.id), Some(id));
        prop_assert_eq!(read::<Activity>(&answer).map(|step| step.id), Some(id));
        prop_assert_eq!(read::<Comment>(&answer).map(|note| note.id), Some(id));
        prop_assert_eq!(read::<TodoAdded>(&answer).map(|added| added.id), Some(id));
        prop_assert_eq!(read::<CommentId>(&written), Some(CommentId(id)));
        prop_assert_eq!(read::<SelectedUser>(&answer).map(|user| user.id), Some(id));
        prop_assert_eq!(read(&answer), Some(Attached::File(id)));
        let item = Binding::new(EntityKind::Contact, id);
        let call = read::<EarlierCall>(&answer).expect("a call");
        prop_assert_eq!((call.id, call.crm_activity_id), (id, Some(id)));
        prop_assert_eq!(call.crm_entity(), Some(item.clone()));
        let finished = read::<Finished>(&answer).expect("a record");
        prop_assert_eq!((finished.id, finished.crm_activity_id), (Some(id), Some(id)));
        prop_assert_eq!(finished.crm_entity(), Some(item.clone()));
        prop_assert_eq!(read::<Candidate>(&answer).map(|found| found.crm_entity), Some(item.clone()));
        let status = read::<StatusAnswer>(&answer).expect("a status").status();
        prop_assert_eq!((status.primary, status.activity_id), (Some(item), Some(id)));
    }
}
