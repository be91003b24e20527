//! Phrases and result codes: what is typed, what is inserted, and what is stored.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use call_card::api::confirmed::Confirmed;
use call_card::api::settings::{OptionSet, SettingKey};
use call_card::call::phrases::{fill, insert, matching, query, selected};
use call_card::call::portal_text::{
    DRAFT_LIMIT, NEW_CLIENT_LIMIT, OWN_PHRASES_LIMIT, SHARED_LIST_LIMIT, SLOTS, SUMMARIES_LIMIT,
    portal_text_within,
};
use call_card::call::setting_list::{ListHeader, VERSION};
use call_card::call::wrap_up::{FieldError, NOTE_LIMIT};
use call_card::call::{
    FormContext, ListItem, ListItemError, SaveRequest, Setting, SettingList, StoredDraft, WrapUpField,
    WrapUpForm, item_errors,
};
use proptest::prelude::*;
use serde_json::json as j;
use std::collections::BTreeMap;

#[path = "support/json.rs"]
mod json;
#[path = "support/portal.rs"]
mod portal;
use json::{any_json, read, sent};
use portal::{ask, open};

/// Where the caret stands in a text: the mark is taken out.
fn caret(marked: &str) -> (String, usize) {
    let (before, after) = marked.split_once('|').unwrap();
    (format!("{before}{after}"), before.encode_utf16().count())
}

fn query_in(marked: &str) -> Option<(usize, String)> {
    let (text, caret) = caret(marked);
    query(&text, caret).map(|query| (query.start, query.filter))
}

fn item(text: &str) -> ListItem {
    ListItem {
        text: text.to_owned(),
        ..ListItem::default()
    }
}

fn list(texts: &[&str]) -> SettingList {
    SettingList {
        items: texts.iter().map(|text| item(text)).collect(),
        ..SettingList::default()
    }
}

fn setting(text: &str) -> Setting {
    let header = serde_json::from_str::<ListHeader>(text).ok();
    Setting::of(text, header, serde_json::from_str(text).ok())
}

fn form(code: &str, note: &str) -> WrapUpForm {
    WrapUpForm {
        code: code.to_owned(),
        note: note.to_owned(),
        ..WrapUpForm::default()
    }
}

#[test]
fn a_slash_at_the_start_of_a_word_asks_for_phrases() {
    for (text, start, filter) in [
        ("/|", 0, ""),
        ("/ca|", 0, "ca"),
        ("/ca|ll", 0, "ca"),
        ("Hello /Mon|", 6, "Mon"),
        ("one\n/x|", 4, "x"),
        ("(/x|", 1, "x"),
        ("🙂 /ü|", 3, "ü"),
        ("/a /b|", 3, "b"),
    ] {
        assert_eq!(query_in(text), Some((start, filter.to_owned())), "{text}");
    }
}

#[test]
fn other_slashes_ask_for_nothing() {
    for text in [
        "|",
        "|/",
        "1/2|",
        "and/or|",
        "and / or|",
        "/ |",
        "https://|",
        "//|",
        "/home/x|",
        "/x |",
        "a/|",
    ] {
        assert_eq!(query_in(text), None, "{text}");
    }
}

#[test]
fn a_slash_behind_a_number_may_be_part_of_it() {
    let follows = |text: &str| {
        let (text, caret) = caret(text);
        query(&text, caret).map(|query| query.follows_number)
    };
    for text in ["size 38 /|", "1 /|", "٣ /4|"] {
        assert_eq!(follows(text), Some(true), "{text}");
    }
    for text in ["/|", "Done. /|", "38 pieces /|", "38. /|"] {
        assert_eq!(follows(text), Some(false), "{text}");
    }
}

#[test]
fn phrases_are_found_by_what_they_contain() {
    let phrases = ["Calls back", "Wants an OFFER", "No Call", "Ürün"];
    let find = |filter: &str| matching(phrases.into_iter(), filter);
    assert_eq!(find(""), [0, 1, 2, 3]);
    assert_eq!(find("call"), [0, 2]);
    assert_eq!(find("offer"), [1]);
    assert_eq!(find("üRÜ"), [3]);
    assert_eq!(find("nothing"), [0; 0]);
}

#[test]
fn placeholders_are_replaced_where_a_value_is_known() {
    let values = [
        ("client", "Marta {number} Brandt".to_owned()),
        ("number", String::new()),
    ];
    for (phrase, filled) in [
        ("{client} calls", "Marta {number} Brandt calls"),
        ("{client}{client}", "Marta {number} BrandtMarta {number} Brandt"),
        ("{number} {other} {} {", "{number} {other} {} {"),
        ("{ {client} }", "{ Marta {number} Brandt }"),
        ("{{client}}", "{Marta {number} Brandt}"),
        ("{Client}", "{Client}"),
        ("", ""),
    ] {
        assert_eq!(fill(phrase, &values), filled, "{phrase}");
    }
}

