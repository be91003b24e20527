//! What was entered for one call and goes to another: what may be there already is never forgotten.

#![cfg(not(target_arch = "wasm32"))]

use call_card::call::{Binding, Entered, EntityKind, SentEntry, TimelineEntry, WrapUpForm};

fn item() -> Binding {
    Binding::new(EntityKind::Contact, 797)
}

fn sent_note(text: &str) -> SentEntry {
    let (item, text) = (item(), text.to_owned());
    let entry = TimelineEntry::Note { item, text };
    SentEntry { entry, since: 1.0 }
}

fn sent_step(title: &str) -> SentEntry {
    let entry = TimelineEntry::NextStep {
        item: item(),
        title: title.to_owned(),
        deadline: String::new(),
        responsible: None,
        remind: Some(15),
    };
    SentEntry { entry, since: 1.0 }
}

/// A note and a next step, none of them sent.
fn entered(note: &str, step: &str) -> Entered {
    let form = WrapUpForm {
        note: note.to_owned(),
        step: step.to_owned(),
        ..WrapUpForm::default()
    };
    Entered {
        form,
        ..Entered::default()
    }
}

#[test]
fn what_was_sent_without_an_answer_goes_along_with_its_text() {
    let mut here = entered("", "");
    let left = here.take_over(Entered {
        sent_note: Some(sent_note("Calls back")),
        sent_step: Some(sent_step("Send the offer")),
        ..entered("Calls back", "Send the offer")
    });
    assert_eq!(
        (here.form.note.as_str(), here.form.step.as_str()),
        ("Calls back", "Send the offer")
    );
    assert_eq!(
        (&here.sent_note, &here.sent_step),
        (&Some(sent_note("Calls back")), &Some(sent_step("Send the offer")))
    );
    assert_eq!(left, Entered::default());
}

#[test]
fn two_that_may_be_there_stay_where_they_are() {
    let here = Entered {
        sent_note: Some(sent_note("Calls back")),
        sent_step: Some(sent_step("Send the offer")),
        ..entered("Calls back", "Send the offer")
    };
    let mut there = Entered {
        sent_note: Some(sent_note("On holiday")),
        sent_step: Some(sent_step("Call again")),
        ..entered("On holiday", "Call again")
    };
    "DEAL 4615".clone_into(&mut there.form.target);
    "3.50".clone_into(&mut there.form.cost);
    let mut after = here.clone();
    let left = after.take_over(there.clone());
    // What was sent with neither of them goes along.
    assert_eq!(after.form.cost, "3.50");
    after.form.cost.clear();
    assert_eq!(after, here);
    there.form.cost.clear();
    assert_eq!(left, there);
}

#[test]
fn a_next_step_that_may_be_there_does_not_become_a_part_of_another_one() {
    let mut here = entered("", "");
    "2026-12-01T10:30".clone_into(&mut here.form.step_at);
    let left = here.take_over(Entered {
        sent_step: Some(sent_step("Send the offer")),
        ..entered("", "Send the offer")
    });
    assert_eq!((here.form.step.as_str(), &here.sent_step), ("", &None));
    assert_eq!(
        (left.form.step.as_str(), left.sent_step),
        ("Send the offer", Some(sent_step("Send the offer")))
    );
}

#[test]
fn the_chosen_item_goes_to_another_place_of_the_same_call_alone() {
    let mut there = entered("Calls back", "");
    "DEAL 4615".clone_into(&mut there.form.target);
    let (mut joined, mut taken) = (entered("", ""), entered("", ""));
    let left = [joined.join(there.clone()), taken.take_over(there.clone())];
    assert_eq!(
        (joined.form.target.as_str(), taken.form.target.as_str()),
        ("DEAL 4615", "")
    );
    assert_eq!(left, [Entered::default(), Entered::default()]);
    // A note that is here already stays with its own item.
    let mut other = entered("On holiday", "");
    let _ = other.join(there);
    assert_eq!(other.form.target, "");
}
