//! Filters, order and pages, as the list methods of the portal understand them.

use super::answer::Answer;
use super::clock::parse_iso;
use super::php::{PhpValue, field};
use core::cmp::Ordering;
use serde_json::Value;

/// How many records a page holds.
const PAGE: usize = 50;

/// The records that `filter` lets through, in the order of `order`, one page of them.
pub fn query(records: Vec<Value>, params: &Value) -> Answer {
    let filter = field(params, "filter");
    let mut records: Vec<Value> = records
        .into_iter()
        .filter(|record| matches(record, filter))
        .collect();
    for (key, direction) in field(params, "order").entries().rev() {
        sort(&mut records, key, direction.as_str().unwrap_or_default());
    }
    page(records, params)
}

/// The page that starts at `start`.
pub fn page(records: Vec<Value>, params: &Value) -> Answer {
    let total = records.len();
    #[allow(clippy::cast_possible_truncation)]
    let start = field(params, "start").id().unwrap_or(0) as usize;
    let rest = records.into_iter().skip(start).take(PAGE).collect::<Vec<_>>();
    let next = (start + rest.len() < total).then_some((start + PAGE) as u64);
    Answer {
        result: Value::Array(rest),
        total: Some(total as u64),
        next,
    }
}

/// The fields of a record that are wanted.
pub fn select(record: &Value, wanted: impl Fn(&str) -> bool) -> Value {
    let fields = record.entries().filter(|(name, _)| wanted(name));
    fields
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The names that `select` lists.
pub fn selected_names(params: &Value) -> Vec<String> {
    field(params, "select")
        .items()
        .filter_map(PhpValue::text)
        .collect()
}

/// Sorts by one field, numbers and dates by their value.
pub fn sort(records: &mut [Value], key: &str, direction: &str) {
    records.sort_by(|a, b| {
        let order = compare(field(a, key), field(b, key));
        if direction.eq_ignore_ascii_case("DESC") {
            order.reverse()
        } else {
            order
        }
    });
}

/// Whether every condition of the filter holds; the operator stands before the name, `>=CREATED`.
pub fn matches(record: &Value, filter: &Value) -> bool {
    filter.entries().all(|(key, wanted)| {
        let name = key.trim_start_matches(['>', '<', '=', '!', '%', '@']);
        let value = field(record, name);
        let order = compare(value, wanted);
        match &key[..key.len() - name.len()] {
            ">=" => order.is_ge(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            "<" => order.is_lt(),
            "%" => plain(value).contains(&plain(wanted)),
            "!" | "!=" => order.is_ne(),
            _ if wanted.is_array() || wanted.is_object() => {
                wanted.items().any(|one| compare(value, one).is_eq())
            }
            _ => order.is_eq(),
        }
    })
}

pub(super) fn compare(a: &Value, b: &Value) -> Ordering {
    let (left, right) = (plain(a), plain(b));
    let numbers = a
        .number()
        .zip(b.number())
        .or_else(|| parse_iso(&left).zip(parse_iso(&right)));
    numbers.map_or_else(|| left.cmp(&right), |(left, right)| left.total_cmp(&right))
}

pub(super) fn plain(value: &Value) -> String {
    value.text().unwrap_or_default().to_lowercase()
}