#[test]
fn a_phrase_goes_to_the_caret_or_in_the_place_of_what_is_selected() {
    for (text, start, end, inserted, at) in [
        ("", 0, 0, "Ä🙂", 3),
        ("one two", 4, 4, "one Ä🙂two", 7),
        ("one two", 0, 3, "Ä🙂 two", 3),
        ("🙂 two", 2, 3, "🙂Ä🙂two", 5),
        ("one", 9, 12, "oneÄ🙂", 6),
        ("one", 2, 1, "onÄ🙂e", 5),
        // In the middle of a character, where no browser puts a caret.
        ("🙂", 1, 1, "🙂Ä🙂", 5),
    ] {
        let result = insert(text, start, end, "Ä🙂");
        assert_eq!((result.text.as_str(), result.caret), (inserted, at), "{text}");
    }
}

#[test]
fn the_selection_or_the_whole_note_becomes_a_phrase() {
    assert_eq!(selected("one two three", 4, 8), "two");
    assert_eq!(selected(" one two ", 3, 3), "one two");
    assert_eq!(selected("one   two", 4, 5), "one   two");
    assert_eq!(selected("  \n", 0, 2), "");
}

#[test]
fn a_list_is_written_as_it_is_read() {
    let text = r#"{"version":1,"required":true,"items":[{"text":"Order","group":"Sales","code":"200"},{"text":"Complaint"}]}"#;
    let Setting::Known(list) = setting(text) else {
        panic!("not read")
    };
    assert!(list.required);
    assert_eq!(list.find("Order").unwrap().code, "200");
    assert_eq!(serde_json::to_string(&list).unwrap(), text);
    let blank = r#"{"version":1,"items":[{"text":" Order "},{"text":"  "},{"text":""}]}"#;
    assert_eq!(setting(blank).items(), [item("Order")]);
}

