//! StoredDraft wrap-ups as they are kept, and the promise of an open card.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use call_card::call::close_countdown::COUNTDOWN;
use call_card::call::stored_draft::AGE;
use call_card::call::{Binding, CloseCountdown, EntityKind, StoredDraft};
use call_card::value::Value;
use proptest::prelude::*;

#[path = "support/json.rs"]
mod json;
use json::{any_json, json};

const CALL: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";
const NOW: f64 = 1_773_130_800_000.0;

fn unsaved(entries: &[(&str, &str, f64)]) -> StoredDraft {
    let mut unsaved = StoredDraft::of_call(CALL);
    for (name, text, at) in entries {
        unsaved.put(name, (*text).into(), NOW + at);
    }
    unsaved
}

/// Written down as text and read again by a reader that is not ours.
fn again(unsaved: &StoredDraft) -> StoredDraft {
    let text = unsaved.to_value().to_string();
    StoredDraft::from_value(&json(&serde_json::from_str(&text).unwrap())).unwrap()
}

#[test]
fn every_text_survives_byte_for_byte() {
    let long: String = "0123456789".repeat(6_000);
    let mixed: String = "Ünï 👩🏽‍💻 שלום مرحبا \u{202e}"
        .chars()
        .cycle()
        .take(60_000)
        .collect();
    let every: String = (0..=0x24ff)
        .chain(0x1f600..=0x1f64f)
        .filter_map(char::from_u32)
        .collect();
    for text in [
        long.as_str(),
        &mixed,
        &every,
        "one\rtwo\ntwo\r\nthree\u{2028}four\u{2029}five\u{85}six\u{b}seven\u{c}",
        "\u{0}\u{1}\u{1f}\u{7f}\u{feff}\u{fffd}\u{10ffff}",
        "\"quotes\" \\ </script> <!-- {{x}} %s ${y}",
        " \t\n ",
    ] {
        let kept = unsaved(&[("note", text, 0.0)]);
        assert_eq!(again(&kept).text("note"), text);
        assert_eq!(again(&kept), kept);
    }
}

#[test]
fn entries_of_a_later_version_are_kept_and_merged() {
    let text = r#"{"call":"a","later":1,"entries":{"mood":[{"deep":["x"]},7],"note":["n",5]}}"#;
    let read = StoredDraft::from_value(&json(&serde_json::from_str(text).unwrap())).unwrap();
    assert_eq!(read.text("note"), "n");
    assert_eq!(again(&read).get("mood").get("deep").items().count(), 1);
    let mut other = StoredDraft::of_call("a");
    other.put("mood", "better".into(), 9.0);
    let mut merged = read.clone();
    assert_eq!(merged.merge(&other), ["mood"]);
    assert_eq!(merged.text("mood"), "better");
}

#[test]
fn what_is_no_wrap_up_is_none_and_what_is_broken_in_one_is_left_out() {
    for text in [
        "null",
        "1",
        "[]",
        "{}",
        "\"x\"",
        r#"{"call":5}"#,
        r#"{"entries":{}}"#,
    ] {
        assert_eq!(
            StoredDraft::from_value(&json(&serde_json::from_str(text).unwrap())),
            None
        );
    }
    let text = r#"{"call":"a","entries":{"note":["kept",1],"step":"x","cost":["1"],"result":["2","3"],"rating":[]}}"#;
    let read = StoredDraft::from_value(&json(&serde_json::from_str(text).unwrap())).unwrap();
    assert_eq!(read.text("note"), "kept");
    for name in ["step", "cost", "result", "rating"] {
        assert_eq!(*read.get(name), Value::Null, "{name}");
    }
}

#[test]
fn the_newest_edit_wins_field_by_field() {
    let one = unsaved(&[("note", "old", 1.0), ("step", "new", 9.0), ("cost", "3", 5.0)]);
    let other = unsaved(&[("note", "new", 2.0), ("step", "old", 8.0), ("rating", "4", 5.0)]);
    for (mut here, there) in [(one.clone(), &other), (other.clone(), &one)] {
        here.merge(there);
        assert_eq!(
            ["note", "step", "cost", "rating"].map(|name| here.text(name).to_owned()),
            ["new", "new", "3", "4"]
        );
    }
    let mut here = one.clone();
    assert_eq!(here.merge(&other), ["note", "rating"]);
    assert_eq!(here.merge(&other), Vec::<String>::new());
}

#[test]
fn an_entry_that_was_emptied_later_stays_empty() {
    let mut here = unsaved(&[("note", "typed", 1.0)]);
    here.put("note", "".into(), NOW + 2.0);
    here.merge(&unsaved(&[("note", "typed", 1.0)]));
    assert_eq!(here.text("note"), "");
    assert!(here.is_empty());
}

#[test]
fn an_edit_is_newer_than_what_it_was_made_on_even_if_the_clock_was_set_back() {
    let mut here = unsaved(&[("note", "typed", 1000.0)]);
    let before = here.clone();
    here.put("note", "typed more".into(), NOW - 5_000_000.0);
    let mut merged = before;
    merged.merge(&here);
    assert_eq!(merged.text("note"), "typed more");
}

#[test]
fn the_same_text_again_is_no_edit() {
    let mut here = unsaved(&[("note", "typed", 1.0)]);
    here.put("note", "typed".into(), NOW + 50.0);
    assert!((here.edited_at() - (NOW + 1.0)).abs() < 0.5);
}

