//! REST: access, the limit of requests, and the faults. The methods are in `methods.rs`.

use super::answer::{Answer, Reply, RestError, describe};
use super::fault::{FaultKind, Scope};
use super::log::Channel;
use super::php::PhpValue;
use super::{HttpAnswer, Portal, batch, form};
use serde_json::Value;

/// How much of the request limit is used up.
#[derive(Debug, Default)]
pub(super) struct Spent {
    level: f64,
    at: f64,
}

impl Portal {
    /// Answers a request with a form for its body, the token in the field `auth`. Status 0: the connection broke.
    pub fn rest(&mut self, method: &str, form_body: &str, now: f64) -> HttpAnswer {
        self.request(method, form_body, now)
            .answer
            .unwrap_or_else(HttpAnswer::offline)
    }

    /// Answers a request, with the delays that the faults ask for, or not at all.
    pub fn request(&mut self, method: &str, form_body: &str, now: f64) -> Reply {
        self.tick(now);
        let method = method.trim_end_matches(".json");
        let mut params = form::parse(form_body);
        let token = take_field(&mut params, "auth");
        let calls = batch::calls(form_body);
        let inside: Vec<String> = calls.iter().map(|call| call.method.clone()).collect();
        let mut names = vec![method];
        names.extend(inside.iter().map(String::as_str));
        let after = self.delay(&names);
        let answer = match self.refusal(method, &names) {
            Some(FaultKind::Silent) => None,
            Some(FaultKind::Offline) => Some(HttpAnswer::offline()),
            Some(FaultKind::Status503) => Some(refuse(503, "QUERY_LIMIT_EXCEEDED")),
            Some(FaultKind::Status { status, code }) => Some(refuse(status, &code)),
            other => {
                if other.is_some() {
                    self.expire_token();
                }
                let result = self.admit(token.as_deref()).and_then(|()| match method {
                    "batch" => self.batch(&params, calls),
                    _ => self.dispatch(method, &params),
                });
                Some(self.delivered(result, &names))
            }
        };
        let copies = self
            .faults
            .take(Scope::Rest, &names, |kind| *kind == FaultKind::DoubleAnswer)
            .len()
            + 1;
        let outcome = match &answer {
            None => "silent".to_owned(),
            Some(answer) if answer.status == 0 => "connection lost".to_owned(),
            Some(answer) => answer.status.to_string(),
        };
        self.note(Channel::Rest, method, params, &outcome);
        Reply {
            answer,
            after,
            copies,
        }
    }

    /// The token that is valid now.
    pub fn access_token(&self) -> String {
        format!("preview-token-{}", self.token)
    }

    /// Invalidates the token that the frame holds.
    pub const fn expire_token(&mut self) {
        self.token += 1;
    }

    fn delay(&mut self, names: &[&str]) -> f64 {
        let taken = self
            .faults
            .take(Scope::Rest, names, |kind| kind.delay().is_some());
        taken.iter().filter_map(FaultKind::delay).sum()
    }

    /// A fault that keeps the portal from acting. Only the first one counts.
    fn refusal(&mut self, method: &str, names: &[&str]) -> Option<FaultKind> {
        let whole = |kind: &FaultKind| {
            matches!(
                kind,
                FaultKind::Silent | FaultKind::Offline | FaultKind::Status503 | FaultKind::ExpiredToken
            )
        };
        let status = |kind: &FaultKind| matches!(kind, FaultKind::Status { .. });
        self.faults
            .take_first(Scope::Rest, names, whole)
            .or_else(|| self.faults.take_first(Scope::Rest, &[method], status))
    }

    /// The result as it arrives, with the faults that change an answer on its way.
    fn delivered(&mut self, result: Result<Answer, RestError>, names: &[&str]) -> HttpAnswer {
        let answer = match result {
            Ok(answer) => answer.into_http(self.now),
            Err(error) => error.into_http(),
        };
        if self
            .faults
            .take_first(Scope::Rest, names, |kind| *kind == FaultKind::DropAnswer)
            .is_some()
        {
            return HttpAnswer::offline();
        }
        if self
            .faults
            .take_first(Scope::Rest, names, |kind| *kind == FaultKind::EmptyBody)
            .is_some()
        {
            return HttpAnswer {
                status: 200,
                body: String::new(),
            };
        }
        if self
            .faults
            .take_first(Scope::Rest, names, |kind| *kind == FaultKind::BrokenBody)
            .is_some()
        {
            return HttpAnswer {
                status: 200,
                body: "<!DOCTYPE html><title>Just a moment…</title>".to_owned(),
            };
        }
        answer
    }

    fn admit(&mut self, token: Option<&str>) -> Result<(), RestError> {
        match token {
            None | Some("") => return Err(general(401, "NO_AUTH_FOUND")),
            Some(token) if token != self.access_token() => return Err(general(401, "expired_token")),
            Some(_) => {}
        }
        let Some((burst, per_second)) = self.settings.limit else {
            return Ok(());
        };
        let drained = (self.now - self.spent.at) / 1000.0 * per_second;
        self.spent.level = (self.spent.level - drained).max(0.0);
        self.spent.at = self.now;
        if self.spent.level >= burst {
            return Err(general(503, "QUERY_LIMIT_EXCEEDED"));
        }
        self.spent.level += 1.0;
        Ok(())
    }
}

/// A refusal with one of the codes that any method can answer.
pub(super) fn general(status: u16, code: &str) -> RestError {
    RestError::new(status, code, describe(code))
}

fn refuse(status: u16, code: &str) -> HttpAnswer {
    let mut body = general(status, code).to_value();
    // The code of an exception is a number in PHP, and not always made a string.
    if let Ok(number) = code.parse::<u32>() {
        body["error"] = number.into();
    }
    HttpAnswer {
        status,
        body: body.to_string(),
    }
}

fn take_field(params: &mut Value, name: &str) -> Option<String> {
    params.as_object_mut()?.remove(name)?.text()
}
