//! Phone numbers and e-mail addresses: the multiple field `fm`.

use super::super::php::PhpValue;
use super::Record;
use serde_json::{Value, json};

/// Gives every row an identifier of its own.
#[derive(Debug)]
pub(super) struct Phones {
    last: u64,
}

impl Default for Phones {
    fn default() -> Self {
        Self { last: 150 }
    }
}

impl Phones {
    /// Changes the rows of an item: an array adds them; an object changes the row of each key, or adds it (`n0`).
    ///
    /// A row without `typeId` changes nothing, and neither does text instead of rows; there is no error. An empty
    /// `value` deletes its row.
    pub(super) fn write(&mut self, record: &mut Record, change: &Value) {
        let mut rows: Vec<Value> = record
            .get("fm")
            .into_iter()
            .flat_map(PhpValue::items)
            .cloned()
            .collect();
        let keys: Vec<Option<u64>> = match change {
            Value::Object(fields) => fields.keys().map(|key| key.parse().ok()).collect(),
            _ => change.items().map(|_| None).collect(),
        };
        for (key, row) in keys.into_iter().zip(change.items()) {
            let Some(kind) = row["typeId"].text() else {
                continue;
            };
            let known = rows
                .iter()
                .position(|known| known["id"].id() == key && key.is_some());
            let value = row["value"].text();
            match (known, value) {
                (Some(position), None) => {
                    rows.remove(position);
                }
                (Some(position), Some(value)) => {
                    rows[position]["value"] = value.into();
                    if let Some(kind) = row["valueType"].text() {
                        rows[position]["valueType"] = kind.into();
                    }
                }
                (None, Some(value)) => {
                    self.last += 1;
                    let value_type = row["valueType"].text().unwrap_or_else(|| "WORK".to_owned());
                    rows.push(
                        json!({ "id": self.last, "typeId": kind, "valueType": value_type, "value": value }),
                    );
                }
                (None, None) => {}
            }
        }
        record.insert("fm".to_owned(), rows.into());
    }
}

/// The values of one type of row, `PHONE` or `EMAIL`.
pub(super) fn values<'a>(record: &'a Record, kind: &str) -> impl Iterator<Item = &'a str> {
    let rows = record.get("fm").into_iter().flat_map(PhpValue::items);
    rows.filter(move |row| row["typeId"] == kind)
        .filter_map(|row| row["value"].as_str())
}

/// Brings the fields up to date that show the first number and the first address.
pub(super) fn derive(record: &mut Record) {
    for (kind, name, flag) in [("PHONE", "phone", "hasPhone"), ("EMAIL", "email", "hasEmail")] {
        let first = values(record, kind).next().map(str::to_owned);
        if record.contains_key(flag) {
            record.insert(flag.to_owned(), if first.is_some() { "Y" } else { "N" }.into());
            record.insert(name.to_owned(), first.into());
        }
    }
}

/// The digits of a number, by which numbers are compared.
pub fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}
