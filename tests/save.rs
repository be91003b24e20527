//! What is checked before a wrap-up is saved, and in which order it is saved.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use call_card::call::wrap_up::FieldError;
use call_card::call::{
    Binding, EntityKind, FormContext, SavePlan, SaveRequest, SaveStep, SavedCall, SavedCode, SavedEntries,
    SavedStep, StatusCode, StoredSummary, WrapUpField, WrapUpForm,
};
use proptest::prelude::*;
use proptest::sample::select;

const ALL: [SaveStep; 9] = [
    SaveStep::Note,
    SaveStep::NextStep,
    SaveStep::CodeField,
    SaveStep::HideFromColleagues,
    SaveStep::Hold,
    SaveStep::Finish,
    SaveStep::Binding,
    SaveStep::Recording,
    SaveStep::Transcript,
];

/// The steps of a save in which these fail, and whether it is complete.
fn run(
    request: SaveRequest,
    is_finished: bool,
    has_recording: bool,
    failing: &[SaveStep],
) -> (Vec<SaveStep>, bool) {
    let mut plan = SavePlan::new(request, is_finished);
    let mut steps = Vec::new();
    while let Some(step) = plan.next(has_recording) {
        assert!(!steps.contains(&step), "{step:?} twice");
        steps.push(step);
        plan.report(step, !failing.contains(&step));
    }
    (steps, plan.is_complete())
}

#[test]
fn the_call_comes_behind_the_note_and_before_its_recording() {
    use SaveStep::{CodeField, Finish, HideFromColleagues, NextStep, Note, Recording};
    assert_eq!(
        run(SaveRequest::Call, false, false, &[]),
        (
            vec![Note, NextStep, CodeField, HideFromColleagues, Finish, Recording],
            true
        )
    );
    assert_eq!(
        run(SaveRequest::Note, false, true, &[]),
        (vec![Note, NextStep, CodeField], true)
    );
    assert_eq!(
        run(SaveRequest::Recording, true, true, &[]),
        (vec![Recording], true)
    );
}

#[test]
fn the_activity_is_bound_once_the_call_is_finished_and_the_card_is_held_for_it() {
    let run = |failing: &[SaveStep]| {
        let mut plan = SavePlan::new(SaveRequest::Call, false).with_binding(true);
        let mut steps = Vec::new();
        while let Some(step) = plan.next(false) {
            steps.push(step);
            plan.report(step, !failing.contains(&step));
        }
        (steps, plan.is_complete())
    };
    let (steps, is_complete) = run(&[]);
    let end = [
        SaveStep::Hold,
        SaveStep::Finish,
        SaveStep::Binding,
        SaveStep::Recording,
    ];
    assert!(is_complete && steps.ends_with(&end), "{steps:?}");
    let (steps, is_complete) = run(&[SaveStep::Finish]);
    assert!(!is_complete && !steps.contains(&SaveStep::Binding));
    // A binding that failed is left to do.
    assert!(!run(&[SaveStep::Binding]).1);
}

#[test]
fn the_card_is_held_only_where_something_is_left_to_save_after_the_call() {
    let is_held = |has_recording, failing: &[SaveStep]| {
        let (steps, _) = run(SaveRequest::Call, false, has_recording, failing);
        let hold = steps.iter().position(|step| *step == SaveStep::Hold);
        let finish = steps.iter().position(|step| *step == SaveStep::Finish);
        assert!(hold.is_none() || hold < finish);
        hold.is_some()
    };
    assert!(!is_held(false, &[]));
    assert!(is_held(true, &[]));
    for step in [
        SaveStep::Note,
        SaveStep::NextStep,
        SaveStep::CodeField,
        SaveStep::HideFromColleagues,
    ] {
        assert!(is_held(false, &[step]), "{step:?}");
    }
}

#[test]
fn a_card_that_cannot_be_held_is_not_closed_while_something_is_at_risk() {
    let finishes = |has_recording, failing: &[SaveStep]| {
        let (steps, is_complete) = run(SaveRequest::Call, false, has_recording, failing);
        let finishes = steps.contains(&SaveStep::Finish);
        assert_eq!(is_complete, finishes);
        finishes
    };
    assert!(!finishes(true, &[SaveStep::Hold]));
    assert!(!finishes(false, &[SaveStep::Note, SaveStep::Hold]));
    assert!(!finishes(false, &[SaveStep::NextStep, SaveStep::Hold]));
    assert!(!finishes(false, &[SaveStep::CodeField, SaveStep::Hold]));
    // The cards of colleagues stay open either way.
    assert!(finishes(false, &[SaveStep::HideFromColleagues, SaveStep::Hold]));
}

#[test]
fn a_call_that_is_finished_is_not_finished_again() {
    let (steps, is_complete) = run(SaveRequest::Call, true, true, &[]);
    assert!(is_complete);
    assert!(!steps.contains(&SaveStep::Finish) && !steps.contains(&SaveStep::Hold));
    assert_eq!(steps.last(), Some(&SaveStep::Transcript));
}

