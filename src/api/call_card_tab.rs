//! What there is to do so that the call card has one tab that opens this page. No portal in here, so that all of it is
//! tested on the host.

use super::card::PLACEMENT;
use super::widget::Handler;

/// What of the call card belongs to whom.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FoundTabs {
    /// Our tab at this page's address, as the portal has it.
    pub here: Option<String>,
    /// Our tab at the address where the app was before: the one that it was given last.
    pub old: Vec<String>,
    /// Tabs of this app with the title of ours, at other addresses. They may be ours from an address that is not
    /// remembered, or have another purpose: they go only if the agent says so.
    pub similar: Vec<String>,
    /// Tabs that another part of this app has added. They stay as they are.
    pub others: Vec<String>,
}

/// Sorts what the portal has. `titles` are those we give our tab, `remembered` the address we gave it last.
pub fn sort(handlers: &[Handler], here: &str, titles: &[String], remembered: &str) -> FoundTabs {
    let mut found = FoundTabs::default();
    for tab in handlers.iter().filter(|tab| tab.placement == PLACEMENT) {
        let address = tab.handler.clone();
        if folder(&address) == folder(here) {
            found.here = Some(address);
        } else if address == remembered {
            found.old.push(address);
        } else if tab.titles.iter().any(|title| titles.contains(title)) {
            found.similar.push(address);
        } else {
            found.others.push(address);
        }
    }
    found
}

/// What kind of portal has opened the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortalKind {
    /// One in the vendor's cloud.
    Cloud,
    /// One on a company's own server, which may be on `https` or not, and reach addresses that the cloud does not.
    OwnServer {
        /// Whether its pages are on `https`.
        is_https: bool,
    },
}

impl PortalKind {
    /// The kind of the portal at a domain. Those of the cloud are `company.bitrix24.com`, `company.bitrix24.com.br`, and
    /// the like.
    pub fn of(domain: &str, is_https: bool) -> Self {
        let host = domain.split(':').next().unwrap_or_default();
        let mut labels = host.split('.').skip(1).skip_while(|label| *label != "bitrix24");
        let is_vendor = labels.next().is_some();
        let ending: Vec<&str> = labels.collect();
        let is_ending = match ending.as_slice() {
            [_] => !is_local(host),
            [second, country] => second.len() <= 3 && country.len() == 2,
            _ => false,
        };
        if domain.is_empty() || is_vendor && is_ending {
            Self::Cloud
        } else {
            Self::OwnServer { is_https }
        }
    }
}

/// The address that the portal opens for the tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabAddress {
    /// The address.
    pub address: String,
    /// Why a portal on a company's own server may not be able to open it: what it accepts is not documented.
    pub doubt: Option<BadAddress>,
}

/// The address that the portal has to open for the tab: that of the app's page, whichever of its pages this is.
///
/// Fails where the portal cannot open it.
pub fn handler(page: &str, portal: PortalKind) -> Result<TabAddress, BadAddress> {
    let address = page.split(['?', '#']).next().unwrap_or_default();
    let (rest, is_https) = match (address.strip_prefix("https://"), address.strip_prefix("http://")) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) => return Err(BadAddress::NotHttps),
    };
    let doubt = if !is_https {
        Some(BadAddress::NotHttps)
    } else if is_local(host(rest)) {
        Some(BadAddress::Local)
    } else {
        None
    };
    // A page on https shows no frame that is not.
    let is_refused = match portal {
        PortalKind::Cloud => true,
        PortalKind::OwnServer {
            is_https: portal_is_https,
        } => portal_is_https && !is_https,
    };
    if let Some(bad) = doubt.filter(|_| is_refused) {
        return Err(bad);
    }
    let address = match address.strip_suffix("/install.html") {
        Some(folder) => format!("{folder}/index.html"),
        None => address.to_owned(),
    };
    Ok(TabAddress { address, doubt })
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
