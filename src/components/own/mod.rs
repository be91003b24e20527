//! The app's own page: its installation, the tab of the call card, a form to register a call, and the calls that were
//! registered here.

mod action_message;
mod answer;
mod bad_address;
mod call_card_tab;
mod callers;
mod calls;
mod choice;
mod closing;
mod colleague;
mod controls;
mod elsewhere;
mod field;
mod for_whom;
mod found;
mod install;
mod install_steps;
mod more;
mod named_item;
mod names;
mod page;
mod phrases;
mod register;
mod registered;
mod row;
mod screens;
mod settings;
mod tab_failure;
mod unsaved;
mod unsaved_client;
mod unsaved_row;

pub use elsewhere::own_page_elsewhere;
pub use page::OwnPage;
