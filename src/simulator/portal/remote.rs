//! Remote control of the portal by names and JSON, for end-to-end tests and for the preview page.

use super::Portal;
use super::card::Client;
use super::crm::{Item, ItemKind};
use super::fault::{Fault, FaultKind, Scope};
use super::php::PhpValue;
use serde_json::Value;

/// The names of the faults, as [`fault`] reads them, and what they do.
pub const FAULTS: [(&str, &str); 16] = [
    ("slow", "Slow: answers four seconds late"),
    ("silent", "Silent: never answers"),
    ("status503", "503 QUERY_LIMIT_EXCEEDED"),
    ("status", "403 ACCESS_DENIED"),
    ("brokenBody", "Answer is no JSON"),
    ("offline", "Offline"),
    ("expiredToken", "Expired token"),
    ("dropAnswer", "Acts, and loses the answer"),
    ("doubleAnswer", "Answers twice"),
    ("lateAnswer", "Acts, and answers after a minute"),
    ("doubleBeforeClose", "BeforeClose comes twice"),
    ("lostEvent", "Events are lost"),
    ("initSilent", "No data to start with"),
    ("cardUndefined", "Commands: call card is undefined"),
    ("noRight", "No right to the first item"),
    ("readOnly", "The first item may not be changed"),
];

/// Reads a fault: `{"kind": "status", "status": 403, "code": "ACCESS_DENIED", "scope": "rest", "times": 1, "only": "batch"}`.
///
/// `ms` belongs to `slow` and `lateAnswer`, `type` and `id` to `noRight` and `readOnly`. Nothing for an unknown kind.
pub fn fault(value: &Value) -> Option<Fault> {
    let ms = |usual: f64| value["ms"].number().unwrap_or(usual);
    let kind = match value["kind"].as_str()? {
        "slow" => FaultKind::Slow(ms(4000.0)),
        "silent" => FaultKind::Silent,
        "status503" => FaultKind::Status503,
        "status" => {
            let status = value["status"]
                .id()
                .and_then(|status| u16::try_from(status).ok())
                .unwrap_or(403);
            FaultKind::Status {
                status,
                code: value["code"].text().unwrap_or_else(|| "ACCESS_DENIED".to_owned()),
            }
        }
        "brokenBody" => FaultKind::BrokenBody,
        "offline" => FaultKind::Offline,
        "expiredToken" => FaultKind::ExpiredToken,
        "dropAnswer" => FaultKind::DropAnswer,
        "doubleAnswer" => FaultKind::DoubleAnswer,
        "lateAnswer" => FaultKind::LateAnswer(ms(60_000.0)),
        "doubleBeforeClose" => FaultKind::DoubleBeforeClose,
        "lostEvent" => FaultKind::LostEvent,
        "initSilent" => FaultKind::InitSilent,
        "cardUndefined" => FaultKind::CardUndefined,
        "noRight" => FaultKind::NoRight(item(value)?),
        "readOnly" => FaultKind::ReadOnly(item(value)?),
        _ => return None,
    };
    let mut fault = Fault::new(kind);
    fault.scope = match value["scope"].as_str() {
        Some("commands") => Scope::Commands,
        Some("rest") => Scope::Rest,
        _ => Scope::Both,
    };
    fault.times = value["times"].id().and_then(|times| u32::try_from(times).ok());
    fault.only = value["only"].text();
    Some(fault)
}

/// Reads a client: `{"number": "+49…", "type": "CONTACT", "id": 17, "bindings": [{"type": "DEAL", "id": 31}]}`.
pub fn client(value: &Value) -> Client {
    let bindings = value["bindings"].items().filter_map(item).collect();
    Client {
        number: value["number"].text(),
        primary: item(value),
        bindings,
    }
}

fn item(value: &Value) -> Option<Item> {
    let kind = ItemKind::from_code(value["type"].as_str()?)?;
    Some(Item {
        kind,
        id: value["id"].id()?,
    })
}

impl Portal {
    /// Performs one action on the portal's side: `ring`, `hangUp`, …
    ///
    /// Fails for unknown names.
    pub fn drive(&mut self, name: &str, args: &Value) -> Result<Value, String> {
        let text = |key: &str| args[key].text().unwrap_or_default();
        match name {
            "ring" => self.ring(),
            "connect" => self.connect(),
            "hangUp" => self.hang_up(),
            "fail" => self.fail(&args.text().unwrap_or_else(|| text("code"))),
            "setClient" => self.set_client(client(args)),
            "nextInCallList" => self.next_in_call_list(),
            "requestClose" => self.request_close(),
            "forceClose" => self.force_close(),
            "finishElsewhere" => self.finish_elsewhere(),
            "emit" => {
                let events: Vec<Value> = args["args"].items().cloned().collect();
                self.emit(&text("name"), &events);
            }
            "fault" => {
                let fault = fault(args).ok_or_else(|| format!("unknown fault: {args}"))?;
                self.faults.add(fault);
            }
            "clearFaults" => self.faults.clear(),
            "clearLog" => self.clear_log(),
            "setLang" => self.settings.lang = text("lang"),
            "pickUsers" => {
                let ids: Vec<u64> = args["ids"].items().filter_map(Value::id).collect();
                self.pick_users(&ids);
            }
            "cancelDialog" => self.cancel_dialog(),
            "closePage" => self.close_page(),
            "reloadPage" => self.reload_page(),
            "setUserOption" => self.set_user_option(&text("name"), args["value"].clone()),
            "userOption" => return Ok(self.user_option(&text("name")).cloned().unwrap_or_default()),
            "openCall" => self.open_call(&text("callId"), client(args)),
            "comments" => return Ok(self.comments().to_vec().into()),
            "records" => return Ok(self.records().to_vec().into()),
            "isCardOpen" => {
                return Ok(self
                    .is_card_open(args["user"].id().unwrap_or(self.settings.user))
                    .into());
            }
            "set" => args.entries().try_for_each(|(key, value)| self.set(key, value))?,
            _ => return Err(format!("unknown driver: {name}")),
        }
        Ok(Value::Null)
    }

    /// Changes one setting by its name.
    pub fn set(&mut self, key: &str, value: &Value) -> Result<(), String> {
        let settings = &mut self.settings;
        let flag = value.flag();
        match key {
            "user" => settings.user = value.id().unwrap_or(1),
            "isAdmin" => settings.is_admin = flag,
            "seesStatistics" => settings.sees_statistics = flag,
            "seesOnlyOwnCalls" => settings.sees_only_own_calls = flag,
            "callAi" => settings.call_ai = flag,
            "escapeOptions" => settings.escape_options = flag,
            "twoArguments" => settings.two_arguments = flag,
            "anotherCall" => settings.another_call = flag,
            "opensPages" => settings.opens_pages = flag,
            "installed" => settings.installed = flag,
            "closeAfterEnd" => settings.close_after_end = value.number(),
            "uploadAddress" => settings.upload_address = value.text(),
            "countdown" => settings.countdown = value.number().unwrap_or(super::closing::COUNTDOWN),
            "limited" => settings.limit = flag.then_some((50.0, 2.0)),
            _ => return Err(format!("unknown setting: {key}")),
        }
        Ok(())
    }
}
