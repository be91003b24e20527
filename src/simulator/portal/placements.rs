//! The placements of the application, and `app.info`.

use super::Portal;
use super::answer::{Answer, RestError, describe};
use super::fault::{FaultKind, Scope};
use super::php::{PhpValue, field};
use super::settings::CALL_CARD;
use serde_json::{Value, json};

const PLACEMENTS: [&str; 5] = [
    CALL_CARD,
    "CRM_CONTACT_DETAIL_TAB",
    "CRM_DEAL_DETAIL_TAB",
    "LEFT_MENU",
    "DEFAULT",
];

impl Portal {
    /// Binds a placement, as an administrator did before.
    pub fn bind_before(&mut self, placement: &str, handler: &str, title: &str) {
        self.bound_placements.push(json!({
            "placement": placement, "userId": 0, "handler": handler, "title": title, "description": "",
            "options": [], "langAll": [],
        }));
    }

    /// The addresses that the tabs of the call card open.
    pub fn card_tabs(&self) -> Vec<String> {
        let tabs = self
            .bound_placements
            .iter()
            .filter(|bound| is(bound, CALL_CARD, None));
        tabs.filter_map(|tab| tab["handler"].text()).collect()
    }

    pub(super) fn placement_bind(&mut self, params: &Value) -> Result<Answer, RestError> {
        self.administrator()?;
        let placement = self.placement(params)?;
        let handler = handler(params)?;
        if self
            .bound_placements
            .iter()
            .any(|bound| is(bound, &placement, Some(&handler)))
        {
            return Err(RestError::core(
                "Unable to set placement handler: Handler already binded",
            ));
        }
        let not_bound = |kind: &FaultKind| *kind == FaultKind::NotBound;
        let taken = self
            .faults
            .take_first(Scope::Rest, &["placement.bind"], not_bound);
        if taken.is_some() {
            return Ok(false.into());
        }
        let title = field(params, "TITLE").text();
        let langs = match field(params, "LANG_ALL") {
            Value::Null => json!([]),
            langs => langs.clone(),
        };
        self.bound_placements.push(json!({
            "placement": placement,
            "userId": 0,
            "handler": handler,
            "title": title.unwrap_or_else(|| "Call card".to_owned()),
            "description": "",
            // The options are not kept for the call card.
            "options": [],
            "langAll": langs,
        }));
        Ok(true.into())
    }

    pub(super) fn placement_get(&self) -> Result<Answer, RestError> {
        self.administrator()?;
        Ok(Value::Array(self.bound_placements.clone()).into())
    }

    pub(super) fn placement_unbind(&mut self, params: &Value) -> Result<Answer, RestError> {
        self.administrator()?;
        let placement = self.placement(params)?;
        let handler = field(params, "HANDLER").text();
        let before = self.bound_placements.len();
        self.bound_placements
            .retain(|bound| !is(bound, &placement, handler.as_deref()));
        Ok(json!({ "count": (before - self.bound_placements.len()) as u64 }).into())
    }

    pub(super) fn app_info(&self) -> Answer {
        json!({
            "ID": 3,
            "CODE": "local.5f0d8d0d8d0d80.12345678",
            "VERSION": 1,
            "STATUS": "L",
            "INSTALLED": self.settings.installed,
            "PAYMENT_EXPIRED": "N",
            "DAYS": Value::Null,
            "LANGUAGE_ID": self.settings.lang.as_str(),
            "LICENSE": "en_pro100",
            "LICENSE_TYPE": "pro100",
            "LICENSE_FAMILY": "pro",
        })
        .into()
    }

    fn administrator(&self) -> Result<(), RestError> {
        if self.settings.is_admin {
            return Ok(());
        }
        Err(RestError::new(403, "ACCESS_DENIED", describe("ACCESS_DENIED")))
    }

    fn placement(&self, params: &Value) -> Result<String, RestError> {
        let placement = field(params, "PLACEMENT")
            .text()
            .ok_or_else(|| argument("PLACEMENT"))?
            .to_uppercase();
        let allowed = placement != CALL_CARD || self.settings.scopes.iter().any(|scope| scope == "telephony");
        if !allowed || !PLACEMENTS.contains(&placement.as_str()) {
            return Err(RestError::new(
                400,
                "ERROR_PLACEMENT_NOT_FOUND",
                "Placement not found",
            ));
        }
        Ok(placement)
    }
}

fn handler(params: &Value) -> Result<String, RestError> {
    let handler = field(params, "HANDLER").text();
    let handler = handler.ok_or_else(|| argument("HANDLER"))?;
    if handler.starts_with("https://") {
        return Ok(handler);
    }
    Err(RestError::new(
        400,
        "ERROR_UNSUPPORTED_PROTOCOL",
        "Unsupported handler protocol",
    ))
}

fn argument(name: &str) -> RestError {
    RestError::new(
        400,
        "ERROR_ARGUMENT",
        &format!("Argument '{name}' is null or empty"),
    )
}

fn is(bound: &Value, placement: &str, handler: Option<&str>) -> bool {
    bound["placement"].as_str() == Some(placement)
        && handler.is_none_or(|handler| bound["handler"].as_str() == Some(handler))
}
