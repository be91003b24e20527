//! The summary of a saved call, and what can follow it.

use super::page::{BlockedStorage, Page, kept, text, until};
use super::support::{Later, fill, focused, sent, stored_elsewhere, value, wrap_up_of};
use call_card::call::portal_text::SUMMARIES_LIMIT;
use call_card::simulator::{Fault, FaultKind, Item, LogEntry, PhpValue, Scenario, Simulator};
use call_card::state::DuePreset;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlElement;

const FINISH: &str = "telephony.externalCall.finish";
const COMMENT: &str = "crm.timeline.comment.add";
const TODO: &str = "crm.activity.todo.add";
const BIND: &str = "crm.activity.binding.add";
const ATTACH: &str = "telephony.call.attachTranscription";
const NOTE: &str = "wrap-up-note";
const TEXT: &str = "transcript-text";

/// The card of a call with a client, in a portal that a test has prepared.
async fn card(prepare: impl FnOnce(&Simulator)) -> Page {
    let portal = Simulator::here(Scenario::named("wrap-up"));
    prepare(&portal);
    wrap_up_of(Page::with(portal)).await
}

/// A card whose call was just finished, and is held open.
async fn finished(prepare: impl FnOnce(&Simulator)) -> Page {
    let page = card(prepare).await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.settle().await;
    page
}

fn saved(page: &Page) -> Vec<String> {
    page.all(".saved > div").iter().map(text).collect()
}

async fn transcript_form(page: &Page) {
    let details = page
        .find(&format!("[id='{TEXT}']"))
        .unwrap()
        .closest("details")
        .unwrap();
    details.unwrap().set_attribute("open", "").unwrap();
    let field: HtmlElement = page.find(&format!("[id='{TEXT}']")).unwrap().unchecked_into();
    until(|| field.offset_height() > 0, || page.text()).await;
}

fn choose_text_file(page: &Page, name: &str, content: &str) {
    let choose = js_sys::Function::new_with_args(
        "field, name, content",
        "const data = new DataTransfer();
        data.items.add(new File([content], name));
        field.files = data.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));",
    );
    let field = page.find("[id='transcript-file']").unwrap();
    choose
        .call3(&JsValue::NULL, &field, &name.into(), &content.into())
        .unwrap();
}

fn messages(entry: &LogEntry) -> Vec<[String; 4]> {
    let text = |message: &serde_json::Value, key: &str| message[key].text().unwrap_or_default();
    entry.payload["MESSAGES"]
        .items()
        .map(|message| ["SIDE", "START_TIME", "STOP_TIME", "MESSAGE"].map(|key| text(message, key)))
        .collect()
}

#[wasm_bindgen_test]
async fn the_summary_takes_the_place_of_the_form_and_lists_what_the_portal_has() {
    let page = card(|_| {}).await;
    fill(&page, NOTE, "Calls back on Monday").await;
    fill(&page, "wrap-up-target", "DEAL 4615").await;
    fill(&page, "wrap-up-step", "Send the offer").await;
    page.press("Due: Tomorrow 10:00 AM").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    let due = || page.find("#wrap-up-step-at-hint").unwrap().text_content();
    until(
        || due().is_some_and(|due| due.starts_with("Tomorrow")),
        || page.text(),
    )
    .await;
    page.button("Finish call").unwrap().focus().unwrap();
    page.press("Finish call").await;
    page.shows("Call saved").await;
    let rows = saved(&page);
    assert_eq!(rows[..2], ["Call Answered · 1:35", "Note Deal: Container lease"]);
    assert!(
        rows[2].starts_with("Next step Send the offer · tomorrow"),
        "{rows:?}"
    );
    assert!(rows[2].ends_with("· Deal: Container lease"), "{rows:?}");
    page.shows("Open activity").await;
    // The portal calls it connected as long as its card is open.
    page.status_is("Ended").await;
    // Nothing of the form is left, and the keyboard focus has not got lost.
    assert!(page.find("#wrap-up-result").is_none() && page.button("Finish call").is_none());
    until(|| focused() == "summary-title", focused).await;
    let announced = page.find(".wrap-up > .visually-hidden[role=status]").unwrap();
    assert_eq!(
        text(&announced),
        "The call is saved. The note is saved. The next step is saved."
    );
    // The history is asked for once more, which has the note now.
    page.settle().await;
    let asked = page.asked();
    let after = asked.iter().rev().take_while(|method| *method != FINISH);
    assert!(
        after.clone().all(|method| method == "batch") && after.count() <= 1,
        "{asked:?}"
    );
}

