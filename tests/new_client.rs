//! What an agent enters for a new client, what is sent, and what is read of the portal's answers.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/json.rs"]
mod json;
#[path = "support/portal.rs"]
mod portal;

use call_card::api::crm::Item;
use call_card::api::duplicates::{Duplicates, FIND, FindByComm};
use call_card::api::item_fields::{FieldsAnswer, FieldsGet};
use call_card::api::new_item::{ADD, FieldValue, ItemAdd, NewItem, is_field_missing, is_of};
use call_card::api::php::First;
use call_card::call::new_client::number_forms;
use call_card::call::stored_draft::AGE;
use call_card::call::{
    Binding, CreateAttempt, EntityKind, FieldType, NewClientError, NewClientField, NewClientForm,
    NewClientRecord, NewKind, RequiredField, StoredNewClient,
};
use json::{any_json, read, sent};
use portal::{ask, open};
use proptest::prelude::*;
use serde_json::json as j;

const NUMBER: &str = "+4917000000001";

fn form(kind: NewKind) -> NewClientForm {
    NewClientForm {
        kind: Some(kind),
        ..NewClientForm::default()
    }
}

fn required(name: &str, value: FieldType) -> RequiredField {
    RequiredField {
        kind: NewKind::Contact,
        name: name.to_owned(),
        title: name.to_owned(),
        value,
        is_multiple: false,
    }
}

fn attempt(kind: NewKind) -> CreateAttempt {
    CreateAttempt {
        kind,
        number: NUMBER.to_owned(),
        title: "Spring order".to_owned(),
        known: vec![17],
        since: 1_000_000.0,
    }
}

#[test]
fn one_of_both_names_is_enough_and_a_deal_needs_a_title_besides() {
    let title = || (NewClientField::Title, NewClientError::TitleMissing);
    let name = || (NewClientField::Name, NewClientError::NameMissing);
    assert_eq!(form(NewKind::Contact).check(&[]), [name()]);
    assert_eq!(form(NewKind::Lead).check(&[]), [title()]);
    assert_eq!(form(NewKind::Deal).check(&[]), [title(), name()]);
    let last_name = NewClientForm {
        last_name: "Berg".to_owned(),
        ..form(NewKind::Contact)
    };
    assert!(last_name.check(&[]).is_empty());
    let named_lead = NewClientForm {
        kind: Some(NewKind::Lead),
        ..last_name
    };
    assert!(named_lead.check(&[]).is_empty());
}

#[test]
fn a_required_entry_is_checked_by_its_type_and_sent_as_the_portal_reads_it() {
    let money = FieldType::Money("EUR".to_owned());
    for (value, entry, error, sent) in [
        (&FieldType::Text, " A 7 ", None, "A 7"),
        (&FieldType::Text, "  ", Some(NewClientError::Missing), ""),
        (&FieldType::Number, "3,5", None, "3.5"),
        (&FieldType::Number, "-3", None, "-3"),
        (&FieldType::Number, "1.000,5", Some(NewClientError::Number), ""),
        (
            &FieldType::Number,
            "-10,000",
            Some(NewClientError::Thousands),
            "-10.000",
        ),
        (&FieldType::Number, "0.125", None, "0.125"),
        (&FieldType::Whole, "-12", None, "-12"),
        (&FieldType::Whole, "1.5", Some(NewClientError::Whole), "1.5"),
        (&FieldType::Whole, "-", Some(NewClientError::Whole), "-"),
        (&money, "300", None, "300|EUR"),
        (&FieldType::Date, "2026-03-10", None, "2026-03-10"),
        (&FieldType::Flag, "", None, "N"),
        (&FieldType::Flag, "Y", None, "Y"),
    ] {
        assert_eq!(value.check(entry), error, "{value:?} {entry:?}");
        assert_eq!(value.to_send(entry), sent, "{value:?} {entry:?}");
    }
}

#[test]
fn errors_stand_in_the_order_of_the_form() {
    let fields = [
        required("ufCrm1", FieldType::Text),
        required("ufCrm2", FieldType::Whole),
    ];
    let mut form = form(NewKind::Contact);
    form.set_required(NewKind::Contact, "ufCrm2", "x".to_owned());
    // The same name in another kind is another field.
    form.set_required(NewKind::Deal, "ufCrm1", "there".to_owned());
    let field = |name: &str| NewClientField::Required(NewKind::Contact, name.to_owned());
    assert_eq!(
        form.check(&fields),
        [
            (NewClientField::Name, NewClientError::NameMissing),
            (field("ufCrm1"), NewClientError::Missing),
            (field("ufCrm2"), NewClientError::Whole),
        ]
    );
    form.set_required(NewKind::Contact, "ufCrm2", String::new());
    assert_eq!(form.required(NewKind::Contact, "ufCrm2"), "");
}

