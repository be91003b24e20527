//! Drafts as they are stored, and the countdown of a card that is held open.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use call_card::call::close_countdown::COUNTDOWN;
use call_card::call::portal_text::{DRAFT_LIMIT, portal_text};
use call_card::call::stored_draft::{AGE, DraftFields, call_of};
use call_card::call::{
    Binding, CallChange, ClientChange, CloseCountdown, EntityKind, FinishProgress, SentEntry, StoredDraft,
    TimelineEntry, WrapUpForm,
};
use proptest::prelude::*;

#[path = "support/json.rs"]
mod json;
use json::any_json;

const CALL: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";
const NOW: f64 = 1_773_130_800_000.0;

/// All that the version before this one stored, as it was written then.
const STORED_BEFORE: &str = r#"{"call":"externalCall.716f1cb73def9700a23842adf9c4c568.1773130779","entries":{"result":["486",1773130800001],"note":["Calls \u00e4 back\n🙂",1773130800002],"target":["DEAL 4615",1773130800003],"rating":["4",1773130800004],"duration":["1:35",1773130800005],"cost":["3.50",1773130800006],"currency":["EUR",1773130800007],"reason":["Line busy",1773130800008],"step":["Send the offer",1773130800009],"step-at":["2026-12-01T10:30",1773130800010],"record":["https://pbx.example/1.mp3",1773130800011],"quiet":[true,1773130800012],"sent-note":[[["CONTACT 797","Calls back"],1773130799000],1773130800013],"sent-step":[[["DEAL 4615","Send the offer","2026-12-01T09:30:00.000Z"],1773130799500],1773130800014],"finish":["sent",1773130800015],"number":["+4915112345678",1773130800016],"items":[["CONTACT 797","DEAL 4615"],1773130800017],"seconds":[95,1773130800018]}}"#;

/// A draft with these texts, edited so many milliseconds after [`NOW`].
/// Sets one field, edited at a moment.
type SetField = fn(&mut DraftFields, String, f64);

fn draft(entries: &[(SetField, &str, f64)]) -> StoredDraft {
    let mut draft = StoredDraft::of_call(CALL);
    for (set, text, at) in entries {
        set(&mut draft.fields, (*text).to_owned(), NOW + at);
    }
    draft
}

fn note(fields: &mut DraftFields, text: String, at: f64) {
    fields.note.set(text, at);
}

fn step(fields: &mut DraftFields, text: String, at: f64) {
    fields.step.set(text, at);
}

fn cost(fields: &mut DraftFields, text: String, at: f64) {
    fields.cost.set(text, at);
}

fn rating(fields: &mut DraftFields, text: String, at: f64) {
    fields.rating.set(text, at);
}

fn read(json: &str) -> Option<StoredDraft> {
    serde_json::from_str(json).ok()
}

/// Written down and read again.
fn again(draft: &StoredDraft) -> StoredDraft {
    read(&serde_json::to_string(draft).unwrap()).unwrap()
}

fn sent_note(text: &str) -> SentEntry {
    let entry = TimelineEntry::Note {
        item: Binding::new(EntityKind::Contact, 797),
        text: text.to_owned(),
    };
    SentEntry {
        entry,
        since: NOW - 1000.0,
    }
}

/// The same JSON with the one kind of number that a browser has.
fn floats(json: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match json {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.into_iter().map(floats).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, floats(value)));
            Value::Object(fields.collect())
        }
        other => other,
    }
}

#[test]
fn what_the_version_before_stored_is_read() {
    let draft = read(STORED_BEFORE).unwrap();
    assert_eq!(draft.call_id, CALL);
    let form = WrapUpForm {
        result: "486".to_owned(),
        note: "Calls ä back\n🙂".to_owned(),
        target: "DEAL 4615".to_owned(),
        rating: "4".to_owned(),
        quiet: true,
        duration: "1:35".to_owned(),
        cost: "3.50".to_owned(),
        currency: "EUR".to_owned(),
        reason: "Line busy".to_owned(),
        step: "Send the offer".to_owned(),
        step_at: "2026-12-01T10:30".to_owned(),
        ..WrapUpForm::default()
    };
    assert_eq!(draft.form(), form);
    let fields = &draft.fields;
    assert_eq!(fields.record.get(), "https://pbx.example/1.mp3");
    assert_eq!(*fields.sent_note.get(), Some(sent_note("Calls back")));
    assert_eq!(
        *fields.sent_step.get(),
        Some(SentEntry {
            entry: TimelineEntry::NextStep {
                item: Binding::new(EntityKind::Deal, 4615),
                title: "Send the offer".to_owned(),
                deadline: "2026-12-01T09:30:00.000Z".to_owned(),
                responsible: None,
                remind: Some(15),
            },
            since: 1_773_130_799_500.0,
        })
    );
    assert_eq!(*fields.finish.get(), FinishProgress::Sent);
    assert_eq!(draft.number(), "+4915112345678");
    assert_eq!(draft.items().len(), 2);
    assert_eq!(*fields.seconds.get(), Some(95));
    assert!((draft.edited_at() - (NOW + 18.0)).abs() < 0.5);
    // And what is written is read the same way by that version.
    let before: serde_json::Value = serde_json::from_str(STORED_BEFORE).unwrap();
    assert_eq!(floats(serde_json::to_value(&draft).unwrap()), floats(before));
}