#[wasm_bindgen_test]
async fn a_note_that_failed_can_be_edited_in_the_summary_and_is_sent_alone() {
    let page = card(|portal| {
        portal.fault(Fault::status(403, "ACCESS_DENIED").rest().only(COMMENT));
    })
    .await;
    fill(&page, NOTE, "Calls back on Monday").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.shows(
        "The note was not saved. You don't have permission to do this. What you entered is still here.",
    )
    .await;
    assert_eq!(value(&page, NOTE), "Calls back on Monday");
    assert!(page.button("Close card").is_none(), "the note is not saved");
    page.shows("Something is not saved yet.").await;
    // The form has announced it before the summary took its place.
    let alert = || page.find(".summary .trouble[role=alert]");
    assert!(alert().is_none(), "{}", page.text());
    page.press("Try again").await;
    until(|| alert().is_some(), || page.text()).await;
    page.settle().await;
    page.shows("The note was not saved.").await;
    page.portal.clear_faults();
    fill(&page, NOTE, "Calls back on Tuesday").await;
    page.press("Try again").await;
    until(|| page.find(&format!("#{NOTE}")).is_none(), || page.text()).await;
    assert_eq!(
        saved(&page),
        ["Call Answered · 1:35", "Note Contact: Ingrid Olsen"]
    );
    let notes = sent(&page, COMMENT);
    let last = &notes.last().unwrap().payload["fields"]["COMMENT"];
    assert_eq!(
        (notes.len(), last.text().as_deref()),
        (3, Some("Calls back on Tuesday"))
    );
    page.close_card().await;
    assert_eq!(sent(&page, FINISH).len(), 1);
    assert_eq!(kept("call-card.draft"), []);
}

#[wasm_bindgen_test]
async fn another_note_is_written_after_the_call_is_saved() {
    let page = finished(|_| {}).await;
    page.button("Write another note").unwrap().focus().unwrap();
    page.press("Write another note").await;
    until(|| focused() == NOTE, focused).await;
    fill(&page, NOTE, "And one more").await;
    assert!(kept("call-card.draft")[0].1.contains("And one more"));
    page.press("Save note").await;
    until(|| page.button("Write another note").is_some(), || page.text()).await;
    assert_eq!(saved(&page)[1], "Note Contact: Ingrid Olsen");
    assert_eq!((sent(&page, COMMENT).len(), sent(&page, FINISH).len()), (1, 1));
    assert!(page.portal.is_card_open(1));
    page.close_card().await;
    assert_eq!(kept("call-card.draft"), []);
}

#[wasm_bindgen_test]
async fn typing_after_a_reload_that_shows_a_summary_holds_the_card() {
    let mut page = finished(|_| {}).await;
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    page.settle().await;
    let asked = page.portal.count("disableAutoClose");
    page.press("Write another note").await;
    until(|| page.find(&format!("#{NOTE}")).is_some(), || page.text()).await;
    fill(&page, NOTE, "And one more").await;
    until(
        || page.portal.count("disableAutoClose") == asked + 1,
        || page.text(),
    )
    .await;
    page.settle().await;
    fill(&page, NOTE, "And one more, longer").await;
    page.settle().await;
    assert_eq!(page.portal.count("disableAutoClose"), asked + 1);
}

#[wasm_bindgen_test]
async fn the_card_closes_when_the_agent_closes_it_or_its_time_is_up() {
    let page = finished(|_| {}).await;
    assert_eq!(page.portal.count("enableAutoClose"), 0);
    page.shows("Bitrix24 wants to close this card.").await;
    assert_eq!(page.text().matches("held open").count(), 1, "{}", page.text());
    assert!(page.button("Discard draft").is_none());
    page.close_card().await;
    assert_eq!(page.portal.count("enableAutoClose"), 1);
    let page = finished(|_| {}).await;
    page.portal.skip(65_000.0);
    assert!(!page.portal.is_card_open(1), "nothing is held for ever");
}

#[wasm_bindgen_test]
async fn a_recording_is_attached_from_the_summary() {
    let page = finished(|_| {}).await;
    let details = page.find("#record-address").unwrap().closest("details").unwrap();
    details.unwrap().set_attribute("open", "").unwrap();
    page.find("#record-from-address")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    fill(&page, "record-address", "https://pbx.example/1.mp3").await;
    page.press("Attach recording").await;
    until(
        || saved(&page).contains(&"Recording Attached".to_owned()),
        || page.text(),
    )
    .await;
    assert_eq!(page.portal.portal().borrow().records().len(), 1);
    page.close_card().await;
}

