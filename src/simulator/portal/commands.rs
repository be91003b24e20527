//! The message channel: commands of the frame, and the events that it subscribes to.

use super::fault::{FaultKind, Scope};
use super::log::Channel;
use super::settings::CALL_CARD;
use super::{Effect, Portal};
use serde_json::{Value, json};

/// The commands of the call card.
const COMMANDS: [&str; 3] = ["getStatus", "disableAutoClose", "enableAutoClose"];

/// The events of the call card.
const EVENTS: [&str; 3] = [
    "CallCard::EntityChanged",
    "CallCard::BeforeClose",
    "CallCard::CallStateChanged",
];

impl Portal {
    /// Handles a command from the frame and answers its callback.
    pub fn receive(&mut self, name: &str, args: &Value, callback: &str, now: f64) {
        self.tick(now);
        if self.is_frame_gone() {
            return;
        }
        match name {
            "rest" => self.receive_request(args, callback),
            "placementBindEvent" => self.listen(args, callback),
            "selectUser" | "openPath" => self.open_dialog(name, args, callback),
            _ => self.receive_command(name, args, callback),
        }
    }

    /// Executes a command. None means that its callback is never called.
    pub fn command(&mut self, name: &str, args: &Value) -> Option<Value> {
        let nothing = Some(json!([]));
        let here = self.settings.placement == CALL_CARD;
        match name {
            "getInitData" => Some(self.init_data()),
            "refreshAuth" => Some(self.auth_data()),
            "getInterface" => Some(self.interface()),
            "getStatus" if here => self
                .card
                .as_ref()
                .map(|card| card.status(self.settings.status_form)),
            "disableAutoClose" if here => {
                let (now, countdown) = (self.now, self.settings.countdown);
                self.card.as_mut()?.closing.disable(now, countdown);
                nothing
            }
            "enableAutoClose" if here => {
                if self.card.as_mut()?.closing.enable() {
                    self.close("auto-close enabled");
                    return None;
                }
                nothing
            }
            "setUserOption" => {
                self.own_options()
                    .set(args["name"].as_str()?, args["value"].clone());
                nothing
            }
            "setAppOption" if self.settings.is_admin => {
                self.app_options
                    .set(args["name"].as_str()?, args["value"].clone());
                nothing
            }
            "setInstall" => {
                self.settings.first_run = false;
                nothing
            }
            "setInstallFinish" => {
                self.settings.installed = true;
                self.effects.push(Effect::Reload);
                None
            }
            "resizeWindow" => Some(args.clone()),
            "imPhoneTo" | "imCallTo" | "imOpenMessenger" => nothing,
            // Refused inside other pages of the portal; only the application's own page has a window of its own.
            "setTitle" | "reloadWindow" | "closeApplication" | "openApplication"
                if self.settings.placement == "DEFAULT" =>
            {
                if name == "reloadWindow" {
                    self.effects.push(Effect::Reload);
                }
                nothing
            }
            _ => None,
        }
    }

    /// Posts an event to the frame, with `args` as documented.
    pub fn emit(&mut self, name: &str, args: &[Value]) {
        let lost = self
            .faults
            .take_first(Scope::Commands, &[name], |kind| *kind == FaultKind::LostEvent)
            .is_some();
        let double = name == "CallCard::BeforeClose"
            && self
                .faults
                .take_first(Scope::Commands, &[name], |kind| {
                    *kind == FaultKind::DoubleBeforeClose
                })
                .is_some();
        let spread = self.settings.two_arguments && args.len() > 1;
        let value = if spread {
            Value::Array(args.to_vec())
        } else {
            args.first().cloned().unwrap_or_else(|| json!([]))
        };
        let listeners: Vec<String> = self
            .listeners
            .iter()
            .filter(|(event, _)| event == name)
            .map(|(_, callback)| callback.clone())
            .collect();
        let outcome = if lost {
            "lost"
        } else if listeners.is_empty() {
            "nobody listens"
        } else {
            "posted"
        };
        for _ in 0..=usize::from(double) {
            self.note(Channel::Event, name, value.clone(), outcome);
            for callback in listeners.iter().filter(|_| !lost) {
                self.post(callback, Some(value.clone()), spread, 0.0);
            }
        }
    }