#[test]
fn a_name_that_the_portal_requires_is_asked_at_its_own_field() {
    let fields = [
        required("lastName", FieldType::Text),
        required("name", FieldType::Text),
    ];
    let mut form = form(NewKind::Contact);
    let last_name = (NewClientField::LastName, NewClientError::Missing);
    assert_eq!(
        form.check(&fields),
        [
            (NewClientField::Name, NewClientError::NameMissing),
            last_name.clone()
        ]
    );
    form.name = "Nora".to_owned();
    assert_eq!(form.check(&fields), [last_name]);
    form.last_name = "Berg".to_owned();
    assert!(form.check(&fields).is_empty());
    let item = NewItem::of(NewKind::Contact, &form, &fields, NUMBER, None);
    assert!(item.others.is_empty() && item.last_name == "Berg");
}

#[test]
fn what_is_sent_for_a_deal_is_divided_between_the_deal_and_its_contact() {
    let mut fields = vec![
        required("ufCrm1", FieldType::Number),
        required("ufCrm2", FieldType::Text),
    ];
    fields[1].kind = NewKind::Deal;
    fields[1].is_multiple = true;
    let mut form = NewClientForm {
        title: " Spring order ".to_owned(),
        name: "Nora".to_owned(),
        ..form(NewKind::Deal)
    };
    form.set_required(NewKind::Contact, "ufCrm1", "2,5".to_owned());
    form.set_required(NewKind::Deal, "ufCrm2", "A 7".to_owned());
    let contact = NewItem::of(NewKind::Contact, &form, &fields, NUMBER, None);
    assert_eq!(
        (
            contact.title.as_str(),
            contact.name.as_str(),
            contact.phone.as_str()
        ),
        ("", "Nora", NUMBER)
    );
    assert_eq!(
        contact.others,
        [("ufCrm1".to_owned(), FieldValue::One("2.5".to_owned()))]
    );
    let owner = Some(Binding::new(EntityKind::Contact, 99));
    let deal = NewItem::of(NewKind::Deal, &form, &fields, NUMBER, owner);
    assert_eq!(
        (deal.title.as_str(), deal.name.as_str(), deal.phone.as_str()),
        ("Spring order", "", "")
    );
    assert_eq!(
        deal.others,
        [("ufCrm2".to_owned(), FieldValue::Only(["A 7".to_owned()]))]
    );
}

#[test]
fn a_form_is_entered_only_while_it_is_open() {
    let mut form = form(NewKind::Contact);
    assert!(!form.is_entered());
    form.set_required(NewKind::Contact, "ufCrm1", "x".to_owned());
    assert!(form.is_entered());
    form.kind = None;
    assert!(!form.is_entered());
}

#[test]
fn a_number_is_looked_for_in_each_way_in_which_it_may_be_stored() {
    assert_eq!(number_forms(NUMBER), [NUMBER, "4917000000001"]);
    assert_eq!(number_forms("4917000000001"), ["4917000000001", NUMBER]);
    assert_eq!(number_forms("+49 170 1"), ["+49 170 1", "+491701", "491701"]);
    assert_eq!(number_forms("sip:anna"), ["sip:anna"]);
}

#[test]
fn a_contact_is_sent_with_its_number_and_a_deal_with_its_contact() {
    let contact = NewItem {
        kind: NewKind::Contact,
        title: String::new(),
        name: "Nora".to_owned(),
        last_name: String::new(),
        phone: NUMBER.to_owned(),
        client: None,
        others: vec![
            ("ufCrm1".to_owned(), FieldValue::One("79".to_owned())),
            ("ufCrm2".to_owned(), FieldValue::Only(["A".to_owned()])),
        ],
    };
    let phone = j!([{ "typeId": "PHONE", "valueType": "WORK", "value": NUMBER }]);
    assert_eq!(
        sent(&ItemAdd::from(contact)),
        j!({ "entityTypeId": 3, "fields": { "name": "Nora", "fm": phone, "ufCrm1": "79", "ufCrm2": ["A"] } })
    );
    let deal = |client| NewItem {
        kind: NewKind::Deal,
        title: "Spring order".to_owned(),
        name: String::new(),
        last_name: String::new(),
        phone: String::new(),
        client: Some(client),
        others: Vec::new(),
    };
    let of = |kind, id| sent(&ItemAdd::from(deal(Binding::new(kind, id))));
    assert_eq!(
        of(EntityKind::Contact, 17),
        j!({ "entityTypeId": 2, "fields": { "title": "Spring order", "contactIds": [17] } })
    );
    assert_eq!(
        of(EntityKind::Company, 25),
        j!({ "entityTypeId": 2, "fields": { "title": "Spring order", "companyId": 25 } })
    );
}

