//! JSON for tests: requests and answers as the app writes and reads them, and JSON nobody would expect.

#![allow(dead_code, clippy::expect_used)]

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A request as JSON, to be compared with the documents.
pub fn sent(request: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(request).expect("JSON")
}

/// Reads an answer; nothing where it does not have the shape.
pub fn read<T: DeserializeOwned>(answer: &impl Serialize) -> Option<T> {
    serde_json::from_value(sent(answer)).ok()
}

/// Any JSON, with a liking for what PHP and JavaScript make of nothing.
pub fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        prop::sample::select(vec![
            "",
            "0",
            "undefined",
            "null",
            "17",
            "-1",
            "true",
            "CONTACT",
            "idle",
            "hidden",
            "1e3",
            "[]",
            "&amp;"
        ])
        .prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map("[A-Z_]{0,14}", inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}
