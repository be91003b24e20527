//! Fields that several answers and requests have in common, as functions for `#[serde(deserialize_with = "…")]`.

use super::php;
use crate::call::moment::parse_iso;
use crate::call::{Binding, CallType, EntityKind, StatusCode};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// The params of a method that takes none.
#[derive(Serialize)]
pub(super) struct NoParams {}

/// The kind of a CRM item; nothing for an empty one.
pub(super) fn entity_kind<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<EntityKind>, D::Error> {
    Ok(EntityKind::parse(&php::text(deserializer)?))
}

fn required_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EntityKind, D::Error> {
    entity_kind(deserializer)?.ok_or_else(|| D::Error::custom("no kind"))
}

/// The type of a call; nothing for a number that the documents do not name.
pub(super) fn call_type<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<CallType>, D::Error> {
    Ok(php::id(deserializer)?.and_then(CallType::from_number))
}

/// The result code of a call; nothing for an empty one.
pub(super) fn status_code<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<StatusCode>, D::Error> {
    Ok(StatusCode::parse(&php::text(deserializer)?))
}

/// A rating from 1 to 5; nothing for 0, which means that there is none.
pub(super) fn vote<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    let vote = php::id(deserializer)?.and_then(|vote| u8::try_from(vote).ok());
    Ok(vote.filter(|vote| *vote <= 5))
}

/// A moment in ISO 8601, as milliseconds since 1970.
pub(super) fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    Ok(parse_iso(&php::text(deserializer)?))
}

/// An item of `CRM_BINDINGS` and of `CRM_CREATED_ENTITIES`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) struct BindingAnswer {
    #[serde(deserialize_with = "required_kind")]
    entity_type: EntityKind,
    #[serde(deserialize_with = "php::required_id")]
    entity_id: u64,
}

impl From<BindingAnswer> for Binding {
    fn from(answer: BindingAnswer) -> Self {
        Self::new(answer.entity_type, answer.entity_id)
    }
}

/// A list of CRM items; what names no item is left out.
pub(super) fn bindings<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Binding>, D::Error> {
    let bindings: Vec<BindingAnswer> = php::list(deserializer)?;
    Ok(bindings.into_iter().map(Into::into).collect())
}

/// The CRM item of `CRM_ENTITY_TYPE` and `CRM_ENTITY_ID`; nothing where one of them is missing.
pub(super) fn binding(kind: Option<&EntityKind>, id: Option<u64>) -> Option<Binding> {
    Some(Binding::new(kind?.clone(), id?))
}

/// The parts that are not empty, with `between` between them.
pub(super) fn joined(parts: &[&str], between: &str) -> String {
    let given: Vec<_> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    given.join(between)
}