#[test]
fn the_portal_saves_what_is_sent_and_finds_it_by_its_number() {
    let mut portal = open("required-fields");
    let contact = |others: Vec<(String, FieldValue)>| {
        ItemAdd::from(NewItem {
            kind: NewKind::Contact,
            title: String::new(),
            name: "Nora".to_owned(),
            last_name: "Berg".to_owned(),
            phone: NUMBER.to_owned(),
            client: None,
            others,
        })
    };
    let error = ask(&mut portal, ADD, &contact(Vec::new())).expect_err("required");
    assert!(is_field_missing(&error));
    let one = |name: &str, value: &str| (name.to_owned(), FieldValue::One(value.to_owned()));
    let others = vec![
        one("sourceId", "CALL"),
        one("ufCrm_Region", "79"),
        one("ufCrm_Number", "A 7"),
        one("ufCrm_Rate", "3.5"),
        one("ufCrm_Limit", "300|EUR"),
        one("ufCrm_Since", "2026-03-10"),
        one("ufCrm_Consent", "Y"),
    ];
    let saved = ask(&mut portal, ADD, &contact(others)).expect("saved");
    assert_eq!(saved["item"]["ufCrm_Region"], "79");
    let find = FindByComm::with_number(&EntityKind::Contact, "4917000000001");
    let found = ask(&mut portal, FIND, &find).expect("found");
    let found: First<Duplicates> = read(&found).expect("an answer");
    assert_eq!(
        found.0.of(&EntityKind::Contact),
        [saved["item"]["id"].as_u64().unwrap()]
    );
    assert!(found.0.of(&EntityKind::Lead).is_empty());
    let find = FindByComm::with_number(&EntityKind::Lead, NUMBER);
    let none = ask(&mut portal, FIND, &find).expect("an answer");
    assert_eq!(none, j!([]));
    assert_eq!(
        read::<First<Duplicates>>(&none).expect("an answer").0,
        Duplicates::default()
    );
}

#[test]
fn only_what_the_portal_requires_and_does_not_fill_in_itself_is_asked() {
    let mut portal = open("required-fields");
    let mut fields = |kind: NewKind| {
        let params = FieldsGet {
            entity_type_id: kind.type_id(),
        };
        let answer = ask(&mut portal, "crm.item.fields", &params).expect("an answer");
        let answer: FieldsAnswer = read(&answer).expect("fields");
        let fields = answer.required(kind).into_iter();
        fields
            .map(|(field, _)| (field.name, field.value))
            .collect::<Vec<_>>()
    };
    let contact = fields(NewKind::Contact);
    let of = |name: &str| {
        let mut fields = contact.iter();
        fields.find(|(known, _)| known == name).map(|(_, value)| value)
    };
    assert_eq!(contact.len(), 7);
    assert_eq!(of("sourceId"), Some(&FieldType::Choice(Vec::new())));
    let regions = [("79", "North"), ("80", "South")].map(|(id, name)| (id.to_owned(), name.to_owned()));
    assert_eq!(of("ufCrm_Region"), Some(&FieldType::Choice(regions.to_vec())));
    assert_eq!(of("ufCrm_Limit"), Some(&FieldType::Money(String::new())));
    assert_eq!(
        fields(NewKind::Lead),
        [("ufCrm_Contract".to_owned(), FieldType::Unsupported)]
    );
    assert!(fields(NewKind::Deal).is_empty());
    let opened =
        j!({ "fields": { "opened": { "type": "boolean", "isRequired": true, "isReadOnly": false } } });
    let opened: FieldsAnswer = read(&opened).expect("fields");
    assert!(opened.required(NewKind::Lead).is_empty());
}

#[test]
fn an_item_is_that_of_an_attempt_only_if_this_agent_created_it_since() {
    let attempt = attempt(NewKind::Contact);
    let item = |created_by_id, created| Item {
        created_by_id,
        created,
        ..Item::default()
    };
    assert!(is_of(&attempt, 1, &item(Some(1), Some(1_000_500.0))));
    assert!(
        is_of(&attempt, 1, &item(Some(1), Some(996_000.0))),
        "clocks differ"
    );
    assert!(!is_of(&attempt, 1, &item(Some(1), Some(900_000.0))));
    assert!(!is_of(&attempt, 1, &item(Some(2), Some(1_000_500.0))));
    assert!(!is_of(&attempt, 1, &item(None, None)));
}

