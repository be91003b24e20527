//! The lines and the currencies of the portal.

use super::answer::Answer;
use super::{Portal, list};
use serde_json::{Value, json};

/// A line that calls come in and go out through.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub number: String,
    /// Its name; may be empty.
    pub name: String,
    /// Whether outgoing calls create leads.
    pub auto_create: bool,
}

impl Line {
    pub(super) fn new(number: &str, name: &str, auto_create: bool) -> Self {
        Self {
            number: number.to_owned(),
            name: name.to_owned(),
            auto_create,
        }
    }
}

impl Portal {
    pub(super) fn currency_list(params: &Value) -> Answer {
        let currency = |(position, (code, name, format)): (u64, (&str, &str, &str))| {
            json!({
                "CURRENCY": code,
                "AMOUNT_CNT": "1",
                "AMOUNT": "1.0000",
                "SORT": (position * 100).to_string(),
                "BASE": if position == 1 { "Y" } else { "N" },
                "FULL_NAME": name,
                "LID": "en",
                "FORMAT_STRING": format,
                "DEC_POINT": ".",
                "THOUSANDS_SEP": ",",
                "DECIMALS": "2",
            })
        };
        let known = [
            ("EUR", "Euro", "&euro;#"),
            ("USD", "US Dollar", "$#"),
            ("JPY", "Yen", "&yen;#"),
        ];
        list::page((1_u64..).zip(known).map(currency).collect(), params)
    }

    pub(super) fn line_list(&self) -> Answer {
        let line = |line: &Line| {
            json!({
                "NUMBER": line.number.as_str(),
                "NAME": line.name.as_str(),
                "CRM_AUTO_CREATE": if line.auto_create { "Y" } else { "N" },
            })
        };
        Value::Array(self.lines.iter().map(line).collect()).into()
    }
}
