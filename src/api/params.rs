//! What is sent with a method: only what was given, in the form the documents ask for.

use crate::value::Value;

/// The params of one method, in the order they were put.
pub(crate) struct Params(Vec<(String, Value)>);

impl Params {
    /// None yet.
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// One string: what many filters and orders are.
    pub(crate) fn of(name: &str, text: &str) -> Self {
        let mut params = Self::new();
        params.text(name, Some(text));
        params
    }

    /// Any value; null is left out.
    pub(crate) fn put(&mut self, name: &str, value: Value) {
        if value != Value::Null {
            self.0.push((name.to_owned(), value));
        }
    }

    /// A string, even one of digits: identifiers of calls and codes.
    pub(crate) fn text(&mut self, name: &str, text: Option<&str>) {
        self.put(name, text.into());
    }

    /// An integer.
    pub(crate) fn number(&mut self, name: &str, number: Option<u64>) {
        self.put(name, number.into());
    }

    /// A flag as 0 or 1: the SDK would make the words `true` and `false` of a boolean.
    pub(crate) fn flag(&mut self, name: &str, flag: Option<bool>) {
        self.number(name, flag.map(u64::from));
    }

    /// A list of integers.
    pub(crate) fn numbers(&mut self, name: &str, numbers: &[u64]) {
        self.put(name, numbers.to_vec().into());
    }

    /// Params of their own: a filter, an order, fields.
    pub(crate) fn inside(&mut self, name: &str, params: Self) {
        self.put(name, params.done());
    }

    /// As a value.
    pub(crate) fn done(self) -> Value {
        Value::Map(self.0)
    }
}
