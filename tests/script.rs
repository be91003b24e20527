//! Call scripts: how they are written, which one fits a call, and what the answers become.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use call_card::call::script::{asks, fitting, most_answered, parse};
use call_card::call::wrap_up::{FieldError, NOTE_LIMIT};
use call_card::call::{
    Answers, CallLine, CallState, CallStatus, ClientChange, Direction, FormContext, ListItem, ListItemError,
    SaveRequest, ScriptLine, SettingList, StoredDraft, WrapUpField, WrapUpForm, item_errors,
};
use proptest::prelude::*;

const NOW: f64 = 1_773_130_800_000.0;

fn question(text: &str, choices: &[&str]) -> ScriptLine {
    ScriptLine::Question {
        text: text.to_owned(),
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
    }
}

fn script(title: &str, line: &str, direction: &str) -> ListItem {
    ListItem {
        text: title.to_owned(),
        line: line.to_owned(),
        direction: direction.to_owned(),
        questions: "Why?".to_owned(),
        ..ListItem::default()
    }
}

fn call(number: &str, name: &str, direction: &str) -> CallLine {
    CallLine::of(&CallStatus {
        line_number: number.to_owned(),
        line_name: name.to_owned(),
        direction: Direction::parse(direction),
        ..CallStatus::default()
    })
}

fn titles(scripts: &[ListItem], call: &CallLine) -> Vec<String> {
    let fitting = fitting(scripts, call);
    fitting.into_iter().map(|script| script.text).collect()
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (question, answer) in pairs {
        answers.set(question, (*answer).to_owned(), &[]);
    }
    answers
}

fn form(code: &str, pairs: &[(&str, &str)], note: &str) -> WrapUpForm {
    WrapUpForm {
        code: code.to_owned(),
        answers: answers(pairs),
        note: note.to_owned(),
        ..WrapUpForm::default()
    }
}

fn stored(form: WrapUpForm, at: f64) -> StoredDraft {
    let mut draft = StoredDraft::of_call("a");
    draft.set_form(form, NOW + at);
    draft
}

fn again(draft: &StoredDraft) -> StoredDraft {
    serde_json::from_str(&serde_json::to_string(draft).unwrap()).unwrap()
}

#[test]
fn a_line_is_a_question_with_its_choices_behind_it() {
    for (line, text, choices) in [
        ("Is it urgent? Yes | No", "Is it urgent?", vec!["Yes", "No"]),
        ("  Is it urgent?Yes|No|  ", "Is it urgent?", vec!["Yes", "No"]),
        ("Is it urgent? | Yes | | No", "Is it urgent?", vec!["Yes", "No"]),
        ("Colour: red | dark green", "Colour:", vec!["red", "dark green"]),
        ("Colour | red | green", "Colour", vec!["red", "green"]),
        ("When: 10:30 | 11:00", "When:", vec!["10:30", "11:00"]),
        ("Est-ce urgent ? Oui | Non", "Est-ce urgent ?", vec!["Oui", "Non"]),
        ("急ぎですか？はい｜いいえ", "急ぎですか？", vec!["はい", "いいえ"]),
        ("هل الأمر عاجل؟ نعم | لا", "هل الأمر عاجل؟", vec!["نعم", "لا"]),
        ("Anything else? Yes |", "Anything else?", vec!["Yes"]),
        ("What does the client need?", "What does the client need?", vec![]),
        ("Budget", "Budget", vec![]),
        ("Call at 10:30", "Call at 10:30", vec![]),
        ("What? Really: why", "What? Really: why", vec![]),
        ("| Yes | No", "| Yes | No", vec![]),
        ("Why? |", "Why?", vec![]),
    ] {
        assert_eq!(parse(line), [question(text, &choices)], "{line}");
    }
}

#[test]
fn headings_stand_between_questions_and_blank_lines_are_nothing() {
    let text = "# Need\r\n\r\nWhat?\n   \n##  Decision \nWho: A | B\n#\n ### ";
    assert_eq!(
        parse(text),
        [
            ScriptLine::Section("Need".to_owned()),
            question("What?", &[]),
            ScriptLine::Section("Decision".to_owned()),
            question("Who:", &["A", "B"]),
        ]
    );
    assert_eq!(parse(" \n#\n"), []);
}

#[test]
fn the_most_specific_script_goes_first() {
    let scripts = [
        script("all", "", ""),
        script("incoming", "", "incoming"),
        script("line", "reg1", ""),
        script("line, incoming", "reg1", "incoming"),
        script("line, outgoing", "reg1", "outgoing"),
        script("all, too", "", ""),
        script("other line", "reg2", "incoming"),
    ];
    for (call, found) in [
        (
            call("reg1", "", "incoming"),
            vec!["line, incoming", "line", "incoming", "all", "all, too"],
        ),
        (
            call("reg1", "", "OUTGOING"),
            vec!["line, outgoing", "line", "all", "all, too"],
        ),
        (call("reg3", "", "incoming"), vec!["incoming", "all", "all, too"]),
        (call("reg1", "", "callback"), vec!["line", "all", "all, too"]),
        (CallLine::default(), vec!["all", "all, too"]),
    ] {
        assert_eq!(titles(&scripts, &call), found, "{call:?}");
    }
}