#[wasm_bindgen_test]
async fn a_pasted_dialogue_is_attached_once_every_speaker_has_a_side() {
    let page = finished(|_| {}).await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning\nIngrid: Hello").await;
    page.shows("Who is Ingrid?").await;
    page.shows("Sentences: 2").await;
    assert_eq!(kept("call-card.transcript").len(), 1);
    assert!(
        page.button("Close card").is_none(),
        "the transcript is not attached"
    );
    page.press("Attach transcript").await;
    page.shows("Choose for every speaker who that is.").await;
    assert_eq!(focused(), "transcript-side-1");
    assert!(sent(&page, ATTACH).is_empty());
    fill(&page, "transcript-side-1", "client").await;
    page.press("Attach transcript").await;
    until(
        || saved(&page).contains(&"Transcript Attached".to_owned()),
        || page.text(),
    )
    .await;
    let expected = [["User", "0", "1", "Good morning"], ["Client", "1", "2", "Hello"]];
    let requests = sent(&page, ATTACH);
    assert_eq!(requests.len(), 1);
    assert_eq!(
        messages(&requests[0]),
        expected.map(|message| message.map(str::to_owned))
    );
    assert_eq!(kept("call-card.transcript"), []);
    assert!(page.find(&format!("[id='{TEXT}']")).is_none());
    page.close_card().await;
}

#[wasm_bindgen_test]
async fn a_transcript_that_is_pasted_before_the_agent_is_known_is_there_after_a_reload() {
    let mut page = finished(|_| {}).await;
    for is_pasted in [false, true] {
        // The portal's page knows no option of this user, and not what is set when the frame is loaded again.
        page.close();
        page.portal.load_again();
        page = Page::again(page.portal.clone());
        page.shows("Call saved").await;
        transcript_form(&page).await;
        if !is_pasted {
            fill(&page, TEXT, "Agent: Good morning").await;
        }
        until(|| value(&page, TEXT) == "Agent: Good morning", || page.text()).await;
        page.settle().await;
        let keys: Vec<String> = kept("call-card.transcript")
            .into_iter()
            .map(|kept| kept.0)
            .collect();
        assert!(keys.len() == 1 && keys[0].contains(" 1 "), "{keys:?}");
    }
}

#[wasm_bindgen_test]
async fn a_transcript_that_is_attached_stays_so_when_another_draft_is_discarded() {
    let page = finished(|_| {}).await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.press("Attach transcript").await;
    let is_attached = || saved(&page).contains(&"Transcript Attached".to_owned());
    until(is_attached, || page.text()).await;
    page.press("Write another note").await;
    until(|| page.find(&format!("#{NOTE}")).is_some(), || page.text()).await;
    fill(&page, NOTE, "And one more").await;
    until(|| page.button("Discard draft").is_some(), || page.text()).await;
    page.press("Discard draft").await;
    page.shows("Discard everything you typed").await;
    page.press("Yes, discard it").await;
    page.stops_showing("Discard everything you typed").await;
    page.settle().await;
    assert!(is_attached(), "{:?}", saved(&page));
}

#[wasm_bindgen_test]
async fn the_first_sentences_are_shown_with_the_speakers_and_times_that_the_text_has_now() {
    let page = finished(|_| {}).await;
    transcript_form(&page).await;
    let preview = || page.find(".transcript-preview").map(|list| text(&list));
    for (line, shown) in [
        ("0:05 Agent: Good morning", "0:05 Agent: Good morning"),
        ("0:05 Ingrid: Good morning", "0:05 Ingrid: Good morning"),
        ("0:07 Ingrid: Good morning", "0:07 Ingrid: Good morning"),
    ] {
        fill(&page, TEXT, line).await;
        until(
            || preview().as_deref() == Some(shown),
            || format!("{:?} instead of {shown:?}", preview()),
        )
        .await;
    }
}

#[wasm_bindgen_test]
async fn a_file_with_a_wrong_line_is_said_and_not_sent() {
    let page = finished(|_| {}).await;
    transcript_form(&page).await;
    choose_text_file(
        &page,
        "call.vtt",
        "WEBVTT\n\n00:05.000 --> 00:02.000\nAgent: Hello\n",
    );
    page.shows("Line 3: the sentence ends before it begins.").await;
    // A browser says nothing when the file that a field has is chosen again.
    assert_eq!(value(&page, "transcript-file"), "");
    page.press("Attach transcript").await;
    assert_eq!(focused(), TEXT);
    page.settle().await;
    assert!(sent(&page, ATTACH).is_empty());
    choose_text_file(
        &page,
        "call.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Hello\n",
    );
    page.stops_showing("ends before it begins").await;
    page.press("Attach transcript").await;
    until(|| sent(&page, ATTACH).len() == 1, || page.text()).await;
    assert_eq!(
        messages(&sent(&page, ATTACH)[0]),
        [["User", "1", "2", "Hello"].map(str::to_owned)]
    );
}