#[test]
fn a_recording_is_not_attached_to_a_call_that_is_not_finished() {
    let (steps, is_complete) = run(SaveRequest::Call, false, true, &[SaveStep::Finish]);
    assert_eq!(steps.last(), Some(&SaveStep::Finish));
    assert!(!is_complete);
}

#[test]
fn entries_that_cannot_be_sent_are_named_in_the_order_of_the_form() {
    let fine = FormContext {
        has_target: true,
        has_deadline: true,
        needs_code: false,
        needs_field: false,
        has_sent: false,
    };
    let form = |change: fn(&mut WrapUpForm)| {
        let mut form = WrapUpForm::default();
        change(&mut form);
        form
    };
    let blank = WrapUpForm::default();
    assert_eq!(blank.check(SaveRequest::Call, fine), []);
    assert_eq!(blank.check(SaveRequest::Recording, fine), []);
    assert_eq!(
        blank.check(SaveRequest::Note, fine),
        [(WrapUpField::Note, FieldError::NoteEmpty)]
    );
    // Only the field is left.
    let no_field = FormContext {
        needs_field: true,
        ..fine
    };
    assert_eq!(blank.check(SaveRequest::Note, no_field), []);
    let no_target = FormContext {
        has_target: false,
        ..fine
    };
    let note = form(|form| form.note = "Calls back".to_owned());
    assert_eq!(
        note.check(SaveRequest::Call, no_target),
        [(WrapUpField::Note, FieldError::NoTarget)]
    );
    assert_eq!(blank.check(SaveRequest::Call, no_target), []);
    let no_deadline = FormContext {
        has_deadline: false,
        ..fine
    };
    let step = form(|form| form.step = "Send the offer".to_owned());
    assert_eq!(
        step.check(SaveRequest::Note, no_deadline),
        [(WrapUpField::NextStepDeadline, FieldError::Deadline)]
    );
    let numbers = form(|form| {
        form.duration = "1:75".to_owned();
        form.cost = "-3".to_owned();
    });
    assert_eq!(
        numbers.check(SaveRequest::Call, fine),
        [
            (WrapUpField::Duration, FieldError::Duration),
            (WrapUpField::Cost, FieldError::CostNegative)
        ]
    );
    let unsent = form(|form| {
        form.duration = "1:75".to_owned();
        form.note = "Calls back".to_owned();
    });
    assert_eq!(
        unsent.check(SaveRequest::Note, fine),
        [],
        "the duration is not sent"
    );
}

#[test]
fn the_form_is_emptied_only_if_nothing_else_was_typed_meanwhile() {
    let saved = WrapUpForm {
        note: "Calls back".to_owned(),
        step: "Send the offer".to_owned(),
        step_at: "2026-12-01T10:30".to_owned(),
        cost: "3.50".to_owned(),
        ..WrapUpForm::default()
    };
    // Note and next step have left the form, the target followed the card.
    let rest = WrapUpForm {
        cost: "3.50".to_owned(),
        target: "DEAL 4615".to_owned(),
        ..WrapUpForm::default()
    };
    assert!(rest.is_saved_by(&saved));
    let typed = WrapUpForm {
        note: "And one more".to_owned(),
        ..rest
    };
    assert!(!typed.is_saved_by(&saved));
}

#[test]
fn another_attempt_is_about_what_failed_and_not_about_what_was_pressed_last() {
    use SaveStep::{Binding, NextStep, Note, Recording, Transcript};
    let again = |last, failed: &'static [SaveStep]| {
        SavePlan::again(last, |steps| steps.iter().any(|step| failed.contains(step)))
    };
    for (last, failed, request) in [
        (SaveRequest::Note, &[Note][..], SaveRequest::Note),
        (SaveRequest::Note, &[Note, Recording][..], SaveRequest::Call),
        (SaveRequest::Recording, &[NextStep][..], SaveRequest::Call),
        (SaveRequest::Recording, &[Recording][..], SaveRequest::Recording),
        (SaveRequest::Binding, &[Binding][..], SaveRequest::Binding),
        (
            SaveRequest::Transcript,
            &[Transcript][..],
            SaveRequest::Transcript,
        ),
        (SaveRequest::Note, &[Transcript][..], SaveRequest::Call),
        (SaveRequest::Call, &[Note][..], SaveRequest::Call),
    ] {
        assert_eq!(again(last, failed), request, "{last:?} {failed:?}");
    }
}

#[test]
fn a_transcript_is_sent_once_the_call_is_finished() {
    let steps = |request, is_finished| run(request, is_finished, false, &[]).0;
    assert!(!steps(SaveRequest::Call, false).contains(&SaveStep::Transcript));
    assert!(steps(SaveRequest::Call, true).contains(&SaveStep::Transcript));
    assert_eq!(steps(SaveRequest::Transcript, true), [SaveStep::Transcript]);
}

