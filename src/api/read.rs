//! What several methods have in common in their answers.

use crate::call::{Binding, EntityKind};
use crate::value::Value;

/// A string or number as text; empty where there is none.
pub(crate) fn text(value: &Value, name: &str) -> String {
    value.get(name).text().unwrap_or_default()
}

/// A whole number; 0 where there is none, and below zero.
pub(crate) fn whole(value: &Value, name: &str) -> u64 {
    value.get(name).id().unwrap_or(0)
}

/// What can be read of the items of a list; the rest is left out.
pub(crate) fn list<T>(answer: &Value, read: fn(&Value) -> Option<T>) -> Vec<T> {
    let mut list = Vec::new();
    for item in items(answer) {
        list.extend(read(item));
    }
    list
}

/// The items of a list. Here once, and not wherever a list is read.
pub(crate) fn items(answer: &Value) -> Vec<&Value> {
    answer.items().collect()
}

/// A rating from 1 to 5; nothing for 0, which means that there is none.
pub(crate) fn vote(value: &Value, name: &str) -> Option<u8> {
    u8::try_from(value.get(name).id()?).ok().filter(|vote| *vote <= 5)
}

/// A CRM item by the fields of its type and its id.
pub(crate) fn binding(value: &Value, kind: &str, id: &str) -> Option<Binding> {
    Some(Binding::new(
        EntityKind::parse(value.get(kind).as_str()?)?,
        value.get(id).id()?,
    ))
}