#[wasm_bindgen_test]
async fn a_transcript_whose_connection_failed_is_sent_again_after_a_minute() {
    let page = finished(|portal| {
        portal.fault(Fault::new(FaultKind::Offline).rest().only(ATTACH).times(1));
    })
    .await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.press("Attach transcript").await;
    page.shows("It may still be under way in Bitrix24.").await;
    page.settle().await;
    page.press("Check again").await;
    page.settle().await;
    page.shows("It may still be under way in Bitrix24.").await;
    assert_eq!(sent(&page, ATTACH).len(), 1);
    let later = Later::by(62_000.0);
    page.press("Check again").await;
    until(
        || saved(&page).contains(&"Transcript Attached".to_owned()),
        || page.text(),
    )
    .await;
    drop(later);
    assert_eq!(sent(&page, ATTACH).len(), 2);
}

#[wasm_bindgen_test]
async fn a_transcript_whose_answer_is_lost_is_not_sent_twice() {
    let page = finished(|portal| {
        portal.change(|portal| portal.settings.sees_statistics = false);
        portal.fault(Fault::new(FaultKind::DropAnswer).rest().only(ATTACH).times(1));
    })
    .await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.press("Attach transcript").await;
    page.shows("It is not known whether the transcript was attached.")
        .await;
    assert_eq!(value(&page, TEXT), "Agent: Good morning");
    let can_look = || page.button("Check again").is_some();
    until(can_look, || page.text()).await;
    page.press("Check again").await;
    page.settle().await;
    until(can_look, || page.text()).await;
    page.shows("It is not known whether the transcript was attached.")
        .await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = true);
    page.press("Check again").await;
    until(
        || saved(&page).contains(&"Transcript Attached".to_owned()),
        || page.text(),
    )
    .await;
    assert_eq!(sent(&page, ATTACH).len(), 1);
}

#[wasm_bindgen_test]
async fn what_is_changed_in_a_transcript_after_it_was_sent_stays() {
    let page = finished(|portal| {
        portal.change(|portal| portal.settings.sees_statistics = false);
        portal.fault(Fault::new(FaultKind::DropAnswer).rest().only(ATTACH).times(1));
    })
    .await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.press("Attach transcript").await;
    until(|| page.button("Check again").is_some(), || page.text()).await;
    fill(&page, TEXT, "Agent: Good evening").await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = true);
    page.press("Check again").await;
    until(
        || saved(&page).contains(&"Transcript Attached".to_owned()),
        || page.text(),
    )
    .await;
    assert_eq!(value(&page, TEXT), "Agent: Good evening");
}

#[wasm_bindgen_test]
async fn binding_the_call_leaves_a_half_written_note_where_it_goes() {
    let page = finished(|portal| {
        portal.change(|portal| {
            portal.crm.deal(4700, "Second container", "NEW", 0.0, "USD");
            portal.crm.set(Item::deal(4700), "contactIds", vec![797]);
        });
    })
    .await;
    page.press("Write another note").await;
    until(|| page.find(&format!("#{NOTE}")).is_some(), || page.text()).await;
    fill(&page, NOTE, "For the contact").await;
    fill(&page, "summary-belongs", "DEAL 4700").await;
    until(|| page.button("Bind the call").is_some(), || page.text()).await;
    page.press("Bind the call").await;
    page.shows("Belongs to").await;
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 1, || page.text()).await;
    let fields = sent(&page, COMMENT)[0].payload["fields"].clone();
    assert_eq!(fields["ENTITY_TYPE"].text().as_deref(), Some("contact"));
}

#[wasm_bindgen_test]
async fn a_saved_call_is_bound_to_a_deal_once_although_an_answer_is_lost() {
    let page = finished(|portal| {
        portal.change(|portal| {
            portal.crm.deal(4700, "Second container", "NEW", 0.0, "USD");
            portal.crm.set(Item::deal(4700), "contactIds", vec![797]);
        });
        portal.fault(Fault::new(FaultKind::DropAnswer).rest().only(BIND).times(1));
    })
    .await;
    page.shows("The call belongs to").await;
    // No deal is taken without the agent.
    assert_eq!(value(&page, "summary-belongs"), "");
    assert!(page.button("Bind the call").is_none());
    fill(&page, "summary-belongs", "DEAL 4700").await;
    until(|| page.button("Bind the call").is_some(), || page.text()).await;
    page.press("Bind the call").await;
    page.shows("It is not known whether the call was bound to the chosen item.")
        .await;
    page.press("Try again").await;
    until(
        || saved(&page).contains(&"Belongs to Deal: Second container".to_owned()),
        || page.text(),
    )
    .await;
    assert_eq!((sent(&page, BIND).len(), sent(&page, FINISH).len()), (2, 1));
    let portal = page.portal.portal();
    let bindings = portal.borrow().activities().last().unwrap().bindings.clone();
    assert_eq!(
        bindings.iter().filter(|item| **item == Item::deal(4700)).count(),
        1
    );
    // There is no other deal.
    assert!(page.find("#summary-belongs").is_none());
}