#[test]
fn what_is_stored_comes_back_and_what_is_noted_here_stays() {
    let mut earlier = NewClientRecord {
        form: NewClientForm {
            name: "Nora".to_owned(),
            required: vec![(NewKind::Deal, "ufCrm1".to_owned(), "x".to_owned())],
            ..form(NewKind::Deal)
        },
        sent: Some(attempt(NewKind::Deal)),
        ..NewClientRecord::default()
    };
    earlier.contact = Some(99);
    let stored: NewClientRecord = read(&earlier).expect("a record");
    assert_eq!(stored, earlier);
    let mut here = NewClientRecord {
        chosen: "LEAD 41".to_owned(),
        ..NewClientRecord::default()
    };
    here.join(stored);
    assert_eq!(
        (here.sent, here.contact, here.chosen.as_str()),
        (earlier.sent, Some(99), "LEAD 41")
    );
    assert_eq!(here.form, earlier.form);
}

#[test]
fn a_contact_that_was_created_for_a_deal_stays_until_the_deal_is_there() {
    let mut record = NewClientRecord {
        form: form(NewKind::Deal),
        sent: Some(attempt(NewKind::Contact)),
        ..NewClientRecord::default()
    };
    let (contact, deal) = (
        Binding::new(EntityKind::Contact, 99),
        Binding::new(EntityKind::Deal, 100),
    );
    record.add_created(&contact, false);
    assert_eq!((record.sent.clone(), record.contact), (None, Some(99)));
    assert_eq!(record.chosen, "CONTACT 99");
    record.add_created(&deal, true);
    assert_eq!(record.form, NewClientForm::default());
    assert_eq!((record.contact, record.chosen.as_str()), (None, "DEAL 100"));
    assert_eq!(record.items(), [(contact.clone(), true), (deal.clone(), true)]);
    assert_eq!(record.targets(), [deal, contact]);
}

#[test]
fn the_contact_of_a_deal_that_failed_is_not_taken_for_another_kind() {
    let mut record = NewClientRecord {
        form: form(NewKind::Deal),
        ..NewClientRecord::default()
    };
    assert!(record.is_incomplete());
    let contact = Binding::new(EntityKind::Contact, 99);
    record.add_created(&contact, false);
    assert_eq!(record.deal_contact(), Some(contact));
    for kind in [Some(NewKind::Contact), Some(NewKind::Lead), None] {
        record.form.kind = kind;
        assert_eq!(record.deal_contact(), None, "{kind:?}");
        assert!(record.is_incomplete(), "{kind:?}: the deal is still missing");
    }
    record.add_created(&Binding::new(EntityKind::Deal, 100), true);
    assert!(!record.is_incomplete());
}

proptest! {
    #[test]
    fn no_answer_is_too_strange_to_be_read(answer in any_json()) {
        let found: Option<First<Duplicates>> = read(&answer);
        let _ = found.map(|found| found.0.of(&EntityKind::Lead));
        let fields: Option<FieldsAnswer> = read(&j!({ "fields": answer }));
        let _ = fields.map(|fields| fields.required(NewKind::Contact));
    }
}

#[test]
fn entries_that_were_cancelled_are_not_stored_and_ids_are() {
    let mut record = NewClientRecord {
        form: NewClientForm {
            name: "Nora".to_owned(),
            ..form(NewKind::Contact)
        },
        chosen: "CONTACT 99".to_owned(),
        ..NewClientRecord::default()
    };
    assert_eq!(record.to_store(), record);
    record.form.kind = None;
    let stored = record.to_store();
    assert_eq!(
        (stored.form, stored.chosen.as_str()),
        (NewClientForm::default(), "CONTACT 99")
    );
}

#[test]
fn what_is_stored_is_too_old_after_fourteen_days_and_what_cannot_be_read_at_once() {
    let stored = StoredNewClient {
        call_id: "externalCall.1".to_owned(),
        at: 1_000.0,
        ..StoredNewClient::default()
    };
    let read: StoredNewClient = read(&stored).expect("a record");
    assert_eq!(read, stored);
    assert!(!read.is_old(1_000.0 + AGE) && read.is_old(1_001.0 + AGE));
    assert!(StoredNewClient::default().is_old(AGE + 1.0));
}