    fn receive_request(&mut self, args: &Value, callback: &str) {
        let text = |key| args[key].as_str().unwrap_or_default();
        let body = format!("{}&auth={}", text("body"), text("token"));
        let reply = self.request(text("method"), &body, self.now);
        let Some(answer) = reply.answer else { return };
        let value = match answer.status {
            0 => json!({ "network": false }),
            status => json!({ "status": i32::from(status), "body": answer.body }),
        };
        for _ in 0..reply.copies {
            self.post(callback, Some(value.clone()), false, reply.after);
        }
    }

    fn receive_command(&mut self, name: &str, args: &Value, callback: &str) {
        let mut taken = self.command_faults(name);
        let mut has = |kind: &FaultKind| {
            let before = taken.len();
            taken.retain(|one| one != kind);
            taken.len() < before
        };
        let silent = has(&FaultKind::Silent) | has(&FaultKind::InitSilent);
        let dropped = has(&FaultKind::DropAnswer);
        let copies = 1 + usize::from(has(&FaultKind::DoubleAnswer));
        let undefined = has(&FaultKind::CardUndefined);
        let after = taken.iter().filter_map(FaultKind::delay).sum();
        let answer = if silent {
            None
        } else if undefined {
            Some(Value::Array(vec![
                json!({ "result": "error", "errorCode": "Call card is undefined" }),
            ]))
        } else {
            self.command(name, args)
        };
        let outcome = match &answer {
            None => "silent",
            Some(_) if dropped => "answer lost",
            Some(_) => "answered",
        };
        self.note(Channel::Command, name, args.clone(), outcome);
        let Some(answer) = answer.filter(|_| !dropped) else {
            return;
        };
        for _ in 0..copies {
            self.post(callback, Some(answer.clone()), false, after);
        }
    }

    /// Faults without a name apply to the commands of the card, not to those that the SDK itself sends.
    fn command_faults(&mut self, name: &str) -> Vec<FaultKind> {
        let events = |kind: &FaultKind| {
            matches!(
                kind,
                FaultKind::LostEvent
                    | FaultKind::DoubleBeforeClose
                    | FaultKind::NoRight(_)
                    | FaultKind::ReadOnly(_)
            )
        };
        let init = |kind: &FaultKind| *kind == FaultKind::InitSilent;
        let rest_only = |kind: &FaultKind| {
            matches!(
                kind,
                FaultKind::Status503
                    | FaultKind::Status { .. }
                    | FaultKind::NotBound
                    | FaultKind::BrokenBody
                    | FaultKind::EmptyBody
                    | FaultKind::Offline
                    | FaultKind::ExpiredToken
            )
        };
        let general = |kind: &FaultKind| !events(kind) && !init(kind) && !rest_only(kind);
        match name {
            "getInitData" => {
                let mut taken = self.faults.take(Scope::Commands, &[name], init);
                taken.extend(self.faults.take_named(&[name], general));
                taken
            }
            "refreshAuth" | "setUserOption" | "setAppOption" | "setInstall" | "setInstallFinish" => {
                self.faults.take_named(&[name], general)
            }
            _ => self.faults.take(Scope::Commands, &[name], general),
        }
    }

    fn listen(&mut self, args: &Value, callback: &str) {
        let name = args["event"].as_str().unwrap_or_default();
        let known = self.settings.placement == CALL_CARD && EVENTS.contains(&name);
        if known {
            self.listeners.push((name.to_owned(), callback.to_owned()));
            if name == "CallCard::CallStateChanged" {
                self.frame_listens();
            }
        }
        self.note(
            Channel::Command,
            "placementBindEvent",
            args.clone(),
            if known { "bound" } else { "ignored" },
        );
    }

    fn interface(&self) -> Value {
        let here = self.settings.placement == CALL_CARD;
        json!({
            "command": if here { COMMANDS.to_vec() } else { Vec::new() },
            "event": if here { EVENTS.to_vec() } else { Vec::new() },
        })
    }
}