#[wasm_bindgen_test]
async fn a_deal_chosen_in_the_history_is_offered_after_another_one_was_bound() {
    let page = finished(|portal| {
        portal.change(|portal| {
            for (id, title) in [(4700, "Second container"), (4701, "Third container")] {
                portal.crm.deal(id, title, "NEW", 0.0, "USD");
                portal.crm.set(Item::deal(id), "contactIds", vec![797]);
            }
        });
    })
    .await;
    page.shows("The call belongs to").await;
    fill(&page, "summary-belongs", "DEAL 4700").await;
    until(|| page.button("Bind the call").is_some(), || page.text()).await;
    page.press("Bind the call").await;
    page.shows("Belongs to").await;
    page.press("Choose for this call: Third container").await;
    until(|| value(&page, "summary-belongs") == "DEAL 4701", || page.text()).await;
    assert!(page.button("Bind the call").is_some());
}

#[wasm_bindgen_test]
async fn a_next_step_is_for_the_responsible_colleague_with_the_reminder_that_was_chosen() {
    let page = card(|portal| {
        portal.change(|portal| portal.crm.set(Item::contact(797), "assignedById", 2));
    })
    .await;
    fill(&page, "wrap-up-step", "Send the offer").await;
    fill(&page, "wrap-up-step-at", "2026-12-01T10:30").await;
    until(|| page.find("#wrap-up-step-for").is_some(), || page.text()).await;
    assert_eq!(value(&page, "wrap-up-step-remind"), "15");
    page.press("Save note").await;
    page.shows("The next step is saved.").await;
    let step = sent(&page, TODO)[0].payload.clone();
    assert_eq!(step["responsibleId"].text().as_deref(), Some("1"));
    assert_eq!(
        step["pingOffsets"]
            .items()
            .filter_map(PhpValue::text)
            .collect::<Vec<_>>(),
        ["15"]
    );
    fill(&page, "wrap-up-step", "Send it again").await;
    fill(&page, "wrap-up-step-at", "2026-12-02T10:30").await;
    fill(&page, "wrap-up-step-for", "2").await;
    fill(&page, "wrap-up-step-remind", "none").await;
    page.press("Save note").await;
    until(|| sent(&page, TODO).len() == 2, || page.text()).await;
    let step = sent(&page, TODO)[1].payload.clone();
    assert_eq!(step["responsibleId"].text().as_deref(), Some("2"));
    assert_eq!(step["pingOffsets"].items().count(), 0);
    until(|| value(&page, "wrap-up-step").is_empty(), || page.text()).await;
    assert_eq!(
        (
            value(&page, "wrap-up-step-for"),
            value(&page, "wrap-up-step-remind")
        ),
        (String::new(), "15".into())
    );
}

#[wasm_bindgen_test]
async fn the_rating_is_a_radio_group_of_stars_and_the_duration_says_its_source() {
    let page = card(|_| {}).await;
    let full = || {
        page.all(".star-shape")
            .iter()
            .filter(|star| text(star) == "\u{2605}")
            .count()
    };
    assert_eq!(full(), 0);
    let names: Vec<_> = page.all(".rating label").iter().map(text).collect();
    assert!(names[0] == "None" && names[4].ends_with('4'), "{names:?}");
    for star in page.all(".star-shape") {
        assert_eq!(star.get_attribute("aria-hidden").as_deref(), Some("true"));
    }
    page.find("[id='wrap-up-rating-4']")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    until(|| full() == 4, || page.text()).await;
    let source = || {
        page.find("#wrap-up-duration-hint")
            .unwrap()
            .text_content()
            .unwrap()
    };
    assert!(
        source().starts_with("Measured since the card was opened."),
        "{}",
        source()
    );
    fill(&page, "wrap-up-duration", "1:35").await;
    until(|| source().starts_with("Entered by you: "), source).await;
}

