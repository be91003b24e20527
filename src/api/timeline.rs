//! Notes in the timeline of CRM items.
//!
//! Nothing tells a note that was sent twice from two notes: after an uncertain failure look for it ([`comments`],
//! [`find`]) before it is sent again.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/timeline/comments/index.html>

use super::decode_entities;
use super::params::Params;
use super::read::{list, text};
use super::wire;
use crate::bx24::{Client, Error};
use crate::call::Binding;
use crate::call::moment::parse_iso;
use crate::value::Value;

const ADD: &str = "crm.timeline.comment.add";

/// How far the computer's clock and the portal's may be apart, in milliseconds.
pub(super) const CLOCKS_DIFFER: f64 = 300_000.0;

/// A note that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// `ID`
    pub id: u64,
    /// `COMMENT`
    pub comment: String,
    /// `AUTHOR_ID`
    pub author_id: Option<u64>,
    /// `CREATED`, in milliseconds since 1970.
    pub created: Option<f64>,
}

/// Adds a note to an item; answers its id.
///
/// Refused without asking for a kind of item that has no known timeline. Fails as refused with *item gone*, *no right*
/// or *note empty* ([`super::Refusal`]).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/comments/crm-timeline-comment-add.html>
pub async fn comment_add(client: &Client, item: &Binding, comment: &str) -> Result<u64, Error> {
    let params = comment_params(item, comment).ok_or_else(|| Error::refused("UNKNOWN_KIND"))?;
    let answer = wire::call(client, ADD, params).await?;
    answer.id().ok_or_else(|| Error::not_understood(ADD))
}

/// What is sent to add a note. Nothing for a kind of item that has no known timeline.
pub fn comment_params(item: &Binding, comment: &str) -> Option<Value> {
    let (mut params, mut fields) = (Params::new(), Params::new());
    fields.number("ENTITY_ID", Some(item.id));
    fields.text("ENTITY_TYPE", Some(item.kind.slug()?));
    fields.text("COMMENT", Some(comment));
    // Only this spelling is taken: `FIELDS` is not found.
    params.inside("fields", fields);
    Some(params.done())
}

/// The newest notes of an item, 50 at most.
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/comments/crm-timeline-comment-list.html>
pub async fn comments(client: &Client, item: &Binding) -> Result<Vec<Comment>, Error> {
    let params = comments_params(item).ok_or_else(|| Error::refused("UNKNOWN_KIND"))?;
    let answer = wire::query(client, "crm.timeline.comment.list", params).await?;
    Ok(decode_comments(&answer))
}

/// What is sent to list notes. Nothing for a kind of item that has no known timeline.
pub fn comments_params(item: &Binding) -> Option<Value> {
    let (mut params, mut filter) = (Params::new(), Params::new());
    filter.number("ENTITY_ID", Some(item.id));
    filter.text("ENTITY_TYPE", Some(item.kind.slug()?));
    params.inside("filter", filter);
    params.inside("order", Params::of("ID", "DESC"));
    Some(params.done())
}

/// Reads a list of notes. Never fails: what is no note is left out.
pub fn decode_comments(answer: &Value) -> Vec<Comment> {
    list(answer, |found| {
        Some(Comment {
            id: found.get("ID").id()?,
            comment: text(found, "COMMENT"),
            author_id: found.get("AUTHOR_ID").id(),
            created: parse_iso(&text(found, "CREATED")),
        })
    })
}

/// The note with this text by this author that was created since the first attempt, in milliseconds since 1970.
///
/// The portal may have escaped the text or changed its white space. A note of an earlier day with the same words is
/// another note.
pub fn find<'a>(comments: &'a [Comment], author: u64, comment: &str, since: f64) -> Option<&'a Comment> {
    let same = |found: &&Comment| {
        found.author_id == Some(author)
            && found
                .created
                .is_some_and(|created| created >= since - CLOCKS_DIFFER)
            && same_text(&found.comment, comment)
    };
    comments.iter().find(same)
}

/// Whether the portal's text is the one that was sent, whatever became of its white space.
pub(super) fn same_text(stored: &str, sent: &str) -> bool {
    let words = |c: &char| !c.is_whitespace();
    let stored = decode_entities(stored);
    stored.chars().filter(words).eq(sent.chars().filter(words))
}