#[test]
fn a_line_is_named_as_the_card_shows_it() {
    let here = call("+49 30 7654-32", "Sales hotline", "incoming");
    for line in [
        "+49 30 7654-32",
        "+49307654-32",
        "sales HOTLINE",
        "Sales hotline · +49 30 7654-32",
    ] {
        assert_eq!(titles(&[script("one", line, "")], &here), ["one"], "{line}");
    }
    for line in ["+4930", "Sales", "hotline2"] {
        assert_eq!(titles(&[script("one", line, "")], &here), [""; 0], "{line}");
    }
    // Older portals have a word of their own for a call that was passed on.
    let passed_on = call("1", "", "incomingTransfer");
    assert_eq!(titles(&[script("one", "", "incoming")], &passed_on), ["one"]);
    assert_eq!(titles(&[script("one", "", "outgoing")], &passed_on), [""; 0]);
}

#[test]
fn a_script_without_questions_fits_no_call() {
    let mut empty = script("one", "", "");
    empty.questions = "#\n".to_owned();
    assert_eq!(titles(&[empty], &CallLine::default()), [""; 0]);
}

#[test]
fn a_call_keeps_its_line_when_the_card_goes_on() {
    let status = CallStatus {
        line_number: "reg1".to_owned(),
        direction: Direction::Outgoing,
        ..CallStatus::default()
    };
    let state = CallState::opened(status, NOW);
    assert_eq!(state.left(NOW).line, call("reg1", "", "outgoing"));
}

#[test]
fn the_script_with_the_most_answers_is_shown() {
    let mut scripts = [
        script("one", "", ""),
        script("two", "", ""),
        script("three", "", ""),
    ];
    scripts[1].questions = "A?\nB? Yes | No".to_owned();
    scripts[2].questions = "A?\nC?".to_owned();
    let find = |answered: &[&str]| {
        let answered: Vec<_> = answered.iter().map(|text| (*text).to_owned()).collect();
        most_answered(&scripts, &answered).map(|script| script.text.clone())
    };
    assert_eq!(find(&[]).as_deref(), Some("one"));
    assert_eq!(find(&["Gone?"]).as_deref(), Some("one"));
    assert_eq!(find(&["A?"]).as_deref(), Some("two"));
    assert_eq!(find(&["A?", "C?"]).as_deref(), Some("three"));
    assert_eq!(most_answered(&[], &[]), None);
}

#[test]
fn answers_stand_in_the_order_of_the_script() {
    let lines = parse("# One\nA?\nB? Yes | No\n# Two\nC");
    let mut given = answers(&[("Gone?", "yes")]);
    for (question, answer) in [("C", " last "), ("A?", "first"), ("B?", "Yes"), ("B?", "No")] {
        given.set(question, answer.to_owned(), &lines);
    }
    assert_eq!(given.text(), "Gone? yes\nA? first\nB? No\nC: last");
    assert_eq!(given.get("B?"), "No");
    given.set("B?", String::new(), &lines);
    assert_eq!(given.get("B?"), "");
    assert_eq!(given.questions(), ["Gone?", "A?", "C"]);
    assert!(asks(&lines, "A?") && !asks(&lines, "Gone?") && !asks(&lines, "One"));
    // White space is kept as it was typed, and is no answer.
    assert_eq!(answers(&[("A?", "  ")]).text(), "");
}

#[test]
fn answers_stand_at_the_head_of_the_note_behind_the_result_code() {
    let urgent = [("Is it urgent?", "Yes"), ("Budget", "100")];
    let lines = "Is it urgent? Yes\nBudget: 100";
    for (code, pairs, note, text) in [
        ("", &urgent[..], "", lines.to_owned()),
        ("", &urgent, " ", lines.to_owned()),
        ("", &urgent, "Calls back", format!("{lines}\nCalls back")),
        (
            "Order",
            &urgent,
            "Calls back",
            format!("Order:\n{lines}\nCalls back"),
        ),
        ("Order", &urgent, "", format!("Order:\n{lines}")),
        ("Order", &[], "", "Order".to_owned()),
        ("", &[("A?", " ")], "Calls back", "Calls back".to_owned()),
    ] {
        assert_eq!(form(code, pairs, note).note_text(), text);
    }
}