#[test]
fn what_another_version_has_stored_is_neither_read_nor_taken_for_nothing() {
    assert_eq!(setting(""), Setting::Empty);
    let later = format!(r#"{{"version":{},"items":[{{"text":"Order"}}]}}"#, VERSION + 1);
    for text in [
        later.as_str(),
        r#"{"version":2,"phrases":{}}"#,
        r#"{"items":[]}"#,
        r#"{"version":1,"items":[5]}"#,
        "[]",
        "null",
        "not JSON",
    ] {
        assert_eq!(setting(text), Setting::Foreign, "{text}");
        assert!(setting(text).items().is_empty());
    }
}

#[test]
fn the_same_text_twice_is_found() {
    assert_eq!(item_errors(&list(&["one", "two"]).items), []);
    let errors = item_errors(&list(&["one", "two", " one "]).items);
    assert_eq!(errors, [(2, ListItemError::Duplicate)]);
}

#[test]
fn all_that_is_stored_of_a_user_fits_together_into_what_the_portal_stores() {
    // Room for the names of the options, and for the id of the user.
    const ROOM: usize = 65_535 - 1_000;
    const {
        assert!(SLOTS * DRAFT_LIMIT + OWN_PHRASES_LIMIT + SUMMARIES_LIMIT + NEW_CLIENT_LIMIT <= ROOM);
        assert!(3 * SHARED_LIST_LIMIT <= ROOM);
    }
    assert_eq!(SettingKey::OwnPhrases.limit(), OWN_PHRASES_LIMIT);
    assert_eq!(SettingKey::ResultCodes.limit(), SHARED_LIST_LIMIT);
    let json = "x".repeat(OWN_PHRASES_LIMIT);
    assert!(portal_text_within(&json, OWN_PHRASES_LIMIT).is_some());
    assert!(portal_text_within(&format!("{json}y"), OWN_PHRASES_LIMIT).is_none());
}

#[test]
fn the_portal_stores_a_list_and_answers_it() {
    let mut portal = open("settings");
    for key in SettingKey::ALL {
        let set = OptionSet {
            options: BTreeMap::from([(key.option(), "{}")]),
        };
        let method = key.set_method();
        assert_eq!(sent(&set), j!({ "options": { key.option(): "{}" } }));
        let answer = ask(&mut portal, method, &set).unwrap();
        assert_eq!(read(&answer), Some(Confirmed(true)));
        let get = method.replace(".set", ".get");
        let stored = ask(&mut portal, &get, &j!({ "option": key.option() })).unwrap();
        assert_eq!(stored, "{}");
    }
    for answer in [j!(null), j!([]), j!({})] {
        assert_eq!(read::<Confirmed>(&answer), None);
    }
}

#[test]
fn the_result_code_stands_at_the_head_of_the_note_until_it_is_saved() {
    assert_eq!(form("", "Calls back").note_text(), "Calls back");
    assert_eq!(form("Order", "Calls back").note_text(), "Order:\nCalls back");
    assert_eq!(form("Order", " ").note_text(), "Order");
    assert_eq!(form("", " ").note_text(), "");
    let mut saved = form("Order", "More");
    saved.saved_code = "Order".to_owned();
    assert_eq!(saved.note_text(), "More");
    saved.code = "Complaint".to_owned();
    assert_eq!(saved.note_text(), "Complaint:\nMore");
    assert!(form("Order", "").is_code_in("Order:\nAny"));
    assert!(form("Order", "").is_code_in("Order"));
    assert!(!form("Order", "").is_code_in("Orders came"));
    assert!(!form("", "").is_code_in("Any"));
}

#[test]
fn a_required_result_code_is_asked_for_before_the_call_is_finished() {
    let context = FormContext {
        has_target: true,
        has_deadline: true,
        needs_code: true,
        needs_field: false,
        has_sent: false,
    };
    let missing = (WrapUpField::ResultCode, FieldError::ResultCodeMissing);
    assert_eq!(form("", "").check(SaveRequest::Call, context), [missing]);
    assert_eq!(form("", "x").check(SaveRequest::Note, context), []);
    assert_eq!(form("Order", "").check(SaveRequest::Call, context), []);
    assert_eq!(form("Order", "").check(SaveRequest::Note, context), []);
    // Without an item in CRM it cannot be written, and does not keep the call from being finished.
    let context = FormContext {
        has_target: false,
        needs_code: false,
        ..context
    };
    assert_eq!(form("Order", "").check(SaveRequest::Call, context), []);
    let no_target = (WrapUpField::Note, FieldError::NoTarget);
    assert_eq!(form("Order", "").check(SaveRequest::Note, context), [no_target]);
}

#[test]
fn the_result_code_counts_for_the_length_of_the_note() {
    let context = FormContext {
        has_target: true,
        has_deadline: true,
        needs_code: false,
        needs_field: false,
        has_sent: false,
    };
    let note = "x".repeat(NOTE_LIMIT);
    assert_eq!(form("", &note).check(SaveRequest::Note, context), []);
    let long = (WrapUpField::Note, FieldError::NoteLong);
    assert_eq!(form("Order", &note).check(SaveRequest::Note, context), [long]);
}

#[test]
fn a_draft_keeps_the_result_code_and_whether_it_is_saved() {
    let mut draft = StoredDraft::of_call("a");
    let mut entered = form("Order", "");
    entered.saved_code = "Order".to_owned();
    draft.set_form(entered.clone(), 5.0);
    assert!(!draft.is_empty());
    let again: StoredDraft = serde_json::from_value(sent(&draft)).unwrap();
    assert_eq!(again.form(), entered);
    let mut merged = StoredDraft::of_call("a");
    assert!(merged.merge(&draft));
    assert_eq!(merged.form(), entered);
    // Only the note that is saved is left: nothing is to be saved.
    entered.code.clear();
    assert!(entered.is_blank());
    draft.set_form(entered, 6.0);
    assert!(draft.is_empty());
    draft.clear(7.0);
    assert_eq!(draft.form(), WrapUpForm::default());
}

#[test]
fn a_saved_call_leaves_no_result_code_behind() {
    let saved = form("Order", "Calls back");
    let mut rest = form("Order", "");
    rest.saved_code = "Order".to_owned();
    assert!(rest.is_saved_by(&saved));
    rest.code = "Complaint".to_owned();
    assert!(!rest.is_saved_by(&saved));
}

#[test]
fn the_next_call_takes_over_a_result_code_unless_it_is_saved() {
    let mut next = WrapUpForm::default();
    let rest = next.take_over(form("Order", "x"));
    assert_eq!((next.code.as_str(), rest), ("Order", WrapUpForm::default()));
    let mut saved = form("Order", "x");
    saved.saved_code = "Order".to_owned();
    let mut next = WrapUpForm::default();
    let rest = next.take_over(saved);
    assert_eq!((next.code.as_str(), rest), ("", WrapUpForm::default()));
}

proptest! {
    #[test]
    fn nothing_in_an_option_is_too_strange(value in any_json()) {
        let text = value.to_string();
        let stored = setting(&text);
        prop_assert_ne!(&stored, &Setting::Empty);
        prop_assert!(stored.items().iter().all(|item| !item.text.trim().is_empty()));
    }

    #[test]
    fn no_text_and_no_place_is_too_strange(text in any::<String>(), start in 0_usize..40, end in 0_usize..40) {
        let inserted = insert(&text, start, end, "phrase");
        prop_assert!(inserted.text.contains("phrase"));
        let _ = selected(&text, start, end);
        if let Some(found) = query(&text, start) {
            let typed = format!("/{}", found.filter);
            prop_assert!(text.contains(&typed));
        }
        let _ = fill(&text, &[("client", text.clone())]);
    }
}