#[wasm_bindgen_test]
async fn a_transcript_that_is_not_attached_is_there_again_after_a_reload() {
    let mut page = finished(|_| {}).await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Ingrid: Good morning").await;
    page.shows("Who is Ingrid?").await;
    fill(&page, "transcript-side-0", "client").await;
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    until(|| value(&page, TEXT) == "Ingrid: Good morning", || page.text()).await;
    assert_eq!(value(&page, "transcript-side-0"), "client");
    page.settle().await;
    page.press("Discard transcript").await;
    until(|| page.button("Close card").is_some(), || page.text()).await;
    assert_eq!(kept("call-card.transcript"), []);
    assert_eq!((sent(&page, FINISH).len(), sent(&page, ATTACH).len()), (1, 0));
}

#[wasm_bindgen_test]
fn this_afternoon_is_offered_until_two() {
    let at = |hour: u32| {
        let date = js_sys::Date::new_0();
        date.set_hours(hour);
        date.get_time()
    };
    for (hour, is_offered) in [(0, true), (13, true), (14, false), (23, false)] {
        let found = DuePreset::offered(at(hour)).find(|preset| *preset == DuePreset::Afternoon);
        assert_eq!(found.is_some(), is_offered, "{hour}:00");
        let day = DuePreset::Afternoon.local_text(at(hour));
        assert!(day.ends_with("T15:00"), "{day}");
        let today = js_sys::Date::new(&day.into());
        assert_eq!(today.get_date(), js_sys::Date::new_0().get_date());
    }
}