#[test]
fn colleague_and_reminder_of_a_next_step_are_stored_and_the_usual_ones_as_before() {
    let step = |responsible, remind| TimelineEntry::NextStep {
        item: Binding::new(EntityKind::Deal, 4615),
        title: "Send the offer".to_owned(),
        deadline: "2026-12-01T09:30:00.000Z".to_owned(),
        responsible,
        remind,
    };
    for (responsible, remind) in [
        (Some(2), Some(30)),
        (None, None),
        (Some(2), None),
        (None, Some(0)),
    ] {
        let json = serde_json::to_string(&step(responsible, remind)).unwrap();
        let read: TimelineEntry = serde_json::from_str(&json).unwrap();
        assert_eq!(read, step(responsible, remind), "{json}");
    }
    let usual = serde_json::to_string(&step(None, Some(15))).unwrap();
    assert_eq!(
        usual,
        r#"["DEAL 4615","Send the offer","2026-12-01T09:30:00.000Z"]"#
    );
    let mut draft = StoredDraft::of_call(CALL);
    let form = WrapUpForm {
        step: "Send the offer".to_owned(),
        step_for: "2".to_owned(),
        step_remind: "none".to_owned(),
        ..WrapUpForm::default()
    };
    draft.set_form(form.clone(), NOW);
    let draft = read(&serde_json::to_string(&draft).unwrap()).unwrap();
    assert_eq!(draft.form(), form);
}

#[test]
fn what_the_version_before_emptied_is_empty() {
    let json = r#"{"call":"a","entries":{"note":[null,7],"step":["",7],"quiet":[false,7],"sent-note":[null,7],"sent-step":[null,7],"finish":["",7],"seconds":[null,7]}}"#;
    let draft = read(json).unwrap();
    assert!(draft.is_empty());
    assert!((draft.fields.note.edited_at() - 7.0).abs() < 0.5);
    assert!((draft.fields.sent_step.edited_at() - 7.0).abs() < 0.5);
}

#[test]
fn every_field_is_merged_emptied_and_counted() {
    let full = read(STORED_BEFORE).unwrap();
    let names: Vec<String> = {
        let json = serde_json::to_value(&full).unwrap();
        json["entries"].as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(names.len(), 18);
    for name in names {
        let mut json: serde_json::Value = serde_json::from_str(STORED_BEFORE).unwrap();
        json["entries"]
            .as_object_mut()
            .unwrap()
            .retain(|known, _| *known == name);
        let one: StoredDraft = serde_json::from_value(json).unwrap();
        let mut merged = StoredDraft::of_call(CALL);
        assert!(merged.merge(&one), "{name} is not merged");
        assert_eq!(merged, one, "{name}");
        assert!(one.edited_at() > NOW, "{name} has no time");
        let is_about = ["target", "number", "items", "seconds"].contains(&name.as_str());
        assert_eq!(one.is_empty(), is_about, "{name}");
        merged.clear(NOW + 100.0);
        assert!(merged.is_empty());
        assert!(
            (merged.edited_at() - (NOW + 100.0)).abs() < 0.5,
            "{name} is not emptied"
        );
    }
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
        let stored = draft(&[(note, text, 0.0)]);
        assert_eq!(again(&stored).fields.note.get(), text);
        assert_eq!(again(&stored), stored);
    }
}

