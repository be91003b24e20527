//! How the methods ask. Boxed, so that the code that waits is there once and not in every method.

use crate::bx24::{Client, Error};
use crate::value::Value;
use std::future::Future;
use std::pin::Pin;

/// An answer that is waited for.
pub(crate) type Answer<'a> = Pin<Box<dyn Future<Output = Result<Value, Error>> + 'a>>;

/// Calls a method that writes: once.
pub(crate) fn call<'a>(client: &'a Client, method: &'a str, params: Value) -> Answer<'a> {
    Box::pin(async move { client.call(method, &params).await })
}

/// Calls a method that only reads: what fails on the way is repeated.
pub(crate) fn query<'a>(client: &'a Client, method: &'a str, params: Value) -> Answer<'a> {
    Box::pin(async move { client.query(method, &params).await })
}