#[wasm_bindgen_test]
async fn a_summary_is_there_again_after_a_reload_and_the_call_is_not_finished_again() {
    let mut page = finished(|_| {}).await;
    assert_eq!(kept("call-card.draft"), []);
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    assert!(page.button("Finish call").is_none());
    page.close_card().await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn all_that_was_saved_is_in_the_summary_after_a_reload() {
    let mut page = card(|portal| {
        portal.change(|portal| {
            portal.crm.deal(4700, "Second container", "NEW", 0.0, "USD");
            portal.crm.set(Item::deal(4700), "contactIds", vec![797]);
        });
    })
    .await;
    fill(&page, NOTE, "Calls back on Monday").await;
    fill(&page, "wrap-up-target", "DEAL 4615").await;
    fill(&page, "wrap-up-step", "Send the offer").await;
    page.press("Due: Tomorrow 10:00 AM").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.shows("The next step is saved.").await;
    // A reload between the saves does not forget the first one.
    page.close();
    page.portal.load_again();
    let mut page = Page::again(page.portal.clone());
    page.shows("Finish call").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    until(|| page.find("#summary-belongs").is_some(), || page.text()).await;
    fill(&page, "summary-belongs", "DEAL 4700").await;
    until(|| page.button("Bind the call").is_some(), || page.text()).await;
    page.press("Bind the call").await;
    let bound = "Belongs to Deal: Second container".to_owned();
    until(|| saved(&page).contains(&bound), || page.text()).await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.press("Attach transcript").await;
    let attached = "Transcript Attached".to_owned();
    until(|| saved(&page).contains(&attached), || page.text()).await;
    let before = saved(&page);
    assert_eq!(
        before[..2],
        ["Call Answered · 1:35", "Note Deal: Container lease"]
    );
    assert!(
        before[2].starts_with("Next step Send the offer · tomorrow"),
        "{before:?}"
    );
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    until(
        || saved(&page) == before,
        || format!("{:?}\n{before:?}", saved(&page)),
    )
    .await;
    page.shows("Open activity").await;
    assert!(page.find(&format!("[id='{TEXT}']")).is_none(), "it is attached");
    assert_eq!((sent(&page, COMMENT).len(), sent(&page, TODO).len()), (1, 1));
    page.close_card().await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_call_that_an_earlier_version_has_finished_is_said_to_be_saved_and_nothing_more() {
    let mut page = finished(|_| {}).await;
    page.close();
    let storage = web_sys::window().unwrap().session_storage().unwrap().unwrap();
    let stored = storage.get_item("call-card.finished").unwrap().unwrap();
    let call_id = sent(&page, FINISH)[0].payload["CALL_ID"].text().unwrap();
    assert!(stored.contains(&call_id), "{stored}");
    storage.set_item("call-card.finished", &call_id).unwrap();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    assert_eq!(saved(&page), ["Call Saved"]);
}

/// Takes the storage of the tab away until it is dropped.
struct BlockedSession;

impl BlockedSession {
    fn now() -> Self {
        js_sys::eval(
            "window.realSession = Object.getOwnPropertyDescriptor(window, 'sessionStorage');
            Object.defineProperty(window, 'sessionStorage', {
                configurable: true, get() { throw new DOMException('', 'SecurityError'); } })",
        )
        .unwrap();
        Self
    }
}

impl Drop for BlockedSession {
    fn drop(&mut self) {
        js_sys::eval("Object.defineProperty(window, 'sessionStorage', window.realSession)").unwrap();
    }
}

#[wasm_bindgen_test]
async fn without_storage_the_portal_stores_as_many_summaries_as_it_has_room_for() {
    const OPTION: &str = "call-card.finished";
    let page = card(|portal| {
        let error = "x".repeat(SUMMARIES_LIMIT / 3);
        let earlier = ["first", "second", "third"]
            .map(|call| serde_json::json!({ "call": call, "finished": true, "errors": [error] }));
        portal.set_user_option(OPTION, serde_json::json!(earlier).to_string());
        portal.load_again();
    })
    .await;
    let _blocked = BlockedSession::now();
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.settle().await;
    let call_id = sent(&page, FINISH)[0].payload["CALL_ID"].text().unwrap();
    let stored = page.portal.user_option(OPTION).unwrap().text().unwrap();
    assert!(stored.len() <= SUMMARIES_LIMIT, "{}", stored.len());
    for (call, is_stored) in [(call_id.as_str(), true), ("first", true), ("third", false)] {
        assert_eq!(stored.contains(call), is_stored, "{call}: {stored}");
    }
}

#[wasm_bindgen_test]
async fn a_call_that_another_tab_has_finished_is_said_to_be_saved_where_the_browser_stores_nothing() {
    const OPTION: &str = "call-card.finished";
    let mut page = card(|portal| {
        portal.set_user_option(OPTION, "[]");
        portal.load_again();
    })
    .await;
    let _blocked = (BlockedStorage::now(), BlockedSession::now());
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.settle().await;
    page.close();
    let finished = page.portal.user_option(OPTION).unwrap();
    // The tab of the portal was loaded before that.
    page.portal.set_user_option(OPTION, "[]");
    page.portal
        .change(|portal| portal.set_user_option(OPTION, finished));
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_call_finished_with_a_full_storage_is_said_to_be_saved_by_the_next_page() {
    let mut page = card(|portal| {
        // Options of a user who had none before are gone when the page is loaded again.
        portal.set_user_option("call-card.finished", "[]");
        portal.load_again();
    })
    .await;
    js_sys::eval(
        "for (let size = 8 << 20; size >= 1; size >>= 1) {
            try { sessionStorage.setItem(`filler ${size}`, 'x'.repeat(size)); } catch { /* It is full. */ }
        }",
    )
    .unwrap();
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.settle().await;
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn what_is_pasted_while_a_transcript_is_being_attached_stays() {
    let page = finished(|_| {}).await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.portal.fault(Fault::new(FaultKind::Held).rest().only(ATTACH));
    page.press("Attach transcript").await;
    until(|| sent(&page, ATTACH).len() == 1, || page.text()).await;
    fill(&page, TEXT, "Agent: Good morning\nClient: Hello").await;
    page.portal.release();
    until(
        || saved(&page).contains(&"Transcript Attached".to_owned()),
        || page.text(),
    )
    .await;
    page.settle().await;
    assert_eq!(value(&page, TEXT), "Agent: Good morning\nClient: Hello");
    page.shows("A transcript is attached already.").await;
    assert!(page.button("Attach transcript").is_none(), "{}", page.text());
    page.press("Discard transcript").await;
    page.close_card().await;
    assert_eq!(sent(&page, ATTACH).len(), 1);
}

#[wasm_bindgen_test]
async fn what_is_pasted_while_a_file_is_being_read_stays() {
    let page = finished(|_| {}).await;
    transcript_form(&page).await;
    choose_text_file(&page, "call.txt", "Agent: From the file");
    fill(&page, TEXT, "Agent: Good morning").await;
    page.settle().await;
    assert_eq!(value(&page, TEXT), "Agent: Good morning");
    choose_text_file(&page, "call.txt", "Agent: From the file");
    until(
        || value(&page, TEXT) == "Agent: From the file",
        || value(&page, TEXT),
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_transcript_that_another_page_attaches_is_not_attached_here() {
    let page = finished(|_| {}).await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    let (key, text) = kept("call-card.transcript").remove(0);
    stored_elsewhere(&key, Some(&text.replace("morning", "evening")));
    until(|| value(&page, TEXT) == "Agent: Good evening", || page.text()).await;
    stored_elsewhere(&key, None);
    until(|| value(&page, TEXT).is_empty(), || page.text()).await;
    until(|| page.button("Close card").is_some(), || page.text()).await;
    assert_eq!(kept("call-card.transcript"), []);
}

#[wasm_bindgen_test]
async fn a_transcript_that_may_be_attached_is_looked_up_although_it_was_discarded() {
    let page = finished(|portal| {
        portal.fault(Fault::new(FaultKind::Offline).rest().only(ATTACH).times(1));
    })
    .await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.press("Attach transcript").await;
    page.shows("It may still be under way in Bitrix24.").await;
    let again = async |page: &Page| {
        page.press("Discard transcript").await;
        page.stops_showing("It may still be under way").await;
        transcript_form(page).await;
        fill(page, TEXT, "Agent: Good morning").await;
        page.press("Attach transcript").await;
        page.shows("It may still be under way in Bitrix24.").await;
        page.settle().await;
        assert_eq!(sent(page, ATTACH).len(), 1);
    };
    again(&page).await;
    // Nor does another page forget it.
    page.press("Discard transcript").await;
    page.stops_showing("It may still be under way").await;
    let mut page = page;
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.press("Attach transcript").await;
    page.shows("It may still be under way in Bitrix24.").await;
    page.settle().await;
    assert_eq!(sent(&page, ATTACH).len(), 1);
    let later = Later::by(62_000.0);
    page.press("Check again").await;
    until(
        || saved(&page).contains(&"Transcript Attached".to_owned()),
        || page.text(),
    )
    .await;
    drop(later);
    assert_eq!(sent(&page, ATTACH).len(), 2);
    assert_eq!(kept("call-card.transcript"), []);
}

#[wasm_bindgen_test]
async fn a_transcript_that_cannot_be_looked_up_can_be_attached_once_more_after_a_minute() {
    let page = finished(|portal| {
        portal.change(|portal| portal.settings.sees_statistics = false);
        portal.fault(Fault::new(FaultKind::DropAnswer).rest().only(ATTACH).times(1));
    })
    .await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.press("Attach transcript").await;
    page.press("Check again").await;
    page.shows("you don't have access to this call in the call statistics")
        .await;
    assert!(!page.text().contains("did not answer in time"), "{}", page.text());
    assert!(!page.text().contains("twice"), "{}", page.text());
    page.press("Attach transcript").await;
    page.settle().await;
    assert_eq!(sent(&page, ATTACH).len(), 1);
    let later = Later::by(62_000.0);
    page.press("Check again").await;
    page.shows("The call may then have the transcript twice.").await;
    page.settle().await;
    assert_eq!(sent(&page, ATTACH).len(), 1);
    page.press("Attach transcript").await;
    until(
        || saved(&page).contains(&"Transcript Attached".to_owned()),
        || page.text(),
    )
    .await;
    drop(later);
    assert_eq!(sent(&page, ATTACH).len(), 2);
    page.close_card().await;
}

#[wasm_bindgen_test]
async fn a_transcript_that_a_page_before_has_sent_is_not_sent_again_while_it_may_be_executed() {
    let page = finished(|_| {}).await;
    transcript_form(&page).await;
    fill(&page, TEXT, "Agent: Good morning").await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(ATTACH).times(1));
    page.press("Attach transcript").await;
    until(|| sent(&page, ATTACH).len() == 1, || page.text()).await;
    let reload = |mut page: Page| {
        page.close();
        page.portal.load_again();
        Page::again(page.portal.clone())
    };
    let page = reload(page);
    until(|| page.button("Check again").is_some(), || page.text()).await;
    page.press("Check again").await;
    page.shows("It may still be under way").await;
    assert_eq!(sent(&page, ATTACH).len(), 1);
    // As if it was sent some minutes ago.
    let (key, text) = kept("call-card.transcript").remove(0);
    let at = text
        .rsplit_once("\"at\":")
        .unwrap()
        .1
        .trim_end_matches('}')
        .to_owned();
    let earlier = at.parse::<f64>().unwrap() - 300_000.0;
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage
        .set_item(&key, &text.replace(&at, &earlier.to_string()))
        .unwrap();
    let page = reload(page);
    until(|| page.button("Check again").is_some(), || page.text()).await;
    page.press("Check again").await;
    until(
        || saved(&page).contains(&"Transcript Attached".to_owned()),
        || page.text(),
    )
    .await;
    assert_eq!(sent(&page, ATTACH).len(), 2);
}

#[wasm_bindgen_test]
async fn attaching_another_recording_says_what_is_missing() {
    let page = finished(|_| {}).await;
    let details = page.find("#record-address").unwrap().closest("details").unwrap();
    details.unwrap().set_attribute("open", "").unwrap();
    page.find("#record-from-address")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    fill(&page, "record-address", "https://pbx.example/1.mp3").await;
    page.press("Attach recording").await;
    until(
        || saved(&page).contains(&"Recording Attached".to_owned()),
        || page.text(),
    )
    .await;
    page.settle().await;
    page.press("Attach recording").await;
    page.shows("Choose a file first.").await;
}
