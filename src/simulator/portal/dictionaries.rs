//! The lists a portal keeps: stages, statuses, sources, currencies, lines.

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

const STAGES: [(&str, &str, &str, Option<&str>); 5] = [
    ("NEW", "New", "#39A8EF", None),
    ("PREPARATION", "Prepare documents", "#2FC6F6", None),
    ("EXECUTING", "In progress", "#55D0E0", None),
    ("WON", "Deal won", "#7BD500", Some("S")),
    ("LOSE", "Deal lost", "#FF5752", Some("F")),
];

const STATUSES: [(&str, &str, &str, Option<&str>); 4] = [
    ("NEW", "Unassigned", "#39A8EF", None),
    ("IN_PROCESS", "In progress", "#2FC6F6", None),
    ("CONVERTED", "Good lead", "#7BD500", Some("S")),
    ("JUNK", "Junk lead", "#FF5752", Some("F")),
];

const SOURCES: [(&str, &str, &str, Option<&str>); 4] = [
    ("CALL", "Call", "", None),
    ("CALLBACK", "Callback", "", None),
    ("EMAIL", "E-Mail", "", None),
    ("WEB", "Website", "", None),
];

fn statuses() -> Vec<Value> {
    let lists = [
        ("DEAL_STAGE", &STAGES[..]),
        ("STATUS", &STATUSES[..]),
        ("SOURCE", &SOURCES[..]),
    ];
    let mut records = Vec::new();
    for (list, entries) in lists {
        for (place, (code, name, color, semantics)) in (1_u64..).zip(entries) {
            records.push(json!({
                "ID": (records.len() + 1).to_string(),
                "ENTITY_ID": list,
                "STATUS_ID": *code,
                "NAME": *name,
                "NAME_INIT": *name,
                "SORT": (place * 10).to_string(),
                "SYSTEM": "Y",
                "COLOR": *color,
                "SEMANTICS": *semantics,
                "CATEGORY_ID": "0",
                "EXTRA": { "SEMANTICS": semantics.map_or("process", |code| match code {
                    "S" => "success",
                    _ => "failure",
                }), "COLOR": *color },
            }));
        }
    }
    records
}

impl Portal {
    pub(super) fn status_list(params: &Value) -> Answer {
        list::query(statuses(), params)
    }

    pub(super) fn currency_list(params: &Value) -> Answer {
        let currency = |(place, (code, name, format)): (u64, (&str, &str, &str))| {
            json!({
                "CURRENCY": code,
                "AMOUNT_CNT": "1",
                "AMOUNT": "1.0000",
                "SORT": (place * 100).to_string(),
                "BASE": if place == 1 { "Y" } else { "N" },
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
