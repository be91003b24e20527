//! The names of people.

use crate::components::colleague_by_id;
use crate::i18n::listed;
use crate::state::own::Own;

/// Somebody's name, or the id where the name is not known. Tracks the known names.
pub(super) fn person(own: Own, id: u64) -> String {
    match own.people.name(id) {
        name if name.is_empty() => colleague_by_id(id),
        name => name,
    }
}

/// The names of people, as a list in the agent's language. Tracks the known names.
pub(super) fn persons(own: Own, ids: &[u64]) -> String {
    let names: Vec<String> = ids.iter().map(|id| person(own, *id)).collect();
    listed(names.iter().map(String::as_str))
}
