//! Phrases in the notes of this page.

use crate::call::phone;
use crate::components::wrap_up::PhraseSource;
use crate::i18n::day;
use crate::state::own::Own;
use crate::state::{WrapUp, now};
use leptos::prelude::*;

/// Offers phrases in the note of this wrap-up, of the call with this number.
pub(super) fn provide_phrases(own: Own, wrap_up: WrapUp, number: String) {
    provide_context(PhraseSource {
        settings: own.settings,
        own: own.own_phrases,
        values: Callback::new(move |()| {
            let client = untrack(|| wrap_up.items()).into_iter().next();
            let name = client.and_then(|item| untrack(|| own.name(&item)));
            vec![
                ("client", name.unwrap_or_default()),
                ("date", day(now())),
                ("number", phone::groups(&number).join(" ")),
            ]
        }),
    });
}