#[test]
fn fields_of_a_later_version_are_kept_and_merged() {
    let mut draft =
        read(r#"{"call":"a","later":1,"entries":{"mood":[{"deep":["x",null,true,1.5]},7],"note":["n",5]}}"#)
            .unwrap();
    assert_eq!(draft.fields.note.get(), "n");
    let written = serde_json::to_value(again(&draft)).unwrap();
    assert_eq!(
        written["entries"]["mood"],
        serde_json::json!([{ "deep": ["x", null, true, 1.5] }, 7.0])
    );
    assert!(!draft.is_empty());
    assert!(draft.merge(&read(r#"{"call":"a","entries":{"mood":["better",9]}}"#).unwrap()));
    assert!(!draft.merge(&read(r#"{"call":"a","entries":{"mood":["worse",8]}}"#).unwrap()));
    let written = serde_json::to_value(&draft).unwrap();
    assert_eq!(written["entries"]["mood"][0], "better");
    draft.clear(10.0);
    assert!(draft.is_empty());
}

#[test]
fn what_is_no_draft_is_none_and_what_is_broken_in_one_is_left_out() {
    for text in [
        "",
        "null",
        "1",
        "[]",
        "{}",
        "\"x\"",
        r#"{"call":5}"#,
        r#"{"entries":{}}"#,
    ] {
        assert_eq!(read(text), None, "{text}");
    }
    let text = r#"{"call":"a","entries":{"note":["kept",1],"step":"x","cost":["1"],"result":["2","3"],"rating":[],"currency":["EUR",1,2],"quiet":["yes",1],"finish":["later",1],"seconds":[-5,1],"sent-note":[["CONTACT"],1],"items":[[5],1]}}"#;
    let draft = read(text).unwrap();
    assert_eq!(draft.fields.note.get(), "kept");
    let mut rest = draft.clone();
    rest.fields.note = StoredDraft::default().fields.note;
    assert_eq!(rest, StoredDraft::of_call("a"));
}

#[test]
fn the_newest_edit_wins_field_by_field() {
    let one = draft(&[(note, "old", 1.0), (step, "new", 9.0), (cost, "3", 5.0)]);
    let other = draft(&[(note, "new", 2.0), (step, "old", 8.0), (rating, "4", 5.0)]);
    for (mut here, there) in [(one.clone(), &other), (other.clone(), &one)] {
        here.merge(there);
        let form = here.form();
        assert_eq!(
            [form.note, form.step, form.cost, form.rating],
            ["new", "new", "3", "4"]
        );
    }
    let mut here = one.clone();
    assert!(here.merge(&other));
    assert!(!here.merge(&other));
}

#[test]
fn a_field_that_was_emptied_later_stays_empty() {
    let mut here = draft(&[(note, "typed", 1.0), (note, "", 2.0)]);
    here.merge(&draft(&[(note, "typed", 1.0)]));
    assert_eq!(here.fields.note.get(), "");
    assert!(here.is_empty());
}

#[test]
fn an_edit_is_newer_than_what_it_was_made_on_even_if_the_clock_was_set_back() {
    let before = draft(&[(note, "typed", 1000.0)]);
    let mut here = before.clone();
    note(&mut here.fields, "typed more".to_owned(), NOW - 5_000_000.0);
    let mut merged = before;
    merged.merge(&here);
    assert_eq!(merged.fields.note.get(), "typed more");
}

#[test]
fn the_same_text_again_is_no_edit() {
    let here = draft(&[(note, "typed", 1.0), (note, "typed", 50.0)]);
    assert!((here.edited_at() - (NOW + 1.0)).abs() < 0.5);
}

#[test]
fn what_it_is_about_is_nothing_to_save() {
    let mut about = StoredDraft::of_call(CALL);
    about.fields.target.set("CONTACT 797".to_owned(), NOW);
    about.fields.number.set("+49".to_owned(), NOW);
    about.fields.items.set(vec!["CONTACT 797".to_owned()], NOW);
    about.fields.seconds.set(Some(95), NOW);
    about.fields.finish.set(FinishProgress::Done, NOW);
    assert!(about.is_empty());
    assert!(draft(&[(note, " ", 0.0)]).is_empty() && !draft(&[(note, "x", 0.0)]).is_empty());
    // Whether that worked has to be found out.
    about.fields.finish.set(FinishProgress::Sent, NOW);
    assert!(!about.is_empty());
}

#[test]
fn emptied_it_overrules_every_older_version() {
    let mut typed = draft(&[(note, "typed", 5.0)]);
    typed.fields.finish.set(FinishProgress::Sent, NOW + 5.0);
    let mut gone = typed.clone();
    gone.clear(NOW);
    assert!(gone.is_empty());
    let mut stale = typed;
    stale.merge(&gone);
    assert!(stale.is_empty());
    assert!(!serde_json::to_string(&again(&gone)).unwrap().contains("typed"));
}

#[test]
fn it_is_stored_for_fourteen_days_after_its_last_edit() {
    let stored = draft(&[(note, "typed", 0.0), (rating, "4", 1000.0)]);
    assert!(!stored.is_old(NOW + 1000.0 + AGE));
    assert!(stored.is_old(NOW + 1001.0 + AGE));
    assert!(!stored.is_old(NOW - 1e12));
    assert!(StoredDraft::of_call(CALL).is_old(NOW));
}

#[test]
fn it_names_the_items_it_could_go_to() {
    let mut about = StoredDraft::of_call(CALL);
    let items = ["DEAL 4615", "broken", "CONTACT x", "CONTACT 0", "DYNAMIC_128 7"];
    about.fields.items.set(items.map(str::to_owned).to_vec(), NOW);
    assert_eq!(
        again(&about).items(),
        [
            Binding::new(EntityKind::Deal, 4615),
            Binding::new(EntityKind::Other("DYNAMIC_128".to_owned()), 7)
        ]
    );
}

#[test]
fn a_draft_is_begun_for_its_call_and_named_when_the_portal_names_the_call() {
    let typed = draft(&[(note, "typed", 0.0)]);
    assert_eq!(StoredDraft::default().compare_call(CALL), CallChange::Begin);
    assert_eq!(StoredDraft::default().compare_call(""), CallChange::Begin);
    assert_eq!(typed.compare_call(CALL), CallChange::Same);
    // The portal does not name the call any more.
    assert_eq!(typed.compare_call(""), CallChange::Same);
    let mut anonymous = typed;
    anonymous.call_id = "?123".to_owned();
    assert!(anonymous.is_anonymous());
    assert_eq!(anonymous.compare_call(""), CallChange::Same);
    assert_eq!(anonymous.compare_call(CALL), CallChange::Named);
}

#[test]
fn the_limit_of_the_portal_counts_what_is_sent() {
    // Four bytes here, twelve on the way.
    let smiles = "🙂".repeat(DRAFT_LIMIT / 12);
    let sent = portal_text(&smiles).unwrap();
    assert!(sent.starts_with("\\ud83d\\ude42"), "{}", &sent[..24]);
    assert!(sent.is_ascii() && sent.len() <= DRAFT_LIMIT);
    assert_eq!(portal_text(&format!("{smiles}🙂🙂")), None);
    assert_eq!(portal_text(&"x".repeat(DRAFT_LIMIT + 1)), None);
    assert_eq!(
        portal_text(&"x".repeat(DRAFT_LIMIT)).map(|text| text.len()),
        Some(DRAFT_LIMIT)
    );
    // What is read back is the same text.
    let json = serde_json::to_string(&draft(&[(note, "Ünï 👩🏽‍💻", 0.0)])).unwrap();
    let back = read(&portal_text(&json).unwrap()).unwrap();
    assert_eq!(back.fields.note.get(), "Ünï 👩🏽‍💻");
}

#[test]
fn the_call_of_a_draft_that_cannot_be_read_is_found() {
    let newer = format!(r#"{{"version":2,"call":"{CALL}","entries":[]}}"#);
    assert_eq!(read(&newer), None);
    assert_eq!(call_of(&newer), CALL);
    assert_eq!(call_of("{\"call\":"), "");
}

#[test]
fn two_notes_that_one_person_typed_for_one_call_both_stay() {
    let earlier = draft(&[(note, "Before", 0.0), (cost, "3", 0.0)]);
    let mut later = draft(&[(note, "After", 10.0)]);
    later.join(&earlier, NOW + 20.0);
    assert_eq!(later.fields.note.get(), "Before\nAfter");
    assert_eq!(later.fields.cost.get(), "3");
    // What was emptied since stays empty.
    let mut emptied = draft(&[(note, "x", 5.0), (note, "", 10.0)]);
    emptied.join(&earlier, NOW + 20.0);
    assert_eq!(emptied.fields.note.get(), "");
}

#[test]
fn an_entry_that_has_no_room_in_the_form_of_the_next_call_stays_with_the_former() {
    let mut next = WrapUpForm {
        note: "Second".to_owned(),
        step: "Send the offer".to_owned(),
        ..WrapUpForm::default()
    };
    let rest = next.take_over(WrapUpForm {
        note: "First".to_owned(),
        target: "DEAL 4615".to_owned(),
        step: "Call back".to_owned(),
        cost: "3.50".to_owned(),
        ..WrapUpForm::default()
    });
    assert_eq!(next.note, "Second\nFirst");
    assert_eq!(
        (next.step.as_str(), next.cost.as_str()),
        ("Send the offer", "3.50")
    );
    assert_eq!(next.target, "");
    let step = WrapUpForm {
        step: "Call back".to_owned(),
        ..WrapUpForm::default()
    };
    assert_eq!(rest, step);
}

#[test]
fn text_stays_with_the_client_it_was_typed_for() {
    let typed = |note: &str, target: &str| WrapUpForm {
        note: note.to_owned(),
        target: target.to_owned(),
        ..WrapUpForm::default()
    };
    let (one, other) = ("CONTACT 797", "CONTACT 11");
    for (form, before, primary, change) in [
        (typed("", ""), one, other, ClientChange::None),
        (typed("x", ""), one, one, ClientChange::None),
        (typed("x", ""), "", other, ClientChange::None),
        (
            typed("x", ""),
            one,
            other,
            ClientChange::StaysWith(one.to_owned()),
        ),
        (typed("x", ""), one, "", ClientChange::StaysWith(one.to_owned())),
        // The agent had chosen the item.
        (typed("x", "DEAL 4615"), one, other, ClientChange::None),
        (typed("x", one), other, one, ClientChange::Returned),
        (typed("", one), other, one, ClientChange::None),
        (typed("x", ""), one, one, ClientChange::None),
    ] {
        assert_eq!(
            form.compare_client(before, primary),
            change,
            "{form:?} {before} {primary}"
        );
    }
    let step = WrapUpForm {
        step_at: "2026-12-01T10:30".to_owned(),
        ..WrapUpForm::default()
    };
    assert_eq!(
        step.compare_client(one, other),
        ClientChange::StaysWith(one.to_owned())
    );
}

proptest! {
    #[test]
    fn anything_can_be_read_and_merged(text in any_json(), other in any_json()) {
        let both = [text, other].map(|text| {
            let stored = serde_json::json!({
                "call": "a",
                "entries": { "note": text, "step": [text, 5.0], "sent-note": [text, 5.0], "later": [text, 5.0] },
            });
            serde_json::from_value::<StoredDraft>(stored).unwrap()
        });
        let [one, other] = both;
        let (mut here, mut there) = (one.clone(), other.clone());
        here.merge(&other);
        there.merge(&one);
        prop_assert_eq!(again(&here), again(&there));
        prop_assert_eq!(again(&here).is_empty(), here.is_empty());
    }

    #[test]
    fn it_does_not_matter_who_merges_first(edits in prop::collection::vec((0..3_usize, "[ab]", 1..5_u8), 0..12)) {
        let fields = [note, step, cost];
        let mut pages = [StoredDraft::of_call("a"), StoredDraft::of_call("a"), StoredDraft::of_call("a")];
        for (at, (field, text, time)) in edits.iter().enumerate() {
            fields[*field](&mut pages[at % 3].fields, text.clone(), f64::from(*time));
        }
        let merged = [[0, 1, 2], [2, 1, 0], [1, 2, 0]].map(|order| {
            let mut all = StoredDraft::of_call("a");
            for page in order {
                all.merge(&pages[page]);
            }
            all
        });
        prop_assert_eq!(&merged[0], &merged[1]);
        prop_assert_eq!(&merged[0], &merged[2]);
    }
}

#[test]
fn the_countdown_is_65_seconds_from_the_attempt_and_can_be_extended() {
    let mut countdown = CloseCountdown::default();
    assert_eq!(countdown.seconds_left(NOW), None);
    assert!(!countdown.can_extend(NOW));
    countdown.attempted(NOW);
    assert_eq!(countdown.seconds_left(NOW), Some(65));
    assert_eq!(countdown.seconds_left(NOW + 17_000.0), Some(48));
    countdown.extended(NOW + 60_000.0);
    assert_eq!(countdown.seconds_left(NOW + 60_000.0), Some(65));
    assert_eq!(countdown.seconds_left(NOW + 60_000.0 + COUNTDOWN), Some(0));
}

#[test]
fn after_a_second_attempt_the_first_end_counts() {
    let mut countdown = CloseCountdown::default();
    countdown.attempted(NOW);
    countdown.attempted(NOW + 10_000.0);
    assert!(!countdown.can_extend(NOW + 10_000.0));
    countdown.extended(NOW + 20_000.0);
    assert_eq!(countdown.seconds_left(NOW + 20_000.0), Some(45));
    assert_eq!(countdown.latest_end(), Some(NOW + 20_000.0 + COUNTDOWN));
    // The card outlived it: with another call active the portal leaves it open.
    assert!(countdown.can_extend(NOW + 66_000.0));
    countdown.extended(NOW + 66_000.0);
    assert_eq!(countdown.seconds_left(NOW + 66_000.0), Some(65));
}

#[test]
fn an_attempt_that_is_over_does_not_count_for_the_next_one() {
    let mut countdown = CloseCountdown::default();
    countdown.attempted(NOW);
    countdown.attempted(NOW + 100_000.0);
    assert_eq!(countdown.seconds_left(NOW + 100_000.0), Some(65));
    countdown.end();
    assert_eq!(countdown.seconds_left(NOW + 100_000.0), None);
}

#[test]
fn a_countdown_that_ends_soon_is_extended_only_where_that_helps() {
    let mut countdown = CloseCountdown::default();
    assert!(!countdown.ends_soon(NOW));
    countdown.attempted(NOW);
    assert!(!countdown.ends_soon(NOW + 54_000.0));
    assert!(countdown.ends_soon(NOW + 55_000.0));
    let set_back = NOW - 3_600_000.0;
    assert!(
        countdown.ends_soon(set_back),
        "nobody knows how much of it is over"
    );
    assert_eq!(countdown.seconds_left(set_back), Some(65));
    countdown.attempted(NOW + 56_000.0);
    assert!(
        !countdown.ends_soon(NOW + 57_000.0),
        "the first countdown cannot be extended any more"
    );
}

fn sent(text: &str, at: f64) -> SentEntry {
    let entry = TimelineEntry::NextStep {
        item: Binding::new(EntityKind::Contact, 797),
        title: text.to_owned(),
        deadline: "2026-12-01T09:30:00.000Z".to_owned(),
        responsible: None,
        remind: Some(15),
    };
    SentEntry {
        entry,
        since: NOW + at,
    }
}

#[test]
fn what_was_sent_without_an_answer_is_not_forgotten_when_the_portal_names_the_call() {
    let mut unnamed = draft(&[(step, "Send the offer", 1.0)]);
    "?1".clone_into(&mut unnamed.call_id);
    unnamed
        .fields
        .sent_step
        .set(Some(sent("Send the offer", 2.0)), NOW + 2.0);
    // Another step of that call was sent, and answered later than this one was sent.
    let mut known = draft(&[(note, "Calls back", 0.0)]);
    known.fields.sent_step.set(Some(sent("Call again", 0.0)), NOW);
    known.fields.sent_step.set(None, NOW + 5.0);
    let named = unnamed.name(CALL, Some(&known), NOW + 10.0);
    assert_eq!(*unnamed.fields.sent_step.get(), Some(sent("Send the offer", 2.0)));
    assert_eq!(unnamed.form().note, "Calls back");
    assert!(named.unnamed.is_empty());
}

#[test]
fn of_two_next_steps_that_may_be_there_each_keeps_what_was_sent() {
    let mut unnamed = draft(&[(step, "Send the offer", 1.0)]);
    "?1".clone_into(&mut unnamed.call_id);
    unnamed
        .fields
        .sent_step
        .set(Some(sent("Send the offer", 2.0)), NOW + 2.0);
    let mut known = draft(&[(step, "Call again", 3.0), (note, "Calls back", 0.0)]);
    known
        .fields
        .sent_step
        .set(Some(sent("Call again", 4.0)), NOW + 4.0);
    known.fields.items.set(vec!["CONTACT 797".to_owned()], NOW);
    let named = unnamed.name(CALL, Some(&known), NOW + 10.0);
    assert_eq!(unnamed.form().step, "Send the offer");
    assert_eq!(*unnamed.fields.sent_step.get(), Some(sent("Send the offer", 2.0)));
    assert_eq!(unnamed.form().note, "Calls back");
    assert_eq!(named.unnamed.call_id, "?1");
    assert_eq!(named.unnamed.form().step, "Call again");
    assert_eq!(
        *named.unnamed.fields.sent_step.get(),
        Some(sent("Call again", 4.0))
    );
    assert_eq!(named.unnamed.items(), [Binding::new(EntityKind::Contact, 797)]);
    assert_eq!(named.replaced, None);
}
