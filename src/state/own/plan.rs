//! What there is to do so that the call card has one tab that opens this page. No portal in here, so that all of it is
//! tested on the host.

use crate::api::card::PLACEMENT;
use crate::api::widget::Handler;

/// What of the call card belongs to whom.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FoundTabs {
    /// Our tab at this page's address, as the portal has it.
    pub here: Option<String>,
    /// Our tabs at addresses where the app was before.
    pub old: Vec<String>,
    /// Tabs that another part of this app has added. They stay as they are.
    pub others: Vec<String>,
}

/// Sorts what the portal has. `titles` are those we give our tab, `remembered` the address we gave it last.
pub fn sort(handlers: &[Handler], here: &str, titles: &[String], remembered: &str) -> FoundTabs {
    let mut found = FoundTabs::default();
    for tab in handlers.iter().filter(|tab| tab.placement == PLACEMENT) {
        let ours = tab.handler == remembered || tab.titles.iter().any(|title| titles.contains(title));
        let address = tab.handler.clone();
        if folder(&address) == folder(here) {
            found.here = Some(address);
        } else if ours {
            found.old.push(address);
        } else {
            found.others.push(address);
        }
    }
    found
}

/// The address that the portal has to open for the tab: that of the app's page, whichever of its pages this is.
///
/// Fails where Bitrix24 cannot open it.
pub fn handler(page: &str) -> Result<String, BadAddress> {
    let address = page.split(['?', '#']).next().unwrap_or_default();
    let Some(rest) = address.strip_prefix("https://") else {
        return Err(BadAddress::NotHttps);
    };
    if is_local(host(rest)) {
        return Err(BadAddress::Local);
    }
    Ok(match address.strip_suffix("/install.html") {
        Some(folder) => format!("{folder}/index.html"),
        None => address.to_owned(),
    })
}

/// Why Bitrix24 cannot open an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadAddress {
    /// It does not begin with `https://`.
    NotHttps,
    /// Only this computer, or its own network, knows it.
    Local,
}

/// `index.html` is what a folder shows.
fn folder(address: &str) -> &str {
    address.strip_suffix("index.html").unwrap_or(address)
}

/// The name of the server, without its port.
fn host(rest: &str) -> &str {
    let server = rest.split('/').next().unwrap_or_default();
    match server.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => server,
    }
}

fn is_local(host: &str) -> bool {
    let numbers: Vec<&str> = host.split('.').collect();
    let private = match numbers.as_slice() {
        ["10" | "127", _, _, _] | ["192", "168", _, _] | ["169", "254", _, _] => true,
        ["172", second, _, _] => second.parse().is_ok_and(|second: u8| (16..32).contains(&second)),
        _ => false,
    };
    let name = !host.contains('.') && !host.starts_with('[');
    let inside = [".localhost", ".local", ".internal", ".lan"];
    private || name || host == "[::1]" || inside.iter().any(|end| host.ends_with(end))
}
