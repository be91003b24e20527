//! An address that Bitrix24 cannot open.

use crate::api::call_card_tab::BadAddress;
use crate::i18n::tf;
use crate::state::own::Tab;
use leptos::prelude::*;

/// Why Bitrix24 may not be able to open this page, where the agent can try it.
#[component]
pub(super) fn DoubtfulAddressWarning() -> impl IntoView {
    view! { <p class="own-warning">{tf("tab.doubtful", &[("address", &Tab::page())])}</p> }
}

/// Why Bitrix24 cannot open this page.
#[component]
pub(super) fn BadAddressWarning(
    /// What is wrong with the address.
    reason: BadAddress,
) -> impl IntoView {
    let key = match reason {
        BadAddress::NotHttps => "tab.not-https",
        BadAddress::Local => "tab.local",
    };
    view! { <p class="own-warning">{tf(key, &[("address", &Tab::page())])}</p> }
}