#[test]
fn answers_alone_are_a_note_that_needs_a_client() {
    let mut context = FormContext {
        has_target: true,
        has_deadline: true,
        needs_code: false,
        needs_field: false,
        has_sent: false,
    };
    let answered = form("", &[("A?", "Yes")], "");
    assert!(!answered.is_blank() && answered.has_note() && answered.is_for_client());
    assert_eq!(answered.check(SaveRequest::Note, context), []);
    context.has_target = false;
    let no_target = (WrapUpField::Note, FieldError::NoTarget);
    assert_eq!(answered.check(SaveRequest::Call, context), [no_target]);
    let long = form("", &[("A?", "Yes")], &"x".repeat(NOTE_LIMIT));
    context.has_target = true;
    let too_long = (WrapUpField::Note, FieldError::NoteLong);
    assert_eq!(long.check(SaveRequest::Note, context), [too_long]);
    let stays = ClientChange::StaysWith("CONTACT 1".to_owned());
    assert_eq!(answered.compare_client("CONTACT 1", "CONTACT 2"), stays);
}

#[test]
fn answers_leave_the_form_with_the_note_they_were_saved_with() {
    let saved = form("", &[("A?", "Yes"), ("B?", "No")], "x");
    let mut rest = saved.clone();
    rest.answers.set("B?", "Later".to_owned(), &[]);
    rest.answers.set("C?", "New".to_owned(), &[]);
    rest.answers.remove(&saved.answers);
    assert_eq!(rest.answers, answers(&[("B?", "Later"), ("C?", "New")]));
    assert!(WrapUpForm::default().is_saved_by(&saved));
    assert!(!form("", &[("C?", "New")], "").is_saved_by(&saved));
    // The call is finished, and the note is not saved.
    let mut failed = saved.clone();
    failed.clear_call_entries(true);
    assert_eq!(failed, saved);
}

#[test]
fn what_stands_in_a_note_that_is_saved_is_not_sent_again() {
    let mut changed = form("Order", &[("A?", "Yes"), ("B?", "Later")], "More");
    changed.mark_saved("Order:\nA? Yes\nB? No\nLess");
    assert_eq!(changed.note_text(), "B? Later\nMore");
    let mut other = form("Order", &[("A?", "Yes")], "More");
    other.mark_saved("Less");
    assert_eq!(other.note_text(), "Order:\nA? Yes\nMore");
    let mut coded = form("Order", &[], "Less");
    coded.remove_written_note("Less");
    assert_eq!(coded.note_text(), "Order");
    let mut longer = form("Order", &[("A?", "Yes")], "Less.\nAnd more");
    longer.remove_written_note("Order:\nA? Yes\nLess.");
    longer.mark_saved("Order:\nA? Yes\nLess.");
    assert_eq!(longer.note_text(), "And more");
    // The last line is the beginning of another sentence.
    let mut other = form("", &[], "No answer, try again");
    other.remove_written_note("Interested?\nNo");
    assert_eq!(other.note_text(), "No answer, try again");
}

#[test]
fn what_is_typed_after_what_is_saved_stays() {
    let rest = |saved: &str, note: &str| {
        let mut form = form("", &[], note);
        form.remove_saved_note(saved);
        form.note
    };
    assert_eq!(rest("Calls back.", "Calls back."), "");
    assert_eq!(
        rest("Calls back. ", "Calls back. Wants an offer."),
        "Wants an offer."
    );
    assert_eq!(rest("月曜日に", "月曜日に電話する"), "電話する");
    for changed in ["Calls back", "Never calls back.", "Calls  back. Wants an offer."] {
        assert_eq!(rest("Calls back.", changed), changed);
    }
    assert_eq!(rest("Call", "Calls back"), "Calls back", "a word is not cut");
    assert_eq!(rest(" ", " Calls back"), " Calls back");
    assert_eq!(rest(" ", " "), "");
}

