//! What was typed in cards that closed too early waits on the app's own page.

use super::*;
use crate::page::{forget_drafts, kept_drafts};
use call_card::simulator::{Client, Item};

const CALL: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";
const FINISH: &str = "telephony.externalCall.finish";
const COMMENT: &str = "crm.timeline.comment.add";

/// A card in which this was typed, and which closed before it was saved; then the app's own page.
async fn left_behind(note: &str) -> Page {
    forget_drafts();
    let mut card = Page::open("wrap-up");
    card.shows("Ingrid Olsen").await;
    settle(&card.portal).await;
    fill(&card, "wrap-up-note", note);
    settle(&card.portal).await;
    card.portal.force_close();
    card.close();
    drop(card);
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| {
        let client = Client::number("+19999999666").bound(Item::contact(797), &[]);
        portal.add_call(CALL, "+19999999666", 2, &client);
    });
    let page = Page::again(portal);
    page.shows("Unsaved wrap-ups").await;
    settle(&page.portal).await;
    page
}

#[wasm_bindgen_test]
async fn a_wrap_up_that_was_left_behind_is_finished_from_the_own_page() {
    let page = left_behind("Calls back on Monday").await;
    page.press("Finish, save or discard");
    page.shows("Finish call").await;
    page.press("Finish call");
    page.shows("The call is saved. The note is saved.").await;
    page.shows("Nothing is left to save.").await;
    assert_eq!(sent(&page, FINISH)[0].payload.get("CALL_ID").as_str(), Some(CALL));
    let note = sent(&page, COMMENT)[0].payload.get("fields").clone();
    assert_eq!(note.get("COMMENT").as_str(), Some("Calls back on Monday"));
    assert_eq!(note.get("ENTITY_ID").id(), Some(797));
    assert_eq!(kept_drafts(), []);
    for command in ["disableAutoClose", "enableAutoClose"] {
        assert_eq!(page.portal.count(command), 0, "there is no card to hold");
    }
}

#[wasm_bindgen_test]
async fn a_wrap_up_that_was_left_behind_is_saved_or_discarded_from_the_own_page() {
    let page = left_behind("Calls back on Monday").await;
    page.press("Finish, save or discard");
    page.shows("Save note").await;
    page.press("Save note");
    page.shows("The note is saved.").await;
    until(|| kept_drafts().is_empty(), || page.text()).await;
    assert!(sent(&page, FINISH).is_empty());
    drop(page);
    let page = left_behind("Nothing worth keeping").await;
    page.press("Finish, save or discard");
    page.shows("Discard draft").await;
    page.press("Discard draft");
    page.shows("Discard everything").await;
    page.press("Yes, discard it");
    page.shows("Nothing is left to save.").await;
    assert_eq!(kept_drafts(), []);
    assert!(sent(&page, COMMENT).is_empty());
}

#[wasm_bindgen_test]
async fn what_another_user_left_behind_is_not_shown() {
    let page = left_behind("For my eyes only").await;
    drop(page);
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| portal.settings.user = 2);
    let page = Page::again(portal);
    page.shows("Register a call").await;
    settle(&page.portal).await;
    assert!(!page.text().contains("Unsaved wrap-ups"), "{}", page.text());
    assert_eq!(kept_drafts().len(), 1);
}
