//! Earlier calls with the number on the card.

use super::{Icon, Trouble, scoped_memo};
use crate::api::statistics::EarlierCall;
use crate::call::clock::duration;
use crate::call::moment::parse_iso;
use crate::call::{CallState, CallType};
use crate::i18n::{moment, t, tf};
use crate::state::{Card, Earlier, EarlierCallList};
use leptos::either::EitherOf3;
use leptos::prelude::*;

/// What is shown of earlier calls.
#[derive(Clone, Copy, PartialEq)]
enum Content {
    /// The calls.
    List,
    /// A sentence, by its text key.
    Sentence(&'static str),
    /// Nothing: the error message says it all.
    Nothing,
}

/// Earlier calls with the number. They are asked for as soon as the client is known.
#[component]
pub fn EarlierCalls(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let earlier = card.earlier;
    let number = Memo::new(move |_| card.call.with(number));
    let client_known = Memo::new(move |_| card.is_client_told());
    Effect::new(move |_| {
        let number = number.get();
        if !number.is_empty() {
            earlier.look_at(&number);
            if client_known.get() == Some(true) {
                earlier.ask_once();
            }
        }
    });
    let content = Memo::new(move |_| {
        if number.with(String::is_empty) {
            return Content::Sentence("earlier.no-number");
        }
        let call_id = card.call.with(|call| call.status.call_id.clone());
        let client_failed = client_known.get() == Some(false);
        earlier.known.with(|known| match known.calls {
            EarlierCallList::NotAllowed => Content::Sentence("earlier.no-right"),
            EarlierCallList::Known(_) if known.shown(&call_id).next().is_none() => {
                Content::Sentence("earlier.none")
            }
            EarlierCallList::Known(_) => Content::List,
            EarlierCallList::Unknown if !known.is_nothing() => Content::Nothing,
            // The error message of the client says why, and has *Try again*.
            EarlierCallList::Unknown if client_failed => Content::Sentence("earlier.trouble"),
            EarlierCallList::Unknown => Content::Sentence("earlier.loading"),
        })
    });
    let busy = move || {
        let loading = content.get() == Content::Sentence("earlier.loading");
        let asking = earlier.known.with(|known| known.asking);
        number.with(|number| !number.is_empty()) && (loading || asking)
    };
    let error = move || {
        let error = earlier.known.with(|known| known.trouble.clone());
        error.filter(|_| number.with(|number| !number.is_empty()))
    };
    view! {
        <section class="part" aria-labelledby="earlier-title">
            <h2 id="earlier-title">{t("earlier.title")}</h2>
            <div class="earlier">
                <div aria-busy=move || busy().then_some("true")>
                    <Trouble
                        what="earlier.trouble"
                        error
                        busy=move || earlier.known.with(|known| known.asking)
                        on_retry=move || earlier.again()
                    />
                    {move || match content.get() {
                        Content::List => EitherOf3::A(view! { <NewestCalls card /> }),
                        Content::Sentence(key) => {
                            EitherOf3::B(view! { <p class="quiet">{t(key)}</p> })
                        }
                        Content::Nothing => EitherOf3::C(()),
                    }}
                </div>
            </div>
        </section>
    }
}

fn number(call: &CallState) -> String {
    call.status.phone.number().unwrap_or_default().to_owned()
}

/// The newest calls without the one that is on the card.
#[component]
fn NewestCalls(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let earlier = card.earlier;
    let calls = scoped_memo(move || {
        let call_id = card.call.with(|call| call.status.call_id.clone());
        earlier
            .known
            .with(|known| known.shown(&call_id).cloned().collect::<Vec<_>>())
    });
    view! {
        <ul class="bindings" aria-labelledby="earlier-title">
            <For each=move || calls.get() key=|call| call.id let(call)>
                <EarlierCallRow earlier call />
            </For>
        </ul>
    }
}

/// A call: when, in which direction, how long it was or why it failed, who talked, and the note.
#[component]
fn EarlierCallRow(
    /// The earlier calls.
    earlier: Earlier,
    /// The call.
    call: EarlierCall,
) -> impl IntoView {
    let (icon, direction) = match call.call_type {
        Some(kind @ (CallType::Outgoing | CallType::Informational)) => ("outgoing", kind.key()),
        Some(kind @ (CallType::Incoming | CallType::Redirected)) => ("incoming", kind.key()),
        Some(kind @ CallType::Callback) => ("callback", kind.key()),
        None => ("phone", "direction.other"),
    };
    let about = format!("{} · {}", t(direction), outcome(&call));
    let start = call.call_start_date.unwrap_or_default();
    let start_text = parse_iso(&start).map_or_else(|| start.clone(), moment);
    let name = scoped_memo(move || earlier.known.with(|known| known.name(call.portal_user_id)));
    let colleague = move || {
        let name = name.get();
        (!name.is_empty()).then(|| view! { <span>" · " <bdi>{name}</bdi></span> })
    };
    let note = call.comment.map(|comment| {
        view! {
            <span class="binding-more">
                <bdi>{comment}</bdi>
            </span>
        }
    });
    view! {
        <li class="binding">
            <Icon name=icon />
            <time class="binding-kind" datetime=start>
                {start_text}
            </time>
            <span class="binding-name">
                {about}
                {colleague}
            </span>
            {note}
        </li>
    }
}

/// How long the parties talked, or why they did not.
fn outcome(call: &EarlierCall) -> String {
    match &call.call_failed_code {
        Some(code) if code.as_str() != "200" => match code.key() {
            Some(key) => t(key),
            None => tf("phase.ended-code", &[("code", code.as_str())]),
        },
        _ => duration(call.call_duration),
    }
}
