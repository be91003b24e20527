//! The ready scenarios.

mod calls;
mod clients;
mod faults;
mod history;
mod own_page;
mod settings;

use super::portal::Portal;
use super::scenario::Scenario;

const fn scenario(id: &'static str, title: &'static str, set_up: fn(&mut Portal)) -> Scenario {
    Scenario { id, title, set_up }
}

pub(super) const ALL: &[Scenario] = &[
    scenario(
        "incoming-known",
        "Incoming call of a known client with a deal and a company",
        calls::incoming_known,
    ),
    scenario(
        "seed",
        "The answer that the documentation of getStatus shows",
        calls::seed,
    ),
    scenario("outgoing", "Outgoing call to a company", calls::outgoing),
    scenario("callback", "Callback to a lead", calls::callback),
    scenario(
        "unknown-number",
        "Incoming call without a number",
        calls::unknown_number,
    ),
    scenario(
        "hidden-number",
        "Incoming call of a client who hides the number",
        calls::hidden_number,
    ),
    scenario(
        "no-crm",
        "Incoming call of a number that the CRM does not know",
        calls::no_crm,
    ),
    scenario(
        "unknown-caller",
        "Call registered by this application, of a number that the CRM does not know",
        calls::unknown_caller,
    ),
    scenario(
        "required-fields",
        "The same, in a portal that requires fields of its own",
        calls::required_fields,
    ),
    scenario(
        "several-clients",
        "Several clients share the number",
        calls::several_clients,
    ),
    scenario(
        "mid-call",
        "The card is opened in the middle of the conversation",
        calls::mid_call,
    ),
    scenario(
        "external",
        "Call registered by an application: opens connected",
        calls::external,
    ),
    scenario(
        "wrap-up",
        "Call registered by this application, ready to be finished",
        calls::wrap_up,
    ),
    scenario("busy-486", "Outgoing call that fails: busy", calls::busy_486),
    scenario(
        "call-list",
        "Call list, one client after the other",
        calls::call_list,
    ),
    scenario("bindings-40", "Forty bindings", clients::bindings_40),
    scenario(
        "strange-names",
        "Names with markup, entities, emoji and right-to-left text",
        clients::strange_names,
    ),
    scenario(
        "busy-client",
        "Twelve open deals, thirty activities, forty calls, long names",
        history::busy_client,
    ),
    scenario(
        "no-statistics",
        "The agent may not read the statistics of calls",
        history::no_statistics,
    ),
    scenario("no-deals", "The agent may not read deals", history::no_deals),
    scenario(
        "smart-process",
        "The call belongs to an item of a smart process",
        history::smart_process,
    ),
    scenario(
        "slow-history",
        "The history of the client takes six seconds",
        history::slow_history,
    ),
    scenario("no-right", "The contact may not be read", faults::no_right),
    scenario(
        "silent-status",
        "getStatus is never answered",
        faults::silent_status,
    ),
    scenario("slow", "Every answer takes four seconds", faults::slow),
    scenario(
        "error-503-twice",
        "The first two requests are refused with 503",
        faults::error_503_twice,
    ),
    scenario("broken-body", "Answers are no JSON", faults::broken_body),
    scenario("offline", "No connection for REST", faults::offline),
    scenario(
        "init-silent",
        "The portal never hands out the data to start with",
        faults::init_silent,
    ),
    scenario(
        "string-options",
        "Everything is a string, escaped for HTML, and getStatus no better",
        calls::string_options,
    ),
    scenario(
        "two-arguments",
        "Events with both arguments, as documented",
        calls::two_arguments,
    ),
    scenario(
        "other-placement",
        "Opened in a tab of a contact",
        own_page::other_placement,
    ),
    scenario(
        "settings",
        "Phrases and result codes of the company",
        settings::settings,
    ),
    scenario(
        "settings-required",
        "A result code is required to finish the call",
        settings::settings_required,
    ),
    scenario(
        "script",
        "A call script, with answers that are added to the note",
        settings::script,
    ),
    scenario("own-page", "The application's own page", own_page::own_page),
    scenario(
        "settings-own-page",
        "The application's own page with phrases, result codes and call scripts",
        settings::settings_own_page,
    ),
    scenario(
        "not-installed",
        "First run by an administrator, not installed yet",
        own_page::not_installed,
    ),
    scenario(
        "not-installed-agent",
        "Not installed yet, opened by somebody who is no administrator",
        own_page::not_installed_agent,
    ),
    scenario(
        "own-page-agent",
        "The application's own page, opened by somebody who is no administrator",
        own_page::own_page_agent,
    ),
    scenario(
        "tab-added",
        "The own page, with the tab in the call card",
        own_page::tab_added,
    ),
    scenario(
        "tab-moved",
        "The tab opens an old address; another part of the application has one, too",
        own_page::tab_moved,
    ),
];
