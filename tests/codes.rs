//! Result codes: their shortcuts, and the custom field that takes them.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use call_card::api::item_fields::{FieldsAnswer, FieldsGet};
use call_card::api::result_field::{ResultField, UPDATE, UpdatedItem};
use call_card::call::setting_list::{is_shortcut, same_field};
use call_card::call::{Binding, EntityKind, ListItem, ListItemError, SettingList, WrapUpForm, item_errors};
use json::read;
use portal::{ask, open};
use serde_json::json as j;

#[path = "support/json.rs"]
mod json;
#[path = "support/portal.rs"]
mod portal;

fn with_keys(keys: &[&str]) -> SettingList {
    let item = |key: &&str| ListItem {
        text: format!("Code {key}"),
        key: (*key).to_owned(),
        ..ListItem::default()
    };
    SettingList {
        items: keys.iter().map(item).collect(),
        ..SettingList::default()
    }
    .cleaned()
}

fn with_field(field: &str) -> SettingList {
    SettingList {
        field: field.to_owned(),
        ..SettingList::default()
    }
    .cleaned()
}

#[test]
fn a_shortcut_is_a_letter_or_a_digit_that_moves_to_no_section_and_there_once() {
    for key in ["A", "Z", "0", "5", "9"] {
        assert!(is_shortcut(key), "{key}");
    }
    for key in ["", "1", "4", "AB", "+", "\u{416}", "a"] {
        assert!(!is_shortcut(key), "{key}");
    }
    let errors = |keys: &[&str]| item_errors(&with_keys(keys).items);
    assert_eq!(errors(&["a", " b ", "", "7"]), []);
    assert_eq!(errors(&["a", "", "A"]), [(2, ListItemError::Shortcut)]);
    assert_eq!(errors(&["3"]), [(0, ListItemError::Shortcut)]);
    let list = with_keys(&["a", ""]);
    assert_eq!(list.by_shortcut("A"), list.items.first());
    assert_eq!(list.by_shortcut("a"), list.items.first());
    assert_eq!((list.by_shortcut(""), list.by_shortcut("B")), (None, None));
}

#[test]
fn only_a_field_that_an_administrator_has_added_is_written_to() {
    for field in ["", "UF_CRM_RESULT", "ufCrm_1712", "ufCrmResult"] {
        assert!(!with_field(field).has_wrong_field(), "{field}");
    }
    for field in ["title", "UF_CRM_", "uf", "assignedById"] {
        assert!(with_field(field).has_wrong_field(), "{field}");
    }
    assert!(same_field("UF_CRM_1712_RESULT", "ufCrm_1712Result"));
    assert!(!same_field("UF_CRM_RESULT", "UF_CRM_RESULTS"));
}

#[test]
fn what_an_earlier_version_has_stored_has_neither_shortcuts_nor_a_field() {
    let stored = j!({"version": 1, "items": [{"text": "Order"}]});
    let list: SettingList = read(&stored).expect("a list");
    assert!(list.field.is_empty() && list.items[0].key.is_empty());
    assert_eq!(serde_json::to_value(&list).unwrap(), stored);
}

#[test]
fn the_field_is_found_by_either_of_its_names_and_written_where_the_portal_has_it() {
    let mut portal = open("wrap-up");
    let mut field = |name: &str| {
        let answer = ask(&mut portal, "crm.item.fields", &FieldsGet { entity_type_id: 3 });
        let answer: FieldsAnswer = read(&answer.unwrap()).expect("fields");
        answer.result_field(name)
    };
    let number = field("UF_CRM_NUMBER").unwrap();
    assert_eq!(field("ufCrmNumber"), Some(number.clone()));
    assert_eq!(
        (number.name.as_str(), number.value("Order").as_deref()),
        ("ufCrm_Number", Some("Order"))
    );
    let region = field("UF_CRM_REGION").unwrap();
    assert_eq!(region.value("South").as_deref(), Some("80"));
    assert_eq!(region.value("Order"), None);
    assert_eq!(
        (field("UF_CRM_RESULT"), field("title"), field("name")),
        (None, None, None)
    );
    let update = j!({"entityTypeId": 3, "id": 797, "fields": {"ufCrm_Number": "Order"}});
    let updated: UpdatedItem = read(&ask(&mut portal, UPDATE, &update).unwrap()).expect("an item");
    assert!(updated.has(&number, "Order"));
    // A name that the portal does not know is dropped without an error.
    let update = j!({"entityTypeId": 3, "id": 797, "fields": {"ufCrm_Gone": "Order"}});
    let updated: UpdatedItem = read(&ask(&mut portal, UPDATE, &update).unwrap()).expect("an item");
    let gone = ResultField {
        name: "ufCrm_Gone".to_owned(),
        ..number
    };
    assert!(!updated.has(&gone, "Order"));
}

#[test]
fn the_code_belongs_to_the_item_whose_note_has_it() {
    let mut form = WrapUpForm {
        code: "Order".to_owned(),
        code_item: "CONTACT 797".to_owned(),
        ..WrapUpForm::default()
    };
    assert_eq!(form.item_of_code(), None, "no note has it yet");
    form.saved_code = "Order".to_owned();
    assert_eq!(form.item_of_code(), Some(Binding::new(EntityKind::Contact, 797)));
    let mut kept = form.clone();
    kept.clear_call_entries(true);
    assert_eq!(kept.item_of_code(), form.item_of_code());
    // The next call has another client.
    let mut next = WrapUpForm::default();
    let rest = next.take_over(form.clone());
    assert_eq!((next.item_of_code(), rest.item_of_code()), (None, None));
    form.clear_call_entries(false);
    assert_eq!(form, WrapUpForm::default());
}