#[test]
fn what_it_is_about_is_nothing_to_save() {
    let mut about = unsaved(&[("target", "CONTACT 797", 0.0), ("number", "+49", 0.0)]);
    about.put("items", vec!["CONTACT 797"].into(), NOW);
    about.put("seconds", 95.into(), NOW);
    about.put("finish", "done".into(), NOW);
    assert!(about.is_empty());
    assert!(!unsaved(&[("note", " ", 0.0)]).is_empty());
    // Whether that worked has to be found out.
    assert!(!unsaved(&[("finish", "sent", 0.0)]).is_empty());
}

#[test]
fn emptied_it_overrules_every_older_version() {
    let typed = unsaved(&[("note", "typed", 5.0), ("finish", "sent", 5.0)]);
    let mut gone = typed.clone();
    gone.empty(NOW);
    assert!(gone.is_empty());
    let mut stale = typed;
    stale.merge(&gone);
    assert!(stale.is_empty());
    assert!(!again(&gone).to_value().to_string().contains("typed"));
}

#[test]
fn it_is_kept_for_fourteen_days_after_its_last_edit() {
    let kept = unsaved(&[("note", "typed", 0.0), ("rating", "4", 1000.0)]);
    assert!(!kept.is_old(NOW + 1000.0 + AGE));
    assert!(kept.is_old(NOW + 1001.0 + AGE));
    assert!(!kept.is_old(NOW - 1e12));
    assert!(StoredDraft::of_call(CALL).is_old(NOW));
}

#[test]
fn it_tells_which_items_it_could_go_to() {
    let mut about = StoredDraft::of_call(CALL);
    about.put(
        "items",
        vec!["DEAL 4615", "broken", "CONTACT x", "DYNAMIC_128 7"].into(),
        NOW,
    );
    assert_eq!(
        again(&about).items(),
        [
            Binding::new(EntityKind::Deal, 4615),
            Binding::new(EntityKind::Other("DYNAMIC_128".to_owned()), 7)
        ]
    );
}

proptest! {
    #[test]
    fn anything_can_be_read_and_merged(text in any_json(), other in any_json()) {
        let both = [text, other].map(|text| {
            let wrapped = serde_json::json!({ "call": "a", "entries": { "note": text, "step": [text, 5.0] } });
            StoredDraft::from_value(&json(&wrapped)).unwrap()
        });
        let [one, other] = both;
        let (mut here, mut there) = (one.clone(), other.clone());
        here.merge(&other);
        there.merge(&one);
        for name in ["note", "step"] {
            prop_assert_eq!(here.get(name).to_string(), there.get(name).to_string());
        }
        prop_assert_eq!(again(&here).is_empty(), here.is_empty());
    }

    #[test]
    fn it_does_not_matter_who_merges_first(edits in prop::collection::vec((0..3_usize, "[ab]", 0..4_u8), 0..12)) {
        let names = ["note", "step", "cost"];
        let mut pages = [StoredDraft::of_call("a"), StoredDraft::of_call("a"), StoredDraft::of_call("a")];
        for (at, (name, text, time)) in edits.iter().enumerate() {
            pages[at % 3].put(names[*name], text.as_str().into(), f64::from(*time));
        }
        let merged = [[0, 1, 2], [2, 1, 0], [1, 2, 0]].map(|order| {
            let mut all = StoredDraft::of_call("a");
            for page in order {
                all.merge(&pages[page]);
            }
            names.map(|name| all.text(name).to_owned())
        });
        prop_assert_eq!(&merged[0], &merged[1]);
        prop_assert_eq!(&merged[0], &merged[2]);
    }
}

#[test]
fn the_promise_is_65_seconds_from_the_attempt_and_can_be_extended() {
    let mut promise = CloseCountdown::default();
    assert_eq!(promise.seconds_left(NOW), None);
    assert!(!promise.can_extend(NOW));
    promise.attempted(NOW);
    assert_eq!(promise.seconds_left(NOW), Some(65));
    assert_eq!(promise.seconds_left(NOW + 17_000.0), Some(48));
    promise.extended(NOW + 60_000.0);
    assert_eq!(promise.seconds_left(NOW + 60_000.0), Some(65));
    assert_eq!(promise.seconds_left(NOW + 60_000.0 + COUNTDOWN), Some(0));
}

#[test]
fn after_a_second_attempt_the_first_end_stays_the_promise() {
    let mut promise = CloseCountdown::default();
    promise.attempted(NOW);
    promise.attempted(NOW + 10_000.0);
    assert!(!promise.can_extend(NOW + 10_000.0));
    promise.extended(NOW + 20_000.0);
    assert_eq!(promise.seconds_left(NOW + 20_000.0), Some(45));
    // The card outlived it: with another call active the portal leaves it open.
    assert!(promise.can_extend(NOW + 66_000.0));
    promise.extended(NOW + 66_000.0);
    assert_eq!(promise.seconds_left(NOW + 66_000.0), Some(65));
}

#[test]
fn an_attempt_that_is_over_does_not_count_for_the_next_one() {
    let mut promise = CloseCountdown::default();
    promise.attempted(NOW);
    promise.attempted(NOW + 100_000.0);
    assert_eq!(promise.seconds_left(NOW + 100_000.0), Some(65));
    promise.end();
    assert_eq!(promise.seconds_left(NOW + 100_000.0), None);
}