#[test]
fn a_draft_keeps_the_answers_and_one_without_them_is_read() {
    let entered = form("", &[("Is it \"urgent\"?", "Ünï 🙂"), ("B", "2")], "");
    let draft = stored(entered.clone(), 5.0);
    assert!(!draft.is_empty());
    assert_eq!(again(&draft).form(), entered);
    let written = serde_json::to_value(&draft).unwrap();
    let pairs = serde_json::json!([[["Is it \"urgent\"?", "Ünï 🙂"], ["B", "2"]], NOW + 5.0]);
    assert_eq!(written["entries"], serde_json::json!({ "answers": pairs }));
    let before: StoredDraft = serde_json::from_str(r#"{"call":"a","entries":{"note":["n",7]}}"#).unwrap();
    assert_eq!(before.form(), form("", &[], "n"));
    // What cannot be read was never answered, and nothing else is lost with it.
    for broken in [r#"["x",5]"#, "[[[1,2]],5]", r#"[[["a"]],5]"#, "{}", "7"] {
        let text = format!(r#"{{"call":"a","entries":{{"answers":{broken},"note":["n",7]}}}}"#);
        let draft: StoredDraft = serde_json::from_str(&text).unwrap();
        assert_eq!(draft.form(), form("", &[], "n"), "{text}");
    }
}

#[test]
fn answers_are_merged_emptied_and_counted_like_every_field() {
    let draft = stored(form("", &[("A?", "Yes")], ""), 5.0);
    assert!((draft.edited_at() - (NOW + 5.0)).abs() < 0.5);
    let mut merged = StoredDraft::of_call("a");
    assert!(merged.merge(&draft));
    assert_eq!(merged, draft);
    let newer = stored(form("", &[("A?", "No")], ""), 9.0);
    for (mut one, other) in [(draft.clone(), newer.clone()), (newer, draft)] {
        one.merge(&other);
        assert_eq!(one.form().answers.get("A?"), "No");
    }
    merged.clear(NOW + 10.0);
    assert!(merged.is_empty() && merged.form() == WrapUpForm::default());
}

#[test]
fn answers_of_one_call_before_and_after_it_has_a_name_all_stay() {
    let known = stored(form("", &[("A?", "known"), ("B?", "known")], "x"), 5.0);
    let mut unnamed = stored(form("", &[("B?", "new"), ("C?", "new")], "y"), 9.0);
    unnamed.call_id = "?1".to_owned();
    let named = unnamed.name("a", Some(&known), NOW + 20.0);
    assert_eq!(unnamed.form().answers.text(), "B? new\nC? new\nA? known");
    let replaced = named.replaced.unwrap();
    assert_eq!(replaced.answers.text(), "A? known\nB? known\nC? new");
    assert!(named.unnamed.is_empty());
}

#[test]
fn answers_go_to_the_next_call_only_where_they_have_room() {
    let mut next = form("", &[("A?", "next"), ("B?", "same")], "");
    let rest = next.take_over(form(
        "",
        &[("A?", "former"), ("B?", "same"), ("C?", "former")],
        "",
    ));
    assert_eq!(next.answers.text(), "A? next\nB? same\nC? former");
    assert_eq!(rest, form("", &[("A?", "former")], ""));
}

#[test]
fn a_script_is_stored_with_a_title_and_nothing_blank() {
    let text = r#"{"version":1,"items":[{"text":"One","line":"reg1","direction":"incoming","questions":"Why? Yes | No"},{"text":"","questions":"\n# Need\nWhy?\n"},{"text":" ","line":" "}]}"#;
    let list = serde_json::from_str::<SettingList>(text).unwrap().cleaned();
    assert_eq!(
        serde_json::to_string(&list).unwrap(),
        r##"{"version":1,"items":[{"text":"One","line":"reg1","direction":"incoming","questions":"Why? Yes | No"},{"text":"Need","questions":"# Need\nWhy?"}]}"##
    );
}

#[test]
fn an_entry_without_a_title_is_not_dropped_where_something_else_was_entered() {
    let check = |item: &str| {
        let item = serde_json::from_str::<ListItem>(item).unwrap();
        let errors = item_errors(std::slice::from_ref(&item));
        let list = SettingList {
            items: vec![item],
            ..SettingList::default()
        };
        (list.cleaned().items.len(), errors)
    };
    for blank in [r#"{"text":""}"#, r#"{"text":" ","group":" ","line":" "}"#] {
        assert_eq!(check(blank), (0, vec![]), "{blank}");
    }
    for titled in [
        r#"{"text":"Order","group":"Sales"}"#,
        r#"{"text":"","questions":"Why?"}"#,
    ] {
        assert_eq!(check(titled), (1, vec![]), "{titled}");
    }
    for untitled in [
        r#"{"text":" ","group":"Sales"}"#,
        r#"{"text":"","code":"200"}"#,
        r#"{"text":"","key":"a"}"#,
        r#"{"text":"","line":"reg2"}"#,
        r#"{"text":"","direction":"incoming"}"#,
        r##"{"text":"","questions":"#"}"##,
    ] {
        assert_eq!(
            check(untitled),
            (1, vec![(0, ListItemError::Untitled)]),
            "{untitled}"
        );
    }
}

proptest! {
    #[test]
    fn no_script_is_too_strange(text in "[ab?:|#\\n ？｜]{0,40}", answer in any::<String>()) {
        let lines = parse(&text);
        let mut given = Answers::default();
        for line in &lines {
            prop_assert!(!line.text().trim().is_empty());
            if let ScriptLine::Question { text, choices } = line {
                prop_assert!(choices.iter().all(|choice| !choice.trim().is_empty()));
                given.set(text, answer.clone(), &lines);
                prop_assert_eq!(given.get(text), answer.as_str());
            }
        }
        let _ = given.text();
    }
}