#[test]
fn what_is_sent_with_the_call_leaves_the_form_and_note_and_next_step_stay() {
    let mut form = WrapUpForm {
        note: "Calls back".to_owned(),
        step: "Send the offer".to_owned(),
        step_at: "2026-12-01T10:30".to_owned(),
        step_for: "2".to_owned(),
        step_remind: "30".to_owned(),
        target: "DEAL 4615".to_owned(),
        ..WrapUpForm::default()
    };
    let rest = form.clone();
    form.rating = "4".to_owned();
    form.result = "486".to_owned();
    form.duration = "1:35".to_owned();
    form.quiet = true;
    form.code = "Order".to_owned();
    let mut note_failed = form.clone();
    form.clear_call_entries(false);
    assert_eq!(form, rest);
    note_failed.clear_call_entries(true);
    assert_eq!(note_failed.open_code(), "Order");
}

#[test]
fn a_next_step_has_a_reminder_unless_the_agent_wants_none() {
    let reminder = |chosen: &str| {
        let form = WrapUpForm {
            step_remind: chosen.to_owned(),
            ..WrapUpForm::default()
        };
        // By itself it is nothing to save, and nothing that is left over from a save.
        assert!(form.is_blank() && form.is_saved_by(&form));
        form.reminder()
    };
    assert_eq!(
        [reminder(""), reminder("none"), reminder("0"), reminder("60")],
        [Some(15), None, Some(0), Some(60)]
    );
}

#[test]
fn spaces_are_nothing_to_save() {
    let spaces = WrapUpForm {
        note: "\n ".to_owned(),
        step: " ".to_owned(),
        ..WrapUpForm::default()
    };
    assert!(spaces.is_blank() && !spaces.is_for_client() && spaces.is_saved_by(&spaces));
    let coded = WrapUpForm {
        code: "Order".to_owned(),
        ..spaces.clone()
    };
    // The result code was sent as a note, which took the spaces with it.
    let rest = WrapUpForm {
        note: String::new(),
        saved_code: "Order".to_owned(),
        ..coded.clone()
    };
    assert!(rest.is_saved_by(&coded));
    let typed = WrapUpForm {
        note: " x".to_owned(),
        ..spaces
    };
    assert!(!typed.is_blank() && typed.is_for_client());
}

#[test]
fn the_choice_of_a_target_is_nothing_to_save() {
    let chosen = WrapUpForm {
        target: "DEAL 4615".to_owned(),
        ..WrapUpForm::default()
    };
    assert!(chosen.is_blank());
    let quiet = WrapUpForm {
        quiet: true,
        ..WrapUpForm::default()
    };
    assert!(!quiet.is_blank());
}

proptest! {
    #[test]
    fn nothing_is_lost_whatever_fails(
        request in select(vec![
            SaveRequest::Note,
            SaveRequest::Call,
            SaveRequest::Recording,
            SaveRequest::Binding,
            SaveRequest::Transcript,
        ]),
        is_finished in any::<bool>(),
        has_recording in any::<bool>(),
        failing in prop::collection::vec(select(ALL.to_vec()), 0..6),
    ) {
        let (steps, is_complete) = run(request, is_finished, has_recording, &failing);
        let failed = |step: SaveStep| steps.contains(&step) && failing.contains(&step);
        let lost = failed(SaveStep::Note) || failed(SaveStep::NextStep) || has_recording;
        if steps.contains(&SaveStep::Finish) && lost {
            prop_assert!(steps.contains(&SaveStep::Hold) && !failed(SaveStep::Hold), "{:?}", steps);
        }
        prop_assert!(!(is_finished && steps.contains(&SaveStep::Finish)));
        // Neither of them leaves anything to save.
        let counts = |step| ![SaveStep::Hold, SaveStep::HideFromColleagues].contains(&step);
        let any_failed = ALL.into_iter().any(|step| counts(step) && failed(step));
        if any_failed {
            prop_assert!(!is_complete);
        }
    }
}

#[test]
fn a_summary_that_is_stored_comes_back_and_says_nothing_that_is_not_known() {
    let item = Binding::new(EntityKind::Deal, 4615);
    let summary = StoredSummary {
        activity: Some(12),
        errors: vec!["CRM".to_owned()],
        saved: SavedEntries {
            call: Some(SavedCall {
                result: StatusCode::parse("603-S"),
                seconds: 95,
            }),
            note: Some(item.clone()),
            next_step: Some(SavedStep {
                item,
                title: "Send the offer".to_owned(),
                due: Some(1.5),
            }),
            code: Some(SavedCode {
                item: Binding::new(EntityKind::Contact, 797),
                code: "Order".to_owned(),
            }),
            bound: None,
        },
        record: true,
        ..StoredSummary::of_finished("externalCall.1")
    };
    let text = serde_json::to_string(&summary).unwrap();
    assert_eq!(serde_json::from_str::<StoredSummary>(&text).unwrap(), summary);
    let unknown: StoredSummary = serde_json::from_str(r#"{"call":"externalCall.1"}"#).unwrap();
    assert!(unknown.is_empty() && !unknown.record && unknown.activity.is_none());
    assert!(!StoredSummary::of_finished("externalCall.1").is_empty());
}
